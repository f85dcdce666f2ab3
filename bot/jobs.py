"""Wake-ups: the procrastinate app, its worker kept alive, and the sweeper of dead workers' jobs.

A job carries an id and nothing else; the outbox says what is due. Jobs run at least once, one at a
time for each lock: what an interview says is in order, and what needs the coach runs side by side.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg
import structlog
from procrastinate import App, BaseRetryStrategy, PsycopgConnector, RetryDecision
from procrastinate.connector import Notify
from procrastinate.jobs import DeleteJobCondition, Job
from procrastinate.worker import Worker
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from bot.conductor import SayAtDesk, SayInInterview, Think, WakeUp
from bot.database.interviews import Connection
from bot.owned import Owned
from bot.speaker import Speaker
from bot.thinker import Thinker

_log = structlog.get_logger(__name__)

CONCURRENCY = 256
HEARTBEAT_SECONDS = 1.0
STALE_SECONDS = 5.0
GRACE_SECONDS = 3.0
"""For what is being said at a stop; a review is handed back, since its hold may last longer."""
_POLL_SECONDS = 0.2
_NUDGE_SECONDS = 0.01
_SWEEP_SECONDS = 1.0
_MOST_ATTEMPTS = 5
_ONE_SWEEPER = 7_215_001


class HandBack(BaseRetryStrategy):
    """A job cut off by a stop goes back at once; one that failed is tried again a few times.

    Where it still fails, the outbox scan wakes its effect later: a failed job ends nothing.
    """

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if isinstance(exception, asyncio.CancelledError):
            return RetryDecision(retry_in={"seconds": 0})
        if job.attempts + 1 < _MOST_ATTEMPTS:
            return RetryDecision(retry_in={"seconds": min(2 ** (job.attempts + 1), 60)})
        return None


class _Nudging(PsycopgConnector):
    """PostgreSQL as procrastinate's connector, with a second way to wake the worker listening.

    A worker that is just fetching misses a notification, and the end of a job sends none to the
    next of the same lock: both would wait for the next poll. A nudge shortly after each job, one at
    a time, has the worker look again.
    """

    def __init__(self) -> None:
        super().__init__()
        self._notify: Notify | None = None
        self._pending: asyncio.TimerHandle | None = None
        self._nudges = Owned()

    async def listen_notify(self, on_notification: Notify, channels: Iterable[str]) -> None:
        self._notify = on_notification
        try:
            await super().listen_notify(on_notification, channels)
        finally:
            self._notify = None

    def nudge(self) -> None:
        if self._pending is None and self._notify is not None:
            loop = asyncio.get_running_loop()
            self._pending = loop.call_later(_NUDGE_SECONDS, self._look_again)

    def _look_again(self) -> None:
        self._pending = None
        if self._notify is not None:
            self._nudges.start(self._tell(self._notify))

    async def _tell(self, notify: Notify) -> None:
        await notify(channel="nudge", payload=json.dumps({"type": "job_inserted", "job_id": 0}))


class Jobs:
    """The queue of one process; open while the process runs, with or without a worker."""

    def __init__(self, pool: AsyncConnectionPool[Any]) -> None:
        self._pool = pool
        self._connector = _Nudging()
        self._app = App(connector=self._connector)

    async def open(self) -> None:
        await self._app.open_async(self._pool)

    async def wake(self, connection: Connection, wakes: Sequence[WakeUp]) -> None:
        """Defer a job for each, in the caller's transaction: they start when it commits."""
        for wake in wakes:
            name, lock, argument = _job(wake)
            deferrer = self._app.configure_task(
                name, lock=lock, connection=connection, allow_unknown=True
            )
            await deferrer.defer_async(id=argument)

    def employ(self, speaker: Speaker, thinker: Thinker) -> None:
        """Say who does the work of this process's worker."""

        work: dict[str, Callable[[UUID], Awaitable[None]]] = {
            "say": speaker.speak,
            "say_at_desk": speaker.speak_at_desk,
            "think": thinker.think,
        }
        for name, perform in work.items():
            self._app.task(name=name, retry=HandBack())(
                _reported(name, perform, self._connector.nudge)
            )

    async def work(self, stop: asyncio.Event) -> None:
        """Run the worker and the sweeper until `stop`; a worker that fails is started again."""
        sweeper = asyncio.create_task(self._sweep_until(stop), name="sweeper")
        pause = 0.5
        while not stop.is_set():
            worker = self._hired()
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
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), pause)
            pause = min(pause * 2, 5.0)
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
        )

    async def _sweep_until(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            try:
                swept = await self.sweep()
                if swept:
                    _log.warning("jobs_of_dead_workers", jobs=swept)
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
                _SWEEP, {"before": before, "stale": STALE_SECONDS, "most_attempts": _MOST_ATTEMPTS}
            )
            return [swept[0] for swept in await cursor.fetchall()]


def _reported(
    name: str, perform: Callable[[UUID], Awaitable[None]], at_the_end: Callable[[], None]
) -> Callable[[str], Awaitable[None]]:
    """A job that logs its own failure: an outage in a line, a defect with its traceback."""

    async def job(id: str) -> None:
        try:
            await perform(UUID(id))
        except (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout) as outage:
            _log.warning("job_failed", job=name, id=id, error=type(outage).__name__)
            raise
        except Exception:
            _log.exception("job_defect", job=name, id=id)
            raise
        finally:
            at_the_end()

    return job


_SWEEP = """
WITH dead AS (
  SELECT j.id, j.attempts FROM procrastinate_jobs j
  LEFT JOIN procrastinate_workers w ON w.id = j.worker_id
  WHERE j.status = 'doing' AND (
    w.id IS NULL OR w.last_heartbeat <
      coalesce(%(before)s::timestamptz, now() - make_interval(secs => %(stale)s)))
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
