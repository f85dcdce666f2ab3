"""The slash command: read, obeyed, and answered to its giver alone, or by a form."""

from __future__ import annotations

from typing import Any

import structlog
from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.database.people import OUTAGES, Person
from bot.desk_answers import not_now
from bot.desk_effects import DeskEffect, DeskKind
from bot.front_desk import FrontDesk
from bot.slack.gateway import SlackError
from bot.slack.text import Shown
from bot.words import read_command

_log = structlog.get_logger(__name__)

COMMAND = "/mock-interview"


def register(app: AsyncApp, desk: FrontDesk) -> None:
    """Subscribe to the command."""

    async def on_command(ack: AsyncAck, command: dict[str, Any]) -> None:
        try:
            answer = await obey(desk, command)
        except (*OUTAGES, SlackError) as away:
            _log.warning("command_not_obeyed", error=type(away).__name__)
            answer = not_now()
        if answer is None:
            await ack()
        else:
            await ack(text=answer.text, blocks=answer.blocks, response_type="ephemeral")

    app.command(COMMAND)(on_command)


async def obey(desk: FrontDesk, command: dict[str, Any]) -> Shown | None:
    """Do what the command asks; None where a form or an interview's card is the answer."""
    person = desk.person(str(command["user_id"]))
    words = read_command(str(command.get("text") or ""))
    effect = await desk.obey(person, words)
    if effect.kind in (DeskKind.OFFER_PROFILE, DeskKind.OFFER_START):
        return await _open(desk, person, effect, str(command.get("trigger_id") or ""))
    home = await desk.home(person)
    at_home = command.get("channel_id") == home
    if effect.kind is DeskKind.STARTED and at_home:
        return None
    answer = await desk.show(person, effect)
    if at_home or home is None or effect.kind is DeskKind.STARTED:
        return answer
    return desk.answers.with_the_way_home(answer, home)


async def _open(
    desk: FrontDesk, person: Person, effect: DeskEffect, trigger_id: str
) -> Shown | None:
    """Open the form; where Slack will not, the button that opens it."""
    try:
        await desk.open_form(person, effect.kind, trigger_id)
    except SlackError as refused:
        _log.warning("form_not_opened", error=str(refused))
        return await desk.show(person, effect)
    return None
