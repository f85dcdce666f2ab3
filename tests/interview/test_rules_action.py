"""What counts as a deed of one's own, what as its reason, and which gap is named first."""

from __future__ import annotations

import re

import pytest

from hearing import as_asked, configured, hear, papers_for
from interview.coach.rules.findings import Finding, Findings, pressing
from interview.coach.rules.manner import Kind, moves_of
from interview.coach.rules.reasons import ENOUGH, evidence, gives_reason, signs_in
from interview.coach.rules.signals import Reading, read
from interview.model import Competency, Element, Level, Line, Review, Stage

(COACH,) = configured()


def kinds_of(sentence: str) -> set[Kind]:
    return {move.kind for move in moves_of(sentence)}


def reading(*sentences: str) -> Reading:
    return read([Line(id=f"A1.{at}", text=text) for at, text in enumerate(sentences, 1)])


async def judged(answer: str, competency: Competency = Competency.PROBLEM_SOLVING) -> Review:
    stage = Stage.HIRING_MANAGER
    asked = as_asked(stage, competency, "Tell me about a problem. How did you find its cause?")
    _, found = await hear(COACH, papers_for(COACH, stage), asked, [answer])
    return found


@pytest.mark.parametrize(
    "sentence",
    [
        "I moved the table to the window.",
        "i rung the supplyer and ask for new parts",
        "Took the van apart, found a cracked hose, swapped it.",
        "Ended up rebuilding the jig myself.",
        "It was me who rang the supplier.",
        "I'm the one who called the supplier.",
        "My idea was to split the queue in two.",
        "What I did was pour a second plate in the stairwell.",
        "What I did, I called the bank.",
        "On the ones I have seen I went with the other valve.",
        "I got the baker and the two drivers to agree on nine o'clock.",
        "I had to send a couple to the other house.",
        "I spent a week reading the log.",
        "I jumped in and the shouting stopped.",
        "I got everyone into one room at the depot.",
        "I got hold of the owner at her sister's.",
    ],
)
def test_a_deed_is_a_deed_in_whatever_clothes(sentence: str) -> None:
    assert Kind.DEED in kinds_of(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "I would ring the supplier first.",
        "I usually ring the supplier first.",
        "I am a calm and careful person.",
        "I knew the valve was old.",
        "I couldn't reach the supplier.",
        "I was told to ring the supplier.",
        "I didn't change the valve.",
        "We rang the supplier together.",
        "I ring the supplier and fill in the list.",
    ],
)
def test_a_wish_a_habit_a_state_or_anothers_order_is_no_deed(sentence: str) -> None:
    assert Kind.DEED not in kinds_of(sentence)


def test_a_way_of_working_a_duty_and_a_boast_are_told_apart() -> None:
    assert Kind.WAY in kinds_of("I'd ask the tenant to write down the hour.")
    assert Kind.USE in kinds_of("I carry out the yearly inspection.")
    assert Kind.BOAST in kinds_of("I am very reliable and I have strong values.")


@pytest.mark.parametrize(
    "sentence",
    [
        "I chose the slower glue because the old one had cracked.",
        "I moved the hot rows out so that writers no longer blocked readers.",
        "I offered her ten rooms so they'd still finish at four.",
        "It was the frost and not the key, so I put a sheet over the lock.",
        "I didn't want to lose the renewal, so I sat down with her.",
        "Knowing that he hated meetings, I sent him a drawing.",
        "I carried it, people cook in basements.",
        "I kept both lists for a month so nobody felt lost.",
        "We could have bought more, but the bank takes fifty a second, so I put a queue in front.",
        "I sat both of them down, since letters had only made it worse.",
        "I wrote it on the board, otherwise people forget.",
    ],
)
def test_a_reason_needs_no_because(sentence: str) -> None:
    assert gives_reason(reading(sentence).counted[0])


@pytest.mark.parametrize(
    "sentence",
    [
        "I have worked there since March.",
        "As a nurse I turned the patient.",
        "I moved the table to the window.",
        "I renewed it and people got paid.",
        "So I drew a table.",
    ],
)
def test_the_word_of_a_reason_is_no_reason(sentence: str) -> None:
    weight = sum(sign.weight for sign in signs_in(sentence) if sign.turn != "consequence")
    assert weight < ENOUGH


def test_what_a_trial_showed_before_the_next_step_is_evidence() -> None:
    tried = reading(
        "I changed the cable and it still dropped.", "Then I swapped the port and wrote it down."
    )
    assert [s.id for s in evidence(tried.counted)] == ["A1.1"]
    told = reading("I changed the cable.", "Then I swapped the port.")
    assert evidence(told.counted) == []


STORY = (
    "One Tuesday in May the oven at Harper Road tripped twice an hour and we had forty loaves due. "
    "The owner said it was the wiring. I ran the mixer alone for an hour. "
)


async def test_a_reason_fills_the_deed_and_is_cited() -> None:
    bare = await judged(STORY)
    why = await judged(f"{STORY}I did that because both start on one timer.")
    assert (bare.value(Element.ACTION), why.value(Element.ACTION)) == (1, 2)
    mark = next(mark for mark in why.marks if mark.element is Element.ACTION)
    assert "A1.4" in mark.cites
    assert mark.reason


async def test_an_order_of_steps_that_was_never_taken_is_half_an_action_and_no_level() -> None:
    found = await judged(
        "I would first look for the fuse list. Then I'd ask the tenant to write down the hour, and "
        "I'd leave a recorder on the supply. I would never guess, as it isn't my place to do that."
    )
    assert found.value(Element.ACTION) == 1
    assert found.level is Level.NOT_SHOWN


async def test_a_way_of_working_with_its_reason_is_whole_and_still_no_occasion() -> None:
    found = await judged(
        "If a fuse goes I'd always ask the tenant for the hour first. Then I'd leave a recorder on "
        "the supply, because nobody remembers when it tripped. I usually come back after a week."
    )
    assert found.value(Element.ACTION) == 2
    assert found.value(Element.SPECIFIC) == 0
    assert found.score <= 5
    mark = next(mark for mark in found.marks if mark.element is Element.ACTION)
    assert mark.reason == "a way of working and its reason, no occasion"


PROVED = (
    "In March I rewrote the rota for the two kitchens at Harper Road and drew it on one sheet for "
    "Ana and the porters. "
)


async def test_a_proof_is_whole_where_something_came_of_it() -> None:
    named = await judged(PROVED, Competency.MOTIVATION)
    borne_out = await judged(
        f"{PROVED}Missed shifts went from nine a month to one.", Competency.MOTIVATION
    )
    assert (named.value(Element.ACTION), borne_out.value(Element.ACTION)) == (1, 2)
    mark = next(mark for mark in borne_out.marks if mark.element is Element.ACTION)
    assert mark.reason == "a proof and what came of it"


async def test_what_is_told_as_everybodys_doing_is_nobodys_own() -> None:
    ours = re.sub(r"\bI\b", "we", f"{STORY}I did that because both start on one timer. ")
    found = await judged(f"{ours}We all ran it together, it was a real team effort.")
    assert found.value(Element.ACTION) == 0


def test_what_is_done_without_a_subject_is_done_by_whoever_is_spoken_of() -> None:
    ours = reading("We ruled out the pump.", "Asked the night porter about the rain.")
    mine = reading("I ruled out the pump.", "Asked the night porter about the rain.")
    assert ours.counted[1].own() is None
    assert ours.counted[1].shared()
    assert mine.counted[1].own()


async def test_a_date_is_spoken_of_as_a_date() -> None:
    found = await judged(
        "I can start on the 4th of May. It depends on my notice, which ends in April.",
        Competency.AVAILABILITY,
    )
    reasons = {mark.element: mark.reason for mark in found.marks}
    assert reasons[Element.RESULT] == "a date to plan with"
    assert reasons[Element.SPECIFIC] == "something to plan with"


async def test_duties_and_boasts_are_no_action() -> None:
    duties = await judged(
        "Repairs are part of my daily role. I carry out testing, I do the yearly reports, I order "
        "the parts from the wholesaler and I fill in the certificate on the tablet."
    )
    boasts = await judged(
        "I am a very calm person and I have strong values. I believe that honesty matters most, "
        "and I always want the best for everyone. People say that I am a real problem solver."
    )
    assert duties.value(Element.ACTION) == boasts.value(Element.ACTION) == 0
    assert duties.value(Element.FIT) == 0


async def test_only_we_is_asked_whose_part_it_was_and_shows_no_level() -> None:
    ours = re.sub(r"\bI\b", "we", f"{STORY}I did that because both start on one timer.")
    found = await judged(ours)
    assert found.value(Element.ACTION) == 1
    assert found.level is Level.NOT_SHOWN
    assert found.probes[0].element in (Element.ACTION, Element.RESULT)


async def test_the_same_story_told_in_the_present_counts_the_same() -> None:
    found = await judged(
        "Last year in my shop the freezer is broken on Saturday. I call the neighbour shop and ask "
        "if we can put the ice there, because they have a big freezer. They say yes and I carry "
        "everything over with Ana. We lose only two boxes."
    )
    assert found.value(Element.ACTION) == 2


async def test_typos_and_lower_case_cost_nothing() -> None:
    plain = await judged(f"{STORY}I did that because both start on one timer.")
    chat = await judged(
        f"{STORY}I did that because both start on one timer.".lower()
        .replace("because", "cos")
        .replace("tripped", "triped")
    )
    assert [mark.value for mark in plain.marks] == [mark.value for mark in chat.marks]


def test_gaps_come_in_the_order_of_a_good_coach() -> None:
    def first(fit: int, specific: int, action: int, result: int, lesson: int) -> str:
        values = dict(zip(Element, (fit, specific, action, result, lesson), strict=True))
        by = {e: Finding(e, value, "some") for e, value in values.items()}
        weak = pressing(Findings(reading("I rang."), by, own_action=True, habit=False))
        return weak[0].element.value if weak else "none"

    assert first(0, 0, 0, 0, 0) == "fit"
    assert first(1, 0, 1, 0, 0) == "specific"
    assert first(2, 2, 1, 0, 0) == "result"
    assert first(2, 2, 1, 1, 0) == "action"
    assert first(2, 1, 2, 1, 0) == "result"
    assert first(2, 1, 2, 2, 0) == "specific"
    assert first(1, 2, 2, 2, 0) == "fit"
    assert first(2, 2, 2, 2, 1) == "lesson"
    assert first(2, 2, 2, 2, 2) == "none"


def test_a_reason_among_we_presses_before_an_outcome_without_size() -> None:
    by = {e: Finding(e, 2, "full") for e in Element}
    by[Element.ACTION] = Finding(Element.ACTION, 1, "shared")
    by[Element.RESULT] = Finding(Element.RESULT, 0, "none")
    weak = pressing(Findings(reading("We rang."), by, own_action=True, habit=False))
    assert [finding.element for finding in weak] == [Element.ACTION, Element.RESULT]
