"""The customer's results, with the customer's field names, read from an interview as it stands.

Nothing is judged or made up here: what was not answered is None, and reading twice gives the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from interview import rubric
from interview.grounding import question_lines
from interview.model import (
    TOTAL_QUESTIONS,
    Competency,
    Difficulty,
    Interview,
    Level,
    Question,
    Readiness,
    Stage,
    Summary,
)
from interview.progress import SessionRecord, Trend, improvement_trend as trend_of


class _Result(BaseModel):
    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)


class FirstQuestionResponse(_Result):
    question_id: str
    question_text: str
    competency_tested: Competency
    question_number: int


class StartMockInterviewResponse(_Result):
    session_id: str
    interview_stage: Stage
    difficulty_level: Difficulty
    first_question: FirstQuestionResponse


class SubmitResponseResponse(_Result):
    """`should_continue` is True exactly when there is a follow-up to answer."""

    response_recorded: bool
    follow_up_question: str | None = None
    should_continue: bool
    brief_feedback: str


class QuestionFeedbackResponse(_Result):
    """`coaching` and `revised_answer` are empty until they are written."""

    question_text: str
    all_responses: list[str]
    score: int = Field(ge=1, le=10)
    level_demonstrated: Level
    what_landed: list[str]
    what_didnt_land: list[str]
    overall_assessment: str = ""
    coaching: str = ""
    revised_answer: str = ""


class SessionProgress(_Result):
    questions_completed: int
    average_score: float | None


class NextQuestionResponse(_Result):
    question_id: str
    question_text: str
    competency_tested: Competency
    question_number: int
    total_questions: int
    session_progress: SessionProgress


class QuestionSummary(_Result):
    question_number: int
    question_text: str
    score: int | None
    brief_feedback: str


class SessionFeedback(_Result):
    overall_assessment: str
    key_strengths: list[str]
    areas_to_improve: list[str]
    coaching_priorities: list[str]
    readiness_score: Readiness
    next_steps: str


class EndMockInterviewResponse(_Result):
    """`overall_score` and `session_feedback` are None where nothing was answered."""

    session_id: str
    overall_score: float | None
    questions_completed: int
    session_feedback: SessionFeedback | None
    question_summaries: list[QuestionSummary]


class MockInterviewSessionSchema(_Result):
    session_id: str
    interview_stage: Stage
    started_at: AwareDatetime
    completed_at: AwareDatetime | None
    overall_score: float | None
    questions_completed: int
    readiness_score: Readiness | None = None


class ImprovementTrend(_Result):
    """`first_impression` says that there are too few sessions to speak of a direction."""

    first_session_score: float
    latest_session_score: float
    improvement: str
    first_impression: bool


class SessionHistoryResponse(_Result):
    sessions: list[MockInterviewSessionSchema]
    improvement_trend: ImprovementTrend | None = None


def started(interview: Interview) -> StartMockInterviewResponse | None:
    """The interview and its first question; None until that is asked."""
    if not interview.questions:
        return None
    first = interview.questions[0]
    return StartMockInterviewResponse(
        session_id=str(interview.id),
        interview_stage=interview.setting.stage,
        difficulty_level=interview.setting.difficulty,
        first_question=FirstQuestionResponse(
            question_id=str(first.id),
            question_text=first.asked.text,
            competency_tested=first.asked.competency,
            question_number=first.number,
        ),
    )


def responded(question: Question) -> SubmitResponseResponse:
    """What became of the newest answer: a follow-up that waits for words, or none."""
    last = max((answer.number for answer in question.answers), default=0)
    waits = question.closed is None and bool(question.follow_ups) and last < question.slot
    follow_up = question.follow_ups[-1].text if waits else None
    return SubmitResponseResponse(
        response_recorded=question.answered,
        follow_up_question=follow_up,
        should_continue=follow_up is not None,
        brief_feedback=question.review.brief if question.review else "",
    )


def question_feedback(question: Question) -> QuestionFeedbackResponse | None:
    """The judgement on one question as it stands; None where nothing was judged."""
    review, feedback = question.review, question.feedback
    if review is None:
        return None
    return QuestionFeedbackResponse(
        question_text=question.asked.text,
        all_responses=[answer.text for answer in question.answers],
        score=review.score,
        level_demonstrated=review.level,
        what_landed=list(review.strengths),
        what_didnt_land=list(review.gaps),
        overall_assessment=feedback.overall_assessment if feedback else "",
        coaching="\n\n".join(feedback.coaching) if feedback else "",
        revised_answer=feedback.revised_answer if feedback else "",
    )


def session_progress(interview: Interview) -> SessionProgress:
    return SessionProgress(
        questions_completed=rubric.answered(interview.questions),
        average_score=rubric.mean(interview.questions),
    )


def next_question(interview: Interview) -> NextQuestionResponse | None:
    """The question last asked and how far the interview has come; None until one is."""
    question = interview.current
    if question is None:
        return None
    return NextQuestionResponse(
        question_id=str(question.id),
        question_text=question.asked.text,
        competency_tested=question.asked.competency,
        question_number=question.number,
        total_questions=TOTAL_QUESTIONS,
        session_progress=session_progress(interview),
    )


def session_feedback(summary: Summary) -> SessionFeedback:
    return SessionFeedback(
        overall_assessment=summary.assessment,
        key_strengths=list(summary.strengths),
        areas_to_improve=list(summary.areas),
        coaching_priorities=list(summary.priorities),
        readiness_score=summary.readiness,
        next_steps=summary.next_steps,
    )


def ended(interview: Interview) -> EndMockInterviewResponse:
    """The outcome: numbers from the questions, words from the summary, if there is one."""
    summary = interview.summary
    lines = summary.lines if summary else question_lines(interview.questions)
    return EndMockInterviewResponse(
        session_id=str(interview.id),
        overall_score=summary.overall_score if summary else rubric.mean(interview.questions),
        questions_completed=rubric.answered(interview.questions),
        session_feedback=session_feedback(summary) if summary else None,
        question_summaries=[
            QuestionSummary(
                question_number=line.number,
                question_text=line.text,
                score=line.score,
                brief_feedback=line.brief,
            )
            for line in lines
        ],
    )


def history(records: Iterable[SessionRecord]) -> SessionHistoryResponse:
    """All sessions, newest first, and the trend among those that can be compared."""
    records = sorted(records, key=_begun, reverse=True)
    trend = trend_of(records)
    return SessionHistoryResponse(
        sessions=[
            MockInterviewSessionSchema(
                session_id=str(record.id),
                interview_stage=record.stage,
                started_at=record.started_at,
                completed_at=record.completed_at,
                overall_score=record.overall_score,
                questions_completed=record.answered,
                readiness_score=record.readiness,
            )
            for record in records
        ],
        improvement_trend=_trend(trend) if trend else None,
    )


def _begun(record: SessionRecord) -> datetime:
    return record.started_at


def _trend(trend: Trend) -> ImprovementTrend:
    how = trend.direction or "first impression"
    return ImprovementTrend(
        first_session_score=trend.first,
        latest_session_score=trend.latest,
        improvement=f"{trend.improvement:+.1f} ({how})",
        first_impression=trend.first_impression,
    )
