"""The words an interview is spoken of in: stages, competencies, marks, phases; closed lists only.

Their values are what the database, the prompts and the screens carry, so they never change.
"""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    RECRUITER_SCREEN = "recruiter_screen"
    HIRING_MANAGER = "hiring_manager"


class Difficulty(StrEnum):
    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


class Level(StrEnum):
    """How wide the scope shown is; `NOT_SHOWN` is not a low level but the absence of evidence."""

    NOT_SHOWN = "not_shown"
    L4 = "L4"
    L5A = "L5A"
    L5B = "L5B"


class Competency(StrEnum):
    COMMUNICATION = "communication"
    MOTIVATION = "motivation"
    CULTURE_FIT = "culture_fit"
    TECHNICAL_BASICS = "technical_basics"
    AVAILABILITY = "availability"
    LEADERSHIP = "leadership"
    PROBLEM_SOLVING = "problem_solving"
    AMBIGUITY_TOLERANCE = "ambiguity_tolerance"
    STAKEHOLDER_MANAGEMENT = "stakeholder_management"
    TECHNICAL_DEPTH = "technical_depth"


class Element(StrEnum):
    """What an answer is made of; each is marked 0, 1 or 2."""

    FIT = "fit"
    SPECIFIC = "specific"
    ACTION = "action"
    RESULT = "result"
    LESSON = "lesson"


class Axis(StrEnum):
    """What a level is read from; each is marked 0 (own task), 1 (middle) or 2 (top)."""

    SPAN = "span"
    AMBIGUITY = "ambiguity"
    INFLUENCE = "influence"
    HORIZON = "horizon"


class Cap(StrEnum):
    """Why a score may not rise above a bound, whatever the marks say."""

    NO_ANSWER = "no_answer"
    OFF_QUESTION = "off_question"
    NO_OWN_ACTION = "no_own_action"
    ONLY_A_HABIT = "only_a_habit"
    CONTRADICTED = "contradicted"


class Phase(StrEnum):
    PREPARING = "preparing"
    QUESTION_OPEN = "question_open"
    UNDER_REVIEW = "under_review"
    FOLLOW_UP_OPEN = "follow_up_open"
    WRITING_FEEDBACK = "writing_feedback"
    FEEDBACK_OUT = "feedback_out"
    SUMMING_UP = "summing_up"
    ENDED = "ended"


class Then(StrEnum):
    """What the candidate asked for while the coach was at work."""

    NOTHING = "nothing"
    FEEDBACK = "feedback"
    NEXT = "next"
    END = "end"


class Closed(StrEnum):
    """How a question ended."""

    JUDGED = "judged"
    SKIPPED = "skipped"
    UNANSWERED = "unanswered"


class PostKind(StrEnum):
    CARD = "card"
    QUESTION = "question"
    FOLLOW_UP = "follow_up"
    FEEDBACK = "feedback"
    SUMMARY = "summary"
    NOTICE = "notice"


class Notice(StrEnum):
    """The few things the interview says besides questions and judgements."""

    NUDGE = "nudge"
    OFFER = "offer"
    IN_OTHER_WORDS = "in_other_words"
    EASIER_ANGLE = "easier_angle"
    NO_QUESTION = "no_question"
    NO_REVIEW = "no_review"
    LIMIT = "limit"
    STILL_AT_WORK = "still_at_work"
    REMINDER = "reminder"


class Readiness(StrEnum):
    READY = "Ready"
    ALMOST_READY = "Almost Ready"
    NEEDS_PRACTICE = "Needs Practice"
    NOT_ENOUGH_ANSWERS = "Not enough answers"
    MIXED_COACHES = "Mixed coaches"
