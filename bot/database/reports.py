"""What is on record of a person's interviews, for whoever looks back; it judges nothing.

Read from the customer's tables, in one statement, not from the states of the interviews.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.database.tables import JobApplication, MockInterviewQuestion, MockInterviewSession
from interview.model import Closed, Difficulty, Readiness, Stage
from interview.progress import SessionRecord


async def sessions(session: AsyncSession, candidate_id: UUID) -> list[SessionRecord]:
    """Every interview of the person, newest first; one without `completed_at` is open."""
    it, posting, question = MockInterviewSession, JobApplication, MockInterviewQuestion
    answered = (
        select(func.count(question.question_number.distinct()))
        .where(question.session_id == it.id, question.closed == Closed.JUDGED)
        .scalar_subquery()
    )
    rows = await session.execute(
        select(it, posting.job_title, posting.company, answered)
        .join(posting, posting.id == it.job_application_id)
        .where(it.candidate_id == candidate_id)
        .order_by(it.started_at.desc())
    )
    return [
        _record(row, job_title=title, company=company, answered=count)
        for row, title, company, count in rows
    ]


def _record(
    row: MockInterviewSession, *, job_title: str, company: str, answered: int
) -> SessionRecord:
    return SessionRecord(
        id=row.id,
        stage=Stage(row.interview_stage),
        difficulty=Difficulty(row.difficulty_level),
        started_at=row.started_at,
        completed_at=row.completed_at,
        overall_score=row.overall_score,
        readiness=Readiness(row.readiness) if row.readiness else None,
        answered=answered,
        engine=row.engine or "",
        job_title=job_title,
        company=company,
    )
