"""A job as it is written: left to whoever looks for one, or taken at once by a worker that is here.

Who takes a job writes it as its own: it need not be announced, looked for and marked, and what it
is to perform is claimed along with it. It is a row of the queue all the same, under its lock, which
a dead worker's successor finds. Where the lock is held the job is left to wait behind it. Nothing
here performs a job.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from procrastinate.jobs import Job, Status

from bot.database.drives import Claim
from bot.database.interviews import Connection, Cursor, Held
from bot.database.outbox import CLAIMED, IS_DUE, RETURNING, claimed

QUEUE = "default"


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a job is to do, under which lock, and the id that it is about.

    `held` is the interview as it will be when the transaction is over: where that is known, the
    effect is claimed ahead, in the name `claim`.
    """

    task: str
    lock: str
    id: str
    held: Held | None = None
    claim: UUID = field(default_factory=uuid4)


_LEAVE = """
SELECT procrastinate_defer_jobs_v1(array_agg(
  ROW('default', name, 0, lock, NULL, jsonb_build_object('id', id), NULL)
    ::procrastinate_job_to_defer_v1 ORDER BY place))
FROM unnest(%s::text[], %s::text[], %s::text[]) WITH ORDINALITY AS wake (name, lock, id, place)
"""
# The worker's row is held, for one that has been given up for dead may not take anything.
_TAKE = f"""
WITH wake AS (
  SELECT * FROM unnest(%(names)s::text[], %(locks)s::text[], %(ids)s::text[], %(claims)s::uuid[])
    WITH ORDINALITY AS wake (name, lock, id, claim, place)),
worker AS (SELECT id FROM procrastinate_workers WHERE id = %(worker)s FOR KEY SHARE),
taken AS (
  INSERT INTO procrastinate_jobs (queue_name, task_name, lock, args, status, worker_id)
  SELECT 'default', name, lock, jsonb_build_object('id', wake.id), 'doing', worker.id
  FROM wake, worker ORDER BY place
  ON CONFLICT (lock) WHERE status = 'doing' DO NOTHING RETURNING id, lock),
rest AS (
  INSERT INTO procrastinate_jobs (queue_name, task_name, lock, args)
  SELECT 'default', name, lock, jsonb_build_object('id', id) FROM wake
  WHERE lock NOT IN (SELECT lock FROM taken) ORDER BY place),
first AS (
  SELECT wake.lock, wake.claim, effect.id FROM taken
  JOIN wake ON wake.lock = taken.lock AND wake.claim IS NOT NULL
  CROSS JOIN LATERAL (
    (SELECT id, {IS_DUE} AS due FROM outbox
      WHERE wake.name = 'say' AND session_id = wake.id::uuid AND lane = 'say' AND done_at IS NULL
      ORDER BY seq LIMIT 1)
    UNION ALL
    SELECT id, {IS_DUE} AS due FROM outbox
      WHERE wake.name = 'think' AND outbox.id = wake.id::uuid AND done_at IS NULL
  ) effect WHERE effect.due),
claimed AS ({CLAIMED.format(claim="first.claim")} FROM first WHERE o.id = first.id
  {RETURNING}, first.lock)
SELECT taken.id, taken.lock, claimed.* FROM taken LEFT JOIN claimed ON claimed.lock = taken.lock
""".encode()


async def leave(connection: Connection, work: Sequence[Work]) -> None:
    """Write a job for each, in the caller's transaction: they are announced when it commits."""
    await connection.execute(_LEAVE, _columns(work))


class Taken:
    """Jobs that a worker has written for itself, in a transaction that may not be over yet."""

    def __init__(self, work: Sequence[Work], worker_id: int, written: Cursor, since: float) -> None:
        self._work = {each.lock: each for each in work}
        self._worker_id = worker_id
        self._written = written
        self._since = since

    @property
    def locks(self) -> Iterable[str]:
        """The locks of all that were to be taken."""
        return self._work.keys()

    async def jobs(self) -> list[tuple[Job, Claim | None]]:
        """Those that are the worker's, once they are on record, with what was claimed ahead."""
        return [self._job(*row) for row in await self._written.fetchall()]

    def _job(self, job_id: int, lock: str, *effect: Any) -> tuple[Job, Claim | None]:
        work = self._work[lock]
        job = Job(
            id=job_id,
            status=Status.DOING.value,
            queue=QUEUE,
            lock=lock,
            queueing_lock=None,
            task_name=work.task,
            task_kwargs={"id": work.id},
            worker_id=self._worker_id,
        )
        if effect[0] is None or work.held is None:
            return job, None
        return job, (claimed(effect, work.claim, self._since), work.held)


async def take(connection: Connection, work: Sequence[Work], worker_id: int) -> Taken:
    """Write a job for each, as this worker's wherever its lock is free."""
    since = time.monotonic()
    names, locks, ids = _columns(work)
    claims = [it.claim if it.held is not None else None for it in work]
    written = await connection.execute(
        _TAKE,
        {"names": names, "locks": locks, "ids": ids, "claims": claims, "worker": worker_id},
    )
    return Taken(work, worker_id, written, since)


def _columns(work: Sequence[Work]) -> tuple[list[str], list[str], list[str]]:
    return [it.task for it in work], [it.lock for it in work], [it.id for it in work]
