"""Buttons inside an interview: each does what the word of the same meaning does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import structlog

from bot.conductor import Conductor, Heard
from bot.slack.gateway import Gateway, SlackError
from bot.slack.payloads import Click
from bot.slack.views.whispers import click_not_saved, no_interview, not_yours
from interview.events import ButtonPressed
from interview.reading import Control

_log = structlog.get_logger(__name__)

BUTTONS: Mapping[str, Control] = {
    "skip_question": Control.SKIP,
    "finish_question": Control.FEEDBACK,
    "next_question": Control.NEXT,
    "retry_question": Control.RETRY,
    "end_interview": Control.END,
}


class Actions:
    def __init__(self, team_id: str, conductor: Conductor, gateway: Gateway) -> None:
        self._team_id = team_id
        self._conductor = conductor
        self._gateway = gateway

    async def on_click(self, body: Mapping[str, Any], action: Mapping[str, Any]) -> None:
        """A press of one of `BUTTONS`; raises where it could not be stored."""
        click = Click.model_validate(body)
        control = BUTTONS[str(action["action_id"])]
        value = click.value
        if click.channel is None or value is None:
            return
        # *End* is of the interview as a whole and carries its id, the others carry a question's.
        pressed = ButtonPressed(
            control=control,
            question_id=None if control is Control.END else value,
            ts=click.pressed_at,
        )
        heard = await self._press(click, value, pressed)
        if heard is Heard.TAKEN:
            return
        shown = not_yours() if heard is Heard.NOT_YOURS else no_interview()
        await self._whisper(click, shown)

    async def _press(self, click: Click, button: UUID, pressed: ButtonPressed) -> Heard:
        """By the button's id; where its message is not on record yet, by the thread around it.

        A post whose answer from Slack is late or lost already stands before a person's eyes.
        """
        user_id = click.user.id
        heard = await self._conductor.press(self._team_id, user_id, button, pressed)
        if heard is not Heard.NO_INTERVIEW or click.channel is None or not click.thread_ts:
            return heard
        return await self._conductor.hear(
            self._team_id, click.channel.id, click.thread_ts, user_id, pressed
        )

    async def on_failure(self, body: Mapping[str, Any]) -> None:
        """A press that could not be stored is not brought again, so the person is asked to."""
        await self._whisper(Click.model_validate(body), click_not_saved())

    async def _whisper(self, click: Click, shown: Any) -> None:
        if click.channel is None:
            return
        try:
            await self._gateway.whisper(click.channel.id, click.user.id, shown, click.thread_ts)
        except SlackError as lost:
            _log.warning("whisper_lost", error=str(lost))
