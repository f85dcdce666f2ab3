"""The page for an operator at night: its statements run, and its graphs and log lines exist."""

from __future__ import annotations

import re
from pathlib import Path

import psycopg
import pytest
from psycopg.types.json import Jsonb

from bot.cli import app
from bot.metrics import Metrics
from bot.settings import Settings
from test_metrics import an_interview, seed

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "what-to-do-when.md").read_text(encoding="utf-8")
STATEMENTS = re.findall(r"^```sql\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
WORDS = "we moved the hot rows out"
OF_OTHERS = {"overloaded_error", "rate_limit_error", "their_turn", "pg_wal"}
"""Names of faults that Anthropic gives, a column of a statement, a folder of PostgreSQL."""
CODE = "\n".join(
    path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "bot").rglob("*.py"))
    if "sandbox" not in path.parts
)


async def asked(database_url: str, statement: str) -> list[dict[str, object]]:
    """What the statement answers, where it may change nothing."""
    async with await psycopg.AsyncConnection.connect(database_url) as connection:
        await connection.set_read_only(True)
        cursor = await connection.execute(statement.encode())
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in await cursor.fetchall()]


@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda it: it.splitlines()[0][3:40])
async def test_every_statement_of_the_page_runs_and_shows_no_words(database_url, statement):
    assert statement.startswith("-- ")
    async with await psycopg.AsyncConnection.connect(database_url) as connection:
        await seed(connection, database_url)
        await connection.execute("UPDATE outbox SET effect = %s", (Jsonb({"text": WORDS}),))
        await connection.execute(
            "UPDATE mock_interview_sessions SET session_feedback = %s, state = %s",
            (WORDS, Jsonb({"stuck": False, "questions": [WORDS]})),
        )
    found = await asked(database_url, statement)
    assert WORDS not in str(found)


def statement_about(words: str) -> str:
    [found] = [it for it in STATEMENTS if words in it.splitlines()[0]]
    return str(found)


async def test_the_statements_about_a_stuck_interview_find_it(database_url):
    async with await psycopg.AsyncConnection.connect(database_url) as connection:
        await seed(connection, database_url)
        lost = await an_interview(connection, "summing_up")
        await an_interview(connection, "question_open")
    waiting = await asked(database_url, statement_about("Interviews that wait"))
    assert [(it["phase"], it["owed"]) for it in waiting] == [("under_review", 3), ("summing_up", 0)]
    assert waiting[1]["session"] == lost
    assert waiting[1]["their_turn"] == "false"
    one = statement_about("All that one").replace("0" * 8 + "-0000" * 3 + "-" + "0" * 12, "%s")
    one = one.replace("%s", str(waiting[0]["session"]))
    assert len(await asked(database_url, one)) == 6


async def test_the_statement_about_the_queue_counts_what_is_due(database_url):
    async with await psycopg.AsyncConnection.connect(database_url) as connection:
        await seed(connection, database_url)
    owed = await asked(database_url, statement_about("What is owed"))
    assert {str(it["lane"]): it["owed"] for it in owed} == {"say": 2, "think": 1, "clock": 1}


async def test_every_graph_that_the_page_names_is_drawn(database_url):
    metrics = Metrics()
    metrics.ask(database_url)
    drawn = (await metrics.page()).decode()
    await metrics.close()
    named = set(re.findall(r"`((?:mock_interview|process)_\w+)`", PAGE))
    families = {line.split()[2] for line in drawn.splitlines() if line.startswith("# TYPE")}
    assert len(named) > 10
    assert named <= families


def test_every_line_of_the_log_that_the_page_names_is_written():
    written = set(re.findall(r'_log\.\w+\(\s*"(\w+)"', CODE))
    written |= {"socket_connected", "socket_lost"} & set(re.findall(r'"(\w+)"', CODE))
    about_the_log = re.findall(r"`(?!mock_interview_|process_)([a-z]+_[a-z_]+)`", PAGE)
    of_the_log = [name for name in about_the_log if name in written]
    assert len(set(of_the_log)) >= 14
    known = set(re.findall(r"\w+", CODE)) | OF_OTHERS
    assert not [name for name in about_the_log if name not in known]


def test_every_command_and_setting_that_the_page_names_exists():
    commands = {command.name or command.callback.__name__ for command in app.registered_commands}
    assert set(re.findall(r"mock-interview (\w+)", PAGE)) <= commands
    settings = {field.alias for field in Settings.model_fields.values()}
    told = set(re.findall(r"\b([A-Z]{4,}(?:_[A-Z]+)+)\b", PAGE))
    assert len(told) > 6
    assert told <= settings
