"""Clicks outside any interview: forms to open, the past, a choice to make, words to move."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

import aiohttp
import structlog
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond

from bot.database.people import OUTAGES
from bot.desk_answers import not_now
from bot.desk_effects import DeskEffect, DeskKind
from bot.front_desk import FrontDesk
from bot.slack.gateway import SlackError
from bot.slack.payloads import Click
from bot.slack.text import Shown
from bot.slack.views import erasing
from bot.slack.views.whispers import not_yours

_log = structlog.get_logger(__name__)

Deed: TypeAlias = Callable[[FrontDesk, Click, str], Awaitable[Shown | None]]
"""What a click does; what it returns takes the place of the question that was clicked."""


def register(app: AsyncApp, desk: FrontDesk) -> None:
    """Subscribe to the buttons of the desk."""
    for action_id, deed in DEEDS.items():
        app.action(action_id)(_listener(desk, deed))


def _listener(desk: FrontDesk, deed: Deed) -> Callable[..., Awaitable[None]]:
    async def on_click(ack: AsyncAck, respond: AsyncRespond, body: dict[str, Any]) -> None:
        replaces = True
        try:
            answer = await deed(desk, Click.model_validate(body), str(body.get("trigger_id") or ""))
        except (*OUTAGES, SlackError) as away:
            _log.warning("click_not_obeyed", error=type(away).__name__)
            answer, replaces = not_now(), False
        await ack()
        if answer is not None:
            await _answer(respond, answer, replaces=replaces)

    return on_click


async def _answer(respond: AsyncRespond, answer: Shown, *, replaces: bool) -> None:
    try:
        await respond(
            text=answer.text,
            blocks=list(answer.blocks),
            replace_original=replaces,
            response_type=None if replaces else "ephemeral",
        )
    except (aiohttp.ClientError, TimeoutError, ValueError) as lost:
        _log.warning("answer_lost", error=type(lost).__name__)


async def _open_start(desk: FrontDesk, click: Click, trigger_id: str) -> None:
    await desk.open_form(desk.person(click.user.id), DeskKind.OFFER_START, trigger_id)


async def _open_profile(desk: FrontDesk, click: Click, trigger_id: str) -> None:
    await desk.open_form(desk.person(click.user.id), DeskKind.OFFER_PROFILE, trigger_id)


async def _show_history(desk: FrontDesk, click: Click, _trigger_id: str) -> None:
    """Beside the button, to its presser alone: what is there stays there."""
    history = await desk.show(desk.person(click.user.id), DeskEffect(kind=DeskKind.HISTORY))
    if click.channel is not None:
        await desk.whisper(click, history)


async def _confirm_forget(desk: FrontDesk, click: Click, _trigger_id: str) -> Shown | None:
    person = desk.person(click.user.id)
    if not await desk.is_about(person, click.value):
        await desk.whisper(click, not_yours())
        return None
    return await desk.forget(person)


async def _cancel_forget(_desk: FrontDesk, _click: Click, _trigger_id: str) -> Shown:
    return erasing.not_erased()


async def _continue(desk: FrontDesk, click: Click, _trigger_id: str) -> Shown | None:
    return await desk.go_on(desk.person(click.user.id))


async def _replace(desk: FrontDesk, click: Click, _trigger_id: str) -> Shown | None:
    return await desk.replace_open(desk.person(click.user.id))


async def _use_as_answer(desk: FrontDesk, click: Click, _trigger_id: str) -> Shown | None:
    if click.value is None:
        return None
    return await desk.use_as_answer(desk.person(click.user.id), click.value)


DEEDS: dict[str, Deed] = {
    "open_start": _open_start,
    "open_profile": _open_profile,
    "show_history": _show_history,
    "confirm_forget": _confirm_forget,
    "cancel_forget": _cancel_forget,
    "continue_interview": _continue,
    "replace_interview": _replace,
    "use_as_answer": _use_as_answer,
}
