"""What Slack says and who listens: the table of subscriptions, and the catch-alls.

Every listener finishes before Slack gets its ack, and nothing is left without one.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import structlog
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.front_desk import FrontDesk
from bot.listeners import commands, desk, modals
from bot.listeners.actions import BUTTONS, COACH_AGAIN, Actions
from bot.listeners.messages import Messages
from bot.slack.views.sources import SOURCES
from bot.turns import OneAtATime

_log = structlog.get_logger(__name__)
_ANYTHING = re.compile(".*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listeners:
    """Everyone who listens, for one workspace."""

    team_id: str
    messages: Messages
    actions: Actions
    front_desk: FrontDesk
    person: OneAtATime = field(default_factory=OneAtATime)

    def register(self, app: AsyncApp) -> None:
        """Subscribe; the catch-alls come last, since the first match takes a request."""
        app.middleware(self._same_team)
        app.event("message")(self._on_message)
        for action_id in (*BUTTONS, *COACH_AGAIN):
            app.action(action_id)(self._on_click)
        app.action(SOURCES)(self._on_show_sources)
        commands.register(app, self.front_desk)
        desk.register(app, self.front_desk)
        modals.register(app, self.front_desk)
        app.event(_ANYTHING)(_ignore_event)
        app.action(_ANYTHING)(_ignore)
        app.shortcut(_ANYTHING)(_ignore)
        app.command(_ANYTHING)(_ignore)
        app.view(_ANYTHING)(_ignore)
        app.view_closed(_ANYTHING)(_ignore)
        app.options(_ANYTHING)(_ignore)
        app.error(self._on_error)

    async def _same_team(
        self, body: dict[str, Any], next_: Callable[[], Awaitable[None]]
    ) -> BoltResponse | None:
        """What comes from another workspace than the token's is acked and dropped."""
        team = body.get("team_id") or (body.get("team") or {}).get("id")
        if team and team != self.team_id:
            return BoltResponse(status=200, body="")
        await next_()
        return None

    async def _on_message(self, event: dict[str, Any]) -> None:
        async with self.person.alone(str(event.get("channel"))):
            await self.messages.on_message(event)

    async def _on_click(self, ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        async with self.person.alone(str((body.get("channel") or {}).get("id"))):
            await self.actions.on_click(body, action)
        await ack()

    async def _on_show_sources(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        await self.actions.on_show_sources(body)
        await ack()

    async def _on_error(
        self, error: Exception, body: dict[str, Any], request: AsyncBoltRequest
    ) -> BoltResponse:
        """No ack: an event is brought again, and of a press or a command the person is told."""
        _log.error(
            "not_handled",
            kind=body.get("type", "command"),
            error=type(error).__name__,
            event_id=body.get("event_id"),
        )
        kind = body.get("type")
        if kind == "event_callback":
            attempt = (request.headers.get("x-slack-retry-num") or ["0"])[0]
            if attempt.isdigit() and int(attempt) >= 1:
                await self.messages.on_failure(body.get("event", {}))
        elif kind == "block_actions" and body.get("view") is None:
            await self.actions.on_failure(body)
        elif kind == "view_submission":
            return modals.not_saved(body)
        return BoltResponse(status=500, body="")


async def _ignore_event() -> None:
    return None


async def _ignore(ack: AsyncAck) -> None:
    await ack()
