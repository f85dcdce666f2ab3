"""A connection of this process's pools: psycopg's own, with what its process remembers.

It can be asked to tell how the transaction that is under way ends; it runs no statement itself.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, Self, TypeAlias

import psycopg

from bot.database.memory import Memory

Hear: TypeAlias = Callable[[bool], Awaitable[None]]
"""Hears how a transaction ended: True where it is on record, False where nobody can tell."""


class Pooled(psycopg.AsyncConnection[Any]):
    """`memory` is None where nothing is remembered."""

    memory: Memory | None = None

    def __init__(self, *how: Any, **named: Any) -> None:
        super().__init__(*how, **named)
        self._hearing: list[Hear] | None = None

    @property
    def is_together(self) -> bool:
        """Whether what is executed now is one transaction, whose end can be heard of."""
        return self._hearing is not None

    def when_over(self, hear: Hear) -> None:
        """Call once the transaction is over; never where it was rolled back.

        Who hears may ask for the rows of its statements, and must not raise. Raises RuntimeError
        outside `together`.
        """
        if self._hearing is None:
            raise RuntimeError("no transaction whose end could be heard of")
        self._hearing.append(hear)

    @asynccontextmanager
    async def together(self) -> AsyncGenerator[Self]:
        """What is executed in the block is one transaction, committed at its end.

        Its statements travel together: they set out when a result is read or the block ends, and
        one that fails is heard of only then.
        """
        hearing: list[Hear] = []
        self._hearing = hearing
        is_on_record = False
        try:
            async with self.pipeline():
                yield self
                try:
                    await self.commit()
                except BaseException:
                    await _tell(hearing, False)
                    raise
                is_on_record = True
        finally:
            self._hearing = None
            if is_on_record:
                await _tell(hearing, True)


async def _tell(hearing: list[Hear], is_on_record: bool) -> None:
    for hear in hearing:
        await hear(is_on_record)
