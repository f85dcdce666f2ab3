"""How a test puts answers before a coach: through `grounded`, as the product does, and only so.

An answer to a follow-up is reviewed after the answer before it, as in a thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from interview.coach import Coach, Papers, grounded
from interview.coach.rules import RulesCoach, warm_up
from interview.model import (
    Answer,
    Competency,
    Difficulty,
    Element,
    Level,
    Line,
    Message,
    PreparedQuestion,
    Probe,
    Question,
    Review,
    Setting,
    Stage,
)
from interview.rubric import COMPETENCIES

RESUME = (Line(id="R1", text="Employed in this line of work until now"),)
JOB = (Line(id="J1", text="The advertised job"),)


def configured() -> tuple[Coach, ...]:
    """The coaches to measure and to hold to the rubric; the one that needs no key comes first."""
    warm_up()
    return (RulesCoach(),)


def papers_for(coach: Coach, stage: Stage) -> Papers:
    """A resume and a job of one neutral line each: the answers have to speak for themselves."""
    setting = Setting(
        stage=stage,
        difficulty=Difficulty.MEDIUM,
        target=Level.L4,
        job_title="The advertised job",
        company="The employer",
        engine=coach.engine,
        engine_label=coach.label,
        two_breaths=coach.two_breaths,
    )
    return Papers(setting=setting, resume=RESUME, job=JOB)


def as_asked(stage: Stage, competency: Competency, text: str) -> Question:
    """A question in its usual place of the interview, nothing said to it yet."""
    places = COMPETENCIES[stage]
    number = places.index(competency) + 1 if competency in places else 1
    prepared = PreparedQuestion(competency=competency, text=text, in_other_words=text, easier=text)
    return Question(id=UUID(int=number), number=number, attempt=1, asked=prepared)


async def hear(
    coach: Coach,
    papers: Papers,
    question: Question,
    said: Sequence[str],
    follow_ups: Sequence[str] = (),
) -> tuple[Question, Review]:
    """The question with all that was said to it, and the review that stands in the end.

    What it has been told before stays. Between two answers stands a follow-up, the first of them
    behind the first answer. Raises ValueError where nothing was said.
    """
    for number, words in enumerate(said, len(question.answers) + 1):
        if number > 1 and question.review:
            probe = _as_probed(follow_ups[number - 2], question.review)
            question = replace(question, follow_ups=(*question.follow_ups, probe))
        part = Message(ts=f"17890000{number:02}.000000", text=words)
        answer = Answer(number=number, parts=(part,))
        question = replace(question, answers=(*question.answers, answer), version=number)
        review = await grounded.review(coach, papers, question)
        question = replace(question, review=review)
    if question.review is None:
        raise ValueError("nothing was said")
    return question, question.review


def _as_probed(text: str, before: Review) -> Probe:
    """The labelled follow-up in place of the coach's own, which it is taken to ask the same as.

    The set does not say which element a follow-up is after; to read it off the label would tell
    the judge what it is to find.
    """
    element = before.probes[0].element if before.probes else Element.FIT
    return Probe(element=element, quote="", text=text, brief=before.brief)
