"""What of a sentence is a remark on how something was told, and claims nothing of what was done.

“There is a lesson in it: you don't swap parts on a guess any more” claims what stands behind the
colon. It judges no claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from interview.grounding.clauses import is_deed
from interview.grounding.quantities import quantities
from interview.grounding.units import listed
from interview.grounding.words import forms, is_general, is_telling, spoken
from interview.lexis import Part, base, kinds, share
from interview.reading import plain

_QUOTED = re.compile(r"“([^“”]+)”|\"([^\"]+)\"")
_JOINT = re.compile(r":\s|(?<=…)\s[–—-]\s|(?<=…”)\s[–—-]\s|\s[–—]\s")
# Who is asked for any story at all is told none.
_ASKED = re.compile(
    r"\b(?:tell me about|think of|describe|give me|(?:talk|walk|take) me through) "
    r"(?:an?|any|another|one|some|someone|somebody|something|people)\b[^.?!:;]*[.?!]",
    re.I,
)
_NOW = frozenset(
    listed("am is are has have can may will do does 's 're there's that's it's here's")
)
_PAST = frozenset(listed("was were had did could would"))
_MOST_WORDS = 14
# What any story has, whatever it is about; of these a remark may speak in the past too.
_OF_A_STORY = frozenset(
    listed(
        "effect change ending outcome proof witness lesson reason scene cause example story answer "
        "detail notice stay last hold confirm show tell explain claim clear plain candid exact "
        "rule mistake point line "
        "word phrase sentence figure number limit stake trade action choice "
        "caution candour opening moment part role problem step decision size scale"
    )
)
_OF_SAYING = frozenset(
    listed(
        "own lead drive build anchor open close state name quote phrase undersell land stand read "
        "sound carry speak describe admit mention call add keep start finish set ask answer accept"
    )
)


def without_remarks(sentence: str, sources: Iterable[str]) -> str:
    """The claim in a sentence: quotations of its sources and remarks beside them left out.

    A remark is in the present tense or speaks of nothing but what any story has (an effect, a
    lesson); it holds no figure and stands before or behind a colon or a
    dash on whose other side is nothing but what a source says, in its own words.
    """
    sources = tuple(sources)
    said = _QUOTED.sub(lambda found: _blank(found, sources), _ASKED.sub(" ", sentence))
    if said != sentence and _is_frame(said):
        return ""
    joint = _JOINT.search(said)
    if not joint:
        return said
    head, rest = said[: joint.start()], said[joint.end() :]
    held = frozenset().union(*(forms(word) for source in sources for word in spoken(source)))
    if _is_remark(head) and _is_told(rest, held):
        return rest
    if _is_remark(rest) and _is_told(head, held):
        return head
    return said


_DO = (
    r"(?:do|does|did|am|is|are|was|were|have|has|had|would|will|could|can|should|many|much|long|"
    r"often|far|soon|big)"
)
_WH = r"(?:who|whom|whose|what|which|when|where|why|how)"
_ASKED_AT_THE_END = re.compile(
    rf"(?:\s*[;:—–]|\s-|[.!])\s+(?:(?:and|but|so) )?(?:{_WH}|{_DO})\b[^;!?]*\?[\s”\"')]*$"
    rf"|,\s+(?:(?:and|but|so) )?{_WH} {_DO}\b[^;!?]*\?[\s”\"')]*$",
    re.I,
)


def where_it_asks(sentence: str) -> int:
    """Where the question begins that a sentence ends in; its length where it ends in none.

    “You moved it in May; who had asked for that?” claims what stands before the question alone.
    """
    asked = _ASKED_AT_THE_END.search(sentence)
    return asked.start() if asked and asked.start() else len(sentence)


def _is_frame(text: str) -> bool:
    """Whether what stands around a quotation only says how well or how it was told."""
    return all(
        not is_telling(word)
        or is_general(word)
        or base(word, Part.VERB) in _OF_A_STORY | _OF_SAYING
        or base(word, Part.NOUN) in _OF_A_STORY
        or share(word, Part.ADJECTIVE) > 0.4
        or _is_thought(word)
        for word in spoken(text)
    )


def _is_thought(word: str) -> bool:
    """Whether a word names a thought, a motive, a manner: what a telling may be said to have."""
    found = kinds(word, Part.NOUN)[:1]
    return share(word, Part.NOUN) > 0.5 and found in _THOUGHTS


_THOUGHTS = (("noun.cognition",), ("noun.motive",), ("noun.attribute",))


def _blank(found: re.Match[str], sources: tuple[str, ...]) -> str:
    parts = [plain(p) for p in re.split(r"…|\.\.\.", found[1] or found[2]) if plain(p)]
    said = any(all(f" {p} " in f" {plain(text)} " for p in parts) for text in sources)
    return "…" if said else found[0]


def _is_told(text: str, held: frozenset[str]) -> bool:
    """Whether a source says all of it in its own words; a quotation that was blanked is said."""
    words = [word for word in spoken(text) if is_telling(word) and not is_general(word)]
    return all(not forms(word).isdisjoint(held) for word in words)


def _is_remark(text: str) -> bool:
    words = spoken(text)
    if len(words) > _MOST_WORDS or any(quantity.strict for quantity in quantities(text)):
        return False
    if all(not is_telling(w) or is_general(w) or base(w, Part.VERB) in _OF_A_STORY for w in words):
        return True
    for before, word in zip(["", *words], words, strict=False):
        if word in _NOW:
            return True
        if word in _PAST:
            return False
        if is_deed(word, before):
            return before in ("you", "one", "they", "we") or word.endswith("s")
    return True


_OPENERS = frozenset(listed("so and but then because well also or that"))


def is_retold(sentence: str, sources: Iterable[str]) -> bool:
    """Whether a sentence is nothing but whole lines one after another, in their own words.

    Only what opens or ends a line (“so”, “and”) may be left out between them; nothing within one,
    so that no “not” can go missing.
    """
    left = plain(sentence).split()
    for source in sources:
        line = plain(source).split()
        for first in range(len(line) + 1):
            if first and line[first - 1] not in _OPENERS:
                break
            rest = line[first:]
            while rest and left[: len(rest)] != rest and rest[-1] in _OPENERS:
                rest = rest[:-1]
            if rest and left[: len(rest)] == rest:
                left = left[len(rest) :]
                break
    return not left
