"""How many SQL statements an answer costs, counted in PostgreSQL's own log."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from load import Crowd

from bot.database.embedded import EmbeddedPostgres

TURNS = 40
_IDLE_SECONDS = 6.0
_AFTERWARDS = 0.12
"""Seconds after the reply stands within which its record is written."""

_LOGGED = re.compile(r"LOG:  (?:statement|execute [^:]*): (.*)")
_BOUNDS = ("BEGIN", "COMMIT", "ROLLBACK")
_ABOUT = 70


@dataclass(frozen=True, slots=True)
class Statements:
    """Statements from an answer to the record of its follow-up, the queue's included.

    `idle_a_second` is what is asked when nothing happens, and is not in the others.
    """

    a_turn: float
    bounds_a_turn: float
    idle_a_second: float
    by_kind: dict[str, float]


async def statements(crowd: Crowd, server: EmbeddedPostgres) -> Statements:
    """Count over answers given one at a time, of those that got a follow-up."""
    loop = asyncio.get_running_loop()
    log = server.data / "log"
    at = log.stat().st_size
    await asyncio.sleep(_IDLE_SECONDS)
    idle, _ = _read(log, at)
    rate = {kind: count / _IDLE_SECONDS for kind, count in idle.items()}
    total: Counter[str] = Counter()
    turns, watched = 0, 0.0
    while turns < TURNS:
        _, at = _read(log, log.stat().st_size)
        begun = loop.time()
        replied = await crowd.one_answer()
        await asyncio.sleep(_AFTERWARDS)
        seconds = loop.time() - begun
        found, _ = _read(log, at)
        if replied == "follow_up":
            turns, watched = turns + 1, watched + seconds
            total += found
        else:
            await crowd.rested()
            await asyncio.sleep(2 * _AFTERWARDS)
    turn = {
        kind: max(0.0, count - rate.get(kind, 0.0) * watched) / turns
        for kind, count in total.most_common()
    }
    bounds = sum(turn.pop(bound, 0.0) for bound in _BOUNDS)
    return Statements(
        a_turn=sum(turn.values()),
        bounds_a_turn=bounds,
        idle_a_second=sum(count for kind, count in rate.items() if kind not in _BOUNDS),
        by_kind={kind: round(count, 2) for kind, count in turn.items() if count >= 0.05},
    )


@asynccontextmanager
async def logged(server: EmbeddedPostgres) -> AsyncIterator[None]:
    """Every statement is written into the server's log, of connections opened in the block."""
    await _set(server, "ALTER SYSTEM SET log_statement = 'all'")
    try:
        yield
    finally:
        await _set(server, "ALTER SYSTEM RESET log_statement")


async def _set(server: EmbeddedPostgres, how: str) -> None:
    async with await psycopg.AsyncConnection.connect(server.url, autocommit=True) as connection:
        await connection.execute(how.encode())
        await connection.execute("SELECT pg_reload_conf()")


def _read(log: Path, at: int) -> tuple[Counter[str], int]:
    """The statements logged since, by their first words, and where to go on."""
    with log.open("rb") as file:
        file.seek(at)
        text = file.read().decode(errors="replace")
        end = file.tell()
    joined = re.sub(r"\n\t[ \t]*", " ", text)
    found: Counter[str] = Counter()
    for line in joined.splitlines():
        if match := _LOGGED.search(line):
            found[_kind(match[1])] += 1
    return found, end


def _kind(statement: str) -> str:
    plain = re.sub(r"\s+", " ", statement).strip()
    return plain if plain in _BOUNDS else plain[:_ABOUT]
