"""The front desk from outside: words, forms and clicks, over a local Slack and real PostgreSQL."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.sandbox import Sandbox
from builders import PlainCoach
from playing import GOOD, SAM, STRANGER, Player, bot_over, rows, shown

LONG = "I think that I would have asked the other team first."


@pytest.fixture
async def slack(database_url: str) -> AsyncIterator[Sandbox]:
    """A local Slack with a bot in it."""
    async with Sandbox() as sandbox, bot_over(sandbox, database_url, coach=PlainCoach(probes=0)):
        yield sandbox


@pytest.fixture
def sam(slack: Sandbox) -> Player:
    return Player(slack)


def desk_says(player: Player) -> list[str]:
    """The bot's messages at the top of the DM, but for the cards of interviews."""
    top = [m for m in player.slack.messages(player.dm) if m.get("bot_id")]
    return [shown(m) for m in top if "front_desk" in str(m.get("metadata"))]


async def hears_at_desk(player: Player, words: str, times: int = 1) -> str:
    await player.slack.until(lambda: sum(words in said for said in desk_says(player)) >= times)
    return next(said for said in desk_says(player) if words in said)


def of_people(player: Player) -> list[bool]:
    """Whether each delivery of what people wrote was acked."""
    theirs = [e["event_id"] for e in player.slack.events if not e["event"].get("bot_id")]
    return [each.acked for each in player.slack.attempts if each.event_id in theirs]


async def commands(player: Player, text: str, **more: Any) -> str:
    answer = await player.slack.command(player.user, text, **more)
    assert answer is not None
    return shown(answer) if answer else ""


async def test_a_bare_command_opens_the_form_and_once_there_is_a_profile_the_choices(
    sam: Player,
) -> None:
    assert await commands(sam, "") == ""
    assert sam.slack.view(SAM)["callback_id"] == "save_profile"
    await sam.introduces_themselves()
    assert sam.slack.view(SAM)["callback_id"] == "start_interview"
    await sam.slack.close_view(SAM)
    await commands(sam, "")
    assert sam.slack.view(SAM)["callback_id"] == "start_interview"


async def test_start_without_a_profile_is_the_bare_command(sam: Player) -> None:
    assert await commands(sam, "start hard") == ""
    assert sam.slack.view(SAM)["callback_id"] == "save_profile"


async def test_the_choices_start_an_interview(sam: Player) -> None:
    await sam.introduces_themselves()
    answer = await sam.slack.submit(
        SAM, {"interview_stage": "recruiter_screen", "difficulty_level": "hard"}
    )
    assert answer["response_action"] == "clear"
    await sam.slack.until(lambda: len(sam.cards) == 1)
    card = shown(sam.cards[0])
    assert "Recruiter screen · hard" in card
    assert "Globex" in card


async def test_the_level_aimed_at_is_the_postings_unless_it_is_chosen(
    sam: Player, database_url: str
) -> None:
    await sam.introduces_themselves()
    await sam.slack.submit(SAM, {"target_level": "L4"})
    await commands(sam, "end")
    await commands(sam, "start")
    found = await rows(
        database_url, "SELECT target_level FROM mock_interview_sessions ORDER BY started_at"
    )
    assert found == [("L4",), ("L5A",)]


async def test_words_of_a_command_choose_the_job_and_unknown_ones_the_newest(sam: Player) -> None:
    await sam.introduces_themselves()
    await sam.slack.close_view(SAM)
    await commands(sam, "profile")
    other = {
        "company": "Initech",
        "job_title": "Product Manager",
        "job_description": "Own the roadmap of our ledger.",
    }
    await sam.slack.submit(SAM, other)
    await sam.starts("globex")
    assert "Globex" in shown(sam.cards[0])
    await commands(sam, "end")
    await sam.starts("nowhere at all")
    assert "Initech" in shown(sam.cards[1])


async def test_from_a_channel_the_answer_is_for_the_giver_alone_and_links_the_dm(
    sam: Player,
) -> None:
    await sam.introduces_themselves()
    answer = await sam.slack.command(SAM, "status", channel="C0GENERAL")
    assert answer is not None
    assert answer["response_type"] == "ephemeral"
    assert f"archives/{sam.dm}" in str(answer["blocks"])
    answer = await sam.slack.command(SAM, "start", channel="C0GENERAL")
    assert answer is not None
    assert "starts in our direct messages" in shown(answer)
    assert f"archives/{sam.dm}" in str(answer["blocks"])
    await sam.slack.until(lambda: len(sam.cards) == 1)


async def test_a_word_in_the_dm_is_answered_once_however_often_it_is_delivered(
    sam: Player, database_url: str
) -> None:
    sam.slack.every_event_times = 3
    await sam.slack.say(SAM, "Help!")
    await hears_at_desk(sam, "Say one of these")
    sam.slack.every_event_times = 1
    await sam.slack.say(SAM, "history")
    await hears_at_desk(sam, "No interviews yet")
    assert len(desk_says(sam)) == 2
    assert len(await rows(database_url, "SELECT id FROM slack_messages")) == 2


async def test_where_a_form_cannot_open_by_itself_a_button_opens_it(sam: Player) -> None:
    await sam.slack.say(SAM, "start")
    await hears_at_desk(sam, "First I need your resume")
    assert await sam.presses("open_profile")
    assert sam.slack.view(SAM)["callback_id"] == "save_profile"


async def test_start_in_the_dm_is_answered_by_the_card_alone(
    sam: Player, database_url: str
) -> None:
    await sam.introduces_themselves()
    sam.slack.every_event_times = 3
    await sam.slack.say(SAM, "start hard globex")
    await sam.slack.until(lambda: len(sam.cards) == 1)
    assert "hard" in shown(sam.cards[0])
    await sam.slack.until(lambda: of_people(sam) == [True, True, True])
    assert await rows(database_url, "SELECT id FROM outbox WHERE session_id IS NULL") == []


async def test_other_words_get_one_hint_in_ten_minutes(sam: Player, database_url: str) -> None:
    await sam.introduces_themselves()
    first = await sam.slack.say(SAM, "good morning")
    await hears_at_desk(sam, "only know a few words")
    await sam.slack.say(SAM, "anybody there?")
    await sam.slack.until(lambda: of_people(sam) == [True, True])
    later = f"{float(first) + 601:.6f}"
    await sam.slack.say(SAM, "hello again", ts=later)
    await hears_at_desk(sam, "only know a few words", times=2)
    hints = await rows(database_url, "SELECT effect ->> 'about' FROM outbox WHERE lane = 'say'")
    assert sorted(hints) == [(first,), (later,)]


async def test_a_long_message_beside_the_thread_can_become_the_answer(
    sam: Player, database_url: str
) -> None:
    await sam.introduces_themselves()
    await sam.starts()
    await sam.slack.say(SAM, GOOD)
    offer = await hears_at_desk(sam, "looks like an answer")
    assert "Use it as my answer to question 1" in offer
    await sam.presses("use_as_answer")
    await sam.sees("feedback")
    assert any("Used as your answer to question 1" in said for said in desk_says(sam))
    answers = await rows(database_url, "SELECT response_text FROM mock_interview_responses")
    assert answers == [(GOOD,)]


async def test_words_offered_for_a_question_that_is_closed_are_not_used(
    sam: Player, database_url: str
) -> None:
    await sam.introduces_themselves()
    await sam.starts()
    await sam.slack.say(SAM, GOOD)
    await hears_at_desk(sam, "looks like an answer")
    await sam.says("skip")
    await sam.sees("question", 2)
    await sam.presses("use_as_answer")
    assert any("Question 1 is closed by now" in said for said in desk_says(sam))
    assert await rows(database_url, "SELECT id FROM mock_interview_responses") == []


async def test_a_strangers_click_on_an_offer_changes_nothing(
    sam: Player, database_url: str
) -> None:
    await sam.introduces_themselves()
    await sam.starts()
    await sam.slack.say(SAM, GOOD)
    await hears_at_desk(sam, "looks like an answer")
    await Player(sam.slack, STRANGER).introduces_themselves()
    await sam.slack.click(STRANGER, "use_as_answer", channel=sam.dm)
    await Player(sam.slack, STRANGER).hears("someone else's")
    assert any("looks like an answer" in said for said in desk_says(sam))
    assert await rows(database_url, "SELECT id FROM mock_interview_responses") == []


async def test_a_second_start_asks_and_continue_leaves_all_as_it_is(
    sam: Player, database_url: str
) -> None:
    await sam.introduces_themselves()
    await sam.starts()
    await sam.slack.say(SAM, "start hard")
    assert "End it and start this one" in await hears_at_desk(sam, "You have an interview open")
    await sam.presses("continue_interview")
    assert any("Go to the interview" in said for said in desk_says(sam))
    assert await rows(database_url, "SELECT waiting_start FROM candidates") == [(None,)]
    assert len(sam.cards) == 1


async def test_a_second_start_replaces_the_open_interview_where_it_is_chosen(sam: Player) -> None:
    await sam.introduces_themselves()
    await sam.starts()
    await sam.slack.say(SAM, "start hard")
    await hears_at_desk(sam, "You have an interview open")
    await sam.presses("replace_interview")
    await sam.slack.until(lambda: len(sam.cards) == 2)
    assert "hard" in shown(sam.cards[1])
    await sam.slack.until(lambda: "Ended, not scored" in shown(sam.cards[0]))


async def test_a_choice_that_was_overtaken_does_nothing(sam: Player) -> None:
    await sam.introduces_themselves()
    await sam.starts()
    await sam.slack.say(SAM, "start hard")
    await hears_at_desk(sam, "You have an interview open")
    await commands(sam, "end")
    await sam.starts("easy")
    await sam.presses("replace_interview")
    assert any("Question 1 of 5" in said for said in desk_says(sam))
    assert len(sam.cards) == 2


async def test_the_new_interview_waits_for_the_summary_of_the_old_one(sam: Player) -> None:
    await sam.introduces_themselves()
    await sam.starts()
    await sam.says(GOOD)
    await sam.reads_feedback(1)
    await sam.slack.say(SAM, "start hard")
    await hears_at_desk(sam, "You have an interview open")
    await sam.presses("replace_interview")
    await sam.sees("summary")
    await sam.slack.until(lambda: len(sam.cards) == 2)
    assert "hard" in shown(sam.cards[1])


async def test_end_ends_from_the_dm_and_says_where_nothing_is_open(sam: Player) -> None:
    await sam.introduces_themselves()
    await sam.starts()
    await sam.slack.say(SAM, "End.")
    await sam.slack.until(lambda: "Ended, not scored" in shown(sam.cards[0]))
    assert "no open interview" in await commands(sam, "end")


async def test_an_end_that_is_older_than_the_interview_does_not_end_it(
    sam: Player, database_url: str
) -> None:
    before = await sam.slack.say(SAM, "end", hold=True)
    await sam.introduces_themselves()
    await sam.starts()
    await sam.slack.release(before)
    await hears_at_desk(sam, "Question 1 of 5")
    phases = await rows(database_url, "SELECT phase FROM mock_interview_sessions")
    assert phases == [("question_open",)]


async def test_the_history_shows_scores_and_the_open_interview(sam: Player) -> None:
    await sam.introduces_themselves()
    await sam.starts()
    await sam.says(GOOD)
    await sam.reads_feedback(1)
    assert "Open now" in await commands(sam, "history")
    await sam.says("end")
    await sam.sees("summary")
    assert "Not enough answers" in await commands(sam, "history")
    await sam.presses("show_history")
    assert "1 of 5 answered" in shown(await sam.hears("Your interviews: 1"))


async def test_practise_again_comes_with_the_choices_of_that_interview(sam: Player) -> None:
    await sam.introduces_themselves()
    await sam.starts("recruiter hard")
    await sam.says(GOOD)
    await sam.reads_feedback(1)
    await sam.says("end")
    await sam.sees("summary")
    await sam.slack.close_view(SAM)
    await sam.presses("open_start")
    chosen = [
        block["element"]["initial_option"]["value"]
        for block in sam.slack.view(SAM)["blocks"]
        if block["type"] == "input"
    ]
    assert chosen[1:] == ["recruiter_screen", "hard", "posting"]


async def test_a_choice_offered_by_a_command_is_made_in_its_place(
    sam: Player, database_url: str
) -> None:
    await sam.introduces_themselves()
    await commands(sam, "forget")
    await sam.presses("confirm_forget")
    assert await rows(database_url, "SELECT id FROM candidates") == []
    assert "I hold nothing about you" in shown(sam.slack.ephemerals(SAM)[-1])
