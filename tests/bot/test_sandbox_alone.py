"""The sandbox as a program: its own process, its port, its state file, and what it unsets."""

import asyncio
import json
import os
import signal
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox


async def test_it_runs_as_a_process_and_says_where(tmp_path: Path):
    state = tmp_path / "deep" / "state.json"
    program = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot.sandbox", "--port", "0", "--no-dedupe", "--state", str(state)),
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "HTTP_PROXY": "http://127.0.0.1:9"},
    )
    assert program.stdout is not None
    said = json.loads(await asyncio.wait_for(program.stdout.readline(), 20))
    client = AsyncWebClient(token=said["bot_token"], base_url=said["api_url"])
    channel = (await client.conversations_open(users="U0CANDIDATE"))["channel"]["id"]
    for _ in range(2):
        await client.chat_postMessage(channel=channel, text="kept", client_msg_id="one")
    program.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(program.wait(), 20) == 0
    async with Sandbox(state_file=state) as slack:
        assert [m["text"] for m in slack.messages()] == ["kept", "kept"]


async def test_a_taken_port_is_said_plainly():
    async with Sandbox() as first:
        with pytest.raises(OSError, match=rf"port {first.port} on 127.0.0.1 is taken"):
            await Sandbox(first.port).__aenter__()
        program = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot.sandbox", "--port", str(first.port)),
            stderr=asyncio.subprocess.PIPE,
        )
        _, said = await asyncio.wait_for(program.communicate(), 20)
    assert program.returncode == 2
    assert said.decode().strip() == f"port {first.port} on 127.0.0.1 is taken"


def test_it_binds_loopback_only():
    with pytest.raises(ValueError, match=r"binds 127\.0\.0\.1 and nothing else"):
        Sandbox(host="0.0.0.0")


async def test_it_takes_proxies_out_of_its_process(monkeypatch: pytest.MonkeyPatch):
    for name in ("HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    async with Sandbox() as slack:
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        assert (await client.auth_test())["ok"]


async def test_what_was_said_survives_a_restart(tmp_path: Path):
    state = tmp_path / "state.json"
    async with Sandbox(state_file=state) as slack:
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        metadata = {"event_type": "x", "event_payload": {"id": "1"}}
        root = await client.chat_postMessage(
            channel=slack.dm(), text="card", metadata=metadata, client_msg_id="one"
        )
        await slack.say(slack.candidate, "answer \ud800", thread_ts=root["ts"], raw=True)
        said = slack.messages()
    async with Sandbox(state_file=state) as slack:
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        assert slack.messages() == said
        again = await client.chat_postMessage(channel=slack.dm(), text="x", client_msg_id="one")
        assert again["ts"] == root["ts"]
        newer = await slack.say(slack.candidate, "still here")
        assert newer > said[-1]["ts"]
        await slack.delete(slack.candidate, said[-1]["ts"])
        assert "reply_count" not in slack.messages()[0]


async def test_stamps_go_on_rising_after_a_restart_with_a_clock_set_back(tmp_path: Path):
    state, moment = tmp_path / "state.json", datetime(2026, 11, 2, tzinfo=UTC)
    async with Sandbox(state_file=state, clock=lambda: moment) as slack:
        before = await slack.say(slack.candidate, "before")
    earlier = moment - timedelta(hours=1)
    async with Sandbox(state_file=state, clock=lambda: earlier) as slack:
        assert await slack.say(slack.candidate, "after") > before


async def test_changes_are_written_while_it_runs(tmp_path: Path):
    state = tmp_path / "state.json"
    async with Sandbox(state_file=state) as slack:
        await slack.say(slack.candidate, "kept soon")
        await slack.until(state.exists)
        assert "kept soon" in state.read_text("utf-8")


@pytest.mark.parametrize(
    "broken", ["", "{", "[]", '{"version": 99}', '{"version": 1, "channels": {"X": {}}}', "\x00"]
)
async def test_a_broken_state_is_moved_aside(tmp_path: Path, broken: str):
    state = tmp_path / "state.json"
    state.write_text(broken, "utf-8")
    async with Sandbox(state_file=state) as slack:
        assert slack.messages() == []
        await slack.say(slack.candidate, "fresh")
    assert (tmp_path / "state.json.broken-1").read_text("utf-8") == broken
    assert "fresh" in state.read_text("utf-8")
