"""The outbox: what must be done, written with its cause and done at least once, in order.

One row an effect; its `key` makes writing it twice harmless. A row is claimed by compare-and-set,
and only who holds the claim may record its end, so that a drive presumed dead records nothing.
`in_doubt` says that an earlier attempt may have got through. Nothing here performs anything.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from psycopg.types.json import Jsonb

from bot.database.interviews import Connection

_INSERT = """
INSERT INTO outbox (id, session_id, candidate_id, lane, key, effect, not_before)
VALUES (%s, %s, %s, %s, %s, %s, now() + make_interval(secs => %s)) ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A claimed effect. `age` is in seconds since it was written, `attempts` counts this one."""

    id: UUID
    session_id: UUID | None
    candidate_id: UUID | None
    effect: dict[str, Any]
    claim: UUID
    attempts: int
    in_doubt: bool
    age: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """An effect that no one is at work on."""

    id: UUID
    session_id: UUID | None
    candidate_id: UUID | None
    lane: str


async def write(
    connection: Connection,
    *,
    lane: str,
    key: str,
    effect: dict[str, Any],
    session_id: UUID | None = None,
    candidate_id: UUID | None = None,
    delay: float = 0,
) -> UUID:
    """Write an effect of an interview, or of a candidate outside any; returns its lasting id."""
    owner = session_id or candidate_id
    assert owner is not None
    effect_id = uuid5(owner, key)
    await connection.execute(
        _INSERT, (effect_id, session_id, candidate_id, lane, key, Jsonb(effect), delay)
    )
    return effect_id


_CLAIMED = """
  UPDATE outbox o SET claimed_by = %(claim)s, claimed_at = now(), attempts = o.attempts + 1,
    in_doubt = o.in_doubt OR o.claimed_by IS NOT NULL
"""
_RETURNING = """
  RETURNING o.id, o.session_id, o.candidate_id, o.effect, o.attempts, o.in_doubt,
    extract(epoch FROM clock_timestamp() - o.created_at)::float
"""
_NEXT_OF_SESSION = f"""
{_CLAIMED} FROM (SELECT id, not_before FROM outbox WHERE session_id = %(owner)s AND lane = 'say'
  AND done_at IS NULL ORDER BY seq LIMIT 1 FOR UPDATE) first
  WHERE o.id = first.id AND first.not_before <= now() {_RETURNING}
"""
_NEXT_OF_CANDIDATE = f"""
{_CLAIMED} FROM (SELECT id, not_before FROM outbox WHERE candidate_id = %(owner)s
  AND session_id IS NULL AND lane = 'say' AND done_at IS NULL ORDER BY seq LIMIT 1 FOR UPDATE) first
  WHERE o.id = first.id AND first.not_before <= now() {_RETURNING}
"""
_THIS = f"""
{_CLAIMED} WHERE o.id = %(owner)s AND o.done_at IS NULL AND o.not_before <= now() {_RETURNING}
"""


async def claim_next_of_session(connection: Connection, owner: UUID, claim: UUID) -> Row | None:
    """The first thing an interview has to say, if it is due; what waits holds up what follows."""
    return await _claim(connection, _NEXT_OF_SESSION, owner, claim)


async def claim_next_of_candidate(connection: Connection, owner: UUID, claim: UUID) -> Row | None:
    """The same for what is said to a candidate outside any interview."""
    return await _claim(connection, _NEXT_OF_CANDIDATE, owner, claim)


async def claim(connection: Connection, effect_id: UUID, claim: UUID) -> Row | None:
    """This effect, if it is due and not done."""
    return await _claim(connection, _THIS, effect_id, claim)


async def _claim(connection: Connection, query: str, owner: UUID, claim: UUID) -> Row | None:
    cursor = await connection.execute(query.encode(), {"owner": owner, "claim": claim})
    row = await cursor.fetchone()
    if row is None:
        return None
    return Row(
        id=row[0],
        session_id=row[1],
        candidate_id=row[2],
        effect=row[3],
        claim=claim,
        attempts=row[4],
        in_doubt=row[5],
        age=row[6],
    )


async def finish(connection: Connection, row: Row, failed: str | None = None) -> bool:
    """Record the end of a claimed effect; False where the claim has gone to someone else."""
    cursor = await connection.execute(
        """
        UPDATE outbox SET done_at = clock_timestamp(), failed = %s
        WHERE id = %s AND claimed_by = %s AND done_at IS NULL
        """,
        (failed, row.id, row.claim),
    )
    return cursor.rowcount == 1


async def postpone(connection: Connection, row: Row, seconds: float, *, in_doubt: bool) -> None:
    """Give a claimed effect back, to be done later; `in_doubt` where it may have got through."""
    await connection.execute(
        """
        UPDATE outbox SET claimed_by = NULL, claimed_at = NULL, in_doubt = %s,
          not_before = clock_timestamp() + make_interval(secs => %s)
        WHERE id = %s AND claimed_by = %s AND done_at IS NULL
        """,
        (in_doubt, seconds, row.id, row.claim),
    )


_DUE = """
SELECT id, session_id, candidate_id, lane FROM (
  SELECT DISTINCT ON (owner, alone) id, session_id, candidate_id, lane, not_before, claimed_at,
    created_at, attempts
  FROM (SELECT *, coalesce(session_id, candidate_id) AS owner,
          CASE WHEN lane <> 'say' THEN id END AS alone
        FROM outbox WHERE done_at IS NULL) open
  ORDER BY owner, alone, seq
) first
WHERE not_before <= now() AND (claimed_at IS NULL OR claimed_at < now() - make_interval(secs => %s))
  AND (lane = 'clock' OR attempts > 0
       OR greatest(created_at, not_before) < now() - make_interval(secs => %s))
LIMIT 500
"""


async def due(connection: Connection, *, unclaimed: float, claimed: float) -> Iterable[Due]:
    """What nobody is at work on: due for `unclaimed` seconds, or claimed `claimed` seconds ago.

    What was given back is due at its hour, since no job is on its way to it.
    Of what is said only the first of each owner counts, since the rest waits for it.
    """
    cursor = await connection.execute(_DUE.encode(), (claimed, unclaimed))
    return [
        Due(id=row[0], session_id=row[1], candidate_id=row[2], lane=row[3])
        for row in await cursor.fetchall()
    ]
