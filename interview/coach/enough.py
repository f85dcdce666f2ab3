"""Whether what grounding left of a draft is enough to show, or its coach is asked once more.

A second call doubles the wait and the price. It is made where the person would miss something: the
question itself, a mark, the revised answer, the last of a kind. One finding of several, one
sentence of the coaching is cut and not asked for again.
"""

from __future__ import annotations

from interview.coach.drafts import FeedbackDraft, ReviewDraft, SummaryDraft
from interview.model import Feedback, Review, Summary

Objections = tuple[str, ...]

_OPENING = 40
"""Characters by which a sentence is known again, though its end may have been clipped."""


def asks_as_it_is(objections: Objections) -> bool:
    """The same in other words and the easier question have plain ones in their place."""
    return _all_about(objections, "in_other_words", "easier")


def reviews_as_it_is(review: Review, draft: ReviewDraft, objections: Objections) -> bool:
    left = (
        (draft.strengths, review.strengths),
        (draft.gaps, review.gaps),
        (draft.probes, review.probes),
    )
    return _all_about(
        objections, "strength", "gap", "probe", "probe in other words", "axis"
    ) and all(bool(said) == bool(kept) for said, kept in left)


def coaches_as_it_is(feedback: Feedback, draft: FeedbackDraft, objections: Objections) -> bool:
    """The revised answer is what was promised to be right, so it is always sent back."""
    openings = (" ".join(claim.text.split())[:_OPENING] for claim in draft.assessment)
    assessed = any(opening in feedback.overall_assessment for opening in openings)
    return (
        _all_about(objections, "assessment", "coaching", "question for a slot")
        and assessed
        and bool(feedback.coaching)
    )


def sums_up_as_it_is(summary: Summary, draft: SummaryDraft, objections: Objections) -> bool:
    left = (
        (draft.strengths, summary.strengths),
        (draft.areas, summary.areas),
        (draft.priorities, summary.priorities),
    )
    return _all_about(objections, "strength", "area", "priority") and all(
        bool(said) == bool(kept) for said, kept in left
    )


def _all_about(objections: Objections, *parts: str) -> bool:
    said = {objection.partition(":")[0] for objection in objections}
    return all(about in parts or about.partition(" ")[0] in parts for about in said)
