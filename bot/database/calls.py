"""The calls of a model: what each cost, for whom; no one's words are in them.

A call outlives the person it was made for, without a trace of who that was: the workspace has
still paid for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.database.interviews import Connection
from bot.database.tables import Base, new_id, the_moment
from interview.coach.calls import Call


class ModelCall(Base):
    """One call. `dollars` is null where no price is known, `first_token_seconds` where the reply

    came whole.
    """

    __tablename__ = "model_calls"

    id: Mapped[UUID] = new_id()
    called_at: Mapped[datetime] = the_moment()
    team_id: Mapped[str]
    candidate_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("candidates.id", ondelete="SET NULL")
    )
    task: Mapped[str]
    model: Mapped[str]
    prompt_version: Mapped[str]
    seconds: Mapped[float]
    first_token_seconds: Mapped[float | None]
    uncached_tokens: Mapped[int]
    read_tokens: Mapped[int]
    short_tokens: Mapped[int]
    long_tokens: Mapped[int]
    output_tokens: Mapped[int]
    thinking_tokens: Mapped[int]
    dollars: Mapped[Decimal | None]
    stop_reason: Mapped[str]
    request_id: Mapped[str]
    error: Mapped[str]

    __table_args__ = (
        Index("idx_model_calls_team", "team_id", "called_at"),
        Index("idx_model_calls_candidate", "candidate_id", "called_at"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """One line of the books: a day, a model, a workspace."""

    day: date
    team_id: str
    model: str
    calls: int
    failed: int
    input_tokens: int
    output_tokens: int
    dollars: Decimal | None


_ENTER = """
INSERT INTO model_calls (team_id, candidate_id, task, model, prompt_version, seconds,
  first_token_seconds, uncached_tokens, read_tokens, short_tokens, long_tokens, output_tokens,
  thinking_tokens, dollars, stop_reason, request_id, error)
SELECT %(team_id)s, (SELECT id FROM candidates WHERE id = %(candidate_id)s), %(task)s, %(model)s,
  %(prompt_version)s, %(seconds)s, %(first_token)s, %(uncached)s, %(read)s, %(short)s, %(long)s,
  %(output)s, %(thinking)s, %(dollars)s, %(stop_reason)s, %(request_id)s, %(error)s
"""
_SPENT = """
SELECT
  (SELECT coalesce(sum(dollars), 0) FROM model_calls
   WHERE candidate_id = %s AND called_at >= date_trunc('day', now(), 'UTC')),
  (SELECT coalesce(sum(dollars), 0) FROM model_calls
   WHERE team_id = %s AND called_at >= date_trunc('month', now(), 'UTC'))
"""
_BY_DAY = """
SELECT (called_at AT TIME ZONE 'UTC')::date AS day, team_id, model, count(*),
  count(*) FILTER (WHERE error <> ''),
  sum(uncached_tokens + read_tokens + short_tokens + long_tokens), sum(output_tokens), sum(dollars)
FROM model_calls WHERE called_at >= now() - make_interval(days => %s)
GROUP BY day, team_id, model ORDER BY day DESC, team_id, model
"""


async def enter(
    connection: Connection,
    call: Call,
    *,
    team_id: str,
    candidate_id: UUID | None,
    dollars: float | None,
) -> None:
    """Write a call down; a candidate who is gone by then is nobody."""
    values: dict[str, Any] = {
        "team_id": team_id,
        "candidate_id": candidate_id,
        "task": call.task,
        "model": call.model,
        "prompt_version": call.prompt_version,
        "seconds": call.seconds,
        "first_token": call.first_token_seconds,
        "uncached": call.uncached,
        "read": call.read,
        "short": call.short,
        "long": call.long,
        "output": call.output,
        "thinking": call.thinking,
        "dollars": None if dollars is None else Decimal(f"{dollars:.8f}"),
        "stop_reason": call.stop_reason,
        "request_id": call.request_id,
        "error": call.error,
    }
    await connection.execute(_ENTER, values)


async def spent(
    connection: Connection, team_id: str, candidate_id: UUID
) -> tuple[Decimal, Decimal]:
    """Dollars of the person today and of the workspace this month, both by UTC."""
    row = await (await connection.execute(_SPENT, (candidate_id, team_id))).fetchone()
    assert row is not None
    return row[0], row[1]


async def by_day(connection: Connection, days: int) -> list[Spent]:
    """The books of so many days, newest first."""
    cursor = await connection.execute(_BY_DAY, (days,))
    return [
        Spent(
            day=day,
            team_id=team_id,
            model=model,
            calls=calls,
            failed=failed,
            input_tokens=int(taken),
            output_tokens=int(given),
            dollars=dollars,
        )
        for day, team_id, model, calls, failed, taken, given, dollars in await cursor.fetchall()
    ]
