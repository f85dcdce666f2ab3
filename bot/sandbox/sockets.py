"""Socket Mode's connections: tickets, the websockets, and acks by envelope; builds no payloads."""

import asyncio
import json
import secrets
from collections.abc import Callable
from typing import Any

from aiohttp import WSMsgType, web

from bot.sandbox.workspace import APP_ID, Json

MOST_SOCKETS = 10
"""Slack's bound on connections of one app."""


class Sockets:
    """The bot's open connections. An envelope goes to one of them, chosen at random."""

    def __init__(self, on_change: Callable[[bool], None]) -> None:
        self.refusing = False
        self._on_change = on_change
        self._tickets: set[str] = set()
        self._open: dict[web.WebSocketResponse, web.Request] = {}
        self._awaited: dict[str, asyncio.Future[Any]] = {}

    @property
    def connected(self) -> bool:
        return bool(self._open)

    @property
    def count(self) -> int:
        return len(self._open)

    def ticket(self) -> str:
        """A pass for one connection."""
        ticket = secrets.token_urlsafe(16)
        self._tickets.add(ticket)
        return ticket

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Takes a connection with an unused ticket and reads its acks until it ends."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            raise web.HTTPForbidden(text="this ticket was used or never given")
        self._tickets.discard(ticket)
        if self.refusing:
            raise web.HTTPServiceUnavailable(text="no sockets for now")
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        if len(self._open) >= MOST_SOCKETS:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return socket
        await socket.send_json(self._hello())
        self._open[socket] = request
        self._on_change(True)
        try:
            async for frame in socket:
                if frame.type == WSMsgType.TEXT:
                    self._take(frame.data)
        finally:
            self._open.pop(socket, None)
            self._on_change(self.connected)
        return socket

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._open) + 1,
            "debug_info": {
                "host": "sandbox",
                "build_number": 1,
                "approximate_connection_time": 18060,
            },
            "connection_info": {"app_id": APP_ID},
        }

    def _take(self, frame: str) -> None:
        try:
            ack = json.loads(frame)
            awaited = self._awaited.get(ack["envelope_id"])
        except (ValueError, TypeError, KeyError):
            return
        if awaited is not None and not awaited.done():
            awaited.set_result(ack.get("payload"))

    async def ask(self, envelope: Json, seconds: float) -> Any:
        """Sends an envelope and gives the payload of its ack.

        Raises ConnectionError where no socket is open, TimeoutError where no ack came in time.
        """
        if not self._open:
            raise ConnectionError("no socket of the bot is open")
        awaited: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._awaited[envelope["envelope_id"]] = awaited
        try:
            async with asyncio.timeout(seconds):
                await secrets.choice(list(self._open)).send_json(envelope)
                return await awaited
        finally:
            del self._awaited[envelope["envelope_id"]]

    async def drop(self, *, abruptly: bool = False) -> None:
        """Ends every connection: with a closing frame, or `abruptly`, as a cut cable does."""
        for socket, request in list(self._open.items()):
            if abruptly:
                if request.transport is not None:
                    request.transport.abort()
            else:
                await socket.close()

    async def refresh(self, reason: str) -> None:
        """Tells every connection to come back: `warning` or `refresh_requested`."""
        for socket in list(self._open):
            await socket.send_json(
                {"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}}
            )
