"""How an interview is begun, ended or replaced from outside it; says nothing to anyone.

The candidate's row orders what is done at the desk. No interview is touched while it is held: an
interview that ends may want that row itself, for the one that waits.
"""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from bot.conductor import Conductor
from bot.database import interviews, people, waiting
from bot.database.interviews import Start
from bot.database.people import People, Person
from bot.database.tables import Candidate, JobApplication
from bot.desk_effects import DeskKind
from bot.slack.views.forms import StartForm
from interview.coach import Coach
from interview.events import ButtonPressed
from interview.model import Level, Setting
from interview.reading import Control
from interview.rubric import target_level


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
            setting=self._setting(job, chosen),
        )
        connection = await people.raw(session)
        if await self._conductor.begin(connection, candidate.id, start) is None:
            await waiting.hold(connection, candidate.id, start)
            return DeskKind.SECOND_START
        await waiting.drop(connection, candidate.id)
        return DeskKind.STARTED

    def _setting(self, job: JobApplication, chosen: StartForm) -> Setting:
        asked_for: Level = target_level(job.job_title, job.job_description)
        return Setting(
            stage=chosen.stage,
            difficulty=chosen.difficulty,
            target=chosen.target or asked_for,
            job_title=job.job_title,
            company=job.company,
            engine=self._coach.engine,
            engine_label=self._coach.label,
            two_breaths=self._coach.two_breaths,
        )

    async def end(self, person: Person, ts: str) -> bool:
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

    async def stay(self, candidate: Candidate) -> None:
        """Go on with the open interview: the one that waits is forgotten."""
        async with self._people.transaction() as session:
            await waiting.drop(await people.raw(session), candidate.id)

    async def replace(self, person: Person, candidate: Candidate, ts: str) -> DeskKind:
        """End the open interview and start the one that waits: now, or as soon as it has ended.

        `STARTED`, `STARTS_LATER`, or `STATUS` where none waits (any more).
        """
        async with self._people.transaction() as session:
            if not await waiting.want(await people.raw(session), candidate.id):
                return DeskKind.STATUS
        await self.end(person, ts)
        async with self._people.transaction() as session:
            await people.meet(session, person)
            connection = await people.raw(session)
            if await interviews.open_session(connection, candidate.id) is not None:
                return DeskKind.STARTS_LATER
            start = await waiting.take(connection, candidate.id)
            if start is not None:
                await self._conductor.begin(connection, candidate.id, start)
            return DeskKind.STARTED
