"""Resumes of every make, read line by line, and the questions that are built on them."""

from __future__ import annotations

from collections import Counter
from itertools import islice

import pytest

from interview.coach import AskBrief, Papers
from interview.coach.drafts import Claim, QuestionDraft
from interview.coach.rules import RulesCoach
from interview.coach.rules.headings import employer_of
from interview.coach.rules.questions import MOST_WORDS, ask, possible_questions
from interview.coach.rules.resume import read_resume
from interview.coach.rules.wording import table
from interview.evidence import number_lines
from interview.grounding import ground_question
from interview.model import Competency, Difficulty, Level, Line, Setting, Stage
from interview.rubric import COMPETENCIES
from resumes import CHEF, GRADUATE, HAULIER, NURSE, PEOPLE, SALES, TEACHER, WAREHOUSE

COACH = RulesCoach()


def papers(person: str, stage: Stage, difficulty: Difficulty = Difficulty.MEDIUM) -> Papers:
    resume, job = PEOPLE[person]
    setting = Setting(
        stage=stage,
        difficulty=difficulty,
        target=Level.L4,
        job_title="",
        company="",
        engine=COACH.engine,
        engine_label=COACH.label,
    )
    return Papers(setting=setting, resume=number_lines("R", resume), job=number_lines("J", job))


def said_of(resume: str) -> list[tuple[str, str]]:
    """Every deed: where it was done, and what would be said or read out."""
    deeds = read_resume(number_lines("R", resume)).deeds
    return [(deed.organisation, deed.clause or f"“{deed.quote}”") for deed in deeds]


def test_an_employer_on_a_line_of_its_own_is_read_above_the_role_and_below_it() -> None:
    above = {where for where, _ in said_of(NURSE)}
    assert above == {"St James's University Hospital", "Oak House Care Home"}
    below = {where for where, _ in said_of(WAREHOUSE)}
    assert below == {"BrightParcel Logistics", "Hargreaves Foods Ltd"}
    assert {where for where, _ in said_of(SALES)} == {"Northwind Software", "Bluebird Telecom"}


def test_a_town_is_no_employer() -> None:
    assert {where for where, _ in said_of(TEACHER)} == {"Elm Road Primary School"}
    for line in ("Nottingham", "Leeds, UK", "Milton Keynes", "Work History", "- Acme Ltd"):
        assert employer_of(Line(id="R1", text=line)) == ""


def test_a_line_without_its_article_is_read_out_and_not_said() -> None:
    said = [text for _, text in said_of(NURSE)]
    handover = "“Introduced bedside handover sheet; missed medication fell from 9 to 2 per month”"
    assert handover in said
    assert "trained four new starters in moving and handling" in said
    assert "“Ran after-school chess club”" in [text for _, text in said_of(TEACHER)]
    assert ("BrightParcel Logistics", "“Manage team of 14 pickers and packers on late shift”") in (
        said_of(WAREHOUSE)
    )


def test_traits_licences_and_awards_are_no_deeds() -> None:
    every = " ".join(text for resume in (NURSE, WAREHOUSE, CHEF) for _, text in said_of(resume))
    for phrase in ("Compassionate", "licence", "Employee of", "I am calm", "I was a line cook"):
        assert phrase not in every


def test_somebody_without_a_job_is_asked_about_what_they_did() -> None:
    said = said_of(GRADUATE)
    assert ("", "organised a charity walk for 60 people") in said
    assert all(where == "" for where, _ in said)


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("person", PEOPLE)
def test_every_template_on_every_line_says_nothing_untrue(person: str, stage: Stage) -> None:
    given = papers(person, stage)
    for number, competency in enumerate(COMPETENCIES[stage], 1):
        brief = AskBrief(papers=given, number=number, competency=competency)
        templates = [
            template
            for difficulty in Difficulty
            for template in table("questions")[competency.value][difficulty.value]
        ]
        # Every line, and every template, once; all of them on all lines take a minute.
        for place, template in enumerate(templates):
            for text, cites in islice(possible_questions(brief, template), place % 3, None, 3):
                draft = QuestionDraft(
                    question=Claim(text=text, cites=cites),
                    in_other_words=template["again"],
                    easier=template["easier"],
                )
                assert ground_question(draft, brief)[1] == (), text


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("person", PEOPLE)
def test_over_many_sessions_no_question_comes_back_while_there_are_fresh_ones(
    person: str, stage: Stage
) -> None:
    asked: list[str] = []
    used: dict[Competency, Counter[str]] = {it: Counter() for it in COMPETENCIES[stage]}
    for difficulty in (*Difficulty, *Difficulty, *Difficulty):
        given = papers(person, stage, difficulty)
        for number, competency in enumerate(COMPETENCIES[stage], 1):
            brief = AskBrief(papers=given, number=number, competency=competency, asked=tuple(asked))
            draft = ask(brief)
            asked.append(draft.question.text)
            used[competency][draft.easier] += 1
            assert len(draft.question.text.split()) <= MOST_WORDS
    assert len(set(asked)) == len(asked) == 45
    assert all(times == 1 for counted in used.values() for times in counted.values())


@pytest.mark.parametrize("person", ["nurse", "teacher", "warehouse", "sales"])
def test_later_sessions_are_built_on_the_resume_too(person: str) -> None:
    asked: list[str] = []
    for difficulty in Difficulty:
        built = 0
        given = papers(person, Stage.HIRING_MANAGER, difficulty)
        for number, competency in enumerate(COMPETENCIES[Stage.HIRING_MANAGER], 1):
            brief = AskBrief(papers=given, number=number, competency=competency, asked=tuple(asked))
            draft = ask(brief)
            asked.append(draft.question.text)
            built += any(cite.startswith(("R", "J")) for cite in draft.question.cites)
        assert built >= 3


def test_only_what_is_to_be_done_is_read_out_as_the_work() -> None:
    given = papers("warehouse", Stage.RECRUITER_SCREEN)
    asked: list[str] = []
    for _ in range(9):
        brief = AskBrief(
            papers=given, number=2, competency=Competency.MOTIVATION, asked=tuple(asked)
        )
        asked.append(ask(brief).question.text)
    read_out = {text.partition("“")[2].partition("”")[0] for text in asked if "“" in text}
    assert read_out <= {
        "Plan the night shift and brief a team of 20.",
        "Keep accident numbers low and the paperwork right.",
        "Work with the transport office when trailers run late.",
    }
    assert read_out
    assert "Operations Supervisor" in HAULIER
