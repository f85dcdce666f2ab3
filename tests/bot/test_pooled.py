"""A connection that tells how its transaction ended: once it is over, to whoever wanted to hear."""

from __future__ import annotations

import asyncio

import psycopg
import pytest

from bot.database.engine import lone, open_pool, transaction
from bot.database.pooled import Pooled


@pytest.fixture
async def pool(database_url):
    pool = await open_pool(database_url, min_size=1, max_size=1)
    async with lone(pool) as connection:
        await connection.execute("CREATE TABLE kept (word text UNIQUE)")
    yield pool
    await pool.close()


@pytest.fixture
def heard():
    return []


@pytest.fixture
def keep(pool, heard, database_url):
    """Keep a word, and hear of it with what anybody else can see by then."""

    async def keep(word: str, then=None) -> None:
        async with transaction(pool) as connection:
            cursor = await connection.execute(
                "INSERT INTO kept VALUES (%s) RETURNING word", (word,)
            )

            async def hear(is_on_record: bool) -> None:
                rows = await cursor.fetchall() if is_on_record else []
                heard.append((is_on_record, rows, await words(database_url)))

            connection.when_over(hear)
            if then is not None:
                await then(connection)

    return keep


async def words(url: str) -> list[str]:
    async with await psycopg.AsyncConnection.connect(url) as connection:
        found = await connection.execute("SELECT word FROM kept ORDER BY word")
        return [word for (word,) in await found.fetchall()]


async def test_what_is_on_record_is_heard_of_with_the_rows_of_its_statements(keep, heard):
    await keep("one")
    await keep("two")
    assert heard == [(True, [("one",)], ["one"]), (True, [("two",)], ["one", "two"])]


async def test_a_transaction_that_is_rolled_back_has_nothing_to_tell(keep, heard, database_url):
    async def fail(_connection) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await keep("one", fail)
    assert heard == []
    assert await words(database_url) == []


async def test_a_commit_that_fails_leaves_its_end_unknown(keep, heard):
    await keep("one")
    with pytest.raises(psycopg.errors.UniqueViolation):
        await keep("one")
    assert heard[1:] == [(False, [], ["one"])]
    await keep("two")
    assert heard[2:] == [(True, [("two",)], ["one", "two"])]


async def test_a_connection_that_is_cut_before_its_commit_leaves_its_end_unknown(
    keep, heard, database_url
):
    async def cut(connection) -> None:
        row = await (await connection.execute("SELECT pg_backend_pid()")).fetchone()
        async with await psycopg.AsyncConnection.connect(database_url) as other:
            await other.execute("SELECT pg_terminate_backend(%s, 5000)", row)

    with pytest.raises(psycopg.OperationalError):
        await keep("one", cut)
    assert heard == [(False, [], [])]
    await keep("two")
    assert await words(database_url) == ["two"]


async def test_who_is_cancelled_in_the_middle_writes_nothing_and_spoils_nothing(
    keep, heard, database_url
):
    async def sleep(connection) -> None:
        await (await connection.execute("SELECT pg_sleep(60)")).fetchone()

    waiting = asyncio.create_task(keep("one", sleep))
    await until_somebody_sleeps(database_url)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert heard == []
    await keep("two")
    assert await words(database_url) == ["two"]


async def until_somebody_sleeps(url: str) -> None:
    asks = "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
    async with (
        asyncio.timeout(10),
        await psycopg.AsyncConnection.connect(url, autocommit=True) as connection,
    ):
        while True:
            if await (await connection.execute(asks)).fetchall():
                return
            await asyncio.sleep(0.02)


async def test_outside_a_transaction_there_is_no_end_to_hear_of(pool):
    async with pool.connection() as connection:
        assert isinstance(connection, Pooled)
        assert not connection.is_together
        with pytest.raises(RuntimeError):
            connection.when_over(_nothing)


async def _nothing(_is_on_record: bool) -> None:
    return None
