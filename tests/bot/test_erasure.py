"""Forgetting a person leaves no row and no word of theirs in any table."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.sandbox import Sandbox
from builders import PlainCoach
from playing import GOOD, JOB, PRIYA, RESUME, SAM, STRANGER, Player, bot_over, rows, shown

_TABLES = """
SELECT table_schema, table_name FROM information_schema.tables
WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')
"""


@pytest.fixture
async def slack(database_url: str) -> AsyncIterator[Sandbox]:
    """A local Slack with a bot in it."""
    async with Sandbox() as sandbox, bot_over(sandbox, database_url, coach=PlainCoach()):
        yield sandbox


async def everything(database_url: str) -> str:
    """Every row of every table, as text."""
    tables = await rows(database_url, _TABLES)
    found = []
    for schema, table in tables:
        for (row,) in await rows(database_url, f'SELECT t::text FROM "{schema}"."{table}" t'):
            found.append(f"{table}: {row}")
    return "\n".join(found)


async def ids_of(database_url: str, user: str) -> list[str]:
    """Every id that belongs to a person."""
    found: list[tuple[Any, ...]] = await rows(
        database_url,
        """
        WITH me AS (SELECT id FROM candidates WHERE user_id = %s),
          mine AS (SELECT id FROM mock_interview_sessions WHERE candidate_id IN (SELECT id FROM me))
        SELECT id::text FROM me UNION SELECT id::text FROM mine
        UNION SELECT id::text FROM candidate_resumes WHERE candidate_id IN (SELECT id FROM me)
        UNION SELECT id::text FROM job_applications WHERE candidate_id IN (SELECT id FROM me)
        UNION SELECT id::text FROM outbox WHERE candidate_id IN (SELECT id FROM me)
          OR session_id IN (SELECT id FROM mine)
        """,
        user,
    )
    return [each for (each,) in found]


async def plays_a_question(player: Player) -> None:
    await player.introduces_themselves()
    await player.starts()
    await player.says(GOOD)
    await player.reads_feedback(1)


async def asks_to_be_forgotten(player: Player) -> None:
    await player.slack.say(player.user, "forget")
    await player.slack.until(lambda: "confirm_forget" in str(player.slack.messages(player.dm)))


def stands(player: Player, words: str) -> bool:
    return any(words in shown(message) for message in player.slack.messages(player.dm))


async def test_after_forget_no_row_and_no_word_of_the_person_is_in_any_table(
    slack: Sandbox, database_url: str
) -> None:
    sam = Player(slack)
    await plays_a_question(sam)
    await slack.say(SAM, "a stray remark about zebras")
    await asks_to_be_forgotten(sam)
    ids = await ids_of(database_url, SAM)
    before = await everything(database_url)
    words = ["zebras", "ledger rows", *RESUME.split("\n")[:2], JOB.split("\n")[0], "Globex"]
    assert all(word in before for word in (*words, SAM, *ids))
    assert len(ids) > 10
    await sam.presses("confirm_forget")
    after = await everything(database_url)
    left = [word for word in (*words, SAM, sam.dm, *ids) if word in after]
    assert left == [], after
    assert stands(sam, "I hold nothing about you any more")


async def test_a_queued_job_of_the_person_goes_too(slack: Sandbox, database_url: str) -> None:
    sam = Player(slack)
    await plays_a_question(sam)
    [(session_id,)] = await rows(database_url, "SELECT id::text FROM mock_interview_sessions")
    await rows(
        database_url,
        "INSERT INTO procrastinate_jobs (queue_name, task_name, lock, args, scheduled_at) VALUES "
        "('later', 'say', 'say:' || %s, jsonb_build_object('id', %s::text), now() + '1 day') "
        "RETURNING id",
        session_id,
        session_id,
    )
    assert session_id in await everything(database_url)
    await asks_to_be_forgotten(sam)
    await sam.presses("confirm_forget")
    assert session_id not in await everything(database_url)


async def test_the_card_of_the_open_interview_says_that_all_is_erased(slack: Sandbox) -> None:
    sam = Player(slack)
    await plays_a_question(sam)
    await asks_to_be_forgotten(sam)
    await sam.presses("confirm_forget")
    assert "I hold nothing about you" in shown(sam.slack.thread(sam.dm, sam.root)[0])


async def test_what_others_have_stored_stays(slack: Sandbox, database_url: str) -> None:
    sam, priya = Player(slack), Player(slack, PRIYA)
    await plays_a_question(sam)
    await plays_a_question(priya)
    await asks_to_be_forgotten(sam)
    await sam.presses("confirm_forget")
    assert len(await rows(database_url, "SELECT id FROM candidates")) == 1
    await priya.presses("next_question")
    await priya.sees("question", 2)


async def test_whoever_says_no_keeps_everything(slack: Sandbox, database_url: str) -> None:
    sam = Player(slack)
    await sam.introduces_themselves()
    await asks_to_be_forgotten(sam)
    await sam.presses("cancel_forget")
    assert stands(sam, "Nothing was erased.")
    assert len(await rows(database_url, "SELECT id FROM candidate_resumes")) == 1


async def test_a_strangers_click_erases_nobody(slack: Sandbox, database_url: str) -> None:
    sam, jonas = Player(slack), Player(slack, STRANGER)
    await sam.introduces_themselves()
    await jonas.introduces_themselves()
    await asks_to_be_forgotten(sam)
    await slack.click(STRANGER, "confirm_forget", channel=sam.dm)
    await jonas.hears("someone else's")
    assert len(await rows(database_url, "SELECT id FROM candidate_resumes")) == 2
    assert not stands(sam, "I hold nothing about you any more")


async def test_the_forgotten_may_come_back_as_strangers(slack: Sandbox) -> None:
    sam = Player(slack)
    await sam.introduces_themselves()
    await asks_to_be_forgotten(sam)
    await sam.presses("confirm_forget")
    assert "No interviews yet" in shown(await slack.command(SAM, "history") or {})
    await slack.command(SAM, "start")
    assert slack.view(SAM)["callback_id"] == "save_profile"
