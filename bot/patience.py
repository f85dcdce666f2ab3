"""How long silence and slow work are borne, and when it is night; measures nothing itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from interview.events import Alarm

_EVENING, _MORNING = 21, 8
_BREAKFAST = timedelta(hours=8, minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """In seconds. `alarms` are in the place of the interview's own, for those it names.

    `coach` bounds one piece of a coach's work, whoever the coach is: two calls of the slowest kind
    and the pauses between tries. `status` is how long a line of status is taken to stand: Slack
    drops it after two minutes (its reference of assistant.threads.setStatus).
    """

    alarms: Mapping[Alarm, float] = field(default_factory=dict)
    coach: float = 130.0
    status: float = 60.0


def until_morning(now: float, utc_offset: int) -> float:
    """Seconds until half past eight where it is night now, else 0.

    `now` is in seconds since 1970; `utc_offset` in seconds, as Slack tells a person's `tz_offset`.
    """
    local = datetime.fromtimestamp(now, UTC) + timedelta(seconds=utc_offset)
    if _MORNING <= local.hour < _EVENING:
        return 0.0
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    tomorrow = timedelta(days=1 if local.hour >= _EVENING else 0)
    return (midnight + tomorrow + _BREAKFAST - local).total_seconds()
