"""Reads the arguments of a call, however they came: query, form, JSON or multipart."""

import json
from collections.abc import Callable
from typing import Any, TypeAlias

from aiohttp import web

from bot.sandbox.errors import SlackError, invalid_arguments
from bot.sandbox.local import LocalSlack
from bot.sandbox.workspace import Channel, Json

Method: TypeAlias = Callable[[LocalSlack, Json], Json]

STRUCTURED = {
    "blocks": "invalid_blocks_format",
    "attachments": "invalid_attachments",
    "metadata": "invalid_metadata_format",
    "view": "invalid_arguments",
    "files": "invalid_arguments",
    "message": "invalid_arguments",
    "prompts": "invalid_arguments",
    "loading_messages": "invalid_arguments",
}
"""Arguments that are JSON inside a string where they come in a form, and what Slack calls a bad
one."""


async def read(request: web.Request) -> Json:
    """Every argument by name; a later source wins over the query.

    Raises SlackError `invalid_json`, `json_not_object`, or the error of a broken structure.
    """
    arguments: Json = dict(request.query)
    if request.content_type == "application/json":
        body = await request.text()
        try:
            sent = json.loads(body) if body else {}
        except ValueError:
            raise SlackError("invalid_json") from None
        if not isinstance(sent, dict):
            raise SlackError("json_not_object")
        arguments.update(sent)
    elif request.method == "POST":
        arguments.update(await request.post())
    for name, error in STRUCTURED.items():
        value = arguments.get(name)
        if isinstance(value, str):
            try:
                arguments[name] = json.loads(value)
            except ValueError:
                raise SlackError(error) from None
    return arguments


def needed(arguments: Json, name: str) -> str:
    """A text argument that must be there."""
    value = arguments.get(name)
    if not isinstance(value, str) or not value:
        raise invalid_arguments(f"missing required field: {name}")
    return value


def maybe(arguments: Json, name: str) -> str | None:
    """A text argument that may be absent; anything else than text is taken as its text."""
    value = arguments.get(name)
    return None if value is None or value == "" else str(value)


def flag(arguments: Json, name: str) -> bool:
    """A boolean, in any of the ways clients write one."""
    return str(arguments.get(name, "")).lower() in ("1", "true", "yes")


def count(arguments: Json, name: str, default: int, most: int) -> int:
    """A number between 1 and `most`; Slack calls anything else `invalid_limit`."""
    value = arguments.get(name)
    if value is None or value == "":
        return default
    try:
        number = int(value)
    except (TypeError, ValueError):
        raise SlackError("invalid_limit") from None
    if number < 1:
        raise SlackError("invalid_limit")
    return min(number, most)


def channel_of(slack: LocalSlack, arguments: Json, name: str = "channel") -> Channel:
    """The conversation named; raises SlackError("channel_not_found")."""
    channel = slack.workspace.channel(arguments.get(name))
    if channel is None:
        raise SlackError("channel_not_found")
    return channel


def structure(arguments: Json, name: str, kind: type) -> Any:
    """A decoded argument of the given type, or None where it is absent."""
    value = arguments.get(name)
    if value is None or isinstance(value, kind):
        return value
    raise SlackError(STRUCTURED[name])
