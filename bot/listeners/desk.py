"""Clicks outside any interview: forms to open, the past, a choice to make, words to move."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

import aiohttp
import structlog
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond

from bot.choices import NotYours
from bot.database.people import OUTAGES
from bot.desk_answers import not_now
from bot.desk_effects import DeskEffect, DeskKind
from bot.front_desk import FrontDesk
from bot.slack.gateway import SlackError
from bot.slack.payloads import Click
from bot.slack.text import Shown
from bot.slack.views import erasing
from bot.slack.views.whispers import click_not_saved, not_yours

_log = structlog.get_logger(__name__)

ANSWER_SECONDS = 2
"""Slack's patience with a click ends after three seconds, and the ack comes last."""

Deed: TypeAlias = Callable[[FrontDesk, Click, str], Awaitable[Shown | None]]
"""What a click does; what it returns takes the place of the question that was clicked."""


def register(app: AsyncApp, desk: FrontDesk) -> None:
    """Subscribe to the buttons of the desk."""
    for action_id, deed in DEEDS.items():
        away = not_now() if action_id in _STORES_NOTHING else click_not_saved()
        app.action(action_id)(_listener(desk, deed, away))


def _listener(desk: FrontDesk, deed: Deed, away: Shown) -> Callable[..., Awaitable[None]]:
    """`away` is what the presser hears while the database cannot be reached."""

    async def on_click(ack: AsyncAck, respond: AsyncRespond, body: dict[str, Any]) -> None:
        click, replaces = Click.model_validate(body), False
        try:
            answer = await deed(desk, click, str(body.get("trigger_id") or ""))
            replaces = True
        except NotYours:
            answer = not_yours()
        except OUTAGES as outage:
            _log.warning("click_not_obeyed", error=type(outage).__name__)
            answer = away
        except SlackError as refused:
            _log.warning("click_not_obeyed", error=str(refused))
            answer = not_now()
        await ack()
        if answer is not None:
            await _answer(respond, answer, replaces=replaces)

    return on_click


async def _answer(respond: AsyncRespond, answer: Shown, *, replaces: bool) -> None:
    """In place of what was clicked, or beside it to its presser alone; soon, or not at all."""
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            await respond(
                text=answer.text,
                blocks=list(answer.blocks),
                replace_original=replaces,
                response_type=None if replaces else "ephemeral",
            )
    except (aiohttp.ClientError, TimeoutError, ValueError) as lost:
        _log.warning("answer_lost", error=type(lost).__name__)


async def _open_start(desk: FrontDesk, click: Click, trigger_id: str) -> None:
    """*Practise again* carries the interview that is to be played once more."""
    person = desk.person(click.user.id)
    await desk.open_form(person, DeskKind.OFFER_START, trigger_id, like=click.value)


async def _open_profile(desk: FrontDesk, click: Click, trigger_id: str) -> None:
    await desk.open_form(desk.person(click.user.id), DeskKind.OFFER_PROFILE, trigger_id)


async def _show_history(desk: FrontDesk, click: Click, _trigger_id: str) -> None:
    """To the presser alone, and what was clicked stays."""
    person = desk.person(click.user.id)
    history = await desk.show(person, DeskEffect(kind=DeskKind.HISTORY))
    if click.channel is not None:
        await desk.whisper(click.channel.id, person, history, click.thread_ts)


async def _confirm_forget(desk: FrontDesk, click: Click, _trigger_id: str) -> Shown:
    return await desk.choices.forget(desk.person(click.user.id), click.value)


async def _cancel_forget(desk: FrontDesk, click: Click, _trigger_id: str) -> Shown:
    await desk.choices.check(desk.person(click.user.id), click.value)
    return erasing.not_erased()


async def _continue(desk: FrontDesk, click: Click, _trigger_id: str) -> Shown:
    return await desk.choices.go_on(desk.person(click.user.id), click.value)


async def _replace(desk: FrontDesk, click: Click, _trigger_id: str) -> Shown:
    return await desk.choices.replace_open(desk.person(click.user.id), click.value)


async def _use_as_answer(desk: FrontDesk, click: Click, _trigger_id: str) -> Shown:
    return await desk.choices.use_as_answer(desk.person(click.user.id), click.value)


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

_STORES_NOTHING = frozenset({"open_start", "open_profile", "show_history"})
