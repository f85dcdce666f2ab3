"""The end of a job of the queue, on record: by the worker that has the job, and surely.

procrastinate ends a job by its number alone, and tries once. A worker that was presumed dead would
end the job of its successor, whose lock would come free in the middle of its work; and an end that
could not be recorded would leave the job with its worker, and its lock held, while that one lives.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any
from uuid import UUID

from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager
from procrastinate.utils import utcnow

from bot.database.pooled import Pooled

PATIENCE = 15.0
"""Seconds; a worker whose database stays away for longer is replaced, and its jobs are swept."""
_PAUSE = 0.5

_FINISH = """
SELECT procrastinate_finish_job_v1(id, %(status)s, %(delete_job)s)
FROM procrastinate_jobs WHERE id = %(job_id)s AND worker_id = %(worker_id)s AND status = 'doing'
"""
_RETRY = """
SELECT procrastinate_retry_job_v2(
  id, now() + make_interval(secs => %(seconds)s), %(priority)s, %(queue)s, %(lock)s)
FROM procrastinate_jobs WHERE id = %(job_id)s AND worker_id = %(worker_id)s AND status = 'doing'
"""

_END = f"""
{_FINISH} AND NOT EXISTS (SELECT FROM outbox
  WHERE session_id = %(session_id)s AND claimed_by = %(claim)s AND done_at IS NULL)
""".encode()

_UNDER_WAY: ContextVar[tuple[Job, Callable[[int | None], None]] | None] = ContextVar(
    "job", default=None
)


async def end_job(
    connection: Pooled, *, unless: UUID | None = None, of: UUID | None = None
) -> None:
    """End the job that is under way with the transaction, which is the last thing it does.

    Not where the drive `unless` has something more to say in the interview `of`. Outside a job
    nothing happens; what is not on record in the end is ended by the worker, as any job.
    """
    here = _UNDER_WAY.get()
    if here is None:
        return
    job, note = here
    cursor = await connection.execute(
        _END,
        {
            "job_id": job.id,
            "worker_id": job.worker_id,
            "status": Status.SUCCEEDED.value,
            "delete_job": True,
            "session_id": of,
            "claim": unless,
        },
    )

    async def hear(is_on_record: bool) -> None:
        if is_on_record and await cursor.fetchone() is not None:
            note(job.id)

    connection.when_over(hear)


class JobEndings(JobManager):
    """procrastinate's way to jobs, but for how one ends. Raises ConnectorException at last."""

    def __init__(self, connector: Any) -> None:
        super().__init__(connector)
        self._on_record: set[int | None] = set()

    @contextmanager
    def under_way(self, job: Job) -> Iterator[None]:
        """What is done in the block is that job, which `end_job` ends."""
        token = _UNDER_WAY.set((job, self._on_record.add))
        try:
            yield
        finally:
            _UNDER_WAY.reset(token)

    async def finish_job(self, job: Job, status: Status, delete_job: bool) -> None:
        """End a job that is still this worker's; one that is someone else's is left alone."""
        if job.id in self._on_record:
            self._on_record.discard(job.id)
            return
        await self._record(_FINISH, job, status=status.value, delete_job=delete_job)

    async def retry_job(
        self,
        job: Job,
        retry_at: datetime | None = None,
        priority: int | None = None,
        queue: str | None = None,
        lock: str | None = None,
    ) -> None:
        """Hand a job back that is still this worker's, by the clock of the database."""
        seconds = max((retry_at - utcnow()).total_seconds(), 0.0) if retry_at else 0.0
        await self._record(_RETRY, job, seconds=seconds, priority=priority, queue=queue, lock=lock)

    async def _record(self, query: str, job: Job, **arguments: Any) -> None:
        loop = asyncio.get_running_loop()
        until = loop.time() + PATIENCE
        while True:
            try:
                await self.connector.execute_query_async(
                    query=query, job_id=job.id, worker_id=job.worker_id, **arguments
                )
                return
            except ConnectorException:
                if loop.time() > until:
                    raise
            await asyncio.sleep(_PAUSE)
