"""A review: marks that cite, what the rubric computes of them, and findings that were checked."""

from __future__ import annotations

from collections.abc import Iterable

from interview import rubric
from interview.coach import ReviewBrief
from interview.coach.drafts import AxisDraft, Claim, MarkDraft, ProbeDraft, ReviewDraft
from interview.evidence import cited
from interview.grounding import clipping
from interview.grounding.objections import (
    Objections,
    posting,
    questions_said,
    unaskable,
    unsupported_claim,
)
from interview.grounding.truth import is_said, untraced
from interview.model import (
    MOST_FOLLOW_UPS,
    AxisMark,
    Cap,
    Element,
    Line,
    Mark,
    Probe,
    Review,
    Sourced,
)

_MOST_FINDINGS = 3
_OF_THE_COACH = "English"
"""What a coach may name without anybody having said it: the language it reads."""


def ground_review(
    draft: ReviewDraft, brief: ReviewBrief, engine: str, prompt_version: str = ""
) -> tuple[Review, tuple[str, ...]]:
    """The review of all answers: marks that cite, what was computed of them, checked findings."""
    objections, before = Objections(), brief.question.review
    answers = {line.id: line for line in brief.answers if line.text}
    numbered = {line.id for line in before.evidence} if before else set()
    newest = frozenset(answers) - numbered
    disputed = _disputed(draft.contradicts, brief, objections)
    drafted = _marks(draft.marks, answers, objections, void=draft.no_answer)
    axes = _axes(draft.axes, answers, objections, void=draft.no_answer)
    competency = brief.question.asked.competency
    marks = (
        rubric.later_marks(before.marks, drafted, newest, disputed) if before else _whole(drafted)
    )
    caps = rubric.caps(
        marks,
        competency,
        no_answer=draft.no_answer,
        own_action=draft.own_action,
        habit=draft.habit,
        contradicted=bool(disputed),
    )
    if before:
        caps = rubric.later_caps(before.caps, caps, drafted, newest)
        axes = _later_axes(before.axes, axes, newest)
    strengths, gaps, brief_words = _findings(draft, brief, objections)
    landed = () if Cap.NO_ANSWER in caps else strengths
    return Review(
        score=rubric.score(marks, caps),
        level=rubric.level(axes, competency),
        marks=marks,
        axes=axes,
        caps=caps,
        strengths=tuple(strength.text for strength in landed),
        strength_cites=tuple(strength.cites for strength in landed),
        gaps=gaps,
        brief=brief_words,
        probes=_probes(draft.probes, brief, objections),
        evidence=brief.answers,
        contradicts=tuple(disputed),
        engine=engine,
        prompt_version=prompt_version,
    ), objections.told


def _disputed(
    pairs: Iterable[tuple[str, str]], brief: ReviewBrief, objections: Objections
) -> list[tuple[str, str]]:
    """Pairs that cap a score; what was said in an earlier interview is asked about and no more."""
    papers = brief.papers
    known = (*papers.resume, *papers.job, *papers.earlier, *brief.answers)
    held = []
    for pair in pairs:
        found = cited(known, pair)
        if len(found) == 2 and any(line.id.startswith("A") for line in found):
            if found[0] not in papers.earlier and found[1] not in papers.earlier:
                held.append(pair)
        else:
            objections.add("contradicts", [f"{pair[0]} and {pair[1]} are not two lines"])
    return held


def _marks(
    drafts: Iterable[MarkDraft], answers: dict[str, Line], objections: Objections, *, void: bool
) -> tuple[Mark, ...]:
    given: dict[Element, MarkDraft] = {}
    for draft in drafts:
        given.setdefault(draft.element, draft)
    marks = []
    for element in Element:
        if element not in given:
            objections.add(f"mark {element}", ["is missing"])
            continue
        draft = given[element]
        cites = tuple(line_id for line_id in dict.fromkeys(draft.cites) if line_id in answers)
        if draft.value and not cites:
            objections.add(f"mark {element}", ["cites no sentence of the answers"])
            continue
        reason = clipping.clip(draft.reason, clipping.FINDING)
        value = 0 if void else draft.value
        marks.append(Mark(element=element, value=value, cites=cites, reason=reason))
    return tuple(marks)


def _whole(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """All five marks of a first review; what was not marked is not shown."""
    given = {mark.element: mark for mark in marks}
    return tuple(given.get(element, Mark(element=element, value=0)) for element in Element)


def _axes(
    drafts: Iterable[AxisDraft], answers: dict[str, Line], objections: Objections, *, void: bool
) -> tuple[AxisMark, ...]:
    axes: dict[str, AxisMark] = {}
    for draft in () if void else drafts:
        cites = tuple(line_id for line_id in dict.fromkeys(draft.cites) if line_id in answers)
        if cites:
            axes.setdefault(draft.axis, AxisMark(axis=draft.axis, value=draft.value, cites=cites))
        elif draft.value:
            objections.add(f"axis {draft.axis}", ["cites no sentence of the answers"])
    return tuple(axes.values())


def _later_axes(
    before: Iterable[AxisMark], now: Iterable[AxisMark], newest: frozenset[str]
) -> tuple[AxisMark, ...]:
    """Scope once shown stays shown; more of it has to come from the newest words."""
    axes = {axis.axis: axis for axis in before}
    for axis in now:
        held = axes.get(axis.axis)
        if (held is None or axis.value > held.value) and not newest.isdisjoint(axis.cites):
            axes[axis.axis] = axis
    return tuple(axes.values())


def _findings(
    draft: ReviewDraft, brief: ReviewBrief, objections: Objections
) -> tuple[tuple[Sourced, ...], tuple[str, ...], str]:
    numbered = (*brief.papers.resume, *brief.papers.job, *brief.answers)
    strengths = [
        Sourced(
            text=clipping.clip(claim.text, clipping.FINDING),
            cites=tuple(line.id for line in cited(numbered, claim.cites)),
        )
        for claim in draft.strengths
        if not objections.add("strength", unsupported_claim(claim, brief.papers, brief.answers))
    ]
    gaps = [
        clipping.clip(claim.text, clipping.FINDING)
        for claim in draft.gaps
        if not objections.add("gap", _astray(claim, brief))
    ]
    words = clipping.clip(draft.brief.text, clipping.FINDING)
    if objections.add("brief", _astray(draft.brief, brief)):
        words = next(iter((*gaps, *(strength.text for strength in strengths))), "")
    return tuple(strengths[:_MOST_FINDINGS]), tuple(gaps[:_MOST_FINDINGS]), words


def _astray(claim: Claim, brief: ReviewBrief) -> tuple[str, ...]:
    """What a remark on an answer brings in that neither answer, question nor citation holds."""
    papers = brief.papers
    lines = cited((*papers.resume, *papers.job), claim.cites)
    told = (*brief.answers, *_told_before(brief), *lines, posting(papers))
    said = [_OF_THE_COACH, *(line.text for line in told)]
    if not any(sign.isalpha() for sign in claim.text):
        return ("says nothing",)
    return untraced(claim.text, [*said, *questions_said(brief.question)])


def _told_before(brief: ReviewBrief) -> list[Line]:
    """What was said to other questions: it may be named, to ask why it does not agree."""
    return [line for other in brief.others if other.review for line in other.review.evidence]


def _probes(
    drafts: Iterable[ProbeDraft], brief: ReviewBrief, objections: Objections
) -> tuple[Probe, ...]:
    asked = questions_said(brief.question)
    said = [*(line.text for line in (*brief.answers, *_told_before(brief))), *asked]
    known = (*brief.papers.resume, *brief.papers.earlier, *brief.answers)
    probes: list[Probe] = []
    for draft in drafts:
        text = " ".join(draft.text.split())
        lines = cited(known, draft.about)
        sources = [*said, *(line.text for line in lines)]
        wrong = [
            *unaskable(text, (*asked, *brief.asked), clipping.PROBE_WORDS),
            *untraced(text, sources),
        ]
        if objections.add("probe", wrong):
            continue
        quote = " ".join(draft.quote.split())
        line = cited(brief.answers, [draft.cite])
        if quote and not (line and is_said(quote, line[0])):
            objections.add("probe", [f"“{quote}” is not in the sentence it cites"])
            quote = ""
        other = " ".join(draft.in_other_words.split())
        if other and objections.add("probe in other words", untraced(other, sources)):
            other = ""
        probes.append(
            Probe(
                element=draft.element,
                quote=clipping.clip_words(quote, clipping.QUOTE_WORDS),
                text=text,
                in_other_words=other,
                about=tuple(line.id for line in lines),
            )
        )
    return tuple(probes[:MOST_FOLLOW_UPS])
