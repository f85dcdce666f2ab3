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

from bot.conductor import Conductor
from bot.database import erasure, interviews, people, waiting
from bot.database.interviews import Held, Start
from bot.database.people import People, Person
from bot.database.tables import Candidate, JobApplication
from bot.database.traffic import SlackMessage
from bot.desk_answers import DeskAnswers, has_profile, starts_when_ended
from bot.desk_effects import DeskEffect, DeskKind
from bot.profile import Profiles
from bot.slack.gateway import Gateway, SlackError
from bot.slack.payloads import Click
from bot.slack.text import Shown
from bot.slack.views import desk, erasing
from bot.slack.views.forms import StartForm
from bot.words import Word, Words, job_meant, read_dm
from interview.coach import Coach
from interview.events import AnswerMoved, ButtonPressed
from interview.model import Message, Phase, Question, Setting
from interview.reading import Control
from interview.rubric import target_level

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
        self._coach = coach
        self._team_id = team_id
        self._now = now
        consent = f"Judged by the {coach.label}. The word forget deletes everything."
        self.answers = DeskAnswers(people, gateway, consent=consent)
        self.profiles = Profiles(
            people,
            gateway,
            consent=consent,
            session=session,
            bot_token=bot_token,
            api_url=api_url,
        )

    async def close(self) -> None:
        """End what is still being read; nothing of it was promised to be saved."""
        await self.profiles.close()

    def person(self, user_id: str) -> Person:
        return Person(self._team_id, user_id)

    async def render(self, candidate_id: UUID, effect: Mapping[str, Any]) -> Shown | None:
        """What an outbox row of the desk's says, as things are now."""
        return await self.answers.show(candidate_id, DeskEffect.of(effect))

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
            await people.remember_dm(session, candidate.id, channel_id)
            words = read_dm(message.text, await people.jobs(session, candidate.id))
            effect: DeskEffect | None
            if words is None:
                effect = await self._other_words(session, candidate, message_id, message)
            elif ends:
                effect = DeskEffect(kind=_ending(ended), about=message.ts)
            else:
                kind = await self._do(session, candidate, words)
                effect = DeskEffect(kind=kind, about=message.ts)
            # An interview that starts here is answered by its card.
            if effect is not None and effect.kind is not DeskKind.STARTED:
                await self._conductor.say_at_desk(
                    await people.raw(session), candidate.id, effect.key, effect.row()
                )

    async def _end_once(self, person: Person, channel_id: str, ts: str) -> bool:
        """End the open interview before the message is on record, since ending twice is harmless.

        The interview is not touched while the candidate's row is held.
        """
        async with self._people.transaction() as session:
            heard = await people.has_message(session, person, channel_id, ts)
        return not heard and await self._end(person, ts)

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
            return DeskEffect(kind=_ending(await self._end(person, self._stamp())))
        async with self._people.transaction() as session:
            candidate = await people.find(session, person)
            if candidate is None:
                offered = DeskKind.OFFER_PROFILE
                return DeskEffect(kind=_ANSWERS.get(words.word, offered))
            if words.word is Word.START:
                candidate = await people.meet(session, person)
            return DeskEffect(kind=await self._do(session, candidate, words))

    async def _do(self, session: AsyncSession, candidate: Candidate, words: Words) -> DeskKind:
        if words.word is Word.OPEN:
            whole = await has_profile(session, candidate.id)
            return DeskKind.OFFER_START if whole else DeskKind.OFFER_PROFILE
        if words.word is not Word.START:
            return _ANSWERS[words.word]
        chosen = StartForm()
        job = job_meant(words.job, await people.jobs(session, candidate.id))
        form = StartForm(
            stage=words.stage or chosen.stage, difficulty=words.difficulty or chosen.difficulty
        )
        return await self._start(session, candidate, job, form)

    async def start(self, person: Person, form: StartForm) -> DeskKind | None:
        """Start what was chosen in the form; None where the job is not the person's.

        A second start is asked about in the DM, where there is room for a question.
        """
        async with self._people.transaction() as session:
            candidate = await people.meet(session, person)
            if form.job is None:
                job = next(iter(await people.jobs(session, candidate.id)), None)
            else:
                job = await people.job(session, candidate.id, as_id(form.job))
                if job is None:
                    return None
            kind = await self._start(session, candidate, job, form)
            if kind is not DeskKind.STARTED:
                effect = DeskEffect(kind=kind, about=self._stamp())
                await self._conductor.say_at_desk(
                    await people.raw(session), candidate.id, effect.key, effect.row()
                )
            return kind

    async def _start(
        self,
        session: AsyncSession,
        candidate: Candidate,
        job: JobApplication | None,
        form: StartForm,
    ) -> DeskKind:
        """Open an interview in the transaction; where one is open, hold this one for a choice."""
        resume = await people.newest_resume(session, candidate.id)
        if resume is None or job is None:
            return DeskKind.OFFER_PROFILE
        start = Start(
            team_id=candidate.team_id,
            job_application_id=job.id,
            resume_id=resume.id,
            setting=Setting(
                stage=form.stage,
                difficulty=form.difficulty,
                target=form.target or target_level(job.job_title, job.job_description),
                job_title=job.job_title,
                company=job.company,
                engine=self._coach.engine,
                engine_label=self._coach.label,
                two_breaths=self._coach.two_breaths,
            ),
        )
        connection = await people.raw(session)
        if await self._conductor.begin(connection, candidate.id, start) is not None:
            await waiting.drop(connection, candidate.id)
            return DeskKind.STARTED
        await waiting.hold(connection, candidate.id, start)
        return DeskKind.SECOND_START

    async def _end(self, person: Person, ts: str) -> bool:
        """End the open interview; False where there is none, or only one younger than the wish."""
        async with self._people.transaction() as session:
            candidate = await people.find(session, person)
            if candidate is None:
                return False
            held = await interviews.open_session(await people.raw(session), candidate.id)
        if held is None or (held.thread_ts is not None and held.thread_ts > ts):
            return False
        pressed = ButtonPressed(control=Control.END, ts=ts)
        return await self._conductor.handle(held.interview.id, pressed) is not None

    async def go_on(self, person: Person) -> Shown:
        """*Continue*: the interview that waits is forgotten."""
        async with self._people.transaction() as session:
            candidate = await people.find(session, person)
            if candidate is not None:
                await waiting.drop(await people.raw(session), candidate.id)
        return await self.answers.show(candidate and candidate.id, DeskEffect(kind=DeskKind.STATUS))

    async def replace_open(self, person: Person) -> Shown:
        """*End it and start this one*: at once where the open one can end now, else when it has."""
        async with self._people.transaction() as session:
            candidate = await people.find(session, person)
            wanted = candidate is not None and await waiting.want(
                await people.raw(session), candidate.id
            )
        if candidate is None or not wanted:
            return await self.answers.show(
                candidate and candidate.id, DeskEffect(kind=DeskKind.STATUS)
            )
        await self._end(person, self._stamp())
        async with self._people.transaction() as session:
            await people.meet(session, person)
            connection = await people.raw(session)
            if await interviews.open_session(connection, candidate.id) is not None:
                return starts_when_ended()
            start = await waiting.take(connection, candidate.id)
            if start is not None:
                await self._conductor.begin(connection, candidate.id, start)
        return await self.answers.show(candidate.id, DeskEffect(kind=DeskKind.STARTED))

    async def use_as_answer(self, person: Person, message_id: UUID) -> Shown | None:
        """Move words from the DM into the interview; None where they are not the person's."""
        async with self._people.transaction() as session:
            candidate = await people.find(session, person)
            stored = candidate and await people.message(session, candidate.id, message_id)
            if candidate is None or stored is None:
                return None
            held = await interviews.open_session(await people.raw(session), candidate.id)
        question = _offered(held, stored)
        if held is None or question is None:
            return desk.status(held.interview if held else None, self.answers.thread(held))
        message = Message(ts=stored.ts, text=stored.text, client_msg_id=stored.client_msg_id)
        moved = AnswerMoved(question_id=question.id, message=message)
        after = await self._conductor.handle(held.interview.id, moved)
        to = self.answers.thread(held)
        if after is not None and any(said.ts == message.ts for said in after.messages()):
            return desk.answer_used(question.number, to)
        return desk.answer_not_used(question.number, to)

    async def forget(self, person: Person) -> Shown:
        """Erase everything stored about the person; the open interview's card says so too."""
        async with self._people.transaction() as session:
            cards = await erasure.forget(session, person)
        said = erasing.erased()
        for channel, ts in cards:
            try:
                await self._gateway.update(channel, ts, said)
            except SlackError as lost:
                _log.warning("card_not_updated", error=str(lost))
        return said

    async def is_about(self, person: Person, candidate_id: UUID | None) -> bool:
        """Whether the id is the person's own; none at all is theirs too."""
        async with self._people.transaction() as session:
            candidate = await people.find(session, person)
        return candidate_id is None or candidate is None or candidate.id == candidate_id

    async def open_form(self, person: Person, kind: DeskKind, trigger_id: str) -> None:
        """Open the form for resume and job, or for the choices of an interview."""
        starts = kind is DeskKind.OFFER_START
        form = self.profiles.start_form if starts else self.profiles.profile_form
        await self._gateway.open_view(trigger_id, await form(person))

    async def whisper(self, click: Click, said: Shown) -> None:
        """Say something to who pressed a button, beside it."""
        if click.channel is not None:
            await self._gateway.whisper(click.channel.id, click.user.id, said, click.thread_ts)

    async def dm(self, person: Person) -> str:
        """The person's DM with the bot; asked of Slack where it is not known."""
        async with self._people.transaction() as session:
            candidate = await people.find(session, person)
        if candidate is not None and candidate.dm_channel_id is not None:
            return candidate.dm_channel_id
        channel = await self._gateway.open_dm(person.user_id)
        if candidate is not None:
            async with self._people.transaction() as session:
                await people.remember_dm(session, candidate.id, channel)
        return channel

    async def show(self, person: Person, effect: DeskEffect) -> Shown:
        """What the person is told at once."""
        async with self._people.transaction() as session:
            candidate = await people.find(session, person)
        return await self.answers.show(candidate and candidate.id, effect)

    def _stamp(self) -> str:
        return f"{self._now():.6f}"


def _ending(ended: bool) -> DeskKind:
    return DeskKind.ENDING if ended else DeskKind.STATUS


def _offered(held: Held | None, stored: SlackMessage) -> Question | None:
    """The question that the words were offered for; words older than the interview are for none."""
    if held is None or held.thread_ts is None or stored.ts < held.thread_ts:
        return None
    if stored.question_id is None:
        return held.interview.current
    return held.interview.question(stored.question_id)


def as_id(value: str) -> UUID:
    """An opaque id that came back from Slack; one that is none of ours names nothing."""
    try:
        return UUID(value)
    except ValueError:
        return UUID(int=0)
