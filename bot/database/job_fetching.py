"""How a worker looks for jobs: as often as one was announced, and again where one was missed.

procrastinate looks once more after each job it finds, forgets what is announced while it looks,
and lets a job that waited behind a lock wait for the next poll. What its worker took when it was
written need not be looked for at all. It decides nothing about jobs.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from procrastinate.jobs import Job, Notification, Status
from procrastinate.manager import NotificationCallback

from bot.database.job_endings import JobEndings

LOOK_SECONDS = 0.2
"""How long nobody may look for jobs that were not announced, such as one that is to be retried."""


class JobFetching(JobEndings):
    """The way to jobs of one worker at a time."""

    def __init__(self, connector: Any) -> None:
        super().__init__(connector)
        self._tell: NotificationCallback | None = None
        self._announced = 0
        self._is_enough = False
        self._missed = False
        self._taken: deque[Job] = deque()
        self._looked = 0.0

    @property
    def waiting(self) -> set[int | None]:
        """The ids of the jobs that were given and not yet fetched."""
        return {job.id for job in self._taken}

    async def give(self, jobs: Iterable[Job]) -> None:
        """Jobs that are the worker's already; one that is not there any more does none of them."""
        self._taken.extend(jobs)
        await self._call()

    async def listen_for_jobs(
        self, *, on_notification: NotificationCallback, queues: Iterable[str] | None = None
    ) -> None:
        async def tell(*, channel: str, notification: Notification) -> None:
            self._announced += notification["type"] == "job_inserted"
            await on_notification(channel=channel, notification=notification)

        self._tell = on_notification
        try:
            await super().listen_for_jobs(on_notification=tell, queues=queues)
        finally:
            self._tell = None

    async def fetch_job(self, queues: Iterable[str] | None, worker_id: int) -> Job | None:
        """The next job; None where there is none, or none was announced besides the last one.

        A poll, where nothing was announced, goes on until there is none.
        """
        while self._taken:
            mine = self._taken.popleft()
            if mine.worker_id == worker_id:
                self._is_enough = time.monotonic() - self._looked < LOOK_SECONDS
                return mine
        is_enough, self._is_enough = self._is_enough, False
        if is_enough and not self._announced:
            return None
        while True:
            self._looked = time.monotonic()
            announced, self._announced = self._announced, 0
            job = await super().fetch_job(queues, worker_id)
            if job is not None:
                self._announced += max(announced - 1, 0)
                self._is_enough = announced > 0 and self._announced == 0
                return job
            # It is behind a lock, or another worker has it.
            self._missed = self._missed or announced > 0
            if self._taken:
                return await self.fetch_job(queues, worker_id)
            if not self._announced:
                return None

    async def finish_job(self, job: Job, status: Status, delete_job: bool) -> None:
        """Record it; what was missed may have waited for this, and is looked for at once."""
        await super().finish_job(job, status, delete_job)
        if self._missed and self._tell is not None:
            self._missed = False
            await self._call()

    async def _call(self) -> None:
        """Have the worker look; one that is not listening yet looks by itself."""
        if self._tell is not None:
            with suppress(Exception):
                await self._tell(channel="", notification={"type": "job_inserted", "job_id": 0})
