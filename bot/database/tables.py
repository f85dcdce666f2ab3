"""The tables as SQLAlchemy models: the schema, the record and its reports; never the hot path.

The four `mock_interview_*` tables are the customer's, with their names, columns, types, checks,
cascades and indexes. What is added to them is nullable or has a server default, so that an insert
with the customer's columns alone still works. Everything about a person hangs, by cascade, on one
row of `candidates`: deleting that row erases the person.

Relations raise when they are read without having been loaded: nothing queries by accident.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    ForeignKey,
    Index,
    MetaData,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column, relationship

_JSON = JSONB(none_as_null=True)
_OWNED: dict[str, Any] = {
    "cascade": "all, delete-orphan",
    "passive_deletes": True,
    "lazy": "raise",
}


class Base(DeclarativeBase):
    metadata = MetaData()
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text(),
        datetime: DateTime(timezone=True),
        dict[str, Any]: _JSON,
        list[dict[str, Any]]: _JSON,
        list[str]: _JSON,
    }


def new_id() -> MappedColumn[UUID]:
    return mapped_column(primary_key=True, server_default=text("gen_random_uuid()"))


def the_moment() -> MappedColumn[datetime]:
    return mapped_column(server_default=text("now()"))


def _list() -> MappedColumn[list[str]]:
    return mapped_column(server_default=text("'[]'::jsonb"))


def of(row: str) -> MappedColumn[Any]:
    """A reference whose row goes with the row it points to (`row` is a table's name)."""
    return mapped_column(ForeignKey(f"{row}.id", ondelete="CASCADE"))


def once(name: str, *columns: str, where: str) -> Index:
    """A unique index over the rows that meet `where`."""
    return Index(name, *columns, unique=True, postgresql_where=text(where))


class Candidate(Base):
    """A person in one workspace; the row that everything of theirs hangs on.

    `waiting_start` is an interview asked for while another was open (`bot.database.waiting`).
    """

    __tablename__ = "candidates"

    id: Mapped[UUID] = new_id()
    team_id: Mapped[str]
    user_id: Mapped[str]
    dm_channel_id: Mapped[str | None]
    waiting_start: Mapped[dict[str, Any] | None]
    created_at: Mapped[datetime] = the_moment()

    __table_args__ = (UniqueConstraint("team_id", "user_id", name="one_candidate_a_person"),)


class CandidateResume(Base):
    """A resume as it was saved; never changed, an edit is a new row.

    `lines` are the numbered lines that evidence is cited from: `[{"id": "R1", "text": …}, …]`.
    """

    __tablename__ = "candidate_resumes"

    id: Mapped[UUID] = new_id()
    candidate_id: Mapped[UUID] = of("candidates")
    resume_text: Mapped[str]
    lines: Mapped[list[dict[str, Any]]] = mapped_column(server_default=text("'[]'::jsonb"))
    file_name: Mapped[str | None]
    created_at: Mapped[datetime] = the_moment()

    __table_args__ = (Index("idx_candidate_resumes_candidate", "candidate_id"),)


class JobApplication(Base):
    """A posting as it was saved; never changed, an edit supersedes it by a new row.

    `lines` are numbered as those of a resume, `J1` onwards.
    """

    __tablename__ = "job_applications"

    id: Mapped[UUID] = new_id()
    candidate_id: Mapped[UUID] = of("candidates")
    company: Mapped[str]
    job_title: Mapped[str]
    job_description: Mapped[str]
    lines: Mapped[list[dict[str, Any]]] = mapped_column(server_default=text("'[]'::jsonb"))
    created_at: Mapped[datetime] = the_moment()
    superseded_at: Mapped[datetime | None]

    sessions: Mapped[list[MockInterviewSession]] = relationship(
        back_populates="job_application",
        **_OWNED,
    )

    __table_args__ = (Index("idx_job_applications_candidate", "candidate_id"),)


class MockInterviewSession(Base):
    """One interview. `state` is all that the interview's next step reads; the rest is the record.

    It is open while `phase` is set and not `ended`. `thread_ts` is the stamp of the card.
    """

    __tablename__ = "mock_interview_sessions"

    id: Mapped[UUID] = new_id()
    job_application_id: Mapped[UUID] = of("job_applications")
    interview_stage: Mapped[str] = mapped_column(String(50))
    difficulty_level: Mapped[str] = mapped_column(String(20), server_default="medium")
    started_at: Mapped[datetime] = the_moment()
    completed_at: Mapped[datetime | None]
    overall_score: Mapped[float | None]
    session_feedback: Mapped[str | None]

    candidate_id: Mapped[UUID | None] = of("candidates")
    resume_id: Mapped[UUID | None] = of("candidate_resumes")
    team_id: Mapped[str | None]
    channel_id: Mapped[str | None]
    thread_ts: Mapped[str | None]
    phase: Mapped[str | None]
    version: Mapped[int] = mapped_column(server_default=text("0"))
    engine: Mapped[str | None]
    target_level: Mapped[str | None] = mapped_column(String(10))
    prepared_question: Mapped[dict[str, Any] | None]
    state: Mapped[dict[str, Any] | None]
    readiness: Mapped[str | None]

    job_application: Mapped[JobApplication] = relationship(back_populates="sessions", lazy="raise")
    questions: Mapped[list[MockInterviewQuestion]] = relationship(
        back_populates="session",
        **_OWNED,
        order_by="MockInterviewQuestion.question_number, MockInterviewQuestion.attempt",
    )

    __table_args__ = (
        CheckConstraint(
            "interview_stage IN ('recruiter_screen', 'hiring_manager')", name="valid_stage"
        ),
        CheckConstraint("difficulty_level IN ('easy', 'medium', 'hard')", name="valid_difficulty"),
        Index("idx_mock_sessions_job_app", "job_application_id"),
        Index("idx_mock_sessions_candidate", "candidate_id", "started_at"),
        Index("idx_mock_sessions_resume", "resume_id"),
        once(
            "one_open_session_a_candidate",
            "candidate_id",
            where="phase IS NOT NULL AND phase <> 'ended'",
        ),
        once(
            "one_session_a_thread",
            "team_id",
            "channel_id",
            "thread_ts",
            where="thread_ts IS NOT NULL",
        ),
    )


class MockInterviewQuestion(Base):
    """A question once it has been asked; `closed` is how it ended, if it has."""

    __tablename__ = "mock_interview_questions"

    id: Mapped[UUID] = new_id()
    session_id: Mapped[UUID] = of("mock_interview_sessions")
    question_number: Mapped[int]
    question_text: Mapped[str]
    competency_tested: Mapped[str | None] = mapped_column(String(100))
    difficulty: Mapped[str] = mapped_column(String(20))
    asked_at: Mapped[datetime] = the_moment()

    attempt: Mapped[int] = mapped_column(server_default=text("1"))
    closed: Mapped[str | None]

    session: Mapped[MockInterviewSession] = relationship(back_populates="questions", lazy="raise")
    responses: Mapped[list[MockInterviewResponse]] = relationship(
        back_populates="question",
        **_OWNED,
        order_by="MockInterviewResponse.response_number",
    )
    analysis: Mapped[MockInterviewAnalysis | None] = relationship(
        back_populates="question",
        **_OWNED,
    )

    __table_args__ = (
        CheckConstraint("difficulty IN ('easy', 'medium', 'hard')", name="valid_difficulty_q"),
        Index("idx_mock_questions_session", "session_id"),
        UniqueConstraint(
            "session_id", "question_number", "attempt", name="one_question_a_number_and_attempt"
        ),
    )


class MockInterviewResponse(Base):
    """All that was said to a question (`response_number` 1) or to a follow-up of it (2 to 4)."""

    __tablename__ = "mock_interview_responses"

    id: Mapped[UUID] = new_id()
    question_id: Mapped[UUID] = of("mock_interview_questions")
    response_number: Mapped[int]
    response_text: Mapped[str]
    response_type: Mapped[str] = mapped_column(String(20), server_default="text")
    responded_at: Mapped[datetime] = the_moment()

    question: Mapped[MockInterviewQuestion] = relationship(back_populates="responses", lazy="raise")

    __table_args__ = (
        Index("idx_mock_responses_question", "question_id"),
        UniqueConstraint("question_id", "response_number", name="one_response_a_number"),
    )


class MockInterviewAnalysis(Base):
    """The judgement of a question as it stands after the newest answer: one row, rewritten.

    `gaps` and `strengths` are the sentences as shown, `follow_up_questions` asked and spare.
    """

    __tablename__ = "mock_interview_analysis"

    id: Mapped[UUID] = new_id()
    question_id: Mapped[UUID] = of("mock_interview_questions")
    score: Mapped[int | None]
    level_demonstrated: Mapped[str | None] = mapped_column(String(10))
    gaps: Mapped[list[str]] = _list()
    strengths: Mapped[list[str]] = _list()
    follow_up_questions: Mapped[list[str]] = _list()
    feedback_text: Mapped[str | None]
    revised_answer: Mapped[str | None]
    created_at: Mapped[datetime] = the_moment()

    overall_assessment: Mapped[str | None]
    what_landed: Mapped[list[str] | None]
    what_didnt_land: Mapped[list[str] | None]
    marks: Mapped[list[dict[str, Any]] | None]
    axes: Mapped[list[dict[str, Any]] | None]
    caps: Mapped[list[str] | None]
    evidence: Mapped[list[dict[str, Any]] | None]
    engine: Mapped[str | None]
    prompt_version: Mapped[str | None]

    question: Mapped[MockInterviewQuestion] = relationship(back_populates="analysis", lazy="raise")

    __table_args__ = (
        CheckConstraint("score IS NULL OR (score >= 1 AND score <= 10)", name="valid_score"),
        Index("idx_mock_analysis_question", "question_id"),
        UniqueConstraint("question_id", name="one_analysis_a_question"),
    )
