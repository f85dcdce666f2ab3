"""What Slack's answers mean where it did not do what it was asked; calls, and decides nothing.

SlackError
├── SlackRetry    trying again may help: after how long, and whether it may have got through
├── SlackGiveUp   it will not: Slack's own name of the error
└── Overtaken     nothing was sent: someone else has taken over what was to be said
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, cast

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.slack.pacing import retry_after

RATE_LIMITED = "ratelimited"
_RETRY_SECONDS = 1.0
_NOT_TAKEN = frozenset({"ratelimited", "rate_limited"})
_IN_DOUBT = frozenset(
    {"internal_error", "fatal_error", "request_timeout", "service_unavailable", "unknown_error"}
)


class SlackError(Exception):
    """Slack did not do what it was asked; the text is Slack's name of the error, no one's words."""


class SlackRetry(SlackError):
    """Trying again may help, after `after` seconds; `in_doubt`: this time it may have worked.

    `asked`: Slack said for how long it wants to be left alone, so that no longer is needed.
    """

    def __init__(self, error: str, *, after: float, in_doubt: bool, asked: bool = False) -> None:
        super().__init__(error)
        self.after = after
        self.in_doubt = in_doubt
        self.asked = asked


class SlackGiveUp(SlackError):
    """Trying again will not help."""

    @property
    def error(self) -> str:
        return str(self.args[0])


class Overtaken(SlackError):
    """Someone else has taken over what was to be said; nothing was sent."""


async def called(method: Callable[..., Awaitable[Any]], **arguments: Any) -> Mapping[str, Any]:
    """What Slack's answer holds; raises `SlackRetry` or `SlackGiveUp`."""
    answer = await answered(method, **arguments)
    return cast(Mapping[str, Any], answer.data)


async def answered(method: Callable[..., Awaitable[Any]], **arguments: Any) -> AsyncSlackResponse:
    """The answer itself, with its headers; raises as `called`."""
    try:
        answer: AsyncSlackResponse = await method(**arguments)
    except SlackApiError as refused:
        raise _translated(refused) from None
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as unreached:
        raise SlackRetry(type(unreached).__name__, after=_RETRY_SECONDS, in_doubt=False) from None
    except (TimeoutError, aiohttp.ClientError, SlackClientError, AttributeError) as cut:
        # slack_sdk reads an answer in plain text as if it were an object.
        raise SlackRetry(type(cut).__name__, after=_RETRY_SECONDS, in_doubt=True) from None
    return answer


def _translated(refused: SlackApiError) -> SlackError:
    response = refused.response
    if not isinstance(response, AsyncSlackResponse):  # neither Slack's words nor an empty answer
        return SlackRetry("unreadable", after=_RETRY_SECONDS, in_doubt=True)
    error = str(response.get("error") or "unknown_error")
    if response.status_code == 429 or error in _NOT_TAKEN:
        after = retry_after(response.headers)
        return SlackRetry(RATE_LIMITED, after=after, in_doubt=False, asked=True)
    if response.status_code >= 500 or error in _IN_DOUBT:
        return SlackRetry(error, after=_RETRY_SECONDS, in_doubt=True)
    return SlackGiveUp(error)
