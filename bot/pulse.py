"""What a doctor finds of the bot at work: its queue, its workers, its clock and its disk."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bot.database.backlog import Backlog, Workforce, backlog, workforce
from bot.database.engine import conninfo

LONGEST_OWED = 60.0
"""Seconds; a coach takes less, and what Slack does not take by then needs somebody to look."""
LONGEST_ALONE = 10.0
"""Seconds for which something may be owed while no worker lives: one may just be starting."""
MOST_APART = 2.0
"""Seconds between two clocks; workers are presumed dead after five."""
LEAST_DISK = 500 * 2**20
"""Bytes; PostgreSQL stops where its disk is full, and cannot write its log of changes either."""

_WHAT_TO_DO = "docs/what-to-do-when.md says what to look at"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; `mend` says what to do where it is not well."""

    about: str
    said: str
    mend: str = ""

    @property
    def is_well(self) -> bool:
        return not self.mend

    def __str__(self) -> str:
        mark = "ok " if self.is_well else "BAD"
        return f"{mark} {self.about}: {self.said}" + (f"\n    {self.mend}" if self.mend else "")


async def taken(url: str, *, stale: float) -> list[Finding]:
    """Of a migrated database; a worker not heard of for `stale` seconds is dead.

    Raises psycopg.Error.
    """
    async with await psycopg.AsyncConnection.connect(conninfo(url), autocommit=True) as connection:
        before = time.time()
        cursor = await connection.execute("SELECT extract(epoch FROM clock_timestamp())::float")
        [(there,)] = await cursor.fetchall()
        after = time.time()
        owed = await backlog(connection)
        workers = await workforce(connection, stale=stale)
    return [queue(owed, workers), hands(workers), clock((before + after) / 2, there)]


def queue(owed: Backlog, workers: Workforce) -> Finding:
    """Whether people wait for the bot."""
    effects = sum(lane.effects for lane in owed.lanes.values())
    oldest = max(lane.oldest for lane in owed.lanes.values())
    if not effects:
        return Finding("queue", "nothing is owed")
    each = ", ".join(f"{name} {lane.effects}" for name, lane in owed.lanes.items() if lane.effects)
    said = f"{effects} owed ({each}), the oldest for {oldest:.0f} s"
    if not workers.alive and oldest > LONGEST_ALONE:
        return Finding("queue", f"{said}, and no worker lives", "Start one: mock-interview worker")
    if oldest > LONGEST_OWED:
        return Finding("queue", said, f"{_WHAT_TO_DO} when the queue grows.")
    return Finding("queue", said)


def hands(workers: Workforce) -> Finding:
    """Whether somebody works, and whether a dead worker's jobs were taken over."""
    alive = f"{workers.alive} alive"
    if not workers.orphaned_jobs:
        return Finding("workers", alive)
    said = f"{alive}, and {workers.orphaned_jobs} jobs are with workers that died"
    if not workers.alive:
        return Finding("workers", said, "Start one, and it takes them over: mock-interview worker")
    return Finding(
        "workers",
        said,
        "They are taken over within eight seconds; ask again. Where they stay, look for "
        "sweep_failed in the workers' logs.",
    )


def clock(here: float, there: float) -> Finding:
    """Whether this machine and the database agree on the time, in seconds since 1970."""
    apart = abs(here - there)
    if apart <= MOST_APART:
        return Finding("clock", f"{apart:.1f} s from the database's")
    who = "ahead of" if here > there else "behind"
    return Finding(
        "clock",
        f"this machine is {apart:.0f} s {who} the database",
        "Set both by NTP (timedatectl set-ntp true): times of day and reminders go by them.",
    )


def disk(folder: Path, least: int = LEAST_DISK) -> Finding:
    """Whether there is room for the data in the folder, which need not be there yet."""
    there = next(place for place in _upwards(folder) if place.exists())
    try:
        free = shutil.disk_usage(there).free
    except OSError as refused:
        return Finding("disk", f"{there} cannot be read ({refused.strerror})", "Look at its disk.")
    said = f"{free / 2**30:.1f} GiB free for {folder}"
    if free >= least:
        return Finding("disk", said)
    return Finding("disk", said, f"Make room: {_WHAT_TO_DO} when the disk is full.")


def _upwards(folder: Path) -> Iterator[Path]:
    yield folder
    yield from folder.parents
