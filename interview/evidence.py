"""Numbered lines: resume `R…`, job `J…`, sentences of answers `A<answer>.<sentence>`; no judging.

A number once given stands for the same words for ever, so a citation can be checked exactly and
printed by code; words that were taken back leave a blank line behind.
"""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Literal

from interview.model import Answer, Line

if TYPE_CHECKING:
    from pysbd import Segmenter

LONGEST_LINE = 300
"""Characters of a resume or job line; a longer one is numbered sentence by sentence."""

_LONG_SENTENCE = 160
_CHUNK = 500


@cache
def _segmenter() -> Segmenter:
    with warnings.catch_warnings():
        # Its source holds escapes that Python warns of whenever it is compiled afresh.
        warnings.simplefilter("ignore")
        from pysbd import Segmenter

    return Segmenter(language="en", clean=False, char_span=True)


def warm_up() -> None:
    """Load the language tables now rather than at somebody's first answer."""
    sentences("Loaded once. Then kept.")


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


def sentences(text: str) -> list[str]:
    """The sentences of a text, spaces evened out, no word lost; a new line starts a new one.

    Chat prose that runs on without full stops is cut where a dash, a semicolon or an “and then I”
    allows it. Linear in the length of the text, although the segmenter beneath is quadratic.
    """
    found: list[str] = []
    for raw in text.splitlines():
        for chunk in _chunks(" ".join(raw.split())):
            for sentence in _segments(chunk):
                found.extend(_run_on(sentence))
    return found


# Where a long line may be cut before it is segmented: a full stop behind a whole word.
_SAFE_END = re.compile(r"(?<=[a-z]{2}[.!?])(?<!Mrs\.)(?<!Inc\.)(?<!vs\.) (?=\S)")


def _chunks(line: str) -> Iterator[str]:
    while len(line) > 2 * _CHUNK:
        safe = _SAFE_END.search(line, _CHUNK, 2 * _CHUNK)
        cut = safe.start() if safe else line.find(" ", _CHUNK)
        if cut < 0:
            break
        yield line[:cut]
        line = line[cut + 1 :]
    yield line


# Short words that the segmenter takes for abbreviations wherever they stand. Behind a figure or a
# preposition they end a sentence where a new one plainly begins.
_AFTER_SHORT = re.compile(
    r"(?:\b(?:in|by|until|since|from|last|next|this|early|late|of)\s(?:May|Jan|Mar)|"
    r"\b(?i:was|is|be)\s(?:May|Jan|Mar)|\d\s(?:ms|min|sec|km|kg))\."
    r"\s(?=(?:I|We|He|She|They|It|The|My|Our|That|This|Then|So|But|And|After|When|Two|Next)\b)"
)

_AFTER_QUOTE = re.compile(r"\w\s?…”\s(?=[A-Z])")
"""A quotation that breaks off ends its sentence where a capital follows."""


def _segments(chunk: str) -> Iterator[str]:
    # Cut before words only: what the segmenter cannot find again stays with its neighbour.
    found = {span.start for span in _segmenter().segment(chunk)}
    found |= {end.end() for end in _AFTER_SHORT.finditer(chunk)}
    found |= {end.end() for end in _AFTER_QUOTE.finditer(chunk)}
    starts = sorted(start for start in found if start and chunk[start - 1].isspace())
    for begin, end in zip([0, *starts], [*starts, len(chunk)], strict=True):
        piece = chunk[begin:end].strip()
        if piece:
            yield piece


_JOINTS = (
    re.compile(r"(?<=;) | (?=[-–—]+ (?!\d))|(?<=\.\.\.) |(?<=…) "),
    re.compile(
        r" (?=(?:and|so|but|then|because)(?: then| after that| so)? (?:i|we|they|he|she|it)\b)"
        r"| (?=(?:and|so|but) then\b)| (?=(?:after that|in the end|finally)\b)",
        re.IGNORECASE,
    ),
)


def _run_on(sentence: str) -> list[str]:
    pieces = [sentence]
    for joint in _JOINTS:
        pieces = [
            cut
            for piece in pieces
            for cut in (joint.split(piece) if len(piece) > _LONG_SENTENCE else [piece])
        ]
    whole: list[str] = []
    for piece in pieces:
        # A fragment of a word or two proves nothing by itself.
        if whole and (len(piece) < 25 or len(whole[-1]) < 25):
            whole[-1] += " " + piece
        else:
            whole.append(piece)
    return whole
