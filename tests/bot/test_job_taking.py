"""A job taken as it is written: what is claimed along with it, and its end with its work."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from procrastinate import PsycopgConnector
from procrastinate.jobs import Job, Status

from bot.conductor import Bell, Conductor, SayInInterview
from bot.database import drives, interviews, job_writing, outbox
from bot.database.engine import lone, open_pool, transaction
from bot.database.job_endings import JobEndings, end_job
from builders import QUESTION
from interview.events import QuestionPrepared
from test_drives import an_interview

PREPARED = QuestionPrepared(number=1, question=QUESTION)
JOB = Job(id=1, queue="default", lock="say:1", queueing_lock=None, task_name="say", worker_id=1)


@pytest.fixture
async def pool(database_url):
    opened = await open_pool(database_url, max_size=4)
    async with lone(opened) as connection:
        await connection.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    yield opened
    await opened.close()


@pytest.fixture
def taken():
    """What was taken at each wake-up, as the queue hands it on."""
    return []


@pytest.fixture
def conductor(pool, taken):
    """One whose wake-ups are taken by worker 1."""

    async def wake(connection, wakes) -> None:
        work = [
            job_writing.Work(
                task="say", lock=f"say:{each.session_id}", id=str(each.session_id), held=each.held
            )
            for each in wakes
            if isinstance(each, SayInInterview)
        ]
        taken.append(await job_writing.take(connection, work, 1))

    return Conductor(pool, wake, Bell())


async def test_what_a_job_is_to_perform_is_claimed_with_it(pool, conductor, taken):
    session_id = await an_interview(pool)
    moved = await conductor.handle(session_id, PREPARED)
    [(job, ahead)] = await taken[0].jobs()
    assert (job.task_name, job.status, job.worker_id) == ("say", "doing", 1)
    assert ahead is not None
    row, held = ahead
    assert held.interview == moved
    assert (row.effect["do"], row.attempts, row.in_doubt) == ("post", 1, False)
    assert await claims(pool, row.id) == row.claim
    async with transaction(pool) as connection:
        assert await drives.settle(connection, session_id, row) is not None


async def test_where_the_lock_is_held_nothing_is_taken_and_nothing_claimed(pool, conductor, taken):
    session_id = await an_interview(pool)
    async with lone(pool) as connection:
        await connection.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, lock, status, worker_id) "
            "VALUES ('default', 'say', %s, 'doing', 1)",
            (f"say:{session_id}",),
        )
    await conductor.handle(session_id, PREPARED)
    assert await taken[0].jobs() == []
    async with lone(pool) as connection:
        found = await connection.execute("SELECT count(claimed_by) FROM outbox")
        assert await found.fetchone() == (0,)
        found = await connection.execute("SELECT count(*) FROM procrastinate_jobs")
        assert await found.fetchone() == (2,)


async def test_an_interview_that_moved_on_meanwhile_is_performed_as_it_stands(
    pool, conductor, taken
):
    session_id = await an_interview(pool)
    moved = await conductor.handle(session_id, PREPARED)
    [(_, ahead)] = await taken[0].jobs()
    async with transaction(pool) as connection:
        held = await interviews.lock(connection, session_id)
        await interviews.save(connection, held, replace(held.interview, stuck=True))
    async with lone(pool) as connection:
        now = await drives.still(connection, ahead)
        assert now is not None
        assert now[0] is ahead[0]
        assert now[1].interview == replace(moved, stuck=True)
        await connection.execute("DELETE FROM candidates")
        assert await drives.still(connection, ahead) is None


async def test_a_claim_ahead_is_fresh_for_a_second_only(pool, conductor, taken):
    await conductor.handle(await an_interview(pool), PREPARED)
    [(_, (row, held))] = await taken[0].jobs()
    assert drives.is_fresh((row, held))
    assert not drives.is_fresh((replace(row, since=row.since - drives.FRESH_SECONDS), held))


async def test_a_job_ends_with_the_transaction_that_is_its_last_step(pool):
    endings = JobEndings(_Recorded(pool))
    await a_job(pool)
    with endings.under_way(JOB):
        async with transaction(pool) as connection:
            await end_job(connection)
    assert await jobs(pool) == []
    await endings.finish_job(JOB, Status.SUCCEEDED, delete_job=True)
    assert endings.connector.asked == 0, "its end was on record"
    await endings.finish_job(JOB, Status.SUCCEEDED, delete_job=True)
    assert endings.connector.asked == 1


async def test_a_job_whose_last_step_was_rolled_back_is_ended_by_its_worker(pool):
    endings = JobEndings(_Recorded(pool))
    await a_job(pool)
    with endings.under_way(JOB), pytest.raises(ZeroDivisionError):
        await _end_and_fail(pool)
    assert await jobs(pool) == ["doing"]
    await endings.finish_job(JOB, Status.SUCCEEDED, delete_job=True)
    assert endings.connector.asked == 1


async def test_the_job_of_another_worker_does_not_end(pool):
    endings = JobEndings(_Recorded(pool))
    await a_job(pool)
    with endings.under_way(JOB.evolve(worker_id=2)):
        async with transaction(pool) as connection:
            await end_job(connection)
    assert await jobs(pool) == ["doing"]


async def test_a_drive_that_has_more_to_say_goes_on(pool, conductor, taken):
    session_id = await an_interview(pool)
    await conductor.handle(session_id, PREPARED)
    [(job, (row, _))] = await taken[0].jobs()
    endings = JobEndings(_Recorded(pool))
    with endings.under_way(job):
        async with transaction(pool) as connection:
            await end_job(connection, unless=row.claim, of=session_id)
        assert await jobs(pool) == ["doing"]
        async with transaction(pool) as connection:
            await outbox.finish(connection, row)
            await end_job(connection, unless=row.claim, of=session_id)
        assert await jobs(pool) == []


async def test_outside_a_job_there_is_none_to_end(pool):
    await a_job(pool)
    async with transaction(pool) as connection:
        await end_job(connection)
    assert await jobs(pool) == ["doing"]


class _Recorded(PsycopgConnector):
    """procrastinate's connector over the pool, which counts what is asked of it."""

    def __init__(self, pool) -> None:
        super().__init__()
        self._pool = pool
        self.asked = 0

    async def execute_query_async(self, query: str, **arguments) -> None:
        self.asked += 1
        async with lone(self._pool) as connection:
            await connection.execute(query, arguments)


async def _end_and_fail(pool) -> None:
    async with transaction(pool) as connection:
        await end_job(connection)
        raise ZeroDivisionError


async def a_job(pool) -> None:
    """`JOB`, being done by worker 1."""
    async with lone(pool) as connection:
        await connection.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, lock, status, worker_id) "
            "VALUES ('default', 'say', 'say:1', 'doing', 1)"
        )


async def jobs(pool) -> list[str]:
    async with lone(pool) as connection:
        found = await connection.execute("SELECT status::text FROM procrastinate_jobs")
        return [status for (status,) in await found.fetchall()]


async def claims(pool, effect_id: UUID) -> UUID | None:
    async with lone(pool) as connection:
        found = await connection.execute(
            "SELECT claimed_by FROM outbox WHERE id = %s", (effect_id,)
        )
        [claim] = await found.fetchone()
        return claim
