"""What time brings: effects whose hour has come, and effects that lost their worker.

It only wakes; what is due is in the outbox, so that any number of clocks may tick.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

import structlog
from psycopg_pool import AsyncConnectionPool

from bot.conductor import SayAtDesk, SayInInterview, Think, Wake, WakeUp
from bot.database import outbox
from interview.effects import Lane

_log = structlog.get_logger(__name__)

TICK_SECONDS = 1.0
UNCLAIMED_SECONDS = 2.0
CLAIMED_SECONDS = 60.0


class Clock:
    def __init__(self, pool: AsyncConnectionPool[Any], wake: Wake) -> None:
        self._pool = pool
        self._wake = wake

    async def tick(self, *, unclaimed: float = UNCLAIMED_SECONDS) -> int:
        """Wake what is due and has no one at work on it; returns how many."""
        async with self._pool.connection() as connection:
            due = await outbox.due(connection, unclaimed=unclaimed, claimed=CLAIMED_SECONDS)
            wakes = [_wake_up(effect) for effect in due]
            if wakes:
                await self._wake(connection, wakes)
        return len(wakes)

    async def run(self, stop: asyncio.Event) -> None:
        """Tick until `stop`; an outage of the database is waited out."""
        while not stop.is_set():
            try:
                await self.tick()
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
