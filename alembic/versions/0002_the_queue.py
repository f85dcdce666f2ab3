"""The queue: procrastinate's schema, as that release's own `schema.sql` has it.

The file beside this one is a copy, since what a revision does must not change with what happens to
be installed. A release that changes the schema gets a revision of its own, from the files in
`procrastinate/sql/migrations`: the `pre` ones before the new code runs, the `post` ones after.
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SCHEMA = Path(__file__).with_name("procrastinate_3_10.sql")

REMOVE = """
DROP TABLE procrastinate_events, procrastinate_periodic_defers,
           procrastinate_jobs, procrastinate_workers CASCADE;
DO $$
DECLARE leftover regprocedure;
BEGIN
    FOR leftover IN
        SELECT oid FROM pg_proc
        WHERE proname LIKE 'procrastinate\\_%' AND pronamespace = current_schema()::regnamespace
    LOOP
        EXECUTE 'DROP FUNCTION ' || leftover;
    END LOOP;
END;
$$;
DROP TYPE procrastinate_job_to_defer_v1;
DROP TYPE procrastinate_job_event_type;
DROP TYPE procrastinate_job_status;
"""


def run(script: str) -> None:
    # Several statements at once: only the driver's own cursor takes them, without parameters.
    cursor = op.get_bind().connection.cursor()
    cursor.execute(script)
    cursor.close()


def upgrade() -> None:
    run(SCHEMA.read_text(encoding="utf-8"))


def downgrade() -> None:
    run(REMOVE)
