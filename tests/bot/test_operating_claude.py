"""What an operator sees of Claude: what it has cost, and what is wrong with it."""

from __future__ import annotations

import asyncio
import re
import sys
from dataclasses import replace
from decimal import Decimal
from uuid import uuid4

import psycopg
import pytest

from bot.books import Account, Books, LimitReached, on_account_of
from bot.database.calls import by_day
from bot.database.engine import open_pool
from bot.sandbox import Sandbox
from interview.coach.calls import Call
from interview.coach.models import MODELS
from loopback import Server, loopback
from loopback_author import honest
from test_cli import environment

CALL = Call(
    task="review",
    model="claude-sonnet-5-5",
    prompt_version="1a2b3c4d",
    seconds=1.5,
    uncached=100_000,
    output=10_000,
    stop_reason="end_turn",
)


async def command(*words: str, cwd, **variables: str) -> tuple[int, str]:
    """Its exit code, and what it printed."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *words,
        env=environment(**variables),
        cwd=cwd,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode is not None
    return process.returncode, said.decode()


@pytest.fixture
async def slack():
    async with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
async def pool(database_url):
    pool = await open_pool(database_url)
    yield pool
    await pool.close()


async def a_candidate(database_url: str) -> Account:
    candidate_id = uuid4()
    async with await psycopg.AsyncConnection.connect(database_url) as connection:
        await connection.execute(
            "INSERT INTO candidates (id, team_id, user_id) VALUES (%s, 'T1', 'U1')",
            (candidate_id,),
        )
    return Account(team_id="T1", candidate_id=candidate_id)


async def test_books_say_what_was_spent_by_whom(pool, database_url):
    account = await a_candidate(database_url)
    books = Books(pool, MODELS)
    with on_account_of(account):
        await books.enter(CALL)
        await books.enter(replace(CALL, model="local", error="timeout"))
    await books.enter(CALL)
    async with pool.connection() as connection:
        lines = await by_day(connection, 1)
    found = [(line.team_id, line.model, line.calls, line.failed, line.dollars) for line in lines]
    assert found == [
        ("", "claude-sonnet-5-5", 1, 0, Decimal("0.30000000")),
        ("T1", "claude-sonnet-5-5", 1, 0, Decimal("0.30000000")),
        ("T1", "local", 1, 1, None),
    ]


async def test_books_keep_how_long_the_first_word_took(pool):
    await Books(pool, MODELS).enter(replace(CALL, first_token_seconds=0.25))
    await Books(pool, MODELS).enter(CALL)
    async with pool.connection() as connection:
        cursor = await connection.execute("SELECT first_token_seconds FROM model_calls ORDER BY 1")
        assert await cursor.fetchall() == [(0.25,), (None,)]


@pytest.mark.parametrize(
    ("limits", "reached"),
    [
        ({"person_day": 0.2}, "person"),
        ({"workspace_month": 0.2}, "workspace"),
        ({"person_day": 0.4, "workspace_month": 0.4}, None),
        ({}, None),
    ],
)
async def test_a_limit_forbids_the_next_call(pool, database_url, limits, reached):
    account = await a_candidate(database_url)
    books = Books(pool, MODELS, **limits)
    with on_account_of(account):
        await books.check()
        await books.enter(CALL)
        if reached is None:
            await books.check()
        else:
            with pytest.raises(LimitReached, match=reached):
                await books.check()


async def test_a_person_who_is_forgotten_leaves_the_sum_and_no_trace(pool, database_url):
    account = await a_candidate(database_url)
    books = Books(pool, MODELS)
    with on_account_of(account):
        await books.enter(CALL)
        async with pool.connection() as connection:
            await connection.execute("DELETE FROM candidates")
        await books.enter(CALL)
    async with pool.connection() as connection:
        cursor = await connection.execute(
            "SELECT count(*), count(candidate_id), sum(dollars) FROM model_calls"
        )
        assert await cursor.fetchone() == (2, 0, Decimal("0.60000000"))


async def test_usage_is_printed_by_day_workspace_and_model(pool, database_url, home):
    code, said = await command("usage", cwd=home, DATABASE_URL=database_url)
    assert (code, said.strip()[:18]) == (0, "Nothing was spent:")
    with on_account_of(await a_candidate(database_url)):
        await Books(pool, MODELS).enter(CALL)
        await Books(pool, MODELS).enter(replace(CALL, model="local"))
    code, said = await command("usage", "--days", "2", cwd=home, DATABASE_URL=database_url)
    assert code == 0
    head, first, second, _, end = said.splitlines()
    assert head.split()[:3] == ["day", "workspace", "model"]
    assert first.split()[1:] == ["T1", "claude-sonnet-5-5", "1", "0", "100000", "10000", "0.3000"]
    assert second.endswith("not known")
    assert end == "In all: $0.3000 (calls of models without a known price: 1)"


async def test_the_doctor_finds_a_healthy_bot_well(slack, database_url, home):
    async with loopback(honest, server=Server.VLLM) as claude:
        code, said = await command(
            "doctor",
            "--online",
            cwd=home,
            DATABASE_URL=database_url,
            SLACK_API_URL=slack.api_url,
            SLACK_BOT_TOKEN=slack.bot_token,
            SLACK_APP_TOKEN=slack.app_token,
            MOCK_INTERVIEW_COACH="claude",
            ANTHROPIC_BASE_URL=claude.url,
        )
    assert code == 0, said
    about = [line.split(":")[0] for line in said.splitlines()]
    assert about == [
        "ok  settings",
        "ok  database",
        "ok  queue",
        "ok  workers",
        "ok  clock",
        "ok  Slack",
        "ok  scopes",
        "ok  coach",
        "ok  model",
        "ok  speed",
        "ok  prompt cache",
    ]
    assert re.search(r"speed: a question in \d\.\d s \(its first word after \d\.\d s\), then", said)


@pytest.mark.parametrize(
    ("wrong", "about", "mend"),
    [
        ({"PORT": "many"}, "settings: PORT", "README.md"),
        ({"DATABASE_URL": "postgresql://u:pw@127.0.0.1:1/x"}, "database: ", "DATABASE_URL"),
        ({"SLACK_BOT_TOKEN": "xoxb-wrong"}, "Slack: refused", "Install the app again"),
        ({"SLACK_APP_TOKEN": ""}, "Slack: SLACK_APP_TOKEN is missing", "README.md"),
        ({"SLACK_API_URL": "http://127.0.0.1:9/api/"}, "Slack: not reached", "network"),
        ({"MOCK_INTERVIEW_COACH": "claude"}, "coach: MOCK_INTERVIEW_COACH", "README.md"),
        ({"MOCK_INTERVIEW_MODELS_FILE": "/none.toml"}, "coach: MOCK_INTERVIEW_MODELS", "README"),
    ],
)
async def test_the_doctor_says_what_is_wrong_and_how_to_mend_it(
    slack, database_url, home, wrong, about, mend
):
    well = {
        "DATABASE_URL": database_url,
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
    }
    key = {"ANTHROPIC_API_KEY": "sk-ant-x"} if "MOCK_INTERVIEW_MODELS_FILE" in wrong else {}
    code, said = await command("doctor", cwd=home, **(well | key | wrong))
    assert code == 1, said
    bad = said[said.index("BAD") :]
    assert bad.startswith(f"BAD {about}")
    assert mend in bad
    assert "pw" not in said
