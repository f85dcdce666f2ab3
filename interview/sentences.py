"""Where sentences end: of a resume, a posting and an answer as people type it; it judges none.

`pysbd` knows abbreviations, lists and quotations. Prose without any of them needs no such care and
is cut at its full stops, to the same places at a tenth of the time.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from interview.remembered import remembered

if TYPE_CHECKING:
    from pysbd import Segmenter

_LONG_SENTENCE = 160
_CHUNK = 500


@cache
def _segmenter() -> Segmenter:
    with warnings.catch_warnings():
        # Its source holds escapes that Python warns of whenever it is compiled afresh.
        warnings.simplefilter("ignore")
        from pysbd import Segmenter

    return Segmenter(language="en", clean=False, char_span=False)


def warm_up() -> None:
    """Load the language tables now rather than at somebody's first answer."""
    sentences("Loaded once. Then kept.")


# Prose of words and figures whose full stops can only be the end of something: no initials, lists,
# brackets or addresses, and no quotation that holds a stop or ends its sentence. What has one of
# these is left to the segmenter.
_LETTER = r"A-Za-zÀ-ÖØ-öø-ž"
_INNER = rf"[{_LETTER}0-9 ,;:%$£€&+/–—\-]"
_PLAIN = re.compile(
    rf"{_INNER}*(?:(?:(?<=[{_LETTER}])['’](?=[{_LETTER}])|(?<=s)['’](?= [a-z])"
    rf"|(?<![^ ])(?:\"{_INNER}+\"|“{_INNER}+”)(?=,? [a-z])|(?<=\d)\.(?=\d)"
    rf"|(?:(?<=[a-z]{{2}})|(?<=[A-Z]{{2}}))[.?!](?= [A-Z]|$)|(?<=\d{{3}})\.(?= [A-Z]|$)){_INNER}*)*"
)
_STOP = re.compile(r"[.?!] ")


@cache
def _abbreviations() -> frozenset[str]:
    from pysbd.lang.english import English

    return frozenset(word.lower() for word in English.Abbreviation.ABBREVIATIONS)


def starts_of_plain(chunk: str) -> set[int] | None:
    """Where sentences begin in plain prose, but for the first; None where it is not plain."""
    if not _PLAIN.fullmatch(chunk):
        return None
    stops = list(_STOP.finditer(chunk))
    before = (chunk[: stop.start()].replace("-", " ").rpartition(" ")[2] for stop in stops)
    if any(word.lower() in _abbreviations() for word in before):
        return None
    return {stop.end() for stop in stops}


def starts_by_segmenter(chunk: str) -> set[int]:
    """Where the segmenter would begin a sentence.

    Its own way of finding its sentences again compiles a pattern for each.
    """
    starts, end = set[int](), 0
    for sentence in filter(None, _segmenter().processor(chunk).process()):
        at, stop = -1, 0
        while stop <= end and (at := chunk.find(sentence, stop)) >= 0:
            stop = at + len(sentence)
            stop += len(chunk) - stop - len(chunk[stop:].lstrip())
        if at >= 0:
            starts.add(at)
            end = stop
    return starts


def sentences(text: str) -> list[str]:
    """The sentences of a text, spaces evened out, no word lost; a new line starts a new one.

    Chat prose that runs on without full stops is cut where a dash, a semicolon or an “and then I”
    allows it. Linear in the length of the text, although the segmenter beneath is quadratic.
    """
    return list(_sentences(text))


@remembered(256)  # all answers to a question are numbered anew with each
def _sentences(text: str) -> tuple[str, ...]:
    found: list[str] = []
    for raw in text.splitlines():
        for chunk in _chunks(" ".join(raw.split())):
            for sentence in _segments(chunk):
                found.extend(_run_on(sentence))
    return tuple(found)


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
_SHORT = ("May.", "Jan.", "Mar.", "ms.", "min.", "sec.", "km.", "kg.")
_AFTER_SHORT = re.compile(
    r"(?:\b(?:in|by|until|since|from|last|next|this|early|late|of)\s(?:May|Jan|Mar)|"
    r"\b(?i:was|is|be)\s(?:May|Jan|Mar)|\d\s(?:ms|min|sec|km|kg))\."
    r"\s(?=(?:I|We|He|She|They|It|The|My|Our|That|This|Then|So|But|And|After|When|Two|Next)\b)"
)

_AFTER_QUOTE = re.compile(r"\w\s?…”\s(?=[A-Z])")
"""A quotation that breaks off ends its sentence where a capital follows."""


def _segments(chunk: str) -> Iterator[str]:
    # Cut before words only: what the segmenter cannot find again stays with its neighbour.
    found = starts_of_plain(chunk)
    if found is None:
        found = starts_by_segmenter(chunk)
    if any(short in chunk for short in _SHORT):
        found |= {end.end() for end in _AFTER_SHORT.finditer(chunk)}
    if "…”" in chunk:
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
