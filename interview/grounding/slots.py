"""Slots of a revised answer: what is left to the candidate, and what would fill it; fills none.

What stood where a slot was cut in is never repeated: its question names the line that the sentence
was to rest on instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from interview.grounding import clipping
from interview.grounding.truth import SLOT
from interview.model import Line, Sourced

FIGURE = "‹add: your figure›"
NAME = "‹add: who or what it was›"
OWN_WORDS = "‹add: what you did here›"

CUT = frozenset({FIGURE, NAME, OWN_WORDS})
"""The slots that stand for a claim which nothing supported."""

_WANTED = {
    FIGURE: "What was the figure, as far as you know it?",
    NAME: "Who or what was it, by name?",
    OWN_WORDS: "What did you do here, in your own words?",
}
_OPENING, _CLOSING = "‹add:", "›"


def cut_slot(reasons: Iterable[str], lines: Sequence[Line]) -> Sourced:
    """What stands for a sentence refused for these reasons; `lines` are those it cited."""
    slot = _cut(" ".join(reasons))
    return Sourced(text=slot, asks=f"{_about(lines)}{_WANTED[slot]}")


def _cut(said: str) -> str:
    if "the number" in said:
        return FIGURE
    return NAME if "the name" in said else OWN_WORDS


def asked(text: str) -> str:
    """A question for the slots of a sentence whose coach gave none; "" where it has no slot."""
    questions = (
        _WANTED.get(slot) or f"Can you say {_bare(slot)}?"
        for slot in dict.fromkeys(SLOT.findall(text))
        if _bare(slot)
    )
    return " ".join(questions)


def inside(text: str) -> str:
    """What the slots of a sentence say, without their brackets."""
    return " ".join(_bare(slot) for slot in SLOT.findall(text))


def _bare(slot: str) -> str:
    return slot.removeprefix(_OPENING).removesuffix(_CLOSING).strip(" .?!…")


def _about(lines: Sequence[Line]) -> str:
    """Which words of the candidate's the lost sentence was about, where it cited any."""
    own = next((line for line in lines if not line.id.startswith("J")), None)
    if own is None:
        return ""
    words = clipping.clip_words(own.text, clipping.QUOTE_WORDS)
    words = clipping.clip(words, clipping.FINDING).strip(" .,;:")
    return f"{'Your resume says' if own.id.startswith('R') else 'You said'} “{words}”. "
