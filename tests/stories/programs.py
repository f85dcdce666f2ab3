"""The bot as programs of their own, to be killed and started again like any program."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import bot
from bot.sandbox import Sandbox

_CODE = Path(bot.__file__).parents[1]
_STOP_SECONDS = 15.0


class Program:
    """One `mock-interview` command over a local Slack and a database; started with `start`."""

    def __init__(
        self,
        slack: Sandbox,
        database_url: str,
        folder: Path,
        *words: str,
        settle_seconds: float = 0.05,
    ) -> None:
        self._slack = slack
        self._words = words
        self._folder = folder
        self._environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "PYTHONPATH": str(_CODE),
            "MOCK_INTERVIEW_HOME": str(folder),
            "MOCK_INTERVIEW_COACH": "rules",
            "MOCK_INTERVIEW_SETTLE_SECONDS": str(settle_seconds),
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_API_URL": slack.api_url,
            "DATABASE_URL": database_url,
        }
        self._process: asyncio.subprocess.Process | None = None

    @property
    def log(self) -> str:
        """What the program has written, of all its lives."""
        return self.log_path.read_text()

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def log_path(self) -> Path:
        return self._folder / f"{'-'.join(self._words)}.log"

    async def start(self, *, wait: bool = True) -> None:
        """Returns when it listens to Slack; at once where it only works, or is not waited for."""
        with self.log_path.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bot",
                *self._words,
                cwd=self._folder,
                env=self._environment,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        if wait and "run" in self._words:
            await self._slack.until(lambda: self._slack.connected, 20)

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.returncode is None

    @property
    def memory(self) -> float:
        """What it holds in memory now, in MiB; Linux only."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) / 1024

    def suspend(self) -> None:
        """Stops it where it is, as a machine does that is put to sleep; it knows nothing of it."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    async def kill(self) -> None:
        """Ends it as the kernel does, and waits until it is gone."""
        assert self._process is not None
        self._process.kill()
        await self._process.wait()
        if "run" in self._words:
            await self._slack.until(lambda: not self._slack.connected)

    async def terminate(self) -> int:
        """Asks it to stop; gives its exit code."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        return await asyncio.wait_for(self._process.wait(), _STOP_SECONDS)

    async def end(self) -> None:
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()


@asynccontextmanager
async def programs(*started: Program) -> AsyncIterator[None]:
    """They run when the block begins; what still runs at its end is killed."""
    try:
        for program in started:
            await program.start()
        yield
    finally:
        for program in started:
            await program.end()
