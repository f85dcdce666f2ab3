"""How an answer becomes a score and a level, and a session a readiness; it reads no words itself.

Marks and axes come from a coach with citations; everything counted here is computed from them, so
no coach ever names a score. What a level looks like in a posting is in `interview.posting`, what
the words of the table mean to a coach is theirs to apply. Difficulty changes questions and probes
only: nothing on this page depends on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

from interview.anchors import ANCHORS as ANCHORS, Anchor as Anchor
from interview.model import (
    TOTAL_QUESTIONS,
    AxisMark,
    Cap,
    Closed,
    Competency,
    Element,
    Level,
    Mark,
    Question,
    Readiness,
    Review,
    Stage,
)
from interview.posting import target_level as target_level

PLUS_MINUS = 1
"""How far a score may be off: measured for the rules coach, assumed where nobody has measured."""

ENOUGH_ANSWERS = 3
"""With fewer answered questions a session has no readiness and enters no trend."""

COMPETENCIES: Mapping[Stage, tuple[Competency, ...]] = MappingProxyType(
    {
        Stage.RECRUITER_SCREEN: (
            Competency.COMMUNICATION,
            Competency.MOTIVATION,
            Competency.CULTURE_FIT,
            Competency.TECHNICAL_BASICS,
            Competency.AVAILABILITY,
        ),
        Stage.HIRING_MANAGER: (
            Competency.LEADERSHIP,
            Competency.PROBLEM_SOLVING,
            Competency.AMBIGUITY_TOLERANCE,
            Competency.STAKEHOLDER_MANAGEMENT,
            Competency.TECHNICAL_DEPTH,
        ),
    }
)


class Shape(StrEnum):
    """The order in which a good answer to a competency is told."""

    STAR = "star"
    """Situation, task, action, result."""
    CLAIM = "claim"
    """Claim, proof, link to this job; the action is the proof named."""
    FACT = "fact"
    """Fact, constraint, flexibility; the action is the constraint and what it depends on."""
    PROBLEM = "problem"
    """Problem, options, choice, effect."""


SHAPES: Mapping[Competency, Shape] = MappingProxyType(
    {
        Competency.COMMUNICATION: Shape.CLAIM,
        Competency.MOTIVATION: Shape.CLAIM,
        Competency.CULTURE_FIT: Shape.STAR,
        Competency.TECHNICAL_BASICS: Shape.CLAIM,
        Competency.AVAILABILITY: Shape.FACT,
        Competency.LEADERSHIP: Shape.STAR,
        Competency.PROBLEM_SOLVING: Shape.STAR,
        Competency.AMBIGUITY_TOLERANCE: Shape.STAR,
        Competency.STAKEHOLDER_MANAGEMENT: Shape.STAR,
        Competency.TECHNICAL_DEPTH: Shape.PROBLEM,
    }
)

GLOSS: Mapping[Level, str] = MappingProxyType(
    {
        Level.NOT_SHOWN: "nothing said how wide your scope was",
        Level.L4: "does their own work well",
        Level.L5A: "leads across teams",
        Level.L5B: "sets direction for the organisation",
    }
)

CEILING: Mapping[Cap, int] = MappingProxyType(
    {
        Cap.NO_ANSWER: 1,
        Cap.OFF_QUESTION: 3,
        Cap.CONTRADICTED: 4,
        Cap.NO_OWN_ACTION: 5,
        Cap.ONLY_A_HABIT: 5,
    }
)

_CRITICAL = 4
_STEP = {Level.L4: 0, Level.L5A: 1, Level.L5B: 2}
_LEVELLED = frozenset(COMPETENCIES[Stage.HIRING_MANAGER])


def competency_for(stage: Stage, number: int) -> Competency:
    """What question `number` (from 1) of a stage is about; after the fifth it starts again."""
    return COMPETENCIES[stage][(number - 1) % TOTAL_QUESTIONS]


def score(marks: Iterable[Mark], caps: Iterable[Cap] = ()) -> int:
    """1 to 10: 1 + 0.9 · the sum of five marks, halves rounded up, then held under every cap."""
    values: dict[Element, int] = {}
    for mark in marks:
        values.setdefault(mark.element, min(2, max(0, mark.value)))
    rounded = (10 + 9 * sum(values.values()) + 5) // 10
    return min([rounded, *(CEILING[cap] for cap in caps)])


def caps(
    marks: Iterable[Mark],
    competency: Competency,
    *,
    no_answer: bool = False,
    own_action: bool = True,
    habit: bool = False,
    contradicted: bool = False,
) -> tuple[Cap, ...]:
    """The caps that marks and a coach's flags bring, most severe first.

    A missing action of one's own, and a habit told for an episode, count only where a story is
    asked for: nobody needs one to say when they can start.
    """
    story = SHAPES[competency] in (Shape.STAR, Shape.PROBLEM)
    fit = max((mark.value for mark in marks if mark.element is Element.FIT), default=0)
    holds = {
        Cap.NO_ANSWER: no_answer,
        Cap.OFF_QUESTION: fit == 0,
        Cap.CONTRADICTED: contradicted,
        Cap.NO_OWN_ACTION: story and not own_action,
        Cap.ONLY_A_HABIT: story and habit,
    }
    return tuple(cap for cap in CEILING if holds[cap])


def level(axes: Iterable[AxisMark], competency: Competency) -> Level:
    """The level that cited axes show: two at the top L5B, two at the middle L5A, else L4.

    Nothing cited is `NOT_SHOWN`; so are fewer than two cited axes outside the competencies of
    the hiring manager, and availability always.
    """
    values = {axis.axis: axis.value for axis in axes if axis.cites}
    needed = 1 if competency in _LEVELLED else 2
    if len(values) < needed or competency is Competency.AVAILABILITY:
        return Level.NOT_SHOWN
    if sum(value >= 2 for value in values.values()) >= 2:
        return Level.L5B
    if sum(value >= 1 for value in values.values()) >= 2:
        return Level.L5A
    return Level.L4


def later_marks(
    before: Iterable[Mark],
    now: Iterable[Mark],
    newest_sentence_ids: Iterable[str],
    contradictions: Iterable[tuple[str, str]] = (),
) -> tuple[Mark, ...]:
    """The five marks after another answer: what stood, but for what the new words changed.

    A mark rises only where it cites a sentence of the newest answer. It falls only where two
    cited lines contradict each other and one of them carried it.
    """
    newest = frozenset(newest_sentence_ids)
    disputed = {line for pair in contradictions for line in pair}
    stood = {mark.element: mark for mark in before}
    changed = {mark.element: mark for mark in now}
    marks = []
    for element in Element:
        old = stood.get(element, Mark(element=element, value=0))
        new = changed.get(element, old)
        rises = new.value > old.value and not newest.isdisjoint(new.cites)
        falls = new.value < old.value and not disputed.isdisjoint(old.cites)
        marks.append(new if rises or falls else old)
    return tuple(marks)


def later_caps(
    before: Iterable[Cap],
    now: Iterable[Cap],
    drafted: Iterable[Mark],
    newest_sentence_ids: Iterable[str],
) -> tuple[Cap, ...]:
    """The caps after another answer, by the same rule as the marks.

    Only a contradiction, or a question missed, may come anew. A cap goes only where the new words
    earned something; what is contradicted is cleared up as soon as the coach no longer sees it.
    """
    newest = frozenset(newest_sentence_ids)
    earned = {m.element for m in drafted if m.value > 0 and not newest.isdisjoint(m.cites)}
    lifted_by = {
        Cap.NO_ANSWER: frozenset(Element),
        Cap.NO_OWN_ACTION: frozenset({Element.ACTION}),
        Cap.ONLY_A_HABIT: frozenset({Element.SPECIFIC, Element.ACTION}),
    }
    old, new = frozenset(before), frozenset(now)
    standing = {cap for cap in new if cap not in lifted_by or cap in old}
    standing |= {cap for cap, by in lifted_by.items() if cap in old and by.isdisjoint(earned)}
    return tuple(cap for cap in CEILING if cap in standing)


def nothing_left(review: Review) -> bool:
    """Whether a follow-up could add nothing: all shown, action and result full, no cap."""
    return (
        not review.caps
        and all(review.value(element) > 0 for element in Element)
        and review.value(Element.ACTION) == review.value(Element.RESULT) == 2
    )


def finals(questions: Iterable[Question]) -> tuple[Question, ...]:
    """The scored questions, one a number: its best attempt, of equals the newest answered."""
    best: dict[int, tuple[tuple[int, bool], Question]] = {}
    for question in questions:
        if question.review is None or question.closed not in (Closed.JUDGED, Closed.UNANSWERED):
            continue
        worth = (question.review.score, question.closed is Closed.JUDGED)
        if question.number not in best or worth >= best[question.number][0]:
            best[question.number] = (worth, question)
    return tuple(best[number][1] for number in sorted(best))


def shown(questions: Iterable[Question]) -> tuple[Question, ...]:
    """One question a number as a summary lists them: the final attempt, else the newest."""
    questions = tuple(questions)
    listed = {question.number: question for question in questions}
    listed |= {question.number: question for question in finals(questions)}
    return tuple(listed[number] for number in sorted(listed))


def _reviews(questions: Iterable[Question]) -> list[Review]:
    return [question.review for question in finals(questions) if question.review]


def mean(questions: Iterable[Question]) -> float | None:
    """The mean of the final scores, unrounded; None where nothing has been scored."""
    scores = [review.score for review in _reviews(questions)]
    return sum(scores) / len(scores) if scores else None


def answered(questions: Iterable[Question]) -> int:
    """How many questions were answered; one closed by non-answers, or skipped, was not."""
    return len({q.number for q in questions if q.review and q.closed is Closed.JUDGED})


def engines(questions: Iterable[Question]) -> frozenset[str]:
    """Every engine that judged a closed question, attempts that were bettered included."""
    return frozenset(q.review.engine for q in questions if q.review and q.closed)


def level_plays_a_part(questions: Iterable[Question]) -> bool:
    """Whether any final answer showed a level; where none did, readiness rests on scores alone."""
    return any(review.level is not Level.NOT_SHOWN for review in _reviews(questions))


def readiness(questions: Iterable[Question], target: Level, engines: frozenset[str]) -> Readiness:
    """What the session as a whole says, computed; never what a coach thinks of it."""
    questions = tuple(questions)
    reviews = _reviews(questions)
    if len(engines) > 1:
        return Readiness.MIXED_COACHES
    if answered(questions) < ENOUGH_ANSWERS:
        return Readiness.NOT_ENOUGH_ANSWERS
    total, count = sum(review.score for review in reviews), len(reviews)
    if (
        total >= 8 * count
        and all(review.score >= 6 for review in reviews)
        and _at_level(reviews, target)
    ):
        return Readiness.READY
    critical = sum(any(CEILING[cap] <= _CRITICAL for cap in r.caps) for r in reviews)
    if total >= 6 * count and critical <= 1:
        return Readiness.ALMOST_READY
    return Readiness.NEEDS_PRACTICE


def _at_level(reviews: Iterable[Review], target: Level) -> bool:
    aim = _STEP.get(target, 0)
    short = [aim - _STEP[r.level] for r in reviews if r.level is not Level.NOT_SHOWN]
    return sum(steps > 0 for steps in short) <= 1 and all(steps < 2 for steps in short)
