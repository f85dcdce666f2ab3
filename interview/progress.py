"""Sessions over time: the trend, where answers are strong and where they are thin.

Only what can be compared is compared: sessions with enough answers, judged throughout by one and
the same engine. Nothing is predicted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from interview import rubric
from interview.model import (
    Competency,
    Difficulty,
    Element,
    Mark,
    Question,
    Readiness,
    Stage,
)

ENOUGH_SESSIONS = 3
"""A direction needs this many comparable sessions; two give a first impression."""

NOTICEABLE = 1.0
"""A smaller change of the mean is within what scores are off by."""


class Direction(StrEnum):
    IMPROVING = "improving"
    STEADY = "steady"
    SLIPPING = "slipping"


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRecord:
    """One interview as history shows it. Times are aware; a naive one raises ValueError."""

    id: UUID
    stage: Stage
    difficulty: Difficulty
    started_at: datetime
    completed_at: datetime | None = None
    overall_score: float | None = None
    readiness: Readiness | None = None
    answered: int = 0
    engine: str = ""
    job_title: str = ""
    company: str = ""

    def __post_init__(self) -> None:
        for time in (self.started_at, self.completed_at):
            if time is not None and time.utcoffset() is None:
                raise ValueError("a session's times need a time zone")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """First and latest comparable session; `direction` is None while it is a first impression."""

    first: float
    latest: float
    sessions: int
    direction: Direction | None

    @property
    def improvement(self) -> float:
        # Means of whole scores differ by fifths at least; this only removes binary dust.
        return round(self.latest - self.first, 6)

    @property
    def first_impression(self) -> bool:
        return self.direction is None


def comparable(records: Iterable[SessionRecord]) -> tuple[SessionRecord, ...]:
    """The sessions a trend may use, oldest first: those of the engine that judged the newest."""
    sound = sorted(
        (
            record
            for record in records
            if record.completed_at is not None
            and record.overall_score is not None
            and record.answered >= rubric.ENOUGH_ANSWERS
            and record.readiness is not Readiness.MIXED_COACHES
        ),
        key=lambda record: record.started_at,
    )
    return tuple(record for record in sound if record.engine == sound[-1].engine)


def improvement_trend(records: Iterable[SessionRecord]) -> Trend | None:
    """How the overall score moved from the first comparable session to the latest, if two are."""
    scores = [r.overall_score for r in comparable(records) if r.overall_score is not None]
    if len(scores) < 2:
        return None
    change = round(scores[-1] - scores[0], 6)
    direction = None
    if len(scores) >= ENOUGH_SESSIONS:
        direction = Direction.STEADY
        if abs(change) >= NOTICEABLE:
            direction = Direction.IMPROVING if change > 0 else Direction.SLIPPING
    return Trend(first=scores[0], latest=scores[-1], sessions=len(scores), direction=direction)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The final marks of one question, of whatever session."""

    competency: Competency
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One competency and element: the mean mark (0 to 2) over so many questions."""

    competency: Competency
    element: Element
    mean: float
    questions: int


HeatMap = Mapping[Competency, Mapping[Element, Spot]]


def judged(questions: Iterable[Question]) -> tuple[Judged, ...]:
    """The final marks of one session's questions."""
    return tuple(
        Judged(competency=question.asked.competency, marks=question.review.marks)
        for question in rubric.finals(questions)
        if question.review
    )


def heat_map(questions: Iterable[Judged]) -> HeatMap:
    """How far each element was shown in each competency that was asked about."""
    values: dict[Competency, dict[Element, list[int]]] = {}
    for question in questions:
        row = values.setdefault(question.competency, {element: [] for element in Element})
        for mark in question.marks:
            row[mark.element].append(mark.value)
    return {
        competency: {
            element: Spot(
                competency=competency,
                element=element,
                mean=sum(marks) / len(marks),
                questions=len(marks),
            )
            for element, marks in row.items()
            if marks
        }
        for competency, row in values.items()
    }


def weakest_spots(spots: HeatMap, most: int = 3) -> tuple[Spot, ...]:
    """The thinnest spots, those seen more often first among equals; never one that is full."""
    every = [spot for row in spots.values() for spot in row.values() if spot.mean < 2]
    return tuple(sorted(every, key=lambda spot: (spot.mean, -spot.questions))[:most])
