"""Wake-ups: the procrastinate app, its worker kept alive, and the sweeper of dead workers' jobs.

A job carries an id and nothing else; the outbox says what is due. Jobs run at least once, one at a
time for each lock: what an interview says is in order, and what needs the coach runs side by side.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, nullcontext, suppress
from datetime import datetime
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
from bot.database.engine import lone
from bot.database.interviews import Connection
from bot.database.job_endings import PATIENCE
from bot.database.job_fetching import JobFetching
from bot.speaker import Speaker
from bot.thinker import Thinker

_log = structlog.get_logger(__name__)

CONCURRENCY = 256
HEARTBEAT_SECONDS = 1.0
STALE_SECONDS = 5.0
GRACE_SECONDS = 3.0
"""For what is being said at a stop; a review is handed back, since its hold may last longer."""
_POLL_SECONDS = 0.2
_SWEEP_SECONDS = 1.0
LOST_SECONDS = PATIENCE + 5.0
"""How long a job may be this worker's without its being at work on it, or on recording its end."""
_LONGEST_RESTART_PAUSE = 2.0
_MOST_DEFECTS = 5
_MOST_ATTEMPTS = 60
"""For outages and deaths of workers; what brings its worker down is bounded by the outbox."""
_OUTAGES = (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout)
_ONE_SWEEPER = 7_215_001
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
            again = job.attempts + 1 < _MOST_ATTEMPTS
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


class Jobs:
    """The queue of one process; open while the process runs, with or without a worker."""

    def __init__(self, pool: AsyncConnectionPool[Any]) -> None:
        self._pool = pool
        connector = _Queue()
        self._app = App(connector=connector)
        self._app.job_manager = JobFetching(connector)
        self._worker: Worker | None = None
        self._at_work: set[int | None] = set()
        self._unknown: dict[int, float] = {}
        self._former: list[int] = []

    async def open(self) -> None:
        await self._app.open_async(self._pool)

    async def wake(self, connection: Connection, wakes: Sequence[WakeUp]) -> None:
        """Defer a job for each, in the caller's transaction: they start when it commits."""
        if wakes:
            names, locks, ids = zip(*map(_job, wakes), strict=True)
            await connection.execute(_DEFER, (list(names), list(locks), list(ids)))

    def employ(self, speaker: Speaker, thinker: Thinker) -> None:
        """Say who does the work of this process's worker."""

        work: dict[str, Callable[[UUID], Awaitable[None]]] = {
            "say": speaker.speak,
            "say_at_desk": speaker.speak_at_desk,
            "think": thinker.think,
        }
        for name, perform in work.items():
            task = self._app.task(name=name, retry=HandBack(), pass_context=True)
            task(_reported(_ABOUT[name], perform))

    async def work(self, stop: asyncio.Event) -> None:
        """Run the worker and the sweeper until `stop`; a worker that fails is started again."""
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
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), pause)
            pause = min(pause * 2, _LONGEST_RESTART_PAUSE)
        await sweeper

    def _hired(self) -> Worker:
        return Worker(
            self._app,
            concurrency=CONCURRENCY,
            install_signal_handlers=False,
            fetch_job_polling_interval=_POLL_SECONDS,
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
            return await perform()
        finally:
            self._at_work.discard(context.job.id)

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
        """Hand back the jobs of workers last heard of `before` then; returns their ids.

        Without `before`: of those that have not been heard of for `STALE_SECONDS`. One sweeper at
        a time; a job that has died too often for good is left to the outbox scan.
        """
        async with self._pool.connection() as connection:
            cursor = await connection.execute(
                "SELECT pg_try_advisory_xact_lock(%s)", (_ONE_SWEEPER,)
            )
            row = await cursor.fetchone()
            if row is None or not row[0]:
                return []
            cursor = await connection.execute(
                _SWEEP,
                {
                    "before": before,
                    "stale": STALE_SECONDS,
                    "most_attempts": _MOST_ATTEMPTS,
                    "former": self._former,
                },
            )
            return [swept[0] for swept in await cursor.fetchall()]

    async def _hand_back_lost(self) -> list[int]:
        """Hand back the jobs that are this worker's by the database's word, and that it has not.

        Such as one whose end was lost, with a server that had recorded it and was replaced.
        """
        if self._worker is None or self._worker.worker_id is None:
            return []
        now = asyncio.get_running_loop().time()
        async with self._pool.connection() as connection:
            cursor = await connection.execute(_OURS, (self._worker.worker_id,))
            unknown = {row[0] for row in await cursor.fetchall()} - self._at_work
            self._unknown = {job: self._unknown.get(job, now) for job in unknown}
            lost = [job for job, since in self._unknown.items() if now - since > LOST_SECONDS]
            if lost:
                await connection.execute(_HAND_BACK, (lost, self._worker.worker_id))
        return lost


def _reported(
    about: str, perform: Callable[[UUID], Awaitable[None]]
) -> Callable[[JobContext, str], Awaitable[None]]:
    """A job that logs its own failure: an outage in a line, a defect with its traceback.

    Whatever anyone logs in it bears its id, and the id of what it is `about`.
    """

    async def job(context: JobContext, id: str) -> None:
        with bound_contextvars(job=context.job.id, **{about: id}):
            try:
                await perform(UUID(id))
            except _OUTAGES as outage:
                _log.warning("job_failed", error=type(outage).__name__)
                raise
            except Exception:
                _log.exception("job_defect")
                raise

    return job


_DEFER = """
SELECT procrastinate_defer_jobs_v1(array_agg(
  ROW('default', name, 0, lock, NULL, jsonb_build_object('id', id), NULL)
    ::procrastinate_job_to_defer_v1 ORDER BY place))
FROM unnest(%s::text[], %s::text[], %s::text[]) WITH ORDINALITY AS wake (name, lock, id, place)
"""
_OURS = "SELECT id FROM procrastinate_jobs WHERE status = 'doing' AND worker_id = %s"
_HAND_BACK = """
SELECT procrastinate_retry_job_v2(id, now(), NULL, NULL, NULL) FROM procrastinate_jobs
WHERE id = ANY(%s) AND status = 'doing' AND worker_id = %s
"""
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


def _job(wake: WakeUp) -> tuple[str, str, str]:
    match wake:
        case SayInInterview(session_id=session_id):
            return "say", f"say:{session_id}", str(session_id)
        case SayAtDesk(candidate_id=candidate_id):
            return "say_at_desk", f"say:{candidate_id}", str(candidate_id)
        case Think(effect_id=effect_id):
            return "think", f"think:{effect_id}", str(effect_id)
