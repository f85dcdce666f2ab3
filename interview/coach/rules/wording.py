"""The coach's sentences, read from the package's tables once and filled; it decides nothing.

Every sentence that a candidate may see stands in a table beside this module, except the few
that are put together here around their own words.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources
from typing import Any, TypeVar

from interview.coach.rules.quoting import quote
from interview.coach.rules.signals import Sentence

FINDING_WIDTH = 110
_LEAST_QUOTE = 2
T = TypeVar("T")


@cache
def table(name: str) -> dict[str, Any]:
    """The table `name` of this package."""
    path = resources.files(__package__).joinpath(f"{name}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def turned(options: Sequence[T], turn: int) -> list[T]:
    """The options from the `turn`th on, around the end: a new opening at every turn."""
    if not options:
        return []
    first = turn % len(options)
    return [*options[first:], *options[:first]]


def worded(
    options: Sequence[str],
    said: Sentence | None,
    at: int = 0,
    *,
    turn: int = 0,
    width: int = FINDING_WIDTH,
    unlike: Iterable[str] = (),
) -> tuple[str, str] | None:
    """The first option that can be filled within `width`, and the words it quotes (or "").

    `unlike` are texts, or quotes, that must not be used again, nor a part of them.
    """
    used = set(unlike)
    for option in turned(options, turn):
        if "{quote}" not in option:
            if option not in used and len(option) <= width:
                return option, ""
            continue
        room = width - len(option) + len("{quote}")
        if said is None or room < 12:
            continue
        words = quote(said.text, at, width=min(room, 64))
        text = option.replace("{quote}", words)
        if len(words.split()) >= _LEAST_QUOTE and text not in used and not _quoted(words, used):
            return text, words
    return None


def _quoted(words: str, used: Iterable[str]) -> bool:
    return any(words in other or other in words for other in used if other)
