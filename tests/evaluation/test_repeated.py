"""How far a coach strays from itself is measured on the marks alone, whatever the labels say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import cycle

import pytest

from answers_measured import told_in
from builders import PlainCoach
from interview.coach import ReviewBrief
from interview.coach.drafts import ReviewDraft
from interview.coach.models import known_models
from interview.model import Element
from labelled_set import Part
from measures import Figure
from repeated import spread
from report import spread_shown


@dataclass
class Wavering(PlainCoach):
    """Marks the action 0 and 1 by turns, and everything else as the plain coach does."""

    engine: str = "wavering v1"
    turns: Iterator[int] = field(default_factory=lambda: cycle((0, 1)))

    async def review(self, brief: ReviewBrief, objections: tuple[str, ...] = ()) -> ReviewDraft:
        draft = await super().review(brief, objections)
        value = next(self.turns)
        marks = [
            mark.model_copy(update={"value": value}) if mark.element is Element.ACTION else mark
            for mark in draft.marks
        ]
        return draft.model_copy(update={"marks": tuple(marks)})


TOLD = [told for told in told_in(Part.TUNING) if not told[1].follow_ups][:18]


def value(figure: Figure | None) -> float:
    assert figure is not None
    return figure.value


async def test_a_coach_that_changes_its_mind_is_off_by_what_it_changes() -> None:
    found = await spread(Wavering(), TOLD, times=2, draws=20)
    # Two values one apart have a variance of a half; a sum of 4 scores 5, one of 5 scores 6.
    assert value(found.strays["action"]) == value(found.strays["score"]) == pytest.approx(0.5**0.5)
    assert value(found.strays["result"]) == 0
    assert (found.widest["action"], found.widest["score"], found.widest["fit"]) == (1, 1, 0)
    assert found.plus_minus == 1


async def test_a_coach_of_one_mind_is_off_by_nothing() -> None:
    found = await spread(PlainCoach(), TOLD, times=3, draws=20)
    assert {value(figure) for figure in found.strays.values()} == {0}
    assert found.plus_minus == 0
    page = "\n".join(spread_shown(found))
    assert "plain v1 against itself: 3 reviews" in page
    assert "| action | 0.00 [0.00, 0.00] | 0 |" in page


async def test_one_review_cannot_stray_from_itself() -> None:
    with pytest.raises(ValueError, match="has to be repeated"):
        await spread(PlainCoach(), TOLD, times=1)


async def test_a_models_spread_is_printed_as_its_record_takes_it(tmp_path) -> None:
    found = await spread(Wavering(engine="local-model 1a2b3c4d"), TOLD, times=2, draws=20)
    line = next(it for it in spread_shown(found) if "spread =" in it)
    file = tmp_path / "models.toml"
    written = line.split("`")[3].replace("…", "2026-11-20")
    file.write_text(f'["local-model"]\n{written}\n')
    assert known_models(file)["local-model"].plus_minus("1a2b3c4d") == found.plus_minus == 1
    assert not [it for it in spread_shown(replace(found, name="rules v1")) if "spread =" in it]
