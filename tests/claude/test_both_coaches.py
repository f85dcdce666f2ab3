"""What every coach promises, held by both: the rules, and Claude over a wire, honest and not.

A draft cites lines that exist; what is shown of it names nothing that no source has, and is there
at all. Of a model that obeys and invents, the checks in code make the same.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from itertools import product
from uuid import UUID

import pytest

from builders import SETTING
from hearing import as_asked
from interview.coach import AskBrief, Coach, Papers, ReviewBrief, SummaryBrief, grounded
from interview.coach.claude import ClaudeCoach, open_client
from interview.coach.rules import RulesCoach, warm_up
from interview.evidence import number_answers, number_lines
from interview.model import (
    Answer,
    Closed,
    Competency,
    Difficulty,
    Feedback,
    Message,
    PreparedQuestion,
    Question,
    Readiness,
    Review,
    Stage,
    Summary,
)
from interview.rubric import COMPETENCIES
from loopback import loopback
from loopback_author import honest, obedient
from loopback_judge import gullible
from playing import GOOD, JOB, RESUME
from test_properties import strangers

MODELS = {"honest": honest, "obedient": obedient, "gullible": gullible}
LATER = (
    "I ruled out the network first, since ping stayed at 2 ms. The two shops with most orders told "
    "us in April that their queue was gone."
)
RESUMES = (number_lines("R", RESUME), number_lines("R", "Looking for work"))
CASES = [
    pytest.param(stage, competency, id=f"{stage}-{competency}")
    for stage in Stage
    for competency in COMPETENCIES[stage]
]
Shown = PreparedQuestion | Review | Feedback | Summary


@pytest.fixture(params=["rules", *MODELS])
async def coach(request: pytest.FixtureRequest) -> AsyncIterator[Coach]:
    if request.param == "rules":
        warm_up()
        yield RulesCoach()
        return
    async with (
        loopback(MODELS[request.param]) as claude,
        open_client(claude.key, claude.url) as client,
    ):
        yield ClaudeCoach(client=client)


@pytest.fixture
def is_honest(request: pytest.FixtureRequest) -> bool:
    return request.node.callspec.params["coach"] in ("rules", "honest")


def papers(stage: Stage) -> list[Papers]:
    """Three difficulties, each with a resume and with nothing in it."""
    return [
        Papers(
            setting=replace(SETTING, stage=stage, difficulty=difficulty),
            resume=resume,
            job=number_lines("J", JOB),
        )
        for difficulty, resume in product(Difficulty, RESUMES)
    ]


def asked_of(stage: Stage, competency: Competency, *said: str) -> Question:
    asked = as_asked(stage, competency, f"Tell me about your {competency.replace('_', ' ')}.")
    told = tuple(
        Answer(number=at, parts=(Message(ts=f"178900000{at}.000000", text=text),))
        for at, text in enumerate(said, 1)
    )
    return replace(asked, answers=told, version=len(told))


def sources(given: Papers, *more: str) -> str:
    lines = [line.text for line in (*given.resume, *given.job)]
    setting = given.setting
    return "\n".join([*lines, setting.job_title, setting.company, "STAR L4 L5A L5B", *more])


def ids(given: Papers, question: Question | None = None) -> set[str]:
    answers = number_answers(question.answers, ()) if question else ()
    return {line.id for line in (*given.resume, *given.job, *answers)}


def texts(shown: Shown) -> list[str]:
    """Every sentence of it that a person may come to read."""
    match shown:
        case PreparedQuestion():
            return [shown.text, shown.in_other_words, shown.easier]
        case Review():
            asked = [words for it in shown.probes for words in (it.quote, it.text)]
            return [shown.brief, *shown.strengths, *shown.gaps, *asked]
        case Feedback():
            return [shown.overall_assessment, *shown.coaching, *(it.text for it in shown.revised)]
        case Summary():
            points = (*shown.strengths, *shown.areas, *shown.priorities)
            return [shown.assessment, *points, shown.next_steps]


def invented(shown: Shown, known: str) -> list[str]:
    return [f"{bad} in “{text}”" for text in texts(shown) if (bad := strangers(text, known))]


@pytest.mark.parametrize(("stage", "competency"), CASES)
async def test_a_question_presumes_nothing(coach, is_honest, stage, competency):
    number = COMPETENCIES[stage].index(competency) + 1
    for given in papers(stage):
        brief = AskBrief(papers=given, number=number, competency=competency)
        if is_honest:
            assert set((await coach.ask(brief)).question.cites) <= ids(given)
        question = await grounded.ask(coach, brief)
        assert question.competency is competency
        assert set(question.cites) <= ids(given)
        assert 3 <= len(question.text.split()) <= 45
        assert not invented(question, sources(given))


@pytest.mark.parametrize("said", [(GOOD,), (GOOD, LATER), ("We did it together.",)])
@pytest.mark.parametrize(("stage", "competency"), CASES)
async def test_an_answer_is_reviewed_and_coached_in_its_own_words(
    coach, is_honest, stage, competency, said
):
    given = papers(stage)[0]
    question = asked_of(stage, competency, said[0])
    review = await grounded.review(coach, given, question)
    if len(said) > 1:
        follow_ups = review.probes[:1]
        question = replace(asked_of(stage, competency, *said), review=review, follow_ups=follow_ups)
        review = await grounded.review(coach, given, question)
    lines = number_answers(question.answers, ())
    own = {line.id for line in lines}
    if is_honest:
        draft = await coach.review(ReviewBrief(papers=given, question=question, answers=lines))
        assert {line for it in (*draft.marks, *draft.axes) for line in it.cites} <= own
        assert {line for it in draft.strengths for line in it.cites} <= ids(given, question)
        assert review.brief
    assert 1 <= review.score <= 10
    assert all(set(mark.cites) <= own for mark in review.marks)
    assert all(mark.cites for mark in review.marks if mark.value)
    closed = replace(question, review=review, closed=Closed.JUDGED)
    feedback = await grounded.give_feedback(coach, given, closed)
    known = sources(given, question.asked.text, *said, *(it.text for it in question.follow_ups))
    assert not invented(review, known)
    assert not invented(feedback, f"{known}\n{review.score}")
    assert all(set(it.cites) <= ids(given, question) for it in feedback.revised)
    assert feedback.overall_assessment
    if is_honest:
        assert feedback.cut == 0
        assert feedback.coaching
        assert feedback.revised


@pytest.mark.parametrize("stage", Stage)
async def test_an_interview_is_summed_up_by_what_was_computed(coach, is_honest, stage):
    given, closed = papers(stage)[0], []
    for competency in COMPETENCIES[stage]:
        question = asked_of(stage, competency, GOOD)
        review = await grounded.review(coach, given, question)
        closed.append(
            replace(question, id=UUID(int=question.number), review=review, closed=Closed.JUDGED)
        )
    summary = await grounded.summarise(coach, given, tuple(closed))
    scores = [question.review.score for question in closed]
    assert summary.overall_score == pytest.approx(sum(scores) / len(scores), abs=0.01)
    figures = (*map(str, scores), f"{summary.overall_score:.1f} of 10, 5", *map(str, Readiness))
    reviewed = [text for it in closed for text in texts(it.review)]
    assert not invented(summary, sources(given, GOOD, *reviewed, *figures))
    assert summary.assessment
    assert summary.next_steps
    if is_honest:
        brief = SummaryBrief(
            papers=given,
            questions=tuple(closed),
            overall_score=summary.overall_score,
            readiness=summary.readiness,
        )
        draft = await coach.summarise(brief)
        assert len(draft.assessment) <= 350
        assert len(draft.next_steps) <= 250


async def test_every_coach_says_who_it_is(coach):
    assert coach.engine
    assert coach.label
    assert isinstance(coach.two_breaths, bool)
