"""Who may do what is scarce, and in which order: no workspace and no person starves another.

It knows nothing of coaches or effects: only whose they are.
"""

from __future__ import annotations

import asyncio
from collections import Counter, OrderedDict, deque
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import TypeAlias
from uuid import UUID

Whose: TypeAlias = tuple[str, UUID]
"""The workspace and the candidate."""


class NoSeat(Exception):
    """The workspace or the person has as much under way as may be at once."""


@dataclass(slots=True)
class _Line:
    """Those of one workspace who wait, by person; each person has their turn before a second."""

    people: OrderedDict[UUID, deque[asyncio.Future[None]]] = field(default_factory=OrderedDict)

    def add(self, person: UUID, waiting: asyncio.Future[None], *, ahead: bool) -> None:
        theirs = self.people.setdefault(person, deque())
        theirs.appendleft(waiting) if ahead else theirs.append(waiting)

    def next(self) -> asyncio.Future[None]:
        person, theirs = self.people.popitem(last=False)
        first = theirs.popleft()
        if theirs:
            self.people[person] = theirs
        return first


class Turns:
    """`most` work at once; `seats` is how much one process has room for, waiting included.

    Of the seats one workspace may hold three quarters and one person eight, so that there is room
    for the next. Turns go round the workspaces, and within one round its people.
    """

    def __init__(self, *, most: int, seats: int, seats_a_person: int = 8) -> None:
        self._free = most
        self._seats_a_workspace = seats * 3 // 4
        self._seats_a_person = seats_a_person
        self._seated: Counter[str | UUID] = Counter()
        self._lines: OrderedDict[str, _Line] = OrderedDict()

    @contextmanager
    def seat(self, whose: Whose) -> Iterator[None]:
        """Hold a seat within the block. Raises `NoSeat` at once where none is left for them."""
        team, person = whose
        if (
            self._seated[team] >= self._seats_a_workspace
            or self._seated[person] >= self._seats_a_person
        ):
            raise NoSeat
        self._seated.update(whose)
        try:
            yield
        finally:
            self._seated.subtract(whose)
            self._seated = +self._seated

    @asynccontextmanager
    async def turn(self, whose: Whose, *, ahead: bool = False) -> AsyncIterator[bool]:
        """Work within the block, once it is their turn; gives whether that had to be waited for.

        `ahead` goes before what waits for the same person: they look on.
        """
        waits = self._free <= 0
        await self._wait(whose, ahead=ahead)
        try:
            yield waits
        finally:
            self._pass_on()

    async def _wait(self, whose: Whose, *, ahead: bool) -> None:
        if self._free > 0:
            self._free -= 1
            return
        team, person = whose
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._lines.setdefault(team, _Line()).add(person, mine, ahead=ahead)
        try:
            await mine
        except asyncio.CancelledError:
            if mine.done() and not mine.cancelled():
                self._pass_on()
            raise

    def _pass_on(self) -> None:
        """Give the turn to the next who still waits."""
        while self._lines:
            team, line = self._lines.popitem(last=False)
            waiting = line.next()
            if line.people:
                self._lines[team] = line
            if not waiting.done():
                waiting.set_result(None)
                return
        self._free += 1


class OneAtATime:
    """What one person causes happens one thing after another, and holds up nobody else.

    A flood of one person's would otherwise hold every connection while it waits for one row.
    """

    def __init__(self) -> None:
        self._locks: dict[str, tuple[asyncio.Lock, int]] = {}

    @asynccontextmanager
    async def alone(self, who: str) -> AsyncIterator[None]:
        lock, waiting = self._locks.get(who, (asyncio.Lock(), 0))
        self._locks[who] = lock, waiting + 1
        try:
            async with lock:
                yield
        finally:
            lock, waiting = self._locks[who]
            if waiting > 1:
                self._locks[who] = lock, waiting - 1
            else:
                del self._locks[who]
