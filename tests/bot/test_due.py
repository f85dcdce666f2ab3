"""What the clock wakes: each thing once, in an order that goes round workspaces and people."""

from __future__ import annotations

from contextlib import asynccontextmanager
from uuid import UUID, uuid4

import pytest

from bot.clock import Clock
from bot.conductor import Think
from bot.database import drives, outbox
from bot.database.engine import open_pool
from bot.jobs import Jobs


@pytest.fixture
async def pool(database_url):
    opened = await open_pool(database_url, max_size=4)
    yield opened
    await opened.close()


@asynccontextmanager
async def connected(pool):
    async with pool.connection() as connection:
        yield connection


async def a_person(pool, team: str) -> UUID:
    person = uuid4()
    async with connected(pool) as connection:
        await connection.execute(
            "INSERT INTO candidates (id, team_id, user_id) VALUES (%s, %s, %s)",
            (person, team, f"U{person}"),
        )
    return person


async def a_thought(pool, person: UUID, *, minutes: int = 5) -> UUID:
    """Something to think about, written so many minutes ago."""
    key = f"thought:{uuid4()}"
    async with connected(pool) as connection:
        effect_id = await outbox.write(
            connection, lane="think", key=key, effect={"do": "x"}, candidate_id=person
        )
        await connection.execute(
            "UPDATE outbox SET created_at = now() - make_interval(mins => %(ago)s), "
            "not_before = now() - make_interval(mins => %(ago)s) WHERE id = %(id)s",
            {"ago": minutes, "id": effect_id},
        )
    return effect_id


async def due(pool) -> list[UUID]:
    async with connected(pool) as connection:
        return [it.id for it in await outbox.due(connection, unclaimed=2, claimed=60)]


async def test_a_crowd_of_one_workspace_does_not_go_before_another(pool):
    crowd = [await a_person(pool, "T1") for _ in range(30)]
    for person in crowd:
        await a_thought(pool, person)
    alone = await a_thought(pool, await a_person(pool, "T2"))
    assert alone in (await due(pool))[:2]


async def test_a_flood_of_one_person_does_not_go_before_a_neighbour(pool):
    loud, quiet = await a_person(pool, "T1"), await a_person(pool, "T1")
    for _ in range(30):
        await a_thought(pool, loud)
    waits = await a_thought(pool, quiet)
    assert waits in (await due(pool))[:2]


async def test_more_than_can_be_woken_at_once_leaves_the_first_of_each_person(pool):
    loud = await a_person(pool, "T1")
    async with connected(pool) as connection:
        await connection.execute(
            "INSERT INTO outbox (candidate_id, lane, key, effect, created_at, not_before) "
            "SELECT %s, 'think', 'k' || n, '{}', now() - interval '1 hour', "
            "now() - interval '1 hour' FROM generate_series(1, 700) n",
            (loud,),
        )
    late = await a_thought(pool, await a_person(pool, "T1"))
    found = await due(pool)
    assert len(found) == 500
    assert late in found


async def test_what_a_job_is_on_its_way_to_is_not_woken_again(pool):
    jobs = Jobs(pool)
    await jobs.open()
    clock = Clock(pool, jobs.wake)
    effect = await a_thought(pool, await a_person(pool, "T1"))
    assert [await clock.tick() for _ in range(3)] == [1, 0, 0]
    async with connected(pool) as connection:
        await connection.execute("DELETE FROM procrastinate_jobs")
        await jobs.wake(connection, [Think(effect)])
    assert await clock.tick() == 0


async def test_what_was_given_back_untried_counts_as_no_attempt(pool):
    effect = await a_thought(pool, await a_person(pool, "T1"))
    for _ in range(6):
        async with connected(pool) as connection:
            row = await outbox.claim(connection, effect, uuid4())
            assert row is not None
            assert row.attempts == 1
            await outbox.give_back(connection, row, 0)


async def test_an_alarm_set_anew_replaces_the_one_that_somebody_is_at_work_on(pool, database_url):
    session = uuid4()
    person = await a_person(pool, "T1")
    async with connected(pool) as connection:
        job, resume = uuid4(), uuid4()
        await connection.execute(
            "INSERT INTO job_applications (id, candidate_id, company, job_title, job_description) "
            "VALUES (%s, %s, 'Globex', 'Engineer', 'Build')",
            (job, person),
        )
        await connection.execute(
            "INSERT INTO candidate_resumes (id, candidate_id, resume_text) VALUES (%s, %s, 'Acme')",
            (resume, person),
        )
        await connection.execute(
            "INSERT INTO mock_interview_sessions (id, job_application_id, interview_stage, "
            "candidate_id, resume_id) VALUES (%s, %s, 'hiring_manager', %s, %s)",
            (session, job, person, resume),
        )

    async def set_alarm(delay: float, number: int) -> None:
        async with connected(pool) as connection:
            alarm = drives.Wanted(lane="clock", key="alarm", effect={"number": number}, delay=delay)
            await drives.write(connection, session, [alarm])

    await set_alarm(-1, 1)
    [alarm] = await due(pool)
    async with connected(pool) as connection:
        first = await outbox.claim(connection, alarm, uuid4())
    assert first is not None
    await set_alarm(-1, 2)
    async with connected(pool) as connection:
        assert not await outbox.finish(connection, first)
        second = await outbox.claim(connection, alarm, uuid4())
    assert second is not None
    assert second.effect == {"number": 2}
    await set_alarm(60, 3)
    assert await due(pool) == []
    async with connected(pool) as connection:
        await outbox.stop_alarm(connection, session, "alarm")
        cursor = await connection.execute("SELECT count(*) FROM outbox WHERE done_at IS NULL")
        assert await cursor.fetchone() == (0,)
