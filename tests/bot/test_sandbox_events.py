"""How events reach a real Bolt app: once, again when not acked, held back, over what sockets."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox, WaitedInVainError
from bot.sandbox.sockets import MOST_SOCKETS

Json = dict[str, Any]


class Listener:
    """A Bolt app that writes down what it hears, and answers events as it is told to."""

    def __init__(self, slack: Sandbox) -> None:
        self.slack = slack
        self.heard: list[Json] = []
        self.retries: list[str] = []
        self.deaf = False
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        self.app = AsyncApp(client=client, process_before_response=True)
        self.app.event("message")(self.hear)
        self.app.event("app_home_opened")(self.hear)
        self.socket = AsyncSocketModeHandler(self.app, slack.app_token, ping_interval=0.2)

    async def hear(self, body: Json, request: Any) -> None:
        self.heard.append(body)
        self.retries.append(request.headers["x-slack-retry-num"][0])
        self.slack.slack.feed.ring()
        if self.deaf:
            raise RuntimeError("not now")

    @property
    def texts(self) -> list[str]:
        return [body["event"].get("text", "") for body in self.heard]


@asynccontextmanager
async def listening(slack: Sandbox) -> AsyncIterator[Listener]:
    bot = Listener(slack)
    await bot.socket.connect_async()
    await slack.wait_until_connected()
    try:
        yield bot
    finally:
        await bot.socket.close_async()


@pytest.fixture
async def slack() -> AsyncIterator[Sandbox]:
    async with Sandbox(retry_delays=(0, 0.05, 0.1)) as sandbox:
        yield sandbox


@pytest.fixture
async def bot(slack: Sandbox) -> AsyncIterator[Listener]:
    async with listening(slack) as listener:
        yield listener


async def test_a_message_arrives_in_slacks_form(slack: Sandbox, bot: Listener):
    ts = await slack.say(slack.candidate, "a < b & see https://x.example/a?b=1&c=2. @channel")
    await slack.until(lambda: bot.heard)
    [body] = bot.heard
    event = body["event"]
    expected = "a &lt; b &amp; see <https://x.example/a?b=1&amp;c=2>. <!channel>"
    assert event["text"] == expected
    kinds = [part["type"] for part in event["blocks"][0]["elements"][0]["elements"]]
    assert kinds == ["text", "link", "text", "broadcast"]
    assert (event["ts"], event["event_ts"]) == (ts, ts)
    assert (event["channel"], event["channel_type"]) == (slack.dm(), "im")
    assert event["client_msg_id"]
    assert "subtype" not in event
    assert body["team_id"] == slack.team_id
    assert body["event_id"].startswith("Ev")
    assert body["authorizations"][0]["user_id"] == slack.bot_user
    assert bot.retries == ["0"]


async def test_a_raw_message_keeps_what_slack_would_have_escaped(slack: Sandbox, bot: Listener):
    await slack.say(slack.candidate, "<!channel> \x00 \ud800", raw=True)
    await slack.until(lambda: bot.heard)
    assert bot.texts == ["<!channel> \x00 \ud800"]


async def test_replies_files_and_broadcasts_carry_their_marks(slack: Sandbox, bot: Listener):
    root = await slack.say(slack.candidate, "root")
    file = await slack.upload(slack.candidate, "notes.txt", b"words")
    await slack.say(slack.candidate, "", thread_ts=root, files=[file])
    await slack.say(slack.candidate, "also here", thread_ts=root, subtype="thread_broadcast")
    await slack.say(slack.candidate, "waves", subtype="me_message")
    await slack.until(lambda: len(bot.heard) == 4)
    by_subtype = {body["event"].get("subtype"): body["event"] for body in bot.heard}
    shared, broadcast = by_subtype["file_share"], by_subtype["thread_broadcast"]
    assert (shared["thread_ts"], shared["files"][0]["name"]) == (root, "notes.txt")
    assert shared["files"][0]["size"] == 5
    assert broadcast["root"]["ts"] == root
    assert by_subtype["me_message"]["text"] == "waves"


async def test_edits_and_deletions_are_told(slack: Sandbox, bot: Listener):
    root = await slack.say(slack.candidate, "before")
    await slack.edit(slack.candidate, root, "after")
    reply = await slack.say(slack.candidate, "reply", thread_ts=root)
    await slack.delete(slack.candidate, root)
    await slack.delete(slack.candidate, reply)
    await slack.until(lambda: len(bot.heard) == 5)
    events = [body["event"] for body in slack.events]
    edit, tombstone, gone = events[1], events[3], events[4]
    assert (edit["subtype"], edit["hidden"]) == ("message_changed", True)
    assert (edit["message"]["text"], edit["previous_message"]["text"]) == ("after", "before")
    assert edit["message"]["edited"]["user"] == slack.candidate
    assert edit["message"]["ts"] == root != edit["ts"]
    assert tombstone["message"]["subtype"] == "tombstone"
    assert (gone["subtype"], gone["deleted_ts"]) == ("message_deleted", reply)


async def test_the_bots_own_posts_are_told_too(slack: Sandbox, bot: Listener):
    await bot.app.client.chat_postMessage(
        channel=slack.dm(), text="mine", metadata={"event_type": "x", "event_payload": {}}
    )
    ts = slack.messages()[0]["ts"]
    await bot.app.client.chat_update(channel=slack.dm(), ts=ts, text="mended")
    [body, change] = slack.events
    assert change["event"]["subtype"] == "message_changed"
    assert change["event"]["message"]["bot_id"] == body["event"]["bot_id"]
    assert body["event"]["bot_id"] == (await bot.app.client.auth_test())["bot_id"]
    assert "metadata" not in body["event"]
    await slack.until(lambda: len(slack.attempts) == 2)
    assert [attempt.acked for attempt in slack.attempts] == [True, True]
    assert bot.heard == []


async def test_what_is_said_in_a_channel_without_the_bot_is_not_told(slack: Sandbox, bot: Listener):
    await slack.say(slack.candidate, "hello all", channel=slack.general)
    await slack.say(slack.candidate, "hello bot")
    await slack.until(lambda: bot.heard)
    assert [body["event"]["text"] for body in slack.events] == ["hello bot"]


async def test_an_event_that_is_not_acked_comes_again_three_times(slack: Sandbox, bot: Listener):
    bot.deaf, slack.ack_seconds = True, 0.2
    await slack.say(slack.candidate, "hello?")
    await slack.until(lambda: len(slack.attempts) == 4)
    assert bot.retries == ["0", "1", "2", "3"]
    assert len({body["event_id"] for body in bot.heard}) == 1
    assert [attempt.acked for attempt in slack.attempts] == [False] * 4


async def test_an_event_is_not_repeated_once_it_is_acked(slack: Sandbox, bot: Listener):
    bot.deaf, slack.ack_seconds = True, 0.2
    await slack.say(slack.candidate, "hello?")
    await slack.until(lambda: len(bot.heard) == 2)
    bot.deaf, slack.ack_seconds = False, 3
    await slack.until(lambda: slack.attempts and slack.attempts[-1].acked)
    assert [attempt.number for attempt in slack.attempts] == [0, 1, 2]


async def test_an_event_comes_again_to_a_bot_that_was_not_there():
    async with Sandbox(retry_delays=[0.05] * 200) as slack:
        await slack.say(slack.candidate, "anyone?")
        await slack.until(lambda: len(slack.attempts) == 2)
        async with listening(slack) as bot:
            await slack.until(lambda: bot.heard)
            assert bot.texts == ["anyone?"]
            assert int(bot.retries[0]) >= 2


async def test_every_event_can_come_several_times(slack: Sandbox, bot: Listener):
    slack.every_event_times = 3
    await slack.say(slack.candidate, "thrice")
    await slack.until(lambda: len(bot.heard) == 3)
    assert len({body["event_id"] for body in bot.heard}) == 1
    slack.every_event_times = 1
    assert await slack.deliver(slack.events[0], number=1)
    assert bot.texts == ["thrice"] * 4


async def test_a_held_message_is_there_but_not_told_until_released(slack: Sandbox, bot: Listener):
    late = await slack.say(slack.candidate, "first", hold=True)
    await slack.edit(slack.candidate, late, "first, mended")
    await slack.say(slack.candidate, "second")
    await slack.until(lambda: bot.heard)
    assert [m["text"] for m in slack.messages()] == ["first, mended", "second"]
    assert bot.texts == ["second"]
    await slack.release(late)
    await slack.until(lambda: len(bot.heard) == 3)
    assert [body["event"].get("subtype") for body in slack.events][1:] == [None, "message_changed"]


async def test_a_message_can_have_been_sent_before_others(slack: Sandbox, bot: Listener):
    newer = await slack.say(slack.candidate, "newer")
    older = f"{float(newer) - 5:.6f}"
    assert await slack.say(slack.candidate, "older", ts=older) == older
    assert [m["text"] for m in slack.messages()] == ["older", "newer"]


async def test_events_can_be_slow(slack: Sandbox, bot: Listener):
    slack.event_delay = 0.3
    await slack.say(slack.candidate, "slow")
    with pytest.raises(WaitedInVainError):
        await slack.until(lambda: bot.heard, timeout=0.1)
    await slack.until(lambda: bot.heard)


async def test_opening_the_app_is_told(slack: Sandbox, bot: Listener):
    await slack.open_app(slack.candidate)
    await slack.until(lambda: bot.heard)
    event = bot.heard[0]["event"]
    assert (event["type"], event["tab"]) == ("app_home_opened", "messages")
    assert (event["user"], event["channel"]) == (slack.candidate, slack.dm())


async def test_waiting_in_vain_shows_what_was_said(slack: Sandbox):
    root = await slack.say(slack.candidate, "is anybody there")
    await slack.say(slack.candidate, "hello", thread_ts=root)
    with pytest.raises(WaitedInVainError, match=r"sam: is anybody there\n +\[.*sam: hello"):
        await slack.until(lambda: False, timeout=0.01)


async def test_until_gives_what_it_was_waiting_for(slack: Sandbox):
    waiting = asyncio.create_task(slack.until(lambda: [m["text"] for m in slack.messages()]))
    await asyncio.sleep(0)
    await slack.say(slack.candidate, "here")
    assert await waiting == ["here"]


@pytest.mark.parametrize("drop", ["politely", "abruptly", "refresh"])
async def test_a_bot_comes_back_on_a_new_socket(slack: Sandbox, bot: Listener, drop: str):
    def tickets() -> int:
        return sum(call.method == "apps.connections.open" for call in slack.calls)

    if drop == "refresh":
        await slack.refresh_sockets("warning")
    else:
        await slack.drop_sockets(abruptly=drop == "abruptly")
    await slack.until(lambda: tickets() == 2)
    await slack.wait_until_connected()
    await slack.say(slack.candidate, "still there?")
    await slack.until(lambda: bot.texts[-1:] == ["still there?"])


async def test_a_ticket_is_good_for_one_socket(slack: Sandbox):
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
    url = (await client.apps_connections_open(app_token=slack.app_token))["url"]
    async with aiohttp.ClientSession() as session:
        first = await session.ws_connect(url)
        hello = await first.receive_json()
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url)
        await first.close()
    assert (hello["type"], hello["num_connections"]) == ("hello", 1)
    assert hello["connection_info"]["app_id"].startswith("A")


async def test_refused_sockets_leave_a_plain_client_stuck_with_its_used_ticket(slack: Sandbox):
    slack.refuse_sockets(True)
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
    url = (await client.apps_connections_open(app_token=slack.app_token))["url"]
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url)
        slack.refuse_sockets(False)
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url)
    assert not slack.connected


async def raw_socket(slack: Sandbox, session: aiohttp.ClientSession) -> Any:
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
    url = (await client.apps_connections_open(app_token=slack.app_token))["url"]
    socket = await session.ws_connect(url, autoping=False)
    return socket, await socket.receive_json()


async def test_pings_are_answered_with_their_own_words(slack: Sandbox):
    async with aiohttp.ClientSession() as session:
        socket, _ = await raw_socket(slack, session)
        await socket.ping(b"sdk-ping-pong:1.5")
        answer = await socket.receive()
        await socket.close()
    assert (answer.type, bytes(answer.data)) == (aiohttp.WSMsgType.PONG, b"sdk-ping-pong:1.5")


async def test_an_envelope_goes_to_one_socket_and_an_eleventh_is_turned_away(slack: Sandbox):
    async with aiohttp.ClientSession() as session:
        sockets = [(await raw_socket(slack, session))[0] for _ in range(MOST_SOCKETS)]
        _, turned_away = await raw_socket(slack, session)
        assert turned_away["reason"] == "too_many_websockets"
        frames = [asyncio.create_task(socket.receive_json()) for socket in sockets]
        telling = asyncio.create_task(slack.deliver({"event_id": "Ev1"}))
        done, waiting = await asyncio.wait(frames, return_when=asyncio.FIRST_COMPLETED)
        assert (len(done), len(waiting)) == (1, MOST_SOCKETS - 1)
        envelope = done.pop().result()
        assert envelope["payload"] == {"event_id": "Ev1"}
        assert (envelope["type"], envelope["retry_attempt"]) == ("events_api", 0)
        await sockets[0].send_str("nonsense")
        await sockets[-1].send_json({"envelope_id": envelope["envelope_id"]})
        assert await telling
        for frame in waiting:
            frame.cancel()
        for socket in sockets:
            await socket.close()
