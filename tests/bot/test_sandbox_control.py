"""The controls that the page uses, over HTTP: what one person sees and may do."""

import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox

Json = dict[str, Any]


class Page:
    """What the page does: posts JSON, reads the state, listens to changes."""

    def __init__(self, slack: Sandbox, session: aiohttp.ClientSession) -> None:
        self.slack = slack
        self.session = session

    async def post(self, name: str, body: Json, **headers: str) -> Json:
        url = f"{self.slack.url}/control/{name}"
        async with self.session.post(url, json=body, headers=headers) as answer:
            said: Json = await answer.json()
            return said

    async def state(self, user: str) -> Json:
        url = f"{self.slack.url}/control/state?user={user}"
        async with self.session.get(url) as answer:
            said: Json = await answer.json()
            return said

    async def changes(self, after: int, until: str, user: str | None = None) -> list[Json]:
        """The changes after a number, up to the first of kind `until`."""
        address = f"{self.slack.url}/control/events?after={after}"
        seen: list[Json] = []
        async with self.session.ws_connect(f"{address}&user={user or self.slack.candidate}") as ws:
            while not seen or seen[-1]["type"] != until:
                seen.append(await ws.receive_json(timeout=5))
        return seen


@pytest.fixture
async def slack() -> AsyncIterator[Sandbox]:
    async with Sandbox(ack_seconds=0.1) as sandbox:
        yield sandbox


@pytest.fixture
async def page(slack: Sandbox) -> AsyncIterator[Page]:
    async with aiohttp.ClientSession() as session:
        yield Page(slack, session)


@pytest.fixture
async def client(slack: Sandbox) -> AsyncWebClient:
    return AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)


async def test_the_state_shows_only_what_the_person_may_see(
    slack: Sandbox, page: Page, client: AsyncWebClient
):
    other = slack.others[0]
    await slack.say(slack.candidate, "mine")
    await slack.say(other, "theirs")
    await slack.say(other, "to all", channel=slack.general)
    await client.chat_postEphemeral(channel=slack.dm(), user=slack.candidate, text="psst")
    state = await page.state(slack.candidate)
    said = [m["text"] for channel in state["channels"] for m in channel["messages"]]
    assert said == ["mine", "psst", "to all"]
    assert [(c["kind"], c["name"]) for c in state["channels"]] == [
        ("im", "Mock Interview"),
        ("channel", "general"),
    ]
    assert (state["team"]["name"], state["me"]["id"]) == ("Practice", slack.candidate)
    assert (state["connected"], state["view"]) == (False, None)
    assert len(state["users"]) == 4
    assert not (await page.state("U0NOBODY"))["ok"]


async def test_the_sample_is_a_real_resume_and_job(slack: Sandbox, page: Page):
    sample = (await page.state(slack.candidate))["sample"]
    assert sample["job_title"] == "Senior Backend Engineer"
    assert sample["company"] == "Globex"
    assert sample["resume"].count("\n") > 25
    assert any(c.isdigit() for c in sample["resume"])
    assert sample["job_description"].startswith("Globex")
    assert sample["resume"].isascii() or "·" in sample["resume"]


async def test_changes_come_in_order_and_can_be_caught_up(
    slack: Sandbox, page: Page, client: AsyncWebClient
):
    dm, before = slack.dm(), (await page.state(slack.candidate))["seq"]
    post = await client.chat_postMessage(channel=dm, text="card")
    await slack.say(slack.candidate, "reply", thread_ts=post["ts"])
    await slack.say(slack.others[0], "unseen")
    await client.assistant_threads_setStatus(channel_id=dm, thread_ts=post["ts"], status="reads")
    await client.chat_postEphemeral(channel=dm, user=slack.candidate, text="psst")
    await client.chat_delete(channel=dm, ts=post["ts"])
    gone = await slack.say(slack.candidate, "oops")
    await slack.delete(slack.candidate, gone)
    changes = await page.changes(before, until="delete")
    assert [c["type"] for c in changes] == [
        "message",
        "message",
        "update",
        "status",
        "ephemeral",
        "update",
        "message",
        "delete",
    ]
    assert [c["seq"] for c in changes] == sorted(c["seq"] for c in changes)
    assert changes[2]["message"]["reply_count"] == 1
    assert changes[5]["message"]["subtype"] == "tombstone"
    assert "unseen" not in json.dumps(changes)
    assert await page.changes(changes[-2]["seq"], until="delete") == changes[-1:]


async def test_a_page_that_listens_hears_only_what_its_person_may_see(slack: Sandbox, page: Page):
    url = f"{slack.url}/control/events?user={slack.candidate}"
    async with page.session.ws_connect(url) as stream:
        await slack.say(slack.candidate, "first")
        await stream.receive_json(timeout=5)
        await slack.say(slack.others[0], "unseen")
        await slack.say(slack.candidate, "second")
        assert (await stream.receive_json(timeout=5))["message"]["text"] == "second"


async def test_a_page_hears_of_a_bot_that_connects(slack: Sandbox, page: Page):
    before = slack.slack.feed.seq
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
    url = (await client.apps_connections_open(app_token=slack.app_token))["url"]
    async with aiohttp.ClientSession() as session, session.ws_connect(url):
        [change] = await page.changes(before, until="connected")
        assert change["connected"]
        assert (await page.state(slack.candidate))["connected"]
    await slack.until(lambda: not slack.connected)


async def test_a_message_is_written_edited_and_deleted(slack: Sandbox, page: Page):
    me: Json = {"user": slack.candidate, "channel": slack.dm()}
    ts = (await page.post("message", {**me, "text": " hello ", "hold": True}))["ts"]
    assert slack.events == []
    await page.post("release", {"ts": ts})
    reply = await page.post("message", {**me, "text": "more", "thread_ts": ts})
    assert (await page.post("edit", {**me, "ts": ts, "text": "hi"}))["ok"]
    assert (await page.post("delete", {**me, "ts": reply["ts"]}))["ok"]
    assert [m["text"] for m in slack.messages()] == ["hi"]
    assert [b["event"].get("subtype") for b in slack.events] == [
        None,
        None,
        "message_changed",
        "message_deleted",
    ]


async def test_what_a_person_may_not_do_is_refused(slack: Sandbox, page: Page):
    theirs = slack.dm(slack.others[0])
    ts = await slack.say(slack.others[0], "theirs", channel=slack.general)
    me: Json = {"user": slack.candidate, "channel": slack.dm()}
    for name, body, error in (
        ("message", {**me, "channel": theirs, "text": "x"}, "channel_not_found"),
        ("message", {**me, "text": "  "}, "no_text"),
        ("message", {**me, "text": "x" * 40_001}, "msg_too_long"),
        ("message", {**me, "text": "x", "thread_ts": "1.0"}, "thread_not_found"),
        ("message", {**me, "text": "x", "files": ["F0"]}, "file_not_found"),
        ("message", {**me, "text": 1}, "invalid_arguments"),
        ("message", {**me, "user": slack.bot_user, "text": "x"}, "user_not_found"),
        ("edit", {**me, "channel": slack.general, "ts": ts, "text": "x"}, "cant_update_message"),
        ("delete", {**me, "channel": slack.general, "ts": ts}, "cant_delete_message"),
        ("click", {**me, "ts": "1.0", "action_id": "go"}, "message_not_found"),
        ("submit", {**me, "view_id": "V0"}, "not_found"),
        ("submit", {**me, "view_id": "V0", "values": ["x"]}, "invalid_arguments"),
        ("message", {**me, "text": "x", "files": "F0"}, "invalid_arguments"),
        ("message", {**me, "text": "x", "thread_ts": 1}, "invalid_arguments"),
        ("command", {**me, "command": 7}, "invalid_arguments"),
        ("fault", {"method": "x", "kind": "sulk"}, "invalid_arguments"),
        ("fault", {"method": "x", "kind": "slow", "seconds": "long"}, "invalid_arguments"),
        ("fault", {"every_event_times": "many"}, "invalid_arguments"),
    ):
        answer = await page.post(name, body)
        assert (answer["ok"], answer["error"]) == (False, error), (name, body)
    assert slack.messages() == []


async def test_without_a_bot_a_command_is_trouble(slack: Sandbox, page: Page):
    before = slack.slack.feed.seq
    me: Json = {"user": slack.candidate, "channel": slack.dm()}
    answer = await page.post("command", {**me, "command": "/mock-interview", "text": "start"})
    assert (answer["ok"], answer["ack"]) == (True, None)
    [change] = await page.changes(before, until="trouble")
    assert "dispatch_failed" in change["text"]


async def test_a_file_is_uploaded_in_a_form(slack: Sandbox, page: Page, client: AsyncWebClient):
    form = aiohttp.FormData({"user": slack.candidate})
    form.add_field("file", b"words", filename="notes.txt")
    async with page.session.post(f"{slack.url}/control/upload", data=form) as answer:
        file = (await answer.json())["file"]
    assert (file["name"], file["size"]) == ("notes.txt", 5)
    assert (await client.files_info(file=file["id"]))["file"]["user"] == slack.candidate


async def test_faults_are_ordered_over_http(slack: Sandbox, page: Page, client: AsyncWebClient):
    await page.post("fault", {"method": "auth.test", "kind": "error", "error": "fatal_error"})
    answer = await client.api_call("api.test")
    assert answer["ok"]
    async with page.session.post(f"{slack.api_url}auth.test") as refused:
        assert (await refused.json())["error"] == "fatal_error"
    await page.post("fault", {"every_event_times": 2, "event_delay": 0, "sockets": "refuse"})
    assert slack.every_event_times == 2
    assert slack.slack.sockets.refusing
    await page.post("fault", {"sockets": "accept"})
    assert not slack.slack.sockets.refusing


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1"])
async def test_another_sites_page_cannot_drive_it(slack: Sandbox, page: Page, origin: str):
    body = {"user": slack.candidate, "channel": slack.dm(), "text": "x"}
    answer = await page.post("message", body, Origin=origin)
    assert (answer["error"], slack.messages()) == ("foreign_origin", [])
    post = {"channel": slack.dm(), "text": "x", "token": slack.bot_token}
    headers = {"Origin": origin}
    url = f"{slack.api_url}chat.postMessage"
    async with page.session.post(url, data=post, headers=headers) as refused:
        assert (refused.status, slack.messages()) == (403, [])
    own = await page.post("message", body, Origin=slack.url)
    assert own["ok"]


async def test_only_loopback_names_are_served(slack: Sandbox, page: Page):
    for host, status in (("evil.example", 403), (f"localhost:{slack.port}", 200)):
        url = f"{slack.url}/control/state"
        async with page.session.get(url, headers={"Host": host}) as answer:
            assert answer.status == status


async def test_the_page_is_served_from_its_folder_only(slack: Sandbox, page: Page):
    async with page.session.get(f"{slack.url}/") as answer:
        assert answer.status == 200
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    for path in ("/page/../server.py", "/page/%2e%2e/server.py", "/page/%2fetc/passwd"):
        async with page.session.get(f"{slack.url}{path}") as answer:
            assert answer.status == 404


async def test_a_link_to_a_message_leads_to_it(slack: Sandbox, page: Page, client: AsyncWebClient):
    root = await slack.say(slack.candidate, "root")
    reply = await slack.say(slack.candidate, "re", thread_ts=root)
    link = (await client.chat_getPermalink(channel=slack.dm(), message_ts=reply))["permalink"]
    async with page.session.get(link, allow_redirects=False) as answer:
        assert answer.status == 302
        place = answer.headers["Location"]
    assert place == f"/#{slack.dm()}/{root}"
    async with page.session.get(f"{slack.url}/archives/{slack.dm()}/p1") as answer:
        assert answer.status == 404
