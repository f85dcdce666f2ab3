"""Socket Mode for one process: connects, stays connected, and says whether it is.

Slack's client asks for an address once and tries that one for ever; where the address itself is
refused, it has to be made to forget it.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress

import aiohttp
import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.settings import BadSetting

_log = structlog.get_logger(__name__)

PING_SECONDS = 5.0
_WATCH_SECONDS = 1.0
_CLOSE_SECONDS = 3.0
_TOKEN_REFUSED = frozenset(
    {
        *("invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"),
        *("not_allowed_token_type", "missing_scope", "forbidden_team"),
    }
)


class Socket:
    """Create it inside the running loop."""

    def __init__(self, app: AsyncApp, app_token: str) -> None:
        self._handler = AsyncSocketModeHandler(app, app_token, ping_interval=PING_SECONDS)

    async def ask_to_connect(self) -> None:
        """Have Slack name the socket's address, which `run` then tries first.

        Raises `BadSetting` where Slack refuses the token; an outage is left to `run`.
        """
        client = self._handler.client
        try:
            client.wss_uri = await client.issue_new_wss_url()
        except SlackApiError as refused:
            error = str(refused.response.get("error"))
            if error in _TOKEN_REFUSED:
                raise BadSetting(f"SLACK_APP_TOKEN was refused by Slack ({error}).") from None
        except (SlackClientError, aiohttp.ClientError, OSError, TimeoutError) as unreached:
            _log.warning("slack_not_reached", error=type(unreached).__name__)

    async def is_connected(self) -> bool:
        return await self._handler.client.is_connected()

    async def run(self, stop: asyncio.Event) -> None:
        """Keep a socket open until `stop`."""
        client = self._handler.client
        connecting = asyncio.create_task(self._handler.connect_async(), name="socket")
        was_connected = False
        try:
            while not stop.is_set():
                with suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), _WATCH_SECONDS)
                session = client.current_session
                if session is None or session.closed:
                    client.wss_uri = None
                connected = await self.is_connected()
                if connected != was_connected:
                    _log.info("socket_connected" if connected else "socket_lost")
                    was_connected = connected
        finally:
            connecting.cancel()
            with suppress(asyncio.CancelledError, TimeoutError):
                await asyncio.wait_for(self._close(), _CLOSE_SECONDS)

    async def _close(self) -> None:
        client = self._handler.client
        client.closed = True
        with suppress(Exception):
            await client.disconnect()
        await client.close()
        await client.aiohttp_client_session.close()
