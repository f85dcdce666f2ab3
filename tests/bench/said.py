"""What the people of the bench answer: about 420 characters each, from complete to thin.

They are the labelled answers of people who build or run software, each cut or gone on with to the
same length. There are too many to be known by heart: what is quick has to be quick at new words.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

sys.path.insert(1, str(Path(__file__).parents[1] / "interview"))

from interview.sentences import sentences
from labelled_set import Part, questions

LENGTH = 375
"""Characters after which one ends with its sentence, so that they come to 420 or so."""
_TRADES = frozenset(
    (
        *("data-engineer", "embedded-engineer", "frontend-engineer", "game-developer"),
        *("interface-designer", "machine-learning-engineer", "mobile-developer"),
        *("network-technician", "security-analyst", "site-reliability-engineer"),
        *("support-technician", "test-engineer", "user-researcher"),
    )
)


@cache
def answers() -> tuple[str, ...]:
    """All of them, in the order of the labelled set."""
    said = [
        sentences(" ".join(answer.said))
        for part in (Part.TUNING, Part.HEARD)
        for question in questions(part)
        if question.profession in _TRADES
        for answer in question.answers
    ]
    return tuple(" ".join(_as_long(said, place)) for place in range(len(said)))


def _as_long(said: list[list[str]], place: int) -> Iterator[str]:
    """Sentences from this answer on, until they are as long as all are."""
    length = 0
    while True:
        for sentence in said[place % len(said)]:
            yield sentence
            length += len(sentence) + 1
            if length >= LENGTH:
                return
        place += 1


def answer(number: int) -> str:
    """The n-th thing said."""
    return answers()[number % len(answers())]
