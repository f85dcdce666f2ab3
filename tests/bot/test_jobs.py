"""The queue's worker: that it stops when it is told to, and that no job of its stays behind."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from uuid import UUID

import psycopg
import pytest
from procrastinate.jobs import Job

from bot import jobs
from bot.conductor import SayInInterview
from bot.database.engine import open_pool
from bot.jobs import HandBack, Jobs

SESSION = UUID(int=7)


class _Nobody:
    async def speak(self, session_id: UUID) -> None: ...

    async def speak_at_desk(self, candidate_id: UUID) -> None: ...

    async def think(self, effect_id: UUID) -> None: ...


@pytest.mark.parametrize("steps", range(12))
async def test_a_worker_that_is_stopped_while_it_starts_stops(database_url, steps):
    pool = await open_pool(database_url)
    jobs, stop = Jobs(pool), asyncio.Event()
    await jobs.open()
    jobs.employ(_Nobody(), _Nobody())  # type: ignore[arg-type]
    working = asyncio.create_task(jobs.work(stop))
    for _ in range(steps):
        await asyncio.sleep(0)
    stop.set()
    await asyncio.wait_for(working, 10)
    await pool.close()


async def test_a_job_ends_for_the_worker_that_has_it_and_no_other(database_url):
    async with _jobs_at_work(database_url, _Patient()) as (pool, nobody):
        await _wake(pool, SESSION)
        await asyncio.wait_for(nobody.begun.wait(), 10)
        # As after a sweep: the job is handed back, and another worker has fetched it.
        await _do(
            pool,
            "WITH w AS (INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id) "
            "UPDATE procrastinate_jobs SET worker_id = (SELECT id FROM w)",
        )
        nobody.may_end.set()
        await asyncio.wait_for(nobody.ended.wait(), 10)
    assert await _statuses(database_url) == ["doing"]


async def test_a_job_that_its_worker_lost_is_handed_back(database_url, monkeypatch):
    monkeypatch.setattr(jobs, "LOST_SECONDS", 0.5)
    async with _jobs_at_work(database_url, _Patient()) as (pool, nobody):
        nobody.may_end.set()
        await _wake(pool, SESSION)
        await asyncio.wait_for(nobody.ended.wait(), 10)
        nobody.ended.clear()
        # As after a failover that lost the end of the job: it is the live worker's, for ever.
        await _do(
            pool,
            "INSERT INTO procrastinate_jobs (queue_name, task_name, lock, args, status, worker_id) "
            "SELECT 'default', 'say', 'say', jsonb_build_object('id', %s::text), 'doing', id "
            "FROM procrastinate_workers",
            str(SESSION),
        )
        await asyncio.wait_for(nobody.ended.wait(), 10)


async def test_an_end_that_could_not_be_recorded_is_recorded_later(database_url):
    async with _jobs_at_work(database_url, _Patient()) as (pool, nobody):
        await _wake(pool, SESSION)
        await asyncio.wait_for(nobody.begun.wait(), 10)
        await _do(pool, "ALTER FUNCTION procrastinate_finish_job_v1 RENAME TO finish_away")
        nobody.may_end.set()
        await asyncio.wait_for(nobody.ended.wait(), 10)
        await asyncio.sleep(1)  # an end is tried again every half second
        assert await _statuses(database_url) == ["doing"]
        await _do(pool, "ALTER FUNCTION finish_away RENAME TO procrastinate_finish_job_v1")
        for _ in range(100):
            if not await _statuses(database_url):
                return
            await asyncio.sleep(0.1)
    raise AssertionError("the job never ended")


@pytest.mark.parametrize(
    ("failed", "attempts", "seconds"),
    [
        (asyncio.CancelledError(), 70, 0),
        (psycopg.OperationalError(), 0, 1),
        (psycopg.OperationalError(), 58, 1),
        (psycopg.OperationalError(), 59, None),
        (ValueError(), 0, 2),
        (ValueError(), 3, 16),
        (ValueError(), 4, None),
    ],
)
def test_a_job_that_failed_is_tried_again_and_holds_up_its_lock_for_seconds(
    failed, attempts, seconds
):
    job = Job(
        id=1, queue="default", lock=None, queueing_lock=None, task_name="say", attempts=attempts
    )
    decision = HandBack().get_retry_decision(exception=failed, job=job)
    if seconds is None:
        assert decision is None
    else:
        left = decision.retry_at - datetime.now(UTC)
        assert seconds - 1 < left.total_seconds() <= seconds


class _Patient(_Nobody):
    """Somebody whose work takes as long as it is told to."""

    def __init__(self) -> None:
        self.begun, self.may_end, self.ended = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def speak(self, session_id: UUID) -> None:
        self.begun.set()
        await self.may_end.wait()
        self.ended.set()


@asynccontextmanager
async def _jobs_at_work(database_url, nobody):
    pool = await open_pool(database_url)
    queue, stop = Jobs(pool), asyncio.Event()
    await queue.open()
    queue.employ(nobody, nobody)
    working = asyncio.create_task(queue.work(stop))
    try:
        yield pool, nobody
    finally:
        stop.set()
        await asyncio.wait_for(working, 20)
        await pool.close()


async def _wake(pool, session_id: UUID) -> None:
    queue = Jobs(pool)
    await queue.open()
    async with pool.connection() as connection:
        await queue.wake(connection, [SayInInterview(session_id)])


async def _do(pool, statement: str, *arguments: str) -> None:
    async with pool.connection() as connection:
        await connection.execute(statement, arguments)


async def _statuses(database_url: str) -> list[str]:
    async with await psycopg.AsyncConnection.connect(database_url) as connection:
        found = await connection.execute("SELECT status::text FROM procrastinate_jobs")
        return [status for (status,) in await found.fetchall()]
