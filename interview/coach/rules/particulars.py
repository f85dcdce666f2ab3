"""How particular an answer is: what was told as having happened, and what could be looked up.

Particulars raise it, what is said of oneself or of everything and everyone lowers it. The points
are few and whole, so that each can be told; they were set once on answers of eight professions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from interview.coach.rules import cues
from interview.coach.rules.lexicon import tokens, words_of
from interview.coach.rules.manner import Kind
from interview.coach.rules.signals import Sentence
from interview.coach.rules.spoken import When
from interview.lexis import Part, kinds
from interview.phrases import Phrase


@dataclass(frozen=True, slots=True)
class Worth:
    """The points of one sign, and how often it counts."""

    points: int
    most: int


WORTHS: Mapping[str, Worth] = MappingProxyType(
    {
        "happened": Worth(2, 6),
        "deed": Worth(2, 2),
        "figure": Worth(3, 3),
        "when": Worth(2, 2),
        "name": Worth(3, 3),
        "said": Worth(2, 1),
        "who": Worth(1, 3),
        "boast": Worth(-2, 4),
        "general": Worth(-1, 5),
        "use": Worth(-2, 3),
        "long since": Worth(-2, 2),
    }
)
SOME, FULL = 5, 14
FEW_WORDS, FULL_IN_FEW = 70, 10
"""Who says little has less room for particulars: so many fill an answer of so few words."""

LEAST_DETAIL = 4
"""Points of detail that a whole occasion has; things merely happening do not fill it."""

_FEWEST_WORDS = 3
_TELLING = 3
_DETAILS = ("figure", "when", "name", "said", "who")
_GENERAL = Phrase(
    r"\b(?:always|usually|generally|never|every|any|people|everyone|everything|everybody|you|your)\b"
)
_ONE_OF = words_of("the a an one my our her his their this that another some")


def signs_of(sentence: Sentence) -> Counter[str]:
    """What a sentence shows, each sign as often as it stands there."""
    found: Counter[str] = Counter()
    for move in sentence.moves:
        found["happened"] += move.happened
        found["deed"] += move.kind in (Kind.DEED, Kind.SHARED)
        found["boast"] += move.kind is Kind.BOAST
        found["use"] += move.kind is Kind.USE
        found["long since"] += move.happened and move.clause.when is When.PERFECT
    found["general"] = len(_GENERAL.findall(sentence.text))
    imagined = any(move.clause.when is When.THOUGHT and move.mine for move in sentence.moves)
    if len(sentence.words) < _FEWEST_WORDS or (imagined and not found["happened"]):
        return found
    untimed, times = sentence.text, 0
    if cues.names_a_time(untimed):
        untimed, times = cues.TIME.blanked(untimed)
    found["when"], found["figure"] = times, len(cues.NUMBER.findall(untimed))
    words = tokens(sentence.text)
    names = [w for w in words[1:] if w[0].isupper() and not w.isupper() and w[:2] != "I'"]
    found["name"] = min(len(names), 2)
    found["said"] = len(cues.SPEECH.findall(sentence.text))
    found["who"] = _people(sentence.words)
    return found


def _people(words: Sequence[str]) -> int:
    """How many single people are pointed at: “the driver”, “her old boss”."""
    return sum(
        _is_person(word) and bool(_ONE_OF & set(words[max(0, place - 2) : place]))
        for place, word in enumerate(words)
    )


@lru_cache(maxsize=4_000)
def _is_person(word: str) -> bool:
    return kinds(word, Part.NOUN)[:1] == ("noun.person",)


@dataclass(frozen=True, slots=True)
class Weighed:
    """The points of an answer: all of them, those of detail alone, and the sentences with most.

    `people` says whether anyone is pointed at, by name or not.
    """

    points: int
    detail: int
    telling: tuple[Sentence, ...]
    people: bool
    words: int

    @property
    def full(self) -> bool:
        least = FULL if self.words > FEW_WORDS else FULL_IN_FEW
        return self.points >= least and self.detail >= LEAST_DETAIL and bool(self.telling)

    @property
    def some(self) -> bool:
        return self.points >= SOME and bool(self.telling)


def weigh(sentences: Iterable[Sentence]) -> Weighed:
    """The points of all sentences together; each sign counts so often and no more."""
    shown = [(sentence, signs_of(sentence)) for sentence in sentences]
    total = sum((signs for _, signs in shown), Counter[str]())
    worth = {sentence.id: _points(signs, WORTHS) for sentence, signs in shown}
    most = sorted((i for i in worth if worth[i] > 0), key=lambda i: -worth[i])[:_TELLING]
    telling = tuple(sentence for sentence, _ in shown if sentence.id in most)
    people = total["who"] + total["name"] > 0
    words = sum(len(sentence.words) for sentence, _ in shown)
    return Weighed(_points(total, WORTHS), _points(total, _DETAILS), telling, people, words)


def _points(signs: Counter[str], counting: Iterable[str]) -> int:
    return sum(WORTHS[sign].points * min(signs[sign], WORTHS[sign].most) for sign in counting)
