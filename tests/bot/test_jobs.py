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
from bot.database import job_writing
from bot.database.engine import open_pool, transaction
from bot.jobs import HandBack, Jobs

SESSION = UUID(int=7)


class _Nobody:
    async def speak(self, session_id: UUID, _ahead: object) -> None: ...

    async def speak_at_desk(self, candidate_id: UUID) -> None: ...

    async def think(self, effect_id: UUID, _ahead: object) -> None: ...


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


async def test_a_worker_that_is_here_takes_what_is_written_at_once(database_url):
    patient = _Patient()
    async with _jobs_at_work(database_url, patient) as (pool, nobody):
        queue = patient.queue
        await _until(lambda: queue._taker() is not None)
        async with pool.connection() as listening:
            await listening.execute("LISTEN procrastinate_any_queue_v1")
            await listening.commit()
            async with transaction(pool) as connection:
                await queue.wake(connection, [SayInInterview(SESSION)])
            await asyncio.wait_for(nobody.begun.wait(), 10)
            assert await _statuses(database_url) == ["doing"]
            assert [it async for it in listening.notifies(timeout=0.1)] == [], "it was announced"
            async with transaction(pool) as connection:
                await queue.wake(connection, [SayInInterview(SESSION)])
            assert sorted(await _statuses(database_url)) == ["doing", "todo"], "its lock is held"
        nobody.may_end.set()
        await _until_none_is_left(database_url)
    assert nobody.times == 2


async def test_what_is_rolled_back_is_not_begun(database_url):
    patient = _Patient()
    async with _jobs_at_work(database_url, patient) as (pool, nobody):
        await _until(lambda: patient.queue._taker() is not None)
        with pytest.raises(ZeroDivisionError):
            await _wake_and_fail(pool, patient.queue)
        assert await _statuses(database_url) == []
        assert not nobody.begun.is_set()


async def test_a_worker_that_was_given_up_for_dead_takes_nothing(database_url):
    patient = _Patient()
    async with _jobs_at_work(database_url, patient) as (pool, nobody):
        await _until(lambda: patient.queue._taker() is not None)
        await _do(pool, "DELETE FROM procrastinate_workers")
        async with transaction(pool) as connection:
            await patient.queue.wake(connection, [SayInInterview(SESSION)])
        async with pool.connection() as connection:
            found = await connection.execute("SELECT worker_id FROM procrastinate_jobs")
            assert (None,) in await found.fetchall()
        nobody.may_end.set()


async def test_a_job_of_which_nobody_knows_whether_it_was_taken_is_handed_back(database_url):
    patient = _Patient()
    async with _jobs_at_work(database_url, patient) as (pool, nobody):
        nobody.may_end.set()
        await _until(lambda: patient.queue._taker() is not None)
        # As where the connection is lost with the answer to the commit.
        taken = await _taken_unheard_of(pool, patient.queue)
        await patient.queue._begin(taken, False)
        await asyncio.wait_for(nobody.ended.wait(), 10)
        await _until_none_is_left(database_url)


async def test_where_another_worker_is_there_only_a_share_is_taken(database_url):
    patient = _Patient()
    async with _jobs_at_work(database_url, patient) as (pool, nobody):
        await _do(pool, "INSERT INTO procrastinate_workers DEFAULT VALUES")
        await _until(lambda: patient.queue._most_taken == jobs.SHARE)
        async with transaction(pool) as connection:
            sessions = [SayInInterview(UUID(int=n)) for n in range(jobs.SHARE)]
            await patient.queue.wake(connection, sessions)
        assert patient.queue._taker() is None
        nobody.may_end.set()
        await _until_none_is_left(database_url)


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
        self.times = 0
        self.queue: Jobs

    async def speak(self, session_id: UUID, _ahead: object) -> None:
        self.times += 1
        self.begun.set()
        await self.may_end.wait()
        self.ended.set()


@asynccontextmanager
async def _jobs_at_work(database_url, nobody):
    pool = await open_pool(database_url)
    queue, stop = Jobs(pool), asyncio.Event()
    await queue.open()
    queue.employ(nobody, nobody)
    nobody.queue = queue
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


async def _wake_and_fail(pool, queue: Jobs) -> None:
    async with transaction(pool) as connection:
        await queue.wake(connection, [SayInInterview(SESSION)])
        raise ZeroDivisionError


async def _taken_unheard_of(pool, queue: Jobs) -> job_writing.Taken:
    work = [job_writing.Work(task="say", lock=f"say:{SESSION}", id=str(SESSION))]
    async with transaction(pool) as connection:
        return await job_writing.take(connection, work, queue._taker() or 0)


async def _until(true) -> None:
    for _ in range(500):
        if true():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it never became so")


async def _until_none_is_left(database_url: str) -> None:
    for _ in range(500):
        if not await _statuses(database_url):
            return
        await asyncio.sleep(0.02)
    raise AssertionError("a job is left")


async def _do(pool, statement: str, *arguments: str) -> None:
    async with pool.connection() as connection:
        await connection.execute(statement, arguments)


async def _statuses(database_url: str) -> list[str]:
    async with await psycopg.AsyncConnection.connect(database_url) as connection:
        found = await connection.execute("SELECT status::text FROM procrastinate_jobs")
        return [status for (status,) in await found.fetchall()]
