"""A coach's time: each piece of work in its turn, within its bound, and only while it is wanted."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from psycopg_pool import AsyncConnectionPool

from bot.conductor import Bell
from bot.database import interviews
from bot.database.interviews import Held
from bot.turns import Turns
from interview.coach import CoachGiveUp
from interview.effects import PrepareQuestion, Think
from interview.silence import waits_for_coach
from interview.wanted import is_wanted

_LOOK_SECONDS = 2.0
_Outcome = TypeVar("_Outcome")


class NotWanted(Exception):
    """The interview has moved on, so that nobody waits for the outcome."""


class CoachTime:
    """`seconds` bound one piece of work, the wait for its turn not counted."""

    def __init__(
        self, pool: AsyncConnectionPool[Any], bell: Bell, turns: Turns, *, seconds: float
    ) -> None:
        self._pool = pool
        self._bell = bell
        self._turns = turns
        self._seconds = seconds

    async def spend(
        self, held: Held, effect: Think, work: Callable[[], Awaitable[_Outcome]]
    ) -> _Outcome:
        """The outcome of the work. Raises `NotWanted`; `CoachGiveUp` where it takes too long.

        A coach that hangs is not asked again by itself: the candidate has waited long enough to be
        told, and may choose.
        """
        whose = held.team_id, held.candidate_id
        looks_on = not isinstance(effect, PrepareQuestion) or waits_for_coach(held.interview)
        async with self._turns.turn(whose, ahead=looks_on) as waited:
            if waited:
                await self._check(held, effect)
            try:
                async with asyncio.timeout(self._seconds) as limit:
                    return await self._while_wanted(held, effect, work)
            except TimeoutError:
                if limit.expired():
                    raise CoachGiveUp("no outcome in time") from None
                raise

    async def _while_wanted(
        self, held: Held, effect: Think, work: Callable[[], Awaitable[_Outcome]]
    ) -> _Outcome:
        working = asyncio.ensure_future(work())
        try:
            await asyncio.sleep(0)  # all the time that the rules take in this process
            while not working.done():
                bell = asyncio.ensure_future(self._bell.wait(held.interview.id, _LOOK_SECONDS))
                try:
                    await asyncio.wait({working, bell}, return_when=asyncio.FIRST_COMPLETED)
                finally:
                    bell.cancel()
                if not working.done():
                    await self._check(held, effect)
            return working.result()
        finally:
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)

    async def _check(self, held: Held, effect: Think) -> None:
        async with self._pool.connection() as connection:
            now = await interviews.read(connection, held.interview.id)
        if now is None or not is_wanted(now.interview, effect):
            raise NotWanted
