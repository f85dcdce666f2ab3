"""Who the bot is and who people are; gives out the tickets of Socket Mode."""

from bot.sandbox import payloads
from bot.sandbox.errors import SlackError
from bot.sandbox.local import LocalSlack
from bot.sandbox.web_api.arguments import flag, needed
from bot.sandbox.workspace import (
    APP_ID,
    BOT,
    BOT_ID,
    BOT_NAME,
    BOT_USER,
    TEAM_ID,
    TEAM_NAME,
    Json,
)

SCOPES = "commands,chat:write,im:history,im:write,files:read,files:write,users:read,assistant:write"


def echo(slack: LocalSlack, arguments: Json) -> Json:
    if "error" in arguments:
        raise SlackError(str(arguments["error"]), args=arguments)
    return {"args": arguments}


def auth_test(slack: LocalSlack, arguments: Json) -> Json:
    return {
        "url": f"{slack.url}/",
        "team": TEAM_NAME,
        "user": BOT.name,
        "team_id": TEAM_ID,
        "user_id": BOT_USER,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


def open_connection(slack: LocalSlack, arguments: Json) -> Json:
    """A web socket address that is good for one connection."""
    address = slack.url.replace("http://", "ws://")
    return {"url": f"{address}/socket?ticket={slack.sockets.ticket()}&app_id={APP_ID}"}


def user_info(slack: LocalSlack, arguments: Json) -> Json:
    person = slack.workspace.people.get(needed(arguments, "user"))
    if person is None:
        raise SlackError("user_not_found")
    return {"user": payloads.person_record(person, locale=flag(arguments, "include_locale"))}


def bot_info(slack: LocalSlack, arguments: Json) -> Json:
    if arguments.get("bot", BOT_ID) != BOT_ID:
        raise SlackError("bot_not_found")
    return {
        "bot": {
            "id": BOT_ID,
            "deleted": False,
            "name": BOT_NAME,
            "updated": 0,
            "app_id": APP_ID,
            "user_id": BOT_USER,
            "icons": {},
        }
    }
