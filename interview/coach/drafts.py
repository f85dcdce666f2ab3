"""What a coach may *claim*: drafts, each claim with the ids of the lines it rests on.

A draft is never shown. `interview.grounding` turns it into values that may be; whatever it cites
wrongly is sent back once and then cut. A coach gives marks, never a score, level or readiness.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from interview.model import Axis, Element


class _Draft(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Claim(_Draft):
    """A sentence about the candidate, and the line ids (`R…`, `J…`, `A…`) that support it.

    `asks` is the question that would fill a slot in it, where it has one.
    """

    text: str
    cites: tuple[str, ...] = ()
    asks: str = ""


class QuestionDraft(_Draft):
    """One question of at most 45 words, the same in other words, and a smaller one."""

    question: Claim
    in_other_words: str
    easier: str


class MarkDraft(_Draft):
    element: Element
    value: Literal[0, 1, 2]
    cites: tuple[str, ...] = ()
    reason: str = ""


class AxisDraft(_Draft):
    axis: Axis
    value: Literal[0, 1, 2]
    cites: tuple[str, ...] = ()


class ProbeDraft(_Draft):
    """A follow-up on one element; `cite` names the sentence it quotes, if any.

    `about` are the ids of the lines it asks about where it is after a claim: two that do not
    agree, or one that nothing bears out.
    """

    element: Element
    text: str
    in_other_words: str = ""
    cite: str = ""
    quote: str = ""
    about: tuple[str, ...] = ()


class ReviewDraft(_Draft):
    """Marks with citations and what follows from them.

    `no_answer` says that all answers together are blank, gibberish or a copy; `own_action` and
    `habit` feed the caps; `contradicts` holds pairs of line ids that cannot both be true and were
    not cleared up since, the newer line last.
    """

    marks: tuple[MarkDraft, ...]
    axes: tuple[AxisDraft, ...] = ()
    no_answer: bool = False
    own_action: bool = True
    habit: bool = False
    contradicts: tuple[tuple[str, str], ...] = ()
    strengths: tuple[Claim, ...] = ()
    gaps: tuple[Claim, ...] = ()
    brief: Claim
    probes: tuple[ProbeDraft, ...] = ()


class FeedbackDraft(_Draft):
    """Assessment (2–3 sentences), coaching (2–3 paragraphs of advice) and the revised answer."""

    assessment: tuple[Claim, ...]
    coaching: tuple[str, ...]
    revised: tuple[Claim, ...]


class SummaryDraft(_Draft):
    """The words around computed numbers: ≤ 350 characters, three lists of ≤ 3 × 100, ≤ 250."""

    assessment: str
    strengths: tuple[str, ...]
    areas: tuple[str, ...]
    priorities: tuple[str, ...]
    next_steps: str
