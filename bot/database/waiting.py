"""The interview that a candidate asked for while another was open: held until they choose.

Plain SQL on the caller's connection, since an interview ends on the hot path. It opens nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb
from pydantic import TypeAdapter

from bot.database.interviews import Connection, Start


@dataclass(frozen=True, slots=True, kw_only=True)
class _Waiting:
    """`wanted`: the candidate chose it, so it starts as soon as the open one has ended."""

    start: Start
    wanted: bool = False


_WAITING = TypeAdapter(_Waiting)


async def hold(connection: Connection, candidate_id: UUID, start: Start) -> None:
    """Keep what was asked for, in place of whatever was kept before."""
    kept: Any = _WAITING.dump_python(_Waiting(start=start), mode="json")
    await connection.execute(
        "UPDATE candidates SET waiting_start = %s WHERE id = %s", (Jsonb(kept), candidate_id)
    )


async def drop(connection: Connection, candidate_id: UUID) -> None:
    """The candidate goes on with the open interview."""
    await connection.execute(
        "UPDATE candidates SET waiting_start = NULL WHERE id = %s", (candidate_id,)
    )


async def want(connection: Connection, candidate_id: UUID) -> bool:
    """The candidate would rather have the new one; False where none waits (any more)."""
    cursor = await connection.execute(
        """
        UPDATE candidates SET waiting_start = jsonb_set(waiting_start, '{wanted}', 'true')
        WHERE id = %s AND waiting_start IS NOT NULL
        """,
        (candidate_id,),
    )
    return cursor.rowcount == 1


_TAKE = """
WITH held AS (
  SELECT id, waiting_start::text AS waiting FROM candidates
  WHERE id = %s AND waiting_start @> '{"wanted": true}' FOR NO KEY UPDATE)
UPDATE candidates c SET waiting_start = NULL FROM held WHERE c.id = held.id
RETURNING held.waiting
"""


async def take(connection: Connection, candidate_id: UUID) -> Start | None:
    """What is to start now that the open interview has ended, once; locks only where there is any.

    The candidate's row stays locked to the end of the transaction, as opening an interview asks.
    """
    cursor = await connection.execute(_TAKE.encode(), (candidate_id,))
    row = await cursor.fetchone()
    return _WAITING.validate_json(row[0]).start if row else None
