"""Who judges: the `Coach` protocol, what a coach is given, and how it fails.

A coach reads a brief and returns drafts (`interview.coach.drafts`); `interview.coach.grounded`
stands between every coach and the person. Errors:

    CoachError
    ├── CoachRetry     trying again may help (overload, a cut connection)
    └── CoachGiveUp    it will not (refusal, a setting that is wrong)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from interview.coach.drafts import FeedbackDraft, QuestionDraft, ReviewDraft, SummaryDraft
from interview.model import Competency, Line, Question, Readiness, Setting


class CoachError(Exception):
    """A coach could not do its work; the text is for logs and holds no one's words."""


class CoachRetry(CoachError):
    """Trying again may help, not before `after` seconds have gone by."""

    def __init__(self, told: str = "", *, after: float = 0.0) -> None:
        super().__init__(told)
        self.after = after


class CoachGiveUp(CoachError):
    """Trying again will not help."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """What the interview is about: the setting, and resume and job as numbered lines.

    `earlier` are sentences with figures that the candidate said in interviews before this one,
    `E1…`, newest first. They serve to ask where something does not agree; nothing cites them.
    """

    setting: Setting
    resume: tuple[Line, ...]
    job: tuple[Line, ...]
    earlier: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AskBrief:
    """For question `number` (1 to 5) on `competency`; `asked` are questions not to repeat,

    those of earlier interviews included, newest last.
    """

    papers: Papers
    number: int
    competency: Competency
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewBrief:
    """For all answers to one question together.

    `answers` are the numbered sentences of `question.answers`; `question.review` is the review
    before the newest answer, whose marks only change as `interview.rubric` allows; `asked` are
    the follow-ups to other questions of this interview, not to be repeated; `others` are those
    questions themselves, as far as they are closed: to ask where something does not agree.
    """

    papers: Papers
    question: Question
    answers: tuple[Line, ...]
    asked: tuple[str, ...] = ()
    others: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryBrief:
    """For the whole interview: one closed question a number, with the computed outcome."""

    papers: Papers
    questions: tuple[Question, ...]
    overall_score: float
    readiness: Readiness


class Coach(Protocol):
    """An interviewer and coach.

    `objections` are sentences that say what was wrong with the draft before; empty at first.
    Every method may raise `CoachError`.
    """

    @property
    def engine(self) -> str:
        """Name and version, stored with every judgement: scores of two engines never mix."""
        ...

    @property
    def prompt_version(self) -> str:
        """What the coach was told, in a few letters, stored with every judgement; may be empty."""
        ...

    @property
    def label(self) -> str:
        """How the coach is named to a person, with where their words go."""
        ...

    @property
    def plus_minus(self) -> int | None:
        """How many points its scores were measured to be off; None where nobody has measured."""
        ...

    @property
    def two_breaths(self) -> bool:
        """Whether coaching takes long enough that the score should be shown before it."""
        ...

    async def ask(self, brief: AskBrief, objections: tuple[str, ...] = ()) -> QuestionDraft: ...

    async def review(self, brief: ReviewBrief, objections: tuple[str, ...] = ()) -> ReviewDraft: ...

    async def give_feedback(
        self, brief: ReviewBrief, objections: tuple[str, ...] = ()
    ) -> FeedbackDraft: ...

    async def summarise(
        self, brief: SummaryBrief, objections: tuple[str, ...] = ()
    ) -> SummaryDraft: ...
