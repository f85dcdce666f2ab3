"""When a call to Slack may set out: a message a second in a channel, and never before it is asked.

Slack takes about one message a second in a channel, and short bursts (docs.slack.dev, "Rate
limits"); beyond that it answers 429 and says in `Retry-After` for how long. It does not say whether
the channel or the method is meant, so the first channel that is refused is paused alone, and the
method as a whole where another channel is refused meanwhile. Nobody waits here for a pause.

It counts for one process. Where several speak in one channel, Slack's own refusal is the bound.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from typing import TypeAlias

A_SECOND = 1.0
BURST = 4
"""More than the posts, and than the updates, that one step of an interview brings."""
LONGEST_WAIT = 5.0
LONGEST_PAUSE = 86_400.0
_UNSAID_SECONDS = 1.0
_MOST_REMEMBERED = 2_000

Clock: TypeAlias = Callable[[], float]


class Pacing:
    """The turns of one workspace's calls. `clock` is in seconds and never goes back."""

    def __init__(
        self, *, a_second: float = A_SECOND, burst: int = BURST, clock: Clock = time.monotonic
    ) -> None:
        self._interval = 1 / a_second
        self._burst = burst
        self._clock = clock
        self._next: dict[tuple[str, str], float] = {}
        self._paused: dict[tuple[str, str | None], float] = {}

    def pause(self, method: str, channel: str | None) -> float:
        """Seconds for which Slack wants no such call; 0 where it may be made."""
        now = self._clock()
        ends = (self._paused.get((method, place), now) for place in (channel, None))
        return max(0.0, max(ends) - now)

    def refused(self, method: str, channel: str | None, seconds: float) -> None:
        """Slack wants to be left alone for so long."""
        now = self._clock()
        self._paused = {key: end for key, end in self._paused.items() if end > now}
        elsewhere = any(name == method and place != channel for name, place in self._paused)
        self._paused[method, channel] = now + seconds
        if elsewhere:
            self._paused[method, None] = now + seconds

    def reserve(self, method: str, channel: str) -> float:
        """Take the next turn in a channel; returns the seconds until it comes.

        More than `LONGEST_WAIT` says that no turn was taken: come back then.
        """
        now = self._clock()
        due = max(self._next.get((method, channel), now), now)
        wait = max(0.0, due - now - (self._burst - 1) * self._interval)
        if wait <= LONGEST_WAIT:
            self._next[method, channel] = due + self._interval
            if len(self._next) > _MOST_REMEMBERED:
                self._next = {key: due for key, due in self._next.items() if due > now}
        return wait

    async def turn(self, method: str, channel: str) -> float:
        """Wait for the next turn; returns 0, or the seconds after which to come back for one."""
        wait = self.reserve(method, channel)
        if wait > LONGEST_WAIT:
            return wait
        if wait:
            await asyncio.sleep(wait)
        return 0.0


def retry_after(headers: Mapping[str, str]) -> float:
    """Seconds that an answer asks for: its `Retry-After` in any form that HTTP or a proxy gives.

    A date counts from the answer's own `Date`. What says nothing is a second; a day is the most.
    """
    said = headers.get("Retry-After", "").strip()
    try:
        seconds = float(said)
    except ValueError:
        seconds = _until(said, headers.get("Date", ""))
    if not math.isfinite(seconds) or seconds < 0:
        seconds = _UNSAID_SECONDS
    return min(seconds, LONGEST_PAUSE)


def _until(then: str, now: str) -> float:
    try:
        seconds = (parsedate_to_datetime(then) - parsedate_to_datetime(now)).total_seconds()
    except (ValueError, TypeError):
        return _UNSAID_SECONDS
    return max(seconds, 0.0)
