"""Connections to PostgreSQL: reads the address, opens engines and pools; runs no statement itself.

An address is libpq's, `postgresql://…`, and libpq alone reads it: SQLAlchemy gets connections that
psycopg made, so that `sslmode`, several hosts or a socket's folder mean the same everywhere.
"""

from __future__ import annotations

import select
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import psycopg
import sqlalchemy
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.pq import TransactionStatus
from psycopg_pool import AsyncConnectionPool, PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.database import DatabaseNotReached, DatabaseNotUsable
from bot.database.memory import Memory
from bot.database.pooled import Pooled

CONNECT_SECONDS = 5
"""How long a connection may take to open; libpq itself would wait for ever."""

RECONNECT_SECONDS = 3.0
"""After which a pool gives an attempt up and its next caller begins a fresh one.

Left to itself it pauses for longer and longer, up to minutes, and outlasts the outage.
"""

_DRIVER = "postgresql+psycopg://"
_SCHEMES = ("postgresql://", "postgres://", _DRIVER)


def conninfo(url: str) -> str:
    """libpq's connection string for `url`; it holds the password, so it is never logged.

    Raises `DatabaseNotUsable` where `url` is no address of a PostgreSQL.
    """
    scheme = next((scheme for scheme in _SCHEMES if url.startswith(scheme)), None)
    if scheme is None:
        raise DatabaseNotUsable("DATABASE_URL must begin with postgresql://.")
    try:
        given = conninfo_to_dict("postgresql://" + url.removeprefix(scheme))
        ours = make_conninfo(connect_timeout=CONNECT_SECONDS, application_name="mock-interview")
        return make_conninfo(ours, **given)
    except psycopg.ProgrammingError:
        # libpq's own words repeat parts of the address, the password perhaps among them.
        raise DatabaseNotUsable("DATABASE_URL is not an address PostgreSQL can read.") from None


def create_engine(url: str, *, pool_size: int = 5, max_overflow: int = 5) -> AsyncEngine:
    """An engine over psycopg that never shows parameters (answers and resumes) in an error.

    Nothing connects before the first use. The pool looks whether a connection still lives before
    it lends it, so that a restart of PostgreSQL costs no request.
    """
    address = conninfo(url)

    async def connect() -> psycopg.AsyncConnection[tuple[object, ...]]:
        return await psycopg.AsyncConnection.connect(address)

    return create_async_engine(
        _DRIVER,
        async_creator=connect,
        hide_parameters=True,
        pool_size=pool_size,
        max_overflow=max_overflow,
        pool_pre_ping=True,
    )


async def open_pool(
    url: str,
    *,
    min_size: int = 2,
    max_size: int = 8,
    timeout: float = 10.0,
    memory: Memory | None = None,
) -> AsyncConnectionPool[Any]:
    """A pool of plain psycopg connections, open and reached; who asks for it closes it.

    Connections are not in autocommit, prepare statements from their fifth use on, plan these once,
    and are looked at before they are lent: one that the server has ended is replaced. `timeout`
    bounds, in seconds, the opening and each later wait for one.

    Raises `DatabaseNotUsable`, or `DatabaseNotReached` where `timeout` went by.
    """

    async def equip(connection: psycopg.AsyncConnection[Any]) -> None:
        if isinstance(connection, Pooled):
            connection.memory = memory
        # What is asked again and again is asked in the same way; to plan it anew takes longer.
        await connection.execute("SET plan_cache_mode TO force_generic_plan")
        await connection.commit()

    pool = AsyncConnectionPool(
        conninfo(url),
        connection_class=Pooled,
        configure=equip,
        min_size=min_size,
        max_size=max_size,
        timeout=timeout,
        open=False,
        check=_look_at,
        reconnect_timeout=RECONNECT_SECONDS,
    )
    try:
        await pool.open(wait=True, timeout=timeout)
    except PoolTimeout as late:
        raise DatabaseNotReached(_nobody_at(url)) from late
    except BaseException:
        await pool.close()
        raise
    return pool


async def _look_at(connection: psycopg.AsyncConnection[Any]) -> None:
    """Ask the server only where it has said something: one that ends a connection says so.

    An idle connection is silent, so that looking costs no way to the server and back.
    """
    socket = select.poll()
    socket.register(connection.fileno(), select.POLLIN)
    if socket.poll(0):
        await AsyncConnectionPool.check_connection(connection)


@asynccontextmanager
async def transaction(
    pool: AsyncConnectionPool[Any], timeout: float | None = None
) -> AsyncIterator[Pooled]:
    """A connection whose statements are one transaction and travel together (`Pooled`)."""
    async with pool.connection(timeout=timeout) as connection:
        assert isinstance(connection, Pooled)
        async with connection.together():
            yield connection


@asynccontextmanager
async def lone(
    pool: AsyncConnectionPool[Any], timeout: float | None = None
) -> AsyncIterator[psycopg.AsyncConnection[Any]]:
    """A connection whose statements need not be one transaction: each is one by itself."""
    async with pool.connection(timeout=timeout) as connection:
        await connection.set_autocommit(True)
        try:
            yield connection
        finally:
            # One that is lost, or that was left in mid-statement, goes back to nobody.
            if connection.info.transaction_status == TransactionStatus.IDLE:
                await connection.set_autocommit(False)


@contextmanager
def connected(url: str) -> Iterator[sqlalchemy.Connection]:
    """One plain, synchronous connection in a transaction, for what happens before the bot runs.

    Raises `DatabaseNotReached` where it cannot be opened.
    """
    address = conninfo(url)
    engine = sqlalchemy.create_engine(
        _DRIVER,
        creator=lambda: psycopg.connect(address),
        hide_parameters=True,
        poolclass=sqlalchemy.NullPool,
    )
    try:
        connection = engine.connect()
    except sqlalchemy.exc.OperationalError as refused:
        raise DatabaseNotReached(_nobody_at(url)) from refused
    try:
        with connection, connection.begin():
            yield connection
    finally:
        engine.dispose()


def _nobody_at(url: str) -> str:
    """The place in words; never the user or the password."""
    address = conninfo_to_dict(conninfo(url))
    host, port = address.get("host", "localhost"), address.get("port", 5432)
    return f"PostgreSQL could not be reached at {host}, port {port}."
