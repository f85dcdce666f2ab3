"""Measures every coach that is configured against the labelled set, and prints what it finds.

Run as a program: `python tests/evaluation/evaluate.py [--date …] [--json FILE] [--errors]`.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

# The folders of the tests are no packages, so a program has to name its neighbour itself.
sys.path.insert(1, str(Path(__file__).parents[1] / "interview"))

from answers_measured import standings
from claims_measured import truth
from interview.coach import Coach
from interview.coach.rules import RulesCoach, warm_up
from labelled_set import Part, claims
from measures import DRAWS
from misjudged import errors
from report import Evaluation, as_json, markdown


def configured() -> tuple[Coach, ...]:
    """The coaches to measure; one that needs no key is always among them."""
    warm_up()
    return (RulesCoach(),)


async def evaluate(coaches: Sequence[Coach], day: str = "", draws: int = DRAWS) -> Evaluation:
    """Everything that is measured of some coaches; deterministic but for the milliseconds."""
    return Evaluation(
        engines=tuple(coach.engine for coach in coaches),
        date=day,
        answers={part: await standings(part, coaches, draws) for part in Part},
        truth=truth(claims()),
    )


def main(words: Sequence[str] | None = None) -> int:
    """Prints the page; with `--errors` what was judged worst of the tuning part behind it."""
    asked = _options().parse_args(words)
    coaches = configured()
    found = asyncio.run(evaluate(coaches, asked.date.isoformat() if asked.date else ""))
    sys.stdout.write(markdown(found))
    if asked.errors:
        for standing in found.answers[Part.TUNING][: len(coaches)]:
            sys.stdout.write("\n" + errors(Part.TUNING, standing, found.truth.wrong))
    if asked.json:
        text = json.dumps(as_json(found), indent=2, ensure_ascii=False)
        asked.json.write_text(text + "\n", "utf-8")
    return 0


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="evaluate", description=__doc__)
    options.add_argument("--date", type=date.fromisoformat, help="the day to print, YYYY-MM-DD")
    options.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    options.add_argument(
        "--errors", action="store_true", help="print the worst misjudged answers for tuning"
    )
    return options


if __name__ == "__main__":
    sys.exit(main())
