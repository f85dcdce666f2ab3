"""Every number that a text states, in one form: words, magnitudes, units, dates and rhythms.

It compares nothing. “Three” is 3, “$1.2M” is 1.2 million dollars, “18 months” is a year and a
half, “half two” is 2.30, “one in five” is also 20 percent.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from interview.grounding.clocks import clocks
from interview.grounding.hedges import around
from interview.grounding.spotting import FIGURE, places
from interview.grounding.units import (
    CODES,
    CURRENCY_SIGNS,
    FACTORS,
    MONTHS,
    SCALES,
    SIGNS,
    SPELT_SCALES,
    UNITS,
    WORDS,
    listed,
)
from interview.grounding.worded import UNIT, Quantity, any_of, phrases, worded
from interview.grounding.words import FUNCTION, is_telling
from interview.lexis import Part, base
from interview.remembered import remembered

__all__ = ["Quantity", "quantities"]

_TENS = any_of(word for word, value in WORDS.items() if value >= 20)
_ONES = any_of(word for word, value in WORDS.items() if 0 < value < 10)
_BELOW = any_of(word for word, value in WORDS.items() if value < 20)
_SCALE = any_of(SPELT_SCALES)
_SMALL = rf"(?:{_TENS}[-\s]{_ONES}|{_TENS}|{_BELOW})"
_SCALED = rf"(?:(?:{_SMALL}(?: and a half)?|half an?|an?)(?:[-\s]+{_SCALE})+)"
_SPELT = (
    rf"(?:{_SCALED}(?:(?:,| and|, and)? {_SCALED})*(?:(?: and)? {_SMALL})?"
    rf"|{_SMALL} point {_ONES}(?: {_ONES})?"
    rf"|{_SMALL}(?: and (?:a half|a quarter|three quarters))?)"
)
_DIGITS = r"(?:\d+[½¼¾]|\d{1,3}(?:[,\u00a0\u202f’']\d{3})+(?!\d)(?:\.\d+)?|\d+(?:[.,]\d+)?)"
_KIND = r"(?:working|business|calendar|full|whole|long|short|consecutive|straight|solid|extra|more)"
_NUMBER = re.compile(
    rf"(?P<sign>(?:US|us|A|C)?[{CURRENCY_SIGNS}]\s?|\b(?-i:{any_of(CODES)})\s?)?"
    rf"(?:(?<![\w])(?<!\d[.,])(?P<digits>(?>{_DIGITS}))(?P<ordinal>st|nd|rd|th)?"
    rf"(?P<magnitude>(?-i:[kKM]|[mM]n|[bB]n?|m)(?![A-Za-z]))?"
    rf"|\b(?P<spelt>{_SPELT})\b)"
    rf"(?P<scale>[\s-]{_SCALE}\b)?"
    rf"(?P<unit>[\s-]?(?:(?:{_KIND} )?(?:{UNIT})(?![\w])|[%€£×]))?"
    rf"(?!(?!(?:am|pm)\b)[A-Za-z\d])(?P<half>[- ]and[- ]a[- ]half)?"
    rf"(?P<more>[- ]{UNIT}\b)?(?P<plus>\+)?",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s*(?:-|–|—|to|and|or|through|until)\s*", re.I)
_BACK = re.compile(r"\b(?:to|from|now|than|at)\s(?:only |just |about |around |nearly )?$", re.I)
_ENDS = re.compile(
    r"\s*(?:$|[.,;:!?)”\"—–])|\s(?:and|but|or|over|in|on|after|before|when|while|so|now|then|since|"
    r"during|within|because|with|at|for|by|from|to|between|across|last|this|only|today)\b",
    re.I,
)
_OF_A_DAY = re.compile(r"\s(?:in the (?:morning|afternoon|evening)|at night|o['’]clock)\b", re.I)
_HINTS = listed(
    "half halv quarter dai annual twice thrice doubl tripl quadrupl couple pair both noon midday "
    "lunch midnight last next first second third fourth fifth sixth seventh eighth ninth tenth "
    "eleventh twelfth"
)
_FRONT = re.compile(r"\d|\b[^\W\d_]{3}")
_FRONTS = frozenset(
    [word[:3] for word in (*_HINTS, *WORDS, *SPELT_SCALES, *UNITS)] + list("0123456789")
)
"""What begins at least one word of a text that states any quantity, or is a figure of it."""

_OF_NUMBERS = frozenset([FIGURE, *WORDS, *SPELT_SCALES])
_NOT_COUNTED = frozenset(listed("times this was is has as its us plus thus always across previous"))


@remembered(4096)  # the same lines are held against every sentence of a judgement
def quantities(text: str) -> tuple[Quantity, ...]:
    """Every quantity that a text states, in order."""
    if _FRONTS.isdisjoint(_FRONT.findall(text.lower())):
        return ()
    whole = [*clocks(text), *phrases(text)]
    taken = {at for quantity in whole for at in range(quantity.start, quantity.end)}
    numbers = places(_NUMBER, text, _OF_NUMBERS)
    found = [_read(match, text) for match in numbers if match.start() not in taken]
    taken |= {at for quantity in found for at in range(quantity.start, quantity.end)}
    found = _with_shared_units(found, text)
    rest = [q for q in worded(text) if q.unit == "vague" or q.start not in taken]
    said = [around(quantity, text) for quantity in (*whole, *found, *rest)]
    return tuple(sorted(said, key=lambda quantity: quantity.start))


def _read(match: re.Match[str], text: str) -> Quantity:
    digits, spelt = match["digits"], match["spelt"]
    bare = _digits(digits) if digits else _spelt(spelt)
    magnitude = (match["magnitude"] or "").lower()
    unit = _unit_name(match["unit"] or (match["more"] if match["half"] else None), match["sign"])
    if magnitude == "m" and match["magnitude"] == "m" and not match["sign"] and not unit:
        unit, magnitude = "m", ""
    scale = SCALES.get((match["scale"] or magnitude).strip(" -\n\t").lower(), 1)
    bare *= scale
    if match["half"]:
        bare += Fraction(1, 2)
    if match["ordinal"]:
        unit = "ordinal"
    base_unit, factor = FACTORS.get(unit, (unit, Fraction(1)))
    return Quantity(
        text=match[0].strip(),
        value=bare * factor,
        bare=bare,
        unit=base_unit,
        noun="" if unit else _noun(text[match.end() : match.end() + 40]),
        label="" if unit or not digits else _label(text[: match.start()]),
        hedge="more" if match["plus"] else "",
        strict=bool(digits or unit)
        or not (spelt.lower() in ("one", "zero") or _BOTH_OF.match(text, match.start("spelt"))),
        start=match.start(),
        end=match.end(),
    )


_BOTH_OF = re.compile(r"(?<=the )two of (?:you|us|them)\b", re.I)


_PIECES = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}
_ADDED = {"a quarter": Fraction(1, 4), "three quarters": Fraction(3, 4)}


def _digits(written: str) -> Fraction:
    if written[-1] in _PIECES:
        return int(written[:-1]) + _PIECES[written[-1]]
    grouped = re.sub(r"[,\u00a0\u202f’'](?=\d{3}(?!\d))", "", written)
    return Fraction(grouped.replace(",", "."))


def _spelt(words: str) -> Fraction:
    whole, point, tenths = words.lower().partition(" point ")
    if point:
        places = "".join(str(WORDS[word]) for word in tenths.split())
        return _spelt(whole) + Fraction(int(places), 10 ** len(places))
    for added, part in _ADDED.items():
        if words.lower().endswith(f" and {added}"):
            return _spelt(words[: -len(added) - 5]) + part
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
        return CODES.get(sign.strip()) or SIGNS[sign.strip()[-1]]
    words = (written or "").strip(" -\n\t").lower()
    return UNITS.get(words, "") or UNITS.get(words.rpartition(" ")[2], "")


def _noun(after: str) -> str:
    """The plural that a bare number counts: “customers” in “12 large customers”."""
    following = re.match(r"[\s-]([a-z]+)(?:[\s-]([a-z]+))?(?:[\s-]([a-z]+))?", after)
    for word in following.groups("") if following else ():
        if word in FUNCTION:
            return ""
        if word in _PEOPLE:
            return str(word)
        if len(word) > 3 and word.endswith("s") and word not in _NOT_COUNTED:
            return str(word) if base(word, Part.NOUN) != word else ""
    return ""


_PEOPLE = frozenset(listed("people men women children"))
_LABEL = re.compile(r"(?:^|[^\w])([A-Za-z]{3,})\s$")


def _label(before: str) -> str:
    """The word that a figure numbers: “band” in “Band 6”."""
    found = _LABEL.search(before[-24:])
    word = found[1].lower() if found else ""
    return word if word and is_telling(word) and word not in MONTHS else ""


def _with_shared_units(found: list[Quantity], text: str) -> list[Quantity]:
    """In “from 900 to 120 ms” the first has the unit of the second, in “from 94 days to 71” too."""
    shared: list[Quantity] = []
    for at, quantity in enumerate(found):
        after = found[at + 1] if at + 1 < len(found) else None
        before = shared[-1] if shared else None
        if quantity.unit or quantity.noun:
            shared.append(quantity)
        elif after and _shares(quantity, after) and after.unit and after.bare:
            joined = _JOINED.fullmatch(text[quantity.end : after.start])
            shared.append(_in_unit(quantity, after) if joined else quantity)
        elif before and before.unit and before.bare and _follows(before, quantity, text):
            shared.append(_in_unit(quantity, before))
        else:
            shared.append(quantity)
    return shared


def _shares(quantity: Quantity, other: Quantity) -> bool:
    return other.unit not in ("ordinal", "vague", "clock") and not other.unit.startswith("every")


def _follows(before: Quantity, quantity: Quantity, text: str) -> bool:
    between = text[before.end : quantity.start]
    year = 1900 <= quantity.bare <= 2100 and quantity.text.isdigit()
    return bool(
        not year
        and _shares(quantity, before)
        and _BACK.search(between)
        and not re.search(r"[.;:!?]\s", between)
        and _ENDS.match(text[quantity.end :])
        and not _OF_A_DAY.match(text[quantity.end :])
    )


def _in_unit(quantity: Quantity, other: Quantity) -> Quantity:
    value = quantity.bare * other.value / other.bare
    return replace(quantity, unit=other.unit, value=value, shared=True)


_NUMERIC_DATE = re.compile(r"\b(?:(?P<y>\d{4})-(?P<m>\d\d)|(?P<m2>\d\d?)/(?P<y2>\d{4}))\b")


def months_in_figures(text: str) -> set[int]:
    """The months of dates such as 2021-06 or 06/2021."""
    found = {int(match["m"] or match["m2"]) for match in _NUMERIC_DATE.finditer(text)}
    return {month for month in found if 1 <= month <= 12}
