"""General English: what kinds of thing and deed words name, and which words are near each other.

It knows single words and no sentence, and nothing of any trade; what it does not know it says
nothing about. The table is a part of WordNet 3.0 (licence: `WORDNET-LICENSE` beside it), made by
`made_from_wordnet`; the kinds are WordNet's lexicographer files, lexnames(5).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

from simplemma import lemmatize

__all__ = ["Part", "base", "is_near", "kinds", "share", "warm_up"]


class Part(StrEnum):
    """Parts of speech."""

    NOUN = "n"
    VERB = "v"
    ADJECTIVE = "a"
    ADVERB = "r"


_PARTS = tuple(Part)

_NOUNS = (
    "tops act animal artifact attribute body cognition communication event feeling food group "
    "location motive object person phenomenon plant possession process quantity relation shape "
    "state substance time"
)
_VERBS = (
    "body change cognition communication competition consumption contact creation emotion motion "
    "perception possession social stative weather"
)
_NAMES = (
    *("adj.all", "adj.pert", "adv.all"),
    *(f"noun.{kind}" for kind in _NOUNS.split()),
    *(f"verb.{kind}" for kind in _VERBS.split()),
    "adj.ppl",
)
"""The lexicographer files by their numbers in the table."""


@dataclass(frozen=True, slots=True)
class _Table:
    """The file's lines as they stand; one is read when its word is met."""

    meanings: tuple[str, ...]
    words: dict[str, str]
    irregular: dict[str, str]

    def of(self, word: str, part: str) -> tuple[int, ...]:
        line = self.words.get(f"{word} {part}")
        return _ids(line.partition(" ")[2]) if line else ()

    def seen(self, word: str, part: str) -> int:
        return int(self.words.get(f"{word} {part}", "0").partition(" ")[0])

    def kind(self, meaning: int) -> str:
        return _NAMES[int(self.meanings[meaning].partition(" ")[0])]

    def around(self, meaning: int) -> tuple[int, ...]:
        _, above, beside = self.meanings[meaning].split(" ")
        return (*_ids(above), *_ids(beside))


def warm_up() -> None:
    """Loads the table now, not at an answer."""
    _table()


@lru_cache(maxsize=20_000)
def kinds(word: str, part: Part) -> tuple[str, ...]:
    """The kinds of what a word means as this part of speech, the commonest meaning first.

    As `noun.person` or `verb.change`; empty where the word is not known as that part.
    """
    table = _table()
    return tuple(dict.fromkeys(table.kind(one) for one in table.of(base(word, part), part)))


@lru_cache(maxsize=20_000)
def share(word: str, part: Part) -> float:
    """How much of the use of a word is as this part of speech: 0 to 1; 0 where it is not known."""
    times = _times(word)
    every = sum(times.values())
    return times[part] / every if every else 0.0


@lru_cache(maxsize=20_000)
def _times(word: str) -> dict[Part, int]:
    """How often a word was seen as each part of speech."""
    table = _table()
    return {part: table.seen(base(word, part), part) for part in _PARTS}


@lru_cache(maxsize=20_000)
def base(word: str, part: Part) -> str:
    """The dictionary form of a word as this part of speech: “led” as a verb is “lead”."""
    table, word = _table(), word.lower()
    if f"{word} {part}" in table.irregular:
        return table.irregular[f"{word} {part}"]
    if not word or f"{word} {part}" in table.words:
        return word
    for form in _shorter(word, part):
        if f"{form} {part}" in table.words:
            return form
    return str(lemmatize(word, lang="en")).lower()


_ENDINGS = {
    part: tuple((end, put) for end, _, put in (rule.partition(":") for rule in rules.split()))
    for part, rules in {
        Part.NOUN: "s: ses:s xes:x zes:z ches:ch shes:sh men:man ies:y",
        Part.VERB: "s: ies:y es:e es: ed:e ed: ing:e ing:",
        Part.ADJECTIVE: "er: est: er:e est:e",
        Part.ADVERB: "",
    }.items()
}


def _shorter(word: str, part: Part) -> list[str]:
    """A word without its ending, by WordNet's own rules of detachment, morphy(7)."""
    found = [word.removesuffix(end) + put for end, put in _ENDINGS[part] if word.endswith(end)]
    doubled = [form[:-1] for form in found if len(form) > 3 and form[-1:] == form[-2:-1]]
    return [*found, *doubled]


def is_near(one: str, other: str) -> bool:
    """Whether two words share a common meaning, a kind, or a root, whatever part they play.

    “Reduced” is near “cut” and “reduction”; a word is near what is a kind of it (“staff”, “nurse”),
    and what it is directly a kind of.
    """
    if one.lower() == other.lower():
        return True
    mine, theirs = _around(one), _around(other)
    return not (mine[0].isdisjoint(theirs[1]) and mine[1].isdisjoint(theirs[0]))


@lru_cache(maxsize=20_000)
def _around(word: str) -> tuple[frozenset[int], frozenset[int]]:
    """The meanings of a word, and those with what is directly above and beside them."""
    table = _table()
    own = frozenset(one for part in _PARTS for one in table.of(base(word, part), part))
    return own, own.union(*(table.around(one) for one in own))


@cache
def _table() -> _Table:
    text = Path(__file__).with_name("wordnet.txt").read_text(encoding="ascii")
    meanings, words, forms = (part.splitlines() for part in text.split("\n\n"))
    return _Table(tuple(meanings), dict(map(_entry, words)), dict(map(_entry, forms)))


def _entry(line: str) -> tuple[str, str]:
    """A word with its part of speech, and what the table says of it."""
    word, part, rest = line.split(" ", 2)
    return f"{word} {part}", rest


def _ids(written: str) -> tuple[int, ...]:
    return () if written == "-" else tuple(map(int, written.split(",")))
