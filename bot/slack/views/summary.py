"""The end of an interview: a verdict, what carried it, and what to practise first."""

from __future__ import annotations

from bot.slack.text import (
    Element,
    Shown,
    bullets,
    button,
    buttons,
    clip,
    context,
    heading,
    one_line,
    paragraph,
    rich,
    shown,
    table,
    words,
)
from bot.slack.views.words import VERDICTS, count, outcome, points
from interview.model import Interview, Post, QuestionLine, Readiness, Summary
from interview.rubric import ENOUGH_ANSWERS, engines, finals

MOST_HEADING = 50
MOST_ASSESSMENT = 350
MOST_POINTS = 3
MOST_POINT = 100
MOST_NEXT_STEPS = 250
MOST_ASKED = 60


def summary(interview: Interview, post: Post) -> Shown:
    """Verdict, assessment, three lists, a line a question, next steps; ≤ 2,500 characters.

    Raises LookupError where nothing has been summed up yet.
    """
    it = interview.summary
    if it is None:
        raise LookupError("summary before it is written")
    return shown(
        f"Your summary: {outcome(it)}. {it.assessment}",
        heading(outcome(it), MOST_HEADING),
        context(_average(interview, it)),
        rich(*_judgement(it)),
        table([("#", "Question", "Score"), *map(_line, it.lines)], _COLUMNS) if it.lines else None,
        rich(*_next_steps(it)),
        buttons(
            button("open_start", "Practise again", str(interview.id), "primary"),
            button("show_history", "My history", str(interview.id)),
        ),
    )


_COLUMNS = ({"align": "right"}, {"is_wrapped": True}, {"align": "right"})


def _average(interview: Interview, it: Summary) -> str:
    """What the mean is a mean of, and who judged."""
    scored = len(finals(interview.questions))
    over = "1 scored question" if scored == 1 else f"{scored} scored questions"
    if it.readiness is Readiness.MIXED_COACHES:
        judges = " and ".join(sorted(engines(interview.questions)))
    else:
        judges = interview.setting.engine_label
    return f"Average {points(it.overall_score)} over {over} · {judges}"


def _judgement(it: Summary) -> list[Element]:
    said = clip(it.assessment.strip(), MOST_ASSESSMENT)
    return [
        *([paragraph(words(why))] if (why := _no_verdict(it)) else []),
        *([paragraph(words(said))] if said else []),
        *_listed("Strengths", it.strengths),
        *_listed("To improve", it.areas),
        *_listed("Practise first", it.priorities, ranked=True),
    ]


def _no_verdict(it: Summary) -> str:
    """Why nothing is said about readiness, where nothing is."""
    if it.readiness in VERDICTS:
        return ""
    if it.readiness is Readiness.MIXED_COACHES:
        return "Two coaches judged this interview, so I cannot say how ready you are."
    return (
        f"I need {count(ENOUGH_ANSWERS)} answered questions to say how ready you are; "
        f"this interview has {count(it.answered)}."
    )


def _listed(title: str, items: tuple[str, ...], *, ranked: bool = False) -> list[Element]:
    said = [clip(one_line(item), MOST_POINT) for item in items[:MOST_POINTS] if item]
    if not said:
        return []
    return [
        paragraph(words(title, bold=True)),
        bullets((words(item) for item in said), ranked=ranked),
    ]


def _line(line: QuestionLine) -> tuple[str, str, str]:
    score = "no score" if line.score is None else str(line.score)
    return str(line.number), clip(one_line(line.text), MOST_ASKED), score


def _next_steps(it: Summary) -> list[Element]:
    steps = clip(it.next_steps.strip(), MOST_NEXT_STEPS)
    if not steps:
        return []
    return [paragraph(words("Next steps", bold=True)), paragraph(words(steps))]
