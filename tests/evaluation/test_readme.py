"""The README shows what is measured now, of the coach that needs no key."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

import readme
from builders import PlainCoach
from evaluate import evaluate
from hearing import configured
from labelled_set import Part


async def test_the_readme_shows_what_is_measured() -> None:
    found = readme.standing_in(readme.PAGE.read_text("utf-8"))
    day = readme.day_of(found).isoformat()
    measured = await evaluate(configured()[:1], day, parts=[Part.SET_ASIDE], otherwise=False)
    same = found == readme.block(measured)
    # Told in words: a difference of texts would have the page read twice.
    assert same, "the figures have changed: make evaluate ARGS=--write"


async def test_what_was_measured_is_written_in_its_place(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        f"Before.\n{readme.BEGINS}\nMeasured: never.\n{readme.ENDS}\nBehind.\n", "utf-8"
    )
    parts = [Part.SET_ASIDE]
    measured = await evaluate([PlainCoach()], "2025-01-02", draws=5, parts=parts, otherwise=False)
    readme.write(measured, page)
    text = page.read_text("utf-8")
    assert text == f"Before.\n{readme.block(measured)}\nBehind.\n"
    assert readme.day_of(readme.standing_in(text)) == date(2025, 1, 2)
    assert "Measured on 2025-01-02: plain v1" in text
    [words] = re.findall(r"^\| answers whose score no padding raised \|.*$", text, re.MULTILINE)
    assert words.split(" | ")[1:5] == ["1.00 [0.97, 1.00]", "–", "–", "0.00"]


def test_a_page_without_the_place_for_figures_is_refused() -> None:
    with pytest.raises(ValueError, match="not enough values"):
        readme.standing_in("# A page")
    with pytest.raises(ValueError, match="when it was measured"):
        readme.day_of("Measured some day")
