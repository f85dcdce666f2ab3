"""Interviews as this process last read or wrote them, so that none is read again unchanged.

Nothing here is believed by itself: PostgreSQL is told the stamp of what is remembered, and sends
the interview wherever its row bears another. The stamp is the transaction that wrote the row, so
any other program's change is seen. An interview is a person's own, so whoever keeps time in the
process has all of it forgotten every few minutes.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar
from uuid import UUID

from interview.model import Interview

MOST = 256
_Key = TypeVar("_Key")

Thread: TypeAlias = tuple[str, str, str]
"""Workspace, channel, and the stamp of the card."""


@dataclass(frozen=True, slots=True)
class Known:
    """An interview as it was when its row bore this stamp."""

    stamp: str
    interview: Interview


class Memory:
    """The `most` interviews that were last in use, and whose threads are whose."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._known: OrderedDict[UUID, Known] = OrderedDict()
        self._threads: OrderedDict[Thread, UUID] = OrderedDict()

    def of(self, session_id: UUID | None) -> Known | None:
        return self._known.get(session_id) if session_id is not None else None

    def of_thread(self, thread: Thread) -> Known | None:
        return self.of(self._threads.get(thread))

    def keep(self, interview: Interview, stamp: str, thread: Thread | None) -> None:
        """What is on record now; a transaction that is under way may not say so."""
        self._known[interview.id] = Known(stamp, interview)
        _shortened(self._known, interview.id, self._most)
        if thread is not None:
            self._threads[thread] = interview.id
            _shortened(self._threads, thread, self._most)

    def drop(self, session_id: UUID) -> None:
        """Nobody knows what is on record of it now."""
        self._known.pop(session_id, None)

    def forget(self) -> None:
        """Let go of all of it."""
        for kept in (self._known, self._threads):
            kept.clear()


def _shortened(kept: OrderedDict[_Key, Any], newest: _Key, most: int) -> None:
    kept.move_to_end(newest)
    if len(kept) > most:
        kept.popitem(last=False)
