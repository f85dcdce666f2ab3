"""What every test may ask for: a database of its own, and a folder that PostgreSQL may live in."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from bot.database import DatabaseUnavailable
from bot.database.embedded import EmbeddedPostgres
from bot.database.schema import migrate
from interview.coach.claude import exchange

_PREFIX = "mock-interview-tests-"
_SHARED = "MOCK_INTERVIEW_TESTS"  # where all workers of a run find their one server
_TEMPLATE = "an_empty_interview"


def chromium() -> str | None:
    """The browser that the browser stories are told in."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--live", action="store_true", help="run what asks Anthropic, with your key")


@pytest.fixture(autouse=True)
def no_call_leaves_this_machine(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Anthropic's address is nobody's here, but for what is asked for with `--live`."""
    if request.node.get_closest_marker("live") is None:
        monkeypatch.setattr(exchange, "ANTHROPIC", "http://127.0.0.1:9")
        monkeypatch.delenv("ANTHROPIC_API_KEY", raising=False)


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        if chromium() is None and os.environ.get("BROWSER_STORIES") == "required":
            raise pytest.UsageError("The browser stories are required, and no Chromium was found.")
        _remove_leftovers()
        os.environ[_SHARED] = str(new_home())


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        remove_home(Path(os.environ.pop(_SHARED)))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    away = {"browser"} if chromium() is None else set()
    away |= set() if config.getoption("--live") else {"live"}
    left = [item for item in items if any(item.get_closest_marker(mark) for mark in away)]
    items[:] = [item for item in items if item not in left]
    if left:
        config.hook.pytest_deselected(items=left)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if chromium() is None:
        terminalreporter.write_line("browser stories: not run, no Chromium was found")


def new_home() -> Path:
    """A folder that PostgreSQL may live in, also as root, where `tmp_path` is closed to it."""
    home = Path(tempfile.mkdtemp(prefix=_PREFIX))
    home.chmod(0o711)
    return home


def remove_home(home: Path) -> None:
    """Remove the folder with the servers that a killed bot may have left running in it."""
    for left in home.rglob("postmaster.pid"):
        server = EmbeddedPostgres(left.parent.parent)
        with suppress(DatabaseUnavailable):
            server.start()
            server.stop()
    shutil.rmtree(home, ignore_errors=True)


def _remove_leftovers() -> None:
    """Of runs that were killed; a run is over within the hour."""
    for home in Path(tempfile.gettempdir()).glob(_PREFIX + "*"):
        with suppress(FileNotFoundError):
            if home.stat().st_mtime < time.time() - 3600:
                remove_home(home)


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder for the data of one bot."""
    folder = new_home()
    yield folder
    remove_home(folder)


@pytest.fixture(scope="session")
def postgres() -> Iterator[EmbeddedPostgres]:
    """The server of this run, with a migrated database to copy; shared by all workers."""
    server = EmbeddedPostgres(Path(os.environ[_SHARED]), durable=False)
    try:
        server.start()
        with psycopg.connect(server.url, autocommit=True) as connection:
            connection.execute("SELECT pg_advisory_lock(1)")
            there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [_TEMPLATE])
            if there.fetchone() is None:
                connection.execute(f"CREATE DATABASE {_TEMPLATE}")
                migrate(server.url_of(_TEMPLATE))
        yield server
    finally:
        server.stop()


@pytest.fixture
def empty_database_url(postgres: EmbeddedPostgres) -> Iterator[str]:
    """A database with nothing in it, not even a schema."""
    yield from _database(postgres, like="template0")


@pytest.fixture
def database_url(postgres: EmbeddedPostgres) -> Iterator[str]:
    """A database with the newest schema and no row."""
    yield from _database(postgres, like=_TEMPLATE)


def _database(server: EmbeddedPostgres, *, like: str) -> Iterator[str]:
    name = f"test_{uuid4().hex}"
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {like}")
    yield server.url_of(name)
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
