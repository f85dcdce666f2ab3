"""The end of a job of the queue, on record: by the worker that has the job, and surely.

procrastinate ends a job by its number alone, and tries once. A worker that was presumed dead would
end the job of its successor, whose lock would come free in the middle of its work; and an end that
could not be recorded would leave the job with its worker, and its lock held, while that one lives.
"""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any

from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager
from procrastinate.utils import utcnow

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


class JobEndings(JobManager):
    """procrastinate's way to jobs, but for how one ends. Raises ConnectorException at last."""

    async def finish_job(self, job: Job, status: Status, delete_job: bool) -> None:
        """End a job that is still this worker's; one that is someone else's is left alone."""
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
