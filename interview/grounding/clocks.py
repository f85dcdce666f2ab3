"""Times of the day, in figures or words: half two, 14:30, 6.30 pm, noon; the clock has 12 hours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from interview.grounding.spotting import FIGURE, places
from interview.grounding.units import WORDS, listed
from interview.grounding.worded import TO_TWELVE, Quantity, any_of, plainly

_CLOCK = re.compile(
    r"\b(?P<to>(?:(?<=at )|(?<=to )|(?<=from )|(?<=till )|(?<=until )|(?<=by )|(?<=before )|"
    r"(?<=after )|(?<=around )|(?<=about )|(?<=for )|(?<=since ))half|"
    rf"(?:half|(?:a )?quarter) (?:past|to)) (?P<hour>{any_of(TO_TWELVE)})\b"
    r"|(?<![\d.:])(?P<h>[01]?\d|2[0-3])(?P<sign>[:.])(?P<m>[0-5]\d)(?![\d:%]|\.\d)"
    r"(?P<noon>\s?[ap]\.?m\b)?|(?<![\d.:])(?P<full>1?\d)\s?[ap]\.?m\b"
    r"|\b(?P<twelve>noon|midday|midnight)\b|\b(?P<lunch>lunch[- ]?time)\b"
    r"|(?<![\d.,])(?P<four>(?:0\d|(?<=at )(?:1[0-8]|2[1-3]))[0-5]\d)(?!\d|[.,]\d)",
    re.I,
)


_OF_CLOCKS = frozenset(listed("half quarter noon midday midnight lunch lunchtime")) | {FIGURE}


def clocks(text: str) -> Iterator[Quantity]:
    """Every time of the day in a text, as hours behind twelve."""
    for match in places(_CLOCK, text, _OF_CLOCKS):
        if match["hour"]:
            at = Fraction(WORDS[match["hour"].lower()])
            past = match["to"].lower()
            step = Fraction(1, 4) if "quarter" in past else Fraction(1, 2)
            hours = at - step if past.endswith(" to") else at + step
        elif match["full"]:
            hours = Fraction(int(match["full"]))
        elif match["twelve"] or match["lunch"] or match["four"]:
            four = match["four"] or "1200"
            hours = int(four[:2]) + Fraction(int(four[2:]), 60)
        elif match["sign"] == ":" or match["noon"]:
            hours = int(match["h"]) + Fraction(int(match["m"]), 60)
        else:
            continue
        yield plainly(match, hours % 12, "clock", strict=not match["lunch"])
