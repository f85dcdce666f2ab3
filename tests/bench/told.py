"""The figures of a run as a table for people, as JSON for programs, and in the page of the docs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from statistics import median

from hot import AGAINST, EMPTY, FULL, RATES, Figures
from machine import CORES
from phases import IN_FLIGHT, Phase

PAGE = Path(__file__).parents[2] / "docs" / "where-the-time-goes.md"
_BEGIN = "<!-- figures: written by make bench ARGS=--write -->"
_END = "<!-- end of figures -->"
_US = "this bot"


def table(figures: Figures) -> str:
    """Markdown: what was measured, how much it was, and what is wanted."""
    plan = figures.plan
    head = (
        f"{datetime.now().astimezone():%-d %B %Y}, {CORES} cores with everything on them, "
        f"{plan.rounds} rounds of {plan.seconds:g} s, {plan.people} open interviews, settle time "
        f"0; the medians of the rounds. {_others(figures)}"
    )
    rows = [
        ["what", *_apps(figures), "wanted"],
        ["---"] * (len(_apps(figures)) + 2),
        *_lines(figures),
    ]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([head, "", *lines, "", *_notes(figures)])


def as_json(figures: Figures) -> str:
    found = asdict(figures)
    found["cores"], found["date"] = CORES, datetime.now().astimezone().date().isoformat()
    return json.dumps(found, indent=1, default=str)


def write(figures: Figures) -> None:
    """Put the table in its place on the page."""
    page = PAGE.read_text()
    before, _, rest = page.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    PAGE.write_text(f"{before}{_BEGIN}\n{table(figures)}\n{_END}{after}")


def _apps(figures: Figures) -> list[str]:
    known = ["bare", "durable", _US]
    return [*known, AGAINST] if figures.plan.against else known


def _lines(figures: Figures) -> Iterator[list[str]]:
    apps = _apps(figures)

    def line(what: str, wanted: str, *cells: str) -> list[str]:
        return [what, *cells, *[""] * (len(apps) - len(cells)), wanted]

    if figures.of(_US, RATES[0]):
        for rate in RATES:
            of = [figures.of(app, rate) for app in apps]
            hot = rate == RATES[-1]
            wanted = f"p50 ≤ 2 × (1.5 ×) durable{_times(of)}, p99 < 80 (30)" if hot else ""
            yield line(f"ack at {rate}/s, p50 / p99, ms", wanted, *(_ack(it) for it in of))
            wanted = "p50 < 30 (20), p99 < 100 (50)" if hot else ""
            what = f"reply at {rate}/s, p50 / p95 / p99, ms"
            yield line(what, wanted, *(_reply(it) for it in of))
            what = f"waiting for a reply at {rate}/s, in the middle and at the end"
            yield line(what, "does not grow", *(_waiting(it) for it in of))
            what = f"CPU an answer at {rate}/s, app + PostgreSQL, ms"
            yield line(what, "", *(_cpu(it) for it in of))
        if figures.first_answers:
            what = f"first answers alone, at {RATES[-1]}/s"
            first = [figures.first(app, RATES[-1]) or figures.of(app, RATES[-1]) for app in apps]
            ratio = _times(first).strip(" ()")
            yield line(f"{what}: ack, p50 / p99, ms", ratio, *(map(_ack, first)))
            yield line(f"{what}: reply, p50 / p95 / p99, ms", "", *(map(_reply, first)))
            yield line(f"{what}: CPU an answer, ms", "", *(map(_cpu, first)))
            first = [figures.first(app, 0) or figures.of(app, 0) for app in apps]
            what = f"first answers alone, a second, {IN_FLIGHT} at a time"
            yield line(what, "", *(map(_pace, first)))
        closed = [figures.of(app, 0) for app in apps]
        what = f"answers a second, {IN_FLIGHT} at a time"
        yield line(what, "≥ 60 (100)", *(_pace(it) for it in closed))
        what = f"CPU an answer, {IN_FLIGHT} at a time, app + PostgreSQL, ms"
        yield line(what, "", *(_cpu(it) for it in closed))
    if figures.statements:
        counted = [figures.statements.get(app) for app in apps]
        cells = [f"{it.a_turn:.1f} (+ {it.bounds_a_turn:.0f})" if it else "" for it in counted]
        yield line("SQL statements an answer (+ BEGIN, COMMIT)", "≤ 22 (16)", *cells)
    if figures.peak_mib:
        cells = [f"{figures.peak_mib[app]:.0f}" for app in apps]
        yield line("peak memory, MiB", "< 220 (150)", *cells)
        cells = [f"{median(figures.startup[app]):.1f}" for app in apps]
        yield line("start to connected, s", "", *cells)
    ours = ["", "", f"{figures.coach_ms[0]:.1f}; {figures.coach_ms[1]:.1f}"]
    yield line("CPU of the rules coach alone: a review; a feedback, ms", "≤ 4 a review", *ours)


def _notes(figures: Figures) -> Iterator[str]:
    one, two = figures.of("1 worker", 0), figures.of("2 workers", 0)
    if one and two:
        yield (
            f"- Listener and worker apart, {IN_FLIGHT} at a time: {_pace(one)} answers a second "
            f"with one worker, {_pace(two)} with two."
        )
    empty, full = figures.of(EMPTY, RATES[0]), figures.of(FULL, RATES[0])
    if empty and full:
        ratio = _middle(full, "reply", 0) / max(0.001, _middle(empty, "reply", 0))
        more = "" if figures.rows >= 10_000_000 else " (10 million were not run)"
        yield (
            f"- With {figures.rows:,} stored answers{more} at {RATES[0]}/s: reply {_reply(full)} "
            f"ms, ack {_ack(full)} ms; in an empty database {_reply(empty)} and {_ack(empty)} ms: "
            f"p50 {ratio:.2f} × (wanted ≤ 1.2 ×)."
        )
    growing = [it for it in figures.phases if it.grows]
    if growing:
        where = ", ".join(sorted({f"{it.app} at {it.rate:g}/s" for it in growing}))
        yield f"- **The backlog grew**: {where}. Times there are of the first minute only."


def _others(figures: Figures) -> str:
    if not figures.phases:
        return ""
    stolen = max(it.stolen for it in figures.phases)
    others = median(it.others for it in figures.phases)
    return (
        f"Other programs took {others:.0%} of the machine (median), other machines at most "
        f"{stolen:.1%}."
    )


def _middle(phases: Sequence[Phase], what: str, at: int) -> float:
    return median(getattr(it, what)[at] for it in phases)


def _ack(phases: Sequence[Phase]) -> str:
    return " / ".join(f"{_middle(phases, 'ack', at):.1f}" for at in range(2))


def _reply(phases: Sequence[Phase]) -> str:
    return " / ".join(f"{_middle(phases, 'reply', at):.0f}" for at in range(3))


def _times(of: Sequence[Sequence[Phase]]) -> str:
    return f" (is {_middle(of[2], 'ack', 0) / max(0.001, _middle(of[1], 'ack', 0)):.1f} ×)"


def _waiting(phases: Sequence[Phase]) -> str:
    middle, end = (median(it.backlog[at] for it in phases) for at in (2, 4))
    return f"{middle:.1f}, {end:.1f}" + (" **grows**" if any(it.grows for it in phases) else "")


def _cpu(phases: Sequence[Phase]) -> str:
    app, server = (
        median(getattr(it, f"{who}_cpu") for it in phases) for who in ("app", "postgres")
    )
    return f"{app:.1f} + {server:.1f}"


def _pace(phases: Sequence[Phase]) -> str:
    return f"{median(it.a_second for it in phases):.0f}"
