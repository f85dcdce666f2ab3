"""What a post is about, and whether buttons may stand under it; draws nothing."""

from __future__ import annotations

from uuid import UUID

from bot.slack.text import Block, button, buttons, context
from interview.model import Closed, Interview, Notice, Phase, Post, PostKind, Probe, Question

ASKS_AGAIN = (
    Notice.NUDGE,
    Notice.OFFER,
    Notice.IN_OTHER_WORDS,
    Notice.EASIER_ANGLE,
    Notice.REMINDER,
)


def asked(interview: Interview, post: Post) -> Question:
    """The question that the post is about; LookupError where there is none."""
    question = interview.question(post.question_id)
    if question is None:
        raise LookupError(f"{post.kind} without its question")
    return question


def probe(question: Question, post: Post) -> Probe:
    """The follow-up that the post is about; LookupError where there is none."""
    if not 1 <= post.number <= len(question.follow_ups):
        raise LookupError(f"{post.kind} without its follow-up")
    return question.follow_ups[post.number - 1]


def skip_or_what_came_of_it(interview: Interview, post: Post, question: Question) -> Block | None:
    """*Skip* while the question waits for its first answer; a line once it was left out."""
    if question.closed is Closed.SKIPPED and _is_last_word(interview, post):
        return context("Not scored." if question.answered else "Skipped.")
    if question.closed or question.answered or not interview.stands_last(post):
        return None
    return buttons(button("skip_question", "Skip", str(question.id)))


def finish_or_what_came_of_it(
    interview: Interview, post: Post, question: Question, number: int
) -> Block | None:
    """*Give me the feedback* under follow-up `number`, or a line where the reply was left out.

    Someone may have asked for feedback, for the next question or for the end, or may have had
    nothing to say: the line is true of all of them.
    """
    if question.closed:
        replied = any(answer.number == number + 1 for answer in question.answers)
        left_out = number == len(question.follow_ups) and not replied
        return context("Feedback below.") if left_out and _is_last_word(interview, post) else None
    if number < len(question.follow_ups) or not interview.stands_last(post):
        return None
    return buttons(button("finish_question", "Give me the feedback", str(question.id)))


def again_or_what_came_of_it(interview: Interview, post: Post) -> Block | None:
    """*Try again* and the rules coach, while the interview is stuck for want of its coach."""
    if not (interview.stuck and interview.stands_last(post)):
        return None
    if interview.phase is Phase.PREPARING:
        return coach_again(interview.id, by_rules=interview.setting.by_rules)
    question = asked(interview, post)
    return coach_again(question.id, by_rules=interview.setting.by_rules or question.by_rules)


def coach_again(about: UUID, *, by_rules: bool, first: str = "Try again") -> Block | None:
    """The ways on where a coach gave up; `by_rules` where it was the rules coach itself."""
    rules = button("use_rules_coach", "Use the rules coach for this one", str(about))
    return buttons(button("retry_review", first, str(about)), None if by_rules else rules)


def _is_last_word(interview: Interview, post: Post) -> bool:
    """Whether no later post asks the same question, in other words or with a nudge."""
    asking = [
        other
        for other in interview.posts
        if other.question_id == post.question_id
        and (other.kind in (PostKind.QUESTION, PostKind.FOLLOW_UP) or other.notice in ASKS_AGAIN)
    ]
    newest = max(asking, key=lambda other: other.ts or "~", default=post)
    return newest.key == post.key
