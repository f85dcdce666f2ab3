"""Lets a test see everything in the workspace, and wait for what it should see; changes nothing."""

import copy
from collections.abc import Callable
from typing import TypeVar

from bot.sandbox.blocks.surfaces import usable
from bot.sandbox.delivery import Attempt
from bot.sandbox.errors import SlackError
from bot.sandbox.local import Call, LocalSlack
from bot.sandbox.workspace import BOT_USER, PEOPLE, TEAM_ID, Channel, Json

T = TypeVar("T")


class Observer:
    """What a sandbox shows to tests. Where no person is named, the candidate is meant."""

    candidate = PEOPLE[0].id
    others = (PEOPLE[1].id, PEOPLE[2].id)
    general = "C0GENERAL"
    bot_user = BOT_USER
    team_id = TEAM_ID
    bot_token = LocalSlack.bot_token
    app_token = LocalSlack.app_token

    def __init__(self, slack: LocalSlack) -> None:
        self.slack = slack

    @property
    def calls(self) -> list[Call]:
        """Every call of the Web API that was taken: method, arguments, answer."""
        return self.slack.calls

    @property
    def events(self) -> list[Json]:
        """The payload of every event that set out for the bot."""
        return self.slack.delivery.events

    @property
    def attempts(self) -> list[Attempt]:
        """Every delivery of an event, with its number and whether it was acked."""
        return self.slack.delivery.attempts

    @property
    def interactions(self) -> list[tuple[str, Json]]:
        """Every command and interaction sent, by kind and payload; `interact` sends one again."""
        return self.slack.delivery.asked

    @property
    def connected(self) -> bool:
        return self.slack.sockets.connected

    def dm(self, user: str | None = None) -> str:
        """The id of a person's DM with the bot."""
        return self.slack.workspace.dm(user or self.candidate).id

    def messages(self, channel: str | None = None) -> list[Json]:
        """Everything said in a channel, threads included, oldest first, metadata included."""
        return copy.deepcopy(self._channel(channel, self.candidate).all())

    def thread(self, channel: str, ts: str) -> list[Json]:
        """A root and its replies, oldest first."""
        return copy.deepcopy(self._channel(channel, self.candidate).thread(ts))

    def ephemerals(self, user: str | None = None, channel: str | None = None) -> list[Json]:
        """What only this person sees, oldest first, in all channels or one."""
        who = user or self.candidate
        found = [
            message
            for each in self.slack.workspace.channels.values()
            if channel is None or each.id == channel
            for to, message in each.ephemerals.values()
            if to == who
        ]
        return copy.deepcopy(sorted(found, key=lambda message: str(message["ts"])))

    def view(self, user: str | None = None) -> Json | None:
        """The modal that a person has in front of them."""
        return copy.deepcopy(self.slack.views.top(user or self.candidate))

    def home(self, user: str | None = None) -> Json | None:
        return copy.deepcopy(self.slack.views.homes.get(user or self.candidate))

    def status(self, channel: str, ts: str) -> str:
        """The line that says what the bot is at in a thread; empty where there is none."""
        return self.slack.statuses.get((channel, ts), "")

    def troubles(self, user: str | None = None) -> list[str]:
        """What Slack told a person of commands and clicks that were not answered."""
        return [
            change.body["text"]
            for change in self.slack.feed.changes()
            if change.body["type"] == "trouble" and change.is_for(user or self.candidate)
        ]

    def transcript(self) -> str:
        """Everything that was said, for a person to read."""
        lines = []
        for channel in self.slack.workspace.channels.values():
            spoken = [(m, "") for m in channel.all()]
            spoken += [(m, f" (to {to})") for to, m in channel.ephemerals.values()]
            if spoken:
                lines.append(f"{channel.id} {channel.name}")
            for message, to in sorted(spoken, key=lambda pair: str(pair[0]["ts"])):
                lines.append(self._line(message, to))
        for person in PEOPLE:
            top = self.slack.views.top(person.id)
            if top is not None:
                lines.append(f"{person.name} has the view {top['callback_id']} open")
        lines.append("last calls: " + ", ".join(_said(call) for call in self.calls[-8:]))
        return "\n".join(lines)

    async def until(self, predicate: Callable[[], T], timeout: float = 10) -> T:
        """The first true value of `predicate`, which is asked again after every change.

        Raises WaitedInVainError, with the transcript, after `timeout` seconds.
        """
        return await self.slack.feed.until(predicate, timeout, self.transcript)

    def _channel(self, channel: str | None, user: str) -> Channel:
        found = self.slack.workspace.channel(channel) if channel else None
        if channel is not None and found is None:
            raise SlackError("channel_not_found")
        return found or self.slack.workspace.dm(user)

    def _line(self, message: Json, to: str) -> str:
        who = self.slack.workspace.people.get(message.get("user", ""))
        buttons = [
            element["action_id"] for block in message.get("blocks", []) for element in usable(block)
        ]
        indent = "    " if message.get("thread_ts", message["ts"]) != message["ts"] else "  "
        name = who.name if who else message.get("user", "?")
        tail = f" {buttons}" if buttons else ""
        return f"{indent}[{message['ts']}] {name}{to}: {message['text'][:300]}{tail}"


def _said(call: Call) -> str:
    answer = call.answer or {}
    return f"{call.method} {'ok' if answer.get('ok') else answer.get('error', 'no answer')}"
