"""What counts for nothing: copies, repetition, noise, keywords, praise, orders to the judge."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from interview.coach.rules import cues
from interview.coach.rules.lexicon import FUNCTION_WORDS, is_past, known, tokens

_COPIED_WORDS = 4
"""So many words on end that stand in one of the coach's texts are a copy, however common."""


def plain(text: str) -> str:
    return " ".join(token.lower() for token in tokens(text))


def once(words: list[str]) -> list[str]:
    """The words without their immediate repetition as a whole."""
    half = len(words) // 2
    if len(words) >= 6 and len(words) % 2 == 0 and words[:half] == words[half:]:
        return words[:half]
    return words


def set_aside(
    text: str,
    lower: list[str],
    sources: list[str],
    seen: list[str],
    familiar: frozenset[str],
) -> str:
    if not lower:
        return "blank"
    if cues.INJECTION.search(text):
        return "instruction"
    joined = " ".join(lower)
    if any(joined == old or (len(lower) > 4 and fuzz.ratio(joined, old) >= 93) for old in seen):
        return "repetition"
    if _gibberish(text, lower, familiar):
        return "noise"
    if _is_copy(lower, sources):
        return "copy"
    if _is_salad(text, lower):
        return "keywords"
    if cues.FLATTERY.search(text):
        return "praise"
    return ""


def _gibberish(text: str, lower: list[str], familiar: frozenset[str]) -> bool:
    alphabetic = [word for word in lower if word[0].isalpha() and len(word) > 1]
    if not alphabetic:
        return len(lower) == 1 and not lower[0][0].isdigit()
    named = {token.lower() for token in tokens(text)[1:] if token[0].isupper()}
    strange = [
        word
        for word in alphabetic
        if word not in familiar
        and word not in named
        and not any(sign.isdigit() for sign in word)
        and not all(known(part) for part in re.split(r"[-/.]", word) if part)
    ]
    return len(strange) * 2 > len(alphabetic) and len(strange) > (len(alphabetic) == 1)


def _is_copy(lower: list[str], sources: list[str]) -> bool:
    """Whether nearly all content of a longer sentence stands in one of the coach's texts."""
    joined = " ".join(lower)
    if len(lower) >= _COPIED_WORDS and any(f" {joined} " in f" {text} " for text in sources):
        return True
    mine = {word for word in lower if word not in FUNCTION_WORDS}
    if len(lower) < 5 or len(mine) < 3:
        return False
    for source in (set(text.split()) for text in sources):
        shared = len(mine & source) / len(mine)
        if shared >= 0.8 and len(set(lower) & source) / len(set(lower)) >= 0.75:
            return True
    return False


def _is_salad(text: str, lower: list[str]) -> bool:
    if len(lower) < 5 or {"i", "we", "my", "our"} & set(lower):
        return False
    function = sum(word in FUNCTION_WORDS for word in lower) / len(lower)
    listed = text.count(",") >= len(lower) / 3
    spoken = is_past(lower[0]) and any(word in FUNCTION_WORDS for word in lower)
    return (function < 0.15 and not spoken) or (listed and function < 0.2)


_PADDING = re.compile(
    r"^\W*(?:the |my |our )?(?:situation|task|action|result|outcome|impact|star)s?\b\s*[:\-–—]?",
    re.IGNORECASE,
)


_PART = re.compile(r"\b(?:situation|task|action|result|outcome|impact)s?\b", re.IGNORECASE)
_MANY_PARTS = 3


def is_padding(text: str, solid: frozenset[str]) -> bool:
    """Whether a sentence holds little but the name of an answer's part (“My task was …”)."""
    parts = len(_PART.findall(text))
    if parts >= _MANY_PARTS:
        return len(solid) < parts
    return (len(solid) < 2 and bool(_PADDING.match(text))) or (parts > 0 and not solid)
