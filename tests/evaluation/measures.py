"""The statistics of an evaluation: figures and their intervals; it knows no coach and no words.

Every interval holds 90 %. Answers to one question are alike, so a bootstrap draws whole questions;
a share that may be 0 or 1 throughout, where a bootstrap would claim certainty, gets Wilson's.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binomtest, rankdata  # type: ignore[import-untyped]

CONFIDENCE = 0.9
DRAWS = 1_000
SEED = 20_250_101

Rows: TypeAlias = NDArray[np.intp]
Counts: TypeAlias = NDArray[np.float64]
"""How often each row was drawn: a line a draw, a column a row."""

Statistic: TypeAlias = Callable[[Counts], NDArray[np.float64]]
"""A figure for each line of counts; not a number where it is not defined there."""

_ENDS = [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2]


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
    of = sum(len(group) for group in groups)
    value = statistic(np.ones((1, of)))[0] if of else math.nan
    if math.isnan(value):
        return None
    drawn = statistic(_drawn(groups, draws, seed)) if draws else np.array([value])
    low, high = np.quantile(drawn[~np.isnan(drawn)], _ENDS)
    return Figure(value=float(value), low=float(low), high=float(high), of=of)


def _drawn(groups: Sequence[Rows], draws: int, seed: int) -> Counts:
    """How often each row comes in each draw of as many groups as there are."""
    places = np.random.default_rng(seed).integers(0, len(groups), (draws, len(groups)))
    group_of = np.empty(sum(len(group) for group in groups), dtype=np.intp)
    for place, group in enumerate(groups):
        group_of[group] = place
    counts = np.stack([np.bincount(line, minlength=len(groups)) for line in places])
    return counts[:, group_of].astype(np.float64)


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
    return [
        (first, second)
        for group in groups_of(groups)
        for first, second in permutations(group.tolist(), 2)
        if min(lower[first], upper[second]) >= 0 and lower[first] < upper[second]
    ]


def in_order(values: Sequence[float], pairs: Sequence[tuple[int, int]]) -> list[float]:
    """For each pair 1 where its first has strictly less than its second, else 0; a tie is 0."""
    return [float(values[first] < values[second]) for first, second in pairs]


def mean_of(values: Sequence[float]) -> Statistic:
    """The mean of the rows' values; a share where they are 0 and 1."""
    held = np.asarray(values, dtype=float)

    def statistic(counts: Counts) -> NDArray[np.float64]:
        mean: NDArray[np.float64] = counts @ held / counts.sum(axis=1)
        return mean

    return statistic


def rank_correlation(values: Sequence[float], labelled: Sequence[float]) -> Statistic:
    """Spearman's, ties sharing the mean of their places; none where either side is constant."""

    def statistic(counts: Counts) -> NDArray[np.float64]:
        of = counts.sum(axis=1, keepdims=True)
        one, other = (_ranks(side, counts) - (of + 1) / 2 for side in (values, labelled))
        spread = np.sqrt((counts * one**2).sum(axis=1) * (counts * other**2).sum(axis=1))
        return _ratio((counts * one * other).sum(axis=1), spread)

    return statistic


def _ranks(values: Sequence[float], counts: Counts) -> NDArray[np.float64]:
    """The place of each row's value among all rows drawn, ties sharing the mean of their places."""
    each, kind = np.unique(np.asarray(values, dtype=float), return_inverse=True)
    held = counts @ (kind[:, None] == np.arange(len(each)))
    places: NDArray[np.float64] = held.cumsum(axis=1) - (held - 1) / 2
    return places[:, kind]


def weighted_kappa(scores: Sequence[int], labelled: Sequence[int]) -> Statistic:
    """Cohen's kappa of scores, weighted by the square of their distance.

    With that weight the distance to be expected by chance follows from the means and squares of
    either side, so no table is needed.
    """
    mine, theirs = np.asarray(scores, dtype=float), np.asarray(labelled, dtype=float)

    def statistic(counts: Counts) -> NDArray[np.float64]:
        shares = counts / counts.sum(axis=1, keepdims=True)
        observed = shares @ (mine - theirs) ** 2
        expected = shares @ (mine**2 + theirs**2) - 2 * (shares @ mine) * (shares @ theirs)
        return 1 - _ratio(observed, expected)

    return statistic


def _ratio(of: NDArray[np.float64], to: NDArray[np.float64]) -> NDArray[np.float64]:
    """Not a number where there is nothing to divide by; sums of squares leave a little dust."""
    something = to > 1e-9
    return np.where(something, of / np.where(something, to, 1), np.nan)


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
