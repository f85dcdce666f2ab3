"""What people do in the workspace: they write, edit, delete, upload and use slash commands."""

import copy
import uuid
from collections.abc import Sequence
from typing import Any

from bot.sandbox import answers, payloads, posting
from bot.sandbox.delivery import NotAnsweredError
from bot.sandbox.errors import SlackError, invalid_arguments
from bot.sandbox.files import file_record
from bot.sandbox.local import LocalSlack
from bot.sandbox.typed import as_slack_keeps_it, rich_text
from bot.sandbox.workspace import TEAM_ID, Channel, Json, Person

LONGEST_MESSAGE = 40_000
SUBTYPES = ("me_message", "thread_broadcast", "file_share")


def person(slack: LocalSlack, user: object) -> Person:
    """One of the people; raises SlackError("user_not_found") for others and for the bot."""
    found = slack.workspace.people.get(user) if isinstance(user, str) else None
    if found is None or found.is_bot:
        raise SlackError("user_not_found")
    return found


def say(
    slack: LocalSlack,
    user: str,
    channel: Channel,
    text: str,
    *,
    thread_ts: str | None = None,
    files: Sequence[str] = (),
    subtype: str | None = None,
    client_msg_id: str | None = None,
    hold: bool = False,
    ts: str | None = None,
    raw: bool = False,
) -> str:
    """A person's message. `raw` keeps the text as it is; `hold` keeps its event back."""
    person(slack, user)
    if len(text) > LONGEST_MESSAGE:
        raise SlackError("msg_too_long")
    if ts is not None and ts in channel.messages:
        raise invalid_arguments("there is a message with this ts")
    people = slack.workspace.people.values()
    kept, blocks = (
        (text, rich_text([{"type": "text", "text": text}] if text else []))
        if raw
        else as_slack_keeps_it(text, people)
    )
    message: Json = {
        "type": "message",
        "user": user,
        "ts": ts or slack.workspace.stamp(),
        "client_msg_id": client_msg_id or str(uuid.uuid4()),
        "text": kept,
        "team": TEAM_ID,
        "blocks": blocks,
    }
    if not blocks:
        del message["blocks"]
    if thread_ts is not None:
        message["thread_ts"] = _root_of(channel, thread_ts)
    if files:
        records = [file_record(slack.files.get(file), slack.url) for file in files]
        message.update(subtype="file_share", files=records, upload=False, display_as_bot=False)
    if subtype is not None:
        if subtype not in SUBTYPES:
            raise invalid_arguments(f"subtype must be one of: {', '.join(SUBTYPES)}")
        if subtype == "thread_broadcast" and thread_ts is None:
            raise invalid_arguments("a broadcast needs a thread")
        message["subtype"] = subtype
    if hold:
        slack.delivery.hold(message["ts"])
    posting.publish(slack, channel, message)
    return str(message["ts"])


def edit(slack: LocalSlack, user: str, channel: Channel, ts: str, text: str) -> None:
    """Rewrites an own message; the bot is told by `message_changed`."""
    old = _own(slack, user, channel, ts, "cant_update_message")
    if len(text) > LONGEST_MESSAGE:
        raise SlackError("msg_too_long")
    kept, blocks = as_slack_keeps_it(text, slack.workspace.people.values())
    edited = {"user": user, "ts": slack.workspace.stamp()}
    message = {**old, "text": kept, "blocks": blocks, "edited": edited}
    if not blocks:
        del message["blocks"]
    posting.rewrite(slack, channel, message)


def delete(slack: LocalSlack, user: str, channel: Channel, ts: str) -> None:
    """Deletes an own message; one with replies leaves a tombstone."""
    _own(slack, user, channel, ts, "cant_delete_message")
    posting.remove(slack, channel, ts)


async def command(
    slack: LocalSlack, user: str, channel: Channel, name: str, text: str
) -> Json | None:
    """Uses a slash command and shows what the bot acks it with; None where it did not.

    Slack says so then, in its words, and the command is not sent again.
    """
    who = person(slack, user)
    key = slack.response_urls.give(user, channel.id)
    payload = payloads.slash_command(
        who, channel, name, text, slack.views.trigger(user), f"{slack.url}/response/{key}"
    )
    try:
        ack = await slack.delivery.ask("slash_commands", payload)
    except NotAnsweredError as failed:
        slack.trouble(user, f'{name} failed with the error "{failed.reason}"')
        return None
    answer = as_answer(ack)
    if answer.get("text") or answer.get("blocks"):
        try:
            answers.respond(slack, slack.response_urls.look(key), answer)
        except SlackError as refused:
            slack.trouble(user, f'{name} failed with the error "{refused.name}"')
    return answer


def open_app(slack: LocalSlack, user: str, tab: str) -> None:
    """Opens the app's page in Slack, at its messages or its home tab."""
    person(slack, user)
    channel = slack.workspace.dm(user)
    stamp = slack.workspace.stamp()
    view = copy.deepcopy(slack.views.homes.get(user))
    event = payloads.app_home_opened(user, channel, tab, view, stamp)
    posting.announce(slack, channel, event, stamp)


def upload(slack: LocalSlack, user: str, name: str, content: bytes) -> Json:
    """Takes a file that a person chose; it is said nowhere yet."""
    person(slack, user)
    return file_record(slack.files.add(user, name, content, slack.workspace.now()), slack.url)


def as_answer(ack: Any) -> Json:
    """The payload of an ack as an object; Bolt sends a bare text as `{"text": …}`."""
    if isinstance(ack, dict):
        return ack
    return {"text": ack} if isinstance(ack, str) and ack else {}


def _root_of(channel: Channel, thread_ts: str) -> str:
    root = channel.messages.get(thread_ts)
    if root is None:
        raise SlackError("thread_not_found")
    return str(root.get("thread_ts", thread_ts))


def _own(slack: LocalSlack, user: str, channel: Channel, ts: str, refusal: str) -> Json:
    person(slack, user)
    message = channel.messages.get(ts)
    if message is None or message.get("subtype") == "tombstone":
        raise SlackError("message_not_found")
    if message.get("user") != user:
        raise SlackError(refusal)
    return message
