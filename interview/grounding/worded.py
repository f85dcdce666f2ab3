"""The quantities that words alone state: halves and thirds, “every second week”, “half two”.

It reads no plain number; `quantities` puts both readings together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from interview.grounding.spotting import FIGURE, places
from interview.grounding.units import FACTORS, SCALES, UNITS, WORDS, listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number as written, its value in the base of its unit, what it counts or numbers.

    `noun` is what it counts (“12 customers”), `label` what it numbers (“Band 6”).
    `hedge` is “near”, “nearly”, “barely”, “less” or “more” where the text says only how far it
    goes; `way` is “by” or “to” where it says whether a change or its end is meant; `rate` is what
    it goes by (“a month”). `strict` is False for words such as “one” that usually count nothing,
    `shared` True where the unit is that of a number beside it.
    """

    text: str
    value: Fraction
    bare: Fraction
    unit: str = ""
    noun: str = ""
    label: str = ""
    hedge: str = ""
    way: str = ""
    rate: str = ""
    strict: bool = True
    shared: bool = False
    start: int = 0
    end: int = 0


def any_of(words: Iterable[str]) -> str:
    """A pattern of any of these words, the longest first."""
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"


UNIT = any_of(UNITS)
TO_TWELVE = listed("one two three four five six seven eight nine ten eleven twelve")
_SMALL = any_of([*TO_TWELVE, *map(str, range(2, 61))])
_ORDINALS = listed(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_PARTS = {"half": 2, "halve": 2, "quarter": 4} | {
    word: at for at, word in enumerate(_ORDINALS, 1) if at not in (1, 2)
}
_TIME = listed("hour day week fortnight month quarter year decade")
_NO_MORE = "(?![- ](?:check|book|shift|bed|act|decker)|-)"
_MULTIPLES = (
    (re.compile(rf"\b(?:twice|doubl(?:e|es|ed|ing){_NO_MORE}|two-?fold)\b", re.I), 2),
    (re.compile(r"\b(?:tripl(?:e|es|ed|ing)|thrice|three-?fold)\b", re.I), 3),
    (re.compile(r"\b(?:quadrupl(?:e|es|ed|ing)|four-?fold)\b", re.I), 4),
    (re.compile(r"\bten-?fold\b", re.I), 10),
)
_HALF = re.compile(
    r"\b(?:(?<!first )(?<!second )half(?! an? |-time|[- ](?:hour|day|year|month|mile|dozen|"
    r"litre|liter|metre|meter|tonne|kilo|pound|inch|term)s?\b)"
    r"(?<!and a half)|"
    r"halv(?:e|es|ed|ing))\b",
    re.I,
)
# “A third of sales” is a share; “a third region” is one more region.
_ALONE = (
    r"(?=\s*(?:$|[.,;:!?)”\"—–])|\s+(?:of|less|more|fewer|off|shorter|longer|lower|higher|faster|"
    r"slower|smaller|larger|cheaper|and|but|in|on|to|from|by|when|after|for|at|over|had|have|has|"
    r"were|was|are|is|did|as|that|who|which|now)\b)"
)
_ROUGHLY = "|".join(
    f"(?<={word} )" for word in listed("about nearly almost over under than around roughly some by")
)
_HALF_YEAR = re.compile(r"\b(?P<which>first|second|1st|2nd) half (?=of (?:19|20)\d\d)", re.I)
_SMALL_PARTS = any_of(_PARTS.keys() - {"quarter"})
_SHARE = re.compile(
    rf"(?<!and )\b(?P<many>an?|{_SMALL})[-\s](?P<part>{_SMALL_PARTS})s?\b{_ALONE}"
    rf"|(?:{_ROUGHLY})(?P<rough>an?|one) (?P<bit>{_SMALL_PARTS})\b"
    rf"|(?:(?<=by )|(?<=about )|(?<=roughly )|(?<=around )|\b)(?P<one>an?|one|two|three)[- ]"
    rf"(?P<quarter>quarters?)(?=\s(?:of|less|more|fewer|off|shorter|longer|lower|higher|faster|"
    rf"slower|smaller|larger|cheaper)\b)"
    rf"|(?<=by )(?:a|one) quarter\b",
    re.I,
)
_QUARTER_HOUR = re.compile(r"\b(?:a )?quarter[- ]hour\b", re.I)
_RHYTHM = re.compile(
    rf"\bevery[-\s](?:(?P<other>other)|(?P<nth>{any_of(_ORDINALS)}|\d\d?(?:st|nd|rd|th))|(?P<count>{_SMALL}))[-\s]"
    rf"(?P<unit>{any_of(_TIME)})s?\b",
    re.I,
)
_REGULAR = re.compile(r"\b(?:dai|hour|week|fortnight|month|quarter|year|annual)ly\b", re.I)
_REGULAR_UNITS = {"daily": "day", "annually": "year"}
_SINGLE = re.compile(
    rf"\b(?:(?P<half>half)(?: an? |-| )|(?:an?|per|each|every|(?:(?:the|my|our|your|that) )?"
    rf"first) )"
    rf"(?P<unit>{UNIT})"
    rf"\b(?!-(?!long\b|old\b))(?P<more> and a half)?",
    re.I,
)
_YEAR_ONE = re.compile(rf"\b(?P<unit>{any_of(_TIME)}) one\b", re.I)
_NEVER_SINGLE = frozenset(
    listed(
        "second s m h p g v w x k b % point points pc point stone foot degree degrees cent times"
    )
)
_HOURS = re.compile(
    r"(?<![\w.])(?P<h>\d{1,2})\s?h(?:rs?|ours?)?(?: and)?\s?(?P<m>[0-5]?\d)"
    r"(?:\s?m(?:ins?|inutes?)?)?\b|\b(?:an|one|1) hour and a (?P<part>quarter|half)\b",
    re.I,
)
_PER = re.compile(
    r"(?:/\s?|(?<=hour )|(?<=day ))(?P<unit>h|hr|hour|day|wk|week|month|yr|year)\b", re.I
)
_LONG_PLACE = re.compile(
    rf"\b(?P<tens>{any_of(w for w, v in WORDS.items() if v >= 20)})[-\s]"
    rf"(?P<ones>{any_of(_ORDINALS[:9])})\b",
    re.I,
)
_THE_ONE = re.compile(
    rf"\b(?:(?:the|this|that|same|whole|full|entire|one) "
    rf"(?:(?:last|first|next|past|final|whole|full|entire) )?(?P<unit>{any_of(_TIME)})"
    rf"|(?P<long>{any_of(_TIME)})-long)\b",
    re.I,
)
_PAIR = re.compile(
    rf"\b(?:a (?:couple|pair) of|both)(?: (?:(?P<scale>hundred|thousand|million|dozen)|"
    rf"(?P<unit>{UNIT}))\b)?",
    re.I,
)
_PART_OF = re.compile(
    rf"\b(?:(?P<part>(?P<many>an?|one|two|three)[- ](?P<of>quarter|third)s? of|half) "
    rf"(?:an?|one|1) (?P<whole>{UNIT}|{any_of(SCALES)})(?: (?P<unit>{UNIT}))?)\b(?! and a half)",
    re.I,
)
_PLACE = re.compile(rf"\b(?:{any_of(_ORDINALS)}|Q[1-4](?!\d)|[pP]\d\d(?!\d))\b", re.I)
_COUNTED = re.compile(r"\b(?:my|our|your|their|his|her|the) $", re.I)
_VAGUE = re.compile(
    r"\b(?:(?:hundreds|thousands|millions|billions|dozens)|"
    r"(?:last|next) (?:week|month|quarter|year|spring|summer|autumn|fall|winter))\b",
    re.I,
)


_OF_PLACES = frozenset([FIGURE, *_ORDINALS])
_OF_HOURS = frozenset([FIGURE, "hour"])
_OF_RHYTHMS = frozenset(["every"])
_OF_SHARES = frozenset([*_PARTS, *(f"{part}s" for part in _PARTS)])
"""What each pattern cannot be without."""


def worded(text: str) -> Iterator[Quantity]:
    """Every quantity in a text that is said without a number of its own."""
    yield from _shares(text)
    yield from _times(text)
    for pattern, count in _MULTIPLES:
        for match in pattern.finditer(text):
            yield plainly(match, Fraction(count), "x")
    for match in places(_PLACE, text, _OF_PLACES):
        word = match[0].lower()
        place = _ORDINALS.index(word) + 1 if word in _ORDINALS else int(word[1:])
        # “First” and “second” mostly put things in order; they count what a determiner singles out.
        told = place > 2 and word in _ORDINALS
        strict = told or (word in _ORDINALS and bool(_COUNTED.search(text[: match.start()])))
        yield plainly(match, Fraction(place), "ordinal", strict=strict)
    for match in _VAGUE.finditer(text):
        yield plainly(match, Fraction(0), "vague")


def phrases(text: str) -> Iterator[Quantity]:
    """Quantities whose own words are numbers: rhythms, lengths, shares such as “two thirds”."""
    for match in places(_LONG_PLACE, text, _OF_PLACES):
        place = WORDS[match["tens"].lower()] + _ORDINALS.index(match["ones"].lower()) + 1
        yield plainly(match, Fraction(place), "ordinal")
    for match in places(_HOURS, text, _OF_HOURS):
        part = {"quarter": 15, "half": 30}.get((match["part"] or "").lower(), 0)
        long = 60 * int(match["h"] or 1) + int(match["m"] or part)
        yield plainly(match, Fraction(60 * long), "second", Fraction(long))
    for match in places(_RHYTHM, text, _OF_RHYTHMS):
        base, factor = FACTORS[match["unit"].lower()]
        count = _rhythm(match)
        yield plainly(match, count * factor, f"every {base}", Fraction(count))
    for match in places(_QUARTER_HOUR, text, _OF_SHARES):
        yield plainly(match, Fraction(900), "second", Fraction(1, 4))
    parts = list(places(_PART_OF, text, _OF_SHARES))
    for match in parts:
        yield from _part_of(match)
    for match in places(_SHARE, text, _OF_SHARES):
        if not any(part.start() <= match.start() < part.end() for part in parts):
            yield plainly(match, _share(match), "%")


def _rhythm(match: re.Match[str]) -> int:
    if match["nth"]:
        nth = match["nth"].lower()
        return int(nth[:-2]) if nth[0].isdigit() else _ORDINALS.index(nth) + 1
    return 2 if match["other"] else _number(match["count"])


def _share(match: re.Match[str]) -> Fraction:
    part = (match["part"] or match["bit"] or "quarter").lower()
    many = (match["many"] or match["one"] or "a").lower()
    return Fraction(100 * (1 if many in ("a", "an") else _number(many)), _PARTS[part])


def _part_of(match: re.Match[str]) -> Iterator[Quantity]:
    """“A quarter of an hour”, “half a million”."""
    share = Fraction(1, 2)
    if match["of"]:
        many = 1 if match["many"].lower() in ("a", "an") else _number(match["many"])
        share = Fraction(many, 4 if match["of"].lower() == "quarter" else 3)
    whole = match["whole"].lower()
    if whole in UNITS and (whole not in SCALES or len(whole) == 1):
        if len(whole) > 2 or whole == "%":
            base, factor = FACTORS.get(UNITS[whole], (UNITS[whole], Fraction(1)))
            yield plainly(match, share * factor, base, share)
    elif len(whole) > 2:
        unit = UNITS.get((match["unit"] or "").lower(), "")
        base, factor = FACTORS.get(unit, (unit, Fraction(1)))
        told = share * SCALES[whole]
        yield plainly(match, told * factor, base, told)


def _shares(text: str) -> Iterator[Quantity]:
    for match in _HALF.finditer(text):
        yield plainly(match, Fraction(50), "%")


def _times(text: str) -> Iterator[Quantity]:
    for match in _SINGLE.finditer(text):
        unit = UNITS.get(match["unit"].lower(), "")
        base, factor = FACTORS.get(unit, (unit, Fraction(1)))
        if not unit or match["unit"].lower() in _NEVER_SINGLE:
            continue
        bare = Fraction(1, 2) if match["half"] else Fraction(3 if match["more"] else 2, 2)
        bare = bare if match["half"] or match["more"] else Fraction(1)
        # “A day” is a length of time; “a bar” and “a pound” are said of many things.
        strict = base in ("second", "month") or bare != 1
        yield plainly(match, bare * factor, base, bare, strict=strict)
    for match in _PER.finditer(text):
        base, factor = FACTORS[UNITS[match["unit"].lower()]]
        yield plainly(match, factor, base, Fraction(1), strict=False)
    for match in _HALF_YEAR.finditer(text):
        place = 1 if match["which"].lower() in ("first", "1st") else 2
        yield plainly(match, Fraction(place), "half year")
    for match in _REGULAR.finditer(text):
        word = match[0].lower()
        base, factor = FACTORS[_REGULAR_UNITS.get(word, word.removesuffix("ly"))]
        yield plainly(match, factor, base, Fraction(1))
        yield plainly(match, factor, f"every {base}", Fraction(1), strict=False)
    for match in _YEAR_ONE.finditer(text):
        base, factor = FACTORS[match["unit"].lower()]
        yield plainly(match, factor, base, Fraction(1), strict=False)
    for match in _THE_ONE.finditer(text):
        base, factor = FACTORS[(match["unit"] or match["long"]).lower()]
        yield plainly(match, factor, base, Fraction(1), strict=False)
    for match in _PAIR.finditer(text):
        base, factor = FACTORS.get(UNITS.get((match["unit"] or "").lower(), ""), ("", Fraction(1)))
        bare = Fraction(2 * SCALES.get((match["scale"] or "").lower(), 1))
        strict = match[0].lower() != "both"
        yield plainly(match, bare * factor, base, bare, strict=strict)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else WORDS[word.lower()]


def plainly(
    match: re.Match[str],
    value: Fraction,
    unit: str,
    bare: Fraction | None = None,
    *,
    strict: bool = True,
) -> Quantity:
    return Quantity(
        text=match[0].strip(),
        value=value,
        bare=value if bare is None else bare,
        unit=unit,
        strict=strict,
        start=match.start(),
        end=match.end(),
    )
