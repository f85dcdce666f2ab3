"""*Where each sentence comes from*, pressed: over a local Slack, the real bot and PostgreSQL."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.database.embedded import EmbeddedPostgres
from bot.sandbox import Sandbox
from builders import PlainCoach
from interview.coach import ReviewBrief
from interview.coach.drafts import Claim, FeedbackDraft, ReviewDraft
from playing import GOOD, PRIYA, SAM, Player, bot_over, buttons, shown
from test_profile import away


class TellingCoach(PlainCoach):
    """Rests sentences on the resume and on both answers, leaves a slot, and invents a figure."""

    async def review(self, brief: ReviewBrief, objections: tuple[str, ...] = ()) -> ReviewDraft:
        draft = await super().review(brief, objections)
        praised = Claim(text="“I traced ten slow requests”: your part.", cites=("A1.2",))
        return draft.model_copy(update={"strengths": (praised,)})

    async def give_feedback(
        self, brief: ReviewBrief, objections: tuple[str, ...] = ()
    ) -> FeedbackDraft:
        said = {line.id: line.text for line in brief.answers}
        revised = (
            Claim(text=said["A1.1"], cites=("A1.1",)),
            Claim(text="‹add: who was there›", asks="Who was there with you?"),
            Claim(text=said["A2.1"], cites=("A2.1",)),
            Claim(text=brief.papers.resume[1].text, cites=("R2",)),
            Claim(text="I saved 31415 dollars.", cites=("A1.2",)),
        )
        return FeedbackDraft(assessment=(), coaching=("Say more.",), revised=revised)


@pytest.fixture
async def slack(database_url: str) -> AsyncIterator[Sandbox]:
    """A local Slack with a bot in it."""
    async with Sandbox() as sandbox, bot_over(sandbox, database_url, coach=TellingCoach()):
        yield sandbox


@pytest.fixture
async def sam(slack: Sandbox) -> Player:
    """Someone who has the feedback on a question with one follow-up."""
    player = Player(slack)
    await player.introduces_themselves()
    await slack.close_view(SAM)
    await player.starts()
    await player.says(GOOD)
    await player.sees("follow_up")
    await player.says("The shops stopped complaining.")
    await player.sees("feedback")
    return player


def modal(player: Player) -> dict[str, Any]:
    view = player.slack.view(player.user)
    assert view is not None
    assert view["callback_id"] == "sources"
    return dict(view)


async def test_a_press_opens_every_sentence_above_its_lines_and_slots_above_questions(
    sam: Player,
) -> None:
    assert await sam.presses("show_sources")
    said = shown(modal(sam)).split("\n")
    first = "In March 2023 our payment API got slow and shops complained every day."
    last = "The shops stopped complaining."
    line = "Cut p99 latency of the payment API from 900 ms to 120 ms by moving hot ledger rows"
    for words, origin in (
        (first, "From your first answer"),
        (last, "From your answer to the follow-up"),
        (line, "From your resume"),
    ):
        at = said.index(words)
        assert said[at : at + 4] == [words, origin, "", words]
    at = said.index("‹add: who was there›")
    assert "Who was there with you?" in said[at : at + 3]
    assert "“I traced ten slow requests”: your part." in said


async def test_what_was_cut_stands_as_a_slot_and_is_not_repeated(sam: Player) -> None:
    await sam.presses("show_sources")
    said = shown(modal(sam))
    assert "‹add: your figure›" in said
    assert "You said “I traced ten slow requests" in said
    assert "What was the figure, as far as you know it?" in said
    assert "31415" not in said
    assert "31415" not in str(sam.slack.messages(sam.dm))


async def test_the_way_to_the_sources_stays_when_the_interview_goes_on(sam: Player) -> None:
    feedback = sam.posts("feedback")[0]["ts"]
    await sam.presses("next_question")
    await sam.sees("question", 2)
    await sam.slack.until(lambda: buttons(sam.posts("feedback")[0]) == ["show_sources"])
    assert await sam.slack.click(SAM, "show_sources", ts=feedback)
    assert "From your resume" in shown(modal(sam))


async def test_a_press_changes_nothing(sam: Player) -> None:
    before = [message["text"] for message in sam.thread]
    await sam.presses("show_sources")
    await sam.slack.close_view(SAM)
    await sam.presses("show_sources")
    assert modal(sam)
    assert [message["text"] for message in sam.thread] == before
    assert sam.whispers() == []


async def test_a_sentence_whose_words_were_taken_back_says_so(sam: Player) -> None:
    answer = next(m for m in sam.thread if m.get("user") == SAM and m["text"].startswith("The sh"))
    await sam.slack.delete(SAM, answer["ts"])
    await sam.is_acked(answer["ts"], "message_deleted")
    await sam.presses("show_sources")
    said = shown(modal(sam))
    assert "You have taken back the words that this rests on." in said
    assert "From your answer to the follow-up" not in said


async def test_nobody_else_is_shown_where_it_comes_from(sam: Player) -> None:
    sam.slack.slack.workspace.dm(SAM).members.add(PRIYA)
    await sam.slack.click(PRIYA, "show_sources", channel=sam.dm)
    await Player(sam.slack, PRIYA).hears("someone else's")
    assert sam.slack.view(PRIYA) is None


async def test_after_forget_there_is_nothing_to_show(sam: Player) -> None:
    await sam.slack.say(SAM, "forget")
    await sam.slack.until(
        lambda: any("confirm_forget" in buttons(m) for m in sam.slack.messages(sam.dm))
    )
    await sam.presses("confirm_forget")
    await sam.presses("show_sources")
    await sam.hears("There is no interview in this thread")
    assert sam.slack.view(SAM) is None


async def test_a_view_that_slack_does_not_open_is_said_to_be_for_later(sam: Player) -> None:
    sam.slack.fault("views.open", "error")
    await sam.presses("show_sources")
    await sam.hears("I could not do that just now")
    await sam.presses("show_sources")
    assert modal(sam)


async def test_while_the_database_is_away_a_press_is_to_be_tried_again(
    sam: Player, postgres: EmbeddedPostgres, database_url: str
) -> None:
    with away(postgres, database_url):
        await sam.presses("show_sources")
        await sam.hears("I could not do that just now")
    await sam.presses("show_sources")
    assert modal(sam)
