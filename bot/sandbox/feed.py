"""Tells pages and tests what changed, in one numbered order; keeps no messages itself."""

import asyncio
from collections import deque
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple, TypeVar

T = TypeVar("T")

BACKLOG = 5_000
"""Changes that a page which was away can still catch up with."""


class WaitedInVainError(AssertionError):
    """What a test waited for did not come; the message is a transcript of what did."""


class Change(NamedTuple):
    audience: frozenset[str] | None
    """The people who may see it; None means everyone."""
    body: dict[str, Any]

    def is_for(self, user: str | None) -> bool:
        """Whether `user` may see it; nobody in particular (None) sees everything."""
        return self.audience is None or user is None or user in self.audience


class Feed:
    """A numbered stream of changes, and a bell that rings at each.

    Given a first number that grows with time, the numbers rise over restarts, with a leap by which
    a page sees that what it knows is of an earlier run.
    """

    def __init__(self, first_seq: int = 0) -> None:
        self.seq = first_seq
        self._backlog: deque[Change] = deque(maxlen=BACKLOG)
        self._readers: dict[asyncio.Queue[dict[str, Any] | None], str | None] = {}
        self._bell = asyncio.Event()

    def push(self, kind: str, audience: Collection[str] | None, **fields: Any) -> None:
        """Appends a change and sends it to whoever may see it."""
        self.seq += 1
        seen_by = None if audience is None else frozenset(audience)
        change = Change(seen_by, {"seq": self.seq, "type": kind, **fields})
        self._backlog.append(change)
        for reader, user in self._readers.items():
            if change.is_for(user):
                reader.put_nowait(change.body)
        self.ring()

    def changes(self) -> list[Change]:
        """The newest changes, oldest first."""
        return list(self._backlog)

    def ring(self) -> None:
        """Wakes everyone who waits for something to be true."""
        bell, self._bell = self._bell, asyncio.Event()
        bell.set()

    @contextmanager
    def reader(
        self, user: str | None, after: int
    ) -> Iterator[asyncio.Queue[dict[str, Any] | None]]:
        """A queue of what `user` may see after the number `after`, and of all that follows.

        For None that is everything, whoever may see it.

        None in it says that there will be no more.
        """
        queue: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue()
        for change in self._backlog:
            if change.body["seq"] > after and change.is_for(user):
                queue.put_nowait(change.body)
        self._readers[queue] = user
        try:
            yield queue
        finally:
            del self._readers[queue]

    def close(self) -> None:
        """Tells every reader that there will be no more."""
        for reader in self._readers:
            reader.put_nowait(None)

    async def until(
        self, predicate: Callable[[], T], timeout: float, transcript: Callable[[], str]
    ) -> T:
        """The first true value of `predicate`, asked again after every change.

        Raises WaitedInVainError with the transcript after `timeout` seconds.
        """
        deadline = asyncio.get_running_loop().time() + timeout
        while True:
            bell = self._bell
            found = predicate()
            if found:
                return found
            left = deadline - asyncio.get_running_loop().time()
            try:
                await asyncio.wait_for(bell.wait(), left)
            except TimeoutError:
                raise WaitedInVainError(
                    f"not seen within {timeout:g} s. What was said:\n{transcript()}"
                ) from None
