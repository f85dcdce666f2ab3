"""Feedback: a revised answer of true sentences and open slots, advice that invents no figure."""

from __future__ import annotations

from collections.abc import Iterable

from interview.coach import ReviewBrief
from interview.coach.drafts import Claim, FeedbackDraft
from interview.evidence import cited, sentences
from interview.grounding import clipping
from interview.grounding.deeds import inflated
from interview.grounding.objections import (
    Objections,
    posting,
    questions_said,
    unsupported_claim,
)
from interview.grounding.truth import SLOT, untraced
from interview.model import Feedback, Sourced
from interview.reading import plain

FIGURE = "‹add: your figure›"
NAME = "‹add: who or what it was›"
OWN_WORDS = "‹add: what you did here›"

_MOST_PARAGRAPHS = 3
_KNOWN_TO_ALL = "STAR, level L4, L5A, L5B"
_NOTHING_LEFT = "Your answer is above as you gave it, with what landed and what is missing."


def ground_feedback(draft: FeedbackDraft, brief: ReviewBrief) -> tuple[Feedback, tuple[str, ...]]:
    """The feedback with unsupported claims cut: out of prose, and into slots where revised."""
    objections = Objections()
    known = _known(brief)
    assessment, lost = _assessment(draft.assessment, brief, known, objections)
    coaching, unfounded = _coaching(draft.coaching, known, objections)
    revised, replaced = _revised(draft.revised, brief, objections)
    review = brief.question.review
    return Feedback(
        overall_assessment=assessment or (review.brief if review else "") or _NOTHING_LEFT,
        coaching=coaching,
        revised=revised,
        cut=lost + unfounded + replaced,
    ), objections.told


def _known(brief: ReviewBrief) -> list[str]:
    papers = brief.papers
    lines = (*papers.resume, *papers.job, *brief.answers, posting(papers))
    review = brief.question.review
    shown = (f"{review.score} of 10",) if review else ()
    return [*(line.text for line in lines), *questions_said(brief.question), *shown, _KNOWN_TO_ALL]


def _assessment(
    claims: Iterable[Claim], brief: ReviewBrief, known: list[str], objections: Objections
) -> tuple[str, int]:
    """Praise may not widen anybody's part; a lack may be named without citing what is not there."""
    papers, lost = brief.papers, 0
    kept: list[str] = []
    for claim in claims:
        lines = cited((*papers.resume, *brief.answers), claim.cites)
        wider = inflated(claim.text, lines) if lines else ()
        if objections.add("assessment", [*untraced(claim.text, known, advice=True), *wider]):
            lost += 1
        else:
            kept.append(" ".join(claim.text.split()))
    return " ".join(clipping.fit(kept, clipping.ASSESSMENT)), lost


def _coaching(
    paragraphs: Iterable[str], known: list[str], objections: Objections
) -> tuple[tuple[str, ...], int]:
    kept: list[str] = []
    lost, left = 0, clipping.COACHING
    for paragraph in paragraphs:
        sound = []
        for sentence in sentences(paragraph):
            if objections.add("coaching", untraced(sentence, known, advice=True)):
                lost += 1
            else:
                sound.append(sentence)
        fitting = " ".join(clipping.fit(sound, left)) if left > 0 else ""
        if fitting and len(kept) < _MOST_PARAGRAPHS:
            kept.append(fitting)
            left -= len(fitting) + 2
    return tuple(kept), lost


def _revised(
    claims: Iterable[Claim], brief: ReviewBrief, objections: Objections
) -> tuple[tuple[Sourced, ...], int]:
    known = (*brief.papers.resume, *brief.papers.job, *brief.answers)
    kept: list[Sourced] = []
    replaced = 0
    for claim in claims:
        text = " ".join(claim.text.split())
        if not plain(text):
            continue
        reasons = unsupported_claim(claim, brief.papers, brief.answers)
        if objections.add(f"revised answer, “{clipping.clip(text, 60)}”", reasons):
            kept.append(Sourced(text=_slot(reasons)))
            replaced += 1
        elif plain(SLOT.sub("", text)):
            ids = tuple(line.id for line in cited(known, claim.cites))
            kept.append(Sourced(text=text, cites=ids))
        else:
            kept.append(Sourced(text=text))
    return _fitting(kept), replaced


def _slot(reasons: Iterable[str]) -> str:
    said = " ".join(reasons)
    if "the number" in said:
        return FIGURE
    return NAME if "the name" in said else OWN_WORDS


def _fitting(revised: list[Sourced]) -> tuple[Sourced, ...]:
    """Whole sentences that fit, from the front; the same slot never twice in a row."""
    kept: list[Sourced] = []
    left = clipping.REVISED
    for sentence in revised:
        if kept and not sentence.cites and kept[-1].text == sentence.text:
            continue
        if not kept:
            sentence = Sourced(text=clipping.clip(sentence.text, left), cites=sentence.cites)
        if len(sentence.text) <= left:
            kept.append(sentence)
            left -= len(sentence.text) + 1
    return tuple(kept)
