"""Lets a test be the people of the workspace, and its network: they write, click, and fail.

It may do what Slack would not let a person do, such as write into someone else's DM.
"""

from collections.abc import Sequence
from typing import Any

from bot.sandbox import gestures, people
from bot.sandbox.blocks.surfaces import usable
from bot.sandbox.delivery import NotAnsweredError
from bot.sandbox.errors import SlackError
from bot.sandbox.faults import Fault, Kind
from bot.sandbox.observer import Observer
from bot.sandbox.workspace import Channel, Json


class Driver(Observer):
    """The people of a sandbox, in Python. Where no channel is named, their DM with the bot."""

    async def say(
        self,
        user: str,
        text: str,
        *,
        thread_ts: str | None = None,
        channel: str | None = None,
        hold: bool = False,
        client_msg_id: str | None = None,
        ts: str | None = None,
        files: Sequence[str] = (),
        subtype: str | None = None,
        raw: bool = False,
    ) -> str:
        """Writes a message and gives its `ts`; with `hold` the bot hears of it at `release`.

        The text is escaped and linked as Slack does, unless `raw`.
        """
        return people.say(
            self.slack,
            user,
            self._channel(channel, user),
            text,
            thread_ts=thread_ts,
            files=files,
            subtype=subtype,
            client_msg_id=client_msg_id,
            hold=hold,
            ts=ts,
            raw=raw,
        )

    async def release(self, ts: str) -> None:
        """Lets the bot hear of a message that was held."""
        self.slack.delivery.release(ts)

    async def edit(self, user: str, ts: str, text: str, *, channel: str | None = None) -> None:
        people.edit(self.slack, user, self._channel(channel, user), ts, text)

    async def delete(self, user: str, ts: str, *, channel: str | None = None) -> None:
        people.delete(self.slack, user, self._channel(channel, user), ts)

    async def command(
        self,
        user: str,
        text: str = "",
        *,
        command: str = "/mock-interview",
        channel: str | None = None,
    ) -> Json | None:
        """Uses a slash command; gives the payload of the bot's ack, None where there was none."""
        place = self._channel(channel, user)
        return await people.command(self.slack, user, place, command, text)

    async def click(
        self,
        user: str,
        action_id: str,
        *,
        ts: str | None = None,
        channel: str | None = None,
        view_id: str | None = None,
        block_id: str | None = None,
        selected: Any = None,
    ) -> bool:
        """Uses a button or menu: in the view named, in the message named, else in the newest
        message that has it. Tells whether the bot acked."""
        if view_id is not None:
            return await gestures.click_in_view(
                self.slack, user, view_id, action_id, block_id=block_id, selected=selected
            )
        place = self._channel(channel, user)
        where = ts or self._newest_with(place, user, action_id)
        return await gestures.click(
            self.slack, user, place, where, action_id, block_id=block_id, selected=selected
        )

    async def submit(self, user: str, values: Json, *, view_id: str | None = None) -> Json:
        """Submits a modal, by default the one in front. `values` are by block and action, or
        by block alone where it holds one input; options by value, files by id."""
        return await gestures.submit(self.slack, user, view_id or self._front(user), values)

    async def close_view(self, user: str, *, view_id: str | None = None) -> None:
        await gestures.close(self.slack, user, view_id or self._front(user))

    async def upload(self, user: str, name: str, content: bytes) -> str:
        """Puts a file at hand for `say` or `submit`; gives its id."""
        return str(people.upload(self.slack, user, name, content)["id"])

    async def open_app(self, user: str, tab: str = "messages") -> None:
        people.open_app(self.slack, user, tab)

    async def deliver(self, payload: Json, *, number: int = 0) -> bool:
        """Delivers an event, one of `events` or any other, once more; tells whether acked."""
        return await self.slack.delivery.once(payload, number, "timeout" if number else "")

    async def interact(self, kind: str, payload: Json) -> bool:
        """Sends a command or interaction once more, as it was; tells whether acked."""
        try:
            await self.slack.delivery.ask(kind, payload)
        except NotAnsweredError:
            return False
        return True

    @property
    def every_event_times(self) -> int:
        """How often each event from now on is delivered; usually once."""
        return self.slack.delivery.every_event_times

    @every_event_times.setter
    def every_event_times(self, times: int) -> None:
        self.slack.delivery.every_event_times = times

    @property
    def ack_seconds(self) -> float:
        """How long the bot has for an ack from now on; Slack's three seconds unless changed."""
        return self.slack.delivery.ack_seconds

    @ack_seconds.setter
    def ack_seconds(self, seconds: float) -> None:
        self.slack.delivery.ack_seconds = seconds

    @property
    def event_delay(self) -> float:
        """How many seconds later each event from now on sets out; usually none."""
        return self.slack.delivery.event_delay

    @event_delay.setter
    def event_delay(self, seconds: float) -> None:
        self.slack.delivery.event_delay = seconds

    def fault(
        self,
        method: str,
        kind: Kind,
        *,
        times: int = 1,
        error: str = "internal_error",
        retry_after: float | str | None = 1,
        seconds: float = 3_600.0,
        channel: str | None = None,
    ) -> None:
        """The next `times` calls of `method` ("*": of any), there or anywhere, meet this fault."""
        fault = Fault(kind, error, retry_after, seconds, channel)
        self.slack.faults.add(method, fault, times)

    def clear_faults(self) -> None:
        """Nothing goes wrong with the Web API any more."""
        self.slack.faults.clear()

    @property
    def faults_met(self) -> int:
        return self.slack.faults.met

    @property
    def event_disorder(self) -> float:
        """By how many seconds at most each event from now on is late, each by its own lot."""
        return self.slack.delivery.event_disorder

    @event_disorder.setter
    def event_disorder(self, seconds: float) -> None:
        self.slack.delivery.event_disorder = seconds

    async def drop_sockets(self, *, abruptly: bool = False) -> None:
        """Ends every connection of the bot's, with a closing frame or like a cut cable."""
        await self.slack.sockets.drop(abruptly=abruptly)

    def refuse_sockets(self, refusing: bool) -> None:
        """From now on tickets are given, and the sockets that they are for refused."""
        self.slack.sockets.refusing = refusing

    async def refresh_sockets(self, reason: str = "refresh_requested") -> None:
        """Asks the bot to come back on a new socket, as Slack does every few hours."""
        await self.slack.sockets.refresh(reason)

    async def wait_until_connected(self, timeout: float = 10) -> None:
        await self.until(lambda: self.connected, timeout)

    def _front(self, user: str) -> str:
        top = self.slack.views.top(user)
        if top is None:
            raise SlackError("not_found")
        return str(top["id"])

    def _newest_with(self, channel: Channel, user: str, action_id: str) -> str:
        own = [message for to, message in channel.ephemerals.values() if to == user]
        for message in sorted([*channel.all(), *own], key=lambda m: str(m["ts"]), reverse=True):
            elements = [e for block in message.get("blocks", []) for e in usable(block)]
            if any(element.get("action_id") == action_id for element in elements):
                return str(message["ts"])
        raise SlackError("no_such_element")
