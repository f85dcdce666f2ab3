"""The coach's sentences, read from the package's tables once and filled; it decides nothing.

Every sentence that a candidate may see stands in a table beside this module, except the few
that are put together here around their own words.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources
from typing import Any, TypeVar

from interview.coach.rules.naming import bare, clause, deed, person
from interview.coach.rules.quoting import quote
from interview.coach.rules.signals import Sentence

FINDING_WIDTH = 110
_LEAST = {"quote": 2, "did": 2, "that": 2, "person": 1}
"""A shorter quotation says nothing."""

_LEAST_ROOM = 12
_SLOT = re.compile(r"\{(quote|did|that|person)\}")
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
    """The first option that can be filled within `width`, and the words it uses (or "").

    What tells something of the answer goes before what quotes it, and that before what could stand
    under any.

    `unlike` are texts, or quotes, that must not be used again, nor a part of them.
    """
    used = set(unlike)
    used_bare = [told for told in map(bare, used) if told]
    tiers: list[list[str]] = [[], [], []]
    for option in options:
        tiers[2 if "{" not in option else 1 if "{quote}" in option else 0].append(option)
    for option in (option for tier in tiers for option in turned(tier, turn)):
        slot = _SLOT.search(option)
        if slot is None:
            if option not in used and len(option) <= width:
                return option, ""
            continue
        room = width - len(option) + len(slot[0])
        for words in _words(slot[1], said, at, room) if said is not None else ():
            text = option.replace(slot[0], words)
            enough = len(words.split()) >= _LEAST[slot[1]] and len(text) <= width
            if enough and text not in used and not _quoted(words, used_bare):
                return text, words
    return None


def _words(slot: str, said: Sentence, at: int, room: int) -> Iterator[str]:
    """What can stand in for a slot: a quotation, or the same words told, best first."""
    if slot == "did":
        yield deed(said.text, at)
        yield from (deed(said.text, act.at) for act in said.acts if act.own and act.at != at)
    elif slot == "that":
        yield clause(said.text, at)
        if at:
            yield clause(said.text)
    elif slot == "person":
        yield person([said.text])
    elif room >= _LEAST_ROOM:
        yield quote(said.text, at, width=min(room, 64))


def _quoted(words: str, used: Iterable[str]) -> bool:
    mine = bare(words)
    return any(mine in other or other in mine for other in used)
