"""What each sentence of an answer most likely shows, learned from sentences that were coded.

A sentence is known by its grammar: function words, the kinds of its other words (WordNet's), what
its clauses do, its place and its neighbours. A word counts by itself only where people of many
trades were heard to use it, so that no trade's words decide. It gives no mark: `weighing` does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache, lru_cache
from itertools import pairwise
from math import exp, log1p
from operator import mul
from pathlib import Path
from typing import Any

from interview.coach.rules.findings import Finding
from interview.coach.rules.lexicon import FUNCTION_WORDS, words_of
from interview.coach.rules.manner import Move
from interview.coach.rules.signals import Reading, Sentence
from interview.lexis import Part, base, kinds, share
from interview.model import Element
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


Likely = Mapping[Role, float]
"""How likely a sentence shows each, 0 to 1; it may show several."""


def roles(reading: Reading, found: Mapping[Element, Finding], shape: Shape) -> tuple[Likely, ...]:
    """What each counted sentence likely shows, in their order."""
    table = weights()["roles"]
    likely = []
    for features in features_of(reading, found, shape):
        known = [name for name in features if name in table]
        worths = [1.0, *(features[name] for name in known)]
        columns = zip(table[""], *(table[name] for name in known), strict=True)
        sums = (sum(map(mul, worths, column)) for column in columns)
        likely.append({role: 1 / (1 + exp(-total)) for role, total in zip(Role, sums, strict=True)})
    return tuple(likely)


@cache
def weights() -> dict[str, Any]:
    """The table that `tests/evaluation/learning.py` wrote."""
    told: dict[str, Any] = json.loads(WEIGHTS.read_text(encoding="ascii"))
    return told


def features_of(
    reading: Reading, found: Mapping[Element, Finding], shape: Shape
) -> list[dict[str, float]]:
    """What each counted sentence is known by: names with what they count for."""
    counted = reading.counted
    classes = [classes_of(sentence.text) for sentence in counted]
    features = []
    for place, sentence in enumerate(counted):
        own = dict(_of_itself(sentence, classes[place]))
        own |= _of_its_place(place, sentence, counted, shape)
        for beside, name in ((place - 1, "prev"), (place + 1, "next")):
            if 0 <= beside < len(counted):
                own |= {f"{name}:{word}": 0.4 for word in set(classes[beside])}
                own |= {f"{name}m:{_named(move)}": 0.4 for move in counted[beside].moves}
        for element, finding in found.items():
            if sentence.id in finding.cites:
                own |= {f"r:{element.value}": 1.0, f"r:{element.value}.{finding.state}": 1.0}
        features.append(own)
    return features


def _of_itself(sentence: Sentence, classes: Sequence[str]) -> Iterator[tuple[str, float]]:
    framed = ("^", *classes, "$")
    for name in classes:
        yield f"u:{name}", 1.0
    for one, other in pairwise(framed):
        yield f"b:{one}_{other}", 1.0
    for word in set(sentence.words):
        yield f"w:{word}", 1.0
    for move in sentence.moves:
        clause = move.clause
        yield f"m:{move.kind.name}", 1.0
        yield f"m:{clause.about.name}/{clause.when.name}", 1.0
        yield f"m:{_named(move)}", 0.7


def _named(move: Move) -> str:
    return f"{move.kind.name}/{move.clause.about.name}/{move.clause.when.name}"


def _of_its_place(
    place: int, sentence: Sentence, counted: Sequence[Sentence], shape: Shape
) -> dict[str, float]:
    last = len(counted) - 1
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
