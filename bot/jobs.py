"""Wake-ups: the procrastinate app, its worker kept alive, and the sweeper of dead workers' jobs.

A job carries an id and nothing else; the outbox says what is due. Jobs run at least once, one at a
time for each lock: what an interview says is in order, and what needs the coach runs side by side.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, nullcontext, suppress
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

import psycopg
import structlog
from procrastinate import App, BaseRetryStrategy, JobContext, PsycopgConnector, RetryDecision
from procrastinate.jobs import DeleteJobCondition, Job
from procrastinate.worker import Worker
from psycopg.rows import DictRow, dict_row
from psycopg_pool import AsyncConnectionPool, PoolTimeout
from structlog.contextvars import bound_contextvars

from bot.conductor import SayAtDesk, SayInInterview, Think, WakeUp
from bot.database import drives, job_sweeping, job_writing
from bot.database.drives import Claim
from bot.database.engine import lone
from bot.database.interviews import Connection
from bot.database.job_endings import PATIENCE
from bot.database.job_fetching import LOOK_SECONDS, JobFetching
from bot.database.job_sweeping import MOST_ATTEMPTS, STALE_SECONDS
from bot.database.job_writing import Work
from bot.database.pooled import Pooled
from bot.speaker import Speaker
from bot.thinker import Thinker

_log = structlog.get_logger(__name__)

CONCURRENCY = 256
HEARTBEAT_SECONDS = 1.0
GRACE_SECONDS = 3.0
"""For what is being said at a stop; a review is handed back, since its hold may last longer."""
SHARE = 8
"""How many jobs a worker takes for itself at a time where another is there to do some."""
_SWEEP_SECONDS = 1.0
LOST_SECONDS = PATIENCE + 5.0
"""How long a job may be this worker's without its being at work on it, or on recording its end."""
_LONGEST_RESTART_PAUSE = 2.0
_MOST_DEFECTS = 5
_OUTAGES = (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout)
_ABOUT = {"say": "session", "say_at_desk": "candidate", "think": "effect"}
"""Whose id a job carries, by its task."""


class HandBack(BaseRetryStrategy):
    """A job cut off by a stop goes back at once, one by an outage after a second, others later.

    What waits to be tried again holds up what is behind it on its lock, so it never waits for long.
    Where it still fails, the outbox scan wakes its effect later: a failed job ends nothing.
    """

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if isinstance(exception, asyncio.CancelledError):
            return RetryDecision(retry_in={"seconds": 0})
        if isinstance(exception, _OUTAGES):
            again = job.attempts + 1 < MOST_ATTEMPTS
            return RetryDecision(retry_in={"seconds": 1}) if again else None
        if job.attempts + 1 < _MOST_DEFECTS:
            return RetryDecision(retry_in={"seconds": 2 ** (job.attempts + 1)})
        return None


class _Queue(PsycopgConnector):
    """PostgreSQL as procrastinate's connector; what it asks without a connection is asked alone."""

    @asynccontextmanager
    async def _get_cursor(
        self, connection: psycopg.AsyncConnection[Any] | None = None
    ) -> AsyncGenerator[psycopg.AsyncCursor[DictRow]]:
        async with (
            nullcontext(connection) if connection else lone(self.pool) as its_own,
            its_own.cursor(row_factory=dict_row) as cursor,
        ):
            yield cursor


class _Quiet(Worker):
    """A worker of which nothing is logged, so that nothing need be gathered for that."""

    def _log_extra(self, *_of: Any, **_what: Any) -> dict[str, Any]:
        return {}


class Jobs:
    """The queue of one process; open while the process runs, with or without a worker."""

    def __init__(self, pool: AsyncConnectionPool[Any]) -> None:
        self._pool = pool
        connector = _Queue()
        self._app = App(connector=connector)
        self._app.job_manager = self._fetching = JobFetching(connector)
        self._worker: Worker | None = None
        self._at_work: set[int | None] = set()
        self._unknown: dict[int, float] = {}
        self._doubted: set[str] = set()
        self._ahead: dict[int | None, Claim] = {}
        self._former: list[int] = []
        self._most_taken = 0
        self._stop = asyncio.Event()

    async def open(self) -> None:
        await self._app.open_async(self._pool)

    async def wake(self, connection: Connection, wakes: Sequence[WakeUp]) -> None:
        """Write a job for each, in the caller's transaction: they start when it commits.

        This process's own worker takes them there and then, where it has room for more.
        """
        if not wakes:
            return
        work = [_work(wake) for wake in wakes]
        worker_id = self._taker()
        if worker_id is None or not isinstance(connection, Pooled) or not connection.is_together:
            await job_writing.leave(connection, work)
        else:
            taken = await job_writing.take(connection, work, worker_id)
            connection.when_over(partial(self._begin, taken))

    def _taker(self) -> int | None:
        """The worker that takes what is written now, None where it would be left to others."""
        busy = len(self._at_work) + len(self._fetching.waiting)
        if self._worker is None or self._stop.is_set() or busy >= self._most_taken:
            return None
        return self._worker.worker_id

    async def _begin(self, taken: job_writing.Taken, is_on_record: bool) -> None:
        if is_on_record:
            jobs = await taken.jobs()
            self._ahead.update((job.id, ahead) for job, ahead in jobs if ahead is not None)
            await self._fetching.give(job for job, _ in jobs)
        else:
            self._doubted.update(taken.locks)

    def employ(self, speaker: Speaker, thinker: Thinker) -> None:
        """Say who does the work of this process's worker."""

        work: dict[str, Callable[[UUID, Claim | None], Awaitable[None]]] = {
            "say": speaker.speak,
            "say_at_desk": lambda candidate_id, _: speaker.speak_at_desk(candidate_id),
            "think": thinker.think,
        }
        for name, perform in work.items():
            task = self._app.task(name=name, retry=HandBack(), pass_context=True)
            task(_reported(_ABOUT[name], perform, self._begun))

    async def work(self, stop: asyncio.Event) -> None:
        """Run the worker and the sweeper until `stop`; a worker that fails is started again."""
        self._stop = stop
        sweeper = asyncio.create_task(self._sweep_until(stop), name="sweeper")
        pause = 0.5
        while not stop.is_set():
            worker = self._worker = self._hired()
            running = asyncio.create_task(worker.run(), name="worker")
            stopping = asyncio.create_task(stop.wait())
            await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
            stopping.cancel()
            if stop.is_set():
                # Told, not cancelled: a worker that is cancelled while it registers can go on as if
                # nothing had been said. Its first step forgets earlier stops, so let it take that.
                await asyncio.sleep(0)
                worker.stop()
                with suppress(Exception):
                    await running
                break
            _log.error("worker_exited", error=type(running.exception()).__name__)
            if worker.worker_id is not None:
                # It could not take its leave of the database; none of its jobs runs any more.
                self._former.append(worker.worker_id)
            self._worker = None
            self._ahead.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), pause)
            pause = min(pause * 2, _LONGEST_RESTART_PAUSE)
        await sweeper

    def _hired(self) -> Worker:
        return _Quiet(
            self._app,
            concurrency=CONCURRENCY,
            install_signal_handlers=False,
            fetch_job_polling_interval=LOOK_SECONDS,
            update_heartbeat_interval=HEARTBEAT_SECONDS,
            stalled_worker_timeout=STALE_SECONDS,
            shutdown_graceful_timeout=GRACE_SECONDS,
            delete_jobs=DeleteJobCondition.ALWAYS,
            worker_middleware=[self._noted],
        )

    async def _noted(
        self, perform: Callable[[], Awaitable[Any]], context: JobContext, worker: Worker
    ) -> Any:
        """Do a job, and know meanwhile that it is being done."""
        self._at_work.add(context.job.id)
        try:
            with self._fetching.under_way(context.job):
                return await perform()
        finally:
            self._at_work.discard(context.job.id)

    async def _begun(self, job: Job) -> Claim | None:
        """What was claimed for the job as it was written, with its interview as it stands."""
        ahead = self._ahead.pop(job.id, None)
        if ahead is None or drives.is_fresh(ahead):
            return ahead
        async with lone(self._pool) as connection:
            return await drives.still(connection, ahead)

    async def _sweep_until(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            try:
                swept = await self.sweep()
                if swept:
                    _log.warning("jobs_of_dead_workers", jobs=swept)
                lost = await self._hand_back_lost()
                if lost:
                    _log.warning("jobs_lost", jobs=lost)
            except Exception as failed:
                _log.warning("sweep_failed", error=type(failed).__name__)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), _SWEEP_SECONDS)

    async def sweep(self, before: datetime | None = None) -> list[int]:
        """Hand back the jobs of dead workers; returns their ids. `before` as of `job_sweeping`."""
        async with self._pool.connection() as connection:
            return await job_sweeping.sweep(connection, self._former, before)

    async def _hand_back_lost(self) -> list[int]:
        """Hand back the jobs that are this worker's by the database's word, and that it has not.

        Such as one whose end was lost, with a server that had recorded it and was replaced. One
        that was taken by a transaction of which nobody knows the end is not waited for. Where
        no other worker is to be seen, this one takes all there is, else a share.
        """
        worker_id = self._worker.worker_id if self._worker is not None else None
        if worker_id is None:
            return []
        now, doubted = asyncio.get_running_loop().time(), self._doubted
        self._doubted = set()
        async with self._pool.connection() as connection:
            ours = await job_sweeping.of_worker(connection, worker_id)
            unknown = ours.keys() - self._at_work - self._fetching.waiting
            self._unknown = {job: self._unknown.get(job, now) for job in unknown}
            lost = [
                job
                for job, since in self._unknown.items()
                if now - since > LOST_SECONDS or ours[job] in doubted
            ]
            if lost:
                await job_sweeping.hand_back(connection, lost, worker_id)
            alone = await job_sweeping.is_alone(connection, worker_id)
        self._most_taken = CONCURRENCY if alone else SHARE
        return lost


def _reported(
    about: str,
    perform: Callable[[UUID, Claim | None], Awaitable[None]],
    begun: Callable[[Job], Awaitable[Claim | None]],
) -> Callable[[JobContext, str], Awaitable[None]]:
    """A job that logs its own failure: an outage in a line, a defect with its traceback.

    Whatever anyone logs in it bears its id, and the id of what it is `about`.
    """

    async def job(context: JobContext, id: str) -> None:
        with bound_contextvars(job=context.job.id, **{about: id}):
            try:
                await perform(UUID(id), await begun(context.job))
            except _OUTAGES as outage:
                _log.warning("job_failed", error=type(outage).__name__)
                raise
            except Exception:
                _log.exception("job_defect")
                raise

    return job


def _work(wake: WakeUp) -> Work:
    match wake:
        case SayInInterview(session_id=session_id, held=held):
            return Work(task="say", lock=f"say:{session_id}", id=str(session_id), held=held)
        case SayAtDesk(candidate_id=candidate_id):
            return Work(task="say_at_desk", lock=f"say:{candidate_id}", id=str(candidate_id))
        case Think(effect_id=effect_id, held=held):
            return Work(task="think", lock=f"think:{effect_id}", id=str(effect_id), held=held)
