"""What goes wrong with the Web API on request; between faults it does nothing."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from bot.sandbox.errors import invalid_arguments

Kind: TypeAlias = Literal[
    "rate_limited",
    "server_error",
    "bad_gateway",
    "error",
    "hang",
    "slow",
    "cut_before",
    "cut_after",
]
"""`bad_gateway` is an answer of what stands before Slack, in HTML. `cut_before` ends the connection
without taking the call, `cut_after` when it is taken; `hang` never answers, `slow` takes the call
and answers after `seconds`."""

ANY_METHOD = "*"


@dataclass(frozen=True)
class Fault:
    kind: Kind
    error: str = "internal_error"
    retry_after: float | str | None = 1
    """As it stands in the answer; None leaves it out."""
    seconds: float = 3_600.0
    channel: str | None = None
    """Where it strikes; everywhere where it says nothing."""


class Faults:
    """Faults still to come, by method, each for one call."""

    def __init__(self, on_change: Callable[[], None]) -> None:
        self.met = 0
        """Calls that met a fault so far."""
        self._due: dict[str, deque[Fault]] = {}
        self._closing = asyncio.Event()
        self._on_change = on_change

    def add(self, method: str, fault: Fault, times: int) -> None:
        """The next `times` calls of `method` (or of any, "*") meet this fault."""
        if fault.kind not in get_args(Kind) or times < 1:
            raise invalid_arguments("kind or times")
        self._due.setdefault(method, deque()).extend([fault] * times)

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        self._due.clear()

    def meet(self, method: str, channel: str | None = None) -> Fault | None:
        """The first fault that waits for a call of this method, there; each is met once."""
        for name in (method, ANY_METHOD):
            due = self._due.get(name, deque())
            for fault in due:
                if fault.channel in (None, channel):
                    due.remove(fault)
                    self.met += 1
                    self._on_change()
                    return fault
        return None

    async def wait(self, seconds: float) -> None:
        """Waits, or until the sandbox closes."""
        try:
            await asyncio.wait_for(self._closing.wait(), seconds)
        except TimeoutError:
            return

    def close(self) -> None:
        self._closing.set()
