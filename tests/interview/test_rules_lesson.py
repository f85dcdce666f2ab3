"""What was taken from it, as the rules coach reads it: named, used since, or tied to this job."""

from __future__ import annotations

import re

import pytest

from interview.coach.rules import warm_up
from interview.coach.rules.facts import option
from interview.coach.rules.findings import Circumstances, Finding
from interview.coach.rules.lessons import lesson
from interview.coach.rules.signals import read
from interview.model import Element, Line
from interview.rubric import Shape

warm_up()

STORY = (
    "Last spring the boxes for the evening run were packed in the wrong order. I moved the labels "
    "to the lid and asked the packers to load from the back, because nobody could read them. "
    "Wrong drops went from six a night to one. "
)
USED = """I'd have asked the night shift sooner.
I wish I'd rung the packers before I changed anything.
The one thing I'd change is the day, Mondays are too full for it.
What I do now is walk the line first.
I walk the line before every change now.
Now the first thing I do is stand at the line for an hour.
I've done it that way on every site since.
I shouldn't have waited for the meeting, next time I go the same day.
I don't assume anybody has read the sheet any more.
If I had my time again I'd start with the drivers.
So now I make always a small test with two drivers first.
Since then I put the reason on the sheet as well as the rule.
Today I would start with the drivers.
I learned to ask the person who unloads.
Another time I'd start with the late shift.
I still keep a list by the door because of it.
I look at the belt before I look at the people.""".splitlines()
NAMED = """I learned that packers don't read labels at night.
It taught me that people want to know the reason.
The downside was that the lids cost us forty pounds a week.
The trade-off is that loading takes a bit longer.
It cost me some goodwill with the day shift.
What it doesn't cover is the returns.
We gave up the neat pallets for it.
I realised the drivers had never been asked.
It doesn't work for the small vans.
I underestimated how tired they were.""".splitlines()
NO_LESSON = """I learned a lot from that.
It was a great learning experience for me.
I think teamwork is very important.
I am still working there now.
I would be happy to tell you more.
I always give a hundred percent.
Now I am a shift leader.
I believe you should always listen to people.
You learn something new every day.
I still work with the same drivers.
It was a team effort and everyone learned from each other.
The night manager had a different plan.
We lost two boxes that week.""".splitlines()


def found(text: str, shape: Shape = Shape.STAR, probed: Element | None = None) -> Finding:
    parts = [part for part in re.split(r"(?<=[.?!])\s+", text) if part]
    reading = read([Line(id=f"A1.{at}", text=part) for at, part in enumerate(parts, 1)])
    return lesson(reading, Circumstances(shape, {1: probed} if probed else {}))


@pytest.mark.parametrize("close", USED)
def test_a_lesson_with_its_use_is_full(close: str) -> None:
    assert found(STORY + close).value == 2


@pytest.mark.parametrize("close", NAMED)
def test_a_lesson_or_a_price_that_is_only_named_is_half(close: str) -> None:
    assert found(STORY + close).value == 1


@pytest.mark.parametrize("close", NO_LESSON)
def test_a_creed_a_post_and_a_plain_fact_are_no_lesson(close: str) -> None:
    assert found(STORY + close).value == 0


@pytest.mark.parametrize("close", [*USED, *NAMED])
def test_a_lesson_cites_the_sentence_that_tells_it(close: str) -> None:
    assert found(STORY).value == 0
    shown = found(STORY + close)
    assert shown.said is not None
    assert shown.said.id in shown.cites
    assert shown.said.id not in ("A1.1", "A1.2", "A1.3")


@pytest.mark.parametrize("padding", NO_LESSON)
@pytest.mark.parametrize("close", [NAMED[0], NAMED[4]])
def test_padding_raises_no_lesson(close: str, padding: str) -> None:
    assert found(f"{STORY}{close} {padding}").value <= found(STORY + close).value


@pytest.mark.parametrize("close", [*USED[:8], *NAMED[:5], *NO_LESSON[:5]])
def test_case_and_full_stops_cost_nothing(close: str) -> None:
    assert found((STORY + close).rstrip(".").lower()).value == found(STORY + close).value


def test_a_habit_without_a_story_is_no_lesson() -> None:
    assert (
        found("I always walk the line first. I usually ask the drivers what they need.").value == 0
    )


def test_a_trade_off_in_general_is_no_lesson_without_a_story() -> None:
    assert found("There is a trade-off between speed and quality in every kitchen.").value == 0


def test_a_habit_given_up_is_a_lesson_named_even_without_its_story() -> None:
    assert found("I don't swap parts on a guess any more, it only hides the fault.").value == 1


def test_what_others_gave_up_is_no_lesson_of_ones_own() -> None:
    assert found(STORY + "The day shift gave up its long break for it.").value == 0


def test_a_claim_is_tied_to_this_job_by_what_one_would_do_in_it() -> None:
    proof = "In my last year there I explained the new meter to every tenant on the third floor. "
    assert found(proof + "Your tenants would get the same drawing from me.", Shape.CLAIM).value == 2
    assert found(proof + "Your company is the best in the country.", Shape.CLAIM).value == 0


def test_a_price_one_knows_of_is_a_tie_to_the_job() -> None:
    proof = "I did the night rounds for a year and I rang every family myself. "
    known = "I know that with you I lose my free weekends and the night money."
    assert found(proof + known, Shape.CLAIM).value == 2
    assert found(proof + "I know you are a good company.", Shape.CLAIM).value == 0


@pytest.mark.parametrize(
    ("answer", "value"),
    [
        ("I could also start two evenings a week from February.", 2),
        ("Not Sundays, though I'll swap one a month if I know by Wednesday.", 2),
        ("I'm happy to move my holiday. How long is the handover?", 2),
        ("If you prefer I could come for the inventory.", 1),
        ("I can do most evenings.", 0),
        ("I'm sure we can work something out.", 0),
        ("I am quite a flexible person.", 0),
    ],
)
def test_a_way_round_is_full_with_its_day_or_a_question_back(answer: str, value: int) -> None:
    parts = re.split(r"(?<=[.?!])\s+", answer)
    lines = [Line(id=f"A1.{at}", text=part) for at, part in enumerate(parts, 1)]
    assert option(read(lines, least_words=3)).value == value


BOASTS = """I am a very hard-working person and I always give everything for the team.
I'm a good listener and I always put the customer first.
I work hard every day and I never give up.
I take pride in being reliable.
I always go the extra mile.""".splitlines()


@pytest.mark.parametrize("boast", BOASTS)
@pytest.mark.parametrize("shape", list(Shape))
def test_a_boast_at_the_end_raises_no_lesson(boast: str, shape: Shape) -> None:
    assert found(f"{STORY}{boast}", shape).value == found(STORY, shape).value


def test_what_one_would_do_counts_by_its_place_behind_the_story() -> None:
    wish = "I would pin the number of boxes down with the drivers."
    assert found(STORY + wish).value == 2
    assert found(wish + " " + STORY).value == 0


def test_a_lesson_as_a_bidding_is_a_thing_to_do() -> None:
    assert found(STORY + "Lesson: with packers, ask who unloads.").value == 2
    assert found(STORY + "What we took from it is you ask the driver first.").value == 2


def test_a_limit_admitted_counts_and_with_a_way_out_it_is_full() -> None:
    proof = "In my last year there I set the meters for every tenant on the third floor. "
    assert found(proof + "I've only done three gas meters.", Shape.CLAIM).value == 1
    way_out = "Where I'm weak is gas meters, so there I ask our fitter."
    assert found(proof + way_out, Shape.CLAIM).value == 2


def test_one_price_of_a_post_is_named_and_two_are_weighed() -> None:
    proof = "I did the night rounds for a year and I rang every family myself. "
    assert found(proof + "I'd miss the night money.", Shape.CLAIM).value == 1
    assert found(proof + "I'd miss the night money. I'd lose two crews.", Shape.CLAIM).value == 2


def test_warm_words_for_the_post_are_no_tie_to_it() -> None:
    proof = "I did the night rounds for a year and I rang every family myself. "
    assert found(proof + "Your team would be an amazing place to grow.", Shape.CLAIM).value == 0
