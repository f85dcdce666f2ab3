"""To what each figure, name and day is attached: whether a sentence swaps two that a line has.

“A squad of 5 in a department of 38” does not bear “a squad of 38”. It compares the few words around
each, and only where a line holds another of the same kind that stood among those words instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import dropwhile

from interview.grounding.names import name_spans
from interview.grounding.quantities import quantities
from interview.grounding.units import MONTHS, WORDS, listed
from interview.grounding.words import bears, forms, is_general, is_telling
from interview.model import Line
from interview.remembered import remembered

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d[\d.,]*|[;:.!?()—,]")
_BREAK = re.compile(
    r"^(?:[;:.!?()—,]|and|but|while|whereas|when|because|although|though|so|before|after|since|"
    r"then|than|which|who|where|until|instead|rather)$",
    re.I,
)
_PREPOSITION = re.compile(
    r"^(?:in|on|at|with|for|from|to|by|under|over|across|through|within|into|off|onto|via|per|as)$",
    re.I,
)
_DAYS = frozenset(
    listed(
        "monday tuesday wednesday thursday friday saturday sunday spring summer autumn winter "
        "morning afternoon evening night"
    )
)
_SINCE = frozenset(listed("since until till before after by"))
_ARTICLES = frozenset(listed("a an the my your our his her their"))
_NEAREST = 3
_SHORT = 3
_SPAN = re.compile(r"\s*(?:to|and|or|until|then|-|–|→)\s*(?:only |just |about |under )?", re.I)
_NO_FIGURE = ("ordinal", "vague", "x", "half year")
_COUNTED = re.compile(rf"\d|\b(?:{'|'.join(WORDS)})\b", re.I)
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class _Held:
    """A figure, name or day, its kind, and the telling words nearest to it in its clause."""

    kind: str
    value: str
    text: str
    around: frozenset[str]


def swapped(sentence: str, lines: Iterable[Line]) -> Iterator[str]:
    """Each thing that a sentence puts where a line has another one of its kind, as a reason."""
    said = _attached(sentence)
    if not said:
        return
    told = [_attached(line.text) for line in lines]
    for claimed in said:
        same = [row for row in told if any(one.value == claimed.value for one in row)]
        held = [one for row in (same if claimed.kind == "name" else told) for one in row]
        own = [o for o in held if (o.kind, o.value) == (claimed.kind, claimed.value)]
        others = [o for o in held if o.kind == claimed.kind and o.value != claimed.value]
        beside = [one for one in said if one.kind == claimed.kind and one.value != claimed.value]
        if _is_swapped(claimed, own, others, beside) or any(
            _change_places(claimed, one, row) for one in beside for row in same
        ):
            yield f"the cited lines do not say that of “{claimed.text}”"
            return


def _change_places(one: _Held, other: _Held, row: tuple[_Held, ...]) -> bool:
    """Whether two things that stand together in a line have more of each other's words there."""
    first = [held for held in row if (held.kind, held.value) == (one.kind, one.value)]
    second = [held for held in row if (held.kind, held.value) == (other.kind, other.value)]
    if len(first) != 1 or len(second) != 1:
        return False
    straight = _exactly(one, first) + _exactly(other, second)
    crossed = _exactly(one, second) + _exactly(other, first)
    return crossed > max(straight, 1)


def _is_swapped(claimed: _Held, own: list[_Held], others: list[_Held], beside: list[_Held]) -> bool:
    """Whether a thing stands alone where its line has another one of its kind."""
    if not claimed.around or not own or not others or any(not one.around for one in own):
        return False
    if _exactly(claimed, own) or not _exactly(claimed, others):
        return False
    if claimed.kind != "name" and any(
        _exactly(one, [o for o in (*own, *others) if o.value == one.value]) for one in beside
    ):
        return False
    return _near(claimed, others) > _near(claimed, own)


def _exactly(claimed: _Held, held: list[_Held]) -> int:
    """How many of the words beside a thing stand beside one of these, too, in any form."""
    roots = frozenset().union(*(forms(word) for one in held for word in one.around))
    return sum(not forms(word).isdisjoint(roots) for word in claimed.around)


def _near(claimed: _Held, held: list[_Held]) -> int:
    return max(sum(bears(one.around, word) for word in claimed.around) for one in held)


@remembered(1024)
def _attached(text: str) -> tuple[_Held, ...]:
    tokens = [(m[0], m.start(), m.end()) for m in _TOKEN.finditer(text)]
    things: list[tuple[str, str, str, int, int]] = []
    for quantity in quantities(text):
        counted = _COUNTED.search(quantity.text) and not quantity.text.endswith("ly")
        if counted and quantity.strict and quantity.unit not in _NO_FIGURE:
            kind = "year" if _YEAR.fullmatch(quantity.text) else f"figure {quantity.unit}"
            things.append((kind, str(quantity.value), quantity.text, quantity.start, quantity.end))
    for name, start, end in name_spans(text):
        if name.lower() in _DAYS or name.lower() in MONTHS:
            continue
        if name.isalpha() and not (name.isupper() and len(name) <= _SHORT):
            things.append(("name", name.lower(), name, start, end))
    for token, start, end in tokens:
        if token.lower().rstrip("s") in _DAYS or (token.lower() in MONTHS and token[0].isupper()):
            things.append(("day", token.lower().rstrip("s"), token, start, end))
    things.sort(key=lambda thing: thing[3])
    found: list[_Held] = []
    for at, (kind, value, written, start, end) in enumerate(things):
        around = _around(tokens, start, end, _others(things, kind), kind)
        before = things[at - 1] if at else None
        if before and before[0] == kind and _SPAN.fullmatch(text[before[4] : start]):
            around |= found[-1].around
            found[-1] = replace(found[-1], around=around)
        found.append(_Held(kind, value, written, around))
    return tuple(found)


def _others(things: list[tuple[str, str, str, int, int]], kind: str) -> list[tuple[int, int]]:
    """Where things of one family stand; a figure of any unit ends the words around another."""
    return [(start, end) for other, *_, start, end in things if other.split()[0] == kind.split()[0]]


def _around(
    tokens: list[tuple[str, int, int]],
    start: int,
    end: int,
    taken: list[tuple[int, int]],
    kind: str,
) -> frozenset[str]:
    before = [token for token in tokens if token[2] <= start][::-1]
    after = [token for token in tokens if token[1] >= end]
    if kind == "name":  # what follows at once belongs to it: “Westholme dialysis centre”
        after = list(dropwhile(lambda token: is_telling(token[0].lower()), after))
        after = after[1:] if after and after[0][0].lower() == "for" else after
    before = list(dropwhile(lambda token: token[0].lower() in _ARTICLES, before))
    dates = kind in ("year", "day") and before and before[0][0].lower() in _SINCE
    if before and (dates or _PREPOSITION.match(before[0][0])):
        before = before[1:]
    return frozenset((*_nearest(before, taken), *_nearest(after, taken)))


def _nearest(tokens: list[tuple[str, int, int]], taken: list[tuple[int, int]]) -> list[str]:
    """The nearest telling words in one direction, up to a break or another thing of any kind."""
    found: list[str] = []
    for token, start, end in tokens:
        if _BREAK.match(token) or _PREPOSITION.match(token) or len(found) == _NEAREST:
            break
        if any(a <= start and end <= b for a, b in taken):
            break
        word = token.lower()
        if word in WORDS or word.isdigit():
            found.append(str(WORDS.get(word, word)))
        elif is_telling(word) and not is_general(word):
            found.append(word)
    return found
