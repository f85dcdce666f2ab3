"""Who does each deed that a sentence tells, and whether its lines give it to somebody else.

It looks at subjects that stand right before their verbs, and at no other word of a sentence; a
deed of “we” is `deeds`' business.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from interview.grounding.clauses import clauses, is_deed
from interview.grounding.units import listed
from interview.grounding.words import FUNCTION, bears, is_general, is_telling, spoken
from interview.lexis import Part, base, kinds, share
from interview.model import Line
from interview.remembered import remembered

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|,")
_OWN = frozenset(listed("i you"))
_OTHERS = frozenset(listed("he she"))
_DETERMINERS = frozenset(listed("my your our his her their the a an another one"))
_BETWEEN = frozenset(
    listed("have had also then just only first later already even always still ve d himself")
)
# Deeds that make other people do something or bring something into being: never a mere wording.
_MOVING = frozenset(
    listed(
        "train negotiate persuade convince organise organize launch introduce establish found "
        "author pioneer secure win transform overhaul coordinate supervise mentor recruit hire "
        "invent initiate chair fix solve resolve repair cure eliminate"
    )
)


def misplaced(sentence: str, lines: Iterable[Line]) -> Iterator[str]:
    """Deeds that a sentence gives to the candidate and its lines to others, or the other way."""
    texts = tuple(line.text for line in lines)
    held = {deed for text in texts for deed in _deeds(text)}
    words = [word for text in texts for word in spoken(text)]
    for own, verb in sorted(_deeds(sentence)):
        if own and verb in _MOVING and not bears(words, verb):
            yield f"no cited line says that you {verb}"
        if is_general(verb) or (own, verb) in held or (not own, verb) not in held:
            continue
        told = 1 if " " in verb else sum(base(word, Part.VERB) == verb for word in words)
        if told == 1:
            yield f"the cited lines give the deed “{verb}” to somebody else"


_BOTH = re.compile(
    r"\b(?P<own>I|you) and (?:(?:the|my|your|a|an) )?\w+(?= \w)"
    r"|\b[A-Z]\w+ and (?P<me>I|you)\b"
)
"""“You and Marek carried it”: a deed of one's own all the same."""


_WATCHED = re.compile(
    r"\b(?:watch|see|saw|hear|observ|let|help)(?:d|ed|ing)? "
    r"(?:(?-i:[A-Z])[a-z]+|(?:the|my|our|a) \w+) (?P<verb>[a-z]{3,})\b(?<!ing)",
    re.I,
)
"""“I watched Hanna run it”: Hanna's deed."""

_ME = re.compile(
    r"\b(?:I|me|you|myself|yourself)\W*$|\b(?:I|you)\b.*\b(?:am|was|were|are)\b.*\b(?:one|person)\W*$"
)


@remembered(1024)
def _deeds(text: str) -> frozenset[tuple[bool, str]]:
    """Each plain deed of a text: whether it is the candidate's own, and its verb's base."""
    found = {(False, base(deed["verb"].lower(), Part.VERB)) for deed in _WATCHED.finditer(text)}
    own: bool | None = None
    aside = False
    before = ""
    for clause in clauses(_BOTH.sub(lambda found: found["own"] or found["me"], text)):
        words = _WORD.findall(clause.text.replace("’", "'"))
        said, at = _subject(words)
        who, before = clause.link == "who" and not at and not _ME.search(before), clause.text
        if who:
            own, aside = False, True
        elif at:
            own = said
            aside = clause.link in ("when", "while", "because", "since", "after", "before", "until")
        elif aside or clause.link not in ("", "and", "but", "then", "and then"):
            own = None
        if own is None:
            continue
        while at < len(words) and (words[at].lower() in _BETWEEN or words[at].endswith("ly")):
            at += 1
        verb = words[at].lower() if at < len(words) else ""
        if is_deed(verb, "i" if own else "he") and not verb.endswith("ing"):
            found.add((own, _named(base(verb, Part.VERB), words[at + 1 :])))
    return frozenset(found)


def _named(verb: str, behind: list[str]) -> str:
    """A deed by its verb, or by what it was done to where the verb alone says little."""
    if not is_general(verb):
        return verb
    what = next((w.lower() for w in behind[:4] if is_telling(w.lower())), "")
    return f"{verb} {base(what, Part.NOUN)}" if what and not is_general(what) else verb


def _subject(words: list[str]) -> tuple[bool | None, int]:
    """Whether a clause opens with the candidate or somebody else, and where its verb may stand."""
    first = words[0].lower() if words else ""
    if first in _OWN:
        return True, 1
    if first in _OTHERS:
        return False, 1
    if first in FUNCTION - _DETERMINERS or is_deed(first, "i"):
        return None, 0
    at = 1 if first in _DETERMINERS else 0
    for end in range(at + 1, min(at + 4, len(words))):
        noun, verb = words[end - 1].lower(), words[end].lower()
        if not is_deed(verb, "he") and verb not in _BETWEEN:
            continue
        somebody = kinds(noun, Part.NOUN)[:1] == ("noun.person",) and share(noun, Part.NOUN) > 0.5
        named = end == 1 and words[0].istitle() and not any(kinds(noun, it) for it in Part)
        return (False, end) if somebody or named else (None, 0)
    return None, 0
