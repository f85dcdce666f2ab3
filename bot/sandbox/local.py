"""The rooms of the local Slack, put together; serves no HTTP."""

import copy
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from bot.sandbox.delivery import Delivery
from bot.sandbox.faults import Faults
from bot.sandbox.feed import Feed
from bot.sandbox.files import Files
from bot.sandbox.responses import ResponseUrls
from bot.sandbox.sockets import Sockets
from bot.sandbox.views import Views
from bot.sandbox.workspace import Channel, Json, Workspace


class Call(NamedTuple):
    """One call of the Web API, as it was served. A call cut or left hanging has no answer."""

    method: str
    arguments: Json
    answer: Json | None


class LocalSlack:
    """Everything that the Web API, the sockets and the people share."""

    bot_token = "xoxb-sandbox-bot"
    app_token = "xapp-sandbox-app"

    def __init__(
        self,
        clock: Callable[[], datetime],
        *,
        dedupe: bool,
        retry_delays: Sequence[float],
        ack_seconds: float,
    ) -> None:
        self.url = ""
        self.dedupe = dedupe
        self.calls: list[Call] = []
        self.workspace = Workspace(clock)
        self.feed = Feed(int(clock().timestamp() * 100_000))
        self.sockets = Sockets(self._on_sockets)
        self.delivery = Delivery(self.sockets, retry_delays, ack_seconds, self.feed.ring)
        self.faults = Faults(self.feed.ring)
        self.files = Files()
        self.views = Views(clock, self._on_view)
        self.response_urls = ResponseUrls(clock)
        self.prompts: dict[str, Json] = {}
        """By channel, what the bot suggests to say."""
        self.statuses: dict[tuple[str, str], str] = {}
        """By channel and root, the line that says what the bot is at."""
        self.on_change: Callable[[], Any] = lambda: None

    def changed(self) -> None:
        """A conversation changed: what keeps them on disk wants to know."""
        self.on_change()

    def record(self, call: Call) -> None:
        self.calls.append(call)
        del self.calls[:-20_000]
        self.feed.ring()

    def set_status(self, channel: Channel, root: str, text: str) -> None:
        self.statuses[channel.id, root] = text
        self.feed.push("status", channel.humans(), channel=channel.id, thread_ts=root, text=text)

    def clear_status(self, channel: Channel, root: str | None) -> None:
        """A status goes away when the bot says something in its thread."""
        if root is not None and self.statuses.get((channel.id, root)):
            self.set_status(channel, root, "")

    def trouble(self, user: str, text: str) -> None:
        """What Slack shows a person whose command or click was not answered."""
        self.feed.push("trouble", {user}, text=text)

    def _on_sockets(self, connected: bool) -> None:
        self.feed.push("connected", None, connected=connected)

    def _on_view(self, user: str, view: Json | None) -> None:
        self.feed.push("view", {user}, view=copy.deepcopy(view))
