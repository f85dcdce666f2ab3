"""What each sentence of an answer most likely shows, learned from sentences that were coded.

A sentence is known by its grammar: function words, the kinds of its other words (WordNet's), what
its clauses do, its place and its neighbours. A word counts by itself only where people of many
trades were heard to use it, so that no trade's words decide. It gives no mark: `weighing` does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache, lru_cache
from itertools import pairwise
from math import exp, log1p
from operator import mul
from pathlib import Path
from typing import Any, NamedTuple

from interview.coach.rules.findings import Finding
from interview.coach.rules.lexicon import FUNCTION_WORDS, words_of
from interview.coach.rules.signals import Reading, Sentence
from interview.lexis import Part, base, kinds, share
from interview.model import Element
from interview.remembered import remembered
from interview.rubric import Shape

WEIGHTS = Path(__file__).with_name("weights.json")


class Role(StrEnum):
    """What a sentence may show, as it is coded in the labelled set."""

    OCCASION = "e"
    DEED = "a"
    SHARED = "w"
    HABIT = "h"
    REASON = "r"
    CHANGE = "c"
    MEASURED = "C"
    MAXIM = "l"
    LESSON = "L"
    ASIDE = "x"


_NOTHING = (0.0,) * len(Role)
Likely = Mapping[Role, float]
"""How likely a sentence shows each, 0 to 1; it may show several."""


def roles(reading: Reading, found: Mapping[Element, Finding], shape: Shape) -> tuple[Likely, ...]:
    """What each counted sentence likely shows, in their order."""
    counted = reading.counted
    weighed = [_weighed(_Told.of(sentence)) for sentence in counted]
    befores = [_NOTHING, *(of_one.before for of_one in weighed)]
    afters = [*(of_one.after for of_one in weighed[1:]), _NOTHING]
    likely = []
    for place, (of_one, before, after) in enumerate(zip(weighed, befores, afters, strict=False)):
        around = _around(
            _of_its_place(place, counted, shape) | _of_the_rules(counted[place], found)
        )
        sums = map(sum, zip(weights()["roles"][""], of_one.own, before, after, around, strict=True))
        likely.append({role: 1 / (1 + exp(-total)) for role, total in zip(Role, sums, strict=True)})
    return tuple(likely)


@cache
def weights() -> dict[str, Any]:
    """The table that `tests/evaluation/learning.py` wrote, each weight of a role as it counts."""
    told: dict[str, Any] = json.loads(
        WEIGHTS.read_text(encoding="ascii"),
        parse_float=cache(float),  # a few hundred numbers, which a processor has at hand
    )
    for name, row in told["roles"].items():
        worth = _worth(name)
        told["roles"][name] = tuple(row if worth == 1 else (worth * weight for weight in row))
    return told


def _worth(name: str) -> float:
    """How much a feature counts that is there or not."""
    if name.startswith(("prev", "next")):
        return 0.4
    return 0.7 if name.startswith("m:") and name.count("/") == 2 else 1.0


def features_of(
    reading: Reading, found: Mapping[Element, Finding], shape: Shape
) -> list[dict[str, float]]:
    """What each counted sentence is known by: names with what they count for."""
    counted = reading.counted
    told = [_Told.of(sentence) for sentence in counted]
    features = []
    for place, sentence in enumerate(counted):
        own = _counted(_of_itself(told[place]))
        own |= _of_its_place(place, counted, shape) | _of_the_rules(sentence, found)
        if place:
            own |= _counted(_of_a_neighbour(told[place - 1], "prev"))
        if place + 1 < len(counted):
            own |= _counted(_of_a_neighbour(told[place + 1], "next"))
        features.append(own)
    return features


def _counted(names: Iterable[str]) -> dict[str, float]:
    return {name: _worth(name) for name in names}


class _Told(NamedTuple):
    """What of a sentence its features follow from: `classes` are its words as their kinds."""

    classes: tuple[str, ...]
    words: tuple[str, ...]
    moves: tuple[tuple[str, str, str], ...]

    @classmethod
    def of(cls, sentence: Sentence) -> _Told:
        moves = tuple(
            (m.kind.name, m.clause.about.name, m.clause.when.name) for m in sentence.moves
        )
        return cls(classes_of(sentence.text), sentence.words, moves)


class _Weighed(NamedTuple):
    """What a sentence adds to each role: to its own, and as the one before or after another."""

    own: tuple[float, ...]
    before: tuple[float, ...]
    after: tuple[float, ...]


@remembered(1024)  # what was said before is held against every answer
def _weighed(told: _Told) -> _Weighed:
    return _Weighed(
        _sums(_of_itself(told)),
        _sums(_of_a_neighbour(told, "prev")),
        _sums(_of_a_neighbour(told, "next")),
    )


def _sums(names: Iterable[str]) -> tuple[float, ...]:
    """What features that are there come to for each role; one named twice counts once."""
    table = weights()["roles"]
    known = [table[name] for name in dict.fromkeys(names) if name in table]
    return tuple(map(sum, zip(*known, strict=True))) if known else _NOTHING


def _around(features: Mapping[str, float]) -> tuple[float, ...]:
    """What features that count by how much there is of them come to for each role."""
    table = weights()["roles"]
    known = [name for name in features if name in table]
    worths = [features[name] for name in known]
    columns = zip(*(table[name] for name in known), strict=True)
    return tuple(sum(map(mul, worths, column)) for column in columns) or _NOTHING


def _of_itself(told: _Told) -> Iterator[str]:
    for name in told.classes:
        yield f"u:{name}"
    for one, other in pairwise(("^", *told.classes, "$")):
        yield f"b:{one}_{other}"
    for word in told.words:
        yield f"w:{word}"
    for kind, about, when in told.moves:
        yield f"m:{kind}"
        yield f"m:{about}/{when}"
        yield f"m:{kind}/{about}/{when}"


def _of_a_neighbour(told: _Told, where: str) -> Iterator[str]:
    for name in told.classes:
        yield f"{where}:{name}"
    for move in told.moves:
        yield f"{where}m:{'/'.join(move)}"


def _of_the_rules(sentence: Sentence, found: Mapping[Element, Finding]) -> dict[str, float]:
    names = (
        (f"r:{element.value}", f"r:{element.value}.{finding.state}")
        for element, finding in found.items()
        if sentence.id in finding.cites
    )
    return {name: 1.0 for pair in names for name in pair}


def _of_its_place(place: int, counted: Sequence[Sentence], shape: Shape) -> dict[str, float]:
    sentence, last = counted[place], len(counted) - 1
    told = {
        "p:rel": place / max(1, last),
        "p:len": log1p(len(sentence.words)) / 2,
        "p:ans": float(sentence.answer > 1),
        f"sh:{shape.value}": 1.0,
    }
    if place == 0:
        told["p:first"] = 1.0
    if place == last:
        told["p:last"] = 1.0
    return told


_TOKEN = re.compile(r"[a-z']+|\d[\d.,]*|[.!?,:;]")
_JOINTS = words_of(
    "because so instead rather since after before until now then still never next today again "
    "without learned learnt"
)
_MOSTLY = 0.5


@remembered(1024)  # what was said before is held against every answer
def classes_of(text: str) -> tuple[str, ...]:
    """A sentence as its grammar: function words as they are, the rest as the kind it names."""
    return tuple(_class(token) for token in _TOKEN.findall(text.lower().replace("’", "'")))


@lru_cache(maxsize=20_000)
def _class(token: str) -> str:
    if token[0].isdigit():
        return "#number"
    if not token[0].isalpha() and token[0] != "'":
        return token if token in ",:" else "."
    if token in FUNCTION_WORDS or token in _JOINTS:
        return token
    if share(token, Part.VERB) > _MOSTLY:
        return (kinds(token, Part.VERB) or ("verb",))[0] + _tense(token)
    if share(token, Part.NOUN) > _MOSTLY:
        return (kinds(token, Part.NOUN) or ("noun",))[0]
    if share(token, Part.ADJECTIVE) > _MOSTLY:
        return "adj"
    return "adv" if share(token, Part.ADVERB) > _MOSTLY else "#unknown"


def _tense(verb: str) -> str:
    if verb.endswith("ing"):
        return "_ing"
    bare = base(verb, Part.VERB) == verb or verb.endswith("s")
    return "" if bare else "_ed"
