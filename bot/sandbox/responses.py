"""The addresses under which a bot may answer one command or click: five uses in thirty minutes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.sandbox.errors import SlackError
from bot.sandbox.workspace import opaque

LIFE = timedelta(minutes=30)
USES = 5


@dataclass
class ResponseUrl:
    user: str
    channel: str
    ts: str | None
    """The message clicked, where there is one."""
    until: datetime
    uses_left: int = USES


class ResponseUrls:
    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._given: dict[str, ResponseUrl] = {}

    def give(self, user: str, channel: str, ts: str | None = None) -> str:
        """A fresh id for one command or click."""
        now = self._clock()
        if len(self._given) > 1_000:
            self._given = {key: url for key, url in self._given.items() if url.until > now}
        key = opaque("", 24)
        self._given[key] = ResponseUrl(user, channel, ts, now + LIFE)
        return key

    def use(self, key: str) -> ResponseUrl:
        """Counts one use; raises SlackError("expired_url") or ("used_url")."""
        url = self._given.get(key)
        if url is None or self._clock() > url.until:
            raise SlackError("expired_url")
        if url.uses_left == 0:
            raise SlackError("used_url")
        url.uses_left -= 1
        return url

    def look(self, key: str) -> ResponseUrl:
        """The same without counting a use: for what the bot says in its ack."""
        return self._given[key]
