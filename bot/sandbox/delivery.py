"""Brings events to the bot, again where they were not acked, and asks it about commands and clicks.

It knows envelopes and attempts, and nothing of what is in a payload but its `event_id`.
"""

import asyncio
import random
import uuid
from collections.abc import Callable, Coroutine, Sequence
from time import monotonic
from typing import Any, NamedTuple

from bot.sandbox.sockets import Sockets
from bot.sandbox.workspace import Json

MOST_REMEMBERED = 100_000


class Attempt(NamedTuple):
    """One delivery of one event, as it went; `seconds` from its sending to its ack, or its end."""

    event_id: str
    number: int
    acked: bool
    seconds: float


class NotAnsweredError(Exception):
    """The bot did not take a command, click or submission; `reason` is what Slack would say."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Delivery:
    """Owns every delivery under way, until closed.

    An event that gets no ack within `ack_seconds` comes again after each of `retry_delays`
    (Slack's: at once, after one minute, after five). Commands and interactions never do.
    """

    def __init__(
        self,
        sockets: Sockets,
        retry_delays: Sequence[float],
        ack_seconds: float,
        on_change: Callable[[], None],
    ) -> None:
        self.every_event_times = 1
        self.event_delay = 0.0
        self.event_disorder = 0.0
        self.events: list[Json] = []
        self.attempts: list[Attempt] = []
        self.asked: list[tuple[str, Json]] = []
        self._sockets = sockets
        self._retry_delays = tuple(retry_delays)
        self.ack_seconds = ack_seconds
        self._on_change = on_change
        self._held: dict[str, list[Json]] = {}
        self._under_way: set[asyncio.Task[Any]] = set()

    def event(self, payload: Json, *, held_under: str | None = None) -> None:
        """Sets out to deliver an event; or keeps it until `release` of that `ts`."""
        if held_under is not None:
            self._held.setdefault(held_under, []).append(payload)
            return
        self.events.append(payload)
        del self.events[:-MOST_REMEMBERED]
        for _ in range(self.every_event_times):
            self._start(self._bring(payload))

    def hold(self, ts: str) -> None:
        """From now on keeps what concerns the message `ts`."""
        self._held.setdefault(ts, [])

    def is_held(self, ts: str) -> bool:
        return ts in self._held

    def release(self, ts: str) -> None:
        """Delivers what was kept under `ts`, in the order it happened."""
        for payload in self._held.pop(ts, []):
            self.event(payload)

    async def once(self, payload: Json, number: int = 0, reason: str = "") -> bool:
        """Delivers an event a single time; tells whether it was acked."""
        envelope = {
            "envelope_id": str(uuid.uuid4()),
            "type": "events_api",
            "accepts_response_payload": False,
            "retry_attempt": number,
            "retry_reason": reason,
            "payload": payload,
        }
        sent = monotonic()
        try:
            await self._sockets.ask(envelope, self.ack_seconds)
            acked = True
        except (ConnectionError, TimeoutError):
            acked = False
        took = monotonic() - sent
        self.attempts.append(Attempt(payload.get("event_id", ""), number, acked, took))
        del self.attempts[:-MOST_REMEMBERED]
        self._on_change()
        return acked

    async def ask(self, kind: str, payload: Json) -> Any:
        """The bot's answer to a command or interaction: the payload of its ack, often None.

        Raises NotAnsweredError where it has no socket or is not heard in time.
        """
        self.asked.append((kind, payload))
        del self.asked[:-MOST_REMEMBERED]
        envelope = {
            "envelope_id": str(uuid.uuid4()),
            "type": kind,
            "accepts_response_payload": True,
            "payload": payload,
        }
        try:
            return await self._sockets.ask(envelope, self.ack_seconds)
        except ConnectionError:
            raise NotAnsweredError("dispatch_failed") from None
        except TimeoutError:
            raise NotAnsweredError("operation_timeout") from None
        finally:
            self._on_change()

    async def close(self) -> None:
        """Ends every delivery under way."""
        for task in self._under_way:
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)

    async def _bring(self, payload: Json) -> None:
        late = self.event_delay + random.uniform(0, self.event_disorder)
        if late:
            await asyncio.sleep(late)
        if await self.once(payload):
            return
        for number, delay in enumerate(self._retry_delays, start=1):
            await asyncio.sleep(delay)
            if await self.once(payload, number, "timeout"):
                return

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
