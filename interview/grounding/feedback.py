"""Feedback: a revised answer of true sentences and open slots, advice that invents no figure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from interview.coach import ReviewBrief
from interview.coach.drafts import Claim, FeedbackDraft
from interview.evidence import cited
from interview.grounding import clipping, slots
from interview.grounding.deeds import inflated
from interview.grounding.objections import (
    Objections,
    misstated,
    posting,
    questions_said,
    unsupported_claim,
)
from interview.grounding.truth import SLOT, untraced
from interview.model import Feedback, Sourced
from interview.reading import plain
from interview.sentences import sentences

_MOST_PARAGRAPHS = 3
_NO_DEED = re.compile(r"\bled (?:to|somewhere|nowhere)\b|\bto build on\b", re.I)
"""What a deed led to is an outcome, and leads nobody; what can be built on is not built yet."""

_KNOWN_TO_ALL = "STAR, level L4, L5A, L5B"
_NOTHING_LEFT = "Your answer is above as you gave it, with what landed and what is missing."


def ground_feedback(draft: FeedbackDraft, brief: ReviewBrief) -> tuple[Feedback, tuple[str, ...]]:
    """The feedback with unsupported claims cut: out of prose, and into slots where revised."""
    objections = Objections()
    known = _known(brief)
    assessment, lost = _assessment(draft.assessment, brief, known, objections)
    coaching, unfounded = _coaching(draft.coaching, brief, known, objections)
    revised, replaced = _revised(draft.revised, brief, known, objections)
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


def _scores(brief: ReviewBrief) -> tuple[float, ...]:
    review = brief.question.review
    return (review.score,) if review else ()


def _assessment(
    claims: Iterable[Claim], brief: ReviewBrief, known: list[str], objections: Objections
) -> tuple[str, int]:
    """Praise may not widen anybody's part; a lack may be named without citing what is not there.

    Where a claim cites nothing, all that the candidate has told is what it has to keep to.
    """
    own, lost = (*brief.papers.resume, *brief.answers), 0
    kept: list[str] = []
    for claim in claims:
        wider = inflated(_NO_DEED.sub("", claim.text), cited(own, claim.cites) or own)
        wrong = [*untraced(claim.text, known, advice=True), *wider]
        wrong += misstated(claim.text, _scores(brief), known)
        if objections.add("assessment", wrong):
            lost += 1
        else:
            kept.append(" ".join(claim.text.split()))
    return " ".join(clipping.fit(kept, clipping.ASSESSMENT)), lost


def _coaching(
    paragraphs: Iterable[str], brief: ReviewBrief, known: list[str], objections: Objections
) -> tuple[tuple[str, ...], int]:
    kept: list[str] = []
    scores = _scores(brief)
    lost, left = 0, clipping.COACHING
    for paragraph in paragraphs:
        sound = []
        for sentence in sentences(paragraph):
            wrong = [*untraced(sentence, known, advice=True), *misstated(sentence, scores, known)]
            if objections.add("coaching", wrong):
                lost += 1
            else:
                sound.append(sentence)
        fitting = " ".join(clipping.fit(sound, left)) if left > 0 else ""
        if fitting and len(kept) < _MOST_PARAGRAPHS:
            kept.append(fitting)
            left -= len(fitting) + 2
    return tuple(kept), lost


def _revised(
    claims: Iterable[Claim], brief: ReviewBrief, known: list[str], objections: Objections
) -> tuple[tuple[Sourced, ...], int]:
    numbered = (*brief.papers.resume, *brief.papers.job, *brief.answers)
    kept: list[Sourced] = []
    replaced = 0
    for claim in claims:
        text = " ".join(claim.text.split())
        if not plain(text):
            continue
        lines = cited(numbered, claim.cites)
        # What a slot asks for may not tell the candidate what to say there.
        wanted = untraced(slots.inside(text), known, advice=True)
        reasons = (*unsupported_claim(claim, brief.papers, brief.answers), *wanted)
        if objections.add(f"revised answer, “{clipping.clip(text, 60)}”", reasons):
            kept.append(slots.cut_slot(reasons, lines))
            replaced += 1
            continue
        ids = tuple(line.id for line in lines) if plain(SLOT.sub("", text)) else ()
        kept.append(Sourced(text=text, cites=ids, asks=_asks(claim, text, known, objections)))
    return _fitting(kept), replaced


def _asks(claim: Claim, text: str, known: list[str], objections: Objections) -> str:
    """The coach's question for a slot, or a plain one where it gave none or brings something in."""
    own = clipping.clip(claim.asks, clipping.FINDING) if SLOT.search(text) else ""
    if own and not objections.add("question for a slot", untraced(own, known, advice=True)):
        return own
    return slots.asked(text)


def _fitting(revised: list[Sourced]) -> tuple[Sourced, ...]:
    """Whole sentences that fit, from the front; the same slot never twice in a row."""
    kept: list[Sourced] = []
    left = clipping.REVISED
    for sentence in revised:
        if kept and not sentence.cites and kept[-1].text == sentence.text:
            continue
        if not kept:
            sentence = replace(sentence, text=clipping.clip(sentence.text, left))
        if len(sentence.text) <= left:
            kept.append(sentence)
            left -= len(sentence.text) + 1
    return tuple(kept)
