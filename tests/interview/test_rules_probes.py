"""Follow-ups: the weakest part first, on the person's own words, nothing asked or told before."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from builders import PAPERS
from interview.coach import Papers, ReviewBrief
from interview.coach.grounded import review
from interview.coach.rules import RulesCoach
from interview.coach.rules.findings import Finding, Findings, pressing
from interview.coach.rules.probing import probes
from interview.coach.rules.review import examine
from interview.coach.rules.signals import read
from interview.coach.rules.wording import table
from interview.evidence import number_answers
from interview.model import (
    Answer,
    Competency,
    Difficulty,
    Element,
    Line,
    Message,
    PreparedQuestion,
    Probe,
    Question,
    Review,
    Stage,
)
from interview.rubric import COMPETENCIES, nothing_left

COACH = RulesCoach()
ANSWERS = {
    Competency.LEADERSHIP: "Last May our till broke on a Saturday. We wrote the receipts by hand.",
    Competency.PROBLEM_SOLVING: "In March the ledger got slow. I moved the hot rows out of the "
    "table one night, and I told Ana in the morning by the door of the shop.",
    Competency.AMBIGUITY_TOLERANCE: "If nobody knew what to do I would stay calm and I would "
    "usually look for the procedure and ask the manager on duty what to do next.",
    Competency.STAKEHOLDER_MANAGEMENT: "Two teams wanted my afternoon in June. I wrote to both of "
    "them because neither knew of the other, and they were happy in the end.",
    Competency.TECHNICAL_DEPTH: "I put a queue between the till and the ledger last summer. The "
    "ledger was locked whenever two tills wrote, so I let the queue write alone.",
    Competency.COMMUNICATION: "I explained the new rota to the drivers. I drew it on the wall.",
    Competency.MOTIVATION: "I like helping people and your company looks lovely to work at.",
    Competency.CULTURE_FIT: "I usually speak to people in private first. That is how I am.",
    Competency.TECHNICAL_BASICS: "I have used the scanner for two years at the depot in Leeds.",
    Competency.AVAILABILITY: "I could start soon I think, it depends on a few things at home.",
}
VAGUE = "Communication matters a lot to me, and I always give my best in every situation I meet."
WHOLE = (
    "In March 2023 the ledger broke every night at Acme. I met the vendor, Ana, and moved the hot "
    "rows out, since they blocked all writes. The failures fell from nine to two a week. I learned "
    "to look at the locks first, because they had hidden the cause."
)


def papers(competency: Competency, difficulty: Difficulty = Difficulty.MEDIUM) -> Papers:
    stage = next(stage for stage, asked in COMPETENCIES.items() if competency in asked)
    return replace(
        PAPERS, setting=replace(PAPERS.setting, stage=stage, difficulty=difficulty), resume=()
    )


def question(
    competency: Competency, *texts: str, follow_ups: tuple[Probe, ...] = (), number: int = 1
) -> Question:
    text = f"Tell me about {competency.replace('_', ' ')} at work."
    return Question(
        id=UUID(int=number),
        number=number,
        attempt=1,
        asked=PreparedQuestion(competency=competency, text=text, in_other_words=text, easier=text),
        answers=tuple(
            Answer(number=at, parts=(Message(ts=f"{at}", text=text),))
            for at, text in enumerate(texts, 1)
        ),
        follow_ups=follow_ups,
    )


async def asked_of(
    competency: Competency,
    answer: str,
    difficulty: Difficulty = Difficulty.MEDIUM,
    asked: tuple[str, ...] = (),
) -> Review:
    return await review(COACH, papers(competency, difficulty), question(competency, answer), asked)


async def conversation(
    competency: Competency, *answers: str, asked: tuple[str, ...] = ()
) -> list[Probe]:
    """The follow-ups as they are asked, one before each answer but the first."""
    put: list[Probe] = []
    found: Review | None = None
    for number in range(1, len(answers) + 1):
        it = question(competency, *answers[:number], follow_ups=tuple(put))
        found = await review(COACH, papers(competency), replace(it, review=found), asked)
        put += found.probes[:1]
        if len(put) < number:
            break
    return put


def questions_of(stage: Stage) -> list[tuple[Competency, str]]:
    return [(competency, ANSWERS[competency]) for competency in COMPETENCIES[stage]]


@pytest.mark.parametrize(("competency", "answer"), list(ANSWERS.items()))
async def test_the_weakest_part_is_asked_for_first(competency: Competency, answer: str) -> None:
    asked = question(competency, answer)
    brief = ReviewBrief(
        papers=papers(competency), question=asked, answers=number_answers(asked.answers)
    )
    found = await review(COACH, papers(competency), asked)
    weakest = pressing(examine(brief))[0]
    assert found.probes[0].element is weakest.element


@pytest.mark.parametrize(("competency", "answer"), list(ANSWERS.items()))
@pytest.mark.parametrize("difficulty", list(Difficulty))
async def test_what_is_quoted_was_said_so(
    competency: Competency, answer: str, difficulty: Difficulty
) -> None:
    for probe in (await asked_of(competency, answer, difficulty)).probes:
        assert probe.quote in answer
        assert len(probe.quote.split()) <= 12
        assert len(probe.text.split()) <= 30


async def test_what_came_of_it_is_asked_behind_the_last_deed() -> None:
    found = await asked_of(Competency.PROBLEM_SOLVING, ANSWERS[Competency.PROBLEM_SOLVING])
    ending = next(probe for probe in found.probes if probe.element is Element.RESULT)
    assert ending.quote == "I told Ana in the morning by the door of the shop"


async def test_what_would_be_done_is_not_asked_for_its_ending() -> None:
    competency = Competency.AMBIGUITY_TOLERANCE
    found = await asked_of(competency, ANSWERS[competency])
    assert all(not p.quote for p in found.probes if p.element is Element.RESULT)


async def test_a_sharper_interview_asks_for_the_same_in_sharper_words() -> None:
    competency = Competency.PROBLEM_SOLVING
    found = [await asked_of(competency, ANSWERS[competency], level) for level in Difficulty]
    assert len({review.probes[0].element for review in found}) == 1
    assert len({review.probes[0].text for review in found}) == 3
    assert len({review.score for review in found}) == 1


async def test_a_recruiter_asks_briefly() -> None:
    for competency, answer in questions_of(Stage.RECRUITER_SCREEN):
        found = await asked_of(competency, answer)
        assert found.probes, competency
        assert all(len(probe.text.split()) <= 15 for probe in found.probes[:1])


@pytest.mark.parametrize("stage", list(Stage))
async def test_an_interview_never_asks_the_same_twice(stage: Stage) -> None:
    heard: list[str] = []
    for competency, answer in questions_of(stage):
        texts = (answer, "I can't say more about that really.", VAGUE)
        put = await conversation(competency, *texts, asked=tuple(heard))
        heard += [probe.text for probe in put]
    assert len(heard) >= 10
    assert len(set(heard)) == len(heard)


async def test_the_same_story_five_times_is_never_asked_the_same() -> None:
    competency, heard = Competency.LEADERSHIP, list[str]()
    for _ in range(5):
        put = await conversation(competency, VAGUE, VAGUE, VAGUE, asked=tuple(heard))
        heard += [probe.text for probe in put]
    assert len(heard) >= 12
    assert len(set(heard)) == len(heard)


async def test_a_part_is_asked_for_from_another_side_the_second_time() -> None:
    put = await conversation(Competency.PROBLEM_SOLVING, VAGUE, "I solve it somehow.", VAGUE)
    asked = table("probes")["story"]
    sides = [row["ask"] for states in asked.values() for rows in states.values() for row in rows]
    put_from = [next(side for side in sides if probe.text in side) for probe in put]
    assert len(put_from) == 3
    assert all(side is not other for at, side in enumerate(put_from) for other in put_from[:at])


def gapped(text: str, *follow_ups: str, specific: int = 1, fit: int = 2) -> list[str]:
    """What is asked where all but the circumstances (and the fit) of a told text are full."""
    reading = read([Line(id="A1.1", text=text)])
    full = {e: Finding(e, 2, "full", ("A1.1",), reading.counted[0]) for e in Element}
    by = full | {
        Element.SPECIFIC: Finding(Element.SPECIFIC, specific, "some" if specific else "none"),
        Element.FIT: Finding(Element.FIT, fit, "loose"),
        Element.LESSON: Finding(Element.LESSON, specific, "named" if specific else "none"),
    }
    put = tuple(Probe(element=Element.SPECIFIC, quote="", text=text) for text in follow_ups)
    asked = question(Competency.PROBLEM_SOLVING, text, follow_ups=put)
    brief = ReviewBrief(
        papers=papers(Competency.PROBLEM_SOLVING),
        question=asked,
        answers=(reading.counted[0].line,),
    )
    found = probes(Findings(reading, by, own_action=True, habit=False), brief)
    return [probe.text for probe in found if probe.element is Element.SPECIFIC]


def test_what_was_told_already_is_not_asked_for() -> None:
    asked = "Think of one such day. What stood in your way?"
    again = "Can you pick one time that happened: when was it, and who was there?"
    assert gapped("I moved the rows out one night.", again, specific=0) == [asked]
    told = "I moved the rows out one night, although nobody had time."
    assert gapped(told, again, specific=0) == [], "nor is the same asked again, milder"


def test_where_all_is_shown_and_action_and_result_are_whole_nothing_is_asked() -> None:
    assert gapped("I moved the rows out one night.", specific=0) != []
    assert gapped("I moved the rows out one night.", specific=1, fit=1) == []


async def test_where_nothing_is_left_nothing_is_asked() -> None:
    found = await asked_of(Competency.PROBLEM_SOLVING, WHOLE)
    assert nothing_left(found)
    assert found.probes == ()


FIGURE = (
    "In March 2023 our ledger broke every night at Acme. I moved the hot rows out of the table, "
    "since they blocked all writes. The failures fell by 40 % that month."
)


async def test_a_share_of_nothing_named_is_asked_about_once_the_weakest_part_was() -> None:
    competency = Competency.PROBLEM_SOLVING
    put = await conversation(competency, FIGURE, "I can't say.", "I can't say.", "I can't say.")
    assert [probe.about for probe in put].count(("A1.3",)) == 1
    bold = next(probe for probe in put if probe.about)
    assert put[0] is not bold
    assert (bold.quote, bold.text) == (
        "The failures fell by 40 % that month",
        "The 40 %: of what, and measured how?",
    )


async def test_the_size_of_a_claim_is_always_in_what_is_quoted() -> None:
    late = "The failures of the nightly run over all shops in the north and the south fell by 40 %"
    answer = FIGURE.replace("The failures fell by 40 % that month", late)
    found = await asked_of(Competency.PROBLEM_SOLVING, answer)
    bold = next(probe for probe in found.probes if probe.about)
    assert bold.quote == "all shops in the north and the south fell by 40 %"


@pytest.mark.parametrize(
    "answer",
    [
        FIGURE.replace("by 40 %", "by 40 %, I counted them in the log,"),
        FIGURE.replace("by 40 %", "from ten to six, that is 40 %,"),
        FIGURE.replace("by 40 %", "by 40 % of the nightly total"),
        FIGURE.replace("by 40 %", "from ten to six"),
    ],
)
async def test_a_share_with_its_base_or_its_measure_is_believed(answer: str) -> None:
    found = await asked_of(Competency.PROBLEM_SOLVING, answer)
    assert not [probe for probe in found.probes if probe.about]


async def test_a_superlative_is_asked_what_shows_it() -> None:
    answer = FIGURE.replace(
        "The failures fell by 40 % that month", "It improved the night massively"
    )
    found = await asked_of(Competency.PROBLEM_SOLVING, answer)
    bold = next(probe for probe in found.probes if probe.about)
    assert (bold.quote, bold.text) == (
        "It improved the night massively",
        "How would I have seen that, had I been there?",
    )
