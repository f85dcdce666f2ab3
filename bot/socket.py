"""Socket Mode for one process: connects, stays connected, and says whether it is.

Slack's client asks for an address once and tries that one for ever; where the address itself is
refused, it has to be made to forget it.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress

import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler

from bot.measured import MeasuredApp

_log = structlog.get_logger(__name__)

PING_SECONDS = 5.0
_WATCH_SECONDS = 1.0
_CLOSE_SECONDS = 3.0
_REST_SECONDS = 3.0


class Socket:
    """Create it inside the running loop."""

    def __init__(self, app: MeasuredApp, app_token: str) -> None:
        self._app = app
        self._handler = AsyncSocketModeHandler(app, app_token, ping_interval=PING_SECONDS)

    async def is_connected(self) -> bool:
        return await self._handler.client.is_connected()

    async def run(self, stop: asyncio.Event) -> None:
        """Keep a socket open until `stop`; what Slack has brought by then is answered first."""
        client = self._handler.client
        connecting = asyncio.create_task(self._handler.connect_async(), name="socket")
        was_connected = False
        try:
            while not stop.is_set():
                session = client.current_session
                if session is None or session.closed:
                    client.wss_uri = None
                connected = await self.is_connected()
                if connected != was_connected:
                    _log.info("socket_connected" if connected else "socket_lost")
                    was_connected = connected
                with suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), _WATCH_SECONDS)
        finally:
            connecting.cancel()
            if not await self._app.at_rest(_REST_SECONDS):
                _log.warning("answers_cut_off")  # Slack brings again what they were to
            with suppress(asyncio.CancelledError, TimeoutError):
                await asyncio.wait_for(self._close(), _CLOSE_SECONDS)

    async def _close(self) -> None:
        client = self._handler.client
        client.closed = True
        with suppress(Exception):
            await client.disconnect()
        await client.close()
        await client.aiohttp_client_session.close()
