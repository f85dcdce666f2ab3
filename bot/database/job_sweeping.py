"""Jobs that nobody does, though the queue says so: found, and handed back; it performs none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.database.interviews import Connection

STALE_SECONDS = 5.0
"""How long after its last sign of life a worker is presumed dead."""
MOST_ATTEMPTS = 60
"""For outages and deaths of workers; what brings its worker down is bounded by the outbox."""
_ONE_SWEEPER = 7_215_001

_SWEEP = """
WITH dead AS (
  SELECT j.id, j.attempts FROM procrastinate_jobs j
  LEFT JOIN procrastinate_workers w ON w.id = j.worker_id
  WHERE j.status = 'doing' AND (
    w.id IS NULL OR w.id = ANY(%(former)s) OR w.last_heartbeat <
      coalesce(%(before)s::timestamptz, now() - make_interval(secs => %(stale)s))
    OR w.last_heartbeat > now() + make_interval(secs => %(stale)s)) -- the clock was put back
  ORDER BY j.id FOR UPDATE OF j SKIP LOCKED)
SELECT id, CASE WHEN attempts + 1 >= %(most_attempts)s
  THEN procrastinate_finish_job_v1(id, 'failed', true)::text
  ELSE procrastinate_retry_job_v2(id, now(), NULL, NULL, NULL)::text END FROM dead
"""
_OF_WORKER = "SELECT id, lock FROM procrastinate_jobs WHERE status = 'doing' AND worker_id = %s"
_HAND_BACK = """
SELECT procrastinate_retry_job_v2(id, now(), NULL, NULL, NULL) FROM procrastinate_jobs
WHERE id = ANY(%s) AND status = 'doing' AND worker_id = %s
"""
_OTHERS = """
SELECT EXISTS (SELECT FROM procrastinate_workers
  WHERE id <> %s AND last_heartbeat > now() - make_interval(secs => %s))
"""


async def sweep(
    connection: Connection, former: Sequence[int], before: datetime | None = None
) -> list[int]:
    """Hand back the jobs of workers last heard of `before` then, and of `former` ones.

    Without `before`: of those that have not been heard of for `STALE_SECONDS`. One sweeper at a
    time; a job that has died too often for good is left to the outbox scan.
    """
    cursor = await connection.execute("SELECT pg_try_advisory_xact_lock(%s)", (_ONE_SWEEPER,))
    row = await cursor.fetchone()
    if row is None or not row[0]:
        return []
    cursor = await connection.execute(
        _SWEEP,
        {
            "before": before,
            "stale": STALE_SECONDS,
            "most_attempts": MOST_ATTEMPTS,
            "former": list(former),
        },
    )
    return [swept[0] for swept in await cursor.fetchall()]


async def of_worker(connection: Connection, worker_id: int) -> dict[int, str]:
    """The jobs that are this worker's by the database's word, with their locks."""
    cursor = await connection.execute(_OF_WORKER, (worker_id,))
    return dict(await cursor.fetchall())


async def hand_back(connection: Connection, jobs: Sequence[int], worker_id: int) -> None:
    """Have jobs done by whoever comes first, where they are still this worker's."""
    await connection.execute(_HAND_BACK, (list(jobs), worker_id))


async def is_alone(connection: Connection, worker_id: int) -> bool:
    """Whether no other worker has been heard of lately."""
    cursor = await connection.execute(_OTHERS, (worker_id, STALE_SECONDS))
    row = await cursor.fetchone()
    return row is not None and not row[0]
