"""What is remembered of interviews: nothing that PostgreSQL does not say still stands."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from uuid import UUID, uuid4

import psycopg
import pytest

from bot.clock import Clock
from bot.conductor import Bell, Conductor
from bot.database import interviews
from bot.database.engine import lone, open_pool, transaction
from bot.database.memory import Memory
from builders import SETTING
from interview.events import PostStood
from interview.model import Interview, Post, PostKind
from test_drives import an_interview, nobody

STOOD = PostStood(key=Post(kind=PostKind.CARD).key, ts="1789000001.000001")
_EDIT = "UPDATE mock_interview_sessions SET state = jsonb_set(state, '{stuck}', 'true')"


@pytest.fixture
def memory():
    return Memory()


@pytest.fixture
async def pool(database_url, memory):
    opened = await open_pool(database_url, max_size=4, memory=memory)
    yield opened
    await opened.close()


async def read(pool, session_id: UUID) -> Interview:
    async with lone(pool) as connection:
        held = await interviews.read(connection, session_id)
    assert held is not None
    return held.interview


async def test_an_interview_that_has_not_changed_is_not_read_again(pool):
    session_id = await an_interview(pool)
    first = await read(pool, session_id)
    assert await read(pool, session_id) is first


async def test_a_step_is_remembered_as_it_went_on_record(pool, database_url):
    session_id = await an_interview(pool)
    moved = await Conductor(pool, nobody, Bell()).handle(session_id, STOOD)
    assert await read(pool, session_id) is moved
    async with await psycopg.AsyncConnection.connect(database_url) as remembers_nothing:
        held = await interviews.read(remembers_nothing, session_id)
    assert held is not None
    assert held.interview is not moved
    assert held.interview == moved


async def test_what_another_program_changed_is_read_again(pool):
    session_id = await an_interview(pool)
    before = await read(pool, session_id)
    async with pool.connection() as connection:
        await connection.execute(_EDIT)
    assert await read(pool, session_id) == replace(before, stuck=True)


async def test_who_waits_for_the_lock_finds_what_was_changed_meanwhile(pool):
    session_id = await an_interview(pool)
    before = await read(pool, session_id)

    async def lock() -> Interview:
        async with transaction(pool) as connection:
            held = await interviews.lock(connection, session_id)
        assert held is not None
        return held.interview

    async with pool.connection() as connection:
        await connection.execute(_EDIT)
        waiting = asyncio.create_task(lock())
        await until_somebody_waits(pool)
    assert await asyncio.wait_for(waiting, 10) == replace(before, stuck=True)


async def test_a_step_that_was_rolled_back_is_not_remembered(pool):
    session_id = await an_interview(pool)
    before = await read(pool, session_id)

    def fail(*_step: object) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await Conductor(pool, nobody, Bell(), on_step=fail).handle(session_id, STOOD)
    assert await read(pool, session_id) == before


async def until_somebody_waits(pool) -> None:
    """Until a connection waits for a lock that another holds."""
    async with asyncio.timeout(10), lone(pool) as connection:
        while True:
            rows = await connection.execute(
                "SELECT 1 FROM pg_stat_activity "
                "WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if await rows.fetchall():
                return
            await asyncio.sleep(0.02)


async def test_what_nobody_knows_the_end_of_is_read_again(pool, database_url):
    session_id = await an_interview(pool)
    before = await read(pool, session_id)
    with pytest.raises(psycopg.OperationalError):
        await _cut_off_at_the_commit(pool, session_id, database_url)
    again = await read(pool, session_id)
    assert again == before
    assert again is not before


async def _cut_off_at_the_commit(pool, session_id: UUID, database_url: str) -> None:
    async with transaction(pool) as connection:
        held = await interviews.lock(connection, session_id)
        await interviews.save(connection, held, replace(held.interview, stuck=True))
        row = await (await connection.execute("SELECT pg_backend_pid()")).fetchone()
        async with await psycopg.AsyncConnection.connect(database_url) as other:
            await other.execute("SELECT pg_terminate_backend(%s, 5000)", row)


async def test_whoever_keeps_time_has_all_of_it_forgotten(pool, memory):
    session_id = await an_interview(pool)
    await read(pool, session_id)
    assert memory.of(session_id) is not None
    stop = asyncio.Event()

    async def wake(*_due: object) -> None:
        stop.set()

    await asyncio.wait_for(Clock(pool, wake, memory).run(stop), 10)
    assert memory.of(session_id) is None


def test_only_so_many_are_remembered_the_last_used_ones():
    memory, some = Memory(most=2), [uuid4() for _ in range(3)]
    for number, session_id in enumerate(some):
        interview = Interview(id=session_id, setting=SETTING)
        memory.keep(interview, "7", ("T1", "D1", f"{number}.000001"))
    assert [memory.of(it) is not None for it in some] == [False, True, True]
    assert memory.of_thread(("T1", "D1", "0.000001")) is None
    known = memory.of_thread(("T1", "D1", "2.000001"))
    assert known is not None
    assert known.interview.id == some[2]
