"""The only caller of Slack's Web API: posts once, says what to do about a refusal, decides nothing.

A post carries an id that is the same on every attempt, as `client_msg_id` and in its metadata; a
Slack that honours the first posts it once, and `find` looks for the second. Nobody waits here for
longer than a few seconds: what Slack does not want now is given back as a `SlackRetry`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias
from uuid import UUID

import aiohttp
import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.pacing import Pacing
from bot.slack.refusals import (
    RATE_LIMITED,
    Overtaken as Overtaken,
    SlackError as SlackError,
    SlackGiveUp as SlackGiveUp,
    SlackRetry as SlackRetry,
    answered,
    called,
)
from bot.slack.text import Shown

_log = structlog.get_logger(__name__)

CALL_SECONDS = 10.0
_BAD_BLOCKS = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"})
_STATUS_REFUSALS = frozenset(
    {"feature_disabled", "missing_scope", "unknown_method", "not_allowed_token_type", "not_allowed"}
)
TOKEN_REFUSED = frozenset(
    {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"}
)
"""The token is no good any more, whatever it is used for."""
_TOKEN_SECONDS = 10.0
_PACED = frozenset({"chat_postMessage", "chat_update"})


StillOurs: TypeAlias = Callable[[], Awaitable[bool]]
"""Whether who speaks may still do so; asked last of all before a call sets out."""


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
    return dict(await called(client.auth_test))


async def scopes(client: AsyncWebClient) -> frozenset[str]:
    """What the token may do, as Slack says in a header of its answers; empty where it does not."""
    said = (await answered(client.auth_test)).headers.get("x-oauth-scopes", "")
    return frozenset(scope.strip() for scope in said.split(",") if scope.strip())


async def check_app_token(client: AsyncWebClient, app_token: str) -> None:
    """Ask for a socket's address, which nobody will use; raises where Slack gives none."""
    await called(client.apps_connections_open, app_token=app_token)


class Gateway:
    """Slack, for one workspace. `workspace_url` is what links begin with."""

    def __init__(
        self, client: AsyncWebClient, workspace_url: str, pacing: Pacing | None = None
    ) -> None:
        self._client = client
        self._workspace_url = workspace_url
        self._pacing = pacing or Pacing()
        self._shows_status = True

    async def post(
        self,
        channel: str,
        shown: Shown,
        *,
        post_id: UUID,
        thread_ts: str | None = None,
        metadata: Mapping[str, Any] | None = None,
        still_ours: StillOurs | None = None,
    ) -> str:
        """Post a message and return its `ts`; blocks that Slack refuses become plain text.

        Raises `Overtaken` where `still_ours` says so when the channel's turn has come.
        """
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
            answer = await self._call(
                self._client.chat_postMessage,
                still_ours,
                blocks=list(shown.blocks),
                **arguments,
            )
        except SlackGiveUp as refused:
            if refused.error not in _BAD_BLOCKS:
                raise
            _log.error("blocks_refused", error=refused.error, post=str(post_id))
            answer = await self._call(self._client.chat_postMessage, still_ours, **arguments)
        return str(answer["ts"])

    async def find(self, channel: str, thread_ts: str | None, post_id: UUID) -> str | None:
        """The `ts` of an own message that carries this id in its metadata, if it stands there."""
        cursor = ""
        while True:
            arguments: dict[str, Any] = {
                "channel": channel,
                "limit": 200,
                "include_all_metadata": True,
            }
            if cursor:
                arguments["cursor"] = cursor
            if thread_ts:
                answer = await self._call(
                    self._client.conversations_replies, ts=thread_ts, **arguments
                )
            else:
                answer = await self._call(self._client.conversations_history, **arguments)
            for message in answer.get("messages", []):
                payload = message.get("metadata", {}).get("event_payload", {})
                if payload.get("id") == str(post_id):
                    return str(message["ts"])
            cursor = answer.get("response_metadata", {}).get("next_cursor", "")
            # A card is looked for among the newest messages only: older ones cannot be in doubt.
            if not cursor or not thread_ts:
                return None

    async def update(
        self, channel: str, ts: str, shown: Shown, *, still_ours: StillOurs | None = None
    ) -> None:
        """Show a standing message anew; doing it twice is the same as once.

        Raises `Overtaken` as `post` does.
        """
        await self._call(
            self._client.chat_update,
            still_ours,
            channel=channel,
            ts=ts,
            text=shown.text,
            blocks=list(shown.blocks),
        )

    async def delete(self, channel: str, ts: str) -> None:
        """Take an own message away; one that is gone already is as good."""
        try:
            await self._call(self._client.chat_delete, channel=channel, ts=ts)
        except SlackGiveUp as refused:
            if refused.error != "message_not_found":
                raise

    async def whisper(
        self, channel: str, user: str, shown: Shown, thread_ts: str | None = None
    ) -> None:
        """Say something that only this person sees, and that is gone when they reload."""
        arguments: dict[str, Any] = {"thread_ts": thread_ts} if thread_ts else {}
        await self._call(
            self._client.chat_postEphemeral,
            channel=channel,
            user=user,
            text=shown.text,
            blocks=list(shown.blocks),
            **arguments,
        )

    async def show_status(self, channel: str, thread_ts: str, text: str) -> bool:
        """Say what is going on under the thread, where the workspace's plan has that; else nothing.

        Returns whether it is shown. Slack takes it away with the next message, or after two
        minutes. The first refusal in principle ends the attempts.
        """
        if not self._shows_status:
            return False
        try:
            await self._call(
                self._client.assistant_threads_setStatus,
                channel_id=channel,
                thread_ts=thread_ts,
                status=text,
            )
        except SlackGiveUp as refused:
            if refused.error in _STATUS_REFUSALS:
                self._shows_status = False
            return False
        except SlackRetry:
            return False
        return True

    async def utc_offset(self, user: str) -> int | None:
        """How far the person's clock is ahead of UTC now, in seconds; None where nobody said."""
        answer = await self._call(self._client.users_info, user=user)
        offset = answer.get("user", {}).get("tz_offset")
        return offset if isinstance(offset, int) else None

    async def open_dm(self, user: str) -> str:
        """The id of the person's DM with the bot."""
        answer = await self._call(self._client.conversations_open, users=user)
        return str(answer["channel"]["id"])

    async def open_view(self, trigger_id: str, view: Mapping[str, Any]) -> None:
        await self._call(self._client.views_open, trigger_id=trigger_id, view=dict(view))

    async def update_view(self, view_id: str, view: Mapping[str, Any]) -> None:
        await self._call(self._client.views_update, view_id=view_id, view=dict(view))

    async def file(self, file_id: str) -> dict[str, Any]:
        """What Slack knows of an uploaded file, `url_private_download` included."""
        answer = await self._call(self._client.files_info, file=file_id)
        return dict(answer["file"])

    def link(self, channel: str, ts: str) -> str:
        """A link to a message; built, since Slack's own links are."""
        return f"{self._workspace_url}archives/{channel}/p{ts.replace('.', '')}"

    def dm_link(self, channel: str) -> str:
        return f"{self._workspace_url}archives/{channel}"

    async def _call(
        self,
        method: Callable[..., Awaitable[Any]],
        still_ours: StillOurs | None = None,
        **arguments: Any,
    ) -> Mapping[str, Any]:
        """Call when it is its turn; errors as of the module's, a pause of Slack's among them."""
        name = getattr(method, "__name__", "")
        channel = arguments.get("channel") or arguments.get("channel_id")
        wait = self._pacing.pause(name, channel)
        if not wait and channel is not None and name in _PACED:
            wait = await self._pacing.turn(name, channel)
        if wait:
            raise SlackRetry("paused", after=wait, in_doubt=False, asked=True)
        if still_ours is not None and not await still_ours():
            raise Overtaken
        try:
            return await called(method, **arguments)
        except SlackRetry as later:
            if str(later) == RATE_LIMITED:
                self._pacing.refused(name, channel, later.after)
            raise
        except SlackGiveUp as refused:
            if refused.error in TOKEN_REFUSED:
                # The operator can mend that, and what is to be said until then is not lost.
                raise SlackRetry(refused.error, after=_TOKEN_SECONDS, in_doubt=False) from None
            raise
