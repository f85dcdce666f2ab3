"""What is made of two lines that disagree: a neutral question, a gap, and when it is cleared up.

Which of them is right is never judged; whoever explains how both came about has cleared it up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from interview.coach import ReviewBrief
from interview.coach.drafts import Claim, ProbeDraft
from interview.coach.rules.comparing import Dispute, answer_of, disagreements
from interview.coach.rules.wording import table
from interview.grounding.quantities import quantities
from interview.model import Element
from interview.phrases import Phrase

_EXPLAINS = Phrase(
    r"\b(?:both|mistake|typo|wrong|meant|misspoke|correct\w*|out of date|outdated|former|latter|"
    r"different|includ\w+|counted|grew|rounded|resume|cv|mix(?:ed)? (?:it|them|this|that|up)\w*|"
    r"(?:an)?other (?:team|one|time|job|place|year|thing)|"
    r"two (?:teams|things|jobs|places|times))\b"
)
_POINTS = Phrase(
    r"\b(?:right|true|first|second|this|here|there|before|later|then|earlier|now|old|new|plus)\b"
)
_SHORT = 12
"""So few words, asked which it is, are about that and nothing else."""

_COPIED = 85


def disputes(brief: ReviewBrief) -> tuple[Dispute, ...]:
    """What stands two ways and was not cleared up, resume first, earlier practice last.

    A pair asked about and left open stays; it is `probe_of` that does not ask twice.
    """
    found = list(disagreements(brief))
    cleared = [dispute for dispute in found if _is_cleared(dispute, brief)]
    over = {(line, dispute.kind) for dispute in cleared for line in dispute.pair}
    return tuple(
        dispute
        for dispute in found
        if not any((line, dispute.kind) in over for line in dispute.pair)
    )


def standing(found: Iterable[Dispute]) -> tuple[tuple[str, str], ...]:
    """The pairs that cap a score."""
    return tuple(dispute.pair for dispute in found if dispute.caps)


def probe_of(found: Sequence[Dispute], brief: ReviewBrief) -> list[ProbeDraft]:
    """The question about the first pair that was not asked about yet; at most one."""
    asked = {probe.about for probe in brief.question.follow_ups}
    words = table("probes")["contradiction"]
    for dispute in found:
        if dispute.pair not in asked:
            own = words[dispute.source]
            return [
                ProbeDraft(
                    element=Element.SPECIFIC,
                    text=_filled(own[dispute.kind], dispute),
                    in_other_words=_filled(own["again"], dispute),
                    about=dispute.pair,
                )
            ]
    return []


def gaps_of(found: Iterable[Dispute]) -> list[Claim]:
    """The first pair that caps the score, as a gap."""
    words = table("probes")["contradiction"]["gap"]
    capping = [dispute for dispute in found if dispute.caps]
    return [Claim(text=_filled(words, one), cites=one.pair) for one in capping[:1]]


def _filled(words: str, dispute: Dispute) -> str:
    there, here = (f"“{said}”" for said in dispute.words)
    return words.replace("{there}", there).replace("{here}", here)


def _is_cleared(dispute: Dispute, brief: ReviewBrief) -> bool:
    """Whether the person, asked about the pair, named a figure or explained how both came about."""
    for number, probe in enumerate(brief.question.follow_ups, 2):
        if probe.about == dispute.pair:
            reply = " ".join(line.text for line in brief.answers if answer_of(line) == number)
            copied = fuzz.ratio(reply.lower(), probe.text.lower()) > _COPIED
            return bool(reply) and not copied and _explains(reply, dispute)
    return False


def _explains(reply: str, dispute: Dispute) -> bool:
    asked = {q.bare for words in dispute.words for q in quantities(words)}
    named = [q.bare for q in quantities(reply) if q.strict]
    if _EXPLAINS.search(reply) or not asked.isdisjoint(named):
        return True
    return len(reply.split()) <= _SHORT and bool(named or _POINTS.search(reply))
