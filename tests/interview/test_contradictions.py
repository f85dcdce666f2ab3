"""What is said two ways is asked about neutrally, and nothing that may well agree."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from builders import PAPERS
from interview.coach import Papers, ReviewBrief
from interview.coach.grounded import give_feedback, review
from interview.coach.rules import RulesCoach
from interview.coach.rules.contradictions import disputes
from interview.evidence import number_answers
from interview.model import (
    Answer,
    Cap,
    Competency,
    Line,
    Message,
    PreparedQuestion,
    Probe,
    Question,
    Review,
)

COACH = RulesCoach()
RESUME = tuple(
    Line(id=f"R{at}", text=text)
    for at, text in enumerate(
        [
            "Acme Pay, Senior Backend Engineer, 2021 to 2026",
            "Cut p99 latency of the payment API from 900 ms to 120 ms by moving hot ledger rows",
            "Led the migration of 14 services to PostgreSQL over nine months with a team of five",
            "Built the routing service that plans 25,000 deliveries a day",
            "Reduced cloud costs by 35 % by batching events",
            "Brightlane, Junior Developer, 2016 to 2018",
            "Wrote the import used by 200 small firms and brought its error rate from 6 % to 0.8 %",
            "Northfield Hospital, Staff Nurse, 2010 to 2015",
            "Led a team of 12 nurses on the renal ward",
        ],
        1,
    )
)
NURSE = (
    "In March 2013 I led a team of 20 nurses on the renal ward, and two drugs had been missed. "
    "I checked every drug at the bedside with Ana because the list was copied by hand. "
    "Missed drugs fell from nine to one a month. "
    "Since then I check the list first, because it had hidden the cause."
)


def papers(*earlier: str) -> Papers:
    said = tuple(Line(id=f"E{at}", text=text) for at, text in enumerate(earlier, 1))
    return replace(PAPERS, resume=RESUME, earlier=said)


def question(*texts: str, follow_ups: tuple[Probe, ...] = ()) -> Question:
    text = "Tell me about a time when something went wrong. How did you find out why?"
    return Question(
        id=UUID(int=1),
        number=2,
        attempt=1,
        asked=PreparedQuestion(
            competency=Competency.PROBLEM_SOLVING, text=text, in_other_words=text, easier=text
        ),
        answers=tuple(
            Answer(number=number, parts=(Message(ts=f"{number}", text=text),))
            for number, text in enumerate(texts, 1)
        ),
        follow_ups=follow_ups,
    )


def told_two_ways(
    *answers: str, earlier: tuple[str, ...] = (), resume: bool = True
) -> list[tuple[str, tuple[str, str]]]:
    """The kinds of what disagrees, with the words that do."""
    given = papers(*earlier) if resume else replace(papers(*earlier), resume=())
    asked = question(*answers)
    brief = ReviewBrief(papers=given, question=asked, answers=number_answers(asked.answers))
    return [(dispute.kind, dispute.words) for dispute in disputes(brief)]


@pytest.mark.parametrize(
    ("answer", "kind", "there", "here"),
    [
        (
            "I led a team of 20 nurses on the renal ward that winter.",
            *("team", "team of 12 nurses", "team of 20 nurses"),
        ),
        (
            "I had 25 people in my team on that renal ward, nurses all of them.",
            *("team", "team of 12 nurses", "25 people in my team"),
        ),
        (
            "We had a fifteen-person team on the migration of those services to PostgreSQL.",
            *("team", "team of five", "fifteen-person team"),
        ),
        (
            "The migration of the services to PostgreSQL took us three months.",
            *("time", "over nine months", "took us three months"),
        ),
        (
            "I took p99 latency of the payment API from 900 ms to 300 ms.",
            *("count", "from 900 ms to 120 ms", "from 900 ms to 300 ms"),
        ),
        (
            "It was slow. Moving the ledger rows took it from 900 ms to 300 ms.",
            *("count", "from 900 ms to 120 ms", "from 900 ms to 300 ms"),
        ),
        (
            "We brought the error rate of the import from 0.8 % to 6 %.",
            *("turn", "from 6 % to 0.8 %", "from 0.8 % to 6 %"),
        ),
        ("I cut our cloud costs by 60 % by batching events.", "count", "by 35 %", "by 60 %"),
        (
            "The routing service plans 40,000 deliveries a day.",
            *("count", "25,000 deliveries", "40,000 deliveries"),
        ),
        (
            "The import was used by 2,000 small firms, and its error rate fell.",
            *("count", "200 small firms", "2,000 small firms"),
        ),
        (
            "At Acme Pay in 2019 I rewrote the ledger.",
            *("year", "Acme Pay, Senior Backend Engineer, 2021 to 2026", "in 2019"),
        ),
        (
            "i joined Brightlane in 2012 as a junior.",
            *("year", "Brightlane, Junior Developer, 2016 to 2018", "in 2012"),
        ),
    ],
)
def test_an_answer_that_disagrees_with_the_resume_is_seen(
    answer: str, kind: str, there: str, here: str
) -> None:
    assert told_two_ways(answer) == [(kind, (there, here))]


@pytest.mark.parametrize(
    "answer",
    [
        "I led a team of 12 nurses on the renal ward.",
        "I led a team of twelve nurses on the renal ward.",
        "I led a team of 13 nurses on the renal ward, if you count me.",
        "I had about 20 people in my team on that renal ward.",
        "I cut our cloud costs by 60 % or so by batching events.",
        "5 of the 12 nurses on the renal ward came in.",
        "On the renal ward I led a team of 12 nurses, no, 20.",
        "I led a team of 20 nurses on the renal ward. No, twelve, I mean.",
        "The team on the renal ward grew to 20 nurses.",
        "I would want a team of 20 nurses on a renal ward.",
        "They sent another team of 20 nurses to the renal ward.",
        "Their team of eight at the supplier used PostgreSQL for the migration.",
        "I trained 3 nurses on the renal ward.",
        "I took p99 latency of the payment API from 900 ms to 130 ms.",
        "The payment API's p99 latency went from 0.9 s to 120 ms.",
        "The p99 latency of the payment API went from 900 ms to around 300 ms.",
        "The p99 latency of the search API went from 400 ms to 90 ms.",
        "At Northfield I led the migration to PostgreSQL with a team of nine.",
        "First I moved 3 services to PostgreSQL.",
        "We lost two services during the migration to PostgreSQL.",
        "My target was 20 services on PostgreSQL after the migration.",
        "Cloud costs fell by a third once we batched events.",
        "I cut costs by 10 % in the kitchen of my sister.",
        "The routing service plans 40,000 deliveries a week.",
        "For three months I only watched the services on PostgreSQL.",
        "At Acme Pay in 2022 I rewrote the ledger.",
        "After I left Brightlane in 2019 I travelled.",
        "I met 4 small firms that used the import.",
    ],
)
def test_what_may_well_agree_with_the_resume_is_not_doubted(answer: str) -> None:
    assert told_two_ways(answer) == []


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("I led a team of 12 on the ward.", "I managed 20 nurses on that ward."),
        ("It took us three weeks to move the archive.", "We moved the archive in nine weeks."),
        ("Complaints fell from 40 to 12 a month.", "Complaints fell from 40 to 25 a month."),
        ("In 2019 I introduced the night card.", "I introduced the night card in 2021."),
    ],
)
def test_two_answers_that_disagree_are_seen(first: str, then: str) -> None:
    assert len(told_two_ways(first, then, resume=False)) == 1
    assert told_two_ways(f"{first} {then}", resume=False) == [], "one answer is one breath"
    assert told_two_ways(first, f"Sorry, that was wrong. {then}", resume=False) == []


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("I led a team of 12 on the ward.", "Sorry, I meant that I led a team of 20."),
        ("We were a team of six.", "I had seven people in my team."),
        ("It took three weeks to plan.", "It took nine weeks to build."),
        ("I rang ten guests.", "I rang four guests twice."),
        ("We moved 40 pallets that night.", "I moved 12 pallets myself."),
        ("Complaints fell from 40 to 12 a month.", "Returns fell from 90 to 12 a month."),
    ],
)
def test_answers_that_may_both_be_true_are_not_doubted(first: str, then: str) -> None:
    assert told_two_ways(first, then, resume=False) == []


async def answered(reply: str) -> tuple[Review, Review]:
    """The review that doubts, and the one after the reply to what it asked."""
    first = await review(COACH, papers(), question(NURSE))
    asked = replace(question(NURSE, reply, follow_ups=first.probes[:1]), review=first)
    return first, await review(COACH, papers(), asked)


async def test_a_contradiction_is_asked_about_first_and_holds_the_score_until_then() -> None:
    found = await review(COACH, papers(), question(NURSE))
    assert found.contradicts == (("R9", "A1.1"),)
    assert found.caps == (Cap.CONTRADICTED,)
    assert found.score == 4
    assert found.probes[0].text == (
        "Your resume says “team of 12 nurses”, here you said “team of 20 nurses”. "
        "Which is it, or was that another team?"
    )
    assert found.probes[0].about == ("R9", "A1.1")
    assert found.probes[0].quote == ""
    assert found.gaps[0] == (
        "Two things do not agree yet: “team of 12 nurses” and “team of 20 nurses”."
    )
    assert "agree" in found.brief or "cleared up" in found.brief or "fit together" in found.brief


@pytest.mark.parametrize(
    "reply",
    [
        "Twenty. My resume is out of date there.",
        "12 is right, I misspoke.",
        "Both: there were two teams, days and nights.",
        "The second.",
        "It was fifteen, really.",
        "The twenty include the bank staff who came in that winter to help us with the drugs.",
    ],
)
async def test_whoever_explains_has_cleared_it_up(reply: str) -> None:
    first, second = await answered(reply)
    assert (first.score, second.caps, second.contradicts) == (4, (), ())
    assert second.score >= 8
    assert not any("agree" in gap for gap in second.gaps)
    assert all(probe.about != first.probes[0].about for probe in second.probes)


@pytest.mark.parametrize(
    "reply",
    [
        "I don't remember that.",
        "We also had a good party and everyone on the ward enjoyed themselves a lot that evening.",
        "Your resume says team of 12 nurses, here you said team of 20 nurses. Which is it, or was "
        "that another team?",
    ],
)
async def test_what_explains_nothing_clears_nothing_up_and_is_not_asked_twice(reply: str) -> None:
    first, second = await answered(reply)
    assert second.contradicts == first.contradicts
    assert second.score <= 4
    assert all(probe.about != first.probes[0].about for probe in second.probes)


async def test_what_was_cleared_up_is_not_doubted_again_by_a_later_answer() -> None:
    first, second = await answered("Twenty. My resume is out of date there.")
    asked = question(
        NURSE,
        "Twenty. My resume is out of date there.",
        "I told the team of 20 nurses on the renal ward where the list was.",
        follow_ups=(first.probes[0], Probe(element=first.probes[0].element, quote="", text="So?")),
    )
    third = await review(COACH, papers(), replace(asked, review=second))
    assert (third.caps, third.contradicts) == ((), ())


async def test_an_earlier_practice_is_asked_about_and_costs_nothing() -> None:
    told = "I led a team of 12 nurses on the renal ward, and two drugs had been missed."
    story = NURSE.replace(
        " Since then I check the list first, because it had hidden the cause.", ""
    )
    asked = question(story)
    plain = await review(COACH, replace(papers(), resume=()), asked)
    found = await review(COACH, replace(papers(told), resume=()), asked)
    assert found.probes[0].text == (
        "In an earlier practice you said “team of 12 nurses”, here “team of 20 nurses”. "
        "Which is it, or was that another team?"
    )
    assert found.probes[0].about == ("E1", "A1.1")
    assert (found.contradicts, found.caps) == ((), plain.caps)
    assert (found.score, found.gaps, found.marks) == (plain.score, plain.gaps, plain.marks)


async def test_an_earlier_practice_is_neither_cited_nor_used_in_the_feedback() -> None:
    told = "I led a team of 12 nurses on the renal ward, and two drugs had been missed."
    asked = question(NURSE)
    plain = await give_feedback(COACH, papers(), asked)
    assert await give_feedback(COACH, papers(told), asked) == plain
    assert not any(line.startswith("E") for part in plain.revised for line in part.cites)


def test_another_story_of_an_earlier_practice_is_not_held_against_anyone() -> None:
    assert (
        told_two_ways(NURSE, earlier=("I led a team of 4 on the night shift.",), resume=False) == []
    )
