"""How the interview's values are said to a person; holds no layout."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from bot.slack.text import Element, clip, one_line, words
from interview.model import (
    TOTAL_QUESTIONS,
    Competency,
    Interview,
    Level,
    Phase,
    Question,
    Readiness,
    Setting,
    Stage,
    Summary,
)
from interview.rubric import GLOSS, mean

STAGES = {Stage.RECRUITER_SCREEN: "Recruiter screen", Stage.HIRING_MANAGER: "Hiring manager"}

COMPETENCIES = {
    Competency.COMMUNICATION: "Communication",
    Competency.MOTIVATION: "Motivation",
    Competency.CULTURE_FIT: "Culture fit",
    Competency.TECHNICAL_BASICS: "Technical basics",
    Competency.AVAILABILITY: "Availability",
    Competency.LEADERSHIP: "Leadership",
    Competency.PROBLEM_SOLVING: "Problem solving",
    Competency.AMBIGUITY_TOLERANCE: "Ambiguity",
    Competency.STAKEHOLDER_MANAGEMENT: "Stakeholders",
    Competency.TECHNICAL_DEPTH: "Technical depth",
}

VERDICTS = (Readiness.READY, Readiness.ALMOST_READY, Readiness.NEEDS_PRACTICE)
"""The two other values of `Readiness` say why there is no verdict."""

_TRIES = ("first", "second", "third", "fourth", "fifth")
_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_SLOT = re.compile("(‹[^›]*›)")


def points(score: float) -> str:
    """A mean with one decimal, halves rounded up as everywhere in the rubric."""
    return str(Decimal(str(score)).quantize(Decimal("0.1"), ROUND_HALF_UP))


def count(number: int) -> str:
    """A small number as a word."""
    return _COUNTS[number] if 0 <= number < len(_COUNTS) else str(number)


def job(title: str, company: str, most: int) -> str:
    """The job in one line of at most `most` characters (≥ 30); a long title gives way first."""
    title, company = one_line(title), clip(one_line(company), most // 2)
    if not title or not company:
        return clip(title or company or "Mock interview", most)
    return f"{clip(title, most - len(company) - 3)} · {company}"


def glossed(level: Level) -> str:
    """A level as it is named the first time."""
    return f"{level} ({GLOSS[level]})"


def aim(setting: Setting) -> str:
    """What was chosen at the start, in one line."""
    stage = STAGES[setting.stage]
    return f"{stage} · {setting.difficulty} · aiming at {glossed(setting.target)}"


def label(question: Question) -> str:
    """Where in the interview a question stands and what it is about, in at most 40 characters."""
    about = COMPETENCIES[question.asked.competency]
    return f"{question.number} of {TOTAL_QUESTIONS} · {about}{_attempt(question)}"


def _attempt(question: Question) -> str:
    if question.attempt <= 1:
        return ""
    named = question.attempt <= len(_TRIES)
    return f" · {_TRIES[question.attempt - 1]} try" if named else f" · try {question.attempt}"


def outcome(summary: Summary) -> str:
    """The verdict, or why there is none, and the mean."""
    return f"{summary.readiness.capitalize()} · {points(summary.overall_score)}"


def standing(interview: Interview) -> str:
    """What the interview is at, with the average of what has been scored so far."""
    state = _state(interview)
    average = mean(interview.questions)
    if interview.phase is Phase.ENDED or average is None:
        return state
    return f"{state} · average {points(average)}"


def _state(interview: Interview) -> str:
    current = interview.current
    match interview.phase:
        case Phase.ENDED if interview.summary is not None:
            how = (
                "Ended early, for Slack took no more questions" if interview.halted else "Finished"
            )
            return f"{how}: {outcome(interview.summary)}"
        case Phase.ENDED if interview.halted:
            return "Ended, not scored: Slack did not take the question"
        case Phase.ENDED:
            return "Ended, not scored"
        case Phase.SUMMING_UP:
            return "Summing up"
        case Phase.PREPARING if current is not None and current.number < TOTAL_QUESTIONS:
            return f"Preparing question {current.number + 1} of {TOTAL_QUESTIONS}"
    if current is None:
        return "Being prepared"
    return f"Question {current.number} of {TOTAL_QUESTIONS}"


def without_slots(text: str) -> str:
    """What is left for the candidate's own words once the ‹add: …› slots are out."""
    return _SLOT.sub("", text).strip()


def with_slots(text: str) -> list[Element]:
    """The text with each ‹add: …› slot in bold: what is theirs to fill must not be overread."""
    pieces = (piece for piece in _SLOT.split(text) if piece)
    return [part for piece in pieces for part in words(piece, bold=piece.startswith("‹"))]
