"""What silence brings to an interview: which alarm it waits with, and for how long; moves nothing.

An interview has one alarm at a time. It is set anew when the candidate does something, when
something is posted and when something else is waited for, so that it measures silence.
"""

from __future__ import annotations

from collections.abc import Mapping

from interview.events import Alarm
from interview.model import TOTAL_QUESTIONS, Interview, Notice, Phase, Post

_DAY = 86_400
SECONDS: Mapping[Alarm, int] = {
    Alarm.STILL_AT_WORK: 10,
    Alarm.SUMMARY_DUE: 600,
    Alarm.REMINDER_DUE: _DAY,
    Alarm.CLOSING_DUE: 7 * _DAY,
}
_AT_WORK = (Phase.PREPARING, Phase.UNDER_REVIEW, Phase.WRITING_FEEDBACK, Phase.SUMMING_UP)
_ASKING = (Phase.QUESTION_OPEN, Phase.FOLLOW_UP_OPEN)


def waits_for_coach(interview: Interview) -> bool:
    """Whether it is a coach's turn, with nothing on the screen that says so."""
    return interview.phase in _AT_WORK and not interview.stuck


def is_passing_by(interview: Interview, post: Post) -> bool:
    """Whether it still serves to say that a coach is at work: the same wait goes on."""
    return waits_for_coach(interview) and 0 < interview.waiting <= post.number


def is_told(interview: Interview) -> bool:
    """Whether the candidate was told that the coach they wait for is at work."""
    return any(
        post.notice is Notice.STILL_AT_WORK and is_passing_by(interview, post)
        for post in interview.posts
    )


def may_remind(interview: Interview) -> bool:
    """Whether a question or follow-up waits for the candidate, who was not asked again yet."""
    current = interview.current
    return current is not None and interview.phase in _ASKING and not current.reminded


def is_asking(interview: Interview, post: Post) -> bool:
    """Whether the question or follow-up that the post reminds of still waits for the candidate."""
    current = interview.current
    return (
        current is not None
        and interview.phase in _ASKING
        and (post.question_id, post.number) == (current.id, len(current.follow_ups))
    )


def due(interview: Interview) -> Alarm | None:
    """What further silence brings; None where a coach is sure to end it, or nothing is waited for.

    The fifth feedback is followed by the summary; whatever else waits for the candidate is closed
    in the end.
    """
    if interview.phase is Phase.ENDED:
        return None
    if waits_for_coach(interview):
        return None if is_told(interview) else Alarm.STILL_AT_WORK
    if may_remind(interview):
        return Alarm.REMINDER_DUE
    current = interview.current
    if interview.phase is Phase.FEEDBACK_OUT and current and current.number >= TOTAL_QUESTIONS:
        return Alarm.SUMMARY_DUE
    return Alarm.CLOSING_DUE


def seconds(interview: Interview, alarm: Alarm) -> int:
    """How long the silence lasts until the alarm; a reminder was a part of the week."""
    reminded = interview.phase in _ASKING and not may_remind(interview)
    if alarm is Alarm.CLOSING_DUE and reminded:
        return SECONDS[alarm] - SECONDS[Alarm.REMINDER_DUE]
    return SECONDS[alarm]
