"""What the desk promises when two things happen at once, or something is pressed too late."""

from __future__ import annotations

import asyncio
import copy
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest

from bot import profile
from bot.database import people
from bot.database.embedded import EmbeddedPostgres
from bot.database.engine import create_engine
from bot.database.people import People, Person
from bot.sandbox import Sandbox
from builders import PlainCoach
from playing import (
    GOOD,
    PRIYA,
    RESUME,
    SAM,
    PacedCoach,
    Player,
    bot_over,
    buttons,
    kind,
    rows,
    shown,
)
from test_profile import away

OPEN = "SELECT id FROM mock_interview_sessions WHERE phase <> 'ended'"
UNDONE = "SELECT 1 FROM outbox WHERE done_at IS NULL AND not_before <= now()"
WAITING = "SELECT 1 FROM pg_locks WHERE NOT granted"


@pytest.fixture
async def slack(database_url: str) -> AsyncIterator[Sandbox]:
    """A local Slack with a bot in it."""
    async with Sandbox() as sandbox, bot_over(sandbox, database_url, coach=PlainCoach()):
        yield sandbox


@pytest.fixture
async def sam(slack: Sandbox) -> Player:
    player = Player(slack)
    await player.introduces_themselves()
    return player


async def desk_shows(player: Player, action_id: str, times: int = 1) -> str:
    """Waits for so many messages of the desk with this button; the `ts` of the newest."""

    def found() -> list[str]:
        return [m["ts"] for m in player.slack.messages(player.dm) if action_id in buttons(m)]

    await player.slack.until(lambda: len(found()) >= times)
    return str(found()[-1])


async def until_nothing(database_url: str, query: str) -> None:
    """Waits until the query finds no row."""
    for _ in range(200):
        if not await rows(database_url, query):
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"still there: {query}")


async def says_at_the_top(player: Player, text: str) -> str:
    return str(await player.slack.say(player.user, text))


async def test_two_starts_at_once_open_one_interview(sam: Player, database_url: str) -> None:
    slack = sam.slack
    first, second = await asyncio.gather(
        slack.command(SAM, "start hard"), slack.command(SAM, "start easy")
    )
    answers = [shown(answer) for answer in (first, second) if answer]
    assert len([said for said in answers if "You have an interview open" in said]) == 1
    await slack.until(lambda: len(sam.cards) == 1)
    await sam.slack.until(lambda: shown(sam.cards[0]).count("Question 1 of 5") == 1)
    assert len(sam.cards) == 1
    assert len(await rows(database_url, OPEN)) == 1


async def test_a_start_form_that_is_submitted_twice_opens_one_interview(
    sam: Player, database_url: str
) -> None:
    slack = sam.slack
    await slack.submit(SAM, {"difficulty_level": "hard"})
    payload = next(p for _, p in reversed(slack.interactions) if p.get("type") == "view_submission")
    await slack.interact("interactive", payload)
    await desk_shows(sam, "continue_interview")
    await slack.until(lambda: len(sam.cards) == 1)
    assert len(await rows(database_url, OPEN)) == 1


async def test_a_profile_that_is_submitted_twice_at_once_is_saved_once(
    sam: Player, database_url: str
) -> None:
    payload = next(p for _, p in sam.slack.interactions if p.get("type") == "view_submission")
    assert await asyncio.gather(
        sam.slack.interact("interactive", payload), sam.slack.interact("interactive", payload)
    )
    assert await rows(database_url, "SELECT count(*) FROM candidate_resumes") == [(1,)]
    assert await rows(database_url, "SELECT count(*) FROM job_applications") == [(1,)]


async def test_replace_pressed_twice_at_once_starts_one_interview_and_leaves_it_open(
    sam: Player, database_url: str
) -> None:
    await sam.starts()
    await says_at_the_top(sam, "start hard")
    asked = await desk_shows(sam, "replace_interview")
    await asyncio.gather(
        *(sam.slack.click(SAM, "replace_interview", ts=asked) for _ in range(3)),
    )
    await sam.slack.until(lambda: len(sam.cards) == 2)
    assert len(await rows(database_url, OPEN)) == 1
    assert len(await rows(database_url, "SELECT id FROM mock_interview_sessions")) == 2


async def test_replace_ends_the_interview_it_was_asked_about_and_no_other(
    sam: Player, database_url: str
) -> None:
    await sam.starts()
    await says_at_the_top(sam, "start hard")
    about_the_first = await desk_shows(sam, "replace_interview")
    await sam.slack.command(SAM, "end")
    await sam.starts("easy")
    await says_at_the_top(sam, "start hard")
    await desk_shows(sam, "replace_interview", times=2)
    await sam.slack.click(SAM, "replace_interview", ts=about_the_first)
    await until_nothing(database_url, UNDONE)
    [(difficulty,)] = await rows(
        database_url, "SELECT difficulty_level FROM mock_interview_sessions WHERE phase <> 'ended'"
    )
    assert difficulty == "easy"
    await sam.presses("replace_interview")
    await sam.slack.until(lambda: len(sam.cards) == 3)


async def test_a_late_continue_does_not_drop_what_another_question_is_about(sam: Player) -> None:
    await sam.starts()
    await says_at_the_top(sam, "start hard")
    about_the_first = await desk_shows(sam, "continue_interview")
    await sam.slack.command(SAM, "end")
    await sam.starts("easy")
    await says_at_the_top(sam, "start hard")
    await desk_shows(sam, "continue_interview", times=2)
    await sam.slack.click(SAM, "continue_interview", ts=about_the_first)
    await sam.presses("replace_interview")
    await sam.slack.until(lambda: len(sam.cards) == 3)
    assert "hard" in shown(sam.cards[2])


@pytest.mark.parametrize("action_id", ["continue_interview", "replace_interview"])
async def test_whoever_presses_the_choice_of_another_is_told_so_and_changes_nothing(
    sam: Player, database_url: str, action_id: str
) -> None:
    await sam.starts()
    await says_at_the_top(sam, "start hard")
    await desk_shows(sam, action_id)
    before = await rows(database_url, "SELECT id, phase, version FROM mock_interview_sessions")
    assert await sam.slack.click(PRIYA, action_id, channel=sam.dm)
    await Player(sam.slack, PRIYA).hears("someone else's")
    assert before == await rows(
        database_url, "SELECT id, phase, version FROM mock_interview_sessions"
    )
    assert await rows(database_url, "SELECT waiting_start IS NULL FROM candidates") == [(False,)]
    assert action_id in str(sam.slack.messages(sam.dm))


async def test_keep_everything_pressed_by_another_leaves_the_question_standing(
    sam: Player,
) -> None:
    await says_at_the_top(sam, "forget")
    await desk_shows(sam, "cancel_forget")
    await sam.slack.click(PRIYA, "cancel_forget", channel=sam.dm)
    await Player(sam.slack, PRIYA).hears("someone else's")
    await desk_shows(sam, "confirm_forget")


async def test_the_history_that_another_presses_for_is_their_own(sam: Player) -> None:
    await sam.starts()
    await sam.says(GOOD)
    await sam.reads_feedback(1)
    await sam.says("end")
    await sam.sees("summary")
    sam.slack.slack.workspace.dm(SAM).members.add(PRIYA)
    await sam.slack.click(PRIYA, "show_history", channel=sam.dm)
    assert "No interviews yet" in shown(await Player(sam.slack, PRIYA).hears("No interviews yet"))


async def test_end_from_a_channel_ends_the_interview_and_links_the_dm(sam: Player) -> None:
    await sam.starts()
    answer = await sam.slack.command(SAM, "end", channel="C0GENERAL")
    assert answer is not None
    assert answer["response_type"] == "ephemeral"
    assert f"archives/{sam.dm}" in str(answer["blocks"])
    await sam.reads_card("Ended, not scored")


@pytest.mark.parametrize("words", ["status", "history", "help", "forget", "end", "start"])
async def test_whatever_is_said_in_a_channel_is_answered_there_to_its_giver_alone(
    sam: Player, words: str
) -> None:
    answer = await sam.slack.command(SAM, words, channel="C0GENERAL")
    assert answer is not None
    assert answer["response_type"] == "ephemeral"
    assert f"archives/{sam.dm}" in str(answer["blocks"])
    assert len(answer["text"]) <= 300
    assert [m for m in sam.slack.messages("C0GENERAL") if m.get("bot_id")] == []


async def test_a_command_ends_the_interview_though_the_clocks_disagree(sam: Player) -> None:
    """Slack's stamps are Slack's time; a machine that runs behind must not lose the wish."""
    sam.slack.slack.workspace.clock = lambda: datetime.now(UTC) + timedelta(minutes=5)
    await sam.starts()
    await sam.slack.command(SAM, "end")
    await sam.reads_card("Ended, not scored")


async def test_replace_works_though_the_clocks_disagree(sam: Player) -> None:
    sam.slack.slack.workspace.clock = lambda: datetime.now(UTC) + timedelta(minutes=5)
    await sam.starts()
    await says_at_the_top(sam, "start hard")
    await desk_shows(sam, "replace_interview")
    await sam.presses("replace_interview")
    await sam.slack.until(lambda: len(sam.cards) == 2)


async def test_an_interview_whose_dm_is_closed_is_over_and_another_can_be_started(
    sam: Player, database_url: str
) -> None:
    sam.slack.fault("conversations.open", "error", error="cannot_dm_bot", times=50)
    await sam.slack.command(SAM, "start hard", channel="C0GENERAL")
    await until_nothing(database_url, UNDONE)
    assert sam.cards == []
    sam.slack.slack.faults.clear()
    assert await rows(database_url, OPEN) == []
    await sam.starts("easy")


async def test_an_interview_without_its_card_is_played_and_left_all_the_same(
    sam: Player, database_url: str
) -> None:
    sam.slack.fault("chat.postMessage", "error", error="restricted_action")
    await sam.slack.command(SAM, "start hard")
    await sam.slack.until(lambda: [m for m in sam.slack.messages(sam.dm) if kind(m) == "question"])
    assert sam.cards == []
    [question] = [m for m in sam.slack.messages(sam.dm) if kind(m) == "question"]
    await sam.slack.say(SAM, GOOD, thread_ts=question["ts"])
    await sam.slack.until(
        lambda: [m for m in sam.slack.messages(sam.dm) if kind(m) in ("follow_up", "feedback")]
    )
    await sam.slack.command(SAM, "end")
    await sam.slack.until(lambda: [m for m in sam.slack.messages(sam.dm) if kind(m) == "summary"])
    assert await rows(database_url, OPEN) == []


async def test_a_choice_while_the_database_is_away_is_to_be_pressed_again(
    sam: Player, postgres: EmbeddedPostgres, database_url: str
) -> None:
    await says_at_the_top(sam, "forget")
    await desk_shows(sam, "confirm_forget")
    with away(postgres, database_url):
        await sam.presses("confirm_forget")
        await sam.hears("Not saved, please press again.")
    await sam.presses("confirm_forget")
    assert await rows(database_url, "SELECT id FROM candidates") == []


async def test_a_form_that_outlived_its_person_stores_nothing(
    sam: Player, database_url: str
) -> None:
    await sam.slack.command(SAM, "forget")
    await sam.presses("confirm_forget")
    answer = await sam.slack.submit(SAM, {})
    assert list(answer["errors"]) == ["job_application"]
    assert await rows(database_url, "SELECT id FROM candidates") == []


async def test_a_modal_that_nobody_knows_is_acked_and_stores_nothing(
    sam: Player, database_url: str
) -> None:
    payload = next(p for _, p in sam.slack.interactions if p.get("type") == "view_submission")
    before = await rows(database_url, "SELECT id FROM candidate_resumes")
    strange: list[dict[str, Any]] = [
        {**payload["view"], "callback_id": "unheard_of"},
        {**payload["view"], "callback_id": "start_interview", "state": {"values": []}},
        {**payload["view"], "callback_id": "save_profile", "state": None},
    ]
    for view in strange:
        assert await sam.slack.interact("interactive", {**payload, "view": view})
    assert before == await rows(database_url, "SELECT id FROM candidate_resumes")


async def test_choices_that_were_tampered_with_fall_back_to_the_usual_ones(
    sam: Player, database_url: str
) -> None:
    payload = next(p for _, p in sam.slack.interactions if p.get("type") == "view_submission")
    chosen = {
        name: {name: {"selected_option": {"value": "'; DROP TABLE candidates"}}}
        for name in ("interview_stage", "difficulty_level", "target_level")
    }
    view = {**payload["view"], "callback_id": "start_interview", "state": {"values": chosen}}
    assert await sam.slack.interact("interactive", {**payload, "view": view})
    found = await rows(
        database_url,
        "SELECT interview_stage, difficulty_level, target_level FROM mock_interview_sessions",
    )
    assert found == [("hiring_manager", "medium", "L5A")]


async def test_forget_and_then_start_is_the_bare_command(sam: Player, database_url: str) -> None:
    await sam.starts()
    await sam.slack.command(SAM, "forget")
    await sam.presses("confirm_forget")
    await sam.slack.close_view(SAM)
    await sam.slack.command(SAM, "start hard globex")
    view = sam.slack.view(SAM)
    assert view is not None
    assert view["callback_id"] == "save_profile"
    assert "Acme" not in str(view)
    assert await rows(database_url, "SELECT id FROM candidates") == []


async def test_forget_while_a_file_is_read_leaves_nothing_behind(
    sam: Player, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    slack = sam.slack
    monkeypatch.setattr(profile, "ACK_SECONDS", 0)
    monkeypatch.setattr(profile, "GRACE_SECONDS", 0)
    read = asyncio.Event()
    fetch = profile.fetch

    async def slow_fetch(*arguments: Any, **more: Any) -> bytes:
        await read.wait()
        return await fetch(*arguments, **more)

    monkeypatch.setattr(profile, "fetch", slow_fetch)
    file = await slack.upload(SAM, "cv.txt", RESUME.encode())
    await slack.command(SAM, "profile")
    await slack.submit(SAM, {"resume_file": [file]})
    assert "Reading your file" in shown(slack.view(SAM) or {})
    await slack.command(SAM, "forget")
    await sam.presses("confirm_forget")
    read.set()
    await slack.until(lambda: "saved nothing of this" in shown(slack.view(SAM) or {}))
    assert await rows(database_url, "SELECT id FROM candidates") == []
    assert await rows(database_url, "SELECT id FROM candidate_resumes") == []


async def test_whoever_is_being_forgotten_is_met_anew(database_url: str) -> None:
    """A start that runs into `forget` waits for it, and finds a person who stored nothing."""
    engine = create_engine(database_url)
    person, store = Person("T1", SAM), People(engine)
    async with store.transaction() as session:
        first = (await people.meet(session, person)).id
    forgetting = await psycopg.AsyncConnection.connect(database_url)
    await forgetting.execute("SELECT 1 FROM candidates FOR UPDATE")

    async def meets() -> UUID:
        async with store.transaction() as session:
            return (await people.meet(session, person)).id

    meeting = asyncio.create_task(meets())
    await until_nothing(database_url, "SELECT 1 WHERE NOT EXISTS (" + WAITING + ")")
    await forgetting.execute("DELETE FROM candidates")
    await forgetting.commit()
    await forgetting.close()
    assert await meeting != first
    await engine.dispose()


async def test_forget_while_an_answer_is_judged_erases_it_and_nothing_more_is_said(
    database_url: str,
) -> None:
    coach = PacedCoach(waits_in={"review"})
    async with Sandbox() as slack, bot_over(slack, database_url, coach=coach):
        sam = Player(slack)
        await sam.introduces_themselves()
        await sam.starts()
        await sam.says(GOOD)
        await coach.at_work("review")
        await slack.command(SAM, "forget")
        await sam.presses("confirm_forget")
        posts = len(sam.posts())
        await coach.go_on("review")
        await until_nothing(database_url, "SELECT 1 FROM procrastinate_jobs")
        assert len(sam.posts()) == posts
        for table in ("candidates", "outbox", "slack_messages", "mock_interview_responses"):
            assert await rows(database_url, f"SELECT 1 FROM {table}") == []


async def test_words_beside_the_thread_while_an_answer_is_judged_become_a_part_of_it(
    database_url: str,
) -> None:
    coach = PacedCoach(waits_in={"review"})
    async with Sandbox() as slack, bot_over(slack, database_url, coach=coach):
        sam = Player(slack)
        await sam.introduces_themselves()
        await sam.starts()
        await sam.says(GOOD)
        await coach.at_work("review")
        await says_at_the_top(sam, "I also told the shops on the same day.")
        await desk_shows(sam, "use_as_answer")
        await sam.presses("use_as_answer")
        await coach.go_on("review")
        await sam.sees("follow_up")
        found = await rows(database_url, "SELECT response_text FROM mock_interview_responses")
    assert found == [(f"{GOOD}\nI also told the shops on the same day.",)]
    assert "on the same day" in coach.heard[-1]


async def test_words_that_are_used_twice_at_once_are_one_answer(
    sam: Player, database_url: str
) -> None:
    await sam.starts()
    await says_at_the_top(sam, GOOD)
    offer = await desk_shows(sam, "use_as_answer")
    await asyncio.gather(
        *(sam.slack.click(SAM, "use_as_answer", ts=offer) for _ in range(2)),
    )
    await sam.slack.until(lambda: len(sam.posts()) == 2)
    found = await rows(database_url, "SELECT response_text FROM mock_interview_responses")
    assert found == [(GOOD,)]
    assert await rows(database_url, "SELECT count(*) FROM slack_messages") == [(1,)]


async def test_words_offered_while_their_question_was_on_its_way_are_for_no_later_one(
    sam: Player, database_url: str
) -> None:
    await sam.starts()
    await sam.says(GOOD)
    await sam.reads_feedback(1)
    sam.slack.fault("chat.postMessage", "slow", seconds=1.0)
    await sam.presses("next_question")
    await says_at_the_top(sam, "I would rather say this in the wrong place.")
    await desk_shows(sam, "use_as_answer")
    await sam.sees("question", 2)
    await until_nothing(database_url, UNDONE)
    await sam.says("skip")
    await sam.sees("question", 3)
    await sam.presses("use_as_answer")
    said = [m["text"] for m in sam.slack.messages(sam.dm)]
    assert any("Question 2 is closed by now" in text for text in said)
    assert len(await rows(database_url, "SELECT id FROM mock_interview_responses")) == 1


async def test_words_that_were_deleted_beside_the_thread_are_gone_and_never_an_answer(
    sam: Player, database_url: str
) -> None:
    await sam.starts()
    said = await says_at_the_top(sam, "I told my neighbour Zanzibar about all of it.")
    await desk_shows(sam, "use_as_answer")
    await sam.slack.delete(SAM, said)
    await until_nothing(database_url, "SELECT 1 FROM slack_messages WHERE text <> ''")
    await sam.presses("use_as_answer")
    assert await rows(database_url, "SELECT id FROM mock_interview_responses") == []


async def test_words_that_were_edited_beside_the_thread_are_used_as_edited(
    sam: Player, database_url: str
) -> None:
    await sam.starts()
    said = await says_at_the_top(sam, "I told my neighbour about all of it.")
    await desk_shows(sam, "use_as_answer")
    await sam.slack.edit(SAM, said, GOOD)
    await until_nothing(
        database_url, "SELECT 1 FROM slack_messages WHERE strpos(text, 'neighbour') > 0"
    )
    await sam.presses("use_as_answer")
    assert await rows(database_url, "SELECT response_text FROM mock_interview_responses") == [
        (GOOD,)
    ]


async def test_a_message_without_any_text_is_acked(sam: Player) -> None:
    said = await says_at_the_top(sam, "good morning")
    payload = copy.deepcopy(next(p for p in sam.slack.events if p["event"]["ts"] == said))
    payload["event"].update(text=None, ts="1999999999.000001", client_msg_id="another")
    assert await sam.slack.deliver(payload)
