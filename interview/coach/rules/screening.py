"""How long an answer runs for a recruiter, who wants the answer, one line of proof, and no more.

It is coaching and never a mark: a long answer scores what it shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from interview.coach.rules.findings import Finding, Findings
from interview.coach.rules.signals import Sentence
from interview.model import Element

MOST_WORDS = 120
MOST_SENTENCES_PAST = 2
"""So many sentences may follow the proof; with a third the answer runs long."""

_SHORT = 70
_PROOF = (Element.ACTION, Element.RESULT)


class Length(StrEnum):
    LONG = "long"
    """Goes on after the proof."""
    LATE = "late"
    """Long, with the proof at its end."""
    UNPROVED = "unproved"
    """Long, with no proof in it."""
    SHORT = "short"
    """Short, and nothing missing that a recruiter needs."""


@dataclass(frozen=True, slots=True)
class Stop:
    """How an answer runs, and the sentence after which it could have stopped."""

    length: Length
    said: Sentence | None = None
    at: int = 0


def stop_of(findings: Findings, *, fact: bool = False) -> Stop | None:
    """Where the first answer could have stopped; None where its length is nothing to speak of.

    A `fact` is proved by its date, everything else by something done.
    """
    first = [sentence for sentence in findings.reading.sentences if sentence.answer == 1]
    words = sum(len(sentence.words) for sentence in first)
    if not findings.value(Element.FIT) or not _is_proved(findings, fact=fact):
        return Stop(Length.UNPROVED) if words > MOST_WORDS else None
    proofs = _placed(findings, first, _PROOF)
    if not proofs:
        return None
    # A full link to the job, or a way round a date, is worth its words.
    full = findings.value(Element.LESSON) == 2
    closing = _placed(findings, first, (Element.LESSON,)) if full else []
    place, proof = max([*proofs, *closing], key=lambda one: one[0])
    past = len(first) - 1 - place
    # Days, a condition and a question back are no rambling about a date.
    if (past > MOST_SENTENCES_PAST and not fact) or (words > MOST_WORDS and past):
        return Stop(Length.LONG, proof.said, proof.at)
    if words > MOST_WORDS:
        _, last = max(proofs, key=lambda one: one[0])
        return Stop(Length.LATE, last.said, last.at)
    return Stop(Length.SHORT) if words <= _SHORT and _is_complete(findings) else None


def _is_proved(findings: Findings, *, fact: bool) -> bool:
    if fact:
        return findings.value(Element.RESULT) == 2
    action = findings[Element.ACTION]
    return action.value > 0 and action.state != "habit"


def _placed(
    findings: Findings, first: list[Sentence], elements: tuple[Element, ...]
) -> list[tuple[int, Finding]]:
    """The findings that the first answer holds, with the place of their sentence in it."""
    found = [findings[element] for element in elements]
    return [(first.index(one.said), one) for one in found if one.value and one.said in first]


def _is_complete(findings: Findings) -> bool:
    told = all(findings.value(element) for element in (Element.SPECIFIC, *_PROOF))
    return told and findings.value(Element.FIT) == 2 and findings.value(Element.ACTION) == 2
