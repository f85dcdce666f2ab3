"""How far a coach strays from itself when it reviews the same answer again; labels play no part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answers_measured import Told
from interview.coach import Coach
from interview.model import Element
from judges import CoachJudge
from measures import DRAWS, Counts, Figure, Statistic, bootstrap, groups_of

SCORE = "score"
WITHIN = 0.9
"""The share of reviews that a ± is to hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """What one coach's marks and score do over `times` reviews of each answer.

    `strays` is the standard deviation within an answer, in points, pooled over all answers;
    `widest` the greatest difference between two reviews of one answer; `plus_minus` the fewest
    points from an answer's median within which `WITHIN` of its scores lie.
    """

    name: str
    times: int
    strays: Mapping[str, Figure | None]
    widest: Mapping[str, int]
    plus_minus: int


async def spread(coach: Coach, told: Sequence[Told], times: int, draws: int = DRAWS) -> Spread:
    """Reviews every answer so many times, afresh each time.

    Raises ValueError below two times: one review cannot stray.
    """
    if times < 2:
        raise ValueError("a review has to be repeated to stray from itself")
    rows: dict[str, list[list[int]]] = {name: [] for name in (SCORE, *Element)}
    for question, answer in told:
        again = [
            (await CoachJudge(coach).judge(question, answer.said, answer.follow_ups)).review
            for _ in range(times)
        ]
        reviews = [review for review in again if review]
        rows[SCORE].append([review.score for review in reviews])
        for element in Element:
            rows[element].append([review.value(element) for review in reviews])
    values = {str(name): np.array(each, dtype=float) for name, each in rows.items()}
    groups = groups_of([question.id for question, _ in told])
    return Spread(
        name=coach.engine,
        times=times,
        strays={name: bootstrap(_strays(v), groups, draws=draws) for name, v in values.items()},
        widest={name: int(np.ptp(v, axis=1).max()) for name, v in values.items()},
        plus_minus=_plus_minus(values[SCORE]),
    )


def _strays(values: NDArray[np.float64]) -> Statistic:
    variances = values.var(axis=1, ddof=1)

    def statistic(counts: Counts) -> NDArray[np.float64]:
        strays: NDArray[np.float64] = np.sqrt(counts @ variances / counts.sum(axis=1))
        return strays

    return statistic


def _plus_minus(scores: NDArray[np.float64]) -> int:
    off = np.abs(scores - np.median(scores, axis=1, keepdims=True))
    return next(points for points in range(11) if (off <= points).mean() >= WITHIN)
