"""The queue's worker: that it stops when it is told to, whenever that is."""

from __future__ import annotations

import asyncio
from uuid import UUID

import pytest

from bot.database.engine import open_pool
from bot.jobs import Jobs


class _Nobody:
    async def speak(self, session_id: UUID) -> None: ...

    async def speak_at_desk(self, candidate_id: UUID) -> None: ...

    async def think(self, effect_id: UUID) -> None: ...


@pytest.mark.parametrize("steps", range(12))
async def test_a_worker_that_is_stopped_while_it_starts_stops(database_url, steps):
    pool = await open_pool(database_url)
    jobs, stop = Jobs(pool), asyncio.Event()
    await jobs.open()
    jobs.employ(_Nobody(), _Nobody())  # type: ignore[arg-type]
    working = asyncio.create_task(jobs.work(stop))
    for _ in range(steps):
        await asyncio.sleep(0)
    stop.set()
    await asyncio.wait_for(working, 10)
    await pool.close()
