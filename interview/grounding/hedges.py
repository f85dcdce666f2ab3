"""What the words around a quantity say of it: how sure, a change or its end, how often.

It changes no value and reads no number.
"""

from __future__ import annotations

import re
from dataclasses import replace

from interview.grounding.units import listed
from interview.grounding.worded import Quantity

_HEDGES = tuple(
    (name, re.compile(rf"(?:\b(?:{words})|{signs})\s*(?:an? )?$", re.I))
    for name, words, signs in (
        (
            "barely",
            r"(?:just|slightly|a (?:little|bit|touch|shade)) (?:over|more than|above)",
            r"(?!)",
        ),
        (
            "nearly",
            r"nearly|almost|"
            r"(?:just|slightly|a (?:little|bit|touch|shade)) (?:under|less than|below)|"
            r"getting on for|close to|approaching|not quite|verging on|"
            r"(?:just )?shy of|(?:just )?short of|not far off|(?:the )?best part of|coming up to|"
            r"knocking on|touching|pushing",
            r"(?!)",
        ),
        (
            "more",
            r"(?:well )?(?:over|more than|above|exceeding|upwards of|north of|beyond)|at least|"
            r"no (?:fewer|less) than|more than",
            r">|≥",
        ),
        (
            "less",
            r"(?:well )?(?:under|less than|fewer than|below|within)|at most|up to|no more than",
            r"<|≤",
        ),
        (
            "near",
            r"about|around|roughly|approximately|approx\.?|some|circa|ca\.?|or so|in the region of|"
            r"somewhere around|give or take|more or less|something like|(?:of|in) the order of|say|"
            r"near enough|call it|pretty much|on the order of|getting on|plus or minus|in the",
            r"~|≈|±",
        ),
    )
)
_OR_SO = re.compile(
    r"\s*(?:[a-z]+ )?(?:or so|or thereabouts|give or take|or more or less|odd)\b|-?ish\b|-odd\b",
    re.I,
)
_CHANGE = listed("less more lower higher fewer down up faster slower shorter longer cheaper off")
_BY = re.compile(r"\bby\s$", re.I)
_TO = re.compile(r"\b(?:to|at|was|were|is|are|hit|reach(?:ed|es|ing)?)\s$", re.I)
_AFTER_CHANGE = re.compile(rf"\s*(?:{'|'.join(_CHANGE)})\b", re.I)
_RATE = re.compile(
    r"(?:\s+(?!and\b|but\b|or\b|for\b|in\b|with\b)[a-z]+){0,2}?"
    r"\s*(?:(?:\ban?|\bper|\beach|\bevery)\s|/)\s?"
    r"(?P<unit>hour|day|week|fortnight|month|quarter|year|shift|night|head|person)\b(?![-'’])",
    re.I,
)
_OVER_A_TIME = re.compile(r"\b(?:(?<!well )over|within)\s(?:an? )?$", re.I)
"""“Over two years” says how long as often as that it was more."""


def around(quantity: Quantity, text: str) -> Quantity:
    """The quantity with what the words around it say of it: how sure, a change or its end."""
    before, after = text[max(0, quantity.start - 32) : quantity.start], text[quantity.end :]
    hedge = quantity.hedge
    for name, words in _HEDGES:
        found = words.search(before)
        if found and not hedge:
            hedge, before = name, before[: found.start()]
    if not hedge and _OR_SO.match(after):
        hedge = "near"
    way = "by" if _BY.search(before) or _AFTER_CHANGE.match(after) else ""
    way = way or ("to" if _TO.search(before) else "")
    if hedge in ("more", "less") and quantity.unit in ("second", "month"):
        hedge = "over" if _OVER_A_TIME.search(text[: quantity.start]) else hedge
    rate = _RATE.match(after)
    return replace(
        quantity, hedge=hedge, way=way, rate=rate["unit"].lower() if rate else quantity.rate
    )
