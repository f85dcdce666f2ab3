"""Making words fit the space they have, and never in the middle of a word; meaning is not read."""

from __future__ import annotations

from collections.abc import Iterable

FINDING = 110
COACHING = 900
REVISED = 900
ASSESSMENT = 350
POINT = 100
NEXT_STEPS = 250
QUESTION_WORDS = 45
PROBE_WORDS = 30
QUOTE_WORDS = 12


def clip(text: str, most: int) -> str:
    """At most so many characters: whole words, and “…” where any are missing."""
    even = " ".join(text.split())
    if len(even) <= most:
        return even
    kept = even[: most - 1]
    if even[most - 1] != " " and " " in kept:
        kept = kept[: kept.rindex(" ")]
    return kept.rstrip(" ,;:–—-") + "…"


def clip_words(text: str, most: int) -> str:
    """At most so many words, and “…” where any are missing."""
    words = text.split()
    return " ".join(words) if len(words) <= most else " ".join(words[:most]).rstrip(",;:") + "…"


def fit(sentences: Iterable[str], most: int) -> tuple[str, ...]:
    """As many whole sentences from the front as fit, a space between; the first is clipped."""
    kept: list[str] = []
    left = most
    for sentence in sentences:
        if not kept:
            kept.append(clip(sentence, most))
        elif len(sentence) + 1 <= left:
            kept.append(sentence)
        else:
            break
        left = most - len(" ".join(kept))
    return tuple(kept)
