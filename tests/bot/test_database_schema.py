"""The schema: its revisions, and that the models, the revisions and the customer agree."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import PIPE, run
from sys import executable
from zipfile import ZipFile

import procrastinate
import psycopg
import pytest
import sqlalchemy
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, text

from alembic import command
from bot.database import DatabaseNotReached, DatabaseNotUsable, schema, traffic
from bot.database.engine import connected
from bot.database.tables import Base

assert traffic.SlackMessage.metadata is Base.metadata

COLUMNS = """
    SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default
    FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2
"""
CONSTRAINTS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n' ORDER BY 1, 2
"""
INDEXES = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"


def catalogue(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
    """All columns, constraints and indexes of our tables, as PostgreSQL itself describes them."""
    return {
        name: [
            tuple(row)
            for row in connection.execute(text(query))
            if not str(row[0]).startswith(("procrastinate_", "idx_procrastinate_", "alembic_"))
        ]
        for name, query in (("columns", COLUMNS), ("constraints", CONSTRAINTS), ("idx", INDEXES))
    }


def objects(url: str) -> list[str]:
    """The names of all tables, sequences, types and functions beside alembic's own table."""
    query = """
        SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
        UNION SELECT typname FROM pg_type WHERE typnamespace = 'public'::regnamespace
        UNION SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    """
    with psycopg.connect(url) as connection:
        names = [row[0] for row in connection.execute(query)]
    return [name for name in names if "alembic_version" not in name]


def downgrade(url: str, revision: str) -> None:
    with connected(url) as connection:
        config = schema.settings()
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


def test_autogenerate_finds_no_difference(database_url: str) -> None:
    with connected(database_url) as connection:
        migrations = MigrationContext.configure(
            connection,
            opts={
                "compare_server_default": True,
                "include_name": lambda name, kind, _: schema.is_ours(name, kind),
            },
        )
        assert compare_metadata(migrations, Base.metadata) == []


def test_the_models_make_the_very_tables_that_the_revisions_make(
    database_url: str, empty_database_url: str
) -> None:
    """Checks, cascades and the conditions of indexes too, which autogenerate does not compare."""
    with connected(empty_database_url) as connection:
        Base.metadata.create_all(connection)
        modelled = catalogue(connection)
    with connected(database_url) as connection:
        migrated = catalogue(connection)
    assert modelled == migrated
    assert len(migrated["columns"]) > 90


def test_every_revision_goes_up_and_down(empty_database_url: str) -> None:
    schema.migrate(empty_database_url, "0001")
    first = objects(empty_database_url)
    schema.migrate(empty_database_url)
    newest = objects(empty_database_url)
    assert "procrastinate_fetch_job_v2" in set(newest) - set(first)

    downgrade(empty_database_url, "0001")
    assert objects(empty_database_url) == first
    downgrade(empty_database_url, "base")
    assert objects(empty_database_url) == []
    schema.migrate(empty_database_url)
    assert objects(empty_database_url) == newest


def test_a_database_is_current_only_at_the_newest_revision(empty_database_url: str) -> None:
    assert not schema.is_current(empty_database_url)
    schema.migrate(empty_database_url, "0001")
    assert not schema.is_current(empty_database_url)
    schema.migrate(empty_database_url)
    assert schema.is_current(empty_database_url)


def test_a_database_of_a_newer_program_is_refused(database_url: str) -> None:
    with psycopg.connect(database_url) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    assert not schema.is_current(database_url)
    with pytest.raises(DatabaseNotUsable, match="newer than this program"):
        schema.migrate(database_url)


def test_several_processes_may_migrate_at_once(empty_database_url: str) -> None:
    line = f"from bot.database.schema import migrate; migrate({empty_database_url!r})"

    def migrate_in_a_process(_: int) -> tuple[int, bytes]:
        done = run([executable, "-c", line], check=False, capture_output=True)
        return done.returncode, done.stderr

    with ThreadPoolExecutor() as processes:
        assert list(processes.map(migrate_in_a_process, range(3))) == [(0, b"")] * 3
    assert schema.is_current(empty_database_url)


def test_a_failing_revision_leaves_nothing_behind(empty_database_url: str) -> None:
    with psycopg.connect(empty_database_url) as connection:
        connection.execute("CREATE TABLE procrastinate_jobs ()")
    before = objects(empty_database_url)
    with pytest.raises(psycopg.errors.DuplicateTable):
        schema.migrate(empty_database_url)
    assert objects(empty_database_url) == before


def test_nobody_listening_is_told_in_one_sentence() -> None:
    with pytest.raises(DatabaseNotReached, match=r"reached at 127\.0\.0\.1, port 9\.$") as told:
        schema.is_current("postgresql://bot:secret@127.0.0.1:9/interviews")
    assert "secret" not in str(told.value)


def test_the_queue_is_that_of_the_installed_release() -> None:
    installed = Path(procrastinate.__file__).parent / "sql" / "schema.sql"
    copied = schema.migrations_folder() / "versions" / "procrastinate_3_10.sql"
    assert copied.read_bytes() == installed.read_bytes()


def test_the_functions_that_the_sweeper_calls_are_there(database_url: str) -> None:
    assert {"procrastinate_finish_job_v1", "procrastinate_retry_job_v2"} <= set(
        objects(database_url)
    )


def test_an_installed_wheel_can_migrate(tmp_path: Path, empty_database_url: str) -> None:
    project = Path(__file__).parents[2]
    build = [executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    run(build, cwd=project, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    installed = tmp_path / "installed"
    ZipFile(wheel).extractall(installed)

    line = f"""if True:
        from bot.database import schema
        schema.migrate({empty_database_url!r})
        print(schema.migrations_folder())
    """
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    done = run([executable, "-c", line], cwd=tmp_path, env=environment, check=True, stdout=PIPE)
    assert done.stdout.decode().strip() == str(installed / "bot" / "database" / "migrations")
    assert schema.is_current(empty_database_url)


def test_sqlalchemy_never_shows_parameters_while_migrating(database_url: str) -> None:
    with connected(database_url) as connection, pytest.raises(sqlalchemy.exc.DataError) as error:
        connection.execute(text("SELECT CAST(:answer AS uuid)"), {"answer": "my own words"})
    assert "my own words" not in str(error.value).replace(str(error.value.orig), "")
