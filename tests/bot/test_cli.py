"""The commands as an operator meets them: their exit codes, their one clear line, their logs."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping
from pathlib import Path

import aiohttp
import psycopg
import pytest

from bot.sandbox import Sandbox
from playing import GOOD, RESUME, Player

SECRET = "xoxb-123-this-is-a-secret"


def environment(**variables: str) -> dict[str, str]:
    """The machine's environment without any setting of the bot's but these."""
    ours = ("SLACK_", "MOCK_INTERVIEW_", "DATABASE_URL", "PORT", "HOST")
    return {k: v for k, v in os.environ.items() if not k.startswith(ours)} | variables


def finished(*words: str, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        env=environment(**variables),
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


async def started(*words: str, cwd: Path, variables: Mapping[str, str]) -> Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *words, env=environment(**variables), cwd=cwd, stderr=PIPE
    )


async def stopped(process: Process) -> list[dict[str, object]]:
    """Ends the process with SIGTERM; gives its log, a JSON object a line."""
    process.send_signal(signal.SIGTERM)
    _, said = await asyncio.wait_for(process.communicate(), 30)
    assert process.returncode == 0, said.decode()
    return [json.loads(line) for line in said.decode().splitlines()]


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.mark.parametrize(
    ("words", "variables", "says"),
    [
        (["run"], {}, "SLACK_BOT_TOKEN"),
        (["run"], {"SLACK_BOT_TOKEN": SECRET}, "SLACK_APP_TOKEN"),
        (["worker"], {}, "SLACK_BOT_TOKEN"),
        (["run"], {"SLACK_BOT_TOKEN": "abc"}, "SLACK_BOT_TOKEN"),
        (["migrate"], {"DATABASE_URL": "mysql://u:pw@h/x"}, "DATABASE_URL"),
        (["migrate"], {"DATABASE_URL": "postgresql://u:pw@127.0.0.1:1/x"}, "127.0.0.1"),
        (["run"], {"MOCK_INTERVIEW_COACH": "clod"}, "MOCK_INTERVIEW_COACH"),
        (["run"], {"PORT": "many"}, "PORT"),
    ],
)
def test_a_bad_setting_is_one_clear_line_and_exit_code_2(words, variables, says, tmp_path):
    ended = finished(*words, cwd=tmp_path, **variables)
    assert ended.returncode == 2
    [line] = ended.stderr.strip().splitlines()
    assert says in line
    assert SECRET not in ended.stderr
    assert "pw" not in ended.stderr


def test_a_taken_port_is_one_clear_line_and_exit_code_2(home):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        ended = finished(
            "try", "--no-open", "--port", port, cwd=home, MOCK_INTERVIEW_HOME=str(home)
        )
    assert ended.returncode == 2
    assert port in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1


def test_a_folder_that_cannot_be_made_is_one_line_that_names_it(tmp_path):
    file = tmp_path / "a-file"
    file.touch()
    ended = finished("try", "--no-open", cwd=tmp_path, MOCK_INTERVIEW_HOME=str(file / "home"))
    assert ended.returncode == 2
    [line] = ended.stderr.splitlines()
    assert line.startswith(f"mock-interview: MOCK_INTERVIEW_HOME: {file / 'home' / 'try'}")


def test_a_schema_that_is_not_current_is_refused_and_the_command_named(empty_database_url, home):
    tokens = {"SLACK_BOT_TOKEN": SECRET, "SLACK_APP_TOKEN": "xapp-1-A"}
    refused = finished("run", cwd=home, DATABASE_URL=empty_database_url, **tokens)
    assert refused.returncode == 2
    assert "mock-interview migrate" in refused.stderr
    assert finished("migrate", cwd=home, DATABASE_URL=empty_database_url).returncode == 0
    with psycopg.connect(empty_database_url) as connection:
        found = connection.execute("SELECT count(*) FROM candidates").fetchone()
    assert found == (0,)


async def test_a_token_that_slack_refuses_is_one_clear_line(database_url, home):
    async with Sandbox() as slack:
        process = await started(
            "run",
            cwd=home,
            variables={
                "SLACK_API_URL": slack.api_url,
                "SLACK_BOT_TOKEN": SECRET,
                "SLACK_APP_TOKEN": slack.app_token,
                "DATABASE_URL": database_url,
            },
        )
        _, said = await asyncio.wait_for(process.communicate(), 30)
    assert process.returncode == 2
    [line] = said.decode().strip().splitlines()
    assert "SLACK_BOT_TOKEN" in line
    assert SECRET not in line


async def test_a_running_bot_says_that_it_is_ready_and_logs_no_words(database_url, home):
    port = free_port()
    async with Sandbox() as slack:
        process = await started(
            "run",
            cwd=home,
            variables={
                "SLACK_API_URL": slack.api_url,
                "SLACK_BOT_TOKEN": slack.bot_token,
                "SLACK_APP_TOKEN": slack.app_token,
                "DATABASE_URL": database_url,
                "MOCK_INTERVIEW_SETTLE_SECONDS": "0",
                "PORT": str(port),
            },
        )
        await slack.wait_until_connected(20)
        async with aiohttp.ClientSession() as session:
            for path in ("healthz", "readyz"):
                async with session.get(f"http://127.0.0.1:{port}/{path}") as answer:
                    assert (path, answer.status) == (path, 200)
        sam = Player(slack)
        await sam.introduces_themselves()
        await sam.starts()
        await sam.says(GOOD)
        await sam.reads_feedback(1)
        log = await stopped(process)
    said = json.dumps(log)
    assert {"started", "stopped"} <= {str(line["event"]) for line in log}
    assert "traceback" not in said
    for words in (*RESUME.splitlines(), *GOOD.split(". "), slack.bot_token, slack.app_token):
        assert words not in said


async def test_a_second_trial_in_the_same_folder_is_refused_in_one_line(home):
    words = ("try", "--no-open", "--port", "0")
    variables = {"MOCK_INTERVIEW_HOME": str(home)}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *words,
        env=environment(**variables),
        cwd=home,
        stdout=PIPE,
        stderr=PIPE,
    )
    assert process.stdout is not None
    while b"Ctrl-C" not in await asyncio.wait_for(process.stdout.readline(), 30):
        pass
    refused = await asyncio.to_thread(finished, *words, cwd=home, **variables)
    assert refused.returncode == 2
    [line] = refused.stderr.strip().splitlines()
    assert "another mock-interview try" in line
    await stopped(process)
