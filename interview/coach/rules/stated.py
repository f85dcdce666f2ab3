"""The figures that a line states outright, each with what it is a figure of; it compares none.

What is hedged, wished for, only a part of something, or on its way to something else is left out:
a figure is taken for stated only where nothing in the line loosens it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from interview.coach.rules.lexicon import FUNCTION_WORDS, concrete, lemma, tokens
from interview.grounding.quantities import Quantity, quantities
from interview.grounding.units import SPELT_SCALES, UNITS, WORDS
from interview.lexis import Part, base, kinds, share
from interview.phrases import Phrase
from interview.remembered import remembered


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure: `kind` is team, count, rate (“… a day”), time, year or turn (“from … to …”).

    `values` are its figures by the part they play; `thing` is what is counted; `words` are cut
    out of the line as they stand there; `about` is what else the line speaks of.
    """

    kind: str
    thing: str
    unit: str
    values: tuple[tuple[str, Fraction], ...]
    words: str
    about: frozenset[str]

    @property
    def topic(self) -> tuple[str, str, str]:
        """What has to be the same before two figures can disagree."""
        return self.kind, self.thing, self.unit


_TEAM = r"(?:team|crew|squad|staff)"
_LOOSE = Phrase(
    r"\b(?:want(?:ed|s)?|goal|target|aim(?:ed)?|the plan|planned (?:to|for)|should|would|could|"
    r"might|hop(?:ed|ing)|if|estimat\w+|expect\w+|promis\w+|instead of|asked for|supposed|"
    r"budget\w*|forecast\w*|sorry|i mean|correction|or rather|actually|not sure|i think|"
    r"i guess|don't remember)\b|\bno, |\bn't\b|\bnot\b"
)
"""A wish, a guess or a correction: nothing in such a line is stated outright."""

_MOVING = Phrase(
    r"\b(?:gr(?:ew|own|ow)|by then|at first|first|initially|originally|later|then|now|by the end|"
    r"used to|joined|left|became|another|other|second|previous|former|new|next|since|until|"
    r"eventually|in the end|meanwhile|so far|extra|more|additional|remaining|each|both|every)\b"
)
"""A number of people or things under way to another, or of another lot."""

_HEDGED = Phrase(
    r"(?:\b(?:about|around|roughly|nearly|almost|approximately|approx|circa|ca|some|over|under|"
    r"above|below|than|up to|at least|at most|maybe|perhaps|between|or|last|only|the|these|those|"
    r"my|our|their|his|her|all|of the|within)|[~<>≈])\W*$"
)
_PART = Phrase(
    r"^\s*(?:of (?:the|them|us|our|my|those|these|which|\d)|out of|or\b|to \d|[-–—/+]\s?\d|more\b|"
    r"others?\b|and a|odd\b|ish\b|plus\b|/)"
)
_PART_OF = Phrase(r"^\s+of\b")
_OF_A_TEAM = Phrase(rf"\b{_TEAM} of (?:\w+ )?$")
_TEAM_BEHIND = Phrase(rf"^[\s-]?(?:person|people|member|strong|man|woman)s?[\s-]{_TEAM}\b")
_IN_A_TEAM = re.compile(
    rf"^ (?:\w+ )?(?P<who>[a-z]+) (?:in|on|under|reporting to|worked for) "
    rf"(?:me\b|(?:my|our|the) {_TEAM}\b)",
    re.IGNORECASE,
)
_LEADING = Phrase(
    r"\b(?:led|lead|leading|managed|manage|managing|supervised|supervise|line-managed) $"
)
_ROLE = Phrase(r"\b(from|to|by)\s*$")
_LASTING = Phrase(r"\b(?:over|in|for|took|lasted|within|taking)(?: us| me)?\s*$")
_DATED = Phrase(r"\b(?:in|since) $")
_CLAUSE = re.compile(r"[,;:.()]|\s[–—-]\s|\b(?:and|but|so|because|which|while|when)\b")
_RATE = Phrase(
    r"^[^\S\n]*(?:an?|per|each|every|/)\s*(hour|day|week|month|quarter|year|term|shift)\b"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_FEW = 5
"""Fewer than these are some of a team, as like as not."""

_FIGURE = Phrase(rf"\d|\b(?:{'|'.join([*WORDS, *SPELT_SCALES])}|half|third|quarter|fifth)\b")
_BEHIND = tuple(
    re.compile(rf"[ -](?:[a-z][a-z'-]* ){{{size}}}[a-z][a-z'-]*", re.IGNORECASE)
    for size in range(3)
)
_ANYONE = frozenset(["people", "person", "staff", "man", "woman", "colleague", "member", "time"])
_MOST_WORDS = 7
_MOSTLY = 0.25


@remembered(2048)  # the same papers are held against every answer of an interview
def stated(text: str) -> tuple[Stated, ...]:
    """Every figure that a line states outright, in order."""
    if not _FIGURE.search(text) or _LOOSE.search(text):
        return ()
    about = speaks_of(text)
    sure = [q for q in quantities(text) if q.strict and not _loosened(text, q)]
    found = [*_turns(text, sure)]
    for quantity in sure:
        one = _years(text, quantity, about) or _people(text, quantity, about)
        one = one or _things(text, quantity, about) or _times(text, quantity, about)
        if one:
            found.append(one)
    return tuple(one for one in found if len(one.words.split()) <= _MOST_WORDS)


def speaks_of(text: str) -> frozenset[str]:
    """What a text speaks of, without its numbers and their units."""
    words = [word.lower() for word in tokens(text)]
    return concrete([word for word in words if word not in UNITS and word not in WORDS])


def _loosened(text: str, quantity: Quantity) -> bool:
    before, behind = text[: quantity.start], text[quantity.end :]
    part = _PART.search(behind) and _role(text, quantity) != "from"
    hedged = _HEDGED.search(before) and not _LASTING.search(before)
    return bool(part or hedged or quantity.text.endswith("+"))


def _turns(text: str, sure: list[Quantity]) -> Iterator[Stated]:
    """“From 900 to 120 ms” as one figure; a lone “to 120 ms” or “by 35 %” as what it is.

    It is of what its own clause names before it, and written in the same scale to be compared.
    """
    left = [q for q in sure if _ROLE.search(text[: q.start]) and not _is_year(text, q)]
    while left:
        one = left.pop(0)
        role = _role(text, one)
        ends = [(role, one)]
        if role == "from" and left and _role(text, left[0]) == "to" and left[0].unit == one.unit:
            ends.append(("to", left.pop(0)))
        if one.unit in ("month",) or (not one.unit and len(ends) < 2):
            continue
        start = text[: one.start].lower().rindex(role)
        values = tuple((name, quantity.value) for name, quantity in ends)
        last = ends[-1][1]
        scale = last.value / last.bare if last.bare else 1
        unit = f"{one.unit} {scale} {_rate(text, last)}"
        clause = _CLAUSE.split(text[:start])[-1]
        about = frozenset(word for word in speaks_of(clause) if _is_a_thing(word))
        yield Stated("turn", "", unit, values, text[start : last.end].strip(), about)


def _is_a_thing(word: str) -> bool:
    """Not a word for a deed; what general English does not know is taken for a thing."""
    return share(word, Part.NOUN) >= _MOSTLY or not share(word, Part.VERB)


def _role(text: str, quantity: Quantity) -> str:
    found = _ROLE.search(text[: quantity.start])
    return found[1].lower() if found else ""


def _is_year(text: str, quantity: Quantity) -> bool:
    plain = re.fullmatch(r"(?:19|20)\d\d", quantity.text)
    return bool(plain) and not quantity.unit and not _noun(text, quantity)


def _years(text: str, quantity: Quantity, about: frozenset[str]) -> Stated | None:
    dated = _DATED.search(text[: quantity.start])
    if not dated or not _is_year(text, quantity) or len(_YEAR.findall(text)) > 1:
        return None
    words = text[dated.start() : quantity.end]
    return Stated("year", dated[0].strip().lower(), "", (("", quantity.value),), words, about)


def _people(text: str, quantity: Quantity, about: frozenset[str]) -> Stated | None:
    if not _is_bare(quantity) or _MOVING.search(text) or quantity.bare.denominator > 1:
        return None
    before, behind = text[: quantity.start], text[quantity.end :]
    of, in_it = _OF_A_TEAM.search(before), _IN_A_TEAM.match(behind)
    if of:
        noun = _noun(text, quantity)
        words = text[of.start() : noun.end() if noun else quantity.end]
    elif found := _TEAM_BEHIND.match(behind):
        words = text[quantity.start : quantity.end + found.end()]
    elif in_it and _is_person(in_it["who"]):
        words = text[quantity.start : quantity.end + in_it.end()]
    elif (
        quantity.bare >= _FEW
        and _LEADING.search(before)
        and (noun := _noun(text, quantity))
        and _is_person(noun.group())
    ):
        words = text[quantity.start : noun.end()]
    else:
        return None
    rest = about - {"team", "crew", "squad", "staff"}
    return Stated("team", "team", "", (("", quantity.bare),), words.strip(), rest)


def _is_person(words: str) -> bool:
    last = words.split()[-1]
    return "noun.person" in kinds(last, Part.NOUN)[:2] or last in ("people", "staff")


def _things(text: str, quantity: Quantity, about: frozenset[str]) -> Stated | None:
    """“14 services”; “people” are not counted so, since who belongs to them is never sure."""
    role = _role(text, quantity)
    if not _is_bare(quantity) or _MOVING.search(text) or role in ("from", "to"):
        return None
    noun = _noun(text, quantity)
    if noun is None or base(noun.group().split()[-1].lower(), Part.NOUN) in _ANYONE:
        return None
    thing = " ".join(lemma(base(word.lower(), Part.NOUN)) for word in noun.group().split())
    rest = about - set(thing.split())
    words = text[quantity.start : noun.end()]
    values = (("", quantity.bare),)
    rate = _rate(text, noun)
    return Stated("rate" if rate else "count", thing, rate, values, words, rest)


def _times(text: str, quantity: Quantity, about: frozenset[str]) -> Stated | None:
    lasting = _LASTING.search(text[: quantity.start])
    whole = not _PART_OF.match(text[quantity.end :])
    if quantity.unit not in ("second", "month") or not lasting or _MOVING.search(text):
        return None
    if not whole or (lasting[0].lower().startswith("over") and quantity.unit == "second"):
        return None
    words = text[lasting.start() : quantity.end]
    doing = "doing" if lasting[0].lower().startswith("for") else "done"
    return Stated("time", doing, quantity.unit, (("", quantity.value),), words, about)


def _noun(text: str, quantity: Quantity) -> re.Match[str] | None:
    """The plural that a bare number counts, with the words between that say which."""
    found: re.Match[str] | None = None
    for words in _BEHIND:
        found = words.match(text, quantity.end)
        last = found.group().split()[-1].lower() if found else ""
        if not found or last in FUNCTION_WORDS:
            return None
        if _is_plural(last):
            return found
    return None


def _is_plural(word: str) -> bool:
    if word in ("people", "staff"):
        return True
    if word.endswith("s"):
        return len(word) > 3 and not word.endswith(("ss", "us", "is"))
    return base(word, Part.NOUN) != word and bool(kinds(word, Part.NOUN))


def _is_bare(quantity: Quantity) -> bool:
    """Whether a number stands without a unit of its own, whatever it could share."""
    return not quantity.unit or quantity.text.replace(",", "").isdigit() or quantity.text.isalpha()


def _rate(text: str, until: Quantity | re.Match[str]) -> str:
    end = until.end if isinstance(until, Quantity) else until.end()
    found = _RATE.match(text[end:])
    return found[1].lower() if found else ""
