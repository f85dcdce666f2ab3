"""The people of a sentence whom its lines do not have, by their part or by what they do.

A name is `names`' business. Whoever is served may stand for “she”; nobody of the candidate's own
side may.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from interview.grounding.clauses import is_deed
from interview.grounding.units import listed
from interview.grounding.words import bears, is_telling, spoken, tells
from interview.lexis import Part, base, kinds, share
from interview.model import Line

_ANYBODY = frozenset(
    listed("bloke punter somebody someone lady guy girl man woman fellow lad chap boy kid")
)
# Whoever is served may stand for “she”; nobody of the candidate's own side may.
_SERVED = frozenset(
    listed(
        "customer client buyer guest passenger patient resident pupil student user caller shopper "
        "visitor tenant"
    )
)
_PRONOUNS = frozenset(listed("he she him her his hers they them their"))
# Who decides without being one person.
_BODIES = frozenset(
    listed(
        "board council committee union panel tribunal jury court press police government ministry "
        "parliament senate cabinet directorate inspectorate"
    )
)
_KIN = frozenset(
    listed("parent mum mom mother dad father mama papa mummy daddy family relative son daughter")
)
_GENERIC = _ANYBODY | frozenset(listed("person people colleague other staff"))
_DEPARTMENT = re.compile(
    r"\b(?P<of>[A-Za-z]+) (?P<rest>head|team|department|director|manager|lead|people|side|desk|"
    r"office|staff|group|lot|partner|officer|engineer|nurse|teacher|doctor)s?\b",
)
_SOMEBODY_OF = re.compile(r"\b(?P<rest>[A-Z][a-z]+) (?:in|from|of|at) (?P<of>[a-z]+)\b")
_BOSSES = frozenset(listed("boss manager supervisor gaffer"))


_ON_BOARD = re.compile(r"\b(?:on|on to|aboard) board\b|\bacross the board\b", re.I)


def strangers(sentence: str, held: frozenset[str], lines: tuple[Line, ...]) -> Iterator[str]:
    """People of a sentence whom the lines do not have; anybody may be called by a part they had."""
    said = spoken(_ON_BOARD.sub(" ", sentence))
    anybody = any(base(word, Part.NOUN) in _ANYBODY and word not in said for word in held)
    for word in said:
        if not tells(word):
            continue
        if _is_unknown_doer(word) and not bears(held, word):
            yield word
        if share(word, Part.NOUN) < 0.7:
            continue
        person = kinds(word, Part.NOUN)[:1] == ("noun.person",) or word in _BODIES
        if person and not (anybody or is_known(word, held)):
            yield word
    text = " ".join(line.text for line in lines)
    for pattern in (_DEPARTMENT, _SOMEBODY_OF):
        for claimed in pattern.finditer(sentence):
            rest = claimed["rest"].lower()
            others = {m["of"].lower() for m in pattern.finditer(text) if m["rest"].lower() == rest}
            of = claimed["of"].lower()
            doing = of.endswith("ing") and is_deed(of, "")
            if doing or of in ("lead", "head"):
                continue
            if others and of not in others and of not in held and tells(of):
                yield claimed[0]


def is_known(person: str, held: frozenset[str]) -> bool:
    """Whether lines that hold these words may mean this person by one of them."""
    word = base(person, Part.NOUN)
    others = any(kinds(w, Part.NOUN)[:1] == ("noun.person",) and is_telling(w) for w in held)
    served = word in _SERVED and not others and not _PRONOUNS.isdisjoint(held)
    kin = word in _KIN and any(base(other, Part.NOUN) in _KIN for other in held)
    boss = word in _BOSSES and not _BOSSES.isdisjoint(held)
    return word in _GENERIC or boss or served or kin or bears(held, person)


_DOER = re.compile(r"[a-z]{3,}(?:[^aeiou]er|[^aeiou]or|ist|ician|eer)s?(?<!ever)(?<!over)(?<!ther)")


def _is_unknown_doer(word: str) -> bool:
    """Whether a word that the lexicon does not know is one for somebody: “lender”, “dietician”."""
    return bool(_DOER.fullmatch(word)) and not any(kinds(word, part) for part in Part)
