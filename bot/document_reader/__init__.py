"""Reads one document in a process of its own; imports nothing else of the bot, writes no file.

Parsers of PDF and Word can be made to eat all memory and time, so `bot.documents` starts
`python -m bot.document_reader` for each file. In the order of reading: `__main__` (limits, answer),
`kinds` (what is it?), `pdf`, `word`, `plain`, `tidying`.
"""

from dataclasses import dataclass
from typing import Final

MOST_PAGES: Final = 50
MOST_CHARACTERS: Final = 100_000
# Tidying shrinks a text; beyond this much raw text no reader goes on.
ENOUGH_RAW: Final = 4 * MOST_CHARACTERS


class Refused(Exception):
    """This document gives no text; `reason` is one of the words that `bot.documents` explains."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of a document and what of it was left out; `pages` stays 0 for all but PDF.

    `wrapped` says that line ends may be the page's and not the author's.
    """

    text: str
    wrapped: bool
    pages: int = 0
    pages_read: int = 0
    pages_unreadable: int = 0
    cut: bool = False
