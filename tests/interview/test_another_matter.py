"""A story about something else: known for one where the papers say what the interview is about.

Without papers no coach can know it, so nothing is asked of it then; see `trades` for the papers.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from altering import SOMETHING_ELSE, altered
from hearing import as_asked, configured, hear, papers_for
from interview.coach import Coach, Papers
from interview.model import Competency, Element, Review, Stage
from labelled_set import LabelledAnswer, LabelledQuestion, Part, questions
from trades import TRADES

COACHES = configured()


@pytest.fixture(params=COACHES, ids=[coach.engine for coach in COACHES])
def coach(request: pytest.FixtureRequest) -> Coach:
    found: Coach = request.param
    return found


ELSEWHERE = (
    "Last summer I taught my niece to swim in the lake behind our house. I held her hands because "
    "she was afraid of the deep end, and I went in with her every morning before breakfast. After "
    "two weeks she crossed the lake alone. I learned that fear needs patience."
)


def in_trade(coach: Coach, stage: Stage, trade: str) -> Papers:
    """Papers from which a coach can know what the interview is about; the neutral ones say none."""
    resume, job = TRADES[trade].lines()
    return replace(papers_for(coach, stage), resume=resume, job=job)


@pytest.mark.parametrize(
    ("competency", "text"),
    [
        (Competency.TECHNICAL_DEPTH, "How does your billing system find a payment sent twice?"),
        (Competency.PROBLEM_SOLVING, "How did you find out why the requests got slow?"),
        (Competency.AMBIGUITY_TOLERANCE, "When did you begin although no target had been set?"),
    ],
)
async def test_a_story_about_something_else_alone_earns_three_at_most(
    coach: Coach, competency: Competency, text: str
) -> None:
    papers = in_trade(coach, Stage.HIRING_MANAGER, "site-reliability-engineer")
    review = (
        await hear(coach, papers, as_asked(Stage.HIRING_MANAGER, competency, text), [ELSEWHERE])
    )[1]
    assert review.score <= 3
    assert review.value(Element.FIT) == 0


SPOKEN_OF = frozenset({Competency.PROBLEM_SOLVING, Competency.TECHNICAL_DEPTH})


@pytest.mark.parametrize("trade", ["laboratory-technician", "site-reliability-engineer"])
async def test_a_story_about_something_else_behind_an_answer_raises_nothing(
    coach: Coach, trade: str
) -> None:
    raised = []
    for question in (q for q in of_trade(trade) if q.competency in SPOKEN_OF):
        papers = in_trade(coach, question.stage, trade)
        for answer in question.answers:
            last = altered(SOMETHING_ELSE, question.text, answer.said[-1])
            before = await told_in(coach, papers, question, answer, answer.said[-1])
            after = await told_in(coach, papers, question, answer, last)
            if after.score > before.score:
                raised.append(f"{answer.id}: {before.score} to {after.score}")
    assert not raised


@pytest.mark.parametrize("trade", TRADES)
async def test_no_answer_loses_by_papers_that_say_more(coach: Coach, trade: str) -> None:
    lost = []
    for question in of_trade(trade):
        poor, rich = papers_for(coach, question.stage), in_trade(coach, question.stage, trade)
        for answer in question.answers:
            before = await told_in(coach, poor, question, answer, answer.said[-1])
            after = await told_in(coach, rich, question, answer, answer.said[-1])
            if after.score < before.score:
                lost.append(f"{answer.id}: {before.score} to {after.score}")
    assert not lost


def of_trade(trade: str) -> list[LabelledQuestion]:
    return [question for question in questions(Part.TUNING) if question.profession == trade]


async def told_in(
    coach: Coach, papers: Papers, question: LabelledQuestion, answer: LabelledAnswer, last: str
) -> Review:
    """The review of an answer where these papers are known, its last words put otherwise."""
    asked = as_asked(question.stage, question.competency, question.text)
    said = (*answer.said[:-1], last)
    return (await hear(coach, papers, asked, said, answer.follow_ups))[1]
