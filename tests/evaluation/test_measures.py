"""The statistics of an evaluation, each against a value worked by hand or a truth about it."""

from __future__ import annotations

import random

import numpy as np
import pytest
from scipy.stats import spearmanr  # type: ignore[import-untyped]
from sklearn.metrics import cohen_kappa_score  # type: ignore[import-untyped]

from measures import (
    Figure,
    bootstrap,
    groups_of,
    in_order,
    matched,
    mean_of,
    middle,
    ordered_pairs,
    rank_correlation,
    weighted_kappa,
    wilson,
)


def test_pairs_are_of_one_question_and_of_different_bands() -> None:
    bands = [2, 0, 1, 0, 0]
    pairs = ordered_pairs(bands, bands, ["a", "a", "a", "b", "b"])
    assert sorted(pairs) == [(1, 0), (1, 2), (2, 0)]


def test_a_rank_below_nothing_keeps_a_row_off_its_side() -> None:
    weak, plain = [-1, 0, -1], [2, -1, -1]
    assert ordered_pairs(weak, plain, ["a", "a", "a"]) == [(1, 0)]


def test_a_tie_is_not_in_order() -> None:
    assert in_order([1, 2, 2], [(0, 1), (1, 2), (1, 0)]) == [1.0, 0.0, 0.0]


def test_a_group_that_is_alike_within_counts_as_one_drawn_thing() -> None:
    alike = groups_of([n // 20 for n in range(80)])
    alone = groups_of(range(80))
    values = [float(n // 20 % 2) for n in range(80)]
    together, apart = bootstrap(mean_of(values), alike), bootstrap(mean_of(values), alone)
    assert together is not None
    assert apart is not None
    assert together.value == apart.value == 0.5
    assert together.high - together.low > 2 * (apart.high - apart.low)


def test_the_interval_of_a_mean_covers_the_truth_nine_times_in_ten() -> None:
    chance = np.random.default_rng(7)
    covered = 0
    for _ in range(200):
        figure = bootstrap(
            mean_of(chance.normal(size=40).tolist()), groups_of(range(40)), draws=200
        )
        assert figure is not None
        covered += figure.low <= 0 <= figure.high
    assert 165 <= covered <= 195


def test_the_same_seed_gives_the_same_interval_and_another_gives_another() -> None:
    chance = random.Random(3)
    values, groups = [chance.random() for _ in range(30)], groups_of(range(30))
    assert bootstrap(mean_of(values), groups) == bootstrap(mean_of(values), groups)
    assert bootstrap(mean_of(values), groups) != bootstrap(mean_of(values), groups, seed=1)


def test_nothing_has_no_figure() -> None:
    assert bootstrap(mean_of([]), []) is None
    assert wilson(0, 0) is None
    assert middle([None, None]) is None


def test_without_draws_the_interval_is_the_value() -> None:
    figure = bootstrap(mean_of([0, 1]), groups_of("ab"), draws=0)
    assert figure == Figure(value=0.5, low=0.5, high=0.5, of=2)


def test_wilsons_interval_is_the_textbooks() -> None:
    # (p + z²/2n ± z·sqrt(p(1−p)/n + z²/4n²)) / (1 + z²/n) for 8 of 10 at z = 1.6449, by hand.
    figure = wilson(8, 10)
    assert figure is not None
    assert (figure.value, figure.of) == (0.8, 10)
    assert (figure.low, figure.high) == pytest.approx((0.5408, 0.9314), abs=1e-4)


@pytest.mark.parametrize(("held", "ends"), [(0, (0.0, 0.2129)), (10, (0.7871, 1.0))])
def test_ten_of_ten_is_not_certainty(held: int, ends: tuple[float, float]) -> None:
    figure = wilson(held, 10)
    assert figure is not None
    assert (figure.low, figure.high) == pytest.approx(ends, abs=1e-4)


ONCE = np.ones((1, 4))


def test_kappa_is_worked_by_hand() -> None:
    # Squared distances 0, 0, 1 and 1 observed; by chance 16 over 16 pairs.
    [kappa] = weighted_kappa([1, 2, 2, 3], [1, 2, 3, 2])(ONCE)
    observed, expected = 2 / 4, 16 / 16
    assert kappa == pytest.approx(1 - observed / expected)


def test_ranks_that_run_against_each_other_correlate_at_minus_one() -> None:
    assert rank_correlation([1, 2, 3, 90], [4, 3, 2, 1])(ONCE) == pytest.approx([-1])
    assert np.isnan(rank_correlation([5, 5, 5, 5], [4, 3, 2, 1])(ONCE)).all()
    assert np.isnan(weighted_kappa([5, 5, 5, 5], [5, 5, 5, 5])(ONCE)).all()


def test_every_draw_is_what_the_libraries_say_of_the_rows_it_drew() -> None:
    chance = np.random.default_rng(5)
    scores, labelled = chance.integers(1, 11, (2, 60)).tolist()
    counts = np.stack(
        [np.bincount(chance.integers(0, 60, 60), minlength=60).astype(float) for _ in range(20)]
    )
    rows = [np.repeat(np.arange(60), line.astype(int)) for line in counts]
    mine, theirs = np.array(scores), np.array(labelled)
    assert weighted_kappa(scores, labelled)(counts) == pytest.approx(
        [
            cohen_kappa_score(mine[r], theirs[r], labels=range(1, 11), weights="quadratic")
            for r in rows
        ]
    )
    assert rank_correlation(scores, labelled)(counts) == pytest.approx(
        [spearmanr(mine[r], theirs[r]).statistic for r in rows]
    )
    assert mean_of(scores)(counts) == pytest.approx([mine[r].mean() for r in rows])


def test_labels_are_given_out_by_rank_and_ties_get_the_middle_one() -> None:
    assert matched([30, 10, 20], [9, 1, 5]) == [9, 1, 5]
    assert matched([0, 0, 0], [1, 5, 9]) == [5, 5, 5]
