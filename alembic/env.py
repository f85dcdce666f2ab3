"""Where alembic meets the database: on the connection it is given, or on one it finds itself.

From code (`bot.database.schema`) the connection comes along, with its transaction. From the command
line it is that of `DATABASE_URL`, else of the private PostgreSQL in `MOCK_INTERVIEW_HOME`.
"""

from __future__ import annotations

import os
from contextlib import ExitStack

from sqlalchemy import Connection

import bot.database.calls  # its table belongs to the schema, too
import bot.database.traffic  # noqa: F401  # its tables belong to the schema, too
from alembic import context
from bot.database.embedded import EmbeddedPostgres, default_home
from bot.database.engine import connected
from bot.database.schema import is_ours
from bot.database.tables import Base


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        include_name=lambda name, kind, _: is_ours(name, kind),
        compare_server_default=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def run_from_the_command_line() -> None:
    if context.is_offline_mode():
        raise SystemExit("The revisions read a live database: leave out --sql.")
    with ExitStack() as stack:
        url = os.environ.get("DATABASE_URL")
        if not url:
            private = EmbeddedPostgres(default_home())
            stack.callback(private.stop)
            private.start()
            url = private.url
        run(stack.enter_context(connected(url)))


if (given := context.config.attributes.get("connection")) is not None:
    run(given)
else:
    run_from_the_command_line()
