"""Turns of speech as patterns that hear capitals and small letters alike; it knows none itself.

What is sought and the text are both put in lower case. `re.IGNORECASE` finds the same places, but
tries every word of an alternation at every letter, and takes two to four times as long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_CAPITAL = re.compile(r"(?<!\\)[A-Z]")
_NAMED = re.compile(r"\(\?P<\w+>")
_ALSO = str.maketrans("ſıİ", "sii")
"""Letters that `re.IGNORECASE` takes for one of ASCII, and `str.lower` does not, or not for one."""


def lowered(text: str) -> str:
    """The text in lower case, every sign at its old place."""
    return (text if text.isascii() else text.translate(_ALSO)).lower()


class Phrase:
    """A pattern in lower case; the words of its matches are, too, but stand where the text's do.

    Raises ValueError on a pattern with a capital, which would never be found.
    """

    __slots__ = ("_compiled", "pattern")

    def __init__(self, pattern: str) -> None:
        if _CAPITAL.search(_NAMED.sub("", pattern)):
            raise ValueError(f"a capital in a phrase: {pattern}")
        self.pattern = pattern
        self._compiled = re.compile(pattern)

    def search(self, text: str) -> re.Match[str] | None:
        return self._compiled.search(lowered(text))

    def match(self, text: str) -> re.Match[str] | None:
        return self._compiled.match(lowered(text))

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self._compiled.finditer(lowered(text))

    def findall(self, text: str) -> list[str]:
        """What stands at every place, or its one group, in lower case."""
        return self._compiled.findall(lowered(text))

    def blanked(self, text: str) -> tuple[str, int]:
        """The text with a space for each place where it is found, and how many there were."""
        kept, end = [], 0
        for found in self.finditer(text):
            kept.append(text[end : found.start()])
            end = found.end()
        return " ".join([*kept, text[end:]]), len(kept)
