"""What is done outside an interview: start, profile, history, status, end, forget; judges nothing.

A command or a click is answered at once by whoever asked. A message in the DM may be delivered
three times: it is put on record, obeyed and answered (by a row of the outbox) in one transaction,
and a message that is on record does nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

import aiohttp
import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.choices import Choices
from bot.conductor import Conductor
from bot.database import interviews, people
from bot.database.people import People, Person
from bot.database.tables import Candidate
from bot.desk_answers import DeskAnswers, has_profile
from bot.desk_effects import DeskEffect, DeskKind
from bot.profile import Profiles
from bot.slack.gateway import Gateway, SlackError
from bot.slack.text import Shown
from bot.slack.views.forms import StartForm
from bot.starting import Starts
from bot.words import Word, Words, job_meant, read_dm
from interview.coach import Coach
from interview.model import Message, Phase

_log = structlog.get_logger(__name__)

HINT_SECONDS = 600
MOST_SMALL_TALK = 5
"""Words of a message that is not taken for an answer in the wrong place."""

_TAKES_ANSWERS = (Phase.QUESTION_OPEN, Phase.UNDER_REVIEW, Phase.FOLLOW_UP_OPEN)
_ANSWERS = {
    Word.PROFILE: DeskKind.OFFER_PROFILE,
    Word.HISTORY: DeskKind.HISTORY,
    Word.STATUS: DeskKind.STATUS,
    Word.FORGET: DeskKind.FORGET_QUESTION,
    Word.HELP: DeskKind.HELP,
}


class FrontDesk:
    """The desk of one workspace. `now` is in seconds since 1970, as Slack's stamps are."""

    def __init__(
        self,
        *,
        people: People,
        conductor: Conductor,
        gateway: Gateway,
        coach: Coach,
        team_id: str,
        session: aiohttp.ClientSession,
        bot_token: str,
        api_url: str,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._people = people
        self._conductor = conductor
        self._gateway = gateway
        self._team_id = team_id
        self._now = now
        self._starts = Starts(people, conductor, coach)
        who = f"the {coach.label}" if coach.label.startswith("rules") else coach.label
        consent = f"Judged by {who}. Say forget to delete everything."
        self.answers = DeskAnswers(people, gateway, consent=consent)
        self.choices = Choices(
            people, conductor, gateway, starts=self._starts, answers=self.answers, now=self._stamp
        )
        self.profiles = Profiles(
            people,
            gateway,
            consent=consent,
            session=session,
            bot_token=bot_token,
            api_url=api_url,
        )

    async def close(self) -> None:
        """Give up the files that are still being read."""
        await self.profiles.close()

    def person(self, user_id: str) -> Person:
        return Person(self._team_id, user_id)

    async def render(self, candidate_id: UUID, effect: Mapping[str, Any]) -> Shown | None:
        """What an outbox row of the desk's says, as things are now."""
        return await self.answers.still(candidate_id, DeskEffect.of(effect))

    async def hear(self, user_id: str, channel_id: str, message: Message) -> None:
        """A message at the top level of the person's DM, its text cleaned.

        When this returns it is on record with all that it led to; when it raises, nothing is.
        """
        person = self.person(user_id)
        ends = read_dm(message.text, ()) == Words(word=Word.END)
        ended = ends and await self._end_once(person, channel_id, message.ts)
        async with self._people.transaction() as session:
            candidate = await people.meet(session, person)
            message_id = await people.keep_message(session, candidate, channel_id, message)
            if message_id is None:
                return
            candidate.dm_channel_id = channel_id
            words = read_dm(message.text, await people.jobs(session, candidate.id))
            effect: DeskEffect | None
            if words is None:
                effect = await self._other_words(session, candidate, message_id, message)
            else:
                kind = _ending(ended) if ends else await self._do(session, candidate, words)
                effect = DeskEffect(kind=kind, about=message.ts)
            # An interview that starts here is answered by its card.
            if effect is not None and effect.kind is not DeskKind.STARTED:
                await self._say(session, candidate, effect)

    async def reword(self, user_id: str, channel_id: str, ts: str, text: str) -> None:
        """An edit of words said at the desk, or with no text their deletion."""
        async with self._people.transaction() as session:
            await people.reword(session, self.person(user_id), channel_id, ts, text)

    async def _say(self, session: AsyncSession, candidate: Candidate, effect: DeskEffect) -> None:
        await self._conductor.say_at_desk(
            await people.raw(session), candidate.id, effect.key, effect.row()
        )

    async def _end_once(self, person: Person, channel_id: str, ts: str) -> bool:
        """End the open interview before the message is on record: ending twice is harmless."""
        async with self._people.transaction() as session:
            heard = await people.has_message(session, person, channel_id, ts)
        return not heard and await self._starts.end(person, now=self._stamp(), sent=ts)

    async def _other_words(
        self, session: AsyncSession, candidate: Candidate, message_id: UUID, message: Message
    ) -> DeskEffect | None:
        """Words that ask for nothing: an answer in the wrong place, or a hint now and then."""
        held = await interviews.open_session(await people.raw(session), candidate.id)
        question = held.interview.current if held else None
        if (
            held is not None
            and question is not None
            and held.interview.phase in _TAKES_ANSWERS
            and len(message.text.split()) > MOST_SMALL_TALK
        ):
            await people.offer_message(session, message_id, question.id)
            return DeskEffect(
                kind=DeskKind.USE_AS_ANSWER,
                about=message.ts,
                message_id=message_id,
                number=question.number,
            )
        last = await people.said_last(session, candidate.id, DeskKind.HINT)
        if last is not None and Decimal(message.ts) - Decimal(last) < HINT_SECONDS:
            return None
        return DeskEffect(kind=DeskKind.HINT, about=message.ts)

    async def obey(self, person: Person, words: Words) -> DeskEffect:
        """Do what a command asks; returns what its giver is to be told, or shown as a form.

        Nothing is stored about someone who has stored nothing.
        """
        if words.word is Word.END:
            return DeskEffect(kind=_ending(await self._starts.end(person, now=self._stamp())))
        async with self._people.transaction() as session:
            candidate = await people.find(session, person)
            if candidate is None:
                return DeskEffect(kind=_ANSWERS.get(words.word, DeskKind.OFFER_PROFILE))
            if words.word is Word.START:
                candidate = await people.meet(session, person)
            return DeskEffect(kind=await self._do(session, candidate, words))

    async def _do(self, session: AsyncSession, candidate: Candidate, words: Words) -> DeskKind:
        if words.word is Word.OPEN:
            whole = await has_profile(session, candidate.id)
            return DeskKind.OFFER_START if whole else DeskKind.OFFER_PROFILE
        if words.word is not Word.START:
            return _ANSWERS[words.word]
        usual = StartForm()
        job = job_meant(words.job, await people.jobs(session, candidate.id))
        chosen = StartForm(
            stage=words.stage or usual.stage, difficulty=words.difficulty or usual.difficulty
        )
        return await self._starts.start(session, candidate, job, chosen)

    async def start(self, person: Person, form: StartForm) -> DeskKind | None:
        """Start what was chosen in the form; None where the job is not the person's.

        A second start is asked about in the DM, where there is room for a question.
        """
        async with self._people.transaction() as session:
            if form.job is not None and await people.find(session, person) is None:
                return None  # a form that outlived what was stored about its person
            candidate = await people.meet(session, person)
            if form.job is None:
                job = next(iter(await people.jobs(session, candidate.id)), None)
            else:
                job = await people.job(session, candidate.id, as_id(form.job))
                if job is None:
                    return None
            kind = await self._starts.start(session, candidate, job, form)
            if kind is not DeskKind.STARTED:
                await self._say(session, candidate, DeskEffect(kind=kind, about=self._stamp()))
            return kind

    async def open_form(
        self, person: Person, kind: DeskKind, trigger_id: str, *, like: UUID | None = None
    ) -> None:
        """Open the form for resume and job, or for the choices of an interview.

        The choices are those of the person's interview `like`, where that is one.
        """
        if kind is DeskKind.OFFER_START:
            view = await self.profiles.start_form(person, like)
        else:
            view = await self.profiles.profile_form(person)
        await self._gateway.open_view(trigger_id, view)

    async def home(self, person: Person) -> str | None:
        """The person's DM with the bot, asked of Slack where it is not known; None: no answer."""
        async with self._people.transaction() as session:
            candidate = await people.find(session, person)
        if candidate is not None and candidate.dm_channel_id is not None:
            return candidate.dm_channel_id
        try:
            channel = await self._gateway.open_dm(person.user_id)
        except SlackError as refused:
            _log.warning("dm_not_opened", error=str(refused))
            return None
        if candidate is not None:
            async with self._people.transaction() as session:
                await people.remember_dm(session, candidate.id, channel)
        return channel

    async def show(self, person: Person, effect: DeskEffect) -> Shown:
        """What the person is told at once."""
        return await self.answers.tell(person, effect)

    async def whisper(self, channel: str, person: Person, said: Shown, thread: str | None) -> None:
        """Tell the person something in passing, beside what they clicked."""
        await self._gateway.whisper(channel, person.user_id, said, thread)

    def _stamp(self) -> str:
        return f"{self._now():.6f}"


def _ending(ended: bool) -> DeskKind:
    return DeskKind.ENDING if ended else DeskKind.STATUS


def as_id(value: str) -> UUID:
    """An opaque id that came back from Slack; one that is none of ours names nothing."""
    try:
        return UUID(value)
    except ValueError:
        return UUID(int=0)
