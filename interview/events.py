"""What can happen in an interview, in the past tense; nothing here decides what follows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias
from uuid import UUID

from interview.model import Feedback, Message, PreparedQuestion, Review, Summary
from interview.reading import Control


class Task(StrEnum):
    """The coach's work that can fail for good."""

    PREPARE = "prepare"
    REVIEW = "review"
    FEEDBACK = "feedback"


class Alarm(StrEnum):
    """What the passing of time brings."""

    STILL_AT_WORK = "still_at_work"
    SUMMARY_DUE = "summary_due"
    REMINDER_DUE = "reminder_due"
    CLOSING_DUE = "closing_due"


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageSent:
    """The owner wrote something in the thread."""

    message: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageEdited:
    ts: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageDeleted:
    ts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerMoved:
    """Words written elsewhere were pressed into place as an answer to the question."""

    question_id: UUID
    message: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class ButtonPressed:
    """A button did what the word of the same meaning does; it knows its question.

    `question_id` is None for a button of the interview as a whole. `ts` is when it was pressed.
    """

    control: Control
    question_id: UUID | None = None
    ts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoachAskedAgain:
    """The owner wants what the coach gave up on tried again, or done by the rules coach.

    `about` is the id of the question, or the interview's where the next could not be prepared.
    """

    about: UUID
    by_rules: bool = False
    ts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostStood:
    """Slack took the post and gave it a place in the thread."""

    key: str
    ts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostDropped:
    """The post was no longer wanted, or can never be posted."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPrepared:
    number: int
    question: PreparedQuestion


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerReviewed:
    """`version` is that of the question whose words were reviewed."""

    question_id: UUID
    version: int
    review: Review


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackWritten:
    question_id: UUID
    feedback: Feedback


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryWritten:
    summary: Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class CoachFailed:
    """The coach gave up on a task; for PREPARE `version` is the number of the question.

    `limited` says that it may not be asked any more for now.
    """

    task: Task
    question_id: UUID | None = None
    version: int = 0
    limited: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmRang:
    """The alarm that was set at `version` of the interview; any other than the last is stale.

    `ts` is when it rang, by the clock of whoever rang it.
    """

    alarm: Alarm
    version: int
    ts: str


FromCandidate: TypeAlias = (
    MessageSent | MessageEdited | MessageDeleted | AnswerMoved | ButtonPressed | CoachAskedAgain
)
FromCoach: TypeAlias = (
    QuestionPrepared | AnswerReviewed | FeedbackWritten | SummaryWritten | CoachFailed
)
FromWorld: TypeAlias = PostStood | PostDropped | AlarmRang
Event: TypeAlias = FromCandidate | FromCoach | FromWorld
