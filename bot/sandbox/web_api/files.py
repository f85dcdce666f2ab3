"""Files as the bot sees and sends them."""

from bot.sandbox import posting
from bot.sandbox.errors import SlackError, invalid_arguments
from bot.sandbox.files import file_record
from bot.sandbox.local import LocalSlack
from bot.sandbox.web_api.arguments import channel_of, maybe, needed, structure
from bot.sandbox.web_api.chat import bot_message
from bot.sandbox.workspace import BOT_USER, Json


def info(slack: LocalSlack, arguments: Json) -> Json:
    return {"file": file_record(slack.files.get(needed(arguments, "file")), slack.url)}


def begin_upload(slack: LocalSlack, arguments: Json) -> Json:
    """An address to send the contents to, and the id that the file will have."""
    name = needed(arguments, "filename")
    try:
        length = int(arguments.get("length", 0))
    except (TypeError, ValueError):
        length = 0
    if length < 1:
        raise invalid_arguments("missing required field: length")
    address, file = slack.files.begin(BOT_USER, name, slack.workspace.now())
    return {"upload_url": f"{slack.url}/upload/{address}", "file_id": file.id}


def complete_upload(slack: LocalSlack, arguments: Json) -> Json:
    """Makes the uploads files, and says them in a channel where one is given."""
    listed = structure(arguments, "files", list)
    if not listed or not all(isinstance(item, dict) for item in listed):
        raise invalid_arguments("missing required field: files")
    completed = [slack.files.complete(item.get("id"), item.get("title")) for item in listed]
    records = [file_record(file, slack.url) for file in completed]
    name = maybe(arguments, "channel_id") or maybe(arguments, "channels")
    if name:
        channel = channel_of(slack, {"channel": name})
        if BOT_USER not in channel.members:
            raise SlackError("not_in_channel")
        message = bot_message(slack, {"text": arguments.get("initial_comment") or "uploaded"})
        message.update(
            text=arguments.get("initial_comment") or "", subtype="file_share", files=records
        )
        root = maybe(arguments, "thread_ts")
        if root:
            if root not in channel.messages:
                raise SlackError("thread_not_found")
            message["thread_ts"] = root
        posting.publish(slack, channel, message)
    return {"files": records}
