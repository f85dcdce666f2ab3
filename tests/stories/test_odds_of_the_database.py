"""PostgreSQL in its moods: connections cut, none left, and its clock put back or forward."""

from __future__ import annotations

import asyncio
import time
from contextlib import AsyncExitStack, suppress
from datetime import timedelta

import psycopg
import pytest

from audit import audit
from bot.database.embedded import EmbeddedPostgres
from bot.database.schema import migrate
from playing import GOOD, PRIYA, SAM, PacedCoach, Player, bot_over, rows

AN_HOUR = timedelta(hours=1)
SOON = 8.0
SAVED_LATER = "I could not save that yet. No need to send it again."
_CUT = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND application_name = 'mock-interview'
"""
_CLOCK_PUT = """
WITH w AS (UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat + %(by)s),
  j AS (UPDATE procrastinate_jobs SET scheduled_at = scheduled_at + %(by)s)
UPDATE outbox SET created_at = created_at + %(by)s, not_before = not_before + %(by)s,
  claimed_at = claimed_at + %(by)s WHERE done_at IS NULL AND lane <> 'clock'
"""
"""What the rows look like to a clock that was put back by so much (forward: by less than none)."""
_AS_IF_DEAD = """
WITH w AS (INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id)
UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT id FROM w)
WHERE task_name = 'think' RETURNING id
"""
_OURS = "SELECT 1 FROM pg_stat_activity WHERE application_name = 'mock-interview'"


@pytest.fixture
async def server(home):
    """A PostgreSQL of one's own, whose connections can be used up."""
    postgres = EmbeddedPostgres(home, durable=False)
    await asyncio.to_thread(postgres.start)
    await asyncio.to_thread(migrate, postgres.url)
    yield postgres
    await asyncio.to_thread(postgres.stop)


async def test_all_connections_cut_in_mid_review_lose_nothing(patient_slack, database_url):
    slack, coach = patient_slack, PacedCoach(waits_in={"review"})
    async with bot_over(slack, database_url, coach=coach):
        sam = await _at_the_first_question(slack)
        await sam.is_acked(await sam.says(GOOD))
        await coach.at_work("review")
        await rows(database_url, _CUT)
        more = await sam.says("And it has held ever since then.")
        await coach.go_on("review")
        await sam.is_acked(more)
        await sam.sees("follow_up")
        await audit(slack, database_url, sam, phase="follow_up_open")
        assert len(sam.posts("follow_up")) == 1


async def test_no_connection_left_is_told_and_nothing_is_lost(patient_slack, server):
    slack = patient_slack
    async with bot_over(slack, server.url, coach=PacedCoach()):
        sam = await _at_the_first_question(slack)
        async with AsyncExitStack() as taken:
            await _take_all_connections(taken, server.url)
            answer = await sam.says(GOOD)
            await sam.hears(SAVED_LATER)
        await sam.is_acked(answer)
        await sam.sees("follow_up")
        await audit(slack, server.url, sam, phase="follow_up_open")
        assert sam.whispers() == [SAVED_LATER]


@pytest.mark.parametrize("by", [AN_HOUR, -AN_HOUR], ids=["back", "forward"])
async def test_the_clock_of_the_database_jumps_in_mid_review_and_nobody_waits_for_it(
    slack, database_url, by
):
    coach = PacedCoach(waits_in={"review"})
    async with bot_over(slack, database_url, coach=coach):
        sam, priya = await _at_the_first_question(slack), await _at_the_first_question(slack, PRIYA)
        slack.fault("chat.postMessage", "rate_limited", channel=priya.dm)
        await sam.says(GOOD)
        await coach.at_work("review")
        await priya.presses("skip_question")
        await slack.until(lambda: slack.faults_met == 1)
        await _put_the_clock(database_url, by)
        jumped = time.monotonic()
        await coach.go_on("review")
        await sam.sees("follow_up")
        await priya.sees("question", 2)
        assert time.monotonic() - jumped < SOON
        await audit(slack, database_url, sam, phase="follow_up_open")
        await audit(slack, database_url, priya, phase="question_open")
        assert len(sam.posts("follow_up")) == 1


async def test_what_a_worker_had_that_died_before_the_clock_was_put_back_is_swept(
    slack, database_url
):
    coach = PacedCoach(waits_in={"review"})
    async with bot_over(slack, database_url, coach=coach):
        sam = await _at_the_first_question(slack)
        await sam.says(GOOD)
        await coach.at_work("review")
    # The job of a worker that was killed while it had it, and whose last word is from the future.
    await rows(database_url, _AS_IF_DEAD)
    await _put_the_clock(database_url, AN_HOUR)
    async with bot_over(slack, database_url, coach=PacedCoach()):
        begun = time.monotonic()
        await sam.sees("follow_up")
        assert time.monotonic() - begun < SOON
        await audit(slack, database_url, sam, phase="follow_up_open")


async def _take_all_connections(taken: AsyncExitStack, url: str) -> None:
    """Until the bot has none: its own are cut, and what comes free is taken before it is back."""
    own = await taken.enter_async_context(await psycopg.AsyncConnection.connect(url))
    await own.set_autocommit(True)
    for _ in range(20):
        with suppress(psycopg.OperationalError):
            while True:
                connection = await psycopg.AsyncConnection.connect(url)
                await taken.enter_async_context(connection)
        if not await (await own.execute(_OURS.encode())).fetchall():
            return
        await own.execute(_CUT.encode())
    raise AssertionError("the bot still has a connection")


async def _put_the_clock(url: str, back_by: timedelta) -> None:
    async with await psycopg.AsyncConnection.connect(url) as connection:
        await connection.execute(_CLOCK_PUT.encode(), {"by": back_by})


async def _at_the_first_question(slack, user=SAM) -> Player:
    player = Player(slack, user)
    await player.introduces_themselves()
    await player.starts()
    return player
