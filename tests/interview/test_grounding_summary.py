"""What grounding leaves of a coach's summary: computed numbers, and no verdict of its own."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from builders import PAPERS, QUESTION, SETTING
from interview.coach import ReviewBrief, SummaryBrief
from interview.coach.drafts import (
    Claim,
    MarkDraft,
    ReviewDraft,
    SummaryDraft,
)
from interview.grounding import (
    bare_summary,
    ground_review,
    ground_summary,
)
from interview.model import (
    Closed,
    Element,
    Level,
    Line,
    Question,
    Readiness,
)

ANSWERS = (
    Line(id="A1.1", text="It was lock contention on the ledger table."),
    Line(id="A1.2", text="I traced ten slow requests and moved the hot rows out."),
)
ASKED = Question(id=UUID(int=1), number=2, attempt=1, asked=QUESTION)


def closed(number: int, level: Level = Level.NOT_SHOWN) -> Question:
    draft = ReviewDraft(
        marks=tuple(MarkDraft(element=e, value=1, cites=("A1.2",)) for e in Element),
        brief=Claim(text="Clear cause; what changed is missing.", cites=("A1.1",)),
    )
    brief = ReviewBrief(papers=PAPERS, question=ASKED, answers=ANSWERS)
    review, _ = ground_review(draft, brief, "rules v1")
    return replace(
        ASKED,
        id=UUID(int=number),
        number=number,
        review=replace(review, level=level),
        closed=Closed.JUDGED,
    )


def summary_brief(*questions: Question) -> SummaryBrief:
    return SummaryBrief(
        papers=PAPERS,
        questions=questions,
        overall_score=6.0,
        readiness=Readiness.ALMOST_READY,
    )


def test_a_summary_keeps_computed_numbers_and_drops_invented_ones_and_other_verdicts() -> None:
    draft = SummaryDraft(
        assessment="Almost Ready at 6.0. You are Ready. You beat 80 % of candidates.",
        strengths=("You traced ten slow requests", "Kubernetes"),
        areas=("Question 2 has no result", "Question 2 has no result"),
        priorities=("Say " + "what changed, and " * 20,),
        next_steps="Take question 3 again. Read 12 books.",
    )
    brief = summary_brief(closed(1), closed(2), closed(3))
    summary, objections = ground_summary(draft, brief)
    assert summary.assessment == (
        "Almost Ready at 6.0. "
        "No answer showed how wide your scope is, so level plays no part in this."
    )
    assert summary.strengths == ("You traced ten slow requests",)
    assert summary.areas == ("Question 2 has no result",)
    assert len(summary.priorities[0]) <= 100
    assert summary.next_steps == "Take question 3 again."
    assert len(objections) == 4


def test_a_summary_without_a_coach_has_its_numbers_and_plain_words() -> None:
    skipped = replace(ASKED, id=UUID(int=4), number=4, closed=Closed.SKIPPED)
    questions = (closed(1, Level.L5A), closed(2), closed(3), skipped)
    summary = bare_summary(SETTING, questions)
    assert summary.assessment == "Almost Ready: 3 questions answered, 6.0 of 10 on average."
    assert [line.score for line in summary.lines] == [6, 6, 6, None]
    assert (summary.overall_score, summary.answered) == (6.0, 3)


def test_where_nothing_was_scored_there_is_no_summary() -> None:
    with pytest.raises(ValueError, match="nothing was scored"):
        bare_summary(SETTING, (ASKED,))
