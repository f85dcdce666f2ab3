"""How the truth check fares on the labelled claims; it is asked for nothing but the verdict."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from interview.grounding import unsupported
from interview.model import Line
from labelled_set import Label, LabelledClaim
from measures import Figure, wilson

FAMILIES: Mapping[str, frozenset[str]] = {
    "numbers, units, dates, names": frozenset(
        {
            "altered_number",
            "new_number",
            "unit_shift",
            "number_word",
            "percent_ratio",
            "date",
            "team_size",
            "employer",
            "tool",
        }
    ),
    "scope verbs, seniority, negation": frozenset({"scope_verb", "seniority", "negation"}),
    "invented outcomes, merged facts": frozenset({"invented_outcome", "merged_facts"}),
    "people named by their part": frozenset({"stakeholder"}),
}
"""The kinds of fabrication that are held to one goal together."""

_FIRST_PERSON = re.compile(r"\b(?:I|we|my|our|me|us)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What the truth check caught of what is made up, and what it held against honest claims.

    `median_ms` and `p99_ms` are milliseconds for one claim with its sources.
    """

    caught: Mapping[str, Figure | None]
    alarms: Mapping[str, Figure | None]
    median_ms: float
    p99_ms: float
    wrong: tuple[LabelledClaim, ...]


def truth(claims: Sequence[LabelledClaim]) -> Truth:
    """The check's verdict on every claim, by kind, by family and over all."""
    if claims:
        unsupported(claims[0].text, lines_of(claims[0]))  # its tables load at the first call
    flagged, spent = {}, []
    for claim in claims:
        lines = lines_of(claim)
        begun = time.perf_counter()
        flagged[claim.id] = bool(unsupported(claim.text, lines))
        spent.append((time.perf_counter() - begun) * 1000)
    made_up = [claim for claim in claims if claim.label is Label.FABRICATED]
    honest = [claim for claim in claims if claim.label is Label.HONEST]
    families = {
        name: [claim for claim in made_up if claim.kind in kinds]
        for name, kinds in FAMILIES.items()
    }
    return Truth(
        caught={
            "all": _flagged(made_up, flagged),
            **{name: _flagged(found, flagged) for name, found in families.items()},
            **{kind: _flagged(found, flagged) for kind, found in _by_kind(made_up).items()},
        },
        alarms={
            "all": _flagged(honest, flagged),
            **{kind: _flagged(found, flagged) for kind, found in _by_kind(honest).items()},
        },
        median_ms=float(np.median(spent)),
        p99_ms=float(np.quantile(spent, 0.99)),
        wrong=tuple(c for c in claims if flagged[c.id] is (c.label is Label.HONEST)),
    )


def lines_of(claim: LabelledClaim) -> tuple[Line, ...]:
    """The sources as numbered lines: what speaks of “I” or “we” is an answer's, else a resume's."""
    return tuple(
        Line(id=f"A1.{at}" if _FIRST_PERSON.search(source) else f"R{at}", text=source)
        for at, source in enumerate(claim.sources, 1)
    )


def _by_kind(claims: Sequence[LabelledClaim]) -> dict[str, list[LabelledClaim]]:
    kinds: dict[str, list[LabelledClaim]] = {}
    for claim in claims:
        kinds.setdefault(claim.kind, []).append(claim)
    return dict(sorted(kinds.items()))


def _flagged(claims: Sequence[LabelledClaim], flagged: Mapping[str, bool]) -> Figure | None:
    return wilson(sum(flagged[claim.id] for claim in claims), len(claims))
