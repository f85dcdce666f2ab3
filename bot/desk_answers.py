"""How the front desk's answers look at the moment they are said; decides nothing, stores nothing.

Called for what is answered at once (a command, a click) and by whoever says the outbox's rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bot.database import interviews, people, reports
from bot.database.interviews import Held
from bot.database.people import People, Person
from bot.database.tables import Candidate
from bot.desk_effects import DeskEffect, DeskKind
from bot.slack.gateway import Gateway
from bot.slack.text import Shown, context, link, paragraph, rich, shown, words
from bot.slack.views import desk, erasing
from bot.slack.views.history import PastInterview, history, trend_in_words
from interview.progress import SessionRecord, improvement_trend


class DeskAnswers:
    """`consent` says who judges, and where a person's words go."""

    def __init__(self, store: People, gateway: Gateway, *, consent: str) -> None:
        self._people = store
        self._gateway = gateway
        self._consent = consent

    async def show(self, candidate_id: UUID | None, effect: DeskEffect) -> Shown:
        """The answer as things are now; None is somebody that nothing is stored about."""
        async with self._people.transaction() as session:
            return await self._to(session, await people.by_id(session, candidate_id), effect)

    async def still(self, candidate_id: UUID, effect: DeskEffect) -> Shown | None:
        """The answer for a candidate who may have been forgotten meanwhile: then there is none."""
        async with self._people.transaction() as session:
            candidate = await people.by_id(session, candidate_id)
            return await self._to(session, candidate, effect) if candidate else None

    async def tell(self, person: Person, effect: DeskEffect) -> Shown:
        """The same for a person as Slack names them."""
        async with self._people.transaction() as session:
            return await self._to(session, await people.find(session, person), effect)

    async def _to(
        self, session: AsyncSession, candidate: Candidate | None, effect: DeskEffect
    ) -> Shown:
        if candidate is None:
            return self._to_a_stranger(effect.kind)
        return await self._to_a_candidate(session, candidate, effect)

    def _to_a_stranger(self, kind: DeskKind) -> Shown:
        match kind:
            case DeskKind.HISTORY:
                return history([])
            case DeskKind.STATUS | DeskKind.ENDING:
                return desk.status(None)
            case DeskKind.FORGET_QUESTION:
                return erasing.forget_question()
            case DeskKind.HELP:
                return desk.help_page()
        return desk.welcome(self._consent)

    async def _to_a_candidate(
        self, session: AsyncSession, candidate: Candidate, effect: DeskEffect
    ) -> Shown:
        match effect.kind:
            case DeskKind.HELP:
                return desk.help_page()
            case DeskKind.FORGET_QUESTION:
                return erasing.forget_question(str(candidate.id))
            case DeskKind.OFFER_START:
                return desk.offer_start()
            case DeskKind.OFFER_PROFILE:
                whole = await has_profile(session, candidate.id)
                return desk.offer_profile() if whole else desk.welcome(self._consent)
            case DeskKind.HISTORY:
                return looking_back(await reports.sessions(session, candidate.id))
        held = await interviews.open_session(await people.raw(session), candidate.id)
        if effect.kind is DeskKind.HINT and held is None:
            whole = await has_profile(session, candidate.id)
            return desk.hint() if whole else desk.welcome(self._consent)
        return self._about_an_interview(held, effect, candidate.dm_channel_id)

    def _about_an_interview(self, held: Held | None, effect: DeskEffect, dm: str | None) -> Shown:
        to = self.thread(held, dm)
        if held is None:
            return desk.ended(to) if effect.kind is DeskKind.ENDING else desk.status(None)
        match effect.kind:
            case DeskKind.STARTED:
                return desk.started(held.interview, to)
            case DeskKind.SECOND_START:
                return desk.second_start(held.interview, to)
            case DeskKind.STARTS_LATER:
                soon = "The new interview starts as soon as this one has its summary."
                return _said(soon, to, "Go to the interview")
            case DeskKind.ENDING:
                return _said("Ending your interview.", to, "Go to the interview")
            case DeskKind.USE_AS_ANSWER:
                return desk.misplaced_answer(effect.number, str(effect.message_id), to)
        return desk.status(held.interview, to)

    def thread(self, held: Held | None, dm: str | None = None) -> str | None:
        """The address of an interview's thread, or of the DM while its card is on its way."""
        channel = (held.channel_id if held else None) or dm
        if channel is None:
            return None
        if held is None or held.thread_ts is None:
            return self._gateway.dm_link(channel)
        return self._gateway.link(channel, held.thread_ts)

    def with_the_way_home(self, answer: Shown, dm: str) -> Shown:
        """The answer as it is given outside the DM: with a link to the DM."""
        way = _said("", self._gateway.dm_link(dm), "Our direct messages")
        return replace(answer, blocks=(*answer.blocks, *way.blocks))


def looking_back(records: Sequence[SessionRecord]) -> Shown:
    """The history, newest first, under what can be said of the trend."""
    trend = improvement_trend(records)
    return history([_past(record) for record in records], trend_in_words(trend))


def _past(record: SessionRecord) -> PastInterview:
    return PastInterview(
        started=record.started_at,
        job_title=record.job_title,
        company=record.company,
        stage=record.stage,
        difficulty=record.difficulty,
        score=record.overall_score,
        readiness=record.readiness,
        answered=record.answered,
        open=record.completed_at is None,
    )


async def has_profile(session: AsyncSession, candidate_id: UUID) -> bool:
    """Whether there is a resume and a job to be interviewed with."""
    if await people.newest_resume(session, candidate_id) is None:
        return False
    return bool(await people.jobs(session, candidate_id))


def not_now() -> Shown:
    """For a command or a click while the database is away."""
    said = "I could not do that just now. Please try again in a moment."
    return shown(said, context(said))


def _said(said: str, to: str | None, anchor: str) -> Shown:
    return shown(said, rich(paragraph(words(f"{said} " if said else ""), link(to, anchor))))
