"""The schema's versions: brings a database to the newest one, and says whether it is there.

It runs the revisions of the `alembic` folder and knows nothing of what they contain.
"""

from __future__ import annotations

import threading
from pathlib import Path

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import text

from alembic import command
from bot.database import DatabaseNotUsable
from bot.database.engine import connected

_TURN = 7_215_002
"""The advisory lock that migrating processes queue for; any number that nobody else here uses."""

_one_at_a_time = threading.Lock()  # alembic keeps the migration that runs in a module's global


def migrations_folder() -> Path:
    """Where the revisions are: in a wheel beside this file, in a checkout at its root."""
    here = Path(__file__).parent
    shipped = here / "migrations"
    return shipped if shipped.is_dir() else here.parent.parent / "alembic"


def settings() -> Config:
    """Alembic's settings; the caller puts an open connection into `attributes["connection"]`."""
    config = Config()
    config.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    return config


def head() -> str:
    """The newest revision that this program knows."""
    newest = ScriptDirectory.from_config(settings()).get_current_head()
    if newest is None:
        raise DatabaseNotUsable(f"No revisions of the schema were found in {migrations_folder()}.")
    return newest


def is_current(url: str) -> bool:
    """Whether the database's schema is exactly this program's. Blocks; raises as `connected`."""
    with connected(url) as connection:
        return MigrationContext.configure(connection).get_current_heads() == (head(),)


def migrate(url: str, revision: str = "head") -> None:
    """Bring the schema up to `revision`, all or nothing; does nothing where it is there. Blocks.

    Safe from several processes at once: they take turns, and the later ones find nothing to do.
    Raises as `connected`, and `DatabaseNotUsable` where a newer program has been there before.
    """
    with _one_at_a_time, connected(url) as connection:
        # Within the transaction, so that it ends with it, whatever happens to this process.
        connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": _TURN})
        config = settings()
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, revision)
        except CommandError as unknown:
            raise DatabaseNotUsable(
                "The database's schema is newer than this program; install the newer release."
            ) from unknown


def is_ours(name: str | None, kind: str) -> bool:
    """Whether autogenerate may compare this object: procrastinate's tables are not ours."""
    return kind != "table" or not (name or "").startswith("procrastinate_")
