"""One app under load for a while, and what it cost: the figures of one line of the table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time

from load import Seen, steps
from machine import cpu_seconds, ticking
from stage import Stage

MOST_STOLEN = 0.02
REPEATS = 2
WARM_SECONDS = 4.0
WARM_RATE = 20
IN_FLIGHT = 24


@dataclass(frozen=True, slots=True)
class Phase:
    """`rate` is of arrivals, 0 where so many are always in flight; times are in milliseconds.

    `backlog` is how many waited for a reply on average, by fifths of the time; `stolen` and
    `others` are shares of all cores that other machines and other programs took meanwhile.
    """

    app: str
    rate: float
    answered: int
    a_second: float
    ack: tuple[float, ...]
    reply: tuple[float, ...]
    backlog: tuple[float, ...]
    app_cpu: float
    postgres_cpu: float
    load_cpu: float
    stolen: float
    others: float
    missing: int
    nobody_free: int

    @property
    def grows(self) -> bool:
        """Whether more waited at the end than in the middle, beyond chance, or everybody did."""
        if self.nobody_free:
            return True
        return len(self.backlog) == 5 and self.backlog[4] > 1.5 * self.backlog[2] + 3


async def phase(
    stage: Stage,
    postgres: int,
    rate: float,
    seconds: float,
    tell: Callable[[str], None],
    *,
    repeats: int = REPEATS,
) -> Phase:
    """Measure for so long; again, twice at most, where the machine was given to others."""
    for again in range(repeats + 1):
        found = await _measured(stage, postgres, rate, seconds)
        tell(told(found))
        if found.stolen <= MOST_STOLEN:
            break
        tell(f"  {found.stolen:.1%} stolen" + ("; once more" if again < repeats else ""))
    return found


async def _measured(stage: Stage, postgres: int, rate: float, seconds: float) -> Phase:
    crowd = stage.crowd
    await crowd.rested()
    await crowd.open_loop(rate or WARM_RATE, min(WARM_SECONDS, seconds))
    await crowd.rested()
    began, spent = ticking(), _spent(stage, postgres)
    if rate:
        seen = await crowd.open_loop(rate, seconds)
    else:
        seen = await crowd.closed_loop(IN_FLIGHT, seconds)
    ended = ticking()
    app, server, load = (
        after - before for after, before in zip(_spent(stage, postgres), spent, strict=True)
    )
    turns = max(1, len(seen.replies) + seen.drained)
    all_of_it = ended.all - began.all
    return Phase(
        app=stage.app.name,
        rate=rate,
        answered=len(seen.replies),
        a_second=len(seen.replies) / seen.seconds,
        ack=_percentiles(seen.acks, 50, 99),
        reply=_percentiles(seen.replies, 50, 95, 99),
        backlog=tuple(round(mean, 1) for mean in steps(seen.waiting)) if rate else (),
        app_cpu=1000 * app / turns,
        postgres_cpu=1000 * server / turns,
        load_cpu=1000 * load / turns,
        stolen=(ended.stolen - began.stolen) / all_of_it,
        others=max(0.0, ended.busy - began.busy - app - server - load) / all_of_it,
        missing=seen.unacked + seen.unanswered,
        nobody_free=seen.nobody_free,
    )


def told(found: Phase) -> str:
    """One line for who waits for the run to end."""
    what = f"{found.rate:.0f}/s" if found.rate else f"{IN_FLIGHT} at once"
    ack = "/".join(f"{ms:.1f}" for ms in found.ack)
    reply = "/".join(f"{ms:.0f}" for ms in found.reply)
    line = (
        f"  {found.app:16} {what:10} {found.a_second:6.1f}/s  ack {ack}  reply {reply}  CPU "
        f"{found.app_cpu:.1f}+{found.postgres_cpu:.1f} (load {found.load_cpu:.1f})  "
        f"others {found.others:.0%}, stolen {found.stolen:.1%}"
    )
    if found.backlog:
        line += "  waiting " + " ".join(f"{mean:g}" for mean in found.backlog)
    if found.grows:
        line += "  THE BACKLOG GROWS"
    if found.missing or found.nobody_free:
        line += f"  {found.missing} missing, {found.nobody_free} times nobody free"
    return line


def _spent(stage: Stage, postgres: int) -> tuple[float, float, float]:
    """CPU seconds of the app, of PostgreSQL, and of this process."""
    return sum(cpu_seconds(pid) for pid in stage.pids), cpu_seconds(postgres), process_time()


def _percentiles(seconds: Sequence[float], *which: int) -> tuple[float, ...]:
    """Of sorted seconds, in milliseconds."""
    if not seconds:
        return tuple(0.0 for _ in which)
    return tuple(1000 * seconds[min(len(seconds) - 1, len(seconds) * p // 100)] for p in which)


def postmaster(data: Path) -> int:
    """The process id of the server over this data folder."""
    return int((data / "postmaster.pid").read_text().split()[0])


__all__ = ["Phase", "Seen", "phase", "postmaster", "told"]
