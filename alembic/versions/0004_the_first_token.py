"""The books: how long the first word of a call took; null where the reply came whole."""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("model_calls", sa.Column("first_token_seconds", sa.Float()))


def downgrade() -> None:
    op.drop_column("model_calls", "first_token_seconds")
