"""Whether one text states the quantities of another, exactly or as a rounding said as such.

It asks `quantities` what is stated and knows no other word of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from interview.grounding.implied import (
    implied,
    implied_roughly,
    months_of_years,
    ratios,
    stated_rhythms,
)
from interview.grounding.quantities import Quantity, quantities
from interview.grounding.units import MONTHS, SIGNS
from interview.grounding.words import bears, is_general, spoken
from interview.lexis import Part, kinds

_CURRENCIES = frozenset(SIGNS.values())
_MILLION = 1_000_000
_NEAR = Fraction(1, 10)
_JUST = Fraction(3, 20)
_ONE_SIDED = Fraction(1, 4)

_SHORT_YEAR = re.compile(r"\b(?P<century>19|20)\d\d\s?[-–/]\s?(?P<year>[2-9]\d|1[3-9])\b")
# What a remark on a quotation may count: how the candidate said it, not what was done.
_OF_THE_TELLING = re.compile(
    r"\s+(?:\w+ )?(?:words?|sentences?|lines?|things?|parts?|pieces?|steps?|reasons?|facts?|"
    r"figures?|details?|points?)\b",
    re.I,
)


def lacking(sentence: str, sources: Iterable[str]) -> tuple[Quantity, ...]:
    """The quantities of a sentence that none of its sources states.

    A figure called rough (“about”, “nearly”, “over”) may be a round one beside the true one:
    within 10 percent for “about”; for “nearly” and “just over” on the side that they name, within
    15 percent; for “over” and “under” within 25. Without such a word it has to be the same. What
    follows by itself counts as stated: “1 in 5” as 20 percent, from 200 to 100 as half. A rate
    (“a month”), and whether something fell by or to a figure, have to agree where both are said.
    """
    counted = [quantity for quantity in quantities(sentence) if quantity.strict]
    if not counted:
        return ()
    sources = tuple(sources)
    stated = [quantity for source in sources for quantity in quantities(source)]
    stated += [share for source in sources for share in implied(source)]
    loose = [share for source in sources for share in implied_roughly(source)]
    words = {word for source in sources for word in spoken(source)}
    dates = set().union(*(_dated(source) for source in sources)) if sources else set()
    vague = {" ".join(q.text.lower().split()) for q in stated if q.unit == "vague"}
    ratio = _stated_ratios(sentence, stated) | stated_rhythms(sentence, sources)
    ordered = any(held.unit == "ordinal" for held in stated)

    numbered: dict[str, set[Fraction]] = {}
    for held in stated:
        if held.label:
            numbered.setdefault(held.label, set()).add(held.bare)

    def is_stated(quantity: Quantity) -> bool:
        if quantity.bare not in numbered.get(quantity.label, {quantity.bare}):
            return False
        if quantity.unit == "vague":
            return " ".join(quantity.text.lower().split()) in vague
        if quantity.start in ratio:
            return True
        if quantity.unit == "ordinal" and quantity.bare <= 2 and not ordered:
            return True
        if not quantity.unit and quantity.bare in dates:
            return True
        return any(_states(held, quantity) for held in stated) or (
            bool(quantity.hedge) and any(_rounds(held, quantity) for held in loose)
        )

    return tuple(
        quantity
        for quantity in counted
        if not is_stated(quantity) or _counts_something_else(quantity, stated, words)
    )


def _counts_something_else(
    claimed: Quantity, stated: Iterable[Quantity], words: Iterable[str]
) -> bool:
    """Whether a number counts what its sources do not speak of; people may be called anything."""
    if claimed.noun in ("", "odd") or is_general(claimed.noun) or bears(words, claimed.noun):
        return False
    stated = [held for held in stated if held.bare == claimed.bare]
    if any(held.noun == claimed.noun for held in stated):
        return False
    named = any(held.noun for held in stated)
    return named or "noun.person" not in kinds(claimed.noun, Part.NOUN)[:1]


def counts_the_telling(quantity: Quantity, sentence: str) -> bool:
    """Whether a small number counts words or steps of what is quoted: “in three words”."""
    small = quantity.unit in ("", "ordinal") and quantity.bare <= 10
    return small and bool(_OF_THE_TELLING.match(sentence[quantity.end :]))


def crossed_dates(sentence: str, sources: Iterable[str]) -> Iterator[str]:
    """Months that a sentence gives to another year than its sources do."""
    dated = months_of_years(sentence)
    held = [pair for source in sources for pair in months_of_years(source)] if dated else []
    for month, year, text in dated:
        years = {other for of, other, _ in held if of == month}
        if years and year not in years:
            yield text


def _states(held: Quantity, claimed: Quantity) -> bool:
    if held.unit == "vague" or _is_another_kind(held, claimed):
        return False
    if claimed.hedge and claimed.hedge != held.hedge and _rounds(held, claimed):
        return True
    side = _SIDES.get(claimed.hedge)
    if side and held.hedge != "near" and side != _SIDES.get(held.hedge):
        return False
    if not claimed.unit:
        return _counts_the_same(held, claimed)
    if claimed.shared and not held.unit and claimed.bare == held.bare:
        return True
    if claimed.unit == held.unit:
        return claimed.value == held.value or _is_third(held, claimed)
    return _converts(held, claimed)


def _is_third(held: Quantity, claimed: Quantity) -> bool:
    """Whether one is thirds and the other is what a percentage makes of them: 33 or 67."""
    thirds = 3 in (held.value.denominator, claimed.value.denominator)
    return claimed.unit == "%" and thirds and abs(held.value - claimed.value) < Fraction(1, 2)


def _is_another_kind(held: Quantity, claimed: Quantity) -> bool:
    """Whether one goes by the month and the other by the year, or fell by and not to it."""
    rates = claimed.rate and held.rate and claimed.rate != held.rate
    ways = {claimed.way, held.way} == {"by", "to"} and claimed.unit in ("%", "x")
    return bool(rates) or ways


def _counts_the_same(held: Quantity, claimed: Quantity) -> bool:
    if held.unit == "ordinal":
        dated = claimed.text.isdigit() and held.text[:1].isdigit() and held.bare <= 31
        return dated and claimed.bare == held.bare
    if held.unit == "clock" and claimed.bare % 12 == held.value:
        return claimed.bare <= 24
    if held.unit == "m" and claimed.bare == held.bare * _MILLION:
        return True
    if claimed.noun and held.unit in _OF_TIME and not held.shared:
        return False
    return claimed.bare in (held.bare, held.value) or _is_clock(claimed, held)


def _converts(held: Quantity, claimed: Quantity) -> bool:
    """Whether figures of two units say the same: “fortnightly”, “45 grand”, a “10k” run, “30m”."""
    written = held.text.lower()
    if claimed.unit == f"every {held.unit}":
        return claimed.value == held.value and written.split()[0] in _EACH
    if held.unit == f"every {claimed.unit}":
        return claimed.text.lower().endswith("ly") and claimed.value == held.value
    if {held.unit, claimed.unit} == {"pound", "pound-weight"}:
        return claimed.value == held.value
    if held.unit == "m":
        million = not claimed.unit and claimed.value == held.bare * _MILLION
        return million or (claimed.unit == "metre" and claimed.value == held.bare)
    if claimed.unit == "m":
        metres = held.unit == "metre" and held.value == claimed.bare
        return metres or (not held.unit and held.value == claimed.bare * _MILLION)
    if held.unit or claimed.unit == "degree":
        return not held.unit and claimed.bare == held.bare
    if claimed.unit == "clock":
        return claimed.value == held.bare % 12
    if claimed.unit == "ordinal":
        return claimed.value == held.bare and written.isdigit() and held.bare <= 31
    grand = written.endswith("grand") and claimed.unit in _CURRENCIES
    run = written.endswith("k") and claimed.unit == "metre"
    return (grand or run) and claimed.value == held.value


_OF_TIME = ("second", "month")
_EACH = frozenset({"a", "an", "per", "each", "every"})
_SIDES = {"more": "above", "barely": "above", "less": "below", "nearly": "below"}


def _is_clock(claimed: Quantity, held: Quantity) -> bool:
    """“2.30” for “half two”."""
    written = re.fullmatch(r"(\d\d?)\.([0-5]\d)", claimed.text)
    if held.unit != "clock" or not written:
        return False
    return (int(written[1]) + Fraction(int(written[2]), 60)) % 12 == held.value


def _rounds(held: Quantity, claimed: Quantity) -> bool:
    """Whether the claim's rough figure is a fair rounding of what is held."""
    long = {claimed.unit, held.unit} == {"second", "month"}
    if claimed.unit and claimed.unit != held.unit and not long:
        return False
    exact, said = (held.value, claimed.value) if claimed.unit else (held.bare, claimed.bare)
    if long:
        exact, said = (_in_seconds(held), _in_seconds(claimed))
    if (
        held.unit in ("ordinal", "vague", "clock", "half year")
        or exact <= 0
        or not _is_rounder(claimed, held)
    ):
        return False
    off = (said - exact) / max(exact, said)
    if claimed.hedge == "near":
        return abs(off) <= _NEAR
    most = _ONE_SIDED if claimed.hedge in ("more", "less", "over") else _JUST
    return 0 < off <= most if claimed.hedge in ("less", "nearly") else 0 < -off <= most


_MONTH = Fraction(365 * 24 * 3600, 12)


def _in_seconds(length: Quantity) -> Fraction:
    """A length of time for a rough comparison alone: months differ."""
    return length.value * _MONTH if length.unit == "month" else length.value


def _is_rounder(claimed: Quantity, held: Quantity) -> bool:
    digits = _significant(claimed.bare)
    if claimed.unit != held.unit and claimed.bare < held.bare:
        return True
    if claimed.unit == "%" and not any(sign.isdigit() for sign in claimed.text):
        return True
    return len(digits) < len(_significant(held.bare)) or digits[-1:] == "5" or len(digits) == 1


def _significant(value: Fraction) -> str:
    return f"{float(value):.6f}".rstrip("0").replace(".", "").strip("0")


def _stated_ratios(sentence: str, stated: list[Quantity]) -> set[int]:
    """Where pairs such as “one in five” begin and end whose percentage is stated."""
    found: set[int] = set()
    for first, second, share in ratios(sentence):
        rough = Quantity(text="", value=share, bare=share, unit="%", hedge=first.hedge)
        if any(h.unit == "%" and (h.value == share or _rounds(h, rough)) for h in stated):
            found |= {first.start, second.start}
    return found


def _dated(text: str) -> set[Fraction]:
    """Numbers that a date implies: the 6 of June, the 2021 of “2019–21”."""
    months = {Fraction(MONTHS[word]) for word in re.findall(r"\w+", text.lower()) if word in MONTHS}
    years = {Fraction(int(m["century"] + m["year"])) for m in _SHORT_YEAR.finditer(text)}
    years |= {Fraction(2000 + int(short)) for short in re.findall(r"(?<!\w)['’](\d\d)\b", text)}
    return months | years
