"""The sandbox as a whole: started and stopped, and driven from Python by tests."""

import errno
import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from aiohttp import web

from bot.sandbox.driver import Driver
from bot.sandbox.local import LocalSlack
from bot.sandbox.server import application
from bot.sandbox.store import Store

LOOPBACK = "127.0.0.1"
RETRY_DELAYS = (0.0, 60.0, 300.0)
PROXY_VARIABLES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")


def now() -> datetime:
    return datetime.now(UTC)


class Sandbox(Driver):
    """A local Slack on 127.0.0.1, between `async with` and its end.

    `port` 0 takes a free one. `dedupe` off gives a Slack that ignores `client_msg_id`. With a
    `state_file` what was said survives a restart. Events that are not acked within `ack_seconds`
    come again after each of `retry_delays` seconds. `clock` is timezone-aware.

    Raises OSError where the port is taken, ValueError for an address that is not loopback.
    """

    def __init__(
        self,
        port: int = 0,
        *,
        dedupe: bool = True,
        state_file: Path | None = None,
        retry_delays: Sequence[float] = RETRY_DELAYS,
        ack_seconds: float = 3.0,
        clock: Callable[[], datetime] = now,
        host: str = LOOPBACK,
    ) -> None:
        if host != LOOPBACK:
            raise ValueError("the sandbox has no passwords: it binds 127.0.0.1 and nothing else")
        super().__init__(
            LocalSlack(clock, dedupe=dedupe, retry_delays=retry_delays, ack_seconds=ack_seconds)
        )
        self.port = port
        self._store = (
            Store(state_file, self.slack.workspace, self.slack.feed.ring) if state_file else None
        )
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def api_url(self) -> str:
        """What `SLACK_API_URL` and slack_sdk's `base_url` want."""
        return f"{self.url}/api/"

    async def __aenter__(self) -> Self:
        forget_proxies()
        if self._store is not None:
            self._store.load()
            self.slack.on_change = self._store.changed
        runner = web.AppRunner(
            application(self.slack), access_log=None, handle_signals=False, shutdown_timeout=1.0
        )
        await runner.setup()
        site = web.TCPSite(runner, LOOPBACK, self.port)
        try:
            await site.start()
        except OSError as failed:
            await runner.cleanup()
            if failed.errno == errno.EADDRINUSE:
                text = f"port {self.port} on {LOOPBACK} is taken"
                raise OSError(errno.EADDRINUSE, text) from None
            raise
        self.port = runner.addresses[0][1]
        self.slack.url = self.url
        self._runner = runner
        return self

    async def __aexit__(self, *_: Any) -> None:
        self.slack.faults.close()
        await self.slack.delivery.close()
        await self.slack.sockets.drop()
        self.slack.feed.close()
        if self._runner is not None:
            await self._runner.cleanup()
        if self._store is not None:
            await self._store.close()


def forget_proxies() -> None:
    """Takes proxy variables out of this process: slack_sdk would send loopback through them too."""
    for name in PROXY_VARIABLES:
        os.environ.pop(name, None)
        os.environ.pop(name.lower(), None)
