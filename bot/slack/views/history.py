"""The interviews of one person, newest first, and whether practice helps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.slack.text import (
    Element,
    Shown,
    bullets,
    button,
    buttons,
    clip,
    context,
    date,
    heading,
    paragraph,
    rich,
    shown,
    words,
)
from bot.slack.views.words import STAGES, count, job, points
from interview.model import TOTAL_QUESTIONS, Difficulty, Readiness, Stage
from interview.progress import Direction, Trend

MOST_SESSIONS = 20
MOST_JOB = 80
MOST_TREND = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PastInterview:
    """One line of the history; `score` is None where nothing was scored, `started` is aware."""

    started: datetime
    job_title: str
    company: str
    stage: Stage
    difficulty: Difficulty
    score: float | None
    readiness: Readiness | None
    answered: int
    open: bool = False


def history(interviews: Sequence[PastInterview], trend: str = "") -> Shown:
    """The 20 newest of `interviews`, which come newest first, under a sentence on the trend."""
    start = button("open_start", "Start an interview")
    if not interviews:
        said = "No interviews yet. Your scores will stand here after the first one."
        return shown(said, rich(paragraph(words(said))), buttons(start))
    newest = interviews[:MOST_SESSIONS]
    left_out = len(interviews) - len(newest)
    return shown(
        f"Your interviews: {len(interviews)}. The newest: {_verdict(newest[0])}. {trend}",
        heading("Your interviews"),
        rich(paragraph(words(clip(trend, MOST_TREND)))) if trend else None,
        rich(bullets(map(_line, newest))),
        context(f"The {MOST_SESSIONS} newest of {len(interviews)}.") if left_out else None,
        buttons(start),
    )


def trend_in_words(trend: Trend | None) -> str:
    """What the comparable interviews say together; nothing where they say nothing yet.

    Two of them make an impression and no direction.
    """
    if trend is None:
        return ""
    first, latest = points(trend.first), points(trend.latest)
    moved = f"at {latest}" if first == latest else f"from {first} to {latest}"
    over = f"over {count(trend.sessions)} interviews"
    match trend.direction:
        case Direction.IMPROVING:
            return f"You are improving: {moved} {over}."
        case Direction.STEADY:
            return f"Steady {moved} {over}." if first == latest else f"Steady: {moved} {over}."
        case Direction.SLIPPING:
            return f"Lower than at first: {moved} {over}."
    both = f"{latest} both times" if first == latest else f"{moved} {over}"
    return f"A first impression: {both}. One more, and I can speak of a trend."


def _line(it: PastInterview) -> list[Element]:
    choices = f"\n{STAGES[it.stage]} · {it.difficulty} · {_how_far(it)} · "
    return [
        *words(_verdict(it), bold=True),
        *words(f" · {job(it.job_title, it.company, MOST_JOB)}"),
        *words(choices),
        _day(it.started),
    ]


def _verdict(it: PastInterview) -> str:
    if it.open:
        return "Open now"
    if it.score is None:
        return "Not scored"
    return f"{points(it.score)} · {it.readiness.capitalize()}" if it.readiness else points(it.score)


def _how_far(it: PastInterview) -> str:
    return f"{it.answered} of {TOTAL_QUESTIONS} answered"


def _day(when: datetime) -> Element:
    return date(int(when.timestamp()), when.date().isoformat())
