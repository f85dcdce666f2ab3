"""The names in a text (people, organisations, products, months, identifiers such as p99).

It says only which names of one text another one lacks. A name is told by its shape: a capital
within a sentence, capitals or figures inside the word, or a first word that no dictionary knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from simplemma import is_known, lemmatize

from interview.grounding.quantities import months_in_figures
from interview.grounding.tongues import Tongue, fold, folded, is_one
from interview.grounding.units import CODES, MONTH_NAMES, MONTHS, SCALES, UNITS, WORDS, listed

_TOKEN = re.compile(r"[^\W_](?:[\w'’.+#&/@-]*[\w+#])?")
_NO_NAME = frozenset(listed("I A O OK TV vs e.g i.e St Mr Mrs Ms Dr"))
_CONTRACTED = re.compile(r"(?:n['’]t|['’](?:s|re|ve|ll|d|m|t))$", re.IGNORECASE)
_ABBREVIATED = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|Prof|St|Inc|Ltd|Co|Corp|No|vs|e\.g|i\.e|approx)\.$")
# Behind a first word that could be either, a deed makes it somebody: “Google adopted it.”
_DEED = re.compile(r"\s+(?:[a-z]{3,}ed|led|cut|ran|won|built|gave|took|bought|chose|paid)\b")
_COMMON_ENDING = re.compile(r"(?:s|ed|ing|ly|ion|ment|ness|ity|ship|[ae]nce|one|body|er|or)$")
_FUNCTION = frozenset(
    listed(
        "i you he she it we they who what which this that these those both each all most many some "
        "open figure split mix press "
        "few none nothing everything something another other what there then and but or so yet "
        "no not may march mark bill square shell orange swift will would "
        "people staff management also later never always just only still even once first second"
    )
)


@dataclass(frozen=True, slots=True)
class _Index:
    words: frozenset[str]
    capitalised: frozenset[str]
    initials: str


def names(text: str) -> tuple[str, ...]:
    """The names that a text mentions, as written, in order."""
    return tuple(match[0] for match in _TOKEN.finditer(text) if _is_name(match, text))


def name_spans(text: str) -> tuple[tuple[str, int, int], ...]:
    """The names that a text mentions, each with where it stands."""
    found = (match for match in _TOKEN.finditer(text) if _is_name(match, text))
    return tuple((match[0], match.start(), match.end()) for match in found)


def lacking(sentence: str, sources: Iterable[str], tongue: Tongue | None = None) -> tuple[str, ...]:
    """The names of a sentence, in English or another language, that none of its sources has."""
    named = [
        match
        for match in _TOKEN.finditer(sentence)
        if _is_name(match, sentence) and not (tongue and _is_word_of(tongue, match, sentence))
    ]
    if not named:
        return ()
    sources = tuple(sources)
    held = _index(sources)
    if tongue:
        words = {word for source in sources for word in folded(source)}
        named = [m for m in named if not any(is_one(fold(m[0]), w, tongue) for w in words)]
    return tuple(
        match[0]
        for match in named
        if not _mentions(held, match[0])
        if not (_is_first(sentence, match.start()) and _squeeze(match[0]) in held.words)
    )


def dated(text: str) -> tuple[str, ...]:
    """The months and days of the week that a text in English names, each once."""
    words = re.findall(r"[A-Z][a-z]+", text)
    known = (w for w in words if w.lower() in MONTH_NAMES or (w.endswith("day") and w in _DAYS))
    return tuple(dict.fromkeys(known))


_DAYS = frozenset(listed("Monday Tuesday Wednesday Thursday Friday Saturday Sunday"))


def _is_name(match: re.Match[str], text: str) -> bool:
    if match[0].isalpha() and match[0].islower():
        return False
    token = _CONTRACTED.sub("", match[0])
    if token in _NO_NAME or token in CODES or not any(sign.isalpha() for sign in token):
        return False
    if any(sign.isdigit() for sign in token):
        return not _is_quantity(token)
    if token.lower() in UNITS and re.search(r"\d\s$", text[: match.start()]):
        return False
    inner = token[1:]
    if any(sign.isupper() for sign in inner) and token[0].isalpha():
        pieces = re.split(r"[-/.&]", token)
        return len(pieces) == 1 or any(_is_shaped(piece) for piece in pieces)
    if not token[0].isupper():
        return False
    if not _is_first(text, match.start()):
        return True
    return _is_unusual(token, text[match.end() :])


def _is_word_of(tongue: Tongue, match: re.Match[str], text: str) -> bool:
    """Whether a word with a capital is a mere word of this language.

    At the front every word has one. Where every noun has one, a noun stands behind an article or
    an adjective, has a noun's ending, or is one of those that often stand alone.
    """
    word = fold(match[0])
    if not match[0].isalpha() or not match[0][1:].islower():
        return False
    known_as_name = is_known(match[0], lang="en") and lemmatize(match[0], lang="en")[:1].isupper()
    if _is_first(text, match.start()):
        return word in tongue.little or not known_as_name
    if not tongue.capitals:
        return False
    before = _BEFORE.search(text[: match.start()])
    if before:
        token = before[0].strip()
        lower = fold(token)
        if lower in tongue.titles:
            return False
        if lower in tongue.determiners or token.isdigit() or _is_adjective(token, tongue):
            return True
    foreign = word.endswith("e") and is_known(match[0], lang="en")
    named = known_as_name or foreign
    return word in tongue.nouns or (word.endswith(tongue.noun_ends) and not named)


_BEFORE = re.compile(r"[\w]+\s$")


def _is_adjective(token: str, tongue: Tongue) -> bool:
    """Whether a word before a noun is inflected as an adjective or a number is."""
    word = fold(token)
    numbers = word in tongue.figures and word not in tongue.little
    ends = word.endswith(("e", "en", "er", "es", "em"))
    return numbers or (token.islower() and ends and len(word) > 4 and word not in tongue.little)


def _is_shaped(piece: str) -> bool:
    return any(sign.isupper() for sign in piece) and piece not in _NO_NAME


def _is_quantity(token: str) -> bool:
    """Whether a token with figures is a number with its unit: those are checked elsewhere."""
    figures = re.fullmatch(r"\d[\d.,’'/:-]*[-]?(?P<rest>[^\W\d_+#]*(?:-[a-z]+)*)\+?", token)
    rest = figures["rest"].lower().split("-")[0] if figures else None
    return rest is not None and (
        not rest or rest in UNITS or rest in listed("k m mn b bn st nd rd th am pm")
    )


def _is_first(text: str, start: int) -> bool:
    """Whether a word opens a sentence, a quotation or a list item, so that its capital is none."""
    gap = re.search(r"[\s\"'“”‘’«»()\[\]*_–—•·›‹-]*$", text[:start])
    before = text[: gap.start()] if gap else text[:start]
    if not before or (gap and "\n" in gap[0]):
        return True
    opened = bool(gap and re.search(r"[“«(\"–—]", gap[0]))
    return opened or (before[-1] in ".!?:;…›" and not _ABBREVIATED.search(before))


def _is_unusual(token: str, after: str) -> bool:
    pieces = token.lower().split("-")
    if all(piece in WORDS or piece in SCALES or piece in ("odd", "plus") for piece in pieces):
        return False
    for piece in re.split(r"[-/.&'’]", token.lower()):
        if piece and not is_known(piece, lang="en"):
            return True
    word = token.lower()
    # The dictionary keeps the capital of words that always have one: Maria, Berlin, Google.
    if word not in _FUNCTION and lemmatize(token, lang="en")[:1].isupper():
        return True
    plain = word not in _FUNCTION and not _COMMON_ENDING.search(word)
    return plain and bool(_DEED.match(after))


def _squeeze(token: str) -> str:
    return re.sub(r"[^\w+#]", "", _CONTRACTED.sub("", token).casefold())


def _index(sources: Iterable[str]) -> _Index:
    words: set[str] = set()
    capitalised: set[str] = set()
    initials: list[str] = []
    for source in sources:
        tokens = [match[0] for match in _TOKEN.finditer(source)]
        for token in tokens:
            pieces = [token, *re.split(r"[-/.&@'’]", token)]
            words.update(_squeeze(piece) for piece in pieces)
            capitalised.update(p.casefold() for p in pieces if p[:1].isupper())
        capitalised.update(MONTH_NAMES[month - 1] for month in months_in_figures(source))
        initials.append("".join(t[0].lower() for t in tokens if t[0].isupper()))
    return _Index(frozenset(words), frozenset(capitalised), " ".join(initials))


def _mentions(held: _Index, name: str) -> bool:
    word = _squeeze(name)
    if word in MONTHS:
        # “may” and “march” are words too, so a month has to be written as one.
        return any(MONTHS.get(other) == MONTHS[word] for other in held.capitalised)
    if word in held.words or word.rstrip("s") in held.words or word + "s" in held.words:
        return True
    if name.isupper() and len(word) >= 3 and word in held.initials:
        return True
    pieces = [piece for piece in re.split(r"[-/.&]", name) if piece]
    return len(pieces) > 1 and all(
        _squeeze(piece) in held.words or not _is_shaped(piece) for piece in pieces
    )
