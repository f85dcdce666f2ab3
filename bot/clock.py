"""What time brings: effects whose hour has come, and effects that lost their worker.

It only wakes; what is due is in the outbox, so that any number of clocks may tick. What was done
long ago leaves the outbox, and what was worked out of texts, and is remembered of interviews, this
process.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

import structlog
from psycopg_pool import AsyncConnectionPool

from bot.conductor import SayAtDesk, SayInInterview, Think, Wake, WakeUp
from bot.database import outbox
from bot.database.memory import Memory
from interview.effects import Lane
from interview.remembered import FORGOTTEN_AFTER, forget

_log = structlog.get_logger(__name__)

TICK_SECONDS = 1.0
PATIENCE = 2.0
"""Seconds to wait for a connection: a pool that gave up in an outage tries again when asked."""
UNCLAIMED_SECONDS = 2.0
CLAIMED_SECONDS = 60.0
KEPT_DAYS = 7
_TICKS_BETWEEN_CLEARINGS = int(FORGOTTEN_AFTER / TICK_SECONDS)
_MOST_CLEARED = 1_000


class Clock:
    def __init__(
        self, pool: AsyncConnectionPool[Any], wake: Wake, memory: Memory | None = None
    ) -> None:
        self._pool = pool
        self._wake = wake
        self._memory = memory

    async def tick(self, *, unclaimed: float = UNCLAIMED_SECONDS) -> int:
        """Wake what is due and has no one at work on it; returns how many."""
        async with self._pool.connection(timeout=PATIENCE) as connection:
            due = await outbox.due(connection, unclaimed=unclaimed, claimed=CLAIMED_SECONDS)
            wakes = [_wake_up(effect) for effect in due]
            if wakes:
                await self._wake(connection, wakes)
        return len(wakes)

    async def clear(self) -> int:
        """Take what was done long ago out of the outbox, some of it; returns how much."""
        async with self._pool.connection() as connection:
            return await outbox.forget_done(connection, days=KEPT_DAYS, most=_MOST_CLEARED)

    def _forget(self) -> None:
        forget()
        if self._memory is not None:
            self._memory.forget()

    async def run(self, stop: asyncio.Event) -> None:
        """Tick until `stop`; an outage of the database is waited out."""
        until_clearing = 0
        while not stop.is_set():
            try:
                await self.tick()
                until_clearing -= 1
                if until_clearing < 0:
                    self._forget()
                if until_clearing < 0 and await self.clear() < _MOST_CLEARED:
                    until_clearing = _TICKS_BETWEEN_CLEARINGS
            except Exception as failed:
                _log.warning("tick_failed", error=type(failed).__name__)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), TICK_SECONDS)


def _wake_up(due: outbox.Due) -> WakeUp:
    if due.lane != Lane.SAY:
        return Think(due.id)
    if due.session_id is not None:
        return SayInInterview(due.session_id)
    assert due.candidate_id is not None
    return SayAtDesk(due.candidate_id)
