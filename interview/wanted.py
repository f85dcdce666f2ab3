"""Whether what was to be done still serves: effects outlive the moment they were written in."""

from __future__ import annotations

from uuid import UUID

from interview import silence
from interview.effects import (
    Effect,
    PostMessage,
    PrepareQuestion,
    ReviewAnswer,
    SetAlarm,
    Summarise,
    WriteFeedback,
)
from interview.model import Interview, Notice, Phase, Post, PostKind

_ABOUT_AN_ANSWER = frozenset(Notice) - {Notice.NO_QUESTION, Notice.LIMIT}


def is_wanted(interview: Interview, effect: Effect) -> bool:
    """Whether an effect still serves; asked before and after the slow part of performing it."""
    match effect:
        case PostMessage(post=key):
            post = interview.post(key)
            return post is not None and post.ts is None and not is_overtaken(interview, post)
        case SetAlarm(version=version):
            return interview.alarm == version
        case PrepareQuestion(number=number):
            return interview.is_open and interview.preparing == number
        case ReviewAnswer(question_id=question_id, version=version):
            return is_under_review(interview, question_id, version)
        case WriteFeedback(question_id=question_id):
            question = interview.question(question_id)
            return question is not None and question.feedback is None
        case Summarise():
            return interview.phase is Phase.SUMMING_UP
        case _:
            return True


def is_overtaken(interview: Interview, post: Post) -> bool:
    """Whether a question or follow-up was closed before it could be posted, or a wait is over."""
    if post.notice is Notice.STILL_AT_WORK:
        return not silence.is_passing_by(interview, post)
    if post.notice is Notice.REMINDER and not silence.is_asking(interview, post):
        return True
    asks = post.kind in (PostKind.QUESTION, PostKind.FOLLOW_UP) or post.notice in _ABOUT_AN_ANSWER
    if not asks:
        return False
    question = interview.question(post.question_id)
    return question is not None and question.closed is not None


def is_under_review(interview: Interview, question_id: UUID, version: int) -> bool:
    current = interview.current
    return (
        interview.phase is Phase.UNDER_REVIEW
        and current is not None
        and current.id == question_id
        and current.version == version
    )
