"""Shows what the bot answers a command or click with: in its ack, or through a response_url."""

from bot.sandbox import posting
from bot.sandbox.blocks import with_ids
from bot.sandbox.errors import SlackError
from bot.sandbox.local import LocalSlack
from bot.sandbox.responses import ResponseUrl
from bot.sandbox.web_api.arguments import maybe
from bot.sandbox.web_api.chat import bot_message
from bot.sandbox.workspace import Channel, Json


def respond(slack: LocalSlack, url: ResponseUrl, body: Json) -> None:
    """Replaces or deletes the original, or says something new: ephemerally unless `in_channel`.

    Raises SlackError where the message is not one that Slack takes.
    """
    channel = slack.workspace.channels[url.channel]
    if body.get("delete_original"):
        _delete(slack, channel, url)
        return
    message = bot_message(slack, body)
    if body.get("replace_original") and url.ts is not None:
        _replace(slack, channel, url, message)
        return
    root = maybe(body, "thread_ts")
    if root:
        if root not in channel.messages:
            raise SlackError("thread_not_found")
        message["thread_ts"] = root
    if body.get("response_type") == "in_channel":
        posting.publish(slack, channel, message)
    else:
        posting.whisper(slack, channel, url.user, message)
    url.ts = url.ts or message["ts"]


def _delete(slack: LocalSlack, channel: Channel, url: ResponseUrl) -> None:
    if url.ts in channel.ephemerals:
        posting.unwhisper(slack, channel, url.ts)
    elif url.ts in channel.messages:
        posting.remove(slack, channel, url.ts)
    else:
        raise SlackError("message_not_found")


def _replace(slack: LocalSlack, channel: Channel, url: ResponseUrl, message: Json) -> None:
    if url.ts in channel.ephemerals:
        kept = channel.ephemerals[url.ts][1]
        if "thread_ts" in kept:
            message["thread_ts"] = kept["thread_ts"]
        posting.whisper(slack, channel, url.user, {**message, "ts": url.ts})
    elif url.ts in channel.messages:
        old = dict(channel.messages[url.ts])
        old.pop("blocks", None)
        old["text"] = message["text"]
        if "blocks" in message:
            old["blocks"] = with_ids(message["blocks"])
        posting.rewrite(slack, channel, old)
    else:
        raise SlackError("message_not_found")
