"""Numbered lines: resume `R…`, job `J…`, sentences of answers `A<answer>.<sentence>`; no judging.

A number once given stands for the same words for ever, so a citation can be checked exactly and
printed by code; words that were taken back leave a blank line behind.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal

from interview.model import Answer, Line
from interview.sentences import sentences

LONGEST_LINE = 300
"""Characters of a resume or job line; a longer one is numbered sentence by sentence."""

_BULLET = re.compile(r"^(?:[-*•·●○▪■◦‣►➢✓»–—>]+|o)\s+")
_WRAPPED = 50
"""Characters from which on a line without a full stop may go on in the next one."""


def number_lines(prefix: Literal["R", "J"], text: str) -> tuple[Line, ...]:
    """The lines of a resume or job that say something, without bullets, from `R1` or `J1` on.

    A bullet or a paragraph that was wrapped is one line again.
    """
    lines: list[str] = []
    for line in _unwrapped(text):
        if any(sign.isalnum() for sign in line):
            lines.extend(sentences(line) if len(line) > LONGEST_LINE else [line])
    return tuple(Line(id=f"{prefix}{at}", text=line) for at, line in enumerate(lines, 1))


def _unwrapped(text: str) -> list[str]:
    lines: list[str] = []
    bullet = False
    for raw in text.splitlines():
        even = " ".join(raw.split())
        line = _BULLET.sub("", even)
        before = lines[-1] if lines else ""
        if before and line == even and _goes_on(before, raw, bullet=bullet):
            lines[-1] = f"{before} {line}"
        else:
            lines.append(line)
            bullet = line != even
    return lines


def _goes_on(before: str, raw: str, *, bullet: bool) -> bool:
    """Whether a line without a bullet of its own is the rest of the one before it."""
    if not raw.strip() or before[-1] in ".!?:;":
        return False
    lower = raw.strip()[0].islower()
    if bullet:
        return lower or (raw[:1].isspace() and not raw.strip()[0].isupper())
    return lower and len(before) >= _WRAPPED


def number_answers(answers: Iterable[Answer], before: Iterable[Line] = ()) -> tuple[Line, ...]:
    """Every sentence of every answer; what was numbered `before` keeps its number.

    Sentences that are new get numbers behind the old ones of their answer, wherever they stand
    in it; a number whose words are gone keeps a blank line.
    """
    earlier: dict[int, list[Line]] = {}
    for line in before:
        earlier.setdefault(_answer_number(line.id), []).append(line)
    said = {
        answer.number: [s for part in answer.parts for s in sentences(part.text)]
        for answer in answers
    }
    return tuple(
        line
        for number in sorted(earlier.keys() | said.keys())
        for line in _renumber(number, earlier.get(number, []), said.get(number, []))
    )


def _renumber(number: int, before: list[Line], said: list[str]) -> Iterator[Line]:
    left = Counter(said)
    for line in before:
        held = left[line.text] > 0
        left[line.text] -= held
        yield line if held else Line(id=line.id, text="")
    old = Counter(said) - left
    last = max((int(line.id.partition(".")[2]) for line in before), default=0)
    for sentence in said:
        if old[sentence] > 0:
            old[sentence] -= 1
        else:
            last += 1
            yield Line(id=f"A{number}.{last}", text=sentence)


def _answer_number(line_id: str) -> int:
    return int(line_id.removeprefix("A").partition(".")[0])


def cited(lines: Iterable[Line], ids: Iterable[str]) -> tuple[Line, ...]:
    """The lines that ids name, in the order of the ids, each once; unknown and blank ones not."""
    known = {line.id: line for line in lines if line.text}
    return tuple(known[line_id] for line_id in dict.fromkeys(ids) if line_id in known)
