"""What a person chooses by a click outside an interview; whoever clicks another's is refused.

Which interview to go on with, whether to be forgotten, what to do with words beside the thread.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import structlog

from bot.conductor import Conductor
from bot.database import erasure, interviews, people
from bot.database.interviews import Held
from bot.database.people import People, Person
from bot.database.tables import Candidate
from bot.database.traffic import SlackMessage
from bot.desk_answers import DeskAnswers
from bot.desk_effects import DeskEffect, DeskKind
from bot.slack.gateway import Gateway, SlackError
from bot.slack.text import Shown
from bot.slack.views import desk, erasing
from bot.starting import Starts
from interview.events import AnswerMoved
from interview.model import Message, Question

_log = structlog.get_logger(__name__)


class NotYours(Exception):
    """What was clicked belongs to somebody else."""


class Choices:
    """`now` gives the moment as a Slack stamp. Every choice returns what stands in its place."""

    def __init__(
        self,
        store: People,
        conductor: Conductor,
        gateway: Gateway,
        *,
        starts: Starts,
        answers: DeskAnswers,
        now: Callable[[], str],
    ) -> None:
        self._people = store
        self._conductor = conductor
        self._gateway = gateway
        self._starts = starts
        self._answers = answers
        self._now = now

    async def go_on(self, person: Person, session_id: UUID | None) -> Shown:
        """*Continue*. Raises `NotYours`."""
        candidate = await self._owner(person, session_id)
        if candidate is not None:
            await self._starts.stay(candidate, session_id)
        return await self._show(candidate, DeskEffect(kind=DeskKind.STATUS))

    async def replace_open(self, person: Person, session_id: UUID | None) -> Shown:
        """*End it and start this one*. Raises `NotYours`."""
        candidate = await self._owner(person, session_id)
        kind = DeskKind.STATUS
        if candidate is not None:
            kind = await self._starts.replace(person, candidate, session_id, now=self._now())
        return await self._show(candidate, DeskEffect(kind=kind))

    async def use_as_answer(self, person: Person, message_id: UUID | None) -> Shown:
        """Move words from the DM into the interview. Raises `NotYours`."""
        async with self._people.transaction() as session:
            candidate = await people.find(session, person)
            stored = None
            if candidate is not None and message_id is not None:
                stored = await people.message(session, candidate.id, message_id)
            if candidate is None or stored is None:
                raise NotYours
            number = await people.offered_number(session, candidate.id, stored.id)
            held = await interviews.open_session(await people.raw(session), candidate.id)
        question = _offered(held, stored, number)
        to = self._answers.thread(held)
        if held is None or question is None:
            return desk.status(held.interview if held else None, to)
        return await _move(self._conductor, held, question, stored, to)

    async def forget(self, person: Person, candidate_id: UUID | None) -> Shown:
        """Erase everything stored about the person; the open interview's card says so too.

        Raises `NotYours`.
        """
        await self.check(person, candidate_id)
        async with self._people.transaction() as session:
            cards = await erasure.forget(session, person)
        said = erasing.erased()
        for channel, ts in cards:
            try:
                await self._gateway.update(channel, ts, said)
            except SlackError as lost:
                _log.warning("card_not_updated", error=str(lost))
        return said

    async def check(self, person: Person, candidate_id: UUID | None) -> None:
        """Raises `NotYours` where the id is that of another candidate."""
        async with self._people.transaction() as session:
            owner = await people.by_id(session, candidate_id)
        if owner is not None and (owner.team_id, owner.user_id) != (person.team_id, person.user_id):
            raise NotYours

    async def _owner(self, person: Person, session_id: UUID | None) -> Candidate | None:
        """The candidate that the person is; raises `NotYours` where the interview is another's."""
        async with self._people.transaction() as session:
            candidate = await people.find(session, person)
            owner = await people.owner_of(session, session_id)
        if owner is not None and (candidate is None or owner != candidate.id):
            raise NotYours
        return candidate

    async def _show(self, candidate: Candidate | None, effect: DeskEffect) -> Shown:
        return await self._answers.show(candidate.id if candidate else None, effect)


async def _move(
    conductor: Conductor, held: Held, question: Question, stored: SlackMessage, to: str | None
) -> Shown:
    """Make the words (part of) the answer they were offered as; says what became of them.

    A question that is closed by now takes none. `to` is the address of the thread.
    """
    message = Message(ts=stored.ts, text=stored.text, client_msg_id=stored.client_msg_id)
    moved = AnswerMoved(question_id=question.id, message=message)
    after = await conductor.handle(held.interview.id, moved)
    if after is not None and any(said.ts == message.ts for said in after.messages()):
        return desk.answer_used(question.number, to)
    return desk.answer_not_used(question.number, to)


def _offered(held: Held | None, stored: SlackMessage, number: int | None) -> Question | None:
    """The question that the words were offered for; words older than the interview are for none.

    Where it was not on record when they were said, it is known by its number alone.
    """
    if not stored.text or held is None or held.thread_ts is None or stored.ts < held.thread_ts:
        return None
    if stored.question_id is not None:
        return held.interview.question(stored.question_id)
    asked = reversed(held.interview.questions)
    return next((question for question in asked if question.number == number), None)
