"""The books: every call of a model, its tokens and its price."""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def words(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Text(), nullable=False)


def number(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Integer(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "model_calls",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column(
            "called_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        words("team_id"),
        sa.Column(
            "candidate_id",
            sa.Uuid(),
            sa.ForeignKey("candidates.id", ondelete="SET NULL"),
            nullable=True,
        ),
        words("task"),
        words("model"),
        words("prompt_version"),
        sa.Column("seconds", sa.Float(), nullable=False),
        number("uncached_tokens"),
        number("read_tokens"),
        number("short_tokens"),
        number("long_tokens"),
        number("output_tokens"),
        number("thinking_tokens"),
        sa.Column("dollars", sa.Numeric(), nullable=True),
        words("stop_reason"),
        words("request_id"),
        words("error"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("idx_model_calls_team", "model_calls", ["team_id", "called_at"])
    op.create_index("idx_model_calls_candidate", "model_calls", ["candidate_id", "called_at"])


def downgrade() -> None:
    op.drop_table("model_calls")
