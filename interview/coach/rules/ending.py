"""Result, in a story or a claim: what came of it, as a mark with its sentences."""

from __future__ import annotations

from interview.coach.rules.findings import Circumstances, Finding, ids
from interview.coach.rules.outcomes import Outcome, Shown, outcomes, told_by
from interview.coach.rules.signals import Reading
from interview.model import Element
from interview.rubric import Shape


def result(reading: Reading, around: Circumstances) -> Finding:
    """A change behind the first deed: its size, its lasting, or someone who took it up fills it."""
    asked = frozenset(n for n, element in around.probed.items() if element is Element.RESULT)
    found = outcomes(reading.counted, claimed=around.shape is Shape.CLAIM, asked=asked)
    for shown, state in _FULL.items():
        full = next(told_by(found, shown), None)
        if full:
            return _finding(2, state, [full, *found])
    changed = next(told_by(found, Shown.CHANGED), None)
    reactions = list(told_by(found, Shown.REACTED))
    seen = next(iter(reactions), None)
    if seen and len(reactions) > 1:
        return _finding(2, "vouched", [seen, *found])
    if found:
        said = changed or seen or found[0]
        state = "seen" if said.shown is Shown.REACTED else "unsized"
        return _finding(1, state, [said, *found])
    return Finding(Element.RESULT, 0, "none")


_FULL = {Shown.SIZED: "sized", Shown.ADOPTED: "vouched", Shown.LASTING: "lasting"}


def _finding(value: int, state: str, found: list[Outcome]) -> Finding:
    cites = ids([outcome.sentence for outcome in found])
    return Finding(Element.RESULT, value, state, cites, found[0].sentence, found[0].at)
