"""Fetches a person's file from Slack; sends the token to Slack only, and keeps nothing.

DownloadFailed         carries a sentence for the person
├── DownloadRefused    trying again does not help: too large, gone, not ours to read
└── DownloadRetry      it may: the network, a limit, an error of Slack's
"""

import asyncio
import re
from typing import Final

import aiohttp
from yarl import URL

SLACK_API_URL: Final = "https://slack.com/api/"
MOST_REDIRECTS: Final = 3
_SECONDS: Final = 30.0
_SLACKS_OWN: Final = ("slack.com", "slack-edge.com", "slack-files.com")
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_CHUNK: Final = 64 * 1024
_HTML: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html[\s>])", re.IGNORECASE)

_PASTE = "Please paste the text instead."


class DownloadFailed(Exception):
    """No file came; `sentence` is for the person, and holds neither address nor token."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class DownloadRefused(DownloadFailed):
    """The same request would fail again."""


class DownloadRetry(DownloadFailed):
    """The same request may succeed in a moment."""


async def fetch(
    session: aiohttp.ClientSession,
    url: str,
    token: str,
    limit: int,
    *,
    api_url: str = SLACK_API_URL,
) -> bytes:
    """The bytes behind a file's `url_private_download`, at most `limit` of them.

    `token` (a bot token with `files:read`) goes only where `bears_token` allows. Redirects are
    followed by hand, three at most: Slack sends from one of its hosts to another, and HTTP clients
    drop the token on the way. Takes 30 s at most. Raises `DownloadRefused` and `DownloadRetry`.
    """
    here = _parsed(url)
    if not bears_token(here, api_url):  # a file that lives outside Slack, such as a shared link
        raise DownloadRefused(f"This file does not live in Slack. {_PASTE}")
    try:
        async with asyncio.timeout(_SECONDS):
            for _ in range(MOST_REDIRECTS + 1):
                answer = await _get(session, here, token, limit, api_url)
                if isinstance(answer, bytes):
                    return answer
                here = answer
    except (aiohttp.ClientError, TimeoutError):
        raise DownloadRetry("I could not fetch the file from Slack. Please try again.") from None
    raise DownloadRefused(f"Slack sent me around in circles for this file. {_PASTE}")


def bears_token(url: URL, api_url: str = SLACK_API_URL) -> bool:
    """Whether the bot's token may go to this address: to Slack's hosts by https, and to the very
    scheme, host and port of the Web API's base (the local Slack is on loopback, without https).
    """
    if url.user is not None or url.host is None:
        return False
    if url.origin() == URL(api_url).origin():
        return True
    ours = any(url.host == host or url.host.endswith(f".{host}") for host in _SLACKS_OWN)
    return ours and url.scheme == "https" and url.port == 443


def _parsed(url: str) -> URL:
    try:
        parsed = URL(url)
    except ValueError:
        parsed = URL()
    if not parsed.absolute:
        raise DownloadRefused(f"Slack gave no usable address for this file. {_PASTE}")
    return parsed


async def _get(
    session: aiohttp.ClientSession, url: URL, token: str, limit: int, api_url: str
) -> bytes | URL:
    """The file, or where Slack says that it is."""
    if url.scheme != "https" and not bears_token(url, api_url):
        raise DownloadRefused(f"Slack sent me to an unsafe address for this file. {_PASTE}")
    async with session.get(
        url, headers=_headers(url, token, api_url), allow_redirects=False
    ) as response:
        if response.status in _REDIRECTS:
            return url.join(_parsed_location(response))
        _check_status(response.status)
        if (response.content_length or 0) > limit:
            raise _too_large(limit)
        content = bytearray()
        async for chunk in response.content.iter_chunked(_CHUNK):
            content += chunk
            if len(content) > limit:
                raise _too_large(limit)
        # Without the scope, or with a token of another workspace, Slack sends its login page: 200.
        if response.content_type == "text/html" or _HTML.match(content):
            raise DownloadRefused(f"Slack gave me a web page instead of this file. {_PASTE}")
        return bytes(content)


def _headers(url: URL, token: str, api_url: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"} if bears_token(url, api_url) else {}


def _parsed_location(response: aiohttp.ClientResponse) -> URL:
    try:
        return URL(response.headers["Location"])
    except (KeyError, ValueError):
        raise DownloadRefused(f"Slack gave no usable address for this file. {_PASTE}") from None


def _check_status(status: int) -> None:
    if status == 200:
        return
    if status == 429 or status >= 500:
        raise DownloadRetry("Slack could not give me the file just now. Please try again.")
    if status in (404, 410):
        raise DownloadRefused(f"This file is no longer in Slack. {_PASTE}")
    raise DownloadRefused(f"Slack did not let me read this file. {_PASTE}")


def _too_large(limit: int) -> DownloadRefused:
    return DownloadRefused(f"This file is over {limit // 1_000_000} MB. {_PASTE}")
