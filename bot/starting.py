"""How an interview is begun, ended or replaced from outside it; says nothing to anyone.

The candidate's row orders what is done at the desk. No interview is touched while it is held: an
interview that ends may want that row itself, for the one that waits.
"""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bot.conductor import Conductor
from bot.database import interviews, people, waiting
from bot.database.interviews import Held, Start
from bot.database.people import People, Person
from bot.database.tables import Candidate, CandidateResume, JobApplication
from bot.desk_effects import DeskKind
from bot.slack.views.forms import StartForm
from interview.coach import Coach
from interview.events import ButtonPressed
from interview.model import Level, Line, Setting
from interview.reading import Control
from interview.rubric import target_level
from interview.shortening import left_out


class Starts:
    """`coach` is who will judge."""

    def __init__(self, store: People, conductor: Conductor, coach: Coach) -> None:
        self._people = store
        self._conductor = conductor
        self._coach = coach

    async def start(
        self,
        session: AsyncSession,
        candidate: Candidate,
        job: JobApplication | None,
        chosen: StartForm,
    ) -> DeskKind:
        """Open an interview in the transaction that holds the candidate's row.

        `STARTED`; `SECOND_START` where one is open and this one waits for a choice; or
        `OFFER_PROFILE` where there is no resume or job to be interviewed with.
        """
        resume = await people.newest_resume(session, candidate.id)
        if resume is None or job is None:
            return DeskKind.OFFER_PROFILE
        start = Start(
            team_id=candidate.team_id,
            job_application_id=job.id,
            resume_id=resume.id,
            setting=self._setting(resume, job, chosen),
        )
        connection = await people.raw(session)
        if await self._conductor.begin(connection, candidate.id, start) is None:
            await waiting.hold(connection, candidate.id, start)
            return DeskKind.SECOND_START
        await waiting.drop(connection, candidate.id)
        return DeskKind.STARTED

    def _setting(self, resume: CandidateResume, job: JobApplication, chosen: StartForm) -> Setting:
        asked_for: Level = target_level(job.job_title, job.job_description)
        setting = Setting(
            stage=chosen.stage,
            difficulty=chosen.difficulty,
            target=chosen.target or asked_for,
            job_title=job.job_title,
            company=job.company,
            engine=self._coach.engine,
            engine_label=self._coach.label,
            two_breaths=self._coach.two_breaths,
            plus_minus=self._coach.plus_minus,
        )
        if setting.by_rules:  # who reads everything
            return setting
        lines = ([Line(**line) for line in paper.lines or ()] for paper in (resume, job))
        return replace(setting, left_out=left_out(*lines))

    async def end(self, person: Person, *, now: str, sent: str | None = None) -> bool:
        """End the open interview; False where there is none, or only one younger than `sent`.

        `sent` is Slack's stamp of the wish, where it has one; `now` is by this machine's clock,
        which may differ from Slack's.
        """
        held = await self._open(person)
        if held is None:
            return False
        if sent is not None and held.thread_ts is not None and held.thread_ts > sent:
            return False
        return await self._end(held, sent or _by_slacks_clock(now, held))

    async def _open(self, person: Person) -> Held | None:
        async with self._people.transaction() as session:
            candidate = await people.find(session, person)
            if candidate is None:
                return None
            return await interviews.open_session(await people.raw(session), candidate.id)

    async def _end(self, held: Held, ts: str) -> bool:
        pressed = ButtonPressed(control=Control.END, ts=ts)
        return await self._conductor.handle(held.interview.id, pressed) is not None

    async def stay(self, candidate: Candidate, session_id: UUID | None) -> None:
        """Go on with the interview: the one that waits for its end is forgotten.

        Where another is open by now, what waits was asked for since, and goes on waiting.
        """
        async with self._people.transaction() as session:
            connection = await people.raw(session)
            held = await interviews.open_session(connection, candidate.id)
            if held is None or held.interview.id == session_id:
                await waiting.drop(connection, candidate.id)

    async def replace(
        self, person: Person, candidate: Candidate, session_id: UUID | None, *, now: str
    ) -> DeskKind:
        """End the interview and start the one that waits: now, or as soon as it has ended.

        `STARTED`, `STARTS_LATER`, or `STATUS` where none waits (any more) or another is open: of
        two presses at once the second must not end what the first has started.
        """
        async with self._people.transaction() as session:
            connection = await people.raw(session)
            held = await interviews.open_session(connection, candidate.id)
            if held is not None and held.interview.id != session_id:
                return DeskKind.STATUS
            if not await waiting.want(connection, candidate.id):
                return DeskKind.STATUS
        if held is not None:
            await self._end(held, _by_slacks_clock(now, held))
        async with self._people.transaction() as session:
            candidate = await people.meet(session, person)
            connection = await people.raw(session)
            left = await interviews.open_session(connection, candidate.id)
            if left is not None:
                ends = left.interview.id == session_id
                return DeskKind.STARTS_LATER if ends else DeskKind.STARTED
            start = await waiting.take(connection, candidate.id)
            if start is not None:
                await self._conductor.begin(connection, candidate.id, start)
            return DeskKind.STARTED


def _by_slacks_clock(now: str, held: Held) -> str:
    """The moment as a stamp no older than anything that stands in the interview."""
    newest = held.interview.newest_post
    return max(now, held.thread_ts or "", (newest.ts if newest else None) or "")
