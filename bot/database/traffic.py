"""The tables of what comes in from Slack and what must still go out; nothing here says what is due.

They are models as in `tables`, and a person's rows here go with the person too.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Identity, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.database.tables import Base, new_id, of, once, the_moment


class SlackMessage(Base):
    """A message of a candidate's, once, and where it was put.

    `placed`: `part` of an answer; `late`, after its question closed; `kept`, sent while no answer
    was asked for; `unplaced`, not yet known; `desk`, said to the bot outside any interview.
    """

    __tablename__ = "slack_messages"

    id: Mapped[UUID] = new_id()
    candidate_id: Mapped[UUID] = of("candidates")
    session_id: Mapped[UUID | None] = of("mock_interview_sessions")
    question_id: Mapped[UUID | None] = of("mock_interview_questions")
    team_id: Mapped[str]
    channel_id: Mapped[str]
    ts: Mapped[str]
    client_msg_id: Mapped[str | None]
    text: Mapped[str]
    placed: Mapped[str]
    received_at: Mapped[datetime] = the_moment()

    __table_args__ = (
        CheckConstraint(
            "placed IN ('part', 'late', 'kept', 'unplaced', 'desk')", name="valid_place"
        ),
        UniqueConstraint("team_id", "channel_id", "ts", name="one_row_a_message"),
        once(
            "one_row_a_client_msg_id",
            "team_id",
            "channel_id",
            "client_msg_id",
            where="client_msg_id IS NOT NULL",
        ),
        Index("idx_slack_messages_candidate", "candidate_id"),
        Index("idx_slack_messages_session", "session_id"),
        Index("idx_slack_messages_question", "question_id"),
    )


class OutboxRow(Base):
    """One thing to be done, for an interview or a candidate outside any; written with its cause.

    It is due from `not_before` until `done_at`; whoever holds `claimed_by` may record it. `seq` is
    the order within a lane; `key` names the effect, so that the same one is never written twice.
    """

    __tablename__ = "outbox"

    id: Mapped[UUID] = new_id()
    seq: Mapped[int] = mapped_column(BigInteger, Identity(always=True))
    session_id: Mapped[UUID | None] = of("mock_interview_sessions")
    candidate_id: Mapped[UUID | None] = of("candidates")
    lane: Mapped[str]
    key: Mapped[str]
    effect: Mapped[dict[str, Any]]
    not_before: Mapped[datetime] = the_moment()
    claimed_by: Mapped[UUID | None]
    claimed_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(server_default=text("0"))
    in_doubt: Mapped[bool] = mapped_column(server_default=text("false"))
    done_at: Mapped[datetime | None]
    failed: Mapped[str | None]
    created_at: Mapped[datetime] = the_moment()

    __table_args__ = (
        CheckConstraint("lane IN ('say', 'think', 'clock')", name="valid_lane"),
        CheckConstraint(
            "session_id IS NOT NULL OR candidate_id IS NOT NULL", name="erased_with_someone"
        ),
        UniqueConstraint("session_id", "key", name="one_effect_a_session_and_key"),
        once("one_effect_a_candidate_and_key", "candidate_id", "key", where="session_id IS NULL"),
        Index(
            "idx_outbox_due",
            "session_id",
            "lane",
            "seq",
            postgresql_where=text("done_at IS NULL"),
        ),
        Index(
            "idx_outbox_hour",
            "not_before",
            postgresql_where=text("done_at IS NULL AND lane <> 'say'"),
        ),
        # Partial, since an interview's own rows need not name the candidate: no cost to those.
        Index(
            "idx_outbox_candidate",
            "candidate_id",
            postgresql_where=text("candidate_id IS NOT NULL"),
        ),
    )
