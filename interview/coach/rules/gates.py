"""What counts for nothing: copies, repetition, noise, keywords, praise, orders to the judge."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz import fuzz

from interview.coach.rules import cues
from interview.coach.rules.lexicon import FUNCTION_WORDS, is_past, known, tokens
from interview.phrases import Phrase
from interview.remembered import remembered

_COPIED_WORDS = 4
"""So many words on end that stand in one of the coach's texts are a copy, however common."""


def plain(text: str) -> str:
    return " ".join(token.lower() for token in tokens(text))


def once(words: Sequence[str]) -> Sequence[str]:
    """The words without their immediate repetition as a whole."""
    half = len(words) // 2
    if len(words) >= 6 and len(words) % 2 == 0 and words[:half] == words[half:]:
        return words[:half]
    return words


@dataclass(frozen=True, slots=True)
class Worded:
    """A sentence as its words alone: `lower` without immediate repetition, `joined` by spaces.

    `strange` are those that no dictionary knows, of `spelt` that have letters at all.
    """

    lower: tuple[str, ...]
    joined: str
    is_order: bool
    spelt: int
    strange: tuple[str, ...]
    is_salad: bool
    is_praise: bool


@remembered(1024)  # what was said before is held against every answer
def worded(text: str) -> Worded:
    """What can be told of a sentence before anything is known around it."""
    lower = tuple(word.lower() for word in once(tokens(text)))
    spelt = [word for word in lower if word[0].isalpha() and len(word) > 1]
    return Worded(
        lower=lower,
        joined=" ".join(lower),
        is_order=cues.INJECTION.search(text) is not None,
        spelt=len(spelt),
        strange=tuple(_strange(text, spelt)),
        is_salad=_is_salad(text, lower),
        is_praise=cues.FLATTERY.search(text) is not None,
    )


class Source(NamedTuple):
    """A text that is no one's own words: what it says between spaces, and its words."""

    joined: str
    words: frozenset[str]


@remembered(512)  # the same questions and the same posting are held against every answer
def source_of(text: str) -> Source:
    joined = plain(text)
    return Source(f" {joined} ", frozenset(joined.split()))


def set_aside(
    said: Worded, sources: Sequence[Source], seen: Iterable[str], familiar: frozenset[str]
) -> str:
    """Why a sentence counts for nothing; "" where it counts."""
    if not said.lower:
        return "blank"
    if said.is_order:
        return "instruction"
    long = len(said.lower) > 4
    if any(said.joined == old or (long and fuzz.ratio(said.joined, old) >= 93) for old in seen):
        return "repetition"
    if _is_noise(said, familiar):
        return "noise"
    if _is_copy(said, sources):
        return "copy"
    if said.is_salad:
        return "keywords"
    return "praise" if said.is_praise else ""


_PARTED = re.compile(r"[-/.]")


def _strange(text: str, spelt: Iterable[str]) -> Iterator[str]:
    named = {token.lower() for token in tokens(text)[1:] if token[0].isupper()}
    for word in spelt:
        if word in named or (word.isalpha() and known(word)):
            continue
        figure = any(sign.isdigit() for sign in word)
        if not figure and not all(known(part) for part in _PARTED.split(word) if part):
            yield word


def _is_noise(said: Worded, familiar: frozenset[str]) -> bool:
    if not said.spelt:
        return len(said.lower) == 1 and not said.lower[0][0].isdigit()
    strange = sum(word not in familiar for word in said.strange)
    return strange * 2 > said.spelt and strange > (said.spelt == 1)


def _is_copy(said: Worded, sources: Iterable[Source]) -> bool:
    """Whether nearly all content of a longer sentence stands in one of the coach's texts."""
    lower, whole = said.lower, f" {said.joined} "
    if len(lower) >= _COPIED_WORDS and any(whole in source.joined for source in sources):
        return True
    every = set(lower)
    mine = every - FUNCTION_WORDS
    if len(lower) < 5 or len(mine) < 3:
        return False
    return any(
        len(mine & source.words) / len(mine) >= 0.8
        and len(every & source.words) / len(every) >= 0.75
        for source in sources
    )


def _is_salad(text: str, lower: Sequence[str]) -> bool:
    if len(lower) < 5 or {"i", "we", "my", "our"} & set(lower):
        return False
    function = sum(word in FUNCTION_WORDS for word in lower) / len(lower)
    listed = text.count(",") >= len(lower) / 3
    spoken = is_past(lower[0]) and any(word in FUNCTION_WORDS for word in lower)
    return (function < 0.15 and not spoken) or (listed and function < 0.2)


_PADDING = Phrase(
    r"^\W*(?:the |my |our )?(?:situation|task|action|result|outcome|impact|star)s?\b\s*[:\-–—]?"
)


_PART = Phrase(r"\b(?:situation|task|action|result|outcome|impact)s?\b")
_MANY_PARTS = 3


def is_padding(text: str, solid: frozenset[str]) -> bool:
    """Whether a sentence holds little but the name of an answer's part (“My task was …”)."""
    parts = len(_PART.findall(text))
    if parts >= _MANY_PARTS:
        return len(solid) < parts
    return (len(solid) < 2 and bool(_PADDING.match(text))) or (parts > 0 and not solid)
