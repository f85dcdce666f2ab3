"""Modals and home tabs as the bot opens and changes them."""

from bot.sandbox.blocks import check_blocks, check_view
from bot.sandbox.errors import SlackError, invalid_arguments
from bot.sandbox.local import LocalSlack
from bot.sandbox.web_api.arguments import needed
from bot.sandbox.workspace import Json


def open_view(slack: LocalSlack, arguments: Json) -> Json:
    return {"view": slack.views.open(arguments.get("trigger_id"), arguments.get("view"))}


def push_view(slack: LocalSlack, arguments: Json) -> Json:
    return {"view": slack.views.push(arguments.get("trigger_id"), arguments.get("view"))}


def update_view(slack: LocalSlack, arguments: Json) -> Json:
    keys = ("view", "view_id", "external_id", "hash")
    return {"view": slack.views.update(*(arguments.get(key) for key in keys))}


def publish_view(slack: LocalSlack, arguments: Json) -> Json:
    user = needed(arguments, "user_id")
    person = slack.workspace.people.get(user)
    if person is None or person.is_bot:
        raise SlackError("user_not_found")
    published = slack.views.publish(user, arguments.get("view"), arguments.get("hash"))
    slack.feed.ring()
    return {"view": published}


def validate_blocks(slack: LocalSlack, arguments: Json) -> Json:
    """Says whether blocks, a message or a view would be taken."""
    given = [key for key in ("blocks", "message", "view") if key in arguments]
    if len(given) != 1:
        raise invalid_arguments("provide exactly one of blocks, message, view")
    value = arguments[given[0]]
    if given == ["view"]:
        check_view(value, home=isinstance(value, dict) and value.get("type") == "home")
    else:
        blocks = value.get("blocks") if isinstance(value, dict) else value
        check_blocks(blocks)
    return {}
