"""What was worked out of a text, kept for a while so that the same words are not read twice.

Answers and papers are a person's own, so a process lets go of all of it every few minutes
(`forget`, called by whoever keeps time there). What is known of single words may stay.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar, cast

FORGOTTEN_AFTER = 600.0
"""Seconds after which at the latest a process that reads texts has to `forget` them."""

About = ParamSpec("About")
Found = TypeVar("Found")
_KEPT: list[Callable[[], None]] = []


def remembered(most: int) -> Callable[[Callable[About, Found]], Callable[About, Found]]:
    """A function of texts whose last `most` outcomes are kept; it has to depend on nothing else."""

    def keep(work_out: Callable[About, Found]) -> Callable[About, Found]:
        kept = lru_cache(maxsize=most)(work_out)
        _KEPT.append(kept.cache_clear)
        return cast("Callable[About, Found]", kept)

    return keep


def forget() -> None:
    """Let go of all that was worked out of texts in this process."""
    for clear in _KEPT:
        clear()
