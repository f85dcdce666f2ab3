"""The schedule of the soak: a seed gives the same troubles again, and all of them come."""

from __future__ import annotations

from collections import Counter

from schedule import _DRAWN, LONG_OUTAGE, schedule


def test_a_seed_gives_the_same_schedule_and_another_seed_another():
    assert schedule(7, 300) == schedule(7, 300)
    assert schedule(7, 300) != schedule(8, 300)


def test_every_kind_of_trouble_comes_and_the_last_fifth_is_quiet():
    found = schedule(7, 3_600)
    assert set(_DRAWN) == {trouble.name for trouble in found}
    assert all(0 < trouble.at < 0.8 * 3_600 for trouble in found)


def test_a_run_of_some_minutes_has_one_long_outage_and_a_short_one_none():
    def long(seconds: float) -> int:
        kinds = Counter(
            trouble.arguments["seconds"]
            for trouble in schedule(7, seconds)
            if trouble.name == "PostgreSQL away"
        )
        return kinds[LONG_OUTAGE]

    assert (long(300), long(60)) == (1, 0)
