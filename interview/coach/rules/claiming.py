"""Finding claims that nothing said bears out: a share of nothing named, a superlative; no marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interview.coach.rules import cues
from interview.coach.rules.quoting import clause_start
from interview.coach.rules.signals import Reading, Sentence
from interview.grounding.quantities import Quantity, quantities
from interview.phrases import Phrase

_OF = Phrase(r"^\W{0,3}(?:of|in) (?:the|our|all|my|their|those|every)\b")
_MEASURED = Phrase(
    r"\b(?:measur\w+|survey\w*|count(?:ed|ing)?|audit\w*|report(?:s|ed)?|dashboard|statistics|"
    r"compared (?:to|with)|against (?:the|last)|timed|logged|tracked|weighed|according to|"
    r"records?|figures|per (?:week|month|day|shift|year))\b"
)
_SUPERLATIVE = Phrase(
    r"\b(?:massive(?:ly)?|huge(?:ly)?|dramatic(?:ally)?|enormous(?:ly)?|significant(?:ly)?|"
    r"incredib(?:le|ly)|tremendous(?:ly)?|drastic(?:ally)?|immense(?:ly)?|remarkabl[ey]|"
    r"(?:a|by a) (?:great|good) deal|out of all recognition|the (?:very )?best|second to none|"
    r"everyone (?:loved|was (?:happy|delighted|thrilled))|a (?:great|big|huge) success)\b"
)

_SIZED = Phrase(r"\d|doubl|tripl|quadrupl|fold")
_FOLD = Phrase(r"^(?:doubled|doubling|tripl|quadrupl|\d)|fold$")


@dataclass(frozen=True, slots=True)
class Bold:
    """A claim as it was made: its kind, the words of its size, where its clause begins."""

    kind: str
    sentence: Sentence
    size: str
    at: int


def bold_claims(reading: Reading) -> list[Bold]:
    """Claims with neither base nor measure, those with a figure first, the newest before older.

    Told once from what to what, or how it was measured, a figure is no longer bold.
    """
    counted = reading.counted
    figures = [claim for place in range(len(counted)) for claim in _figures(counted, place)]
    grand = [
        Bold(
            "superlative",
            sentence,
            sentence.text[found.start() : found.end()],
            clause_start(sentence.text, found.start()),
        )
        for sentence in counted
        if (found := sentence.find(_SUPERLATIVE)) and _about_what_was_done(sentence)
    ]
    return [*reversed(figures), *reversed(grand)]


def _figures(counted: Sequence[Sentence], place: int) -> list[Bold]:
    sentence = counted[place]
    around = counted[max(0, place - 1) : place + 2]
    if not sentence.find(_SIZED) or any(s.find(_MEASURED) or s.find(cues.FROM_TO) for s in around):
        return []
    found = []
    every = quantities(sentence.text)
    for quantity in every:
        kind = _kind(quantity)
        alone = sum(other.unit == quantity.unit for other in every) == 1
        if kind and alone and not _OF.match(sentence.text[quantity.end :]):
            at = clause_start(sentence.text, quantity.start)
            found.append(Bold(kind, sentence, quantity.text, at))
    return found


def _kind(quantity: Quantity) -> str:
    """A share in figures, or a change by so many times; “half” and “twice” in passing are none."""
    if quantity.unit == "%" and quantity.text[:1].isdigit():
        return "share"
    return "fold" if quantity.unit == "x" and _FOLD.search(quantity.text) else ""


def _about_what_was_done(sentence: Sentence) -> bool:
    return bool(sentence.acts or sentence.find(cues.CHANGE)) and not sentence.find(cues.HABIT)
