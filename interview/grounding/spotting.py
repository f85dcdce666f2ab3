"""Looking for a pattern only in texts that have one of the words without which it finds nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from interview.remembered import remembered

FIGURE = "0"
"""Stands for any figure among the words that a pattern needs."""

_WORD = re.compile(r"[a-z]+")
_DIGIT = re.compile(r"\d")


def places(pattern: re.Pattern[str], text: str, needed: frozenset[str]) -> Iterator[re.Match[str]]:
    """Where a pattern is found in a text; every place has to hold one of the needed words whole."""
    return iter(()) if needed.isdisjoint(_held(text)) else pattern.finditer(text)


@remembered(4096)
def _held(text: str) -> frozenset[str]:
    words = frozenset(_WORD.findall(text.lower()))
    return words | {FIGURE} if _DIGIT.search(text) else words
