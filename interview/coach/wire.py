"""What a model writes: one schema for all four tasks, in compact keys; drafts are made of it here.

One schema, because changing it empties the model's prompt cache; short keys, because a candidate
waits for every token. All fields are required and reasons come before verdicts, since a model
writes them in this order. Quotations are ids: code prints what they stand for.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from interview.coach.drafts import (
    AxisDraft,
    Claim,
    FeedbackDraft,
    MarkDraft,
    ProbeDraft,
    QuestionDraft,
    ReviewDraft,
    SummaryDraft,
)
from interview.grounding.clipping import QUOTE_WORDS, clip_words
from interview.model import Axis, Element, Line


def _folded(value: Any) -> Any:
    """Enum words in lower case: no server guarantees how they are written."""
    return value.strip().lower() if isinstance(value, str) else value


_Element = Annotated[
    Literal["fit", "specific", "action", "result", "lesson"], BeforeValidator(_folded)
]
_Axis = Annotated[Literal["span", "ambiguity", "influence", "horizon"], BeforeValidator(_folded)]
_Flag = Annotated[Literal["no_answer", "no_own_action", "only_a_habit"], BeforeValidator(_folded)]
_Value = Literal[0, 1, 2]


class _Wire(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", hide_input_in_errors=True, populate_by_name=True
    )


class Said(_Wire):
    """A sentence and the ids of the lines it rests on."""

    cites: list[str] = Field(alias="c")
    text: str = Field(alias="t")

    def claim(self) -> Claim:
        return Claim(text=self.text, cites=tuple(_ids(self.cites)))


class Marked(_Wire):
    """One element: the sentences that show it, why in at most eight words, then the value."""

    cites: list[str] = Field(alias="c")
    why: str = Field(alias="w")
    value: _Value = Field(alias="v")


class Scope(_Wire):
    axis: _Axis = Field(alias="a")
    cites: list[str] = Field(alias="c")
    value: _Value = Field(alias="v")


class Pair(_Wire):
    """Two lines that cannot both be true."""

    one: str
    other: str


class Asked(_Wire):
    """A follow-up; `quotes` is the id of the sentence it builds on, or empty."""

    element: _Element = Field(alias="e")
    quotes: str = Field(alias="c")
    text: str = Field(alias="t")


class QuestionReply(_Wire):
    kind: Literal["question"]
    notes: str
    question: Said = Field(alias="q")
    in_other_words: str = Field(alias="o")
    easier: str

    def draft(self, answers: Iterable[Line] = ()) -> QuestionDraft:
        return QuestionDraft(
            question=self.question.claim(), in_other_words=self.in_other_words, easier=self.easier
        )


class ReviewReply(_Wire):
    kind: Literal["review"]
    fit: Marked = Field(alias="f")
    specific: Marked = Field(alias="s")
    action: Marked = Field(alias="a")
    result: Marked = Field(alias="r")
    lesson: Marked = Field(alias="l")
    flags: list[_Flag] = Field(alias="g")
    scope: list[Scope] = Field(alias="x")
    contradicts: list[Pair] = Field(alias="d")
    landed: list[Said] = Field(alias="p")
    missing: list[Said] = Field(alias="m")
    brief: Said = Field(alias="b")
    follow_ups: list[Asked] = Field(alias="q")

    def draft(self, answers: Iterable[Line] = ()) -> ReviewDraft:
        """The draft; what a follow-up quotes is the sentence's own opening words."""
        said = {line.id: line.text for line in answers}
        pairs = tuple((_id(pair.one), _id(pair.other)) for pair in self.contradicts)
        marks = {
            Element.FIT: self.fit,
            Element.SPECIFIC: self.specific,
            Element.ACTION: self.action,
            Element.RESULT: self.result,
            Element.LESSON: self.lesson,
        }
        return ReviewDraft(
            marks=tuple(
                MarkDraft(
                    element=element,
                    value=mark.value,
                    cites=tuple(_ids(mark.cites)),
                    reason=mark.why,
                )
                for element, mark in marks.items()
            ),
            axes=tuple(
                AxisDraft(axis=Axis(it.axis), value=it.value, cites=tuple(_ids(it.cites)))
                for it in self.scope
            ),
            no_answer="no_answer" in self.flags,
            own_action="no_own_action" not in self.flags,
            habit="only_a_habit" in self.flags,
            contradicts=pairs,
            strengths=tuple(it.claim() for it in self.landed),
            gaps=tuple(it.claim() for it in self.missing),
            brief=self.brief.claim(),
            probes=tuple(_probe(it, said, pairs) for it in self.follow_ups),
        )


class FeedbackReply(_Wire):
    kind: Literal["feedback"]
    assessment: list[Said] = Field(alias="a")
    coaching: list[str] = Field(alias="p")
    revised: list[Said] = Field(alias="r")

    def draft(self, answers: Iterable[Line] = ()) -> FeedbackDraft:
        return FeedbackDraft(
            assessment=tuple(it.claim() for it in self.assessment),
            coaching=tuple(self.coaching),
            revised=tuple(it.claim() for it in self.revised),
        )


class SummaryReply(_Wire):
    kind: Literal["summary"]
    assessment: str = Field(alias="a")
    strengths: list[str] = Field(alias="s")
    areas: list[str] = Field(alias="i")
    priorities: list[str] = Field(alias="p")
    next_steps: str = Field(alias="n")

    def draft(self, answers: Iterable[Line] = ()) -> SummaryDraft:
        return SummaryDraft(
            assessment=self.assessment,
            strengths=tuple(self.strengths),
            areas=tuple(self.areas),
            priorities=tuple(self.priorities),
            next_steps=self.next_steps,
        )


class Reply(_Wire):
    """The root: whatever the task, one object under `result`."""

    result: QuestionReply | ReviewReply | FeedbackReply | SummaryReply


def _probe(asked: Asked, said: dict[str, str], pairs: Iterable[tuple[str, str]]) -> ProbeDraft:
    """A follow-up may speak of the line it builds on, and of the one that this contradicts."""
    cite = _id(asked.quotes)
    about = [line for pair in pairs if cite in pair for line in pair]
    if cite and cite not in said:
        about.append(cite)
    return ProbeDraft(
        element=Element(asked.element),
        text=asked.text,
        cite=cite if cite in said else "",
        quote=clip_words(said[cite], QUOTE_WORDS) if cite in said else "",
        about=tuple(dict.fromkeys(about)),
    )


def _id(written: str) -> str:
    """An id as it was given out: models put brackets or a different case around it."""
    bare = written.strip(" []()“”\"'.,:")
    return bare[:1].upper() + bare[1:]


def _ids(written: Iterable[str]) -> list[str]:
    return [bare for one in written if (bare := _id(one))]
