"""What an operator relies on while something outside the bot is wrong."""

from __future__ import annotations

import asyncio
import json
import signal

import aiohttp
import pytest

from bot.database.embedded import EmbeddedPostgres
from bot.database.schema import migrate
from bot.sandbox import Sandbox
from playing import GOOD, Player
from test_cli import SECRET, free_port, started, stopped

NOWHERE = "http://127.0.0.1:9/api/"


def variables(slack: Sandbox, database_url: str, **more: str) -> dict[str, str]:
    return {
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "DATABASE_URL": database_url,
        "MOCK_INTERVIEW_SETTLE_SECONDS": "0",
        **more,
    }


async def test_an_app_token_that_slack_refuses_is_one_clear_line(database_url, home):
    async with Sandbox() as slack:
        wrong = SECRET.replace("xoxb", "xapp")
        told = variables(slack, database_url, SLACK_APP_TOKEN=wrong)
        process = await started("run", cwd=home, variables=told)
        _, said = await asyncio.wait_for(process.communicate(), 30)
    assert process.returncode == 2
    [line] = said.decode().strip().splitlines()
    assert "SLACK_APP_TOKEN" in line
    assert "secret" not in line


async def test_the_process_is_alive_and_not_ready_while_slack_cannot_be_reached(database_url, home):
    port = free_port()
    async with Sandbox() as slack:
        told = variables(slack, database_url, SLACK_API_URL=NOWHERE, PORT=str(port))
        process = await started("run", cwd=home, variables=told)
        assert await _status(port, "healthz") == 200
        assert await _status(port, "readyz") == 503
        await stopped(process)


async def _status(port: int, path: str) -> int:
    """The status that the path answers with, once anybody listens; 0 if nobody does for 10 s."""
    async with aiohttp.ClientSession() as session:
        for _ in range(100):
            try:
                async with session.get(f"http://127.0.0.1:{port}/{path}") as answer:
                    return answer.status
            except aiohttp.ClientConnectorError:
                await asyncio.sleep(0.1)
    return 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_a_signal_ends_the_bot_gracefully_and_exits_0(database_url, home, number):
    async with Sandbox() as slack:
        process = await started("run", cwd=home, variables=variables(slack, database_url))
        await slack.wait_until_connected(20)
        process.send_signal(number)
        _, said = await asyncio.wait_for(process.communicate(), 20)
    assert process.returncode == 0
    events = [json.loads(line)["event"] for line in said.decode().splitlines()]
    assert events[-1] == "stopped"


async def test_an_outage_of_the_database_leaves_no_traceback_and_no_words_in_the_log(home):
    server = EmbeddedPostgres(home, durable=False)
    await asyncio.to_thread(server.start)
    await asyncio.to_thread(migrate, server.url)
    async with Sandbox(retry_delays=(0.0, *[1.0] * 20)) as slack:
        process = await started("run", cwd=home, variables=variables(slack, server.url))
        await slack.wait_until_connected(20)
        sam = Player(slack)
        await sam.introduces_themselves()
        await sam.starts()
        slack.fault("chat.postMessage", "slow", seconds=2.0)
        await sam.presses("skip_question")
        await sam.sees("question", 2)
        await asyncio.to_thread(server.stop)
        await sam.says(GOOD)
        await sam.hears("I could not save that yet")
        await asyncio.to_thread(server.start)
        await sam.reads_feedback(1)
        log = await stopped(process)
    await asyncio.to_thread(server.stop)
    said = json.dumps(log)
    assert "traceback" not in said, [it["traceback"] for it in log if "traceback" in it]
    assert not [words for words in GOOD.split(". ") if words in said]
