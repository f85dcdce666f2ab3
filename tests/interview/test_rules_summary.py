"""The rules coach's closing words: ranked, true of the marks, silent about what was not shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

import pytest

from interview.coach import Papers
from interview.coach.grounded import summarise
from interview.coach.rules import RulesCoach
from interview.model import (
    Closed,
    Competency,
    Difficulty,
    Element,
    Level,
    Mark,
    PreparedQuestion,
    Question,
    Readiness,
    Review,
    Setting,
    Stage,
    Summary,
)
from interview.rubric import COMPETENCIES, score

COACH = RulesCoach()
SETTING = Setting(
    stage=Stage.HIRING_MANAGER,
    difficulty=Difficulty.MEDIUM,
    target=Level.L5A,
    job_title="Lead",
    company="Globex",
    engine=COACH.engine,
    engine_label=COACH.label,
)
FULL = dict.fromkeys(Element, 2)


def closed(
    number: int, competency: Competency, values: Mapping[Element, int], level: Level
) -> Question:
    marks = tuple(
        Mark(element=element, value=value, cites=("A1.1",)) for element, value in values.items()
    )
    return Question(
        id=UUID(int=number),
        number=number,
        attempt=1,
        asked=PreparedQuestion(
            competency=competency, text=f"About {competency}?", in_other_words="", easier=""
        ),
        review=Review(score=score(marks), level=level, marks=marks, engine=COACH.engine),
        closed=Closed.JUDGED,
    )


async def summed(*values: Mapping[Element, int], level: Level = Level.L4) -> Summary:
    competencies = COMPETENCIES[Stage.HIRING_MANAGER]
    questions = tuple(
        closed(number, competency, given, level)
        for number, (competency, given) in enumerate(zip(competencies, values, strict=False), 1)
    )
    return await summarise(COACH, Papers(setting=SETTING, resume=(), job=()), questions)


async def test_what_falls_short_most_often_is_the_first_priority() -> None:
    endless = {**FULL, Element.RESULT: 0, Element.LESSON: 1}
    summary = await summed(endless, endless, endless, endless, FULL)
    assert summary.priorities[0].startswith("End every story with what changed")
    assert summary.areas[0].startswith("What changed is missing")
    assert all("What changed" not in strength for strength in summary.strengths)


async def test_strengths_and_areas_name_where_they_were_seen() -> None:
    hidden = {**FULL, Element.ACTION: 0}
    summary = await summed(FULL, hidden, hidden, FULL, {**hidden, Element.FIT: 1})
    assert summary.strengths[0].endswith("(in every answer).")
    assert summary.areas[0].endswith("(problem solving and ambiguity).")


async def test_nothing_is_filled_up_where_nothing_is_true() -> None:
    summary = await summed(FULL, FULL, FULL, FULL, FULL, level=Level.L5A)
    assert summary.readiness is Readiness.READY
    assert summary.areas == ()
    assert summary.priorities == ()


@pytest.mark.parametrize("value", [0, 1, 2])
@pytest.mark.parametrize("count", [1, 3, 5])
async def test_a_summary_fits_its_space_and_speaks_plainly(value: int, count: int) -> None:
    summary = await summed(*[dict.fromkeys(Element, value)] * count)
    assert len(summary.assessment) <= 350
    assert len(summary.next_steps) <= 250
    points = (*summary.strengths, *summary.areas, *summary.priorities)
    assert all(len(point) <= 100 for point in points)
    said = " ".join((summary.assessment, summary.next_steps, *points)).lower()
    assert not any(word in said for word in ("element", "evidence", "grounding", "{", "l5a"))


async def test_the_assessment_says_what_it_rests_on() -> None:
    summary = await summed(FULL, FULL, FULL)
    assert "how complete" in summary.assessment
    assert "leads across teams" in summary.assessment


async def test_where_no_level_was_shown_the_summary_says_so_once() -> None:
    summary = await summed(FULL, FULL, FULL, level=Level.NOT_SHOWN)
    assert summary.assessment.lower().count("level") == 1


async def test_too_few_answers_get_no_word_on_readiness() -> None:
    summary = await summed(FULL)
    assert summary.readiness is Readiness.NOT_ENOUGH_ANSWERS
    assert summary.assessment.startswith("What you did answer is summed up below.")


async def test_a_recruiter_screen_is_not_reproached_with_showing_no_scope() -> None:
    questions = tuple(
        closed(number, competency, {**FULL, Element.RESULT: 1}, Level.NOT_SHOWN)
        for number, competency in enumerate(COMPETENCIES[Stage.RECRUITER_SCREEN], 1)
    )
    setting = replace(SETTING, stage=Stage.RECRUITER_SCREEN)
    summary = await summarise(COACH, Papers(setting=setting, resume=(), job=()), questions)
    assert "scope" not in summary.assessment
    assert summary.assessment.count("level") == 1
