"""The customer's results: their field names, and the same on every reading."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from builders import ANSWER, QUESTION, review, thread_in
from interview import results
from interview.model import Difficulty, Level, Phase, Readiness, Stage
from interview.progress import SessionRecord


def fields(result: object) -> set[str]:
    assert isinstance(result, results.BaseModel)
    return set(json.loads(result.model_dump_json()))


def test_before_a_question_is_asked_there_is_nothing_to_read() -> None:
    interview = thread_in(Phase.PREPARING).interview
    assert results.started(interview) is None
    assert results.next_question(interview) is None
    assert results.ended(interview).overall_score is None


def test_a_started_interview_reads_as_the_customer_asked() -> None:
    started = results.started(thread_in(Phase.QUESTION_OPEN).interview)
    assert started is not None
    assert fields(started) == {
        "session_id",
        "interview_stage",
        "difficulty_level",
        "first_question",
    }
    assert started.first_question.question_text == QUESTION.text
    assert started.first_question.question_number == 1


def test_an_answer_goes_on_only_where_there_is_a_follow_up() -> None:
    thread = thread_in(Phase.UNDER_REVIEW)
    waiting = results.responded(thread.question)
    assert (waiting.should_continue, waiting.follow_up_question) == (False, None)
    thread.reviewed(review())
    followed = results.responded(thread.question)
    assert followed.should_continue
    assert followed.follow_up_question == thread.question.follow_ups[-1].text
    thread.say("It has held at 120 ms since.")
    assert not results.responded(thread.question).should_continue


def test_an_unanswered_question_has_no_feedback_and_never_a_five() -> None:
    question = thread_in(Phase.QUESTION_OPEN).question
    assert results.question_feedback(question) is None
    assert not results.responded(question).response_recorded


def test_feedback_reads_the_same_twice_and_has_every_field() -> None:
    question = thread_in(Phase.FEEDBACK_OUT).question
    first, second = results.question_feedback(question), results.question_feedback(question)
    assert first == second
    assert first is not None
    assert fields(first) == {
        "question_text",
        "all_responses",
        "score",
        "level_demonstrated",
        "what_landed",
        "what_didnt_land",
        "overall_assessment",
        "coaching",
        "revised_answer",
    }
    assert first.all_responses == [ANSWER]
    assert (first.score, first.level_demonstrated) == (6, Level.L5A)
    assert first.coaching
    assert first.revised_answer


def test_the_next_question_comes_with_progress_and_an_average() -> None:
    thread = thread_in(Phase.QUESTION_OPEN)
    at_first = results.next_question(thread.interview)
    assert at_first is not None
    assert at_first.session_progress.average_score is None
    later = results.next_question(thread_in(Phase.FEEDBACK_OUT).interview)
    assert later is not None
    assert (later.total_questions, later.session_progress.questions_completed) == (5, 1)
    assert later.session_progress.average_score == 6.0


def test_an_ended_interview_has_next_steps_among_its_feedback() -> None:
    interview = thread_in(Phase.ENDED).interview
    ended = results.ended(interview)
    assert ended.session_feedback is not None
    assert fields(ended.session_feedback) == {
        "overall_assessment",
        "key_strengths",
        "areas_to_improve",
        "coaching_priorities",
        "readiness_score",
        "next_steps",
    }
    assert ended.session_feedback.readiness_score is Readiness.ALMOST_READY
    assert ended.overall_score == 6.0


def record(day: int, score: float) -> SessionRecord:
    began = datetime(2026, 5, day, tzinfo=UTC)
    return SessionRecord(
        id=UUID(int=day),
        stage=Stage.HIRING_MANAGER,
        difficulty=Difficulty.MEDIUM,
        started_at=began,
        completed_at=began + timedelta(hours=1),
        overall_score=score,
        readiness=Readiness.ALMOST_READY,
        answered=5,
        engine="rules v1",
    )


@pytest.mark.parametrize(
    ("scores", "improvement"),
    [
        ((6.0,), None),
        ((5.0, 6.4), "+1.4 (first impression)"),
        ((5.0, 9.0, 4.0), "-1.0 (slipping)"),
    ],
)
def test_history_is_newest_first_with_a_trend_where_there_is_one(
    scores: tuple[float, ...], improvement: str | None
) -> None:
    history = results.history(record(day, score) for day, score in enumerate(scores, 1))
    assert [session.overall_score for session in history.sessions] == list(reversed(scores))
    trend = history.improvement_trend
    assert (trend.improvement if trend else None) == improvement
