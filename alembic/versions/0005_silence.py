"""Alarms wait in the outbox for days: what is due is found without reading them."""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "idx_outbox_hour",
        "outbox",
        ["not_before"],
        postgresql_where=sa.text("done_at IS NULL AND lane <> 'say'"),
    )


def downgrade() -> None:
    op.drop_index("idx_outbox_hour", table_name="outbox")
