"""The few figures of an evaluation that the README shows, and the place where they stand in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from answers_measured import ALL_HELD, OFTEN, Standing
from labelled_set import Part
from measures import Figure
from report import Evaluation, shown, table

PAGE = Path(__file__).parents[2] / "README.md"
BEGINS = "<!-- measured: written by make evaluate ARGS=--write -->"
ENDS = "<!-- end of measured -->"
BASELINES = ("blind reader 1", "blind reader 2", "word count", "digit count", "random")

_BLOCK = re.compile(f"{re.escape(BEGINS)}\n.*?{re.escape(ENDS)}", re.DOTALL)
_AGREEMENT = {
    "pairs in order, weak < middling < strong": "weak < middling < strong",
    "pairs in order, weak < strong in plain words": "weak < strong in plain words",
    "rank correlation": "rank correlation",
    "weighted kappa": "weighted kappa",
    "level as labelled": "level agrees",
    "first gap as labelled": "first gap agrees",
}


def block(evaluation: Evaluation) -> str:
    """Date, version and table of the part set aside, with its markers; of the first coach alone.

    So the page does not depend on whose keys lie on the machine that writes it.
    """
    standings, truth = evaluation.answers[Part.SET_ASIDE], evaluation.truth[Part.SET_ASIDE]
    coach, baselines = standings[0], [one for one in standings if one.name in BASELINES]
    repeated = f"sentences read more than {OFTEN} times"

    def row(name: str, of: Callable[[Standing], Figure | None]) -> list[str]:
        return [name, shown(of(coach)), *(_alone(of(one)) for one in baselines)]

    def of_coach(name: str, figure: Figure | None) -> list[str]:
        return [name, shown(figure), *[""] * len(baselines)]

    rows = [
        *(row(name, _agreeing(key)) for name, key in _AGREEMENT.items()),
        row("answers whose score no padding raised", lambda one: one.held.get(ALL_HELD)),
        of_coach(repeated, coach.shown[repeated]),
        of_coach("invented claims caught", truth.caught["all"]),
        of_coach("honest claims refused", truth.alarms["all"]),
    ]
    return "\n".join(
        [
            BEGINS,
            f"Measured on {evaluation.date}: {coach.name}, {_of(coach)}.",
            "",
            table(["90 % interval in brackets", coach.name, *BASELINES], rows),
            ENDS,
        ]
    )


def _agreeing(name: str) -> Callable[[Standing], Figure | None]:
    return lambda standing: standing.agreement[name]


def _alone(figure: Figure | None) -> str:
    """A baseline's value; its interval is on the page that `make evaluate` prints."""
    return shown(figure).partition(" ")[0]


def _of(standing: Standing) -> str:
    asked = len({one.question.id for one in standing.judged})
    return f"on {len(standing.judged)} answers to {asked} questions that no rule was tuned on"


def standing_in(page: str) -> str:
    """The block as the page has it; ValueError where it has none, or two."""
    [found] = _BLOCK.findall(page)
    return str(found)


def day_of(found: str) -> date:
    """The day that a block says it was measured on."""
    told = re.search(r"Measured on (\d{4}-\d\d-\d\d):", found)
    if told is None:
        raise ValueError("the block does not say when it was measured")
    return date.fromisoformat(told[1])


def write(evaluation: Evaluation, page: Path = PAGE) -> None:
    """Put the figures into the page in place of those that stand there."""
    text = page.read_text("utf-8")
    page.write_text(text.replace(standing_in(text), block(evaluation)), "utf-8")
