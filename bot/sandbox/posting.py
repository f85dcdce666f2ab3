"""Every change to a conversation: stores it, shows it to the page, tells the bot as an event.

It refuses nothing; who may do what is decided by the Web API and by `people`.
"""

import copy

from bot.sandbox import payloads
from bot.sandbox.local import LocalSlack
from bot.sandbox.workspace import BOT_USER, Channel, Json


def announce(slack: LocalSlack, channel: Channel, event: Json, about: str) -> None:
    """Tells the bot, where it is a member; what concerns a held message waits with it."""
    if BOT_USER not in channel.members:
        return
    payload = payloads.event_callback(event, slack.workspace.now())
    held = slack.delivery.is_held(about)
    slack.delivery.event(payload, held_under=about if held else None)


def publish(slack: LocalSlack, channel: Channel, message: Json) -> None:
    """A new message: stored, shown, told."""
    channel.add(message)
    slack.changed()
    shown = copy.deepcopy(message)
    slack.feed.push("message", channel.humans(), channel=channel.id, message=shown)
    show_root(slack, channel, message)
    event = payloads.message_event(channel, message)
    if message.get("subtype") == "thread_broadcast":
        event["root"] = payloads.public(channel.messages[message["thread_ts"]])
    announce(slack, channel, event, message["ts"])


def show_root(slack: LocalSlack, channel: Channel, reply: Json) -> None:
    """The reply count of the thread that a message came to or left."""
    root = channel.messages.get(reply.get("thread_ts", ""))
    if root is not None and root["ts"] != reply["ts"]:
        show(slack, channel, root)


def show(slack: LocalSlack, channel: Channel, message: Json) -> None:
    """A message that changed in place."""
    shown = copy.deepcopy(message)
    slack.feed.push("update", channel.humans(), channel=channel.id, message=shown)


def rewrite(slack: LocalSlack, channel: Channel, message: Json) -> None:
    """Puts `message` in the place of the one with its `ts`."""
    previous = channel.messages[message["ts"]]
    channel.messages[message["ts"]] = message
    slack.changed()
    show(slack, channel, message)
    stamp = slack.workspace.stamp()
    event = payloads.changed_event(channel, message, previous, stamp)
    announce(slack, channel, event, message["ts"])


def remove(slack: LocalSlack, channel: Channel, ts: str) -> None:
    """Deletes a message; where it has replies, Slack keeps a tombstone in its place."""
    if channel.replies_to(ts):
        rewrite(slack, channel, payloads.tombstone(channel.messages[ts]))
        return
    gone = channel.drop(ts)
    slack.changed()
    slack.feed.push("delete", channel.humans(), channel=channel.id, ts=ts)
    show_root(slack, channel, gone)
    event = payloads.deleted_event(channel, gone, slack.workspace.stamp())
    announce(slack, channel, event, ts)


def whisper(slack: LocalSlack, channel: Channel, user: str, message: Json) -> None:
    """A message that only one person sees, and that a bot is never told of."""
    message.update(is_ephemeral=True, ephemeral=True)
    replacing = message["ts"] in channel.ephemerals
    channel.ephemerals[message["ts"]] = (user, message)
    shown = copy.deepcopy(message)
    if replacing:
        slack.feed.push(
            "ephemeral_update", {user}, channel=channel.id, ts=message["ts"], message=shown
        )
    else:
        slack.feed.push("ephemeral", {user}, channel=channel.id, message=shown)


def unwhisper(slack: LocalSlack, channel: Channel, ts: str) -> None:
    user, _ = channel.ephemerals.pop(ts)
    slack.feed.push("ephemeral_delete", {user}, channel=channel.id, ts=ts)
