"""What the machine says of itself and of programs, read from /proc; Linux only."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")
CORES = os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Ticking:
    """Seconds of all cores since the start: at work, given to other machines, and in all."""

    busy: float
    stolen: float
    all: float


def ticking() -> Ticking:
    fields = [
        int(word) / _TICK for word in Path("/proc/stat").read_text().split("\n")[0].split()[1:]
    ]
    user, nice, system, idle, waiting, irq, soft, stolen = fields[:8]
    busy = user + nice + system + irq + soft
    return Ticking(busy=busy, stolen=stolen, all=busy + idle + waiting + stolen)


def cpu_seconds(pid: int) -> float:
    """What a program and all its children have used, those that are gone included."""
    return sum(_cpu(each) for each in _tree(pid))


def peak_mib(pid: int) -> float:
    """The most memory that the program itself has held, in MiB."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise LookupError(pid)


def _tree(root: int) -> Iterator[int]:
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and (fields := _stat(int(folder.name))):
            children.setdefault(int(fields[1]), []).append(int(folder.name))
    waiting = [root]
    while waiting:
        pid = waiting.pop()
        yield pid
        waiting += children.get(pid, [])


def _cpu(pid: int) -> float:
    fields = _stat(pid)
    return sum(int(word) for word in fields[11:15]) / _TICK if fields else 0.0


def _stat(pid: int) -> list[str]:
    """The fields after the program's name, the state first; none where it is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []
