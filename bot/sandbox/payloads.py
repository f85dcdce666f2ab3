"""The shapes of what Slack sends a bot: events, commands, interactions; decides nothing.

Source: Slack's documentation of the Events API, slash commands and interaction payloads.
"""

import copy
import itertools
from typing import Any

from bot.sandbox.workspace import (
    APP_ID,
    BOT_ID,
    BOT_NAME,
    BOT_USER,
    TEAM_DOMAIN,
    TEAM_ID,
    Channel,
    Json,
    Person,
    opaque,
)

VERIFICATION_TOKEN = "sandbox-verification"
_contexts = itertools.count(1)


def public(message: Json) -> Json:
    """A message as events and interactions carry it: without metadata."""
    shown = copy.deepcopy(message)
    shown.pop("metadata", None)
    return shown


def event_callback(event: Json, at: int) -> Json:
    """The outer event, with an id of its own that every delivery of it shares."""
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": TEAM_ID,
        "context_team_id": TEAM_ID,
        "context_enterprise_id": None,
        "api_app_id": APP_ID,
        "event": event,
        "type": "event_callback",
        "event_id": opaque("Ev", 10),
        "event_time": at,
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM_ID,
                "user_id": BOT_USER,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-sandbox-{next(_contexts)}",
    }


def message_event(channel: Channel, message: Json) -> Json:
    return {
        **public(message),
        "channel": channel.id,
        "event_ts": message["ts"],
        "channel_type": channel.type,
    }


def changed_event(channel: Channel, message: Json, previous: Json, ts: str) -> Json:
    return {
        "type": "message",
        "subtype": "message_changed",
        "message": public(message),
        "previous_message": public(previous),
        "channel": channel.id,
        "hidden": True,
        "ts": ts,
        "event_ts": ts,
        "channel_type": channel.type,
    }


def deleted_event(channel: Channel, previous: Json, ts: str) -> Json:
    return {
        "type": "message",
        "subtype": "message_deleted",
        "previous_message": public(previous),
        "deleted_ts": previous["ts"],
        "channel": channel.id,
        "hidden": True,
        "ts": ts,
        "event_ts": ts,
        "channel_type": channel.type,
    }


def app_home_opened(user: str, channel: Channel, tab: str, view: Json | None, ts: str) -> Json:
    event: Json = {
        "type": "app_home_opened",
        "user": user,
        "channel": channel.id,
        "tab": tab,
        "event_ts": ts,
    }
    return {**event, "view": view} if view is not None and tab == "home" else event


def tombstone(message: Json) -> Json:
    """What is left of a deleted message that has replies."""
    kept = ("type", "ts", "thread_ts", "reply_count", "reply_users", "reply_users_count")
    return {
        **{key: message[key] for key in (*kept, "latest_reply") if key in message},
        "subtype": "tombstone",
        "text": "This message was deleted.",
        "user": "USLACKBOT",
        "hidden": True,
    }


def slash_command(
    person: Person, channel: Channel, command: str, text: str, trigger_id: str, response_url: str
) -> Json:
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": TEAM_ID,
        "team_domain": TEAM_DOMAIN,
        "channel_id": channel.id,
        "channel_name": "directmessage" if channel.kind == "im" else channel.name,
        "user_id": person.id,
        "user_name": person.name,
        "command": command,
        "text": text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger_id,
    }


def _interaction(kind: str, person: Person) -> Json:
    return {
        "type": kind,
        "team": {"id": TEAM_ID, "domain": TEAM_DOMAIN},
        "user": {
            "id": person.id,
            "username": person.name,
            "name": person.name,
            "team_id": TEAM_ID,
        },
        "api_app_id": APP_ID,
        "token": VERIFICATION_TOKEN,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def click_on_message(
    person: Person,
    channel: Channel,
    message: Json,
    action: Json,
    values: Json,
    trigger_id: str,
    response_url: str,
) -> Json:
    """`block_actions` of a message; of an ephemeral one Slack sends no `message`."""
    hidden = bool(message.get("is_ephemeral"))
    container: Json = {
        "type": "message",
        "message_ts": message["ts"],
        "channel_id": channel.id,
        "is_ephemeral": hidden,
    }
    if message.get("thread_ts"):
        container["thread_ts"] = message["thread_ts"]
    name = "directmessage" if channel.kind == "im" else channel.name
    payload = {
        **_interaction("block_actions", person),
        "container": container,
        "trigger_id": trigger_id,
        "channel": {"id": channel.id, "name": name},
        "state": {"values": values},
        "response_url": response_url,
        "actions": [action],
    }
    return payload if hidden else {**payload, "message": public(message)}


def click_in_view(person: Person, view: Json, action: Json, trigger_id: str) -> Json:
    return {
        **_interaction("block_actions", person),
        "container": {"type": "view", "view_id": view["id"]},
        "trigger_id": trigger_id,
        "view": view,
        "actions": [action],
    }


def view_submission(person: Person, view: Json, trigger_id: str) -> Json:
    return {
        **_interaction("view_submission", person),
        "trigger_id": trigger_id,
        "view": view,
        "response_urls": [],
    }


def view_closed(person: Person, view: Json, *, cleared: bool) -> Json:
    return {**_interaction("view_closed", person), "view": view, "is_cleared": cleared}


def bot_profile(at: int) -> Json:
    return {
        "id": BOT_ID,
        "app_id": APP_ID,
        "user_id": BOT_USER,
        "name": BOT_NAME,
        "icons": {},
        "deleted": False,
        "updated": at,
        "team_id": TEAM_ID,
    }


def person_record(person: Person, *, locale: bool) -> Json:
    """A user as `users.info` tells it."""
    record: dict[str, Any] = {
        "id": person.id,
        "team_id": TEAM_ID,
        "name": person.name,
        "deleted": False,
        "real_name": person.real_name,
        "tz": person.tz,
        "tz_label": "Central European Time",
        "tz_offset": 3600,
        "profile": {
            "real_name": person.real_name,
            "real_name_normalized": person.real_name,
            "display_name": person.name,
            "display_name_normalized": person.name,
            "first_name": person.real_name.split()[0],
            "last_name": person.real_name.split()[-1],
            "team": TEAM_ID,
        },
        "is_admin": False,
        "is_owner": False,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": 0,
    }
    if person.is_bot:
        record["profile"].update(bot_id=BOT_ID, api_app_id=APP_ID)
    return {**record, "locale": "en-US"} if locale else record
