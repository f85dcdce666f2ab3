"""Opens DMs and reads back what was said, page by page."""

import base64
from collections.abc import Sequence

from bot.sandbox import payloads
from bot.sandbox.errors import SlackError, invalid_arguments
from bot.sandbox.local import LocalSlack
from bot.sandbox.web_api.arguments import channel_of, count, flag, needed
from bot.sandbox.workspace import BOT_USER, Channel, Json


def record(channel: Channel) -> Json:
    """A conversation as Slack describes it."""
    if channel.kind == "im":
        return {
            "id": channel.id,
            "created": 0,
            "is_archived": False,
            "is_im": True,
            "is_org_shared": False,
            "user": channel.name,
            "is_open": True,
        }
    return {
        "id": channel.id,
        "name": channel.name,
        "is_channel": True,
        "is_im": False,
        "is_private": False,
        "is_archived": False,
        "is_general": channel.name == "general",
        "is_member": BOT_USER in channel.members,
        "num_members": len(channel.members),
    }


def open_dm(slack: LocalSlack, arguments: Json) -> Json:
    """The DM with one person; the same one every time."""
    if arguments.get("channel"):
        channel = channel_of(slack, arguments)
        if channel.kind != "im":
            raise SlackError("channel_not_found")
    else:
        users = [user for user in str(arguments.get("users", "")).split(",") if user]
        if not users:
            raise SlackError("users_list_not_supplied")
        if len(users) > 1:
            raise invalid_arguments("the sandbox opens DMs with one person only")
        person = slack.workspace.people.get(users[0])
        if person is None or person.is_bot:
            raise SlackError("user_not_found")
        channel = slack.workspace.dm(person.id)
    known = channel.id in slack.workspace.opened
    slack.workspace.opened.add(channel.id)
    answer: Json = {"no_op": True, "already_open": True} if known else {}
    full = flag(arguments, "return_im")
    return {**answer, "channel": record(channel) if full else {"id": channel.id}}


def info(slack: LocalSlack, arguments: Json) -> Json:
    return {"channel": record(channel_of(slack, arguments))}


def history(slack: LocalSlack, arguments: Json) -> Json:
    """What stands at the top level, newest first."""
    channel = _readable(slack, arguments)
    found = [m for m in reversed(channel.top_level()) if _within(m["ts"], arguments)]
    return _page(found, arguments, default=100)


def replies(slack: LocalSlack, arguments: Json) -> Json:
    """A thread, oldest first; its root comes first however narrow the window.

    The `ts` may be that of any of its messages.
    """
    channel = _readable(slack, arguments)
    message = channel.messages.get(needed(arguments, "ts"))
    if message is None:
        raise SlackError("thread_not_found")
    root, *others = channel.thread(str(message.get("thread_ts", message["ts"])))
    found = [root, *(m for m in others if _within(m["ts"], arguments))]
    return _page(found, arguments, default=1000)


def _readable(slack: LocalSlack, arguments: Json) -> Channel:
    channel = channel_of(slack, arguments)
    if BOT_USER not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def _within(ts: str, arguments: Json) -> bool:
    """Whether a message lies between `oldest` and `latest`, compared as numbers of micros."""
    at, inclusive = _micros(ts), flag(arguments, "inclusive")
    oldest, latest = arguments.get("oldest"), arguments.get("latest")
    after = not oldest or at > _micros(oldest) or (inclusive and at == _micros(oldest))
    before = not latest or at < _micros(latest) or (inclusive and at == _micros(latest))
    return after and before


def _micros(ts: object) -> int:
    seconds, _, fraction = str(ts).partition(".")
    try:
        return int(seconds) * 1_000_000 + int((fraction + "000000")[:6])
    except ValueError:
        raise SlackError("invalid_ts_oldest") from None


def _page(found: Sequence[Json], arguments: Json, default: int) -> Json:
    limit = count(arguments, "limit", default, 999)
    start = _start(arguments.get("cursor"))
    cut = found[start : start + limit]
    keep_metadata = flag(arguments, "include_all_metadata")
    more = start + limit < len(found)
    answer: Json = {
        "messages": [dict(m) if keep_metadata else payloads.public(m) for m in cut],
        "has_more": more,
    }
    if more:
        cursor = base64.b64encode(f"from:{start + limit}".encode()).decode()
        answer["response_metadata"] = {"next_cursor": cursor}
    return answer


def _start(cursor: object) -> int:
    if not cursor:
        return 0
    try:
        return int(base64.b64decode(str(cursor)).decode().removeprefix("from:"))
    except ValueError:
        raise SlackError("invalid_cursor") from None
