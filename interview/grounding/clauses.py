"""Where one clause of a sentence ends and the next begins, and what links them.

It cuts and judges nothing; a piece without a verb of its own stays with its neighbour.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from interview.grounding.units import listed
from interview.grounding.words import FUNCTION, is_telling, spoken
from interview.lexis import Part, base, kinds, share
from interview.phrases import Phrase
from interview.remembered import remembered

_JOINT = Phrase(
    r"(?P<stop>\s*(?:[;!?()…“”]|(?<!\d)[,:]|[,:](?!\d))+\s*|\.(?=\s|$)|\s[–—-]\s|—)?"
    r"(?P<link>\s?\b(?:and then|and so|so that|and|but|so|because|"
    r"(?<!of )(?<!to )(?<!for )(?<!about )(?<!with )(?<!in )(?:who|which|whose)|while|whereas|"
    r"when|where|after|before|until|since|although|though|if|unless|then|thereby)\b)?"
)
_AUXILIARY = frozenset(
    listed(
        "am is are was were be been being have has had do does did will would can could should "
        "may might must cannot 've 'd 's got get"
    )
)
_SHORTENED = re.compile(
    r"\b(?:I|you|he|she|it|we|they|who|that|there|here)['’](?:m|re|s|ve|d|ll)\b", re.I
)
_NOT_VERBS = frozenset(listed("a an the his her its my your our their this that left-hand"))


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of a sentence, the word that links it to the one before, and its words."""

    link: str
    text: str

    @property
    def words(self) -> list[str]:
        return spoken(self.text)


@remembered(1024)
def clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of a text in order."""
    pieces: list[tuple[str, str, str]] = []
    at, link, stop = 0, "", ""
    for match in _JOINT.finditer(text):
        if not match[0] or (not match["stop"] and not match["link"]):
            continue
        if match["stop"] is None and match.start() and not text[match.start()].isspace():
            continue
        pieces.append((link, stop, text[at : match.start()]))
        link = " ".join((match["link"] or "").split())
        stop, at = (match["stop"] or "").strip(), match.end()
    pieces.append((link, stop, text[at:]))
    return tuple(_whole(pieces))


def _whole(pieces: list[tuple[str, str, str]]) -> list[Clause]:
    found: list[Clause] = []
    ahead = ""
    for link, stop, piece in pieces:
        if not piece.strip():
            continue
        told = f"{ahead} {piece}".strip()
        says = any(is_telling(word) for word in spoken(piece))
        if (has_verb(piece) and says) or stop in (".", ";", "!", "?"):
            found.append(Clause(link, told))
            ahead = ""
        elif found:
            found[-1] = Clause(found[-1].link, f"{found[-1].text}, {link} {piece}".strip())
        else:
            ahead = f"{told},"
    if ahead:
        found.append(Clause("", ahead.rstrip(",")))
    return found


@remembered(4096)
def has_verb(piece: str) -> bool:
    """Whether a piece of a sentence says that something is or is done."""
    if _SHORTENED.search(piece):
        return True
    words = spoken(piece)
    return any(
        word in _AUXILIARY or is_deed(word, words[at - 1] if at else "")
        for at, word in enumerate(words)
    )


@lru_cache(maxsize=20_000)
def is_deed(word: str, before: str = "") -> bool:
    """Whether a word is a verb here, as far as its own form and the word before it tell."""
    form = base(word, Part.VERB)
    if len(word) < 3 or (before in _NOT_VERBS and (before != "that" or form == word)):
        return False
    used = share(form, Part.VERB)
    if used <= 0 and word.endswith("ed") and form != word:
        return not kinds(word, Part.ADJECTIVE)
    if used <= 0 or word.endswith("ing"):
        return used > 0.5 and word.endswith("ing") and before not in ("of", "in", "for")
    if form != word and not word.endswith("s"):
        return word.endswith("ed") or used > 0.2
    if word.endswith("s") and form != word:
        return used > 0.6
    if before in ("i", "you", "we", "they", "to", "not", "he", "she"):
        return used > 0.4
    return used > 0.85 and (not before or before in FUNCTION)
