"""Sessions over time: what may be compared, and what a trend may say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from interview.model import Competency, Difficulty, Element, Mark, Readiness, Stage
from interview.progress import (
    Direction,
    Judged,
    SessionRecord,
    comparable,
    heat_map,
    improvement_trend,
    weakest_spots,
)

BEGAN = datetime(2026, 5, 1, 9, tzinfo=UTC)


def record(day: int, score: float | None = 6.0, **changes: object) -> SessionRecord:
    fields: dict[str, object] = {
        "id": UUID(int=day),
        "stage": Stage.HIRING_MANAGER,
        "difficulty": Difficulty.MEDIUM,
        "started_at": BEGAN + timedelta(days=day),
        "completed_at": BEGAN + timedelta(days=day, hours=1),
        "overall_score": score,
        "readiness": Readiness.ALMOST_READY,
        "answered": 5,
        "engine": "rules v1",
    }
    return SessionRecord(**(fields | changes))  # type: ignore[arg-type]


def test_one_session_is_no_trend_and_two_are_a_first_impression() -> None:
    assert improvement_trend([]) is None
    assert improvement_trend([record(1)]) is None
    trend = improvement_trend([record(2, 9.0), record(1, 5.0)])
    assert trend is not None
    assert (trend.first, trend.latest, trend.improvement) == (5.0, 9.0, 4.0)
    assert trend.first_impression


@pytest.mark.parametrize(
    ("first", "latest", "direction"),
    [
        (5.0, 6.0, Direction.IMPROVING),
        (7.2, 8.2, Direction.IMPROVING),
        (5.0, 5.8, Direction.STEADY),
        (7.8, 7.0, Direction.STEADY),
        (7.8, 6.8, Direction.SLIPPING),
    ],
)
def test_three_sessions_have_a_direction_where_the_change_is_at_least_one(
    first: float, latest: float, direction: Direction
) -> None:
    trend = improvement_trend([record(1, first), record(2, 2.0), record(3, latest)])
    assert trend is not None
    assert trend.direction is direction


@pytest.mark.parametrize(
    "other",
    [
        record(2, 9.0, answered=2, readiness=Readiness.NOT_ENOUGH_ANSWERS),
        record(2, 9.0, readiness=Readiness.MIXED_COACHES),
        record(2, 9.0, engine="rules v0"),
        record(2, None),
        record(2, 9.0, completed_at=None),
    ],
)
def test_what_cannot_be_compared_is_in_no_trend(other: SessionRecord) -> None:
    sessions = [record(1), other, record(3)]
    assert [session.id.int for session in comparable(sessions)] == [1, 3]


def test_a_naive_time_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        record(1, started_at=datetime(2026, 5, 1))  # noqa: DTZ001 - the point of the test


def judged(competency: Competency, *values: int) -> Judged:
    marks = tuple(
        Mark(element=element, value=value) for element, value in zip(Element, values, strict=True)
    )
    return Judged(competency=competency, marks=marks)


def test_the_heat_map_is_the_mean_of_marks_and_the_weakest_spots_come_first() -> None:
    spots = heat_map(
        [
            judged(Competency.LEADERSHIP, 2, 2, 1, 0, 2),
            judged(Competency.LEADERSHIP, 2, 2, 2, 0, 2),
            judged(Competency.MOTIVATION, 2, 2, 2, 2, 0),
        ]
    )
    assert spots[Competency.LEADERSHIP][Element.ACTION].mean == 1.5
    weakest = weakest_spots(spots)
    assert [(spot.competency, spot.element) for spot in weakest] == [
        (Competency.LEADERSHIP, Element.RESULT),
        (Competency.MOTIVATION, Element.LESSON),
        (Competency.LEADERSHIP, Element.ACTION),
    ]
    assert [spot.questions for spot in weakest] == [2, 1, 2]
