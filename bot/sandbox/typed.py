"""Turns what a person types into what Slack stores: escaped text, and a rich_text block.

Addresses and mentions become Slack's angle-bracket forms; formatting is left as it was typed.
"""

import re
from collections.abc import Iterable
from typing import Any

from bot.sandbox.workspace import Json, Person, opaque

_MARKS = re.compile(
    r"(?P<link>https?://[^\s<>|\"]+[^\s<>|\".,;:!?)\]'])"
    r"|(?<![\w.+-])(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?<![\w@])@(?P<all>channel|here|everyone)\b"
    r"|(?<![\w@])@(?P<name>[a-z][a-z0-9._-]*)"
)


def escaped(text: str) -> str:
    """Slack's three entities."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def as_slack_keeps_it(typed: str, people: Iterable[Person]) -> tuple[str, list[Json]]:
    """The `text` and the `blocks` of a message that a person typed."""
    by_name = {person.name: person.id for person in people}
    text, parts, end = "", [], 0
    for mark in _MARKS.finditer(typed):
        found = _mark(mark, by_name)
        if found is None:
            continue
        written, part = found
        parts += _plain(typed[end : mark.start()])
        text += escaped(typed[end : mark.start()]) + written
        parts.append(part)
        end = mark.end()
    text += escaped(typed[end:])
    parts += _plain(typed[end:])
    return text, rich_text(parts)


def rich_text(parts: list[Json]) -> list[Json]:
    """One section with these parts, as Slack's composer makes it; nothing where there are none."""
    if not parts:
        return []
    section = {"type": "rich_text_section", "elements": parts}
    return [{"type": "rich_text", "block_id": opaque("", 5), "elements": [section]}]


def _plain(text: str) -> list[Json]:
    return [{"type": "text", "text": text}] if text else []


def _mark(mark: re.Match[str], by_name: dict[str, str]) -> tuple[str, dict[str, Any]] | None:
    if mark["link"]:
        return f"<{escaped(mark['link'])}>", {"type": "link", "url": mark["link"]}
    if mark["mail"]:
        mail = mark["mail"]
        return f"<mailto:{mail}|{mail}>", {"type": "link", "url": f"mailto:{mail}", "text": mail}
    if mark["all"]:
        return f"<!{mark['all']}>", {"type": "broadcast", "range": mark["all"]}
    user = by_name.get(mark["name"])
    return None if user is None else (f"<@{user}>", {"type": "user", "user_id": user})
