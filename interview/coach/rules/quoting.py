"""Taking a candidate's own words out of a sentence, unchanged; it never composes any."""

from __future__ import annotations

import re

from interview.phrases import Phrase
from interview.remembered import remembered

MOST_WORDS = 12
_LEAST_CLAUSE = 4
_EDGES = ' \t,;:.!?–—-…"“”'
_LOOSE_END = Phrase(
    r"(?:[\s,;]+(?:and|or|but|so|because|that|which|to|of|the|a|an|in|on|at|for|with|my|our|was|"
    r"were|i|we|by|from|as|is|it|they|she|he|had|if|when|who|than|then|her|his|their|would|could|"
    r"should|will|can|have|has|what|how|why|where|asked|told|said|made|got|first|other|only|not|"
    r"no|very|more|into|about|until|before|after|while|one|each|every|some|any|this|these|"
    r"be|been|being|you|your|do|does|did|till|\d+))+$"
)
_INSIDE = re.compile(r"[\w'’]{2}")
_JOINT = Phrase(
    r"\s(?:and|but|because|so|that|which|who|when|where|since|until|while|or|before|after)\s"
)
_CLAUSE_START = re.compile(
    r"[,;:–—]\s+(?:and |but |so )?|\s(?:so that|because|but|and then)\s|"
    r"\sand\s(?=(?:i|we|they|she|he|it)\s)",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[,;:.!?](?=\s|$)|\s[–—-]\s")
_LOOSE_START = Phrase(
    r"^(?:(?:and|or|but|so|well|then|okay|ok|also|because|that|which|um+|uh+|basically|"
    r"you know|i mean|yeah|yes)\b(?!['’])[\s,]*)+"
)


@remembered(1024)  # the same words are wanted for strengths, gaps, follow-ups and coaching
def quote(text: str, start: int = 0, *, words: int = MOST_WORDS, width: int = 60) -> str:
    """At most `words` words and `width` characters of `text` from `start` on, verbatim.

    It ends where a clause ends, if one ends soon enough, and never on a word that hangs loose.
    """
    while start > 0 and _INSIDE.fullmatch(text[start - 1 : start + 1]):
        start -= 1
    piece = text[start:].strip(_EDGES).split("\n")[0]
    piece = piece[_begin(piece) :]
    clause = _CLAUSE_END.split(piece, 1)[0]
    if len(clause.split()) >= 3:
        piece = clause
    kept = piece.split()[:words]
    while len(kept) > 1 and len(" ".join(kept)) > width:
        kept.pop()
    cut = _balanced(_between(piece, kept))
    if len(cut) < len(piece):
        joints = [joint.start() for joint in _JOINT.finditer(cut)]
        ends = [at for at in joints if len(cut[:at].split()) >= _LEAST_CLAUSE]
        shorter = _tight(cut[: ends[-1]]) if ends else ""
        cut = shorter if len(shorter.split()) >= _LEAST_CLAUSE else _tight(cut)
    return cut.strip(_EDGES)


def clause_start(text: str, at: int) -> int:
    """Where the clause around `at` begins, so that a quotation has its subject."""
    starts = [0, *(found.end() for found in _CLAUSE_START.finditer(text, 0, at + 1))]
    return max(start for start in starts if start <= at)


def _tight(cut: str) -> str:
    """Without the words that hang loose at its end."""
    loose = _LOOSE_END.search(cut)
    return cut[: loose.start()] if loose else cut


def _balanced(cut: str) -> str:
    """Without a quotation inside that is not closed, where enough is left."""
    before = cut[: cut.rindex('"')] if cut.count('"') % 2 else cut
    return before.rstrip() if len(before.split()) >= _LEAST_CLAUSE - 1 else cut


def _begin(piece: str) -> int:
    loose = _LOOSE_START.match(piece)
    return loose.end() if loose and loose.end() < len(piece) else 0


def _between(piece: str, kept: list[str]) -> str:
    """The stretch of `piece` that holds the words kept, with its own spacing."""
    at = 0
    for word in kept:
        at = piece.index(word, at) + len(word)
    return piece[:at]
