"""How particular an answer has to be, and what takes from it; what a date is to plan with."""

from __future__ import annotations

import pytest

from hearing import as_asked, configured, hear, papers_for
from interview.coach.rules.particulars import WORTHS, signs_of, weigh
from interview.coach.rules.signals import Sentence, read
from interview.model import Competency, Element, Line, Review, Stage
from interview.rubric import COMPETENCIES

(COACH,) = configured()


def sentences(*texts: str) -> tuple[Sentence, ...]:
    lines = [Line(id=f"A1.{at}", text=text) for at, text in enumerate(texts, 1)]
    return read(lines).counted


async def judged(competency: Competency, answer: str) -> Review:
    stage = next(stage for stage in Stage if competency in COMPETENCIES[stage])
    asked = as_asked(stage, competency, "Tell me about that, please.")
    _, found = await hear(COACH, papers_for(COACH, stage), asked, [answer])
    return found


@pytest.mark.parametrize(
    ("sign", "sentence"),
    [
        ("deed", "I rang the mill."),
        ("figure", "The mill lost forty sacks."),
        ("when", "It broke last Monday."),
        ("name", "The mill at Otley burned."),
        ("said", "She said it was too late."),
        ("who", "Then the driver left."),
        ("boast", "I am calm and careful."),
        ("general", "You never know with people."),
        ("long since", "I have carried sacks all my life."),
    ],
)
def test_each_sign_is_seen_where_it_stands(sign: str, sentence: str) -> None:
    (found,) = sentences(sentence)
    assert signs_of(found)[sign] > 0


def test_every_sign_is_weighed_and_counts_so_often_and_no_more() -> None:
    often = weigh(
        sentences(
            "The mill lost forty sacks.",
            "Two lorries came late and one of them leaked.",
            "We poured 300 litres of paint down a drain for 12 days.",
            "Nine people left in the end.",
        )
    )
    most = sum(worth.points * worth.most for worth in WORTHS.values() if worth.points > 0)
    assert 0 < often.points < most
    assert often.detail == WORTHS["figure"].points * WORTHS["figure"].most


def test_self_praise_and_generalities_take_away() -> None:
    told = ("Last May the mill at Otley lost forty sacks.", "I rang the owner.")
    plain = weigh(sentences(*told))
    padded = weigh(sentences(*told, "I am a very calm person.", "You never know with people."))
    assert padded.points < plain.points


def test_figures_of_what_one_would_do_are_no_details() -> None:
    (thought,) = sentences("I would test it with five users over three weeks.")
    (told,) = sentences("I tested it with five users over three weeks.")
    assert signs_of(thought)["figure"] == 0
    assert signs_of(told)["figure"] > 0


async def test_an_occasion_with_details_is_full_and_a_creed_is_nothing() -> None:
    occasion = await judged(
        Competency.CULTURE_FIT,
        "Last winter a girl on my rounds, Dee, was on her phone in an old man's kitchen. He saw "
        "it. One Tuesday I got into her car and told her that he had been asking me about it.",
    )
    creed = await judged(
        Competency.CULTURE_FIT,
        "I always treat people with respect. I am a real team player and everyone can count on "
        "me. Communication is everything, and I believe that you should always be honest.",
    )
    assert occasion.value(Element.SPECIFIC) == occasion.value(Element.FIT) == 2
    assert (creed.value(Element.SPECIFIC), creed.value(Element.FIT)) == (0, 1)
    mark = next(mark for mark in occasion.marks if mark.element is Element.SPECIFIC)
    assert mark.cites


async def test_a_kind_of_case_is_half_an_occasion() -> None:
    found = await judged(
        Competency.TECHNICAL_BASICS,
        "I have been running the two presses at Hollins for about six years, mostly on card. The "
        "feeder is what lets you down, since damp card sticks. I set it a hair lower in winter.",
    )
    assert found.value(Element.SPECIFIC) >= 1


@pytest.mark.parametrize(
    ("answer", "specific", "condition"),
    [
        (
            "I can start on Monday 2 June. Four weeks' notice because my contract says so, and "
            "Tuesday to Saturday from four till eleven.",
            2,
            2,
        ),
        ("It would be about a month, I have to give notice where I am. Most evenings.", 1, 1),
        ("I am quite flexible as a person and I am sure that we can work something out.", 0, 0),
    ],
)
async def test_a_date_is_something_to_plan_with(answer: str, specific: int, condition: int) -> None:
    found = await judged(Competency.AVAILABILITY, answer)
    assert found.value(Element.SPECIFIC) == specific
    assert found.value(Element.ACTION) == condition
