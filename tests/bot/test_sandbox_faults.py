"""What a real client meets when the Web API is made to fail, and what was taken all the same."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox


@pytest.fixture
async def slack() -> AsyncIterator[Sandbox]:
    async with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
async def client(slack: Sandbox) -> AsyncWebClient:
    return AsyncWebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])


async def test_a_rate_limit_says_how_long_to_wait(slack: Sandbox, client: AsyncWebClient):
    slack.fault("chat.postMessage", "rate_limited", retry_after=7, times=2)
    for _ in range(2):
        with pytest.raises(SlackApiError) as limited:
            await client.chat_postMessage(channel=slack.dm(), text="x")
        assert limited.value.response.status_code == 429
        assert limited.value.response.headers["Retry-After"] == "7"
    assert slack.messages() == []
    await client.chat_postMessage(channel=slack.dm(), text="x")
    assert len(slack.messages()) == 1
    assert slack.faults_met == 2


async def test_a_server_error_and_a_named_error(slack: Sandbox, client: AsyncWebClient):
    slack.fault("chat.postMessage", "server_error")
    slack.fault("chat.postMessage", "error", error="fatal_error")
    seen = []
    for _ in range(2):
        with pytest.raises(SlackApiError) as failed:
            await client.chat_postMessage(channel=slack.dm(), text="x")
        seen.append((failed.value.response.status_code, failed.value.response["error"]))
    assert seen == [(500, "internal_error"), (200, "fatal_error")]
    assert slack.messages() == []


async def test_a_fault_strikes_only_its_method(slack: Sandbox, client: AsyncWebClient):
    slack.fault("chat.update", "server_error")
    await client.chat_postMessage(channel=slack.dm(), text="x")
    slack.fault("*", "error", error="ratelimited")
    with pytest.raises(SlackApiError, match="ratelimited"):
        await client.auth_test()


async def test_a_connection_cut_before_the_call_takes_nothing(
    slack: Sandbox, client: AsyncWebClient
):
    slack.fault("chat.postMessage", "cut_before")
    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel=slack.dm(), text="x", client_msg_id="one")
    assert (slack.messages(), slack.calls) == ([], [])


async def test_a_connection_cut_after_the_call_has_taken_it(slack: Sandbox, client: AsyncWebClient):
    slack.fault("chat.postMessage", "cut_after")
    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel=slack.dm(), text="x", client_msg_id="one")
    [message] = slack.messages()
    again = await client.chat_postMessage(channel=slack.dm(), text="x", client_msg_id="one")
    assert again["ts"] == message["ts"]
    assert len(slack.messages()) == 1


async def test_a_call_can_hang_and_the_sandbox_still_closes():
    async with Sandbox() as slack:
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])
        slack.fault("chat.postMessage", "hang")
        call = asyncio.create_task(client.chat_postMessage(channel=slack.dm(), text="x"))
        await slack.until(lambda: slack.faults_met == 1)
        assert not call.done()
    with pytest.raises(aiohttp.ClientError):
        await call
    assert slack.messages() == []


async def test_a_slow_call_is_taken_late(slack: Sandbox, client: AsyncWebClient):
    slack.fault("chat.postMessage", "slow", seconds=0.2)
    call = asyncio.create_task(client.chat_postMessage(channel=slack.dm(), text="x"))
    await slack.until(lambda: slack.faults_met == 1)
    assert slack.messages() == []
    await call
    assert len(slack.messages()) == 1


async def test_every_call_is_kept_with_its_answer(slack: Sandbox, client: AsyncWebClient):
    await client.chat_postMessage(channel=slack.dm(), text="x")
    with pytest.raises(SlackApiError):
        await client.chat_update(channel=slack.dm(), ts="1.0", text="x")
    [post, update] = slack.calls
    assert (post.method, post.arguments["text"]) == ("chat.postMessage", "x")
    assert post.answer is not None
    assert post.answer["ok"]
    assert update.answer == {"ok": False, "error": "message_not_found"}
