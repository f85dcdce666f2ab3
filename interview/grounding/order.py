"""What came first in a sentence and in its lines, and what took the place of what.

It says where two have changed places, by “before”, “after”, “having done”, “from … to”, “replaced
… with”, “instead of”; what else orders a story it does not see.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from interview.grounding.words import forms, is_telling, spoken
from interview.model import Line
from interview.remembered import remembered

_RELATION = re.compile(r"\b(?P<how>before|after|until|till|then)\b", re.I)
_ONCE = re.compile(r"\bnow,?\s*$", re.I)
"""“We use tablets now, before it was paper.”"""

_STOP = re.compile(r"[;.!?]")
_COMMA = re.compile(r",|\bso\b|\bbut\b|\bbecause\b")
_HAVING = re.compile(r"(?:^|[.;]\s*)having (?P<first>[^,;.]+), (?P<second>[^;.]+)", re.I)

_PLACES = (
    re.compile(
        r"\bfrom (?P<old>[^,;.]{2,40}?) (?:(?:over )?to|into|onto) (?P<new>[^,;.]{2,40})", re.I
    ),
    re.compile(
        r"\b(?:replac|swapp|exchang|substitut|traded?)\w* (?:out )?(?P<old>[^;.]{2,60}?) "
        r"(?:with|for|by) (?P<new>[^,;.]{2,60})",
        re.I,
    ),
    re.compile(
        r"(?P<new>[^,;.]{2,60}?) (?:instead of|rather than|in place of|over) (?P<old>[^,;.]{2,50})",
        re.I,
    ),
    re.compile(
        r"\b(?:off|away from|out of) (?P<old>[^,;.]{2,40}?)(?: (?:on)?to |,? because[^;.]*? "
        r"(?:in|to) | and (?:on|in)?to |[^;.]*? in )(?P<new>[^,;.]{2,30})",
        re.I,
    ),
)

_Pair = tuple[frozenset[str], frozenset[str]]


def reversed_in_time(sentence: str, lines: Iterable[Line]) -> Iterator[str]:
    """Where a sentence says “after” of what a line says “before” of, or has them change places."""
    said = _pairs(sentence)
    held = [pair for line in lines for pair in _pairs(line.text)] if said else []
    for mine in said:
        if any(_same(mine, theirs) > _crossed(mine, theirs) for theirs in held):
            continue
        if any(_crossed(mine, theirs) > _same(mine, theirs) for theirs in held):
            yield "turns the order of what happened round"
            return


def _same(mine: _Pair, theirs: _Pair) -> int:
    return _shared(mine[0], theirs[0]) + _shared(mine[1], theirs[1])


def _crossed(mine: _Pair, theirs: _Pair) -> int:
    """How many words of each part stand in the other one; 0 unless both have some."""
    first, second = _shared(mine[0], theirs[1]), _shared(mine[1], theirs[0])
    return first + second if first and second else 0


def _shared(words: frozenset[str], held: frozenset[str]) -> int:
    roots = frozenset().union(*(forms(word) for word in held)) if held else frozenset()
    return sum(not forms(word).isdisjoint(roots) for word in words)


@remembered(1024)
def _pairs(text: str) -> tuple[_Pair, ...]:
    """What a text says came first, and what after it, as the words of both."""
    found = [(_words(m["first"]), _words(m["second"])) for m in _HAVING.finditer(text)]
    for pattern in _PLACES:
        for match in pattern.finditer(text):
            old, new = _words(match["old"]), _words(match["new"])
            if old and new:
                found.append((old, new))
    for match in _RELATION.finditer(text):
        before = _STOP.split(text[: match.start()])[-1]
        if _ONCE.search(before):
            continue
        after = _STOP.split(text[match.end() :])[0]
        ahead = _COMMA.split(before)[-1] if match["how"].lower() != "then" else before
        left, right = _words(ahead), _words(_COMMA.split(after)[0])
        if not left and "," in after and not _words(before):
            left = _words(after.partition(",")[2])
        elif not left:
            left = _words(before) or _words(after.partition(",")[2])
        if left and right:
            found.append((right, left) if match["how"].lower() == "after" else (left, right))
    return tuple(found)


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in spoken(text) if is_telling(word))
