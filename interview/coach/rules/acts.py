"""Finding “I did …” in a sentence, in plain, clipped or broken English; it marks nothing."""

from __future__ import annotations

from dataclasses import dataclass

from interview.coach.rules.manner import Kind, Move
from interview.phrases import Phrase

_LEAD = Phrase(
    r"(?:[\s,;:–—-]|\b(?:and|so|but|then|because|when|while|where|which|that|as|since|until|though|"
    r"although|before|after|or)\b)*"
)


@dataclass(frozen=True, slots=True)
class Act:
    """A concrete action of a person in a sentence: who, where in the text, how sure."""

    own: bool
    at: int
    past: bool


def acts_of(moves: tuple[Move, ...]) -> tuple[Act, ...]:
    """Every concrete “I did …” or “we did …”, an unspoken “I” too; what is done now as well."""
    acts = []
    for move in moves:
        if move.kind in (Kind.DEED, Kind.SHARED):
            acts.append(Act(move.kind is Kind.DEED, _place(move), past=True))
        elif move.kind is Kind.USE or (move.kind is Kind.WAY and move.present):
            acts.append(Act(own=True, at=_place(move), past=False))
    return tuple(acts)


def _place(move: Move) -> int:
    """Where the action begins, behind what joins it to the clause before."""
    lead = _LEAD.match(move.clause.text)
    return move.at + (lead.end() if lead and lead.end() < len(move.clause.text) else 0)
