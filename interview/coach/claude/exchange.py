"""One message on the wire, whole or as it is written; it tries nothing twice and judges no fault.

Streams serve the long replies. A message that is sent whole is silent until its end, so that a
stalled server looks like one at work; as a stream it is known within seconds, and so is how long
the first word took. Nothing is shown of a stream before it has ended and been checked.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import anthropic
import httpx2
from anthropic.types import Message

from interview.coach.claude.faults import Unfinished
from interview.coach.replies import NoObject

ANTHROPIC = "https://api.anthropic.com"
READ_SECONDS = 15.0
"""How long the wire may be dead silent, a stream's pings counted as signs of life."""
_CONNECT_SECONDS = 3.0
_BREATH = 20
"""Events of a stream between two chances for everything else in this process."""


def open_client(
    api_key: str, base_url: str | None = None, *, read_seconds: float = READ_SECONDS
) -> anthropic.AsyncAnthropic:
    """A client for the process, closed by whoever opened it; it never retries by itself.

    The SDK sleeps as long as a server tells it to, and its timeouts are for each read: both are
    bounded by the coach instead.
    """
    limits = httpx2.Limits(max_connections=256, max_keepalive_connections=256, keepalive_expiry=120)
    timeout = httpx2.Timeout(read_seconds, connect=_CONNECT_SECONDS)
    return anthropic.AsyncAnthropic(
        api_key=api_key,
        base_url=base_url or ANTHROPIC,
        max_retries=0,
        timeout=timeout,
        http_client=anthropic.DefaultAioHttpClient(limits=limits, timeout=timeout),
    )


@dataclass(slots=True)
class Exchange:
    """One call as far as it has come: what broke off in the middle has been paid for too.

    `first_token_seconds` is from the request to the first word; None where none came as a stream.
    """

    message: Message | None = None
    request_id: str = ""
    first_token_seconds: float | None = None
    _begun: float = field(default_factory=time.monotonic, init=False)

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._begun

    async def whole(self, client: anthropic.AsyncAnthropic, body: Mapping[str, Any]) -> Message:
        """The message, once it has ended. Raises as `faults.OF_THE_WIRE` says."""
        message: Message = await client.messages.create(**body)
        self.message, self.request_id = message, message._request_id or ""
        return message

    async def streamed(
        self, client: anthropic.AsyncAnthropic, body: Mapping[str, Any], stall_seconds: float
    ) -> Message:
        """The message, read as it is written; at most `stall_seconds` between two parts of it.

        Raises as `faults.OF_THE_WIRE` says, and `NoObject` for a stream that cannot be put
        together.
        """
        try:
            async with asyncio.timeout(stall_seconds) as quiet:
                return await self._listened(client, body, stall_seconds, quiet)
        except TimeoutError:
            raise Unfinished("stalled") from None
        except (ValueError, LookupError, TypeError) as garbled:
            raise NoObject("a garbled stream") from garbled

    async def _listened(
        self,
        client: anthropic.AsyncAnthropic,
        body: Mapping[str, Any],
        stall_seconds: float,
        quiet: asyncio.Timeout,
    ) -> Message:
        loop, heard = asyncio.get_running_loop(), 0
        async with client.messages.stream(**body) as stream:
            self.request_id = stream.request_id or ""
            async for event in stream:
                quiet.reschedule(loop.time() + stall_seconds)
                heard += 1
                if event.type == "message_start":
                    self.message = stream.current_message_snapshot
                elif event.type == "content_block_delta" and self.first_token_seconds is None:
                    self.first_token_seconds = self.seconds
                elif event.type == "message_stop":
                    return stream.current_message_snapshot
                if heard % _BREATH == 0:
                    await asyncio.sleep(0)
        raise Unfinished("ended early")
