"""From what the sentences show to marks: each element, its cited sentences and what is missing.

The shapes of `interview.rubric` decide how an element is read. A mark says how complete the
answer is; whether it is right, or well said, is beyond these rules.
"""

from __future__ import annotations

from collections.abc import Mapping

from interview.coach.rules import conditions, cues, facts
from interview.coach.rules.acts import Act
from interview.coach.rules.ending import result
from interview.coach.rules.findings import Circumstances, Finding, Findings, ids
from interview.coach.rules.lessons import lesson
from interview.coach.rules.manner import Kind
from interview.coach.rules.particulars import weigh
from interview.coach.rules.signals import Reading, Sentence
from interview.coach.rules.story import acting_in, action, specific
from interview.coach.rules.weighing import weighed
from interview.model import Element
from interview.remembered import remembered
from interview.rubric import Shape


@remembered(64)  # a review is followed by feedback on the same words
def find(reading: Reading, around: Circumstances) -> Findings:
    """The five findings: the rules', weighed by what readers see in the sentences."""
    return weighed(by_rules(reading, around))


def by_rules(reading: Reading, around: Circumstances) -> Findings:
    """The five findings by rules alone; a thin answer fills no element."""
    fact = around.shape is Shape.FACT
    told = fact and any(s.find(cues.DATE) for s in reading.counted)
    if reading.empty and not told:
        by = {element: Finding(element, 0, "none") for element in Element}
        return Findings(
            reading, by, own_action=False, habit=False, no_answer=True, shape=around.shape
        )
    acting = acting_in(reading, around.shape)
    read = _facts(reading) if fact else _story(reading, acting, around)
    by = {finding.element: finding for finding in read}
    by[Element.FIT] = _fit(reading, acting, by, around.shape)
    if reading.thin:
        by = {element: _held(finding) for element, finding in by.items()}
    habit = not acting and any(s.find(cues.HABIT) for s in reading.counted)
    return Findings(reading, by, own_action=bool(acting), habit=habit, shape=around.shape)


def _story(
    reading: Reading, acting: list[tuple[Sentence, Act]], around: Circumstances
) -> tuple[Finding, ...]:
    weighed = weigh(reading.counted)
    came = result(reading, around)
    return (
        specific(reading, weighed, around.shape),
        action(reading, weighed, acting, around, came),
        came,
        lesson(reading, around),
    )


def _facts(reading: Reading) -> tuple[Finding, ...]:
    return (
        conditions.specific(reading),
        conditions.condition(reading),
        facts.date(reading),
        facts.option(reading),
    )


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
    value, habit = min(finding.value, 1), finding.state == "habit"
    return Finding(
        finding.element,
        value,
        finding.state if value == finding.value or habit else _LESSER[finding.element],
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
    """Whether the question was answered: with something particular, in general, or not at all.

    Shared words say little, since a good story need not repeat the question's: their lack makes an
    answer miss it only where it tells nothing either.
    """
    touching = [s for s in reading.counted if s.stems & reading.topic]
    first = reading.counted[0]
    about = frozenset[str]().union(*(s.solid for s in reading.counted))
    fact = shape is Shape.FACT
    particular = by[Element.SPECIFIC].value > 0
    if reading.elsewhere:
        return Finding(Element.FIT, 0, "elsewhere", (), first)
    if not touching and not acting and not particular and len(about) >= _SURELY_ABOUT:
        return Finding(Element.FIT, 0, "elsewhere", (), first)
    if not fact and not acting and _lists_duties(reading):
        return Finding(Element.FIT, 0, "elsewhere", (), first)
    cited = touching or [s for s, _ in acting] or [first]
    if particular and (touching or not fact):
        return Finding(Element.FIT, 2, "full", ids(cited), cited[0])
    return Finding(Element.FIT, 1, "loose", ids(cited), first)


_DUTIES = 4
"""So many things done as a rule, and none done once, are a list of duties."""


def _lists_duties(reading: Reading) -> bool:
    moves = [move for sentence in reading.counted for move in sentence.moves]
    duties = sum(move.kind is Kind.USE for move in moves)
    return duties >= _DUTIES and not any(move.kind is Kind.WAY for move in moves)
