"""How big a part somebody had in a deed: beside it, helping, together with others, or alone.

It says where a sentence makes the part bigger than its lines do; whose deed it was is `deeds`'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum
from itertools import pairwise

from interview.grounding.clauses import clauses, is_deed
from interview.grounding.units import listed
from interview.grounding.words import bears, is_general, is_telling, spoken
from interview.lexis import Part, base
from interview.model import Line
from interview.remembered import remembered


class _Part(IntEnum):
    """How big a part somebody had in a deed."""

    BESIDE = 0
    HELPING = 1
    JOINT = 2
    OWN = 3


_SMALLER: tuple[tuple[_Part, str], ...] = (
    (
        _Part.BESIDE,
        r"sat in|sit(?:s|ting)? in|shadow(?:ed|ing|s)?|observ(?:ed|ing|es)|attended|attending|"
        r"in the room|listened in|suggest(?:ed|s|ing|ion)?|propos(?:ed|es|ing|al)|"
        r"recommend(?:ed|s|ing|ation)?|(?:was|were|been|am|is) (?:also )?(?:asked|invited) to|"
        r"idea|argued for|asked (?:for|if|whether)|advised|pushed for|lobbied|request(?:ed)?|"
        r"offered to|wanted to|volunteered to|came to (?:you|me) for",
    ),
    (
        _Part.HELPING,
        r"(?<!the )(?<!['’]s )(?:help|assist|support)(?:ed|s|ing)?|contribut(?:ed?|es|ing)|"
        r"participat(?:ed?|es|ing)|involved in|"
        r"(?:took|take|play(?:ed)?|was|were|am|been) (?:a )?part(?: of| in)|part of (?:the|a)|"
        r"(?:gave|lent|lend|give) (?:\w+ )?a? ?hand|"
        r"(?:on|in|with(?! an? team of)|member of|joined) (?:the|a|an) (?:\w+ )?(?:team|group|"
        r"crew|squad|committee|working party)|"
        r"team (?:[\w.]+ ){0,4}(?:I|you) (?:was|were) (?:on|in|part)|"
        r"(?:was|were|am|as|being) one of|member of|had a (?:hand|part|role) in|fed into|"
        r"chipped in|pitched in|worked under|proof-?read|took (?:the )?(?:notes|minutes)|"
        r"(?:my|your) (?:part|bit|role|share) (?:was|in)|typed up|handed (?:\w+ )?out|"
        r"volunteer(?:ed|ing)? at",
    ),
    (
        _Part.JOINT,
        r"co-?(?:wrote|led|lead|authored|designed|built|founded|ran|created|developed|owned|"
        r"organi[sz]ed|hosted|facilitated|presented|chaired|managed)|jointly|together|alongside|"
        r"between (?:us|you|them)|(?:me|you|I) and (?:(?-i:[A-Z])|(?:the|my|your|our) )\w+|"
        r"(?-i:[A-Z])\w+ and (?:I|me|you)|"
        r"in partnership with|pair(?:ed|ing) with|half of",
    ),
)
_PARTS = tuple((part, re.compile(rf"\b(?:{words})\b", re.I)) for part, words in _SMALLER)
_SHARED = re.compile(
    r"\bwith (?:[\w'’]+ ){0,3}(?:help|assistance|support|input)\b|\bwith the help of\b"
)
_GRANDLY = frozenset(
    listed(
        "lead run own manage build create design develop draw write change deliver negotiate train "
        "launch implement introduce establish set found author plan organise organize direct make "
        "win close secure drive handle migrate produce price decide persuade convince overhaul "
        "redesign rewrite roll coordinate review present run head oversee bring conduct carry "
        "prepare draw devise compile assemble introduce"
    )
)


def joined_in(sentence: str, lines: tuple[Line, ...]) -> Iterator[str]:
    """Where a sentence makes a whole deed of one that a line gives a smaller part in.

    It looks at the verbs that the smaller part governs (“helped introduce”), and at verbs grand
    enough to outdo any of them; what else the same line tells stays free.
    """
    claimed = _part(_SHARED.sub("", sentence))
    mine = [clause for clause in clauses(sentence) if not _OTHERS.match(clause.text)]
    deeds = set().union(*(_deeds_in(clause.words) for clause in mine)) if mine else set()
    for line in lines:
        for held in clauses(line.text):
            part = _part(held.text)
            if part >= claimed or part is _Part.OWN or _OTHERS.match(held.text):
                continue
            things = [w for w in held.words if is_telling(w) and not is_general(w)]
            governed = _deeds_in(_behind(held.text))
            spoken_of = [c for c in mine if any(bears(things, w) for w in c.words if is_telling(w))]
            telling = {base(w, Part.VERB) for c in spoken_of for w in c.words}
            free = {
                base(w, Part.VERB)
                for other in lines
                for c in clauses(other.text)
                if _part(c.text) is _Part.OWN
                for w in c.words
            }
            outdone = (telling & deeds) & (_GRANDLY | governed) - free
            if outdone and not deeds.isdisjoint(outdone):
                yield "the cited lines give a smaller part in it"
                return


def _deeds_in(words: list[str]) -> set[str]:
    return {base(word, Part.VERB) for at, word in pairwise(["", *words]) if is_deed(word, at)}


_OTHERS = re.compile(r"^(?:he|she|they|it|who|which|my|your|the|his|her|their|our)\b", re.I)


@remembered(2048)
def _part(text: str) -> _Part:
    found = [part for part, words in _PARTS if words.search(text)]
    return min(found, default=_Part.OWN)


def _behind(text: str) -> list[str]:
    """The words behind what makes a part smaller: “introduce …” in “helped introduce …”."""
    for _, words in _PARTS:
        found = words.search(text)
        if found:
            return spoken(text[found.start() :].replace("co-", " ").replace("Co-", " "))
    return []
