"""The tables of the rules coach, read as a candidate reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from interview.coach.rules.wording import table

TABLES = (
    *("questions", "findings", "probes", "advice", "summary"),
    *("coaching", "lifting", "assessing"),
)
OURS = re.compile(r"\b(?:elements?|evidence|grounding|STAR)\b", re.IGNORECASE)
REFLEX = re.compile(
    r"\b(?:great|excellent|awesome|well done|good job|nice|perfect|amazing)\b", re.IGNORECASE
)


def sentences(part: Any) -> Iterator[str]:
    """Everything that can be said of a table; what questions are chosen by is not said."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for name, inner in part.items():
            if name not in ("topic", "prefers"):
                yield from sentences(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from sentences(inner)


@pytest.mark.parametrize("name", TABLES)
def test_no_table_speaks_of_our_own_terms_or_praises_by_reflex(name: str) -> None:
    said = list(sentences(table(name)))
    assert len(said) > 20
    assert [text for text in said if OURS.search(text) or REFLEX.search(text)] == []


def test_the_line_above_a_follow_up_neither_asks_nor_quotes() -> None:
    # The follow-up does both right below it, and would ask or quote the same again.
    said = list(sentences(table("findings")["brief"]))
    assert len(said) > 80
    assert [text for text in said if "?" in text or "{quote}" in text] == []


def test_no_advice_repeats_the_line_above_a_follow_up() -> None:
    briefs = set(sentences(table("findings")["brief"]))
    others = [*sentences(table("probes")), *sentences(table("advice"))]
    assert briefs.isdisjoint(others)
