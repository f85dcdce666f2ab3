"""Words as Slack's blocks; refuses mrkdwn, so nobody's words are ever read as markup.

What a person or a model wrote goes into the text elements of `rich_text` and into `plain_text`
objects, which Slack prints as they are. Only the top-level `text` of a message is parsed, and
`spoken` disarms it. The models of slack_sdk check Slack's limits when `shown` turns them into
dicts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    HeaderBlock,
    PlainTextObject,
    RawTextObject,
    RichTextBlock,
    RichTextElement,
    RichTextElementParts,
    RichTextListElement,
    RichTextQuoteElement,
    RichTextSectionElement,
    TableBlock,
)

ELEMENT = 3_000
"""Characters that Slack takes in one section or text object."""

MESSAGE = 13_000
"""Characters that Slack takes in all blocks of a message: undocumented, measured at 13,200."""

LINE = 120
"""Characters of a small grey line, so that it stays one or two lines on a phone."""

SPOKEN = 300
"""Characters of the top-level text, which notifications and screen readers say."""

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
    """A message of these blocks; None stands for a block that this time is not there.

    Raises `SlackObjectFormationError` where a block breaks a limit that slack_sdk knows.
    """
    return Shown(spoken(text), tuple(block.to_dict() for block in blocks if block is not None))


def words(text: str, *, bold: bool = False, italic: bool = False) -> list[RichTextElement]:
    """Text elements that print the text as it is; none for an empty one."""
    style = RichTextElementParts.TextStyle(bold=bold or None, italic=italic or None)
    return [
        RichTextElementParts.Text(text=piece, style=style if bold or italic else None)
        for piece in split(tidy(text))
    ]


def link(url: str | None, text: str) -> list[RichTextElement]:
    """A link, or nothing where there is no address that Slack could open."""
    if url is None or not _LINKABLE.fullmatch(url):
        return []
    return [RichTextElementParts.Link(url=url, text=text)]


def paragraph(*parts: Iterable[RichTextElement]) -> RichTextSectionElement:
    return RichTextSectionElement(elements=[part for some in parts for part in some])


def quote(*parts: Iterable[RichTextElement]) -> RichTextQuoteElement:
    return RichTextQuoteElement(elements=[part for some in parts for part in some])


def bullets(items: Iterable[Iterable[RichTextElement]], *, ranked: bool = False) -> RichTextElement:
    """A list, numbered where the order means something."""
    return RichTextListElement(
        style="ordered" if ranked else "bullet", elements=[paragraph(item) for item in items]
    )


def rich(*elements: RichTextElement | None) -> RichTextBlock | None:
    present = [element for element in elements if element is not None]
    return RichTextBlock(elements=present) if present else None


def plain(text: str) -> PlainTextObject:
    return PlainTextObject(text=text, emoji=True)


def heading(text: str, most: int = 150) -> HeaderBlock:
    return HeaderBlock(text=plain(clip(one_line(text), most)))


def context(*lines: str, most: int = LINE) -> ContextBlock | None:
    """Small grey lines, each at most `most` characters; nothing where there is nothing to say."""
    said = [clip(line, most) for line in map(one_line, lines) if line]
    return ContextBlock(elements=[plain(line) for line in said]) if said else None


def button(
    action_id: str, text: str, value: str | None = None, style: str | None = None
) -> ButtonElement:
    """A button; `value` is an opaque id, `style` is None, "primary" or "danger"."""
    return ButtonElement(action_id=action_id, text=plain(text), value=value, style=style)


def buttons(*these: ButtonElement | None) -> ActionsBlock | None:
    present = [one for one in these if one is not None]
    return ActionsBlock(elements=present) if present else None


def table(rows: Sequence[Sequence[str]], columns: Sequence[dict[str, Any] | None]) -> TableBlock:
    """Rows of plain cells; an empty cell gets a dash, since Slack refuses an empty text."""
    cells = [[RawTextObject(text=one_line(cell) or "–") for cell in row] for row in rows]
    return TableBlock(rows=cells, column_settings=list(columns))
