"""The words around a finished interview's numbers, which are given to it, readiness included."""

from __future__ import annotations

from collections.abc import Sequence

from interview.coach import SummaryBrief
from interview.coach.drafts import SummaryDraft
from interview.coach.rules.naming import clause
from interview.coach.rules.wording import table
from interview.evidence import cited
from interview.model import Competency, Element, Level, Question, Readiness, Setting, Stage
from interview.rubric import ENOUGH_ANSWERS, GLOSS, SHAPES, Shape

_ORDER = (Element.RESULT, Element.ACTION, Element.SPECIFIC, Element.FIT, Element.LESSON)
_STEPS = (Level.L4, Level.L5A, Level.L5B)
_MOST_NAMED = 2
_HIGH = 8.0
"""From this mean on it is not the parts that keep an interview from being ready."""

_MOST_CHARACTERS = 350
_MOST_POINT = 100


def summarise(brief: SummaryBrief) -> SummaryDraft:
    """Strengths, areas and ranked priorities: at most three of each, fewer where fewer are true."""
    judged = [question for question in brief.questions if question.review is not None]
    weak = _ranked(judged)
    words: dict[str, dict[str, str]] = table("summary")
    strong = [element for element in _ORDER if element not in weak and _strong(judged, element)]
    return SummaryDraft(
        assessment=_assessment(brief, judged, weak),
        strengths=tuple(_strength(judged, element) for element in strong[:3]),
        areas=tuple(
            words["areas"][e.value].replace(
                "{where}", _where(_with(judged, e, most=1), len(judged))
            )
            for e in weak[:3]
        ),
        priorities=tuple(words["priorities"][element.value] for element in weak[:3]),
        next_steps=_next_steps(brief, judged),
    )


def _strength(judged: Sequence[Question], element: Element) -> str:
    """A strength with what it rests on in the candidate's words; with where alone if none fit."""
    words: dict[str, dict[str, str]] = table("summary")
    full = [q for q in judged if q.review and q.review.value(element) == 2]
    for question in sorted(full, key=lambda q: -(q.review.score if q.review else 0)):
        said = _said(question, element)
        told = words["told"].get(element.value, "") if said else ""
        text = told.replace("{that}", said).replace("{which}", _name(question.asked.competency))
        if text and len(text) <= _MOST_POINT:
            return text
    where = _where(_with(judged, element, least=2), len(judged))
    return words["strengths"][element.value].replace("{where}", where)


def _said(question: Question, element: Element) -> str:
    """What an element rests on, told; "" where it can only be quoted."""
    review = question.review
    marks = [mark for mark in review.marks if mark.element is element] if review else []
    lines = cited(review.evidence, marks[0].cites) if review and marks else ()
    return next((told for line in lines if (told := clause(line.text))), "")


def _values(judged: Sequence[Question], element: Element) -> list[int]:
    return [question.review.value(element) for question in judged if question.review]


def _ranked(judged: Sequence[Question]) -> list[Element]:
    """What most often falls short, worst first; what is full nearly everywhere is no area."""
    lacking = {element: sum(2 - v for v in _values(judged, element)) for element in _ORDER}
    short = [element for element in _ORDER if lacking[element] * 2 > len(judged)]
    return sorted(short, key=lambda element: -lacking[element])


def _strong(judged: Sequence[Question], element: Element) -> bool:
    full = sum(value == 2 for value in _values(judged, element))
    return full >= min(2, len(judged)) and full > 0


def _with(
    judged: Sequence[Question], element: Element, *, least: int = 0, most: int = 2
) -> list[Competency]:
    found = [
        (question.review.value(element), question.asked.competency)
        for question in judged
        if question.review and least <= question.review.value(element) <= most
    ]
    return [competency for _, competency in sorted(found, key=lambda pair: pair[0])]


def _where(competencies: Sequence[Competency], judged: int) -> str:
    words: dict[str, str] = table("summary")["where"]
    if judged >= ENOUGH_ANSWERS and len(competencies) >= judged - 1:
        return words["every" if len(competencies) == judged else "nearly"]
    names = [_name(competency) for competency in dict.fromkeys(competencies)][:_MOST_NAMED]
    return " and ".join(names)


def _name(competency: Competency) -> str:
    return str(table("summary")["names"][competency.value])


def _worst(judged: Sequence[Question]) -> Question | None:
    return min(
        judged, key=lambda question: question.review.score if question.review else 0, default=None
    )


def _assessment(brief: SummaryBrief, judged: Sequence[Question], weak: list[Element]) -> str:
    words: dict[str, str] = table("summary")["assessment"]
    named: dict[str, str] = table("summary")["parts"]
    worst = _worst(judged)
    parts = " and ".join(named[element.value] for element in weak[:2])
    which = _name(worst.asked.competency) if worst else ""
    high = brief.overall_score >= _HIGH
    levelled = any(q.review and q.review.level in _STEPS for q in judged)
    plain = "almost_level" if levelled else "almost_bare"
    almost = "almost" if parts and not high else plain
    opening = {
        Readiness.READY: words["ready"],
        Readiness.ALMOST_READY: words[almost],
        Readiness.NEEDS_PRACTICE: words["practice" if parts else almost],
        Readiness.NOT_ENOUGH_ANSWERS: words["few"],
        Readiness.MIXED_COACHES: words["mixed"],
    }[brief.readiness]
    sentences = [opening.replace("{parts}", parts).replace("{which}", which)]
    counted = brief.readiness in (
        Readiness.READY,
        Readiness.ALMOST_READY,
        Readiness.NEEDS_PRACTICE,
    )
    if counted:
        sentences.append(_scope(judged, brief.papers.setting))
    sentences.append(words["rests"])
    while len(" ".join(sentences)) > _MOST_CHARACTERS:
        sentences.pop()
    return " ".join(sentences)


def _scope(judged: Sequence[Question], setting: Setting) -> str:
    words: dict[str, str] = table("summary")["assessment"]
    target = setting.target
    shown = [q.review.level for q in judged if q.review and q.review.level in _STEPS]
    if not shown or target not in _STEPS:
        asked = setting.stage is Stage.HIRING_MANAGER
        return words["level_none" if asked else "level_unasked"]
    middle = sorted(shown, key=_STEPS.index)[len(shown) // 2]
    short = _STEPS.index(middle) < _STEPS.index(target)
    text = words["level_short" if short else "level_met"]
    return text.replace("{shown}", GLOSS[middle]).replace("{aim}", GLOSS[target])


def _next_steps(brief: SummaryBrief, judged: Sequence[Question]) -> str:
    words: dict[str, str] = table("summary")["next"]
    worst = _worst(judged)
    if brief.readiness is Readiness.READY:
        return words["ready"]
    if worst is None or brief.readiness is Readiness.NOT_ENOUGH_ANSWERS:
        return words["few"]
    fact = SHAPES[worst.asked.competency] is Shape.FACT
    name = _name(worst.asked.competency)
    return words["worst_fact" if fact else "worst"].replace("{which}", name)
