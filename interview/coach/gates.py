"""What counts for nothing, whoever judges: noise, copies, keywords, praise, orders to the judge.

It only ever takes from a draft: a citation of such a sentence, a mark that rests on nothing else,
the answer as a whole where nothing is left of it.
"""

from __future__ import annotations

from interview.coach import ReviewBrief
from interview.coach.drafts import AxisDraft, MarkDraft, ReviewDraft
from interview.coach.rules.review import reading_of

_STILL_SAID = frozenset({"repetition"})
"""Set aside since it adds nothing, and yet as good a source as the first time."""


def gated(draft: ReviewDraft, brief: ReviewBrief) -> ReviewDraft:
    """The draft without what rests on sentences that show nothing."""
    reading = reading_of(brief)
    void = frozenset(
        sentence.id
        for sentence in reading.sentences
        if sentence.set_aside and sentence.set_aside not in _STILL_SAID
    )
    if not void and reading.counted:
        return draft
    return draft.model_copy(
        update={
            "marks": tuple(_mark(mark, void) for mark in draft.marks),
            "axes": tuple(_axis(axis, void) for axis in draft.axes),
            "no_answer": draft.no_answer or not reading.counted,
        }
    )


def _mark(mark: MarkDraft, void: frozenset[str]) -> MarkDraft:
    cites = tuple(line for line in mark.cites if line not in void)
    return mark if cites == mark.cites else _resting_on(mark, cites)


def _resting_on(mark: MarkDraft, cites: tuple[str, ...]) -> MarkDraft:
    return mark.model_copy(update={"cites": cites, "value": mark.value if cites else 0})


def _axis(axis: AxisDraft, void: frozenset[str]) -> AxisDraft:
    cites = tuple(line for line in axis.cites if line not in void)
    if cites == axis.cites:
        return axis
    return axis.model_copy(update={"cites": cites, "value": axis.value if cites else 0})
