"""Every number that a text states, in one form: words, magnitudes, units, dates and rhythms.

It says only which quantities of one text another one lacks; whether that matters is not its
business. “Three” is 3, “$1.2M” is 1.2 million dollars, “18 months” is a year and a half.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from interview.grounding.units import (
    FACTORS,
    MONTHS,
    SCALES,
    SIGNS,
    SPELT_SCALES,
    UNITS,
    WORDS,
    listed,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number as written, its value in the base of its unit, and what it counts.

    `bound` is “more” or “less” where the text says only how far it goes; `strict` is False for
    words such as “one” that usually count nothing.
    """

    text: str
    value: Fraction
    bare: Fraction
    unit: str = ""
    noun: str = ""
    bound: str = ""
    strict: bool = True
    start: int = 0
    end: int = 0


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"


_TENS = _any(word for word, value in WORDS.items() if value >= 20)
_ONES = _any(word for word, value in WORDS.items() if 0 < value < 10)
_BELOW = _any(word for word, value in WORDS.items() if value < 20)
_SCALE = _any(SPELT_SCALES)
_SMALL = rf"(?:{_TENS}[-\s]{_ONES}|{_TENS}|{_BELOW})"
_SCALED = rf"(?:(?:{_SMALL}(?: and a half)?|half an?|an?)(?:[-\s]+{_SCALE})+)"
_SPELT = (
    rf"(?:{_SCALED}(?:(?:,| and|, and)? {_SCALED})*(?:(?: and)? {_SMALL})?"
    rf"|{_SMALL}(?: and a half)?)"
)
_DIGITS = r"(?:\d{1,3}(?:[,\u00a0\u202f’']\d{3})+(?!\d)(?:\.\d+)?|\d+(?:[.,]\d+)?)"
_UNIT = _any(UNITS)
_NUMBER = re.compile(
    rf"(?P<sign>(?:US|us)?[$€£¥₹]\s?)?"
    rf"(?:(?<![\w])(?<!\d[.,])(?P<digits>(?>{_DIGITS}))(?P<ordinal>st|nd|rd|th)?"
    rf"(?P<magnitude>(?-i:[kKM]|[mM]n|[bB]n?|m)(?![A-Za-z]))?"
    rf"|\b(?P<spelt>{_SPELT})\b)"
    rf"(?P<scale>[\s-]{_SCALE}\b)?"
    rf"(?P<unit>[\s-]?(?:(?:{_UNIT})(?![\w])|[%€£×]))?"
    rf"(?![A-Za-z\d])(?P<half> and a half)?(?P<plus>\+)?",
    re.IGNORECASE,
)
_SINGLE = re.compile(
    rf"\b(?:(?P<half>half) an?|an?|per|each|every) (?P<unit>{_UNIT})\b(?P<more> and a half)?",
    re.IGNORECASE,
)
_WORDED = (
    (re.compile(r"\b(?:twice|doubl(?:e|es|ed|ing)(?![- ]check)|two-?fold)\b", re.I), 2, "x"),
    (re.compile(r"\b(?:tripl(?:e|es|ed|ing)|thrice|three-?fold)\b", re.I), 3, "x"),
    (re.compile(r"\b(?:quadrupl(?:e|es|ed|ing)|four-?fold)\b", re.I), 4, "x"),
    (re.compile(r"\bten-?fold\b", re.I), 10, "x"),
    (re.compile(r"\b(?:half(?! an? )(?<!and a half)|halv(?:e|es|ed|ing))\b", re.I), 50, "%"),
    (re.compile(r"\b(?:a|one) quarter of\b|\bby (?:a|one) quarter\b", re.I), 25, "%"),
    (re.compile(r"\b(?:dai|hour|week|month|year)ly\b", re.I), 1, "rhythm"),
)
_RHYTHM = {"daily": "day", "hourly": "hour", "weekly": "week", "monthly": "month"}
_ORDINALS = listed("third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth twentieth")
_ORDINAL = re.compile(rf"\b(?:{'|'.join(_ORDINALS)})\b", re.I)
_EARLY = re.compile(r"\b(?:my|our|your|their|the) (first|second) (?=[a-z])", re.I)
_VAGUE = re.compile(
    r"\b(?:(?:hundreds|thousands|millions|billions|dozens)|"
    r"(?:last|next) (?:week|month|quarter|year|spring|summer|autumn|fall|winter))\b",
    re.I,
)
_BOUNDS = (
    ("more", r"over|more than|above|at least|exceeding|upwards of|north of|beyond"),
    ("less", r"under|less than|fewer than|below|at most|up to|within"),
)
_BOUND = tuple((name, re.compile(rf"\b(?:{words})\s+$", re.I)) for name, words in _BOUNDS)
_JOINED = re.compile(r"\s*(?:-|–|—|to|and|or|through|until)\s*", re.I)
_NOT_COUNTED = frozenset(listed("times this was is has as its us plus thus always across previous"))


@lru_cache(maxsize=512)  # the same lines are held against every sentence of a judgement
def quantities(text: str) -> tuple[Quantity, ...]:
    """Every quantity that a text states, in order."""
    found = [_read(match, text) for match in _NUMBER.finditer(text)]
    taken = {at for quantity in found for at in range(quantity.start, quantity.end)}
    found += [q for q in _worded(text) if q.unit == "vague" or q.start not in taken]
    found.sort(key=lambda quantity: quantity.start)
    return tuple(_with_shared_units(found, text))


def _read(match: re.Match[str], text: str) -> Quantity:
    digits, spelt = match["digits"], match["spelt"]
    bare = _digits(digits) if digits else _spelt(spelt)
    magnitude = (match["magnitude"] or "").lower()
    unit = _unit_name(match["unit"], match["sign"])
    if magnitude == "m" and match["magnitude"] == "m" and not match["sign"] and not unit:
        unit, magnitude = "m", ""
    scale = SCALES.get((match["scale"] or magnitude).strip(" -\n\t").lower(), 1)
    bare *= scale
    if match["half"]:
        bare += Fraction(1, 2)
    if match["ordinal"]:
        unit = "ordinal"
    base, factor = FACTORS.get(unit, (unit, Fraction(1)))
    before = text[max(0, match.start() - 16) : match.start()]
    bound = next((name for name, words in _BOUND if words.search(before)), "")
    return Quantity(
        text=match[0].strip(),
        value=bare * factor,
        bare=bare,
        unit=base,
        noun="" if unit else _noun(text[match.end() : match.end() + 40]),
        bound="more" if match["plus"] else bound,
        strict=bool(digits or unit) or spelt.lower() not in ("one", "zero"),
        start=match.start(),
        end=match.end(),
    )


def _worded(text: str) -> Iterable[Quantity]:
    for match in _SINGLE.finditer(text):
        unit = _unit_name(match["unit"], None)
        base, factor = FACTORS.get(unit, (unit, Fraction(1)))
        if base not in ("second", "month") or match["unit"].lower() in ("second", "s", "m"):
            continue
        bare = Fraction(1, 2) if match["half"] else Fraction(3 if match["more"] else 2, 2)
        bare = bare if match["half"] or match["more"] else Fraction(1)
        yield _plain(match, bare * factor, base, bare)
    for pattern, count, unit in _WORDED:
        for match in pattern.finditer(text):
            if unit == "rhythm":
                base, factor = FACTORS[_RHYTHM.get(match[0].lower(), "year")]
                yield _plain(match, factor, base, Fraction(1))
            else:
                yield _plain(match, Fraction(count), unit)
    for match in _ORDINAL.finditer(text):
        place = _ORDINALS.index(match[0].lower()) + 3
        yield _plain(match, Fraction(20 if place == 13 else place), "ordinal")
    for match in _EARLY.finditer(text):
        yield _plain(match, Fraction(1 if match[1].lower() == "first" else 2), "ordinal")
    for match in _VAGUE.finditer(text):
        yield _plain(match, Fraction(0), "vague")


def _plain(
    match: re.Match[str], value: Fraction, unit: str, bare: Fraction | None = None
) -> Quantity:
    return Quantity(
        text=match[0],
        value=value,
        bare=value if bare is None else bare,
        unit=unit,
        start=match.start(),
        end=match.end(),
    )


def _digits(written: str) -> Fraction:
    grouped = re.sub(r"[,\u00a0\u202f’'](?=\d{3}(?!\d))", "", written)
    return Fraction(grouped.replace(",", "."))


def _spelt(words: str) -> Fraction:
    total, current = Fraction(0), Fraction(0)
    for word in re.split(r"[\s,-]+", words.lower()):
        if word in WORDS:
            current += WORDS[word]
        elif word == "half":
            current += Fraction(1, 2)
        elif word in SCALES:
            current = (current or Fraction(1)) * SCALES[word]
            if SCALES[word] >= 1000:
                total, current = total + current, Fraction(0)
    return total + current


def _unit_name(written: str | None, sign: str | None) -> str:
    if sign:
        return SIGNS[sign.strip()[-1]]
    return UNITS.get((written or "").strip(" -\n\t").lower(), "")


def _noun(after: str) -> str:
    """The plural that a bare number counts: “customers” in “12 large customers”."""
    following = re.match(r"[\s-]([a-z]+)(?:\s([a-z]+))?", after)
    for word in following.groups("") if following else ():
        if len(word) > 3 and word.endswith("s") and word not in _NOT_COUNTED:
            return str(word)
    return ""


def _with_shared_units(found: list[Quantity], text: str) -> Iterable[Quantity]:
    """In “from 900 to 120 ms” and “3–5 years” the first number has the unit of the second."""
    for at, quantity in enumerate(found):
        following = found[at + 1] if at + 1 < len(found) else None
        if (
            following
            and following.unit
            and not quantity.unit
            and not quantity.noun
            and following.bare
            and _JOINED.fullmatch(text[quantity.end : following.start])
        ):
            factor = following.value / following.bare
            yield replace(quantity, unit=following.unit, value=quantity.bare * factor)
        else:
            yield quantity


_NUMERIC_DATE = re.compile(r"\b(?:(?P<y>\d{4})-(?P<m>\d\d)|(?P<m2>\d\d?)/(?P<y2>\d{4}))\b")
_SHORT_YEAR = re.compile(r"\b(?P<century>19|20)\d\d\s?[-–/]\s?(?P<year>[2-9]\d|1[3-9])\b")


def _dated(text: str) -> set[Fraction]:
    """Numbers that a date implies: the 6 of June, the 2021 of “2019–21”."""
    months = {Fraction(MONTHS[word]) for word in re.findall(r"\w+", text.lower()) if word in MONTHS}
    years = {Fraction(int(m["century"] + m["year"])) for m in _SHORT_YEAR.finditer(text)}
    return months | years


def months_in_figures(text: str) -> set[int]:
    """The months of dates such as 2021-06 or 06/2021."""
    found = {int(match["m"] or match["m2"]) for match in _NUMERIC_DATE.finditer(text)}
    return {month for month in found if 1 <= month <= 12}


def lacking(sentence: str, sources: Iterable[str]) -> tuple[Quantity, ...]:
    """The quantities of a sentence that none of its sources states."""
    counted = quantities(sentence)
    if not counted:
        return ()
    sources = tuple(sources)
    stated = [quantity for source in sources for quantity in quantities(source)]
    words = {_stem(w) for source in sources for w in re.findall(r"[a-z]+", source.lower())}
    implied = set().union(*(_dated(source) for source in sources)) if sources else set()
    vague = {" ".join(q.text.lower().split()) for q in stated if q.unit == "vague"}
    return tuple(
        quantity
        for quantity in counted
        if not (
            " ".join(quantity.text.lower().split()) in vague
            if quantity.unit == "vague"
            else any(_states(held, quantity) for held in stated)
            or (not quantity.unit and quantity.bare in implied)
            or not quantity.strict
        )
        or (quantity.noun and quantity.strict and _stem(quantity.noun) not in words)
    )


def _states(held: Quantity, claimed: Quantity) -> bool:
    if claimed.bound and claimed.bound != held.bound:
        return False
    if not claimed.unit:
        return claimed.bare == held.bare or claimed.bare == held.value
    return claimed.unit == held.unit and claimed.value == held.value


def _stem(word: str) -> str:
    return re.sub(r"(?:ies|es|s|y|e)$", "", word)
