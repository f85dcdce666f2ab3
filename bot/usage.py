"""What Claude has cost, as a table for the operator; it changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import psycopg

from bot.database import DatabaseNotReached
from bot.database.calls import Spent, by_day
from bot.database.embedded import embedded
from bot.database.engine import conninfo
from bot.settings import Settings

_HEAD = ("day", "workspace", "model", "calls", "failed", "tokens in", "tokens out", "US dollars")


async def usage(days: int) -> str:
    """The books of so many days as a table in plain text. Raises as `Settings.load`, and

    `DatabaseUnavailable`.
    """
    settings = Settings.load()
    if settings.database_url is not None:
        return await _read(settings.database_url.get_secret_value(), days)
    async with embedded(settings.home) as server:
        return await _read(server.url, days)


async def _read(url: str, days: int) -> str:
    try:
        async with await psycopg.AsyncConnection.connect(conninfo(url)) as connection:
            return table(await by_day(connection, days))
    except psycopg.errors.UndefinedTable:
        return "Nothing is booked: the database has no books yet. Run: mock-interview migrate"
    except psycopg.OperationalError as away:
        raise DatabaseNotReached("PostgreSQL could not be reached.") from away


def table(spent: Sequence[Spent]) -> str:
    """Lines of a table with its sum below; one sentence where there is nothing."""
    if not spent:
        return "Nothing was spent: no call of a model is on the books of these days."
    rows = [_HEAD, *(_row(line) for line in spent)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(_HEAD))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    known = sum((line.dollars for line in spent if line.dollars is not None), Decimal())
    unknown = sum(line.calls for line in spent if line.dollars is None)
    end = f"In all: ${known:.4f}"
    if unknown:
        end += f" (calls of models without a known price: {unknown})"
    return "\n".join([*lines, "", end])


def _row(line: Spent) -> tuple[str, ...]:
    return (
        line.day.isoformat(),
        line.team_id or "–",
        line.model,
        str(line.calls),
        str(line.failed),
        str(line.input_tokens),
        str(line.output_tokens),
        "not known" if line.dollars is None else f"{line.dollars:.4f}",
    )
