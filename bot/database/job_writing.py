"""A job as it is written: left to whoever looks for one, or taken at once by a worker that is here.

Who takes a job writes it as its own: it need not be announced, looked for and marked. It is a row
of the queue all the same, under its lock, which a dead worker's successor finds. Where the lock is
held the job is left to wait behind it. Nothing here performs a job.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from procrastinate.jobs import Job, Status

from bot.database.interviews import Connection

QUEUE = "default"


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a job is to do, under which lock, and the id that it is about."""

    task: str
    lock: str
    id: str


_LEAVE = """
SELECT procrastinate_defer_jobs_v1(array_agg(
  ROW('default', name, 0, lock, NULL, jsonb_build_object('id', id), NULL)
    ::procrastinate_job_to_defer_v1 ORDER BY place))
FROM unnest(%s::text[], %s::text[], %s::text[]) WITH ORDINALITY AS wake (name, lock, id, place)
"""
# The worker's row is held, for one that has been given up for dead may not take anything.
_TAKE = """
WITH wake AS (
  SELECT * FROM unnest(%s::text[], %s::text[], %s::text[]) WITH ORDINALITY
    AS wake (name, lock, id, place)),
worker AS (SELECT id FROM procrastinate_workers WHERE id = %s FOR KEY SHARE),
taken AS (
  INSERT INTO procrastinate_jobs (queue_name, task_name, lock, args, status, worker_id)
  SELECT 'default', name, lock, jsonb_build_object('id', wake.id), 'doing', worker.id
  FROM wake, worker ORDER BY place
  ON CONFLICT (lock) WHERE status = 'doing' DO NOTHING RETURNING id, lock),
rest AS (
  INSERT INTO procrastinate_jobs (queue_name, task_name, lock, args)
  SELECT 'default', name, lock, jsonb_build_object('id', id) FROM wake
  WHERE lock NOT IN (SELECT lock FROM taken) ORDER BY place)
SELECT id, lock FROM taken
"""


async def leave(connection: Connection, work: Sequence[Work]) -> None:
    """Write a job for each, in the caller's transaction: they are announced when it commits."""
    await connection.execute(_LEAVE, _columns(work))


class Taken:
    """Jobs that a worker has written for itself, in a transaction that may not be over yet."""

    def __init__(self, work: Sequence[Work], worker_id: int, written: Any) -> None:
        self._work = {each.lock: each for each in work}
        self._worker_id = worker_id
        self._written = written

    @property
    def locks(self) -> Iterable[str]:
        """The locks of all that were to be taken."""
        return self._work.keys()

    async def jobs(self) -> list[Job]:
        """Those that are the worker's, once they are on record."""
        return [self._job(*row) for row in await self._written.fetchall()]

    def _job(self, job_id: int, lock: str) -> Job:
        work = self._work[lock]
        return Job(
            id=job_id,
            status=Status.DOING.value,
            queue=QUEUE,
            lock=lock,
            queueing_lock=None,
            task_name=work.task,
            task_kwargs={"id": work.id},
            worker_id=self._worker_id,
        )


async def take(connection: Connection, work: Sequence[Work], worker_id: int) -> Taken:
    """Write a job for each, as this worker's wherever its lock is free."""
    written = await connection.execute(_TAKE, (*_columns(work), worker_id))
    return Taken(work, worker_id, written)


def _columns(work: Sequence[Work]) -> tuple[list[str], list[str], list[str]]:
    return [it.task for it in work], [it.lock for it in work], [it.id for it in work]
