"""The table of follow-ups as a candidate reads it: enough of each, short, and one question."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from interview.coach.rules.wording import table
from interview.grounding import untraced

STATES = {
    "story": "result: none unsized seen; action: none habit shared unreasoned; "
    "specific: none when who some; lesson: none",
    "problem": "result: none unsized; action: none unreasoned; lesson: none",
    "claim": "result: none unsized seen; action: none habit shared unreasoned; "
    "specific: none when who some; lesson: none",
    "fact": "result: none unsized; action: none unreasoned; specific: none some; lesson: none",
}


def sides(part: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every side of the table with the path it stands under."""
    if isinstance(part, list):
        for row in part:
            yield path, row
    elif isinstance(part, dict):
        for name, inner in part.items():
            yield from sides(inner, f"{path}.{name}".lstrip("."))


SIDES = [
    side
    for name, part in table("probes").items()
    if name not in ("contradiction", "opening")
    for side in sides(part, name)
]


def test_every_part_that_may_be_missing_can_be_asked_for_in_three_ways_and_more() -> None:
    words = table("probes")
    for shape, listed in STATES.items():
        for element, states in re.findall(r"(\w+): ([\w ]+)", listed):
            for state in states.split():
                rows = words[shape][element][state]
                assert len(rows) >= 2, (shape, element, state)
                assert len({text for row in rows for text in row["ask"]}) >= 3


def test_no_question_stands_twice_in_the_table() -> None:
    texts = [text for _, row in SIDES for text in row["ask"]]
    assert len(texts) > 250
    assert sorted({text for text in texts if texts.count(text) > 1}) == []


@pytest.mark.parametrize(("path", "row"), SIDES, ids=[path for path, _ in SIDES])
def test_a_follow_up_is_one_short_question(path: str, row: dict[str, Any]) -> None:
    assert len(row["ask"]) == 3
    for text in row["ask"]:
        assert text.count("?") == 1, path
        assert text.endswith("?")
        assert len(text.split()) <= 22
        assert untraced(text.replace("{size}", "it"), [""]) == ()
    assert row["again"].strip()
    assert len(row["again"].split()) <= 30
