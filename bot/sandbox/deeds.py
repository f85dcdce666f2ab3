"""What the page asks for on a person's behalf, read from JSON; only what Slack would let them do.

Every malformed request is refused by SlackError, `invalid_arguments` with the field's name.
"""

from typing import Any

from bot.sandbox import gestures, people
from bot.sandbox.errors import SlackError, invalid_arguments
from bot.sandbox.faults import Fault
from bot.sandbox.local import LocalSlack
from bot.sandbox.workspace import Channel, Json

MOST_DELIVERIES = 10


def text_of(body: Json, name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str):
        raise invalid_arguments(f"missing required field: {name}")
    return value


def maybe_text(body: Json, name: str) -> str | None:
    return None if body.get(name) is None else text_of(body, name)


def number_of(body: Json, name: str, default: float, most: float) -> float:
    """A number from 0 to `most`."""
    value = body.get(name, default)
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= most:
        raise invalid_arguments(f"{name} must be a number from 0 to {most:g}")
    return value


def values_of(body: Json) -> Json:
    """What was entered, by block and action."""
    values = body.get("values") or {}
    if not isinstance(values, dict):
        raise invalid_arguments("values must be an object")
    return values


class Deeds:
    def __init__(self, slack: LocalSlack) -> None:
        self.slack = slack

    def _place(self, body: Json) -> tuple[str, Channel]:
        """Who, and where; only where they may be."""
        user = people.person(self.slack, body.get("user")).id
        channel = self.slack.workspace.channel(body.get("channel"))
        if channel is None or user not in channel.members:
            raise SlackError("channel_not_found")
        return user, channel

    async def message(self, body: Json) -> Json:
        user, channel = self._place(body)
        text, files = text_of(body, "text"), body.get("files") or []
        if not isinstance(files, list):
            raise invalid_arguments("files must be an array")
        if not text.strip() and not files:
            raise SlackError("no_text")
        ts = people.say(
            self.slack,
            user,
            channel,
            text.strip(),
            thread_ts=maybe_text(body, "thread_ts"),
            files=files,
            subtype=maybe_text(body, "subtype"),
            client_msg_id=maybe_text(body, "client_msg_id"),
            hold=bool(body.get("hold")),
        )
        return {"ts": ts}

    async def release(self, body: Json) -> Json:
        self.slack.delivery.release(text_of(body, "ts"))
        return {}

    async def edit(self, body: Json) -> Json:
        user, channel = self._place(body)
        people.edit(self.slack, user, channel, text_of(body, "ts"), text_of(body, "text"))
        return {}

    async def delete(self, body: Json) -> Json:
        user, channel = self._place(body)
        people.delete(self.slack, user, channel, text_of(body, "ts"))
        return {}

    async def command(self, body: Json) -> Json:
        user, channel = self._place(body)
        name, text = text_of(body, "command"), maybe_text(body, "text") or ""
        return {"ack": await people.command(self.slack, user, channel, name, text.strip())}

    async def click(self, body: Json) -> Json:
        action, block = text_of(body, "action_id"), maybe_text(body, "block_id")
        selected: Any = body.get("selected", body.get("value"))
        if body.get("view_id"):
            user, view_id = people.person(self.slack, body.get("user")).id, text_of(body, "view_id")
            acked = await gestures.click_in_view(
                self.slack,
                user,
                view_id,
                action,
                block_id=block,
                selected=selected,
                entered=values_of(body),
            )
        else:
            user, channel = self._place(body)
            acked = await gestures.click(
                self.slack,
                user,
                channel,
                text_of(body, "ts"),
                action,
                block_id=block,
                selected=selected,
            )
        return {"acked": acked}

    async def submit(self, body: Json) -> Json:
        user = people.person(self.slack, body.get("user")).id
        view_id, values = text_of(body, "view_id"), values_of(body)
        return await gestures.submit(self.slack, user, view_id, values)

    async def close(self, body: Json) -> Json:
        user = people.person(self.slack, body.get("user")).id
        await gestures.close(self.slack, user, text_of(body, "view_id"))
        return {}

    async def open(self, body: Json) -> Json:
        user = people.person(self.slack, body.get("user")).id
        people.open_app(self.slack, user, maybe_text(body, "tab") or "messages")
        return {}

    async def fault(self, body: Json) -> Json:
        """Orders faults of the Web API, of the sockets, or of the delivery of events."""
        delivery, sockets = self.slack.delivery, self.slack.sockets
        if body.get("clear"):
            self.slack.faults.clear()
        if "every_event_times" in body:
            delivery.every_event_times = int(
                number_of(body, "every_event_times", 1, MOST_DELIVERIES)
            )
        if "event_delay" in body:
            delivery.event_delay = number_of(body, "event_delay", 0, 3600)
        if body.get("sockets") in ("drop", "drop_abruptly"):
            await sockets.drop(abruptly=body["sockets"] == "drop_abruptly")
        elif body.get("sockets") in ("refuse", "accept"):
            sockets.refusing = body["sockets"] == "refuse"
        elif body.get("sockets") == "refresh":
            await sockets.refresh("refresh_requested")
        if "method" in body:
            fault = Fault(
                body.get("kind", "error"),
                maybe_text(body, "error") or "internal_error",
                number_of(body, "retry_after", 1, 3600),
                number_of(body, "seconds", 3600, 3600),
                maybe_text(body, "channel"),
            )
            times = int(number_of(body, "times", 1, 1000))
            self.slack.faults.add(text_of(body, "method"), fault, times)
        return {}
