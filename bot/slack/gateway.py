"""The only caller of Slack's Web API: posts once, says what to do about a refusal, decides nothing.

    SlackError
    ├── SlackRetry    trying again may help: after how long, and whether it may have got through
    └── SlackGiveUp   it will not: Slack's own name of the error

A post carries an id that is the same on every attempt, as `client_msg_id` and in its metadata; a
Slack that honours the first posts it once, and `find` looks for the second.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from uuid import UUID

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.text import Shown

_log = structlog.get_logger(__name__)

CALL_SECONDS = 10.0
_NOT_TAKEN = frozenset({"ratelimited", "rate_limited"})
_IN_DOUBT = frozenset(
    {"internal_error", "fatal_error", "request_timeout", "service_unavailable", "unknown_error"}
)
_BAD_BLOCKS = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"})
_STATUS_REFUSALS = frozenset(
    {"feature_disabled", "missing_scope", "unknown_method", "not_allowed_token_type", "not_allowed"}
)
_RETRY_SECONDS = 1.0


class SlackError(Exception):
    """Slack did not do what it was asked; the text is Slack's name of the error, no one's words."""


class SlackRetry(SlackError):
    """Trying again may help, after `after` seconds; `in_doubt`: this time it may have worked."""

    def __init__(self, error: str, *, after: float, in_doubt: bool) -> None:
        super().__init__(error)
        self.after = after
        self.in_doubt = in_doubt


class SlackGiveUp(SlackError):
    """Trying again will not help."""

    @property
    def error(self) -> str:
        return str(self.args[0])


def open_session() -> aiohttp.ClientSession:
    """One session for all calls, with the time-outs of all calls.

    Without one slack_sdk opens a connection a call; given one it ignores its own time-out.
    """
    return aiohttp.ClientSession(
        timeout=aiohttp.ClientTimeout(total=CALL_SECONDS, connect=5),
        connector=aiohttp.TCPConnector(limit=100),
    )


def web_client(token: str, base_url: str, session: aiohttp.ClientSession) -> AsyncWebClient:
    """A client that never repeats a call by itself: slack_sdk's default can post twice."""
    return AsyncWebClient(token=token, base_url=base_url, session=session, retry_handlers=[])


async def who_am_i(client: AsyncWebClient) -> dict[str, Any]:
    """What the token stands for: `team_id`, `user_id`, `bot_id`, and the workspace's `url`."""
    return dict(await _call(client.auth_test))


async def check_app_token(client: AsyncWebClient, app_token: str) -> None:
    """Ask for a socket's address, which nobody will use; raises where Slack gives none."""
    await _call(client.apps_connections_open, app_token=app_token)


class Gateway:
    """Slack, for one workspace. `workspace_url` is what links begin with."""

    def __init__(self, client: AsyncWebClient, workspace_url: str) -> None:
        self._client = client
        self._workspace_url = workspace_url
        self._shows_status = True

    async def post(
        self,
        channel: str,
        shown: Shown,
        *,
        post_id: UUID,
        thread_ts: str | None = None,
        metadata: Mapping[str, Any] | None = None,
    ) -> str:
        """Post a message and return its `ts`; blocks that Slack refuses become plain text."""
        arguments: dict[str, Any] = {
            "channel": channel,
            "text": shown.text,
            "client_msg_id": str(post_id),
            "unfurl_links": False,
            "unfurl_media": False,
        }
        if thread_ts:
            arguments["thread_ts"] = thread_ts
        if metadata:
            arguments["metadata"] = dict(metadata)
        try:
            answer = await _call(
                self._client.chat_postMessage, blocks=list(shown.blocks), **arguments
            )
        except SlackGiveUp as refused:
            if refused.error not in _BAD_BLOCKS:
                raise
            _log.error("blocks_refused", error=refused.error, post=str(post_id))
            answer = await _call(self._client.chat_postMessage, **arguments)
        return str(answer["ts"])

    async def find(self, channel: str, thread_ts: str | None, post_id: UUID) -> str | None:
        """The `ts` of an own message that carries this id in its metadata, if it stands there."""
        cursor = ""
        while True:
            arguments = {"channel": channel, "limit": 200, "include_all_metadata": True}
            if cursor:
                arguments["cursor"] = cursor
            if thread_ts:
                answer = await _call(self._client.conversations_replies, ts=thread_ts, **arguments)
            else:
                answer = await _call(self._client.conversations_history, **arguments)
            for message in answer.get("messages", []):
                payload = message.get("metadata", {}).get("event_payload", {})
                if payload.get("id") == str(post_id):
                    return str(message["ts"])
            cursor = answer.get("response_metadata", {}).get("next_cursor", "")
            # A card is looked for among the newest messages only: older ones cannot be in doubt.
            if not cursor or not thread_ts:
                return None

    async def update(self, channel: str, ts: str, shown: Shown) -> None:
        """Show a standing message anew; doing it twice is the same as once."""
        await _call(
            self._client.chat_update,
            channel=channel,
            ts=ts,
            text=shown.text,
            blocks=list(shown.blocks),
        )

    async def whisper(
        self, channel: str, user: str, shown: Shown, thread_ts: str | None = None
    ) -> None:
        """Say something that only this person sees, and that is gone when they reload."""
        arguments: dict[str, Any] = {"thread_ts": thread_ts} if thread_ts else {}
        await _call(
            self._client.chat_postEphemeral,
            channel=channel,
            user=user,
            text=shown.text,
            blocks=list(shown.blocks),
            **arguments,
        )

    async def show_status(self, channel: str, thread_ts: str, text: str) -> None:
        """Say what is going on under the thread, where the workspace's plan has that; else nothing.

        Slack takes it away with the next message. The first refusal in principle ends the attempts.
        """
        if not self._shows_status:
            return
        try:
            await _call(
                self._client.assistant_threads_setStatus,
                channel_id=channel,
                thread_ts=thread_ts,
                status=text,
            )
        except SlackGiveUp as refused:
            if refused.error in _STATUS_REFUSALS:
                self._shows_status = False
        except SlackRetry:
            return

    async def open_dm(self, user: str) -> str:
        """The id of the person's DM with the bot."""
        answer = await _call(self._client.conversations_open, users=user)
        return str(answer["channel"]["id"])

    async def open_view(self, trigger_id: str, view: Mapping[str, Any]) -> None:
        await _call(self._client.views_open, trigger_id=trigger_id, view=dict(view))

    async def update_view(self, view_id: str, view: Mapping[str, Any]) -> None:
        await _call(self._client.views_update, view_id=view_id, view=dict(view))

    async def file(self, file_id: str) -> dict[str, Any]:
        """What Slack knows of an uploaded file, `url_private_download` included."""
        answer = await _call(self._client.files_info, file=file_id)
        return dict(answer["file"])

    def link(self, channel: str, ts: str) -> str:
        """A link to a message; built, since Slack's own links are."""
        return f"{self._workspace_url}archives/{channel}/p{ts.replace('.', '')}"

    def dm_link(self, channel: str) -> str:
        return f"{self._workspace_url}archives/{channel}"


async def _call(method: Callable[..., Awaitable[Any]], **arguments: Any) -> Mapping[str, Any]:
    try:
        answer = await method(**arguments)
    except SlackApiError as refused:
        raise _translated(refused) from None
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as unreached:
        raise SlackRetry(type(unreached).__name__, after=_RETRY_SECONDS, in_doubt=False) from None
    except (TimeoutError, aiohttp.ClientError, SlackClientError) as cut:
        raise SlackRetry(type(cut).__name__, after=_RETRY_SECONDS, in_doubt=True) from None
    data: Mapping[str, Any] = answer.data
    return data


def _translated(refused: SlackApiError) -> SlackError:
    response = refused.response
    error = str(response.get("error") or "unknown_error")
    if response.status_code == 429 or error in _NOT_TAKEN:
        after = float(response.headers.get("Retry-After", _RETRY_SECONDS))
        return SlackRetry("ratelimited", after=after, in_doubt=False)
    if response.status_code >= 500 or error in _IN_DOUBT:
        return SlackRetry(error, after=_RETRY_SECONDS, in_doubt=True)
    return SlackGiveUp(error)
