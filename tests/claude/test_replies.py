"""Finding the object in what a model says."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, strategies as st

from interview.coach.replies import NoObject, json_object

WORDS = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="{}"))


@given(st.dictionaries(st.text(max_size=8), st.integers() | st.text(max_size=8)), WORDS, WORDS)
def test_an_object_is_found_between_any_words(given_object, before, after):
    said = f"{before}\n```json\n{json.dumps(given_object)}\n```\n{after}"
    if "<think" not in before.lower() and "<reason" not in before.lower():
        assert json_object(said) == given_object


def test_the_last_whole_object_counts():
    assert json_object('{"draft": 1} no, rather {"final": {"x": [1, 2]}}') == {
        "final": {"x": [1, 2]}
    }


def test_what_was_thought_aloud_is_not_looked_at():
    assert json_object('<think>{"a": 1}</think>{"b": 2} <think>{"c": 3}') == {"b": 2}


def test_a_line_break_within_a_string_is_borne():
    assert json_object('{"a": "one\ntwo"}') == {"a": "one\ntwo"}


@pytest.mark.parametrize(
    "said", ["", "red", "[1, 2]", "{", '{"a": ', "<think>{}</think>", "{" * 999]
)
def test_where_there_is_none_it_says_so(said):
    with pytest.raises(NoObject):
        json_object(said)
