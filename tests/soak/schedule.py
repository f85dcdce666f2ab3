"""What will go wrong and when, drawn from a seed: the same seed gives the same schedule."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

MEAN_PAUSE = 4.0
LONG_OUTAGE = 60.0
WORKERS = 2

Arguments: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something goes wrong, `at` so many seconds after the beginning."""

    at: float
    name: str
    arguments: Arguments = field(default_factory=dict)

    def __str__(self) -> str:
        said = ", ".join(f"{name} {value}" for name, value in self.arguments.items())
        return f"{self.at:7.1f} s  {self.name}" + (f" ({said})" if said else "")


def _nothing(_: random.Random) -> Arguments:
    return {}


def _away(lot: random.Random) -> Arguments:
    return {"away": round(lot.uniform(0, 3), 1)}


def _worker(lot: random.Random) -> Arguments:
    return {"number": lot.randrange(WORKERS), **_away(lot)}


def _frozen(lot: random.Random) -> Arguments:
    return {"number": lot.randrange(WORKERS), "seconds": round(lot.uniform(6, 9), 1)}


def _outage(lot: random.Random) -> Arguments:
    return {"seconds": round(lot.uniform(3, 12), 1)}


def _calls(lot: random.Random) -> Arguments:
    methods = ["chat.postMessage"] * 4 + ["chat.update", "conversations.replies", "*"]
    return {"method": lot.choice(methods), "times": lot.randint(1, 12)}


def _limited(lot: random.Random) -> Arguments:
    return {**_calls(lot), "retry_after": lot.choice([1, 2, 5, "0.5", None, "soon"])}


def _slow(lot: random.Random) -> Arguments:
    return {**_calls(lot), "seconds": round(lot.uniform(0.2, 1.5), 1)}


def _hanging(lot: random.Random) -> Arguments:
    return {"method": lot.choice(["chat.postMessage", "chat.update"]), "times": lot.randint(1, 3)}


def _some_seconds(lot: random.Random) -> Arguments:
    return {"seconds": round(lot.uniform(2, 6), 1)}


def _copies(lot: random.Random) -> Arguments:
    return {"times": lot.randint(2, 3), **_some_seconds(lot)}


_DRAWN: dict[str, tuple[int, Callable[[random.Random], Arguments]]] = {
    "bot killed": (2, _away),
    "worker killed": (4, _worker),
    "bot told to stop": (1, _away),
    "worker told to stop": (2, _worker),
    "worker frozen": (1, _frozen),
    "PostgreSQL restarted": (1, _nothing),
    "PostgreSQL killed": (1, _nothing),
    "PostgreSQL away": (1, _outage),
    "connections cut": (2, _nothing),
    "Slack rate_limited": (3, _limited),
    "Slack server_error": (2, _calls),
    "Slack bad_gateway": (1, _calls),
    "Slack cut_before": (3, _calls),
    "Slack cut_after": (3, _calls),
    "Slack hang": (1, _hanging),
    "Slack slow": (2, _slow),
    "socket closed": (1, _nothing),
    "socket cut": (1, _nothing),
    "socket refused": (1, _some_seconds),
    "socket refreshed": (1, _nothing),
    "events repeated": (2, _copies),
    "events out of order": (2, _some_seconds),
    "events under another ts": (1, _some_seconds),
    "acks not heard": (1, _some_seconds),
}


def schedule(seed: int, seconds: float) -> list[Trouble]:
    """A trouble every few seconds, of each kind by its weight, and one long outage where it fits.

    The last fifth of the time is without any, so that what they left behind can be seen to heal.
    """
    lot = random.Random(seed)
    names = list(_DRAWN)
    weights = [_DRAWN[name][0] for name in names]
    until, found = 0.8 * seconds, list[Trouble]()
    long_outage = lot.uniform(0.3, 0.4) * seconds if until >= 2 * LONG_OUTAGE else None
    at = 2.0
    while (at := at + lot.expovariate(1 / MEAN_PAUSE)) < until:
        if long_outage is not None and at > long_outage:
            found.append(Trouble(at, "PostgreSQL away", {"seconds": LONG_OUTAGE}))
            at, long_outage = at + LONG_OUTAGE, None
            continue
        [name] = lot.choices(names, weights)
        found.append(Trouble(at, name, _DRAWN[name][1](lot)))
    return found
