"""Candidates with their resumes, jobs and words to the desk; judges nothing and says nothing.

Resumes and jobs never change once saved: an edit is a new row, and interviews keep the ids of
theirs. Whoever writes for a candidate holds the candidate's row, in a mode that lets an interview
of theirs go on meanwhile.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict, dataclass
from typing import Any, Literal
from uuid import UUID

import psycopg
from sqlalchemy import Select, exc, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from bot.database.interviews import Connection
from bot.database.tables import (
    Candidate,
    CandidateResume,
    JobApplication,
    MockInterviewQuestion,
    MockInterviewSession,
)
from bot.database.traffic import OutboxRow, SlackMessage
from interview.evidence import number_lines
from interview.model import Message

OUTAGES = (exc.OperationalError, exc.InterfaceError, exc.TimeoutError, psycopg.OperationalError)
"""What is raised where PostgreSQL is away, busy or starting: trying again may help."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who spoke, as Slack names them."""

    team_id: str
    user_id: str


class People:
    """Opens the desk's transactions; what is done in them is the rest of this module."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._sessions = async_sessionmaker(engine, expire_on_commit=False)

    def transaction(self) -> AbstractAsyncContextManager[AsyncSession]:
        """A session that commits at its end, and rolls back where an error leaves it."""
        return self._sessions.begin()


async def raw(session: AsyncSession) -> Connection:
    """The session's own connection, so that plain SQL shares its transaction."""
    await session.flush()
    connection = await session.connection()
    driver = (await connection.get_raw_connection()).driver_connection
    assert isinstance(driver, psycopg.AsyncConnection)
    return driver


async def find(session: AsyncSession, person: Person) -> Candidate | None:
    """The candidate, not locked; None for a person that nothing is stored about."""
    found: Candidate | None = await session.scalar(_of(person))
    return found


async def by_id(session: AsyncSession, candidate_id: UUID | None) -> Candidate | None:
    return await session.get(Candidate, candidate_id) if candidate_id else None


async def lock(session: AsyncSession, candidate_id: UUID) -> Candidate | None:
    """The candidate, locked as by `meet`; None for one who has been forgotten."""
    known = select(Candidate).where(Candidate.id == candidate_id)
    found: Candidate | None = await session.scalar(known.with_for_update(key_share=True))
    return found


async def owner_of(session: AsyncSession, session_id: UUID | None) -> UUID | None:
    """The id of the candidate whose interview this is; None where there is no such interview."""
    owner: UUID | None = await session.scalar(
        select(MockInterviewSession.candidate_id).where(MockInterviewSession.id == session_id)
    )
    return owner


async def interview_of(
    session: AsyncSession, person: Person, session_id: UUID | None
) -> MockInterviewSession | None:
    """An interview as it is on record, if it is the person's."""
    found: MockInterviewSession | None = await session.scalar(
        select(MockInterviewSession)
        .join(Candidate, Candidate.id == MockInterviewSession.candidate_id)
        .where(
            MockInterviewSession.id == session_id,
            Candidate.team_id == person.team_id,
            Candidate.user_id == person.user_id,
        )
    )
    return found


async def meet(session: AsyncSession, person: Person) -> Candidate:
    """The candidate, found or made, and locked against other writers at the desk.

    One who is being forgotten is waited for, and then made anew.
    """
    made = insert(Candidate).values(team_id=person.team_id, user_id=person.user_id)
    locked = _of(person).with_for_update(key_share=True)
    while True:
        await session.execute(made.on_conflict_do_nothing())
        candidate: Candidate | None = await session.scalar(locked)
        if candidate is not None:
            return candidate


def _of(person: Person) -> Select[Candidate]:
    return select(Candidate).where(
        Candidate.team_id == person.team_id, Candidate.user_id == person.user_id
    )


async def newest_resume(session: AsyncSession, candidate_id: UUID) -> CandidateResume | None:
    newest: CandidateResume | None = await session.scalar(
        select(CandidateResume)
        .where(CandidateResume.candidate_id == candidate_id)
        .order_by(CandidateResume.created_at.desc())
        .limit(1)
    )
    return newest


async def jobs(session: AsyncSession, candidate_id: UUID) -> Sequence[JobApplication]:
    """The jobs that stand, newest first."""
    found = await session.scalars(
        select(JobApplication)
        .where(JobApplication.candidate_id == candidate_id, JobApplication.superseded_at.is_(None))
        .order_by(JobApplication.created_at.desc())
    )
    return found.all()


async def job(session: AsyncSession, candidate_id: UUID, job_id: UUID) -> JobApplication | None:
    """The job, if it is the candidate's; a superseded one too, for it may stand on a screen."""
    found: JobApplication | None = await session.scalar(
        select(JobApplication).where(
            JobApplication.id == job_id, JobApplication.candidate_id == candidate_id
        )
    )
    return found


async def save_resume(
    session: AsyncSession, candidate_id: UUID, text: str, file_name: str | None = None
) -> CandidateResume:
    """Add the resume; the same text again adds nothing. The candidate's row is locked."""
    newest = await newest_resume(session, candidate_id)
    if newest is not None and newest.resume_text == text:
        return newest
    resume = CandidateResume(
        candidate_id=candidate_id, resume_text=text, lines=_lines("R", text), file_name=file_name
    )
    session.add(resume)
    await session.flush()
    return resume


async def save_job(
    session: AsyncSession, candidate_id: UUID, *, company: str, job_title: str, description: str
) -> JobApplication:
    """Add the job, in place of one of the same company and title; unchanged, it adds nothing.

    The candidate's row is locked.
    """
    standing = await jobs(session, candidate_id)
    same = [it for it in standing if is_same_job(it, company, job_title)]
    given = (company, job_title, description)
    for old in same:
        if (old.company, old.job_title, old.job_description) == given:
            return old
    for old in same:
        old.superseded_at = func.clock_timestamp()
    saved = JobApplication(
        candidate_id=candidate_id,
        company=company,
        job_title=job_title,
        job_description=description,
        lines=_lines("J", description),
    )
    session.add(saved)
    await session.flush()
    return saved


def is_same_job(job: JobApplication, company: str, job_title: str) -> bool:
    """Whether both name one job, whatever their case and spaces."""
    return (_folded(job.company), _folded(job.job_title)) == (_folded(company), _folded(job_title))


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _lines(prefix: Literal["R", "J"], text: str) -> list[dict[str, Any]]:
    return [asdict(line) for line in number_lines(prefix, text)]


async def remember_dm(session: AsyncSession, candidate_id: UUID, channel_id: str) -> None:
    """Where the candidate and the bot talk."""
    await session.execute(
        update(Candidate).where(Candidate.id == candidate_id).values(dm_channel_id=channel_id)
    )


async def keep_message(
    session: AsyncSession, candidate: Candidate, channel_id: str, message: Message
) -> UUID | None:
    """Store words said to the desk; None where they are on record, so this is a second delivery."""
    row = insert(SlackMessage).values(
        candidate_id=candidate.id,
        team_id=candidate.team_id,
        channel_id=channel_id,
        ts=message.ts,
        client_msg_id=message.client_msg_id,
        text=message.text,
        placed="desk",
    )
    kept: UUID | None = await session.scalar(
        row.on_conflict_do_nothing().returning(SlackMessage.id)
    )
    return kept


async def reword(
    session: AsyncSession, person: Person, channel_id: str, ts: str, text: str
) -> None:
    """Put other words in the place of those said to the desk; an interview's are not touched."""
    theirs = select(Candidate.id).where(
        Candidate.team_id == person.team_id, Candidate.user_id == person.user_id
    )
    await session.execute(
        update(SlackMessage)
        .where(
            SlackMessage.candidate_id.in_(theirs),
            SlackMessage.channel_id == channel_id,
            SlackMessage.ts == ts,
            SlackMessage.placed == "desk",
        )
        .values(text=text)
    )


async def has_message(session: AsyncSession, person: Person, channel_id: str, ts: str) -> bool:
    """Whether words sent at `ts` are on record."""
    there = select(SlackMessage.id).where(
        SlackMessage.team_id == person.team_id,
        SlackMessage.channel_id == channel_id,
        SlackMessage.ts == ts,
    )
    return await session.scalar(there) is not None


async def message(
    session: AsyncSession, candidate_id: UUID, message_id: UUID
) -> SlackMessage | None:
    """A stored message, if it is the candidate's."""
    found: SlackMessage | None = await session.scalar(
        select(SlackMessage).where(
            SlackMessage.id == message_id, SlackMessage.candidate_id == candidate_id
        )
    )
    return found


async def offer_message(session: AsyncSession, message_id: UUID, question_id: UUID) -> None:
    """Note which question the words are offered for, once that question is on record."""
    asked = select(MockInterviewQuestion.id).where(MockInterviewQuestion.id == question_id)
    await session.execute(
        update(SlackMessage)
        .where(SlackMessage.id == message_id)
        .values(question_id=asked.scalar_subquery())
    )


async def offered_number(session: AsyncSession, candidate_id: UUID, message_id: UUID) -> int | None:
    """The number of the question that the words were offered for, as it stands on the button."""
    number: str | None = await session.scalar(
        select(OutboxRow.effect["number"].astext).where(
            OutboxRow.candidate_id == candidate_id,
            OutboxRow.session_id.is_(None),
            OutboxRow.effect["message_id"].astext == str(message_id),
        )
    )
    return int(number) if number else None


async def said_last(session: AsyncSession, candidate_id: UUID, kind: str) -> str | None:
    """The `ts` of the newest words that the desk answered in this way."""
    about: str | None = await session.scalar(
        select(func.max(OutboxRow.effect["about"].astext)).where(
            OutboxRow.candidate_id == candidate_id,
            OutboxRow.session_id.is_(None),
            OutboxRow.effect["kind"].astext == kind,
        )
    )
    return about
