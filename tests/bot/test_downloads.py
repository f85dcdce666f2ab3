"""Files from Slack, fetched from a real server: what arrives, and where the token never goes."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from yarl import URL

from bot.slack.downloads import (
    SLACK_API_URL,
    DownloadFailed,
    DownloadRefused,
    DownloadRetry,
    _headers,
    bears_token,
    fetch,
)

TOKEN = "xoxb-the-token"
RESUME = b"%PDF-1.7 Ana M\xfcller" * 1000

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class FileHost:
    """A host of files on loopback that notes which tokens it was shown."""

    answers: dict[str, Answer] = field(default_factory=dict)
    tokens: list[str | None] = field(default_factory=list)
    url: str = ""

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.tokens.append(request.headers.get("Authorization"))
        return await self.answers[request.path](request)

    def serve(self, path: str, body: bytes, *, status: int = 200, **headers: str) -> str:
        async def answer(request: web.Request) -> web.Response:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            return web.Response(body=body, status=status, headers=named)

        self.answers[path] = answer
        return self.url + path

    def send_on(self, path: str, to: str) -> str:
        return self.serve(path, b"", status=302, Location=to)


async def open_host() -> AsyncIterator[FileHost]:
    host = FileHost()
    app = web.Application()
    app.router.add_get("/{path:.*}", host.answer)
    async with TestServer(app, host="127.0.0.1") as server:
        host.url = str(server.make_url("")).rstrip("/")
        yield host


@pytest.fixture(name="slack")
async def local_slack() -> AsyncIterator[FileHost]:
    async for host in open_host():
        yield host


@pytest.fixture
async def stranger() -> AsyncIterator[FileHost]:
    async for host in open_host():
        yield host


async def fetched(slack: FileHost, url: str, limit: int = 10_000_000) -> bytes:
    async with aiohttp.ClientSession() as session:
        return await fetch(session, url, TOKEN, limit, api_url=f"{slack.url}/api/")


async def refusal(slack: FileHost, url: str, limit: int = 10_000_000) -> DownloadFailed:
    with pytest.raises(DownloadFailed) as failed:
        await fetched(slack, url, limit)
    assert failed.value.sentence.endswith(".")
    assert TOKEN not in failed.value.sentence
    assert "http" not in failed.value.sentence
    return failed.value


async def test_a_file_is_fetched_with_the_bot_s_token(slack: FileHost) -> None:
    url = slack.serve("/files-pri/T1-F1/download/resume_(1).pdf", RESUME)
    assert await fetched(slack, url) == RESUME
    assert slack.tokens == [f"Bearer {TOKEN}"]


async def test_the_token_is_sent_again_after_a_redirect_within_slack(slack: FileHost) -> None:
    slack.serve("/origin", RESUME)
    url = slack.send_on("/files", "/origin")
    assert await fetched(slack, url) == RESUME
    assert slack.tokens == [f"Bearer {TOKEN}"] * 2


async def test_three_redirects_are_followed_and_a_fourth_is_not(slack: FileHost) -> None:
    slack.serve("/4", RESUME)
    for number in range(4):
        slack.send_on(f"/{number}", f"{slack.url}/{number + 1}")
    assert await fetched(slack, f"{slack.url}/1") == RESUME
    assert isinstance(await refusal(slack, f"{slack.url}/0"), DownloadRefused)


async def test_a_redirect_to_another_port_is_not_followed(
    slack: FileHost, stranger: FileHost
) -> None:
    url = slack.send_on("/files", stranger.serve("/files", RESUME))
    assert isinstance(await refusal(slack, url), DownloadRefused)
    assert stranger.tokens == []


async def test_a_file_that_lives_elsewhere_is_not_asked_for(
    slack: FileHost, stranger: FileHost
) -> None:
    url = stranger.serve("/files", RESUME)
    assert "does not live in Slack" in (await refusal(slack, url)).sentence
    assert stranger.tokens == []


@pytest.mark.parametrize(
    ("url", "bears"),
    [
        ("https://files.slack.com/files-pri/T1-F1/r.pdf", True),
        ("https://files-origin.slack.com/x", True),
        ("https://a.slack-edge.com/x", True),
        ("https://slack-files.com/x", True),
        ("https://slack.com:443/x", True),
        ("http://files.slack.com/x", False),
        ("https://files.slack.com:8443/x", False),
        ("https://evilslack.com/x", False),
        ("https://slack.com.evil.com/x", False),
        ("https://slack.com@evil.com/x", False),
        ("https://evil.com@files.slack.com/x", False),
        ("http://127.0.0.1:3000/x", False),
        ("ftp://slack.com/x", False),
    ],
)
def test_only_slack_s_own_hosts_are_shown_the_token(url: str, bears: bool) -> None:
    assert bears_token(URL(url)) is bears
    sent = _headers(URL(url), TOKEN, SLACK_API_URL)
    assert sent == ({"Authorization": f"Bearer {TOKEN}"} if bears else {})


def test_the_local_slack_is_shown_the_token_at_its_own_port_only() -> None:
    api_url = "http://127.0.0.1:8766/api/"
    assert bears_token(URL("http://127.0.0.1:8766/files/r.pdf"), api_url)
    assert not bears_token(URL("http://127.0.0.1:8767/files/r.pdf"), api_url)
    assert not bears_token(URL("https://127.0.0.1:8766/files/r.pdf"), api_url)
    assert not bears_token(URL("http://localhost:8766/files/r.pdf"), api_url)


@pytest.mark.parametrize("content_type", ["text/html; charset=utf-8", "application/pdf"])
async def test_slack_s_login_page_is_no_file(slack: FileHost, content_type: str) -> None:
    page = b"\n<!DOCTYPE html><html><title>Sign in to Slack</title></html>"
    url = slack.serve("/files", page, Content_Type=content_type)
    failed = await refusal(slack, url)
    assert isinstance(failed, DownloadRefused)
    assert "web page" in failed.sentence


async def test_a_file_of_exactly_the_limit_is_taken_and_a_larger_one_is_not(
    slack: FileHost,
) -> None:
    url = slack.serve("/files", bytes(1_000_000))
    assert len(await fetched(slack, url, limit=1_000_000)) == 1_000_000
    assert (
        "over 1 MB"
        in (await refusal(slack, slack.serve("/f", bytes(1_000_001)), 1_000_000)).sentence
    )


async def test_a_file_of_unknown_length_is_cut_off_at_the_limit(slack: FileHost) -> None:
    sent = 0

    async def endless(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(1000):
            await response.write(bytes(100_000))
            sent += 100_000
        return response

    slack.answers["/files"] = endless
    assert "over 1 MB" in (await refusal(slack, f"{slack.url}/files", 1_000_000)).sentence
    assert sent < 50_000_000


async def test_a_file_that_says_it_is_too_large_is_not_waited_for(slack: FileHost) -> None:
    async def announced(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "1000000001"})
        await response.prepare(request)
        assert request.transport is not None
        request.transport.abort()
        return response

    slack.answers["/files"] = announced
    assert isinstance(await refusal(slack, f"{slack.url}/files"), DownloadRefused)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (403, DownloadRefused),
        (404, DownloadRefused),
        (410, DownloadRefused),
        (206, DownloadRefused),
        (429, DownloadRetry),
        (503, DownloadRetry),
    ],
)
async def test_slack_s_refusals_say_whether_to_try_again(
    slack: FileHost, status: int, kind: type[DownloadFailed]
) -> None:
    assert isinstance(await refusal(slack, slack.serve("/f", b"no", status=status)), kind)


async def test_a_connection_that_breaks_off_is_worth_another_try(slack: FileHost) -> None:
    async def broken(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "1000"})
        await response.prepare(request)
        await response.write(b"half")
        assert request.transport is not None
        request.transport.abort()
        await asyncio.sleep(0)
        return response

    slack.answers["/files"] = broken
    assert isinstance(await refusal(slack, f"{slack.url}/files"), DownloadRetry)


@pytest.mark.parametrize("url", ["", "files/r.pdf", "http://[broken", "file:///etc/passwd"])
async def test_no_address_is_refused(slack: FileHost, url: str) -> None:
    assert isinstance(await refusal(slack, url), DownloadRefused)


async def test_a_redirect_to_nowhere_is_refused(slack: FileHost) -> None:
    url = slack.serve("/files", b"", status=302)
    assert isinstance(await refusal(slack, url), DownloadRefused)
    assert isinstance(await refusal(slack, slack.send_on("/f", "http://[broken")), DownloadRefused)
