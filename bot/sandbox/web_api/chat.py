"""What the bot says: posts, rewrites, deletes and whispers, with Slack's limits and errors."""

import json
from typing import Any

from bot.sandbox import payloads, posting
from bot.sandbox.blocks import check_message, with_ids
from bot.sandbox.errors import SlackError
from bot.sandbox.local import LocalSlack
from bot.sandbox.web_api.arguments import channel_of, flag, maybe, needed, structure
from bot.sandbox.workspace import APP_ID, BOT_ID, BOT_USER, TEAM_ID, Channel, Json

LONGEST_POST = 40_000
"""Longer texts are cut when posted (Slack's reference of chat.postMessage)."""
LONGEST_UPDATE = 4_000
LARGEST_METADATA = 4_000
"""In bytes. Undocumented; as one report has it."""


def post_message(slack: LocalSlack, arguments: Json) -> Json:
    """Posts once: a `client_msg_id` seen before in the channel gives the first message again."""
    channel = _writable(slack, arguments)
    client_id = maybe(arguments, "client_msg_id")
    if slack.dedupe and client_id is not None and client_id in channel.said:
        first = channel.messages.get(channel.said[client_id])
        if first is None:
            raise SlackError("duplicate_message_not_found")
        return {"channel": channel.id, "ts": first["ts"], "message": payloads.public(first)}
    message = bot_message(slack, arguments)
    if arguments.get("thread_ts"):
        _into_thread(channel, message, arguments)
    if client_id:
        message["client_msg_id"] = client_id
        channel.said.setdefault(client_id, message["ts"])
    posting.publish(slack, channel, message)
    slack.clear_status(channel, message.get("thread_ts"))
    return {"channel": channel.id, "ts": message["ts"], "message": payloads.public(message)}


def update(slack: LocalSlack, arguments: Json) -> Json:
    """Replaces text and blocks of an own message; its metadata stays unless replaced.

    A text without blocks removes the blocks and marks the message as edited; with blocks there is
    no such mark.
    """
    channel = channel_of(slack, arguments)
    old = channel.messages.get(needed(arguments, "ts"))
    if old is None or old.get("subtype") == "tombstone":
        raise SlackError("message_not_found")
    if old.get("bot_id") != BOT_ID:
        raise SlackError("cant_update_message")
    blocks = structure(arguments, "blocks", list)
    text = None if arguments.get("text") is None else str(arguments["text"])
    check_message(text, blocks, LONGEST_UPDATE)
    message = {**old, "text": old["text"] if text is None else text}
    message.pop("blocks", None)
    if blocks:
        message["blocks"] = with_ids(blocks)
    else:
        message["edited"] = {"user": BOT_USER, "ts": slack.workspace.stamp()}
    metadata = checked_metadata(arguments)
    if metadata is not None:
        message["metadata"] = metadata
    posting.rewrite(slack, channel, message)
    return {
        "channel": channel.id,
        "ts": message["ts"],
        "text": message["text"],
        "message": payloads.public(message),
    }


def delete(slack: LocalSlack, arguments: Json) -> Json:
    channel = channel_of(slack, arguments)
    old = channel.messages.get(needed(arguments, "ts"))
    if old is None or old.get("subtype") == "tombstone":
        raise SlackError("message_not_found")
    if old.get("bot_id") != BOT_ID:
        raise SlackError("cant_delete_message")
    posting.remove(slack, channel, old["ts"])
    return {"channel": channel.id, "ts": old["ts"]}


def post_ephemeral(slack: LocalSlack, arguments: Json) -> Json:
    """Shows a message to one person in the channel; it cannot be read back or updated."""
    channel = _writable(slack, arguments)
    user = needed(arguments, "user")
    if user not in channel.humans():
        raise SlackError("user_not_in_channel")
    message = bot_message(slack, arguments)
    if arguments.get("thread_ts"):
        message["thread_ts"] = _root(channel, arguments["thread_ts"])
    posting.whisper(slack, channel, user, message)
    return {"message_ts": message["ts"]}


def permalink(slack: LocalSlack, arguments: Json) -> Json:
    channel = channel_of(slack, arguments)
    message = channel.messages.get(needed(arguments, "message_ts"))
    if message is None:
        raise SlackError("message_not_found")
    address = f"{slack.url}/archives/{channel.id}/p{message['ts'].replace('.', '')}"
    root = message.get("thread_ts")
    if root and root != message["ts"]:
        address += f"?thread_ts={root}&cid={channel.id}"
    return {"channel": channel.id, "permalink": address}


def bot_message(slack: LocalSlack, arguments: Json) -> Json:
    """A message of the bot's, checked, not yet said anywhere."""
    blocks = structure(arguments, "blocks", list)
    text = str(arguments.get("text") or "")[:LONGEST_POST]
    check_message(text or ("attached" if arguments.get("attachments") else ""), blocks)
    metadata = checked_metadata(arguments)
    message: Json = {
        "type": "message",
        "user": BOT_USER,
        "ts": slack.workspace.stamp(),
        "bot_id": BOT_ID,
        "app_id": APP_ID,
        "text": text,
        "team": TEAM_ID,
        "bot_profile": payloads.bot_profile(0),
    }
    if blocks:
        message["blocks"] = with_ids(blocks)
    if arguments.get("attachments"):
        message["attachments"] = structure(arguments, "attachments", list)
    if metadata is not None:
        message["metadata"] = metadata
    return message


def checked_metadata(arguments: Json) -> Any:
    metadata = structure(arguments, "metadata", dict)
    if metadata is None:
        return None
    if len(json.dumps(metadata).encode()) > LARGEST_METADATA:
        raise SlackError("metadata_too_large")
    typed = isinstance(metadata.get("event_type"), str) and metadata["event_type"]
    if not typed or not isinstance(metadata.get("event_payload"), dict):
        raise SlackError("invalid_metadata_schema")
    return {key: metadata[key] for key in ("event_type", "event_payload")}


def _writable(slack: LocalSlack, arguments: Json) -> Channel:
    channel = channel_of(slack, arguments)
    if BOT_USER not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def _root(channel: Channel, thread_ts: object) -> str:
    root = channel.messages.get(str(thread_ts))
    if root is None or root.get("subtype") == "tombstone":
        raise SlackError("thread_not_found")
    if root.get("thread_ts", root["ts"]) != root["ts"]:
        raise SlackError("cannot_reply_to_message")
    return str(root["ts"])


def _into_thread(channel: Channel, message: Json, arguments: Json) -> None:
    message["thread_ts"] = _root(channel, arguments["thread_ts"])
    if flag(arguments, "reply_broadcast"):
        message["subtype"] = "thread_broadcast"
