"""Measures every coach that is configured against the labelled set, and prints what it finds.

Run as a program: `python tests/evaluation/evaluate.py --help`.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Sequence
from contextlib import AsyncExitStack
from datetime import date
from pathlib import Path

# The folders of the tests are no packages, so a program has to name its neighbour itself.
sys.path.insert(1, str(Path(__file__).parents[1] / "interview"))

import readme
from answers_measured import standings, told_in
from claims_measured import truth
from hearing import configured
from interview.coach import Coach
from interview.coach.claude import ClaudeCoach, open_client
from labelled_set import MEASURED, Part, claims
from measures import DRAWS
from misjudged import errors
from repeated import spread
from report import Evaluation, as_json, markdown


async def evaluate(
    coaches: Sequence[Coach],
    day: str = "",
    *,
    draws: int = DRAWS,
    parts: Sequence[Part] = MEASURED,
    otherwise: bool = True,
    repeat: int = 0,
) -> Evaluation:
    """Everything that is measured of some coaches; deterministic but for the milliseconds.

    Without `otherwise` no answer is judged again in other words; with `repeat` every answer for
    tuning is also reviewed so many times, twice at the least.
    """
    told = told_in(Part.TUNING)
    return Evaluation(
        engines=tuple(coach.engine for coach in coaches),
        date=day,
        answers={
            part: await standings(part, coaches, draws, otherwise=otherwise) for part in parts
        },
        truth={part: truth(claims(part)) for part in parts},
        spreads=[await spread(coach, told, repeat, draws) for coach in coaches if repeat],
    )


def main(words: Sequence[str] | None = None) -> int:
    """Prints the page; with `--errors` what was judged worst of the tuning part behind it."""
    options = _options()
    asked = options.parse_args(words)
    if asked.write and not asked.date:
        options.error("what stands in the README bears a date: give --date, too")
    if asked.repeat == 1:
        options.error("--repeat 1 repeats nothing")
    found = asyncio.run(_measured(asked))
    sys.stdout.write(markdown(found))
    if asked.write:
        readme.write(found)
    if asked.errors:
        for standing in found.answers[Part.TUNING][: len(found.engines)]:
            sys.stdout.write("\n" + errors(Part.TUNING, standing, found.truth[Part.TUNING].wrong))
    if asked.json:
        text = json.dumps(as_json(found), indent=2, ensure_ascii=False)
        asked.json.write_text(text + "\n", "utf-8")
    return 0


async def _measured(asked: argparse.Namespace) -> Evaluation:
    day = asked.date.isoformat() if asked.date else ""
    async with AsyncExitStack() as stack:
        coaches = [*configured()]
        if asked.claude:
            key, url = os.environ.get("ANTHROPIC_API_KEY"), os.environ.get("ANTHROPIC_BASE_URL")
            client = await stack.enter_async_context(open_client(key or "none", url))
            coaches.append(ClaudeCoach(client=client, quick=asked.claude, structured=None))
        return await evaluate(coaches, day, repeat=asked.repeat)


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="evaluate", description=__doc__)
    options.add_argument("--date", type=date.fromisoformat, help="the day to print, YYYY-MM-DD")
    options.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    options.add_argument(
        "--errors", action="store_true", help="print the worst misjudged answers for tuning"
    )
    options.add_argument("--write", action="store_true", help="put the table into the README")
    options.add_argument(
        "--repeat",
        type=int,
        default=0,
        metavar="N",
        help="review each answer for tuning N times, and print how far a coach strays from itself",
    )
    options.add_argument(
        "--claude",
        metavar="MODEL",
        help="measure this model too, with ANTHROPIC_API_KEY and ANTHROPIC_BASE_URL; it costs",
    )
    return options


if __name__ == "__main__":
    sys.exit(main())
