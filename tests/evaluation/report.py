"""An evaluation as a page of Markdown and as JSON: figures only, never a word of an answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from answers_measured import LOTS, Standing
from claims_measured import FAMILIES, Truth
from labelled_set import Part
from measures import DRAWS, Figure
from repeated import WITHIN, Spread

_TITLES = {
    Part.TUNING: "Answers that the rules were tuned on",
    Part.SET_ASIDE: "Answers set aside",
}

_CLAIMS = {Part.TUNING: "tuned on", Part.SET_ASIDE: "set aside"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """Everything that was measured; `date` is the caller's, empty where none was given."""

    engines: tuple[str, ...]
    date: str
    answers: Mapping[Part, Sequence[Standing]]
    truth: Mapping[Part, Truth]
    spreads: Sequence[Spread] = ()


def markdown(evaluation: Evaluation) -> str:
    """The whole page, tables of each part first, the truth check behind them."""
    named = ", ".join(evaluation.engines)
    dated = f", {evaluation.date}" if evaluation.date else ""
    blocks = [f"# Evaluation of {named}{dated}"]
    for part, standings in evaluation.answers.items():
        blocks += _part(_TITLES[part], standings)
    blocks += _truth(evaluation.truth)
    for spread in evaluation.spreads:
        blocks += spread_shown(spread)
    return "\n\n".join(blocks) + "\n"


def as_json(evaluation: Evaluation) -> dict[str, object]:
    """The same figures by name; None stands for an opinion that a judge does not have."""
    return {
        "engines": list(evaluation.engines),
        "date": evaluation.date or None,
        "interval": 0.9,
        "answers": {
            part.value: {
                standing.name: {
                    "agreement": _plain(standing.agreement),
                    "properties_held": _plain(standing.held),
                    "steady": _plain(standing.steady),
                    "shown": _plain(standing.shown),
                }
                for standing in standings
            }
            for part, standings in evaluation.answers.items()
        },
        "truth_check": {
            part.value: {
                "caught": _plain(truth.caught),
                "false_alarms": _plain(truth.alarms),
                "median_ms": round(truth.median_ms, 3),
                "p99_ms": round(truth.p99_ms, 3),
            }
            for part, truth in evaluation.truth.items()
        },
        "spread": {
            spread.name: {
                "times": spread.times,
                "strays": _plain(spread.strays),
                "widest": dict(spread.widest),
                "plus_minus": spread.plus_minus,
            }
            for spread in evaluation.spreads
        },
    }


def _plain(figures: Mapping[str, Figure | None]) -> dict[str, object]:
    return {
        name: {key: round(value, 4) for key, value in asdict(figure).items()} if figure else None
        for name, figure in figures.items()
    }


def _part(title: str, standings: Sequence[Standing]) -> list[str]:
    names = [standing.name for standing in standings]
    speaking = [standing for standing in standings if standing.shown]
    asked = {one.question.id for one in standings[0].judged}
    return [
        f"## {title}: {len(standings[0].judged)} to {len(asked)} questions",
        f"90 % intervals in brackets, by bootstrap over questions, {DRAWS:,} draws; for *random* "
        f"the mean and range of {LOTS} lotteries. A tie in a pair is not in order; *turned round* "
        "is the share of pairs in the wrong order. The first gap is what the first follow-up is "
        "after, “none” where there is none. Word and digit counts get the labelled scores by rank.",
        table(["agreement with the labels", *names], _compared([s.agreement for s in standings])),
        "Share of answers whose score it never raised (Wilson's intervals):",
        table(["added to the answer", *names], _compared([s.held for s in standings])),
        "Share of answers whose score it moved by one at most (Wilson's intervals):",
        table(["told with", *(s.name for s in speaking)], _compared([s.steady for s in speaking])),
        "What is shown of the coach's own (Wilson's intervals):",
        table(["share", *(s.name for s in speaking)], _compared([s.shown for s in speaking])),
    ]


def _truth(truths: Mapping[Part, Truth]) -> list[str]:
    families = ("all", *FAMILIES)
    found = list(truths.values())
    kinds = [name for name in found[0].caught if name not in families]
    columns = [f"{name}, {_CLAIMS[part]}" for part in truths for name in ("caught", "of")]
    alarms = [f"{name}, {_CLAIMS[part]}" for part in truths for name in ("false alarms", "of")]
    caught = [truth.caught for truth in found]
    timed = max(found, key=lambda truth: truth.p99_ms)
    return [
        "## Truth check",
        f"{timed.median_ms:.2f} ms a claim in the median, {timed.p99_ms:.2f} ms at p99. "
        "It stands behind every coach alike. Wilson's 90 % intervals in brackets.",
        table(["made up", *columns], _counted(caught, families)),
        table(["made up, by kind", *columns], _counted(caught, kinds)),
        table(["honest", *alarms], _counted([truth.alarms for truth in found], found[0].alarms)),
    ]


def spread_shown(spread: Spread) -> list[str]:
    """A heading, what the figures are, and a row for each mark and the score."""
    return [
        f"## {spread.name} against itself: {spread.times} reviews of each answer for tuning",
        f"Its scores are off by ±{spread.plus_minus}: so far from the median of their answer lie "
        f"{WITHIN:.0%} of them. Standard deviations within an answer, in points; intervals by "
        "bootstrap over questions.",
        *_to_be_kept(spread),
        table(
            ["", "strays by", "widest apart"],
            [[name, shown(spread.strays[name]), str(w)] for name, w in spread.widest.items()],
        ),
    ]


def _to_be_kept(spread: Spread) -> list[str]:
    """For a model: what to write into the operator's file, so that this ± is shown."""
    model, _, prompts = spread.name.rpartition(" ")
    if not re.fullmatch(r"[0-9a-f]{8}", prompts):
        return []
    return [
        f'In MOCK_INTERVIEW_MODELS_FILE, under `["{model}"]`, with the day of this: '
        f'`spread = {{ points = {spread.plus_minus}, measured = …, prompts = "{prompts}" }}`'
    ]


def _compared(columns: Sequence[Mapping[str, Figure | None]]) -> list[list[str]]:
    return [[name, *(shown(column.get(name)) for column in columns)] for name in columns[0]]


def _counted(
    columns: Sequence[Mapping[str, Figure | None]], names: Iterable[str]
) -> list[list[str]]:
    rows = []
    for name in names:
        cells = []
        for column in columns:
            figure = column.get(name)
            cells += [shown(figure), str(figure.of if figure else 0)]
        rows.append([name.replace("_", " "), *cells])
    return rows


def shown(figure: Figure | None) -> str:
    """Two digits each; a loss of nothing is nothing, so no zero bears a minus."""
    if figure is None:
        return "–"
    value, low, high = (round(end, 2) + 0.0 for end in (figure.value, figure.low, figure.high))
    return f"{value:.2f} [{low:.2f}, {high:.2f}]"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    rule = ["---"] * len(head)
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rows))
