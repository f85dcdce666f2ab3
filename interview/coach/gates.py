"""What counts for nothing, whoever judges: noise, copies, keywords, praise, orders to the judge.

It only ever takes from a draft: a citation of such a sentence, a mark that rests on nothing else,
the answer as a whole where nothing is left of it.
"""

from __future__ import annotations

from interview.coach import ReviewBrief
from interview.coach.drafts import AxisDraft, MarkDraft, ReviewDraft
from interview.coach.rules.cues import INJECTION
from interview.coach.rules.language import is_foreign
from interview.coach.rules.review import reading_of
from interview.coach.rules.signals import Sentence

_STILL_SAID = frozenset({"repetition"})
"""Set aside since it adds nothing, and yet as good a source as the first time."""
_ENGLISH_ONLY = frozenset({"noise", "keywords"})
"""What only words of a language that is known can be told to be."""
_CATCHWORDS = frozenset({"situation", "task", "action", "result", "outcome", "impact"})
_CLOSING = frozenset({"conclusion", "summary"})


def gated(draft: ReviewDraft, brief: ReviewBrief) -> ReviewDraft:
    """The draft without what rests on sentences that show nothing."""
    reading = reading_of(brief)
    said = " ".join(line.text for line in brief.answers)
    void = frozenset(
        sentence.id
        for sentence in reading.sentences
        if sentence.set_aside not in _STILL_SAID and _is_void(sentence, said)
    )
    nothing_left = all(_is_void(sentence, said) for sentence in reading.sentences)
    if not void and not nothing_left:
        return draft
    return draft.model_copy(
        update={
            "marks": tuple(_mark(mark, void) for mark in draft.marks),
            "axes": tuple(_axis(axis, void) for axis in draft.axes),
            "no_answer": draft.no_answer or nothing_left,
        }
    )


def is_order(text: str) -> bool:
    """Whether a sentence tells the judge what to find; it counts for nothing (`gated`)."""
    return INJECTION.search(text) is not None


def _is_void(sentence: Sentence, said: str) -> bool:
    """Whether a sentence of all that was `said` counts for nothing.

    “I took action” names a part of an answer and tells nothing of it.
    """
    if sentence.set_aside in _ENGLISH_ONLY:
        return not (is_foreign(sentence.text) or is_foreign(said))
    names_only = sentence.solid <= _CLOSING and not sentence.stems.isdisjoint(_CATCHWORDS)
    return bool(sentence.set_aside) or names_only


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
