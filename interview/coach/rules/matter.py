"""What an interview is about, and which stretch of an answer is about something else; no marks.

It can only know where the papers say enough. Without a resume and a posting an answer about
another thing looks like any other, and nothing is set aside.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from interview.coach.rules.lexicon import concrete, tokens
from interview.lexis import Part, is_near, kinds, share
from interview.remembered import remembered

RICH = 60
"""So many concrete words in the papers say what an interview is about."""

SHORTEST = 2
"""A sentence alone may be an aside; so many on end are another story."""

_MOSTLY = 0.5
_NO_MATTER = frozenset(["noun.time", "noun.quantity", "noun.shape", "noun.Tops", "noun.body"])


def matter_of(papers: Iterable[str], asked: Iterable[str]) -> frozenset[str]:
    """The words an answer can be held against; none where the papers are poor."""
    told = _words_of(tuple(papers))
    return told | _words(" ".join(asked)) if len(told) >= RICH else frozenset()


@remembered(8)  # the same papers are held against every answer of an interview
def _words_of(papers: tuple[str, ...]) -> frozenset[str]:
    return _words(" ".join(papers))


def _words(text: str) -> frozenset[str]:
    return concrete([word.lower() for word in tokens(text)])


def astray(
    said: Sequence[frozenset[str]], opening: frozenset[int], matter: frozenset[str]
) -> frozenset[int]:
    """The places of the sentences that are about another matter.

    `said` are the concrete words of each sentence in order, `opening` the places of those that
    begin with a time, as another occasion does. A stretch is set aside from there on, an answer
    where all of it touches nothing. Empty where there is no matter.
    """
    if not matter:
        return frozenset()
    told = [frozenset(filter(_tells, words)) for words in said]
    near = [bool(words & matter) or _nears(words, matter) for words in told]
    known = frozenset[str]().union(*(words for words, ok in zip(told, near, strict=True) if ok))
    things = frozenset(filter(_is_thing, known))
    touches = [ok or bool(words & things) for words, ok in zip(told, near, strict=True)]
    if len(touches) >= SHORTEST and not any(touches):
        return frozenset(range(len(touches)))
    return frozenset(_stretches(touches, opening))


def _stretches(touches: Sequence[bool], opening: frozenset[int]) -> list[int]:
    """The places without a touch that stand together, from one that opens another occasion."""
    found: list[int] = []
    stretch: list[int] = []
    for place, touch in enumerate([*touches, True]):
        if touch:
            found += stretch if len(stretch) >= SHORTEST else []
            stretch = []
        elif stretch or place in opening:
            stretch.append(place)
    return found


def _nears(words: frozenset[str], matter: frozenset[str]) -> bool:
    """Whether any thing spoken of is near one of the matter: “invoice”, “bill”."""
    things = [word for word in matter if _is_thing(word)]
    return any(is_near(one, other) for one in filter(_is_thing, words) for other in things)


@lru_cache(maxsize=4_000)
def _is_thing(word: str) -> bool:
    """Whether a word is above all a noun; what general English does not know is taken for one."""
    return share(word, Part.NOUN) >= _MOSTLY or not any(kinds(word, part) for part in Part)


@lru_cache(maxsize=4_000)
def _tells(word: str) -> bool:
    """Whether a word says what is spoken of: a thing or a doing, no time and no measure."""
    if _is_thing(word):
        return kinds(word, Part.NOUN)[:1] not in [(kind,) for kind in _NO_MATTER]
    return bool(kinds(word, Part.VERB)[:1]) and share(word, Part.VERB) >= _MOSTLY
