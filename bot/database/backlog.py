"""What the database says is owed to people now; it reads, claims nothing and changes nothing.

What is said or thought about is owed from the moment it was written, however often it has been put
off since; an alarm from its hour on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.database.interviews import Connection
from interview.effects import Lane


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """What one lane owes: how many effects, and for how many seconds the oldest (0: none)."""

    effects: int = 0
    oldest: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """`interviews` are the open ones by phase; `unanswered` is in seconds, 0 where nobody waits.

    A person waits for what is to be said, and in a phase in which the bot is at work; not where a
    coach gave up and the person was told, for then it is their turn.
    """

    lanes: Mapping[Lane, Owed]
    interviews: Mapping[str, int]
    unanswered: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Workforce:
    """How many workers are alive, and how many jobs are with workers that are not."""

    alive: int
    orphaned_jobs: int


_LANES = """
SELECT lane, count(*), max(greatest(extract(epoch FROM clock_timestamp() -
    CASE WHEN lane = 'clock' THEN not_before ELSE created_at END), 0))::float
FROM outbox WHERE done_at IS NULL AND (lane <> 'clock' OR not_before <= now()) GROUP BY lane
"""
_INTERVIEWS = """
WITH unfinished AS (
  SELECT s.*, s.phase IN ('preparing', 'under_review', 'writing_feedback', 'summing_up') AS at_work
  FROM mock_interview_sessions s WHERE s.phase IS NOT NULL AND s.phase <> 'ended'),
waiting AS (
  SELECT phase, at_work, started_at, id, state ->> 'stuck' AS stuck,
    (SELECT min(o.created_at) FROM outbox o WHERE o.session_id = unfinished.id
       AND o.done_at IS NULL AND (o.lane = 'say' OR o.lane = 'think' AND at_work)) AS owed
  FROM unfinished),
since AS (
  SELECT phase, CASE
    WHEN owed IS NOT NULL THEN owed
    WHEN at_work AND stuck IS DISTINCT FROM 'true' THEN coalesce(
      (SELECT max(o.done_at) FROM outbox o WHERE o.session_id = waiting.id), started_at)
    END AS since
  FROM waiting)
SELECT phase, count(*), max(greatest(extract(epoch FROM clock_timestamp() - since), 0))::float
FROM since GROUP BY phase
"""
_WORKFORCE = """
WITH alive AS (
  SELECT id FROM procrastinate_workers
  WHERE last_heartbeat >= now() - make_interval(secs => %(stale)s))
SELECT (SELECT count(*) FROM alive), (SELECT count(*) FROM procrastinate_jobs j
  WHERE j.status = 'doing' AND NOT EXISTS (SELECT FROM alive WHERE alive.id = j.worker_id))
"""


async def backlog(connection: Connection) -> Backlog:
    """What is owed now, by the database's clock."""
    lanes = {lane: Owed() for lane in Lane}
    cursor = await connection.execute(_LANES)
    for lane, effects, oldest in await cursor.fetchall():
        lanes[Lane(lane)] = Owed(effects=effects, oldest=oldest)
    cursor = await connection.execute(_INTERVIEWS)
    found = await cursor.fetchall()
    return Backlog(
        lanes=lanes,
        interviews={phase: count for phase, count, _ in found},
        unanswered=max((waits for _, _, waits in found if waits is not None), default=0.0),
    )


async def workforce(connection: Connection, *, stale: float) -> Workforce:
    """Who is at work; a worker not heard of for `stale` seconds is taken for dead."""
    cursor = await connection.execute(_WORKFORCE, {"stale": stale})
    row = await cursor.fetchone()
    assert row is not None
    return Workforce(alive=row[0], orphaned_jobs=row[1])
