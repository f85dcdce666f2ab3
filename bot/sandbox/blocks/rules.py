"""The words in which the shapes of blocks are written down; knows no block itself."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

Rule: TypeAlias = Callable[[Any, str, "Findings"], None]
"""Looks at a value that stands at a JSON pointer, and reports what Slack would not take."""


class Findings:
    """What was found wrong, in Slack's wording, each with the place."""

    def __init__(self) -> None:
        self.messages: list[str] = []

    def add(self, pointer: str, message: str) -> None:
        self.messages.append(f"{message} [json-pointer:{pointer}]")


def words(most: int, least: int = 0) -> Rule:
    """A string of `least` to `most` characters."""

    def look(value: Any, pointer: str, found: Findings) -> None:
        if not isinstance(value, str):
            found.add(pointer, "must be a string")
        elif len(value) > most:
            found.add(pointer, f"must be less than {most + 1} characters")
        elif len(value) < least:
            found.add(pointer, f"must be more than {least - 1} characters")

    return look


def yes_or_no(value: Any, pointer: str, found: Findings) -> None:
    if not isinstance(value, bool):
        found.add(pointer, "must be a boolean")


def whole(least: int, most: int) -> Rule:
    """An integer within bounds, both included."""

    def look(value: Any, pointer: str, found: Findings) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            found.add(pointer, "must be an integer")
        elif not least <= value <= most:
            found.add(pointer, f"must be between {least} and {most}")

    return look


def number(value: Any, pointer: str, found: Findings) -> None:
    if not isinstance(value, int | float) or isinstance(value, bool):
        found.add(pointer, "must be a number")


def one_of(*allowed: str) -> Rule:
    def look(value: Any, pointer: str, found: Findings) -> None:
        if value not in allowed:
            found.add(pointer, f"must be one of: {', '.join(allowed)}")

    return look


def several(rule: Rule, least: int, most: int) -> Rule:
    """A list of `least` to `most` things."""

    def look(value: Any, pointer: str, found: Findings) -> None:
        if not isinstance(value, list):
            found.add(pointer, "must be an array")
            return
        if len(value) > most:
            found.add(pointer, f"no more than {most} items allowed")
        if len(value) < least:
            found.add(pointer, f"no less than {least} items allowed")
        for place, item in enumerate(value):
            rule(item, f"{pointer}/{place}", found)

    return look


def shape(needed: Mapping[str, Rule], allowed: Mapping[str, Rule], *more: Rule) -> Rule:
    """An object with these keys and no others; `more` rules see it whole. Null is as absent."""
    every = {**needed, **allowed}

    def look(value: Any, pointer: str, found: Findings) -> None:
        if not isinstance(value, dict):
            found.add(pointer, "must be an object")
            return
        present = {key: item for key, item in value.items() if item is not None}
        for key in needed:
            if key not in present:
                found.add(pointer, f"missing required field: {key}")
        for key, item in present.items():
            if key in every:
                every[key](item, f"{pointer}/{key}", found)
            elif key != "type":
                found.add(pointer, f"invalid additional property: {key}")
        for rule in more:
            rule(present, pointer, found)

    return look


def by_type(kinds: Mapping[str, Rule]) -> Rule:
    """An object whose `type` says which rule is its own."""

    def look(value: Any, pointer: str, found: Findings) -> None:
        kind = value.get("type") if isinstance(value, dict) else None
        rule = kinds.get(kind) if isinstance(kind, str) else None
        if rule is None:
            found.add(pointer, f"unsupported type: {kind}")
        else:
            rule(value, pointer, found)

    return look


def exactly_one(*keys: str) -> Rule:
    def look(value: Any, pointer: str, found: Findings) -> None:
        if sum(key in value for key in keys) != 1:
            found.add(pointer, f"must have exactly one of: {', '.join(keys)}")

    return look


def plain(most: int, least: int = 1) -> Rule:
    """A `plain_text` object."""
    return by_type({"plain_text": shape({"text": words(most, least)}, {"emoji": yes_or_no})})


def text(most: int, least: int = 1) -> Rule:
    """A `plain_text` or `mrkdwn` object."""
    return by_type(
        {
            "plain_text": shape({"text": words(most, least)}, {"emoji": yes_or_no}),
            "mrkdwn": shape({"text": words(most, least)}, {"verbatim": yes_or_no}),
        }
    )
