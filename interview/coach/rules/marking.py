"""From what the sentences show to marks: each element, its cited sentences and what is missing.

The shapes of `interview.rubric` decide how an element is read. A mark says how complete the
answer is; whether it is right, or well said, is beyond these rules.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from interview.coach.rules import cues, facts
from interview.coach.rules.acts import Act
from interview.coach.rules.ending import lesson, result
from interview.coach.rules.findings import Circumstances, Finding, Findings, ids
from interview.coach.rules.signals import Reading, Sentence
from interview.coach.rules.story import acting_in, action, specific
from interview.model import Element
from interview.rubric import Shape


def find(reading: Reading, around: Circumstances) -> Findings:
    """The five findings; a thin answer fills no element."""
    told = around.shape is Shape.FACT and any(s.find(cues.DATE) for s in reading.counted)
    if reading.empty and not told:
        by = {element: Finding(element, 0, "none") for element in Element}
        return Findings(reading, by, own_action=False, habit=False, no_answer=True)
    acting = acting_in(reading, around.shape)
    fact = around.shape is Shape.FACT
    readers: tuple[Callable[[], Finding], ...] = (
        (lambda: facts.specific(reading))
        if fact
        else lambda: specific(reading, acting, around.shape),
        (lambda: facts.condition(reading)) if fact else lambda: action(reading, acting, around),
        (lambda: facts.date(reading)) if fact else lambda: result(reading, acting, around),
        (lambda: facts.option(reading)) if fact else lambda: lesson(reading, around),
    )
    by = {finding.element: finding for finding in (read() for read in readers)}
    by[Element.FIT] = _fit(reading, acting, by, around.shape)
    if reading.thin:
        by = {element: _held(finding) for element, finding in by.items()}
    habit = not acting and any(s.find(cues.HABIT) for s in reading.counted)
    return Findings(reading, by, own_action=bool(acting), habit=habit)


_SURELY_ABOUT = 6
"""So many concrete words, none of them touched by the question: about another thing."""

_LESSER = {
    Element.FIT: "loose",
    Element.SPECIFIC: "some",
    Element.ACTION: "unreasoned",
    Element.RESULT: "unsized",
    Element.LESSON: "named",
}


def _held(finding: Finding) -> Finding:
    value = min(finding.value, 1)
    return Finding(
        finding.element,
        value,
        finding.state if value == finding.value else _LESSER[finding.element],
        finding.cites,
        finding.said,
        finding.at,
        finding.missing,
    )


def _fit(
    reading: Reading,
    acting: list[tuple[Sentence, Act]],
    by: Mapping[Element, Finding],
    shape: Shape,
) -> Finding:
    touching = [s for s in reading.counted if s.stems & reading.topic]
    shared = frozenset[str]().union(*(s.stems & reading.topic for s in touching))
    dated = by[Element.RESULT].value > 0 or by[Element.SPECIFIC].value == 2
    on_shape = dated if shape is Shape.FACT else bool(acting)
    first = reading.counted[0]
    about = frozenset[str]().union(*(s.solid for s in reading.counted))
    if not touching and not on_shape and len(about) >= _SURELY_ABOUT:
        return Finding(Element.FIT, 0, "elsewhere", (), first)
    cited = touching or [s for s, _ in acting] or [first]
    enough = len(shared) >= (1 if shape is Shape.FACT else 2)
    if on_shape and enough:
        return Finding(Element.FIT, 2, "full", ids(cited), cited[0])
    return Finding(Element.FIT, 1, "loose", ids(cited), first)
