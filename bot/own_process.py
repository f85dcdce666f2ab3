"""Programs of this package that run beside it; they are told what to do on their standard input.

No token, key or database address travels to them.
"""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

_NEEDED_TO_START = (
    *("PATH", "PYTHONHOME", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "HOME", "USERPROFILE"),
    *("APPDATA", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR"),
)


async def started(module: str, *, stderr: int | None = None, alone: bool = False) -> Process:
    """A program of this package, with pipes to its standard input and from its output.

    One that is `alone` does not hear what a terminal tells this one to stop. Raises OSError.
    """
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-X", "utf8", "-W", "ignore", "-m", module),
        stdin=PIPE,
        stdout=PIPE,
        stderr=stderr,
        env=environment(),
        start_new_session=alone,
    )


def environment() -> dict[str, str]:
    """What a program is told of this one's surroundings."""
    told = {name: os.environ[name] for name in _NEEDED_TO_START if name in os.environ}
    packages = (str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", ""))
    told["PYTHONPATH"] = os.pathsep.join(filter(None, packages))
    return told
