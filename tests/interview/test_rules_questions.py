"""The rules coach's questions: from the candidate's own lines, never twice, presuming nothing."""

from __future__ import annotations

import re

import pytest

from interview.coach import AskBrief, Papers
from interview.coach.grounded import ask
from interview.coach.rules import RulesCoach
from interview.coach.rules.clauses import clause_of
from interview.coach.rules.headings import position_of
from interview.coach.rules.resume import job_terms, read_resume
from interview.coach.rules.wording import table
from interview.evidence import number_lines
from interview.grounding import ground_question
from interview.model import Competency, Difficulty, Level, Line, PreparedQuestion, Setting, Stage
from interview.rubric import COMPETENCIES

ENGINEER = (
    """Ada Example
Senior Backend Engineer, Acme Corp, 2019–2023
- Cut p99 latency of the ledger API from 900 ms to 120 ms by moving hot rows into their own table
- Led a team of 4 through the migration to PostgreSQL 15, with no downtime
- Designed the event schema that six teams use
Software Engineer, Blue Harbour Ltd, 2015–2019
- Successfully built a payments reconciliation job in Go that saved two days of work a month
""",
    """Senior Backend Engineer
You will own the ledger service and its data model.
You will mentor two junior engineers.
Experience with Kafka and distributed tracing.
Hybrid, three days a week in our Leeds office.
""",
)
NURSE = (
    """Grace Example, RN
Staff Nurse – St Mary's Hospital, Leeds (2018 - present)
• Responsible for a 28-bed surgical ward on nights
• I trained 12 colleagues on the new infusion pumps
• Introduced a handover sheet, which cut missed medication from 9 to 2 a month
Healthcare Assistant – Oak House Care Home (2014 - 2018)
• Helped our residents with meals and washing
• Wrote to families every week
""",
    """Charge Nurse, Ward 7
Leading a team of nurses on day and night shifts
Experience in wound care and knowledge of electronic prescribing
37.5 hours a week, including nights and weekends
""",
)
PROSE = (
    "I have worked in my uncle's shop since 2016. I serve customers, order stock and close the "
    "till. In 2020 I moved the whole stock list from paper to a spreadsheet.",
    "Sales assistant wanted. Friendly team. Weekend work. Must be good with people.",
)
SHORT = (
    "Warehouse lead, 3 yrs",
    "Looking for a warehouse supervisor to run the night shift at our depot.",
)
PEOPLE = [ENGINEER, NURSE, PROSE, SHORT]
COACH = RulesCoach()


def papers(person: tuple[str, str], stage: Stage, difficulty: Difficulty) -> Papers:
    setting = Setting(
        stage=stage,
        difficulty=difficulty,
        target=Level.L4,
        job_title="",
        company="",
        engine=COACH.engine,
        engine_label=COACH.label,
    )
    resume, job = person
    return Papers(setting=setting, resume=number_lines("R", resume), job=number_lines("J", job))


async def asked_in(
    person: tuple[str, str],
    stage: Stage,
    difficulty: Difficulty = Difficulty.MEDIUM,
    before: tuple[str, ...] = (),
) -> list[PreparedQuestion]:
    given = papers(person, stage, difficulty)
    questions: list[PreparedQuestion] = []
    for number, competency in enumerate(COMPETENCIES[stage], 1):
        asked = (*before, *(question.text for question in questions))
        brief = AskBrief(papers=given, number=number, competency=competency, asked=asked)
        questions.append(await ask(COACH, brief))
    return questions


@pytest.mark.parametrize("difficulty", Difficulty)
@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("person", PEOPLE)
async def test_every_question_is_sound_as_the_coach_wrote_it(
    person: tuple[str, str], stage: Stage, difficulty: Difficulty
) -> None:
    given = papers(person, stage, difficulty)
    for number, competency in enumerate(COMPETENCIES[stage], 1):
        brief = AskBrief(papers=given, number=number, competency=competency)
        draft = await COACH.ask(brief)
        question, objections = ground_question(draft, brief)
        assert objections == ()
        assert question.text == draft.question.text
        assert len(question.text.split()) <= 45
        assert question.in_other_words
        assert question.easier
        assert "{" not in question.text + question.in_other_words + question.easier


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("person", PEOPLE)
async def test_the_questions_of_a_session_rest_on_different_lines(
    person: tuple[str, str], stage: Stage
) -> None:
    openings = []
    for question in await asked_in(person, stage):
        opening = re.split(r"(?<=[.”])\s", question.text)[0]
        if question.cites and opening.endswith((".", "”")) and "?" not in opening:
            openings.append(opening)
    told = [opening for opening in openings if not opening.startswith("Think of your time")]
    assert len(set(told)) == len(told)


async def test_nothing_is_asked_twice_in_four_sessions() -> None:
    texts: list[str] = []
    for difficulty in (*Difficulty, Difficulty.MEDIUM):
        session = await asked_in(ENGINEER, Stage.HIRING_MANAGER, difficulty, tuple(texts))
        texts += [question.text for question in session]
    assert len(set(texts)) == len(texts) == 20
    tails = [re.sub(r"^(?:At|You|Your resume|The posting)[^?]*?[.”]\s", "", text) for text in texts]
    assert len(set(tails)) == len(tails)


async def test_a_line_becomes_the_premise_and_is_cited_with_its_heading() -> None:
    question = (await asked_in(ENGINEER, Stage.HIRING_MANAGER))[1]
    premise = "At Acme Corp you cut p99 latency of the ledger API from 900 ms to 120 ms."
    assert question.text.startswith(premise)
    assert question.cites == ("R2", "R3")


async def test_a_resume_without_a_line_for_it_presumes_nothing() -> None:
    for question in await asked_in(SHORT, Stage.HIRING_MANAGER):
        assert not re.search(r"\byou (?:led|built|cut|managed)\b", question.text)


async def test_what_the_posting_names_and_the_resume_lacks_can_be_asked_for() -> None:
    resume = read_resume(number_lines("R", NURSE[0]))
    terms = [term for term, _ in job_terms(number_lines("J", NURSE[1]), resume)]
    assert terms == ["wound care", "electronic prescribing"]


@pytest.mark.parametrize(
    ("line", "clause"),
    [
        ("Led a team of 4", "led a team of 4"),
        ("Lead a team of 4", "lead a team of 4"),
        ("Manages a shop with 6 staff", "manage a shop with 6 staff"),
        ("I taught my class to read", "taught your class to read"),
        ("Successfully built the ledger.", "built the ledger"),
        ("Responsible for stock on two sites", "were responsible for stock on two sites"),
        ("In 2020 I moved the stock list to paper", "moved the stock list to paper"),
        ("Cut errors from 9 to 2 by checking twice", "cut errors from 9 to 2"),
        ("Helped our residents with meals", ""),
        ("Lead engineer for payments", ""),
        ("Python, Go, Kubernetes", ""),
        ("Care assistant, Oakfield Home, 2015 to 2019", ""),
        ("Registered nurse, Bradford", ""),
        ("Record keeping and stock control", ""),
        ("Wrote the import used by 200 small firms", "wrote the import used by 200 small firms"),
        ("Reduced costs by 35 % by batching", "reduced costs by 35 %"),
        ("Selected by the matron to lead the winter plan", ""),
        ("Awarded Teacher of the Year by parents", ""),
        ("Helped customers choose, took part in stock counts", "helped customers choose"),
        ("Cut missing work by half", "cut missing work by half"),
        ("Ran the review and saw it through.", "ran the review and saw it through"),
        ("Grew my sales to 35k and was asked to train two", "grew your sales to 35k"),
        ("Washed, dressed and fed 12 residents", "washed, dressed and fed 12 residents"),
        ("Lead 4 nurses on each shift", "lead 4 nurses on each shift"),
        (
            "Wrote the invoice import used by 200 small firms and brought errors from 6 % to 1 %",
            "wrote the invoice import used by 200 small firms",
        ),
        ("Based in Leeds since 2015", ""),
    ],
)
def test_a_line_is_turned_to_you_or_left_alone(line: str, clause: str) -> None:
    assert clause_of(line) == clause


@pytest.mark.parametrize(
    ("heading", "role", "organisation"),
    [
        ("Senior Engineer, Acme Corp, 2019–2023", "Senior Engineer", "Acme Corp"),
        (
            "Staff Nurse – St Mary's Hospital, Leeds (2018 - now)",
            "Staff Nurse",
            "St Mary's Hospital",
        ),
        ("Acme Corp — Shift Manager (2019 - 2022)", "Shift Manager", "Acme Corp"),
        ("Teacher at Elm Road School", "Teacher", "Elm Road School"),
        ("Warehouse lead, 3 yrs", "Warehouse lead", ""),
        ("Sales and Marketing Manager, Acme, 2019", "Sales and Marketing Manager", "Acme"),
        (
            "Bradford Royal Infirmary, Staff Nurse, Surgical Ward, 2019 to today",
            "Staff Nurse",
            "Bradford Royal Infirmary",
        ),
        (
            "Staff Nurse | Surgical Ward | Leeds Infirmary | 03/2017",
            "Staff Nurse",
            "Leeds Infirmary",
        ),
        ("Staff Nurse, Surgical Ward", "Staff Nurse", ""),
        ("Support rep (part time), Harrods, 2013/14", "Support rep", "Harrods"),
        ("Picker, Bolt Ltd., 2017 – 2020", "Picker", "Bolt Ltd"),
    ],
)
def test_a_heading_gives_role_and_organisation(heading: str, role: str, organisation: str) -> None:
    held = position_of(Line(id="R1", text=heading))
    assert held is not None
    assert (held.role, held.organisation) == (role, organisation)


def test_there_are_three_questions_for_every_competency_and_difficulty() -> None:
    words = table("questions")
    tails = []
    for competency in Competency:
        for difficulty in Difficulty:
            group = words[competency.value][difficulty.value]
            assert len(group) >= 3
            tails += [template[form] for template in group for form in ("ask", "bare")]
            assert all(len(template["ask"].split()) <= 28 for template in group)
    assert len(set(tails)) == len(tails)


async def test_the_same_brief_always_gets_the_same_question() -> None:
    first = await asked_in(NURSE, Stage.RECRUITER_SCREEN)
    assert first == await asked_in(NURSE, Stage.RECRUITER_SCREEN)


async def test_a_template_is_not_used_again_while_there_are_fresh_ones() -> None:
    given = papers(SHORT, Stage.HIRING_MANAGER, Difficulty.EASY)
    words = table("questions")[Competency.PROBLEM_SOLVING.value]
    tails = [template["bare"] for name in Difficulty for template in words[name.value]]
    asked: list[str] = []
    for _ in tails:
        brief = AskBrief(
            papers=given, number=2, competency=Competency.PROBLEM_SOLVING, asked=tuple(asked)
        )
        asked.append((await COACH.ask(brief)).question.text)
    assert sorted(text[-30:] for text in asked) == sorted(tail[-30:] for tail in tails)


CARER = """Priya Nair
Registered nurse, Bradford
Bradford Royal Infirmary, Staff Nurse, Surgical Ward, 2019 to today
- Wrote the handover sheet that all six
  surgical wards use
St Mary's Hospital, Leeds
- Washed and dressed 12 residents each morning
Education
Won the school prize for first aid in 2009
"""


async def test_a_line_that_is_quoted_is_told_apart_from_the_question_behind_it() -> None:
    prose = "Introduced bedside handover sheet for all of three surgical wards"
    brief = AskBrief(
        papers=papers((prose, SHORT[1]), Stage.HIRING_MANAGER, Difficulty.HARD),
        number=2,
        competency=Competency.PROBLEM_SOLVING,
    )
    draft = await COACH.ask(brief)
    text = draft.question.text.partition("”")[0] + "” Tell me what you made sure would not fail."
    claimed = draft.question.model_copy(update={"text": text})
    question, objections = ground_question(draft.model_copy(update={"question": claimed}), brief)
    assert (question.text, objections) == (text, ())


def test_a_deed_belongs_to_no_employer_whose_name_was_not_read() -> None:
    deeds = read_resume(number_lines("R", CARER)).deeds
    assert [(deed.organisation, deed.clause) for deed in deeds] == [
        ("Bradford Royal Infirmary", "wrote the handover sheet that all six surgical wards use"),
        ("", "washed and dressed 12 residents each morning"),
    ]


async def test_a_duty_is_not_read_out_as_the_hours_of_work() -> None:
    job = "Charge nurse\nLead 4 nurses on each shift of the ward\n37 hours a week, with weekends"
    for difficulty in Difficulty:
        brief = AskBrief(
            papers=papers((CARER, job), Stage.RECRUITER_SCREEN, difficulty),
            number=5,
            competency=Competency.AVAILABILITY,
        )
        assert "37 hours a week" in (await COACH.ask(brief)).question.text
