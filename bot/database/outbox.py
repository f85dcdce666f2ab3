"""The outbox: what must be done, written with its cause and done at least once, in order.

One row an effect; its `key` makes writing it twice harmless. A row is claimed by compare-and-set,
and only who holds the claim may record its end, so that a drive presumed dead records nothing.
`in_doubt` says that an earlier attempt may have got through. Nothing here performs anything.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from psycopg.types.json import Jsonb

from bot.database.interviews import Connection, Cursor

_INSERT = """
INSERT INTO outbox (id, session_id, candidate_id, lane, key, effect)
VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A claimed effect. `age` is in seconds since it was written, `attempts` counts this one.

    `since` is this process's monotonic time just before it was claimed.
    """

    id: UUID
    session_id: UUID | None
    candidate_id: UUID | None
    effect: dict[str, Any]
    claim: UUID
    attempts: int
    in_doubt: bool
    age: float
    since: float


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
) -> UUID:
    """Write an effect of an interview, or of a candidate outside any; returns its lasting id."""
    owner = session_id or candidate_id
    assert owner is not None
    effect_id = uuid5(owner, key)
    await connection.execute(
        _INSERT, (effect_id, session_id, candidate_id, lane, key, Jsonb(effect))
    )
    return effect_id


async def stop_alarm(connection: Connection, session_id: UUID, key: str) -> None:
    """Nothing is to happen any more, so that no row waits a week to find that out."""
    await connection.execute(
        "UPDATE outbox SET done_at = clock_timestamp() WHERE id = %s AND done_at IS NULL",
        (uuid5(session_id, key),),
    )


# The pieces of a claim; `drives` and `job_writing` put them together with more.
CLAIMED = """
  UPDATE outbox o SET claimed_by = {claim}, claimed_at = now(), attempts = o.attempts + 1,
    in_doubt = o.in_doubt OR o.claimed_by IS NOT NULL
"""
RETURNING = """
  RETURNING o.id, o.session_id, o.candidate_id, o.effect, o.attempts, o.in_doubt,
    greatest(extract(epoch FROM clock_timestamp() - o.created_at), 0)::float AS age
"""
IS_DUE = "(not_before <= now() OR (lane <> 'clock' AND created_at > now()))"
"""A row from the future says that the server's clock was put back: it must not wait for that."""

_CLAIMED = CLAIMED.format(claim="%(claim)s")
_NEXT_OF_SESSION = f"""
{_CLAIMED} FROM (SELECT id, {IS_DUE} AS due FROM outbox
  WHERE session_id = %(owner)s AND lane = 'say' AND done_at IS NULL
  ORDER BY seq LIMIT 1 FOR UPDATE) first
  WHERE o.id = first.id AND first.due {RETURNING}
"""
_NEXT_OF_CANDIDATE = f"""
{_CLAIMED} FROM (SELECT id, {IS_DUE} AS due FROM outbox
  WHERE candidate_id = %(owner)s AND session_id IS NULL AND lane = 'say' AND done_at IS NULL
  ORDER BY seq LIMIT 1 FOR UPDATE) first
  WHERE o.id = first.id AND first.due {RETURNING}
"""
_THIS = f"""
{_CLAIMED} WHERE o.id = %(owner)s AND o.done_at IS NULL AND {IS_DUE} {RETURNING}
"""


class Claiming:
    """A claim that has set out, and that need not be waited for before its transaction is over."""

    def __init__(self, claim: UUID, cursor: Cursor, since: float) -> None:
        self._claim, self._cursor, self._since = claim, cursor, since

    async def row(self) -> Row | None:
        row = await self._cursor.fetchone()
        return claimed(row, self._claim, self._since) if row else None


async def claim_next_of_session(connection: Connection, owner: UUID, claim: UUID) -> Claiming:
    """The first thing an interview has to say, if it is due; what waits holds up what follows."""
    return await _claim(connection, _NEXT_OF_SESSION, owner, claim)


async def claim_next_of_candidate(connection: Connection, owner: UUID, claim: UUID) -> Row | None:
    """The same for what is said to a candidate outside any interview."""
    return await (await _claim(connection, _NEXT_OF_CANDIDATE, owner, claim)).row()


async def claim(connection: Connection, effect_id: UUID, claim: UUID) -> Row | None:
    """This effect, if it is due and not done."""
    return await (await _claim(connection, _THIS, effect_id, claim)).row()


async def _claim(connection: Connection, query: str, owner: UUID, claim: UUID) -> Claiming:
    since = time.monotonic()
    cursor = await connection.execute(query.encode(), {"owner": owner, "claim": claim})
    return Claiming(claim, cursor, since)


def claimed(row: Sequence[Any], claim: UUID, since: float) -> Row:
    """What was read as `RETURNING`, in whoever's name, not before `since`."""
    return Row(
        id=row[0],
        session_id=row[1],
        candidate_id=row[2],
        effect=row[3],
        claim=claim,
        attempts=row[4],
        in_doubt=row[5],
        age=row[6],
        since=since,
    )


async def finish(connection: Connection, row: Row, failed: str | None = None) -> bool:
    """Record the end of a claimed effect; False where the claim has gone to someone else."""
    cursor = await connection.execute(
        """
        UPDATE outbox SET done_at = clock_timestamp(), failed = %s
        WHERE id = %s AND claimed_by = %s AND done_at IS NULL RETURNING id
        """,
        (failed, row.id, row.claim),
    )
    return await cursor.fetchone() is not None


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


async def give_back(
    connection: Connection, row: Row, seconds: float, *, in_doubt: bool = False
) -> None:
    """Give a claimed effect back, to be done later; it counts as no attempt.

    `in_doubt` where it may have got through; a doubt that there was before stays.
    """
    await connection.execute(
        """
        UPDATE outbox SET claimed_by = NULL, claimed_at = NULL, attempts = attempts - 1,
          in_doubt = in_doubt OR %s, not_before = clock_timestamp() + make_interval(secs => %s)
        WHERE id = %s AND claimed_by = %s AND done_at IS NULL
        """,
        (in_doubt, seconds, row.id, row.claim),
    )


async def hold(connection: Connection, row: Row) -> bool:
    """Hold on to a claimed effect; False where it has gone to someone else, or is done."""
    cursor = await connection.execute(
        """
        UPDATE outbox SET claimed_at = now()
        WHERE id = %s AND claimed_by = %s AND done_at IS NULL
        """,
        (row.id, row.claim),
    )
    return cursor.rowcount == 1


_DUE = f"""
WITH
  first AS (
    SELECT * FROM outbox WHERE done_at IS NULL AND lane <> 'say' AND {IS_DUE}
    UNION ALL
    SELECT * FROM (
      SELECT DISTINCT ON (coalesce(session_id, candidate_id)) * FROM outbox
      WHERE done_at IS NULL AND lane = 'say' ORDER BY coalesce(session_id, candidate_id), seq
    ) said WHERE {IS_DUE}
  ),
  alone AS (
    SELECT o.id, o.session_id, o.candidate_id, o.lane, o.seq,
      coalesce(o.candidate_id, s.candidate_id) AS person,
      CASE WHEN o.lane = 'say' THEN 'say:' || coalesce(o.session_id, o.candidate_id)
        ELSE 'think:' || o.id END AS lock
    FROM first o LEFT JOIN mock_interview_sessions s ON s.id = o.session_id
    WHERE (o.claimed_at IS NULL
        OR abs(extract(epoch FROM now() - o.claimed_at)) > %(claimed)s)
      AND (o.lane = 'clock' OR o.attempts > 0 OR o.not_before > o.created_at
        OR o.created_at > now()
        OR greatest(o.created_at, o.not_before) < now() - make_interval(secs => %(unclaimed)s))
  ),
  waking AS (
    SELECT a.*, c.team_id, row_number() OVER (PARTITION BY a.person ORDER BY a.seq) AS own
    FROM alone a JOIN candidates c ON c.id = a.person
    WHERE a.lock NOT IN (SELECT lock FROM procrastinate_jobs
      WHERE status = 'todo' AND lock IS NOT NULL AND coalesce(scheduled_at, now()) <= now())
  )
SELECT id, session_id, candidate_id, lane FROM waking
ORDER BY row_number() OVER (PARTITION BY team_id ORDER BY own, seq), seq LIMIT 500
"""


async def due(connection: Connection, *, unclaimed: float, claimed: float) -> Iterable[Due]:
    """What nobody is at work on: due for `unclaimed` seconds, or claimed `claimed` seconds ago.

    What was given back is due at its hour; what a job is on its way to is left to it, so that a
    long queue does not grow by being looked at. Of what is said only the first of each owner
    counts, since the rest waits for it. The order goes round the workspaces, and within one round
    the people.
    """
    cursor = await connection.execute(_DUE.encode(), {"claimed": claimed, "unclaimed": unclaimed})
    return [
        Due(id=row[0], session_id=row[1], candidate_id=row[2], lane=row[3])
        for row in await cursor.fetchall()
    ]


_FORGET = """
DELETE FROM outbox WHERE id IN (
  SELECT o.id FROM outbox o LEFT JOIN mock_interview_sessions s ON s.id = o.session_id
  WHERE o.done_at < now() - make_interval(days => %(days)s)
    AND (s.id IS NULL OR s.phase = 'ended')
  LIMIT %(most)s FOR UPDATE OF o SKIP LOCKED)
"""


async def forget_done(connection: Connection, *, days: int, most: int) -> int:
    """Delete what was done more than `days` ago, but for open interviews, whose keys still count.

    At most `most` rows in a call, so that it never holds up anyone; returns how many.
    """
    cursor = await connection.execute(_FORGET.encode(), {"days": days, "most": most})
    return cursor.rowcount
