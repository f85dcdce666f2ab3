"""The interview: candidates, resumes, jobs, the customer's four tables, messages, the outbox."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TIMESTAMPTZ = sa.DateTime(timezone=True)
TABLES = (
    "candidates",
    "candidate_resumes",
    "job_applications",
    "mock_interview_sessions",
    "mock_interview_questions",
    "mock_interview_responses",
    "mock_interview_analysis",
    "slack_messages",
    "outbox",
)


def new_id() -> sa.Column[object]:
    default = sa.text("gen_random_uuid()")
    return sa.Column("id", sa.Uuid(), server_default=default, nullable=False)


def the_moment(name: str) -> sa.Column[object]:
    return sa.Column(name, TIMESTAMPTZ, server_default=sa.text("now()"), nullable=False)


def array(name: str) -> sa.Column[object]:
    return sa.Column(name, JSONB(), server_default=sa.text("'[]'::jsonb"), nullable=False)


def of(column: str, table: str, *, nullable: bool = False) -> sa.Column[object]:
    goes_with_it = sa.ForeignKey(f"{table}.id", ondelete="CASCADE")
    return sa.Column(column, sa.Uuid(), goes_with_it, nullable=nullable)


def once(name: str, table: str, columns: list[str], where: str) -> None:
    op.create_index(name, table, columns, unique=True, postgresql_where=sa.text(where))


def upgrade() -> None:
    create_candidates()
    create_resumes()
    create_jobs()
    create_sessions()
    create_questions()
    create_responses()
    create_analysis()
    create_messages()
    create_outbox()


def create_candidates() -> None:
    op.create_table(
        "candidates",
        new_id(),
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("dm_channel_id", sa.Text()),
        sa.Column("waiting_start", JSONB()),
        the_moment("created_at"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("team_id", "user_id", name="one_candidate_a_person"),
    )


def create_resumes() -> None:
    op.create_table(
        "candidate_resumes",
        new_id(),
        of("candidate_id", "candidates"),
        sa.Column("resume_text", sa.Text(), nullable=False),
        array("lines"),
        sa.Column("file_name", sa.Text()),
        the_moment("created_at"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("idx_candidate_resumes_candidate", "candidate_resumes", ["candidate_id"])


def create_jobs() -> None:
    op.create_table(
        "job_applications",
        new_id(),
        of("candidate_id", "candidates"),
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("job_title", sa.Text(), nullable=False),
        sa.Column("job_description", sa.Text(), nullable=False),
        array("lines"),
        the_moment("created_at"),
        sa.Column("superseded_at", TIMESTAMPTZ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("idx_job_applications_candidate", "job_applications", ["candidate_id"])


def create_sessions() -> None:
    op.create_table(
        "mock_interview_sessions",
        new_id(),
        of("job_application_id", "job_applications"),
        sa.Column("interview_stage", sa.String(length=50), nullable=False),
        sa.Column(
            "difficulty_level", sa.String(length=20), server_default="medium", nullable=False
        ),
        the_moment("started_at"),
        sa.Column("completed_at", TIMESTAMPTZ),
        sa.Column("overall_score", sa.Float()),
        sa.Column("session_feedback", sa.Text()),
        of("candidate_id", "candidates", nullable=True),
        of("resume_id", "candidate_resumes", nullable=True),
        sa.Column("team_id", sa.Text()),
        sa.Column("channel_id", sa.Text()),
        sa.Column("thread_ts", sa.Text()),
        sa.Column("phase", sa.Text()),
        sa.Column("version", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("engine", sa.Text()),
        sa.Column("target_level", sa.String(length=10)),
        sa.Column("prepared_question", JSONB()),
        sa.Column("state", JSONB()),
        sa.Column("readiness", sa.Text()),
        sa.CheckConstraint(
            "difficulty_level IN ('easy', 'medium', 'hard')", name="valid_difficulty"
        ),
        sa.CheckConstraint(
            "interview_stage IN ('recruiter_screen', 'hiring_manager')", name="valid_stage"
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "idx_mock_sessions_candidate", "mock_interview_sessions", ["candidate_id", "started_at"]
    )
    op.create_index("idx_mock_sessions_job_app", "mock_interview_sessions", ["job_application_id"])
    op.create_index("idx_mock_sessions_resume", "mock_interview_sessions", ["resume_id"])
    once(
        "one_open_session_a_candidate",
        "mock_interview_sessions",
        ["candidate_id"],
        "phase IS NOT NULL AND phase <> 'ended'",
    )
    once(
        "one_session_a_thread",
        "mock_interview_sessions",
        ["team_id", "channel_id", "thread_ts"],
        "thread_ts IS NOT NULL",
    )


def create_questions() -> None:
    op.create_table(
        "mock_interview_questions",
        new_id(),
        of("session_id", "mock_interview_sessions"),
        sa.Column("question_number", sa.Integer(), nullable=False),
        sa.Column("question_text", sa.Text(), nullable=False),
        sa.Column("competency_tested", sa.String(length=100)),
        sa.Column("difficulty", sa.String(length=20), nullable=False),
        the_moment("asked_at"),
        sa.Column("attempt", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("closed", sa.Text()),
        sa.CheckConstraint("difficulty IN ('easy', 'medium', 'hard')", name="valid_difficulty_q"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint(
            "session_id", "question_number", "attempt", name="one_question_a_number_and_attempt"
        ),
    )
    op.create_index("idx_mock_questions_session", "mock_interview_questions", ["session_id"])


def create_responses() -> None:
    op.create_table(
        "mock_interview_responses",
        new_id(),
        of("question_id", "mock_interview_questions"),
        sa.Column("response_number", sa.Integer(), nullable=False),
        sa.Column("response_text", sa.Text(), nullable=False),
        sa.Column("response_type", sa.String(length=20), server_default="text", nullable=False),
        the_moment("responded_at"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("question_id", "response_number", name="one_response_a_number"),
    )
    op.create_index("idx_mock_responses_question", "mock_interview_responses", ["question_id"])


def create_analysis() -> None:
    op.create_table(
        "mock_interview_analysis",
        new_id(),
        of("question_id", "mock_interview_questions"),
        sa.Column("score", sa.Integer()),
        sa.Column("level_demonstrated", sa.String(length=10)),
        array("gaps"),
        array("strengths"),
        array("follow_up_questions"),
        sa.Column("feedback_text", sa.Text()),
        sa.Column("revised_answer", sa.Text()),
        the_moment("created_at"),
        sa.Column("overall_assessment", sa.Text()),
        sa.Column("what_landed", JSONB()),
        sa.Column("what_didnt_land", JSONB()),
        sa.Column("marks", JSONB()),
        sa.Column("axes", JSONB()),
        sa.Column("caps", JSONB()),
        sa.Column("evidence", JSONB()),
        sa.Column("engine", sa.Text()),
        sa.Column("prompt_version", sa.Text()),
        sa.CheckConstraint("score IS NULL OR (score >= 1 AND score <= 10)", name="valid_score"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("question_id", name="one_analysis_a_question"),
    )
    op.create_index("idx_mock_analysis_question", "mock_interview_analysis", ["question_id"])


def create_messages() -> None:
    op.create_table(
        "slack_messages",
        new_id(),
        of("candidate_id", "candidates"),
        of("session_id", "mock_interview_sessions", nullable=True),
        of("question_id", "mock_interview_questions", nullable=True),
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("channel_id", sa.Text(), nullable=False),
        sa.Column("ts", sa.Text(), nullable=False),
        sa.Column("client_msg_id", sa.Text()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("placed", sa.Text(), nullable=False),
        the_moment("received_at"),
        sa.CheckConstraint(
            "placed IN ('part', 'late', 'kept', 'unplaced', 'desk')", name="valid_place"
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("team_id", "channel_id", "ts", name="one_row_a_message"),
    )
    op.create_index("idx_slack_messages_candidate", "slack_messages", ["candidate_id"])
    op.create_index("idx_slack_messages_question", "slack_messages", ["question_id"])
    op.create_index("idx_slack_messages_session", "slack_messages", ["session_id"])
    once(
        "one_row_a_client_msg_id",
        "slack_messages",
        ["team_id", "channel_id", "client_msg_id"],
        "client_msg_id IS NOT NULL",
    )


def create_outbox() -> None:
    op.create_table(
        "outbox",
        new_id(),
        sa.Column("seq", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        of("session_id", "mock_interview_sessions", nullable=True),
        of("candidate_id", "candidates", nullable=True),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("effect", JSONB(), nullable=False),
        the_moment("not_before"),
        sa.Column("claimed_by", sa.Uuid()),
        sa.Column("claimed_at", TIMESTAMPTZ),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("in_doubt", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("done_at", TIMESTAMPTZ),
        sa.Column("failed", sa.Text()),
        the_moment("created_at"),
        sa.CheckConstraint("lane IN ('say', 'think', 'clock')", name="valid_lane"),
        sa.CheckConstraint(
            "session_id IS NOT NULL OR candidate_id IS NOT NULL", name="erased_with_someone"
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("session_id", "key", name="one_effect_a_session_and_key"),
    )
    op.create_index(
        "idx_outbox_candidate",
        "outbox",
        ["candidate_id"],
        postgresql_where=sa.text("candidate_id IS NOT NULL"),
    )
    op.create_index(
        "idx_outbox_due",
        "outbox",
        ["session_id", "lane", "seq"],
        postgresql_where=sa.text("done_at IS NULL"),
    )
    once("one_effect_a_candidate_and_key", "outbox", ["candidate_id", "key"], "session_id IS NULL")


def downgrade() -> None:
    for table in reversed(TABLES):  # the indexes go with their tables
        op.drop_table(table)
