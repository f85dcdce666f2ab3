"""What readers see in sentences and no rule names: it raises a mark, with its sentence, or not."""

from __future__ import annotations

import re

from interview.coach.rules.findings import Circumstances, Findings
from interview.coach.rules.marking import by_rules, find
from interview.coach.rules.roles import Role, features_of, roles
from interview.coach.rules.signals import Reading, read
from interview.model import Element, Line
from interview.rubric import Shape

STAR = Circumstances(Shape.STAR)
CHURN = (
    "“Fix onboarding,” they said. I rang ten who had quit, one evening in May. Nine weren't lost: "
    "too dear. I dropped my redesign and we tried a cheaper tier. Sign-ups doubled by June."
)
JOINED = (
    "The mill wanted the bus later and the school wanted it earlier. We counted who got on at "
    "each stop for two weeks, because nobody had a figure. We took the list to both of them."
)


GATE = (
    "Driver want gate open early, neighbour want it shut till eight, both shout at me, both right. "
    "I count the lorries, put the list on the wall, say nothing, go make tea. If it come from my "
    "mouth then I am on somebody side. After I say maybe only the small ones before eight, the big "
    "ones wait by the canal. They say ok. Driver lose half hour but win a parking place, this I "
    "write on small card so new person not open the fight again."
)


def heard(text: str) -> Reading:
    parts = re.split(r"(?<=[.!?]) ", text)
    return read([Line(id=f"A1.{at}", text=part) for at, part in enumerate(parts, 1)])


def found(text: str) -> tuple[Findings, Findings]:
    """As the rules find it, and as it is weighed."""
    return by_rules(heard(text), STAR), find(heard(text), STAR)


def test_each_counted_sentence_is_likely_something_between_0_and_1() -> None:
    reading = heard(CHURN)
    likely = roles(reading, by_rules(reading, STAR).by, Shape.STAR)
    assert len(likely) == len(reading.counted)
    assert all(set(one) == set(Role) for one in likely)
    assert all(0 < sure < 1 for one in likely for sure in one.values())


def test_a_deed_looks_like_a_deed_and_a_change_like_one() -> None:
    reading = heard(CHURN)
    likely = roles(reading, by_rules(reading, STAR).by, Shape.STAR)
    deed, change = likely[1], likely[-1]
    assert deed[Role.DEED] > 0.5 > deed[Role.MEASURED]
    assert change[Role.MEASURED] > 0.5 > change[Role.DEED]


def test_what_raises_a_mark_cites_a_sentence_that_bears_it() -> None:
    for text in (CHURN, JOINED):
        rules, weighed = found(text)
        for element in Element:
            if weighed.value(element) > rules.value(element):
                assert weighed[element].cites
                assert weighed[element].said is not None
                assert weighed[element].said.id in weighed[element].cites


def test_that_a_question_was_missed_stays_with_the_rules() -> None:
    for text in (CHURN, JOINED):
        rules, weighed = found(text)
        assert (rules.value(Element.FIT) == 0) == (weighed.value(Element.FIT) == 0)


def test_what_stands_before_the_first_deed_did_not_come_of_it() -> None:
    rules, weighed = found(
        "Complaints fell by half in March, nobody knew why. In April the phones were quiet. I was "
        "asked to look, so I rang twelve of the people who used to complain every single week."
    )
    assert rules.value(Element.RESULT) == weighed.value(Element.RESULT) == 0


def test_together_and_with_its_reason_is_worth_one_and_shows_no_own_part() -> None:
    _, weighed = found(JOINED)
    assert weighed.value(Element.ACTION) == 1
    assert weighed[Element.ACTION].state == "shared"
    assert not weighed.own_deed


def test_too_few_words_are_left_as_the_rules_find_them() -> None:
    rules, weighed = found("I rang the depot and they sent a van by noon.")
    assert rules == weighed


def test_a_refusal_to_say_bears_nothing() -> None:
    _, alone = found(CHURN)
    _, weighed = found(f"{CHURN} I can't say.")
    assert {e: alone.value(e) for e in Element} == {e: weighed.value(e) for e in Element}


def test_a_sentence_is_known_by_its_grammar_and_neighbours() -> None:
    reading = heard("I rang the depot. They sent a van by noon.")
    first, second = features_of(reading, {}, Shape.STAR)
    assert {"u:i", "b:^_i", "p:first", "next:they"} <= first.keys()
    assert {"prev:i", "p:last", "sh:star"} <= second.keys()


def test_a_whole_answer_that_repeats_no_word_of_the_question_is_not_off_it() -> None:
    parts = re.split(r"(?<=[.!?]) ", GATE)
    reading = read(
        [Line(id=f"A1.{at}", text=part) for at, part in enumerate(parts, 1)],
        topic=frozenset({"conflict", "priority"}),
    )
    rules, weighed = by_rules(reading, STAR), find(reading, STAR)
    assert rules[Element.FIT].state == "elsewhere"
    assert weighed.value(Element.FIT) == 2
    assert weighed[Element.FIT].cites
