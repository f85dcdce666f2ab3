"""Between every coach and the person: ask, ground, cut what fails, send back where too much did.

Numbers, levels and readiness are computed here from what a coach marked; a `CoachError` passes
through, for whoever called to decide whether to try again.
"""

from __future__ import annotations

from dataclasses import replace

from interview import evidence, rubric
from interview.coach import AskBrief, Coach, Papers, ReviewBrief, SummaryBrief, enough
from interview.coach.gates import gated
from interview.grounding import (
    bare_summary,
    ground_feedback,
    ground_question,
    ground_review,
    ground_summary,
)
from interview.model import (
    Cap,
    Element,
    Feedback,
    Level,
    Mark,
    PreparedQuestion,
    Question,
    Review,
    Summary,
)

__all__ = ["ask", "bare_summary", "give_feedback", "review", "summarise", "unanswered_review"]

_NO_ANSWER_YET = "No answer yet: one real example, even a small one, is enough to begin."


async def ask(coach: Coach, brief: AskBrief) -> PreparedQuestion:
    """A question whose premise is true; one that presumes nothing where the coach has none."""
    question, objections = ground_question(await coach.ask(brief), brief)
    if objections and not enough.asks_as_it_is(objections):
        question, _ = ground_question(await coach.ask(brief, objections), brief)
    return question


async def review(
    coach: Coach,
    papers: Papers,
    question: Question,
    asked: tuple[str, ...] = (),
    others: tuple[Question, ...] = (),
) -> Review:
    """What all answers to a question show, computed from marks that cite them.

    A sentence numbered in the review before keeps its number; what that review found only changes
    as the rubric allows. `asked` are follow-ups of this interview that are not to be repeated,
    `others` its other questions, with which an answer may disagree.
    """
    brief = replace(_review_brief(papers, question), asked=asked, others=_told(others, question))
    draft = gated(await coach.review(brief), brief)
    found, objections = ground_review(draft, brief, coach.engine, coach.prompt_version)
    if objections and not enough.reviews_as_it_is(found, draft, objections):
        again = gated(await coach.review(brief, objections), brief)
        found, _ = ground_review(again, brief, coach.engine, coach.prompt_version)
    return found


async def give_feedback(
    coach: Coach, papers: Papers, question: Question, others: tuple[Question, ...] = ()
) -> Feedback:
    """Coaching and a revised answer in which nothing is invented; `cut` counts what was.

    `others` are the other questions of this interview.
    """
    brief = replace(_review_brief(papers, question), others=_told(others, question))
    draft = await coach.give_feedback(brief)
    feedback, objections = ground_feedback(draft, brief)
    if objections and not enough.coaches_as_it_is(feedback, draft, objections):
        feedback, _ = ground_feedback(await coach.give_feedback(brief, objections), brief)
    return feedback


async def summarise(coach: Coach, papers: Papers, questions: tuple[Question, ...]) -> Summary:
    """The closing judgement over all questions asked, attempts that were bettered included.

    Raises ValueError where nothing was scored: such an interview has no summary.
    """
    overall = rubric.mean(questions)
    if overall is None:
        raise ValueError("nothing was scored")
    brief = SummaryBrief(
        papers=papers,
        questions=rubric.shown(questions),
        overall_score=overall,
        readiness=rubric.readiness(questions, papers.setting.target, rubric.engines(questions)),
    )
    draft = await coach.summarise(brief)
    summary, objections = ground_summary(draft, brief)
    if objections and not enough.sums_up_as_it_is(summary, draft, objections):
        summary, _ = ground_summary(await coach.summarise(brief, objections), brief)
    return summary


def unanswered_review(question: Question, engine: str) -> Review:
    """The review of a question that was closed by non-answers: a 1, and nothing pretended."""
    before = question.review.evidence if question.review else ()
    return Review(
        score=1,
        level=Level.NOT_SHOWN,
        marks=tuple(Mark(element=element, value=0) for element in Element),
        caps=(Cap.NO_ANSWER,),
        gaps=(_NO_ANSWER_YET,),
        brief=_NO_ANSWER_YET,
        evidence=evidence.number_answers(question.answers, before),
        engine=engine,
    )


def _told(others: tuple[Question, ...], now: Question) -> tuple[Question, ...]:
    """What was judged of the questions before this one; an attempt at the same is not another."""
    return tuple(
        other
        for other in others
        if other.number < now.number and other.closed and other.review is not None
    )


def _review_brief(papers: Papers, question: Question) -> ReviewBrief:
    before = question.review.evidence if question.review else ()
    answers = evidence.number_answers(question.answers, before)
    return ReviewBrief(papers=papers, question=question, answers=answers)
