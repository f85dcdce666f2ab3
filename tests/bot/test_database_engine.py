"""Connections: addresses, what an error may show, and a server that goes away."""

from __future__ import annotations

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import text
from sqlalchemy.exc import DataError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.database import DatabaseNotReached, DatabaseNotUsable
from bot.database.engine import conninfo, create_engine, open_pool


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_an_address_may_be_written_in_the_usual_ways(scheme: str) -> None:
    given = conninfo_to_dict(conninfo(f"{scheme}://bot:p%40ss@db:6000/interviews?sslmode=require"))
    assert (
        given.items()
        >= {
            "user": "bot",
            "password": "p@ss",
            "host": "db",
            "port": "6000",
            "dbname": "interviews",
            "sslmode": "require",
            "connect_timeout": "5",
        }.items()
    )


def test_what_an_address_says_itself_wins() -> None:
    given = conninfo_to_dict(conninfo("postgresql://db/interviews?connect_timeout=2"))
    assert given["connect_timeout"] == "2"


@pytest.mark.parametrize(
    "url", ["", "mysql://bot:secret@db/interviews", "postgresql://bot:secret@db/x?colour=red"]
)
def test_a_wrong_address_is_told_without_its_password(url: str) -> None:
    with pytest.raises(DatabaseNotUsable, match="DATABASE_URL") as told:
        conninfo(url)
    assert "secret" not in str(told.value)
    assert told.value.__suppress_context__ or told.value.__context__ is None


async def test_an_error_never_shows_what_was_said(database_url: str) -> None:
    engine = create_engine(database_url)
    try:
        async with engine.connect() as connection:
            with pytest.raises(DataError) as error:
                await connection.execute(text("SELECT :answer ~ '('"), {"answer": "my own words"})
        assert "my own words" not in str(error.value)
    finally:
        await engine.dispose()


async def test_an_engine_outlives_the_loss_of_its_connections(database_url: str) -> None:
    engine = create_engine(database_url, pool_size=1, max_overflow=0)
    try:
        before = await backend(engine)
        assert await backend(engine) == before
        await end_all_others(database_url)
        assert await backend(engine) != before
    finally:
        await engine.dispose()


async def backend(engine: AsyncEngine) -> int:
    async with engine.connect() as connection:
        return int((await connection.execute(text("SELECT pg_backend_pid()"))).scalar_one())


async def end_all_others(database_url: str) -> None:
    async with await psycopg.AsyncConnection.connect(database_url) as connection:
        await connection.execute(
            """
            SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()
            """
        )


async def test_a_pool_lends_only_connections_that_live(database_url: str) -> None:
    pool = await open_pool(database_url, min_size=1, max_size=1)
    try:
        async with pool.connection() as connection:
            assert not connection.autocommit
            assert connection.prepare_threshold == 5
            before = connection.info.backend_pid
        await end_all_others(database_url)
        async with pool.connection() as connection:
            assert connection.info.backend_pid != before
    finally:
        await pool.close()


async def test_a_pool_that_reaches_nobody_says_where() -> None:
    with pytest.raises(DatabaseNotReached, match=r"127\.0\.0\.1, port 9"):
        await open_pool("postgresql://127.0.0.1:9/interviews", timeout=0.3)
