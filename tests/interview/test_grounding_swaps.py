"""Facts of one line that change places: whose figure, which name, what first, what instead."""

from __future__ import annotations

import pytest

from interview.grounding import unsupported
from interview.model import Line

SQUAD = "Worked in a squad of 6 engineers within a group of 41, on call one week in five."
DOSE = "The label said 5 milligrams but the chart said 5 micrograms, so I asked the pharmacist."
DAYS = "On Tuesday I closed the valve, and on Thursday we found the cracked pipe."
BOARDS = (
    "Moved our charts off Tableau because nobody read them, and put four useful tiles in Looker."
)
PAINT = "I used the roller instead of the brush for the ceiling."
ORDER = "I switched the mains off before I opened the cabinet."
JOINED = "The new rota came in the week after I joined."
SOLD = "I sold pumps for Harlan, and my biggest account was the repair yard of Westmoor."
PLUMBER = "Apprentice plumber, Dunmore Heating, 2016–2019: boilers and leaks"
NURSES = "I am a care assistant and I tell the nurses what I see."
DOSSIER = "I rewrote the price list with the shop lead last spring."
RATING = "We got our top rating back after the new floor went in."
TRAINED = "Wrote the guide to the search cluster and walked the support team through it in May."


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ([SQUAD], "In a squad of 6 engineers you were on call one week in five."),
        ([SQUAD], "Your group of 41 had one week in five on call."),
        ([DOSE], "The chart said 5 micrograms and the label 5 milligrams, so you asked."),
        ([DAYS], "You closed the valve on Tuesday; the cracked pipe was found on Thursday."),
        ([BOARDS], "You put four useful tiles in Looker and moved the charts off Tableau."),
        ([PAINT], "For the ceiling you used the roller rather than the brush."),
        ([ORDER], "You opened the cabinet after switching the mains off."),
        ([JOINED], "A week after you joined, the new rota came in."),
        ([SOLD], "At Harlan you sold pumps."),
        ([PLUMBER], "Apprentice plumber at Dunmore Heating, you did boilers and leaks."),
        ([DOSSIER], "With the shop lead you rewrote the price list last spring."),
        ([TRAINED], "In May you walked the support team through the guide."),
    ],
)
def test_what_stays_in_its_place_passes(lines: list[str], sentence: str) -> None:
    assert reasons(lines, sentence) == ()


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ([SQUAD], "In a squad of 41 engineers you were on call one week in five."),
        ([DOSE], "The chart said 5 milligrams and the label 5 micrograms, so you asked."),
        ([DAYS], "You closed the valve on Thursday; the cracked pipe was found on Tuesday."),
        ([BOARDS], "You put four useful tiles in Tableau and moved the charts off Looker."),
        ([PAINT], "For the ceiling you used the brush rather than the roller."),
        ([ORDER], "You opened the cabinet before switching the mains off."),
        ([ORDER], "Having opened the cabinet, you switched the mains off."),
        ([JOINED], "You joined the week after the new rota came in."),
        ([SOLD], "You worked at Westmoor, selling pumps."),
        ([PLUMBER], "Plumber at Dunmore Heating, you did boilers and leaks."),
        ([NURSES], "Being one of the nurses, you tell what you see."),
        (
            [DOSSIER, RATING],
            "Rewriting the price list with the shop lead, I helped get our rating back.",
        ),
        ([TRAINED], "Support have been able to run the search cluster alone since May."),
        ([TRAINED], "You walked the support team through the guide, and they thanked you."),
        ([PAINT], "The ceiling passed its inspection after you used the roller."),
    ],
)
def test_what_changes_places_or_comes_to_more_is_refused(lines: list[str], sentence: str) -> None:
    assert reasons(lines, sentence)


def reasons(lines: list[str], sentence: str) -> tuple[str, ...]:
    told = [
        Line(id=f"A1.{at}" if " I " in f" {text}" or "We" in text else f"R{at}", text=text)
        for at, text in enumerate(lines, 1)
    ]
    return unsupported(sentence, told)
