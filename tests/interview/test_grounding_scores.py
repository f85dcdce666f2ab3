"""Scores are computed: a coach that states another one is not believed, whoever told it to."""

from __future__ import annotations

from uuid import UUID

import pytest

from builders import ANSWER, PAPERS, QUESTION, review
from interview.coach import ReviewBrief, SummaryBrief
from interview.coach.drafts import Claim, FeedbackDraft, SummaryDraft
from interview.evidence import number_answers
from interview.grounding import ground_feedback, ground_summary
from interview.grounding.objections import misstated
from interview.model import Answer, Closed, Message, Question, Readiness

SAID = ["I asked 8 of 10 shops.", "6 of 10"]
ASKED = Question(
    id=UUID(int=1),
    number=1,
    attempt=1,
    asked=QUESTION,
    answers=(Answer(number=1, parts=(Message(ts="1789000001.000000", text=ANSWER),)),),
    version=1,
    review=review(6),
    closed=Closed.JUDGED,
)
BRIEF = ReviewBrief(papers=PAPERS, question=ASKED, answers=number_answers(ASKED.answers, ()))


@pytest.mark.parametrize(
    "text",
    [
        "Score: 10.",
        "You scored 10.",
        "This is 9/10.",
        "Ten out of ten!",
        "A score of 8",
        "7.5 of 10",
    ],
)
def test_another_score_than_the_computed_one_is_objected_to(text):
    assert misstated(text, (6,), SAID)


@pytest.mark.parametrize(
    "text",
    [
        "Your score is 6.",
        "That is six out of ten.",
        "Say which 8 of 10 shops agreed.",
        "You scored 12 % higher than before.",
        "Raise the score with a result.",
    ],
)
def test_the_computed_score_and_somebodys_own_words_may_stand(text):
    assert not misstated(text, (6,), SAID)


def test_feedback_shows_no_other_score():
    draft = FeedbackDraft(
        assessment=(Claim(text="You earned 10 of 10."), Claim(text="A clear cause.")),
        coaching=("Score: 10. Say what changed.",),
        revised=(),
    )
    feedback, objections = ground_feedback(draft, BRIEF)
    assert feedback.overall_assessment == "A clear cause."
    assert feedback.coaching == ("Say what changed.",)
    assert feedback.cut == 2
    assert len(objections) == 2


def test_a_summary_shows_no_other_score():
    brief = SummaryBrief(
        papers=PAPERS, questions=(ASKED,), overall_score=6.0, readiness=Readiness.NOT_ENOUGH_ANSWERS
    )
    draft = SummaryDraft(
        assessment="You scored 10 of 10. Your mean is 6.0 of 10.",
        strengths=(),
        areas=(),
        priorities=(),
        next_steps="Tell one answer again.",
    )
    summary, objections = ground_summary(draft, brief)
    assert "10 of 10" not in summary.assessment
    assert "6.0 of 10" in summary.assessment
    assert len(objections) == 1
