"""The statistics of an evaluation: figures and their intervals; it knows no coach and no words.

Every interval holds 90 %. Answers to one question are alike, so a bootstrap draws whole questions;
a share that may be 0 or 1 throughout, where a bootstrap would claim certainty, gets Wilson's.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

import numpy as np
from scipy.stats import binomtest, rankdata, spearmanr  # type: ignore[import-untyped]
from sklearn.metrics import cohen_kappa_score  # type: ignore[import-untyped]

CONFIDENCE = 0.9
DRAWS = 1_000
SEED = 20_250_101

Rows: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.intp]]"
Statistic: TypeAlias = Callable[[Rows], float | None]
"""A figure over some rows, named by their places; None where it is not defined there."""

_ENDS = [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2]
_SCORES = list(range(1, 11))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A value with the ends of its 90 % interval; `of` is how many rows it rests on."""

    value: float
    low: float
    high: float
    of: int


def bootstrap(
    statistic: Statistic, groups: Sequence[Rows], *, draws: int = DRAWS, seed: int = SEED
) -> Figure | None:
    """A figure over all rows, with the percentile interval over groups drawn with replacement.

    The same seed draws the same groups for every statistic, so figures can be held side by side.
    None where the figure is not defined over all rows; draws where it is not are left out.
    Without draws the interval is the value alone.
    """
    rows = np.concatenate(groups) if groups else np.array([], dtype=np.intp)
    value = statistic(rows) if rows.size else None
    if value is None:
        return None
    chance = np.random.default_rng(seed)
    drawn = [] if draws else [value]
    for places in chance.integers(0, len(groups), (draws, len(groups))):
        again = statistic(np.concatenate([groups[place] for place in places]))
        if again is not None:
            drawn.append(again)
    low, high = np.quantile(drawn, _ENDS)
    return Figure(value=value, low=float(low), high=float(high), of=int(rows.size))


def middle(figures: Sequence[Figure | None]) -> Figure | None:
    """The mean of figures over the same rows, and the range in which 90 % of them lie."""
    values = [figure.value for figure in figures if figure]
    if not values:
        return None
    low, high = np.quantile(values, _ENDS)
    of = max(figure.of for figure in figures if figure)
    return Figure(value=float(np.mean(values)), low=float(low), high=float(high), of=of)


def wilson(held: int, of: int) -> Figure | None:
    """A share with Wilson's score interval (Wilson 1927); None of nothing."""
    if of == 0:
        return None
    ends = binomtest(held, of).proportion_ci(CONFIDENCE, method="wilson")
    return Figure(value=held / of, low=float(ends.low), high=float(ends.high), of=of)


def ordered_pairs(
    lower: Sequence[int], upper: Sequence[int], groups: Sequence[Hashable]
) -> list[tuple[int, int]]:
    """Places of every pair within a group whose first is of a lower rank than its second.

    `lower` and `upper` are the ranks by which a row may stand on either side; a negative one keeps
    it off that side.
    """
    pairs = []
    for one, other in combinations(range(len(groups)), 2):
        if groups[one] != groups[other]:
            continue
        for first, second in ((one, other), (other, one)):
            if min(lower[first], upper[second]) >= 0 and lower[first] < upper[second]:
                pairs.append((first, second))
    return pairs


def in_order(values: Sequence[float], pairs: Sequence[tuple[int, int]]) -> list[float]:
    """For each pair 1 where its first has strictly less than its second, else 0; a tie is 0."""
    return [float(values[first] < values[second]) for first, second in pairs]


def mean_of(values: Sequence[float]) -> Statistic:
    """The mean of the rows' values; a share where they are 0 and 1."""
    held = np.asarray(values, dtype=float)
    return lambda rows: float(held[rows].mean()) if rows.size else None


def rank_correlation(values: Sequence[float], labelled: Sequence[float]) -> Statistic:
    """Spearman's, ties sharing the mean of their places; none where either side is constant."""
    mine, theirs = np.asarray(values, dtype=float), np.asarray(labelled, dtype=float)

    def statistic(rows: Rows) -> float | None:
        one, other = mine[rows], theirs[rows]
        if np.ptp(one) == 0 or np.ptp(other) == 0:
            return None
        return float(spearmanr(one, other).statistic)

    return statistic


def weighted_kappa(scores: Sequence[int], labelled: Sequence[int]) -> Statistic:
    """Cohen's kappa of scores 1 to 10, weighted by the square of their distance."""
    mine, theirs = np.asarray(scores), np.asarray(labelled)

    def statistic(rows: Rows) -> float | None:
        one, other = mine[rows], theirs[rows]
        if np.ptp(one) == np.ptp(other) == 0:
            return None
        return float(cohen_kappa_score(one, other, labels=_SCORES, weights="quadratic"))

    return statistic


def matched(values: Sequence[float], labelled: Sequence[int]) -> list[int]:
    """Labels given out by rank: the highest value gets the highest label, ties the middle one.

    So a scorer without a scale of its own gets the best one, and only its order is measured.
    """
    shelf = sorted(labelled)
    return [shelf[math.ceil(place) - 1] for place in rankdata(values, method="average")]


def groups_of(keys: Sequence[Hashable]) -> list[Rows]:
    """The places of each key, in the order in which keys first occur."""
    places: dict[Hashable, list[int]] = {}
    for place, key in enumerate(keys):
        places.setdefault(key, []).append(place)
    return [np.array(found, dtype=np.intp) for found in places.values()]
