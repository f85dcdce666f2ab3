"""The words of a sentence that carry what it says, and whether another text bears them.

It knows which words hold a sentence together (“the”, “when”), and otherwise asks the lexicon; it
judges no sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from interview.grounding.units import MONTHS, SCALES, UNITS, WORDS, listed
from interview.lexis import Part, base, is_near
from interview.model import Line
from interview.remembered import remembered

_TOKEN = re.compile(r"(?<!\d)[^\W\d_]+(?:['’](?=[^\W\d_])[^\W\d_]+)?")
_ENDING = re.compile(r"(?:n['’]t|['’](?:s|re|ve|ll|d|m))$")

FUNCTION = frozenset(
    listed(
        "a an the i me my mine myself we us our ours ourselves you your yours yourself he him his "
        "himself she her hers herself it its itself they them their theirs themselves who whom "
        "whose which what that this these those there here and or but nor so yet for of in on at "
        "to from by with about into over under after before between through during without within "
        "against among across around behind beyond beside besides up down out off onto upon toward "
        "towards per as than then when where while why how because since until till although "
        "though whether if unless instead rather via thanks be am is are was were been being have "
        "has had having do does did done doing will would shall should can could may might must "
        "ought let no not never none neither hardly cannot very too also just only even still "
        "already again ever always often sometimes now once soon later ago quite almost nearly "
        "roughly some any each every all both either most more less least much many few little "
        "other another such same own else well away back together along apart therefore thus "
        "however anyway perhaps maybe really simply mostly mainly yes ll ve re wo ca don t s d m "
        "co like except plus"
    )
)
"""Words that hold a sentence together and say nothing by themselves."""

GENERAL = frozenset(
    listed(
        "go come get make take give put use keep have be do become begin start say tell let call "
        "mean need want try see think know thing something anything everything nothing someone "
        "somebody anyone anybody everyone everybody nobody one people person other others way time "
        "bit lot kind sort part place case fact point end result work working job role day include "
        "own first last next whole different separate various certain overall total many able "
        "ahead due worth"
    )
)
"""Words so general that they add nothing to what stands beside them."""

_TIMES = frozenset(
    listed(
        "hour hours minute minutes moment day days week weeks fortnight month months quarter "
        "quarters year years morning afternoon evening night nights today yesterday tomorrow "
        "weekend monday tuesday wednesday thursday friday saturday sunday spring summer autumn "
        "fall winter early earlier late later eventually finally meanwhile currently previously "
        "present date o'clock"
    )
)


_FIGURES = frozenset(
    listed(
        "half halves third thirds fourth fifth sixth seventh eighth ninth tenth twice once thrice "
        "double triple dozen couple pair dozens hundreds thousands millions"
    )
)


def spoken(text: str) -> list[str]:
    """The words of a text in order, in lower case, contractions and possessives shortened."""
    return list(_spoken(text))


@remembered(4096)
def _spoken(text: str) -> tuple[str, ...]:
    words = []
    for match in _TOKEN.finditer(text):
        word = _ENDING.sub("", match[0].lower()) or match[0].lower()
        words.append(word.replace("’", "'"))
    return tuple(words)


_VOWEL = re.compile(r"[aeiou]")
_ALSO_NO_UNITS = frozenset(listed("degree degrees stone bars bits volt cent"))


def is_telling(word: str) -> bool:
    """Whether a word carries something that has to come from somewhere."""
    return not (
        len(word) < 2
        or word in FUNCTION
        or word in WORDS
        or word in SCALES
        or word in _TIMES
        or word in _FIGURES
        or (word in UNITS and len(word) > 3 and word not in _ALSO_NO_UNITS)
        or (word in UNITS and not _VOWEL.search(word))
        or word in MONTHS
        or (word.endswith("ly") and word not in ("family", "reply", "supply", "apply"))
    )


_PLAINLY = {
    short: word
    for word, shorts in {
        "mother": "mum mums mom moms mummy",
        "father": "dad dads daddy",
        "child": "kid kids",
        "boy": "lad lads",
        "man": "bloke blokes guy guys",
        "grandmother": "gran nan",
        "television": "telly tv",
        "refrigerator": "fridge",
        "truck": "lorry lorries",
    }.items()
    for short in listed(shorts)
}
"""Homely words for what others call otherwise."""


@lru_cache(maxsize=20_000)
def forms(word: str) -> frozenset[str]:
    """What a word comes from, as any part of speech, and its stem."""
    word = _PLAINLY.get(word, word)
    found = {word, _stem(word)}
    for part in Part:
        form = base(word, part)
        found |= {form, _stem(form)} if len(form) > 2 else {form}
    return frozenset(found)


@lru_cache(maxsize=20_000)
def is_general(word: str) -> bool:
    return not forms(word).isdisjoint(GENERAL)


_SUFFIX = re.compile(
    r"(?:ations?|itions?|ions?|ings?|ments?|ances?|ences?|ers?|ors?|ees?|als?|ures?|ness|ity|ied|"
    r"ies|ed|es|s|ly|y|e)$"
)


_SPELLINGS = (
    (re.compile(r"is(?=(?:e[ds]?|ing|ations?|ers?)$)"), "iz"),
    (re.compile(r"(?<=[a-z]{2})our"), "or"),
    (re.compile(r"(?<=[a-z]{2}t)re(?=s?$)"), "er"),
    (re.compile(r"ogue(?=s?$)"), "og"),
)


def _stem(word: str) -> str:
    for british, american in _SPELLINGS:
        word = british.sub(american, word)
    stem = _SUFFIX.sub("", word)
    if len(stem) > 3 and stem[-1] == stem[-2]:
        stem = stem[:-1]
    return stem if len(stem) >= 3 else word


def bears(held: Iterable[str], word: str) -> bool:
    """Whether these words hold this one: itself, another form of it, or one that is near it."""
    return any(_is_one(word, other) for other in held)


@lru_cache(maxsize=100_000)
def _is_one(word: str, other: str) -> bool:
    """Whether a word is the other, in any form, clipped, or near it."""
    if word == other or not forms(word).isdisjoint(forms(other)):
        return True
    if _is_short_for(other, word) or _is_short_for(word, other):
        return True
    if len(word) >= 6 and len(other) >= 6 and word[:6] == other[:6]:
        return True
    return any(is_near(one, another) for one in _bases(word) for another in _bases(other))


@lru_cache(maxsize=20_000)
def _bases(word: str) -> tuple[str, ...]:
    return tuple({word, *(base(word, part) for part in (Part.NOUN, Part.VERB))})


def spoken_of(sentence: str, lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines that have a telling word of a sentence in any form; all where none has one.

    What a line says of something else contradicts nothing.
    """
    lines = tuple(lines)
    roots = frozenset[str]().union(*(forms(w) for w in _spoken(sentence) if tells(w)))
    met = tuple(
        line
        for line in lines
        if any(not roots.isdisjoint(forms(word)) for word in _spoken(line.text) if tells(word))
    )
    return met or lines


def tells(word: str) -> bool:
    """Whether a word carries something and is not so general that it adds nothing."""
    return is_telling(word) and not is_general(word)


def _is_short_for(short: str, word: str) -> bool:
    """Whether a word is the other one clipped: “rep”, “sats”, “admin”."""
    clipped = short.removesuffix("s")
    if short in FUNCTION:
        return False
    return len(clipped) >= 3 and len(word) >= 2 * len(clipped) and word.startswith(clipped)
