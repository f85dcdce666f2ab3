"""Figures in the truth check: one number in many forms, and roundings said as such."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings, strategies as st

from interview.grounding import unsupported
from interview.model import Line

SAME = [
    "three | 3",
    "40 % | forty percent | 40 per cent | 40 pct",
    "$1.2M | 1.2 million dollars | 1,200,000 dollars | USD 1.2 million",
    "₦4.6m | 4.6 million naira | 4,600,000 naira",
    "£45,000 | 45 thousand pounds | £45k",
    "half a year | 6 months | six months",
    "2 years | twenty-four months | two years",
    "an hour and a half | 90 minutes | 1.5 hours",
    "a quarter of an hour | 15 minutes | a quarter-hour",
    "three-quarters of them | 75 % of them | three quarters of them",
    "over 24 months | over two years | over 2 years",
    "half a litre | 500 ml | half-litre",
    "year one | the first year",
    "6 in 1,000 of them | 0.6 % of them",
    "lunchtime | midday | noon",
    "a fortnight | two weeks | 14 days",
    "0.4 seconds | 400 ms",
    "two kilometres | 2 km | 2,000 metres",
    "1 in 5 | 20 percent | one fifth of them",
    "two thirds of them | two out of three",
    "the 2nd floor | the second floor",
    "the twenty-first day | the 21st day",
    "every third week | every 3rd week | every three weeks",
    "fortnightly | every other week | every two weeks",
    "p99 | 99th percentile",
    "Q3 2021 | the third quarter of 2021",
    "Sept 2020 | September 2020 | 09/2020",
    "at half two | at 2.30 pm | at 14:30",
    "12k rows | 12,000 rows | twelve thousand rows",
    "from 900 to 120 ms | from 900 ms to 120 ms",
    "a couple of hundred | 200 | two hundred",
    "three dozen | 36",
    "halved | cut by 50 %",
    "doubled | twice as much",
]
PAIRS = [
    (one, other)
    for forms in (row.split(" | ") for row in SAME)
    for one in forms
    for other in forms
    if one != other
]


def unsaid(claim: str, said: str) -> tuple[str, ...]:
    line = Line(id="A1.1", text=f"I did it, {said}, with the crew.")
    return unsupported(f"You did it, {claim}, with the crew.", [line])


@pytest.mark.parametrize(("claim", "said"), PAIRS)
def test_one_figure_in_another_form_is_the_same(claim: str, said: str) -> None:
    assert unsaid(claim, said) == ()


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("about 120 ms", "118 ms"),
        ("roughly 400 rows", "412 rows"),
        ("nearly two and a half million rows", "2.4 million rows"),
        ("just under £2,000", "£1,800"),
        ("getting on for 20 rows", "18 rows"),
        ("well over a hundred rows", "130 rows"),
        ("a little over 20 minutes", "22 minutes"),
        ("about a quarter of them", "24 percent of them"),
        ("just over a tenth of them", "7 of 60 rows"),
        ("around five years", "2014 to 2019"),
        ("200 rows or so", "203 rows"),
    ],
)
def test_a_rounding_passes_where_it_is_said_and_only_there(claim: str, said: str) -> None:
    bare = claim
    for hedge in ("about", "roughly", "nearly", "just under", "getting on for", "well over"):
        bare = bare.removeprefix(f"{hedge} ")
    for hedge in ("a little over", "just over", "around"):
        bare = bare.removeprefix(f"{hedge} ")
    bare = bare.removesuffix(" or so")
    assert unsaid(claim, said) == ()
    assert bare != claim
    assert unsaid(bare, said) or "years" in bare


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("about 150 ms", "118 ms"),
        ("nearly 50 rows", "38 rows"),
        ("over 120 rows", "118 rows"),
        ("over 50 rows", "130 rows"),
        ("about 117 ms", "118 ms"),
        ("just under 100 rows", "104 rows"),
        ("eight teams", "the eighth team"),
        ("$80k a year", "$80k a month"),
        ("every second week", "every third week"),
        ("down to 30 percent", "down by 30 percent"),
        ("the first month", "the first fortnight"),
        ("one in four", "7 of 60"),
        ("Band 6, six rows", "Band 5, six rows"),
        ("108 % in 2020", "from 2020 on, 108 % in 2022"),
        ("March 2019 to June 2021", "June 2019 to March 2021"),
    ],
)
def test_another_figure_is_refused_however_alike(claim: str, said: str) -> None:
    assert unsaid(claim, said)


@settings(max_examples=60)
@given(
    st.integers(2, 9_999),
    st.integers(2, 9_999),
    st.sampled_from(["{} rows", "{} %", "£{}", "{} days", "{} km"]),
)
def test_no_other_number_passes_for_one_that_was_said(said: int, claim: int, form: str) -> None:
    assume(said != claim)
    assert unsaid(form.format(claim), form.format(said))


@settings(max_examples=60)
@given(st.integers(20, 9_999), st.integers(20, 9_999))
def test_about_reaches_no_further_than_a_tenth(said: int, claim: int) -> None:
    assume(abs(said - claim) > max(said, claim) / 10)
    assert unsaid(f"about {claim} rows", f"{said} rows")
