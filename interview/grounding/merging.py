"""Whether a sentence makes one fact of two: each part of it has to stand in one line.

It compares words and figures by line; whether the lines bear them at all is `coverage`'s business.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from interview.grounding.clauses import clauses, has_verb, is_deed
from interview.grounding.quantities import quantities
from interview.grounding.words import bears, forms, is_general, is_telling, spoken
from interview.lexis import Part, kinds, share
from interview.model import Line
from interview.remembered import remembered

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
    coordinate: bool


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
    yield from _employed_by_others(sentence, lines)
    yield from _crossed(sentence, lines)


def _apart(line: Line) -> tuple[Line, ...]:
    """A resume's line with deeds on both sides of a full stop or semicolon as two lines."""
    parts = re.split(r";\s|(?<=[a-z])\.\s", line.text)
    if not line.id.startswith("R") or not all(_opens_with_deed(part) for part in parts if part):
        return (line,)
    return tuple(Line(id=line.id, text=part) for part in parts if part)


_BY_DOING = re.compile(
    r"\W*(?:(?:by|in|through|after|while) (?:my |your |our |the )?(?:first |last )?(?:\w+ )?)?"
    r"[a-z]{3,}ing\b[^,]+, (?:I|you|we)\b",
    re.I,
)
"""“Rewriting the sheets, I helped …” makes one deed of two."""


def _ties(piece: _Piece, best: int | None, before: int | None, lines: tuple[Line, ...]) -> bool:
    """Whether a piece makes what one line says the cause or the effect of another's.

    A line that itself begins with “it” says so in its own words.
    """
    if best is None or before is None or best == before:
        return False
    if _is_heading_of(lines[before], lines[best]) or _is_heading_of(lines[best], lines[before]):
        return False
    stations = [{found["name"] for found in _AT.finditer(lines[at].text)} for at in (before, best)]
    apart = all(stations) and stations[0].isdisjoint(stations[1])
    if apart and not piece.coordinate and not any(n in piece.text for n in set().union(*stations)):
        return True
    opening = " ".join(spoken(piece.text)[:2])
    return (
        piece.causal
        or piece.follows
        or (piece.back and opening not in " ".join(spoken(lines[best].text)))
    )


@remembered(1024)
def _pieces(text: str) -> tuple[_Piece, ...]:
    found: list[_Piece] = []
    # “The project that …, shortened the close” says what a thing did.
    thing = bool(re.match(r"\W*(?:the|this|that|your|my|our|his|her) ", text, re.I))
    by_doing = bool(_BY_DOING.match(text))
    for clause in clauses(text):
        for at, piece in enumerate(_PIECE.split(clause.text)):
            words = frozenset(w for w in spoken(piece) if is_telling(w) and not is_general(w))
            figures = _figures(piece)
            if words or figures:
                back = bool(_BACK.match(piece)) and has_verb(piece)
                causal = at == 0 and clause.link in _CAUSAL
                follows = at == 0 and thing and _opens_with_deed(piece) and not clause.link
                follows = follows or (len(found) == 1 and not clause.link and by_doing)
                coordinate = at == 0 and clause.link in ("and", "but", "while", "whereas", "then")
                found.append(
                    _Piece(piece, words, figures, causal, at == 0 and back, follows, coordinate)
                )
    return tuple(found)


@remembered(1024)
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
        if beside and not heads and not _is_whom_it_means(beside, piece, lines[best]):
            return best, True
    alone = [at for at in range(len(lines)) if len(borne[at]) == len(borne[best])]
    return (best if len(alone) == 1 else None), False


def _is_whom_it_means(beside: set[str], piece: _Piece, line: Line) -> bool:
    """Whether all that another line adds is who this one's “they” is: the doer of the deed."""
    if len(beside) != 1 or not line.id.startswith("A") or not _THEY.search(line.text):
        return False
    who = next(iter(beside))
    opening = [word for word in spoken(piece.text) if is_telling(word)][:1]
    return opening == [who] and kinds(who, Part.NOUN)[:1] in (("noun.person",), ("noun.group",))


_THEY = re.compile(r"\b(?:he|she|they)\b", re.I)


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
    if _is_before_or_after(line.text, deed.text) or _is_elsewhere(line.text, deed.text):
        return False
    return _opens_with_deed(deed.text) and not _opens_with_deed(line.text)


_AT = re.compile(r"\b(?:at|for) (?:the )?(?P<name>[A-Z][\w’'&.-]+)")


def _is_elsewhere(heading: str, deed: str) -> bool:
    """Whether a deed was done at a place with a name that its heading has not."""
    places = [found["name"] for found in _AT.finditer(deed)]
    return any(place not in heading for place in places[-1:])


def _is_before_or_after(heading: str, deed: str) -> bool:
    """Whether a deed is dated outside of the years from and to which a heading goes."""
    years, done = [sorted(map(int, _YEAR.findall(text))) for text in (heading, deed)]
    return len(years) > 1 and bool(done) and (done[-1] < years[0] or done[0] > years[-1])


def _opens_with_deed(text: str) -> bool:
    words = [word for word in spoken(text) if is_telling(word)]
    titled = len(words) > 1 and kinds(words[1], Part.NOUN)[:1] == ("noun.person",)
    noun = titled and share(words[0], Part.NOUN) > 0.3 and not words[0].endswith("ed")
    return bool(words) and is_deed(words[0], "i") and not noun


_EMPLOYED = re.compile(
    r"\b(?:at|(?:work\w*|employ\w*|job|role|post|joined|team|staff|hired) (?:\w+ ){0,2}?"
    r"(?:at|for|by|with|in))\s+(?:the )?(?P<name>[A-Z][\w’'&.-]+)"
)
_OUTSIDE = re.compile(
    r"\b(?:customers?|clients?|accounts?|suppliers?|vendors?|competitors?|rivals?|contracts?|"
    r"on loan|landlord|agency|sold to|sells? to|selling to|bought from|tender|bid|patient|guest|"
    r"next to|opposite|beside|across from)\b",
    re.I,
)


def _employed_by_others(sentence: str, lines: Iterable[Line]) -> Iterator[str]:
    """Whoever employs the candidate in a sentence and is a customer or the like in the lines."""
    texts = [line.text for line in lines]
    for claimed in _EMPLOYED.finditer(sentence):
        if _OUTSIDE.search(sentence):
            continue
        parts = [p for text in texts for p in _PIECE.split(text) if claimed["name"] in p]
        if parts and all(_OUTSIDE.search(part) for part in parts):
            yield f"the cited lines do not say that “{claimed['name']}” was the employer"
            return


def _wrong_years(sentence: str, lines: tuple[Line, ...]) -> Iterator[str]:
    """Figures that a sentence gives to another year than their own part of a line does."""
    parts = [part for line in lines for part in _PIECE.split(line.text)]
    for piece in _PIECE.split(sentence):
        years = set(_YEAR.findall(piece))
        figures = _figures(_YEAR.sub(" ", piece)) if len(years) == 1 else frozenset()
        for figure in figures:
            told = [set(_YEAR.findall(part)) for part in parts if figure in _figures(part)]
            if told and all(found and found.isdisjoint(years) for found in told):
                yield f"the cited lines date that otherwise than {years.pop()}"
                return


def _crossed(sentence: str, lines: tuple[Line, ...]) -> Iterator[str]:
    """Figures that a sentence gives to something which has another one of that kind in its line."""
    rows = [_pieces(line.text) for line in lines]
    parts = [part for row in rows for part in row]
    for piece in _pieces(sentence):
        for figure in piece.figures:
            held = [part for part in parts if figure in part.figures]
            beside = [
                row[at]
                for row in rows
                for last, part in enumerate(row)
                if figure in part.figures
                for at in range(last, min(last + 2, len(row)))
            ]
            if not held or any(_touches(piece, part) for part in beside):
                continue
            others = [part for part in parts if any(f[0] == figure[0] for f in part.figures)]
            if piece.words and any(part.words and _touches(piece, part) for part in others):
                yield f"no cited line says “{piece.text.strip()}”"
                return


def _touches(piece: _Piece, part: _Piece) -> bool:
    return not part.words or any(bears(part.words, word) for word in piece.words)
