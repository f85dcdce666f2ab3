"""What the model is told: filled strictly, short enough, and versioned by its words."""

from __future__ import annotations

import pytest

from interview.anchors import ANCHORS
from interview.coach.prompts import UnfilledPrompt, filled, prompt_version, system
from interview.model import Stage
from interview.rubric import COMPETENCIES


@pytest.mark.parametrize("stage", Stage)
def test_a_prompt_holds_its_stages_anchors_and_no_place_left_open(stage):
    said = system(stage)
    assert "{" not in said
    for competency in COMPETENCIES[stage]:
        assert ANCHORS[competency].nine in said
        assert ANCHORS[competency].probe in said
    for other in COMPETENCIES[next(it for it in Stage if it is not stage)]:
        assert ANCHORS[other].nine not in said


@pytest.mark.parametrize("stage", Stage)
def test_a_prompt_is_at_most_2_500_tokens_of_four_characters(stage):
    assert len(system(stage)) / 4 <= 2500


@pytest.mark.parametrize(
    ("text", "values"),
    [("{name} of {place}", {"name": "A"}), ("{name}", {"name": "A", "place": "B"})],
)
def test_an_unknown_or_unused_name_is_an_error(text, values):
    with pytest.raises(UnfilledPrompt, match="place"):
        filled(text, values)


def test_a_value_is_put_in_as_it_is_and_not_filled_again():
    assert filled("{a} {b}", {"a": "{b}", "b": "x"}) == "{b} x"


def test_the_version_is_short_and_the_same_for_the_same_words():
    assert len(prompt_version()) == 8
    prompt_version.cache_clear()
    first = prompt_version()
    prompt_version.cache_clear()
    assert prompt_version() == first
