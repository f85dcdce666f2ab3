"""Whether a sentence makes one fact of two: each part of it has to stand in one line.

It compares words and figures by line; whether the lines bear them at all is `coverage`'s business.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from interview.grounding.clauses import clauses, has_verb, is_deed
from interview.grounding.quantities import quantities
from interview.grounding.words import bears, forms, is_general, is_telling, spoken
from interview.model import Line

_CAUSAL = ("because", "so", "and so", "so that", "which", "thereby")
_BACK = re.compile(r"^\s*(?:it|this|that|which|these|those)\b", re.I)
_PIECE = re.compile(
    r"[;!?()—]|(?<!\d)[,:]|[,:](?!\d)|\s[–-]\s|\.(?=\s|$)|\b(?:and|but|or|while|whereas|"
    r"before|after|then|when|although|as well as|plus)\b",
    re.I,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a sentence that has to stand in one line: its words and figures."""

    text: str
    words: frozenset[str]
    figures: frozenset[tuple[str, str]]
    causal: bool
    back: bool
    follows: bool


def merged(sentence: str, lines: Iterable[Line]) -> Iterator[str]:
    """Where a sentence makes one fact of two lines, or of two parts of one, each as a reason."""
    lines = tuple(part for line in lines for part in _apart(line))
    if len(lines) > 1:
        before: int | None = None
        for piece in _pieces(sentence):
            best, mixed = _stands_in(piece, lines)
            if mixed:
                yield f"no single cited line says “{piece.text.strip()}”"
            elif _ties(piece, best, before, lines):
                yield f"no cited line ties “{piece.text.strip()}” to what stands before it"
            before = best if best is not None else before
    yield from _wrong_years(sentence, lines)
    yield from _crossed(sentence, lines)


def _apart(line: Line) -> tuple[Line, ...]:
    """A resume's line with deeds on both sides of a full stop or semicolon as two lines."""
    parts = re.split(r";\s|(?<=[a-z])\.\s", line.text)
    if not line.id.startswith("R") or not all(_opens_with_deed(part) for part in parts if part):
        return (line,)
    return tuple(Line(id=line.id, text=part) for part in parts if part)


def _ties(piece: _Piece, best: int | None, before: int | None, lines: tuple[Line, ...]) -> bool:
    """Whether a piece makes what one line says the cause or the effect of another's.

    A line that itself begins with “it” says so in its own words.
    """
    if best is None or before is None or best == before:
        return False
    opening = " ".join(spoken(piece.text)[:2])
    return (
        piece.causal
        or piece.follows
        or (piece.back and opening not in " ".join(spoken(lines[best].text)))
    )


@lru_cache(maxsize=1024)
def _pieces(text: str) -> tuple[_Piece, ...]:
    found = []
    # “The project that …, shortened the close” says what a thing did.
    thing = bool(re.match(r"\W*(?:the|this|that|your|my|our|his|her) ", text, re.I))
    for clause in clauses(text):
        for at, piece in enumerate(_PIECE.split(clause.text)):
            words = frozenset(w for w in spoken(piece) if is_telling(w) and not is_general(w))
            figures = _figures(piece)
            if words or figures:
                back = bool(_BACK.match(piece)) and has_verb(piece)
                causal = at == 0 and clause.link in _CAUSAL
                follows = at == 0 and thing and _opens_with_deed(piece) and not clause.link
                found.append(_Piece(piece, words, figures, causal, at == 0 and back, follows))
    return tuple(found)


@lru_cache(maxsize=1024)
def _figures(text: str) -> frozenset[tuple[str, str]]:
    said = (q for q in quantities(text) if q.strict and q.unit != "ordinal" and q.bare != 1)
    return frozenset((q.unit, str(q.value)) for q in said)


def _stands_in(piece: _Piece, lines: tuple[Line, ...]) -> tuple[int | None, bool]:
    """Which line bears a piece alone (None where several do), and whether it takes two."""
    borne = [_borne(piece, line.text) for line in lines]
    best = max(range(len(lines)), key=lambda at: len(borne[at]))
    if not borne[best]:
        return None, False
    for at, line in enumerate(lines):
        beside = _exactly(borne[at] - borne[best], line.text)
        heads = _is_heading_of(line, lines[best]) or _is_heading_of(lines[best], line)
        if beside and not heads:
            return best, True
    alone = [at for at in range(len(lines)) if len(borne[at]) == len(borne[best])]
    return (best if len(alone) == 1 else None), False


def _borne(piece: _Piece, text: str) -> set[str]:
    held = spoken(text)
    figures = {f"{unit} {value}" for unit, value in piece.figures & _figures(text)}
    return {word for word in piece.words if bears(held, word)} | figures


def _exactly(words: set[str], text: str) -> set[str]:
    """Those that a line has in another form at most; figures count, nearness does not."""
    roots = frozenset().union(*(forms(word) for word in spoken(text)))
    return {w for w in words if " " in w or w[:1].isdigit() or not forms(w).isdisjoint(roots)}


def _is_heading_of(line: Line, deed: Line) -> bool:
    """Whether a line heads a resume's station under which the other one tells a deed."""
    numbers = [re.fullmatch(r"R(\d+)", one.id) for one in (line, deed)]
    if not numbers[0] or not numbers[1] or int(numbers[0][1]) > int(numbers[1][1]):
        return False
    return _opens_with_deed(deed.text) and not _opens_with_deed(line.text)


def _opens_with_deed(text: str) -> bool:
    first = next((word for word in spoken(text) if is_telling(word)), "")
    return is_deed(first, "i")


def _wrong_years(sentence: str, lines: tuple[Line, ...]) -> Iterator[str]:
    """Figures that a sentence gives to another year than their own part of a line does."""
    parts = [part for line in lines for part in _PIECE.split(line.text)]
    for piece in _PIECE.split(sentence):
        years, figures = set(_YEAR.findall(piece)), _figures(_YEAR.sub(" ", piece))
        if len(years) != 1 or not figures:
            continue
        for figure in figures:
            told = [set(_YEAR.findall(part)) for part in parts if figure in _figures(part)]
            if told and all(found and found.isdisjoint(years) for found in told):
                yield f"the cited lines date that otherwise than {years.pop()}"
                return


def _crossed(sentence: str, lines: tuple[Line, ...]) -> Iterator[str]:
    """Figures that a sentence gives to something which has another one of that kind in its line."""
    parts = [part for line in lines for part in _pieces(line.text)]
    for piece in _pieces(sentence):
        for figure in piece.figures:
            held = [part for part in parts if figure in part.figures]
            if not held or any(_touches(piece, part) for part in held):
                continue
            others = [part for part in parts if any(f[0] == figure[0] for f in part.figures)]
            if piece.words and any(part.words and _touches(piece, part) for part in others):
                yield f"no cited line says “{piece.text.strip()}”"
                return


def _touches(piece: _Piece, part: _Piece) -> bool:
    return not part.words or any(bears(part.words, word) for word in piece.words)
