"""Phrases hear capitals and small letters alike, at the very places where the text has them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, strategies as st

from interview.coach.rules import cues, learning, turns
from interview.phrases import Phrase, lowered

SAID = st.lists(
    st.sampled_from(
        [
            *("I", "LAST", "night", "Never", "again", "ſince", "then", "Trade-Off", "İf", "ıt"),
            *("THE", "prıce", "was", "Two", "weeks", "K", "Straße", "Größe", "\n", "5%", "I'D"),
            *("“Ok”", "do"),
        ]
    ),
    max_size=9,
).map(" ".join)
HEARD = (cues.TIME, cues.ABSOLUTE, cues.TRADE_OFF, learning.AGAIN, learning.PRICE, turns.SINCE)


@given(SAID)
def test_a_phrase_stands_where_a_pattern_that_ignores_case_finds_it(text: str) -> None:
    for phrase in HEARD:
        ignoring = re.compile(phrase.pattern, re.IGNORECASE)
        places = [found.span() for found in ignoring.finditer(text)]
        assert [found.span() for found in phrase.finditer(text)] == places
        assert (phrase.search(text) is None) == (not places)
        assert (phrase.match(text) is None) == (ignoring.match(text) is None)
        assert phrase.blanked(text) == ignoring.subn(" ", text)


@given(st.text())
def test_a_text_in_lower_case_is_as_long_as_before(text: str) -> None:
    assert len(lowered(text)) == len(text)


def test_what_it_finds_is_told_in_lower_case() -> None:
    assert Phrase(r"\b(?:two|five) \w+").findall("Two cats, FIVE Dogs") == ["two cats", "five dogs"]


@pytest.mark.parametrize("pattern", [r"\bI\b", r"[A-Z]\w+", r"(?P<who>She)"])
def test_a_phrase_with_a_capital_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="capital"):
        Phrase(pattern)


def test_escapes_and_names_are_no_capitals() -> None:
    assert Phrase(r"\A\W*(?P<WHO>she)\S").match("“She's")
