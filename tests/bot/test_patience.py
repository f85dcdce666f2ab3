"""When it is night, by the clock of whoever is to be left in peace."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.patience import until_morning

HOUR = 3600


def at(hour: int, minute: int = 0, day: int = 23) -> float:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC).timestamp()


@pytest.mark.parametrize("hour", [8, 12, 20])
def test_by_day_nothing_is_put_off(hour):
    assert until_morning(at(hour), 0) == 0


@pytest.mark.parametrize(
    ("now", "offset", "seconds"),
    [
        (at(21), 0, 11.5 * HOUR),
        (at(23, 59), 0, 8.5 * HOUR + 60),
        (at(0), 0, 8.5 * HOUR),
        (at(7, 59), 0, 31 * 60),
        (at(12), 10 * HOUR, 10.5 * HOUR),
        (at(12), -8 * HOUR, 4.5 * HOUR),
        (at(3, day=30), -5 * HOUR, 10.5 * HOUR),
    ],
)
def test_by_night_it_waits_for_half_past_eight(now, offset, seconds):
    assert until_morning(now, offset) == seconds
    assert until_morning(now + seconds, offset) == 0
