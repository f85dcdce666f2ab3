"""The team, its people, its channels and what was said there; does no I/O and tells nobody."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]

TEAM_ID = "T0PRACTICE"
TEAM_NAME = "Practice"
TEAM_DOMAIN = "practice"
APP_ID = "A0INTERVIEW"
BOT_ID = "B0INTERVIEW"
BOT_USER = "U0INTERVIEW"
BOT_NAME = "Mock Interview"


@dataclass(frozen=True)
class Person:
    id: str
    name: str
    real_name: str
    is_bot: bool = False
    tz: str = "Europe/Berlin"


PEOPLE = (
    Person("U0CANDIDATE", "sam", "Sam Rivera"),
    Person("U0PRIYA", "priya", "Priya Nair"),
    Person("U0JONAS", "jonas", "Jonas Weber"),
)
BOT = Person(BOT_USER, "mock_interview", BOT_NAME, is_bot=True)


COUNTED = ("thread_ts", "reply_count", "reply_users", "reply_users_count", "latest_reply")
"""What a root carries about its replies."""


def opaque(prefix: str, length: int = 9) -> str:
    """A fresh id in Slack's look, such as F08A1B2C3D4."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    return prefix + "".join(secrets.choice(alphabet) for _ in range(length))


@dataclass
class Channel:
    """A conversation. Messages are dicts in Slack's own form, by `ts`."""

    id: str
    kind: str
    name: str
    members: set[str]
    messages: dict[str, Json] = field(default_factory=dict)
    replies: dict[str, set[str]] = field(default_factory=dict)
    """By the `ts` of a root, those of its replies."""
    said: dict[str, str] = field(default_factory=dict)
    """By the `client_msg_id` of a bot's post, its `ts`."""
    ephemerals: dict[str, tuple[str, Json]] = field(default_factory=dict)
    """By `ts`, the only person who sees it, and the message."""

    @property
    def type(self) -> str:
        return "im" if self.kind == "im" else "channel"

    def humans(self) -> set[str]:
        return self.members - {BOT_USER}

    def all(self) -> list[Json]:
        """Every message, oldest first."""
        return [self.messages[ts] for ts in sorted(self.messages)]

    def top_level(self) -> list[Json]:
        """What stands in the channel itself, oldest first."""
        return [
            message
            for message in self.all()
            if message.get("thread_ts", message["ts"]) == message["ts"]
            or message.get("subtype") == "thread_broadcast"
        ]

    def thread(self, root: str) -> list[Json]:
        """The root and its replies, oldest first; nothing where there is no such root."""
        if root not in self.messages:
            return []
        return [self.messages[root], *(self.messages[ts] for ts in sorted(self.replies_to(root)))]

    def replies_to(self, root: str) -> set[str]:
        return self.replies.get(root, set())

    def add(self, message: Json) -> None:
        """Stores a message; a reply is counted at its root, as Slack does."""
        ts, root_ts = message["ts"], message.get("thread_ts")
        self.messages[ts] = message
        if root_ts and root_ts != ts:
            message.setdefault("parent_user_id", self.messages[root_ts].get("user", BOT_USER))
            self.replies.setdefault(root_ts, set()).add(ts)
            self.count_replies(root_ts)

    def drop(self, ts: str) -> Json:
        """Takes a message out for good, and out of its root's count."""
        message = self.messages.pop(ts)
        root_ts = message.get("thread_ts")
        if root_ts and root_ts != ts:
            self.replies_to(root_ts).discard(ts)
            self.count_replies(root_ts)
        return message

    def count_replies(self, root_ts: str) -> None:
        root = self.messages.get(root_ts)
        if root is None:
            return
        replies = sorted(self.replies_to(root_ts))
        if not replies:
            for key in COUNTED:
                root.pop(key, None)
            return
        users = list(dict.fromkeys(self.messages[ts]["user"] for ts in replies))
        root.update(
            thread_ts=root_ts,
            reply_count=len(replies),
            reply_users=users[:5],
            reply_users_count=len(users),
            latest_reply=replies[-1],
        )


class Workspace:
    """One team with a candidate, two others and the bot."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.clock = clock
        self.people = {person.id: person for person in (*PEOPLE, BOT)}
        humans = {person.id for person in PEOPLE}
        self.channels = {"C0GENERAL": Channel("C0GENERAL", "channel", "general", set(humans))}
        self.opened: set[str] = set()
        """The DMs that the bot has opened."""
        self.last_stamp = 0

    def stamp(self) -> str:
        """A fresh `ts`: seconds with six decimals, unique and increasing."""
        micros = int(self.clock().timestamp() * 1_000_000)
        self.last_stamp = max(self.last_stamp + 1, micros)
        return f"{self.last_stamp // 1_000_000}.{self.last_stamp % 1_000_000:06d}"

    def now(self) -> int:
        """Whole seconds since 1970."""
        return int(self.clock().timestamp())

    def dm(self, user: str) -> Channel:
        """The conversation of one person with the bot; there is always exactly one."""
        channel_id = "D" + user[1:]
        if channel_id not in self.channels:
            self.channels[channel_id] = Channel(channel_id, "im", user, {user, BOT_USER})
        return self.channels[channel_id]

    def channel(self, reference: object) -> Channel | None:
        """By id, by name, or, as Slack allows for posting, by a person's id."""
        if not isinstance(reference, str):
            return None
        person = self.people.get(reference)
        if person is not None:
            return None if person.is_bot else self.dm(reference)
        if reference.startswith("D") and "U" + reference[1:] in self.people:
            return self.dm("U" + reference[1:])
        by_name = {channel.name: channel for channel in self.channels.values()}
        return self.channels.get(reference) or by_name.get(reference.removeprefix("#"))

    def seen_by(self, user: str) -> list[Channel]:
        """The person's DM with the bot first, then the channels they are in."""
        own = self.dm(user)
        return [own, *(c for c in self.channels.values() if user in c.members and c is not own)]
