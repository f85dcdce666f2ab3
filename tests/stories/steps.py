"""The steps of one answer, each reached and held there, so that something can go wrong just then.

Nothing in the bot knows of it: a lock in the database holds a commit, the settle time a review, and
Slack a post.
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from typing import TypeAlias

import psycopg

from audit import until_row
from bot.database.embedded import EmbeddedPostgres
from bot.sandbox import Sandbox
from playing import Player

HALF = (
    "I traced ten slow requests and saw that all of them wait for the same ledger rows, so I "
    "moved those rows into a table of their own."
)
"""Long enough to look finished, so that the reply waits no longer than the settle time."""

AT_WORK = """
SELECT 1 FROM procrastinate_jobs j JOIN outbox o ON o.id::text = j.args->>'id'
WHERE j.status = 'doing' AND o.effect->>'do' = 'review' AND o.done_at IS NULL
  AND o.claimed_by IS NOT NULL
"""
_WAITS_FOR_A_LOCK = """
SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
"""
_PUT_OFF = """
SELECT 1 FROM outbox WHERE done_at IS NULL AND effect->>'do' = 'post' AND not_before > now()
"""

Step: TypeAlias = Callable[[Sandbox, str, Player], AbstractAsyncContextManager[None]]


@asynccontextmanager
async def before_the_commit(slack: Sandbox, url: str, sam: Player) -> AsyncIterator[None]:
    """The bot has the answer and waits to write it down."""
    async with _interviews_locked(url):
        await sam.says(HALF)
        await until_row(url, _WAITS_FOR_A_LOCK)
        yield


@asynccontextmanager
async def after_the_commit(slack: Sandbox, url: str, sam: Player) -> AsyncIterator[None]:
    """The answer is acked, and whatever follows may have begun."""
    await sam.is_acked(await sam.says(HALF))
    yield


@asynccontextmanager
async def during_the_review(slack: Sandbox, url: str, sam: Player) -> AsyncIterator[None]:
    """A worker has the review and holds it back for the settle time."""
    await sam.is_acked(await sam.says(HALF))
    await until_row(url, AT_WORK)
    yield


@asynccontextmanager
async def before_the_post(slack: Sandbox, url: str, sam: Player) -> AsyncIterator[None]:
    """The review is on record, and Slack did not take the post yet."""
    slack.fault("chat.postMessage", "rate_limited", retry_after=2)
    await sam.says(HALF)
    await until_row(url, _PUT_OFF)
    yield


@asynccontextmanager
async def before_its_record(slack: Sandbox, url: str, sam: Player) -> AsyncIterator[None]:
    """The post stands, and the bot waits to write that down."""
    met = slack.faults_met
    slack.fault("chat.postMessage", "slow", seconds=1)
    await sam.says(HALF)
    await slack.until(lambda: slack.faults_met > met)
    async with _interviews_locked(url):
        await slack.until(lambda: bool(sam.posts("follow_up")))
        await until_row(url, _WAITS_FOR_A_LOCK)
        yield


STEPS: dict[str, Step] = {
    "before the commit": before_the_commit,
    "after the commit": after_the_commit,
    "during the review": during_the_review,
    "before the post": before_the_post,
    "before its record": before_its_record,
}


async def kill_postgres(server: EmbeddedPostgres) -> None:
    """Ends the server as the kernel does, and starts it again."""
    pid = int((server.data / "postmaster.pid").read_text().split()[0])
    os.kill(pid, signal.SIGKILL)
    await asyncio.to_thread(server.stop)
    await asyncio.to_thread(server.start)


@asynccontextmanager
async def _interviews_locked(url: str) -> AsyncIterator[None]:
    connection = await psycopg.AsyncConnection.connect(url)
    try:
        await connection.execute("SELECT id FROM mock_interview_sessions FOR UPDATE")
        yield
    finally:
        with suppress(psycopg.Error):  # the server may be gone meanwhile
            await connection.close()
