"""Buttons inside an interview: each does what the word of the same meaning does."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import structlog

from bot.conductor import Conductor, Heard, Seen
from bot.database.people import OUTAGES
from bot.desk_answers import not_now
from bot.slack.gateway import Gateway, SlackError
from bot.slack.payloads import Click
from bot.slack.text import Shown
from bot.slack.views.sources import sources
from bot.slack.views.whispers import click_not_saved, no_interview, not_yours
from interview import evidence
from interview.events import ButtonPressed, CoachAskedAgain, FromCandidate
from interview.model import Feedback, Question
from interview.reading import Control

_log = structlog.get_logger(__name__)

BUTTONS: Mapping[str, Control] = {
    "skip_question": Control.SKIP,
    "finish_question": Control.FEEDBACK,
    "next_question": Control.NEXT,
    "retry_question": Control.RETRY,
    "end_interview": Control.END,
}


COACH_AGAIN: Mapping[str, bool] = {"retry_review": False, "use_rules_coach": True}
"""Where a coach gave up; the value says whether the rules coach is to do it."""


class Actions:
    def __init__(self, team_id: str, conductor: Conductor, gateway: Gateway) -> None:
        self._team_id = team_id
        self._conductor = conductor
        self._gateway = gateway

    async def on_click(self, body: Mapping[str, Any], action: Mapping[str, Any]) -> None:
        """A press of one of `BUTTONS` or `COACH_AGAIN`; raises where it could not be stored."""
        click = Click.model_validate(body)
        value = click.value
        if click.channel is None or value is None:
            return
        pressed = _pressed(str(action["action_id"]), value, click.pressed_at)
        heard = await self._press(click, value, pressed)
        if heard is Heard.TAKEN:
            return
        await self._whisper(click, _refusal(heard))

    async def on_show_sources(self, body: Mapping[str, Any]) -> None:
        """Open the modal where each sentence of the revised answer stands beside its lines.

        Nothing is stored, so a failure has nothing to save: the person is asked to try again.
        """
        click = Click.model_validate(body)
        if click.value is None:
            return
        try:
            refused = await self._open_sources(click, click.value, str(body.get("trigger_id")))
        except OUTAGES as outage:
            _log.warning("sources_not_shown", error=type(outage).__name__)
            refused = not_now()
        except SlackError as lost:
            _log.warning("sources_not_shown", error=str(lost))
            refused = not_now()
        if refused is not None:
            await self._whisper(click, refused)

    async def _open_sources(self, click: Click, button: UUID, trigger_id: str) -> Shown | None:
        """Nothing where the modal is open, else what its presser is told."""
        seen = await self._conductor.look(self._team_id, click.user.id, button)
        if not isinstance(seen, Seen):
            return _refusal(seen)
        question = seen.interview.question(button)
        if question is None or question.feedback is None:
            return no_interview()
        view = await asyncio.to_thread(_drawn, seen, question, question.feedback)
        await self._gateway.open_view(trigger_id, view)
        return None

    async def _press(self, click: Click, button: UUID, pressed: FromCandidate) -> Heard:
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

    async def _whisper(self, click: Click, shown: Shown) -> None:
        if click.channel is None:
            return
        try:
            await self._gateway.whisper(click.channel.id, click.user.id, shown, click.thread_ts)
        except SlackError as lost:
            _log.warning("whisper_lost", error=str(lost))


def _pressed(action_id: str, value: UUID, ts: str) -> FromCandidate:
    """What a press says. *End* is of the interview as a whole, the others are of a question."""
    if action_id in COACH_AGAIN:
        return CoachAskedAgain(about=value, by_rules=COACH_AGAIN[action_id], ts=ts)
    control = BUTTONS[action_id]
    question_id = None if control is Control.END else value
    return ButtonPressed(control=control, question_id=question_id, ts=ts)


def _refusal(heard: Heard) -> Shown:
    return not_yours() if heard is Heard.NOT_YOURS else no_interview()


def _drawn(seen: Seen, question: Question, feedback: Feedback) -> dict[str, Any]:
    """The view; the answers are numbered as they were for the coach, what was taken back blank."""
    before = question.review.evidence if question.review else ()
    answers = evidence.number_answers(question.answers, before)
    return sources(question, feedback, (*seen.papers.resume, *seen.papers.job, *answers))
