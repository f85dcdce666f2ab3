"""When a model is asked again for a draft that says too much, and when the sentence just goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from builders import PAPERS
from interview.coach import grounded
from interview.model import Closed
from loopback import Body, loopback
from loopback_author import honest
from test_claude_coach import ASK, ASKED, coach_at

INVENTED = "You led 400 engineers at Google"
TRUE = "You said “I traced ten slow requests”"
GAP = {"c": [], "t": "What changed afterwards is not told"}


def saying(kind: str, change: dict[str, Any]) -> Callable[[Body], dict[str, Any]]:
    """A model that is honest but for some parts of its reply to one task."""

    def author(body: Body) -> dict[str, Any]:
        reply = honest(body)
        return reply | change if reply["kind"] == kind else reply

    return author


def cited(*texts: str) -> list[dict[str, Any]]:
    return [{"c": ["A1.2"], "t": text} for text in texts]


REVIEWS = {
    "a strength of two": ({"p": cited(TRUE, INVENTED)}, 1),
    "the only strength": ({"p": cited(INVENTED)}, 2),
    "a gap of two": ({"m": [GAP, *cited("Google is not explained")]}, 1),
    "the only gap": ({"m": cited("Google is not explained")}, 2),
    "scope without a source": ({"x": [{"a": "span", "c": ["A9.9"], "v": 1}]}, 1),
    "a mark without a source": ({"f": {"c": ["A9.9"], "w": "so", "v": 2}}, 2),
    "the one line of coaching": ({"b": {"c": [], "t": "Tell it like Alex at Google did."}}, 2),
}


@pytest.mark.parametrize(("change", "calls"), REVIEWS.values(), ids=REVIEWS)
async def test_a_review_is_sent_back_where_something_would_be_missed(change, calls):
    async with loopback(saying("review", change)) as claude, coach_at(claude) as coach:
        review = await grounded.review(coach, PAPERS, ASKED)
    assert len(claude.requests) == calls
    shown = " ".join((review.brief, *review.strengths, *review.gaps))
    assert "Google" not in shown
    assert "400" not in shown


FEEDBACK = {
    "a sentence of the coaching": ({"p": ["Begin with what you did. Ask Alex at Google."]}, 1),
    "all of the coaching": ({"p": ["Ask Alex at Google."]}, 2),
    "a sentence of the assessment": ({"a": cited("A clear cause.", INVENTED)}, 1),
    "all of the assessment": ({"a": cited(INVENTED)}, 2),
    "a sentence of the revised answer": ({"r": cited("I traced ten slow requests.", INVENTED)}, 2),
}


@pytest.mark.parametrize(("change", "calls"), FEEDBACK.values(), ids=FEEDBACK)
async def test_feedback_is_sent_back_where_something_would_be_missed(change, calls):
    async with loopback(saying("feedback", change)) as claude, coach_at(claude) as coach:
        review = await grounded.review(coach, PAPERS, ASKED)
        closed = replace(ASKED, review=review, closed=Closed.JUDGED)
        before = len(claude.requests)
        feedback = await grounded.give_feedback(coach, PAPERS, closed)
    assert len(claude.requests) - before == calls
    assert feedback.cut == 1
    assert "Google" not in " ".join((feedback.overall_assessment, *feedback.coaching))
    assert "Google" not in feedback.revised_answer


SUMMARIES = {
    "a point of two": ({"s": ["You stay with one occasion", "You shone at Google"]}, 1),
    "the only point": ({"s": ["You shone at Google"]}, 2),
    "a sentence of the assessment": ({"a": "You told one occasion. Google knows."}, 2),
}


@pytest.mark.parametrize(("change", "calls"), SUMMARIES.values(), ids=SUMMARIES)
async def test_a_summary_is_sent_back_where_something_would_be_missed(change, calls):
    async with loopback(saying("summary", change)) as claude, coach_at(claude) as coach:
        review = await grounded.review(coach, PAPERS, ASKED)
        closed = replace(ASKED, review=review, closed=Closed.JUDGED)
        before = len(claude.requests)
        summary = await grounded.summarise(coach, PAPERS, (closed,))
    assert len(claude.requests) - before == calls
    assert "Google" not in " ".join((summary.assessment, *summary.strengths))


QUESTIONS = {
    "in other words": ({"o": "What did you do at Google in 2019?"}, 1),
    "an easier one": ({"easier": "What did you do at Google in 2019?"}, 1),
    "the question": ({"q": {"c": [], "t": "What did you do at Google in 2019?"}}, 2),
}


@pytest.mark.parametrize(("change", "calls"), QUESTIONS.values(), ids=QUESTIONS)
async def test_a_question_is_sent_back_where_its_own_premise_is_wrong(change, calls):
    async with loopback(saying("question", change)) as claude, coach_at(claude) as coach:
        question = await grounded.ask(coach, ASK)
    assert len(claude.requests) == calls
    assert "Google" not in question.text + question.in_other_words + question.easier


@pytest.mark.parametrize("verb", ["Open", "Figure", "Split", "Mix", "Press"])
async def test_advice_that_begins_with_a_plain_verb_names_nobody(verb):
    change = {"p": [f"{verb} it out of what you traced."]}
    async with loopback(saying("feedback", change)) as claude, coach_at(claude) as coach:
        feedback = await grounded.give_feedback(coach, PAPERS, ASKED)
    assert feedback.cut == 0
    assert len(claude.requests) == 1
