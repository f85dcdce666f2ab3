"""Bolt's app and the gateway as they are, with someone who hears of each ack and each call."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any
from uuid import UUID

from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.metrics import Metrics
from bot.slack.gateway import Gateway, Overtaken, SlackError, SlackGiveUp, SlackRetry
from bot.slack.text import Shown

_KINDS = {
    "event_callback": "event",
    "block_actions": "click",
    "view_submission": "form",
    None: "command",
}


class MeasuredApp(AsyncApp):
    """Measures from what Slack brought to the answer to it; middleware ends before listeners do.

    It also knows whether an answer is under way, for who stops it.
    """

    def __init__(self, *, on_ack: Callable[[str, float, bool], None], **options: Any) -> None:
        super().__init__(**options)
        self._on_ack = on_ack
        self._under_way = 0
        self._at_rest = asyncio.Event()
        self._at_rest.set()

    async def at_rest(self, seconds: float) -> bool:
        """Wait for so long at most until nothing is under way; returns whether that is so."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._at_rest.wait()
        return self._at_rest.is_set()

    async def async_dispatch(self, req: AsyncBoltRequest) -> BoltResponse:
        begun, well = time.perf_counter(), False
        self._under_way += 1
        self._at_rest.clear()
        try:
            response = await super().async_dispatch(req)
            well = response.status == 200
            return response
        finally:
            kind = _KINDS.get(req.body.get("type"), "other")
            self._on_ack(kind, time.perf_counter() - begun, well)
            self._under_way -= 1
            if not self._under_way:
                self._at_rest.set()


class MeasuredGateway(Gateway):
    """Counts what became of posts, and of every call that Slack did not do."""

    def __init__(self, metrics: Metrics, *of_gateway: Any) -> None:
        super().__init__(*of_gateway)
        self._metrics = metrics

    async def post(self, channel: str, shown: Shown, **more: Any) -> str:
        try:
            ts = await super().post(channel, shown, **more)
        except SlackError as failed:
            self._metrics.posted(_outcome(failed))
            raise
        self._metrics.posted("posted")
        return ts

    async def find(self, channel: str, thread_ts: str | None, post_id: UUID) -> str | None:
        ts = await super().find(channel, thread_ts, post_id)
        if ts is not None:
            self._metrics.posted("found")
        return ts

    async def _call(
        self, method: Callable[..., Any], *first: Any, **arguments: Any
    ) -> Mapping[str, Any]:
        try:
            return await super()._call(method, *first, **arguments)
        except (SlackRetry, SlackGiveUp) as failed:
            self._metrics.not_done(getattr(method, "__name__", ""), str(failed))
            raise


def _outcome(failed: SlackError) -> str:
    if isinstance(failed, Overtaken):
        return "overtaken"
    return "retried" if isinstance(failed, SlackRetry) else "refused"
