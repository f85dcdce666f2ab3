"""Words as Slack's blocks; refuses mrkdwn, so nobody's words are ever read as markup.

What a person or a model wrote goes into the text elements of `rich_text` and into `plain_text`
objects, which Slack prints as they are. Only the top-level `text` of a message is parsed, and
`spoken` disarms it. Blocks are made as plain dicts, since every step draws some; that they are what
the models of slack_sdk would make, and keep to Slack's limits, is for the tests to see.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

Block: TypeAlias = dict[str, Any]
"""A block of a message, as Slack takes it."""
Element: TypeAlias = dict[str, Any]
"""A part of a block: words, a section of them, a button."""

ELEMENT = 3_000
"""Characters that Slack takes in one section or text object."""

MESSAGE = 13_000
"""Characters that Slack takes in all blocks of a message: undocumented, measured at 13,200."""

LINE = 120
"""Characters of a small grey line, so that it stays one or two lines on a phone."""

SPOKEN = 300
"""Characters of the top-level text, which notifications and screen readers say."""

_MOST_VALUE = 2_000
"""Characters that Slack takes as what a button carries."""

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_HALF_ENTITY = re.compile("&[a-z]{0,3}…$")
_EMPHASIS_EDGE = re.compile(r"(?<!\w)_|_(?!\w)")
_LOOKALIKES = str.maketrans({"*": "∗", "~": "∼", "`": "'"})
_LINKABLE = re.compile(r"(https?|slack)://\S+")


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as Slack takes it: the spoken `text` and the blocks that are seen."""

    text: str
    blocks: tuple[dict[str, Any], ...]


def tidy(text: str) -> str:
    """The text without characters that nobody can see and JSON or PostgreSQL refuse."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    return " ".join(tidy(text).split())


def clip(text: str, most: int) -> str:
    """The text in at most `most` characters (≥ 1), cut after a whole word and marked with "…".

    A single word longer than half the room is cut inside: better than showing nothing of it.
    """
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    if not (text[most - 1].isspace() or kept[-1:].isspace()):
        words = kept.rsplit(maxsplit=1)
        if len(words) == 2 and len(words[0]) >= most // 2:
            kept = words[0]
    return kept.rstrip(" \n\t,;:–—-") + "…"


def split(text: str, most: int = ELEMENT) -> list[str]:
    """Pieces of at most `most` characters that join to the text again, nothing lost.

    Cut after a paragraph, else a line, a sentence, a word, and only then inside a word.
    """
    pieces = []
    while len(text) > most:
        room = text[:most]
        ends = (room.rfind(mark) + len(mark) for mark in ("\n\n", "\n", ". ", " ") if mark in room)
        cut = next((end for end in ends if end > most // 2), most)
        pieces.append(text[:cut])
        text = text[cut:]
    return [*pieces, text] if text else pieces


def spoken(*sentences: str) -> str:
    """One line of plain words, at most 300 characters as sent.

    Slack parses top-level text as mrkdwn: `& < >` are escaped as its documentation asks, and the
    signs of emphasis become look-alikes that mean nothing.
    """
    line = one_line(" ".join(sentence for sentence in sentences if sentence))
    line = _EMPHASIS_EDGE.sub(" ", line.translate(_LOOKALIKES))
    line = one_line(line).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _HALF_ENTITY.sub("…", clip(line, SPOKEN))


def shown(text: str, *blocks: Block | None) -> Shown:
    """A message of these blocks; None stands for a block that this time is not there."""
    return Shown(spoken(text), tuple(block for block in blocks if block is not None))


def words(text: str, *, bold: bool = False, italic: bool = False) -> list[Element]:
    """Text elements that print the text as it is; none for an empty one."""
    style = {name: True for name, on in (("bold", bold), ("italic", italic)) if on}
    more = {"style": style} if style else {}
    return [{"type": "text", "text": piece, **more} for piece in split(tidy(text))]


def link(url: str | None, text: str) -> list[Element]:
    """A link, or nothing where there is no address that Slack could open."""
    if url is None or not _LINKABLE.fullmatch(url):
        return []
    return [{"type": "link", "url": url, "text": text}]


def date(timestamp: int, fallback: str) -> Element:
    """A date that Slack shows in the reader's own time zone and language."""
    return {
        "type": "date",
        "timestamp": timestamp,
        "format": "{date_short}",
        "fallback": fallback,
    }


def paragraph(*parts: Iterable[Element]) -> Element:
    return {"type": "rich_text_section", "elements": [part for some in parts for part in some]}


def quote(*parts: Iterable[Element]) -> Element:
    return {"type": "rich_text_quote", "elements": [part for some in parts for part in some]}


def bullets(items: Iterable[Iterable[Element]], *, ranked: bool = False) -> Element:
    """A list, numbered where the order means something."""
    return {
        "type": "rich_text_list",
        "style": "ordered" if ranked else "bullet",
        "elements": [paragraph(item) for item in items],
    }


def rich(*elements: Element | None) -> Block | None:
    present = [element for element in elements if element is not None]
    return {"type": "rich_text", "elements": present} if present else None


def plain(text: str) -> Element:
    return {"type": "plain_text", "text": text, "emoji": True}


def heading(text: str, most: int = 150) -> Block:
    return {"type": "header", "text": plain(clip(one_line(text), most))}


def context(*lines: str, most: int = LINE) -> Block | None:
    """Small grey lines, each at most `most` characters; nothing where there is nothing to say."""
    said = [clip(line, most) for line in map(one_line, lines) if line]
    return {"type": "context", "elements": [plain(line) for line in said]} if said else None


def button(
    action_id: str, text: str, value: str | None = None, style: str | None = None
) -> Element:
    """A button; `value` is an opaque id, `style` is None, "primary" or "danger".

    Raises ValueError where the value is longer than Slack takes.
    """
    made: Element = {"type": "button", "action_id": action_id, "text": plain(text)}
    if value is not None:
        if len(value) > _MOST_VALUE:
            raise ValueError("a button that carries too much")
        made["value"] = value
    if style is not None:
        made["style"] = style
    return made


def buttons(*these: Element | None) -> Block | None:
    present = [one for one in these if one is not None]
    return {"type": "actions", "elements": present} if present else None


def table(rows: Sequence[Sequence[str]], columns: Sequence[dict[str, Any] | None]) -> Block:
    """Rows of plain cells; an empty cell gets a dash, since Slack refuses an empty text."""
    return {
        "type": "table",
        "rows": [
            [{"type": "raw_text", "text": one_line(cell) or "–"} for cell in row] for row in rows
        ],
        "column_settings": list(columns),
    }
