"""A key, a model, a server that does not work: told at the start and by the doctor, with a mend."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from bot.coaches import coach_of
from bot.database.engine import open_pool
from bot.sandbox import Sandbox
from bot.settings import Settings
from interview.coach.claude import exchange
from loopback import Loopback, Server, loopback
from loopback_author import honest
from test_operating_claude import command

NOWHERE = "http://127.0.0.1:9"
WRONG = {
    "a wrong key": (
        {"anthropic_api_key": SecretStr("sk-ant-wrong")},
        "authentication_error",
        "ANTHROPIC_API_KEY was refused",
    ),
    "an unknown model": (
        {"model": "claude-nobody"},
        "not_found_error (claude-nobody)",
        "MOCK_INTERVIEW_MODEL",
    ),
    "an unknown model for feedback": (
        {"feedback_model": "claude-noone"},
        "not_found_error (claude-noone)",
        "MOCK_INTERVIEW_FEEDBACK_MODEL",
    ),
}


@pytest.fixture
async def slack():
    async with Sandbox() as sandbox:
        yield sandbox


async def start(database_url: str, claude: Loopback, **settings: Any) -> dict[str, Any]:
    """What is logged of the coach when the bot starts."""
    key = {"anthropic_api_key": SecretStr(claude.key), "coach": "claude"}
    chosen = Settings.load(**(key | settings))
    pool = await open_pool(database_url)
    try:
        with capture_logs() as logged:
            async with coach_of(chosen, pool) as coach:
                assert "Claude" in coach.label or "owner" in coach.label
    finally:
        await pool.close()
    [line] = [line for line in logged if line["event"].startswith("coach_")]
    return dict(line)


@pytest.mark.parametrize("by_anthropic", [True, False], ids=["Anthropic", "another server"])
@pytest.mark.parametrize(("settings", "error", "mend"), WRONG.values(), ids=WRONG)
async def test_a_start_says_what_is_wrong_and_how_to_mend_it(
    monkeypatch, database_url, by_anthropic, settings, error, mend
):
    async with loopback(honest) as claude:
        if by_anthropic:
            monkeypatch.setattr(exchange, "ANTHROPIC", claude.url)
        else:
            settings = settings | {"anthropic_base_url": claude.url}
        said = await start(database_url, claude, **settings)
    assert said["event"] == "coach_not_reached"
    assert said["error"].startswith(error)
    assert mend in said["mend"]


@pytest.mark.parametrize("url", [None, NOWHERE], ids=["Anthropic", "another server"])
async def test_a_start_says_that_nobody_is_there(database_url, url):
    async with loopback(honest) as claude:
        said = await start(database_url, claude, anthropic_base_url=url)
    assert said["event"] == "coach_not_reached"
    assert "network" in said["mend"]


async def test_a_start_with_anthropic_asks_for_nothing_that_costs(monkeypatch, database_url):
    async with loopback(honest) as claude:
        monkeypatch.setattr(exchange, "ANTHROPIC", claude.url)
        said = await start(database_url, claude)
    assert (said["event"], claude.requests) == ("coach_reached", [])


async def test_a_server_of_the_owners_is_given_more_time(database_url):
    asked = []
    for url in (None, NOWHERE):
        chosen = Settings.load(
            coach="claude", anthropic_api_key=SecretStr("k"), anthropic_base_url=url
        )
        pool = await open_pool(database_url)
        async with coach_of(chosen, pool) as coach:
            asked.append((coach.seconds["review"], coach.stall_seconds, coach.client.timeout.read))
        await pool.close()
    assert asked == [(20.0, 15.0, 15.0), (60.0, 45.0, 45.0)]


@pytest.mark.parametrize(
    ("wrong", "error", "mend"),
    [
        ({"ANTHROPIC_API_KEY": "sk-ant-wrong"}, "authentication_error", "KEY was refused"),
        ({"MOCK_INTERVIEW_MODEL": "nobody"}, "not_found_error (nobody)", "MOCK_INTERVIEW_MODEL"),
        ({"MOCK_INTERVIEW_FEEDBACK_MODEL": "noone"}, "not_found_error (noone)", "FEEDBACK_MODEL"),
        ({"ANTHROPIC_BASE_URL": NOWHERE}, "APIConnectionError", "ANTHROPIC_BASE_URL"),
    ],
)
async def test_the_doctor_says_why_the_model_does_not_reply(
    slack, database_url, home, wrong, error, mend
):
    async with loopback(honest, server=Server.CLAUDE) as claude:
        well = {
            "DATABASE_URL": database_url,
            "SLACK_API_URL": slack.api_url,
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "ANTHROPIC_API_KEY": claude.key,
            "ANTHROPIC_BASE_URL": claude.url,
        }
        code, said = await command("doctor", "--online", cwd=home, **(well | wrong))
    assert code == 1, said
    bad = said[said.index("BAD") :]
    assert bad.startswith(f"BAD model: does not reply: {error}")
    assert mend in bad
    assert claude.key not in said
