"""What a drive claims, settles and goes on with in one go; and how a worker looks for jobs."""

from __future__ import annotations

import asyncio
from uuid import UUID, uuid4

import psycopg
import pytest
from procrastinate import PsycopgConnector
from procrastinate.jobs import Job, Status

from bot.conductor import Bell, Conductor, SayInInterview
from bot.database import drives, outbox
from bot.database.engine import lone, open_pool, transaction
from bot.database.interviews import Start
from bot.database.job_fetching import JobFetching
from bot.jobs import Jobs
from builders import SETTING


@pytest.fixture
async def pool(database_url):
    opened = await open_pool(database_url, max_size=4)
    yield opened
    await opened.close()


async def nobody(connection, wakes):
    """Wakes no one."""


async def an_interview(pool) -> UUID:
    """One that has just begun: its card is to be posted, its first question prepared."""
    person, resume, job = uuid4(), uuid4(), uuid4()
    start = Start(team_id="T1", job_application_id=job, resume_id=resume, setting=SETTING)
    async with pool.connection() as connection:
        await connection.execute(
            "INSERT INTO candidates (id, team_id, user_id) VALUES (%s, 'T1', 'U1')", (person,)
        )
        await connection.execute(
            "INSERT INTO candidate_resumes (id, candidate_id, resume_text) VALUES (%s, %s, 'Acme')",
            (resume, person),
        )
        await connection.execute(
            "INSERT INTO job_applications (id, candidate_id, company, job_title, job_description) "
            "VALUES (%s, %s, 'Globex', 'Engineer', 'Build')",
            (job, person),
        )
        conductor = Conductor(pool, nobody, Bell())
        interview = await conductor.begin(connection, person, start)
    assert interview is not None
    return interview


async def a_wish(pool, interview: UUID, *keys: str) -> None:
    async with transaction(pool) as connection:
        wishes = [drives.Wanted(lane="say", key=key, effect={"do": key}) for key in keys]
        await drives.write(connection, interview, wishes)


async def effects(pool) -> list[tuple[str, bool]]:
    """What is to be said, in order, and whether it is done."""
    async with lone(pool) as connection:
        cursor = await connection.execute(
            "SELECT key, done_at IS NOT NULL FROM outbox WHERE lane = 'say' ORDER BY seq"
        )
        return [(row[0], row[1]) for row in await cursor.fetchall()]


async def test_a_drive_goes_on_in_order_until_nothing_is_due(pool):
    interview = await an_interview(pool)
    await a_wish(pool, interview, "second", "third")
    said = []
    async with lone(pool) as connection:
        claim = await drives.claim_next(connection, interview, uuid4())
        while claim is not None:
            row, held = claim
            assert held.interview.id == interview
            assert (row.attempts, row.in_doubt) == (1, False)
            said.append(row.effect["do"])
            claim = await (await drives.go_on(connection, row, interview)).claim()
    assert said == ["post", "second", "third"]
    assert all(done for _, done in await effects(pool))


async def test_a_drive_that_was_overtaken_records_nothing_and_gets_nothing(pool):
    interview = await an_interview(pool)
    await a_wish(pool, interview, "second")
    async with lone(pool) as connection:
        dead = await drives.claim_next(connection, interview, uuid4())
        successor = await drives.claim_next(connection, interview, uuid4())
        assert dead is not None
        assert successor is not None
        assert successor[0].in_doubt
        assert await (await drives.go_on(connection, dead[0], interview)).claim() is None
        assert await drives.settle(connection, interview, dead[0]) is None
        assert [done for _, done in await effects(pool)] == [False, False]
        following = await (await drives.go_on(connection, successor[0], interview)).claim()
    assert following is not None
    assert following[0].effect == {"do": "second"}


async def test_going_on_locks_nothing_while_the_person_is_being_forgotten(pool):
    interview = await an_interview(pool)
    await a_wish(pool, interview, "second")
    async with lone(pool) as connection:
        claim = await drives.claim_next(connection, interview, uuid4())
    assert claim is not None

    async def go_on() -> drives.Claim | None:
        async with lone(pool) as connection:
            return await (await drives.go_on(connection, claim[0], interview)).claim()

    async with pool.connection() as forgetting:
        await forgetting.execute(
            "SELECT FROM mock_interview_sessions WHERE id = %s FOR UPDATE", (interview,)
        )
        going_on = asyncio.create_task(go_on())
        await waiting_for_a_lock(pool)
        await forgetting.execute(
            "SELECT FROM outbox WHERE session_id = %s FOR UPDATE NOWAIT", (interview,)
        )
        await forgetting.execute("DELETE FROM candidates")
    assert await going_on is None


async def waiting_for_a_lock(pool) -> None:
    """Until somebody in this database waits for a lock."""
    async with asyncio.timeout(10), lone(pool) as connection:
        while True:
            cursor = await connection.execute(
                "SELECT count(*) FROM pg_stat_activity "
                "WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            row = await cursor.fetchone()
            if row and row[0]:
                return


async def test_what_is_written_twice_is_done_once(pool):
    interview = await an_interview(pool)
    await a_wish(pool, interview, "second")
    async with lone(pool) as connection:
        for _ in range(2):
            claim = await drives.claim_next(connection, interview, uuid4())
            assert claim is not None
            await outbox.finish(connection, claim[0])
    await a_wish(pool, interview, "second")
    assert [done for _, done in await effects(pool)] == [True, True]


async def test_a_transaction_that_fails_leaves_nothing(pool):
    interview = await an_interview(pool)

    async def write_and_fail() -> None:
        async with transaction(pool) as connection:
            never = drives.Wanted(lane="say", key="never", effect={})
            await drives.write(connection, interview, [never])
            await connection.execute("SELECT 1 / 0")

    with pytest.raises(psycopg.errors.DivisionByZero):
        await write_and_fail()
    assert "never" not in [key for key, _ in await effects(pool)]


async def test_a_connection_lent_for_one_statement_is_lent_for_many_afterwards(pool):
    async with lone(pool) as alone, pool.connection() as other:
        assert alone.autocommit
        assert not other.autocommit
    async with pool.connection() as first, pool.connection() as second:
        assert not first.autocommit
        assert not second.autocommit


class Announcing(JobFetching):
    """A way to jobs whose announcements are made by the test."""

    async def is_told(self, times: int = 1) -> None:
        self._announced += times


@pytest.fixture
async def fetching(pool):
    """A registered worker's way to jobs, and how to look for one."""
    connector = PsycopgConnector()
    await connector.open_async(pool)
    jobs = Announcing(connector)
    worker = await jobs.register_worker()

    async def fetch() -> Job | None:
        return await jobs.fetch_job(None, worker)

    return jobs, fetch


async def test_a_worker_looks_as_often_as_a_job_was_announced(pool, fetching):
    jobs, fetch = fetching
    async with pool.connection() as connection:
        sessions = [SayInInterview(uuid4()) for _ in range(3)]
        await Jobs(pool).wake(connection, sessions)
    await jobs.is_told(2)
    assert await fetch() is not None
    assert await fetch() is not None
    assert await fetch() is None, "a third was not announced"
    assert await fetch() is not None, "a poll finds it"
    assert await fetch() is None


async def test_what_waited_behind_a_lock_is_looked_for_when_that_is_free(pool, fetching):
    jobs, fetch = fetching
    told = []

    async def tell(*, channel, notification):
        told.append(notification["type"])

    jobs._tell = tell
    same = SayInInterview(uuid4())
    async with pool.connection() as connection:
        await Jobs(pool).wake(connection, [same, same])
    await jobs.is_told(2)
    first = await fetch()
    assert first is not None
    assert await fetch() is None
    assert told == []
    await jobs.finish_job(first, Status.SUCCEEDED, True)
    assert told == ["job_inserted"]
    assert await fetch() is not None
