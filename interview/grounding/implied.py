"""What the figures of a source make by themselves: shares, multiples, lengths, how often.

It reads pairs of figures that stand together and adds nothing to what they say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise

from interview.grounding.quantities import Quantity, quantities
from interview.grounding.spotting import FIGURE, places
from interview.grounding.units import FACTORS, MONTHS, WORDS, listed

NUMBER = rf"(?:\d{{1,2}}|{'|'.join(word for word, n in WORDS.items() if 0 < n < 20)})"
_DAY = Fraction(24 * 3600)
_MONTH_OF_YEAR = re.compile(
    rf"\b(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?,?\s(?:of\s)?"
    r"(?P<year>(?:19|20)\d\d)\b",
    re.I,
)

_RATIO = re.compile(
    r"\s(?:[a-z]+ )?(?:in|out of|of|from|per)\s(?:the |every |our |my |all |their |his |her )?",
    re.I,
)


def implied(source: str) -> Iterator[Quantity]:
    """Shares and multiples that a source's own pairs of figures make, and the half of its year."""
    halves = {(month + 5) // 6 for month, _, _ in months_of_years(source)}
    halves |= {(month + 5) // 6 for month in _span_of_months(source)}
    for said in quantities(source):
        if said.unit == "second" and said.rate == "week" and said.value == 7 * _DAY:
            yield Quantity(text=said.text, value=_DAY, bare=Fraction(1), unit="second")
        if said.unit == "x" and said.value > 1:
            more = 100 * (said.value - 1)
            yield Quantity(text=said.text, value=more, bare=more, unit="%", way="by")
        if said.unit == "%" and said.way == "by" and said.value == 100:
            yield Quantity(text=said.text, value=Fraction(2), bare=Fraction(2), unit="x")
    for half in halves if len(halves) == 1 else ():
        yield Quantity(text=source, value=Fraction(half), bare=Fraction(half), unit="half year")
    for first, second, share in ratios(source):
        yield _share(first, second, share)
    for first, second in spans(source):
        yield from _length(first, second)
        yield from _together(first, second, source[first.end : second.start])
        if re.search(r"\bto\b|→|->", source[first.end : second.start]):
            less = 100 * (first.value - second.value) / first.value
            yield _share(first, second, abs(less), way="by")
            if second.value > first.value:
                times = second.value / first.value
                yield Quantity(text=second.text, value=times, bare=times, unit="x")


_FROM_MONTH = re.compile(
    rf"\b(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?\s?(?:to|and|[-–])\s?"
    rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b",
    re.I,
)


def _span_of_months(text: str) -> list[int]:
    """The months from which spans such as “January to June” go."""
    return [MONTHS[found["month"].lower()] for found in places(_FROM_MONTH, text, _MONTHS)]


def _together(first: Quantity, second: Quantity, between: str) -> Iterator[Quantity]:
    """One length of “4 min 30 s”."""
    long = first.unit in ("second", "month")
    if long and second.value < first.value and between.strip() in ("", "and"):
        both = first.value + second.value
        text = f"{first.text} {second.text}"
        yield Quantity(text=text, value=both, bare=both, unit=first.unit)


def _length(first: Quantity, second: Quantity) -> Iterator[Quantity]:
    """The years from one year to another."""
    low, high = sorted((first.bare, second.bare))
    if first.unit == "" and 1900 <= low < high <= 2100:
        years = high - low
        yield Quantity(text=second.text, value=12 * years, bare=years, unit="month")


def implied_roughly(source: str) -> Iterator[Quantity]:
    """What may be said roughly of a source's figures: a change, a share, a length of time."""
    for first, second in spans(source):
        yield _share(first, second, 100 * abs(first.value - second.value) / first.value)
    for over in quantities(source):
        if over.unit == "%" and 100 < over.value < 200:
            more = over.value - 100
            yield Quantity(text=over.text, value=more, bare=more, unit="%", way="by")
    counted = list(counts(source))
    for part in counted:
        for whole in counted:
            if part.unit == whole.unit and part.value < whole.value:
                yield _share(part, whole, 100 * part.value / whole.value)


def _share(first: Quantity, second: Quantity, share: Fraction, way: str = "") -> Quantity:
    return Quantity(text=f"{first.text} {second.text}", value=share, bare=share, unit="%", way=way)


def months_of_years(text: str) -> list[tuple[int, str, str]]:
    return [
        (MONTHS[m["month"].lower()], m["year"], m[0])
        for m in places(_MONTH_OF_YEAR, text, _FIGURES)
    ]


def ratios(text: str) -> Iterator[tuple[Quantity, Quantity, Fraction]]:
    """Pairs such as “1 in 5” and “7 of 60”, with the percentage that they make."""
    counted = [q for q in quantities(text) if q.unit in ("", "second", "month")]
    for first, second in pairwise(counted):
        between = text[first.end : second.start]
        if second.bare > 0 and first.bare <= second.bare and _RATIO.fullmatch(between):
            yield first, second, 100 * first.bare / second.bare


def spans(text: str) -> Iterator[tuple[Quantity, Quantity]]:
    """Pairs of one unit between which a text has something change, in its order."""
    said = [q for q in quantities(text) if q.unit not in ("ordinal", "vague", "clock", "x")]
    for first, second in pairwise(said):
        if first.unit == second.unit and first.value > 0 and second.value > 0:
            yield first, second


def counts(text: str) -> Iterable[Quantity]:
    """The counts and amounts of a text, of which one may be a share of another."""
    odd = ("ordinal", "vague", "clock", "x", "%")
    return (q for q in quantities(text) if q.unit not in odd and q.strict and q.value > 0)


_OFTEN = re.compile(
    rf"\b(?:(?P<times>once|twice|thrice|{NUMBER} times)(?: (?:an?|each|every|per))? ?"
    r"(?P<of>minute|hour|day|week|month|quarter|year|annum|daily|weekly|monthly|yearly|annually)"
    rf"|(?P<bare>{NUMBER}) (?:an?|per) (?P<per>minute|hour|day|week|month|quarter|year)"
    rf"|every (?:(?P<other>other) |(?P<many>{NUMBER}) )?"
    r"(?P<unit>second|minute|hour|day|week|month|quarter|year)s?"
    r"|(?P<day>(?:every|each|on) (?:mon|tues|wednes|thurs|fri|satur|sun)days?)"
    r"|(?P<ly>daily|weekly|fortnightly|monthly|quarterly|yearly|annually))\b",
    re.I,
)
_TIMES = listed("minute hour day week month quarter year second")
_WEEK = listed("monday tuesday wednesday thursday friday saturday sunday")
_OF_RHYTHMS = frozenset(
    listed("daily weekly fortnightly monthly quarterly yearly annually annum")
) | frozenset(word for one in (*_TIMES, *_WEEK) for word in (one, f"{one}s"))
_FIGURES, _MONTHS = frozenset([FIGURE]), frozenset(MONTHS)
_REGULARLY = {"daily": "day", "annually": "year", "annum": "year"}


def _rhythms(text: str) -> Iterator[tuple[int, int, str, Fraction]]:
    """Where a text says how often, and how often in a second or a month that is."""
    for match in places(_OFTEN, text, _OF_RHYTHMS):
        times = (match["times"] or match["bare"] or "once").lower()
        many = {"once": "1", "twice": "2", "thrice": "3"}.get(times, times.split()[0])
        word = (match["of"] or match["per"] or match["unit"] or match["ly"] or "week").lower()
        unit, factor = FACTORS[_REGULARLY.get(word, word.removesuffix("ly"))]
        every = 2 if match["other"] else _count(match["many"] or "1")
        yield match.start(), match.end(), unit, Fraction(_count(many)) / (every * factor)


def _count(word: str) -> int:
    return int(word) if word.isdigit() else WORDS[word.lower()]


def stated_rhythms(sentence: str, sources: Iterable[str]) -> set[int]:
    """Where the figures of “twice a year” begin whose rhythm a source has in other words."""
    said = list(_rhythms(sentence))
    held = {(unit, often) for source in sources for _, _, unit, often in _rhythms(source)}
    spans = [(start, end) for start, end, unit, often in said if (unit, often) in held]
    return {q.start for q in quantities(sentence) if any(a <= q.start < b for a, b in spans)}
