"""The programs under measure, each in a process over a Slack and a database of its own."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

import psycopg
from load import Crowd

from bot.database.embedded import EmbeddedPostgres
from bot.sandbox import Sandbox
from bot.sandbox.workspace import TEAM_ID
from playing import Player

ROOT = Path(__file__).parents[2]
_RIVALS = Path(__file__).parent / "rivals.py"
_STOP_SECONDS = 15.0
_AT_ONCE = 24


@dataclass(frozen=True, slots=True)
class App:
    """What is measured: its name, its commands, and where its code lies."""

    name: str
    commands: Sequence[Sequence[str]]
    code: Path = ROOT
    interviewed: bool = True


def bot(name: str = "this bot", code: Path = ROOT) -> App:
    return App(name, [["-m", "bot", "run"]], code)


def split_bot(workers: int, code: Path = ROOT) -> App:
    work = [["-m", "bot", "worker"]] * workers
    return App(
        f"{workers} worker{'s' * (workers > 1)}", [["-m", "bot", "run", "--no-worker"], *work], code
    )


def rival(kind: str) -> App:
    return App(kind, [[str(_RIVALS), kind]], interviewed=False)


@dataclass(slots=True)
class Stage:
    """An app that runs, its crowd, and its database."""

    app: App
    slack: Sandbox
    crowd: Crowd
    database_url: str
    pids: list[int]
    startup_seconds: float

    async def sql(self, statement: str, *arguments: Any) -> list[tuple[Any, ...]]:
        async with await psycopg.AsyncConnection.connect(
            self.database_url, autocommit=True
        ) as connection:
            cursor = await connection.execute(statement.encode(), arguments)
            return list(await cursor.fetchall()) if cursor.description else []


@asynccontextmanager
async def staged(
    app: App, server: EmbeddedPostgres, folder: Path, *, people: int, name: str
) -> AsyncIterator[Stage]:
    """The app, connected, with a crowd that listens; nobody has started an interview yet."""
    url = server.url_of(name)
    async with await psycopg.AsyncConnection.connect(server.url, autocommit=True) as connection:
        await connection.execute(f"CREATE DATABASE {name}".encode())
    async with Sandbox() as slack:
        environment = _environment(slack, url, folder, app.code)
        if app.interviewed:
            await _run_to_its_end(environment, folder, "-m", "bot", "migrate")
        crowd = Crowd(slack, people, interviewed=app.interviewed)
        programs: list[asyncio.subprocess.Process] = []
        began = monotonic()
        try:
            with (folder / f"{name}.log").open("ab") as log:
                for words in app.commands:
                    programs.append(
                        await asyncio.create_subprocess_exec(
                            sys.executable,
                            *words,
                            cwd=folder,
                            env=environment,
                            stdout=log,
                            stderr=log,
                        )
                    )
            await slack.until(lambda: slack.connected, 30)
            startup = monotonic() - began
            stage = Stage(app, slack, crowd, url, [program.pid for program in programs], startup)
            async with crowd.listening():
                yield stage
        finally:
            for program in programs:
                if program.returncode is None:
                    program.send_signal(signal.SIGTERM)
            for program in programs:
                try:
                    await asyncio.wait_for(program.wait(), _STOP_SECONDS)
                except TimeoutError:
                    program.kill()
                    await program.wait()


async def open_interviews(stage: Stage) -> float:
    """Give everybody the papers that one has saved through the bot, and let all of them start.

    Returns the seconds that the bot took for the starts.
    """
    first = Player(stage.slack)
    await first.introduces_themselves()
    people = stage.crowd.people
    for statement in _COPIES:
        await stage.sql(statement, *((TEAM_ID, people) if "%s" in statement else ()))
    return await stage.crowd.start_all(_AT_ONCE)


async def spread(stage: Stage) -> None:
    """Have everybody led to somewhere in their interviews, each elsewhere."""
    if stage.app.interviewed:
        await stage.crowd.spread(_AT_ONCE)


_COPIES = (
    "INSERT INTO candidates (team_id, user_id) SELECT %s, unnest(%s::text[])",
    """
    INSERT INTO candidate_resumes (candidate_id, resume_text, lines)
    SELECT c.id, r.resume_text, r.lines FROM candidates c, candidate_resumes r
    WHERE c.id <> r.candidate_id
    """,
    """
    INSERT INTO job_applications (candidate_id, company, job_title, job_description, lines)
    SELECT c.id, j.company, j.job_title, j.job_description, j.lines
    FROM candidates c, job_applications j WHERE c.id <> j.candidate_id
    """,
)


def _environment(slack: Sandbox, url: str, folder: Path, code: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "PYTHONPATH": str(code),
        "MOCK_INTERVIEW_HOME": str(folder),
        "MOCK_INTERVIEW_COACH": "rules",
        "MOCK_INTERVIEW_SETTLE_SECONDS": "0",
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.api_url,
        "DATABASE_URL": url,
    }


async def _run_to_its_end(environment: dict[str, str], folder: Path, *words: str) -> None:
    program = await asyncio.create_subprocess_exec(
        sys.executable, *words, cwd=folder, env=environment, stderr=asyncio.subprocess.PIPE
    )
    _, said = await program.communicate()
    if program.returncode:
        raise RuntimeError(f"{' '.join(words)}: {said.decode()[-2000:]}")
