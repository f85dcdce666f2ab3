"""Papers that are too long for a model, shortened by whole lines, least relevant first.

Ids stay as they are: what a citation means does not depend on what was left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from interview.model import Line

RESUME_CHARACTERS = 16_000
JOB_CHARACTERS = 12_000
"""About 4,000 and 3,000 tokens; hardly any resume or posting is longer."""

_WORD = re.compile(r"[^\W\d_]{4,}")
_HEADING_WORDS = 6


def shortened(lines: Sequence[Line], most: int, *, matter: Iterable[Line] = ()) -> tuple[Line, ...]:
    """At most `most` characters of lines, in their order.

    Those stay that share most words with `matter`, that hold a figure, that are short like a
    heading, and that stand further up: resumes begin with what is newest.
    """
    over = sum(len(line.text) for line in lines) - most
    if over <= 0:
        return tuple(lines)
    wanted = _words(line.text for line in matter)
    dropped: set[str] = set()
    ranked = sorted(enumerate(lines), key=lambda placed: (_weight(placed[1], wanted), -placed[0]))
    for _, line in ranked:
        if over <= 0:
            break
        dropped.add(line.id)
        over -= len(line.text)
    return tuple(line for line in lines if line.id not in dropped)


def left_out(resume: Sequence[Line], job: Sequence[Line]) -> int:
    """How many lines of both a model is not shown."""
    shown = len(shortened(resume, RESUME_CHARACTERS, matter=job))
    shown += len(shortened(job, JOB_CHARACTERS, matter=resume))
    return len(resume) + len(job) - shown


def _weight(line: Line, wanted: frozenset[str]) -> int:
    shared = len(_words([line.text]) & wanted)
    has_figure = any(sign.isdigit() for sign in line.text)
    return min(shared, 4) + has_figure + (len(line.text.split()) <= _HEADING_WORDS)


def _words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word.casefold() for text in texts for word in _WORD.findall(text))
