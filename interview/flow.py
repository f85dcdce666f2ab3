"""The state machine: `advance(interview, event)` says what an event changes and what is to be done.

It knows no clock and no coach: time, failure and Slack's answers are events. What a phase does not
expect (a message delivered twice, a second click, a review of words that have grown since) changes
nothing. A message belongs to what stood on the screen when it was *sent*; while a post is on its
way that cannot be known, so the message waits until the post stands.
"""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from interview import rubric
from interview.controls import leave_unjudged, use_control
from interview.corrections import change_words, remove_words
from interview.effects import PostMessage, WriteFeedback
from interview.events import (
    AnswerMoved,
    AnswerReviewed,
    ButtonPressed,
    CoachAskedAgain,
    CoachFailed,
    Event,
    FeedbackWritten,
    FromCandidate,
    FromCoach,
    MessageDeleted,
    MessageEdited,
    MessageSent,
    QuestionPrepared,
    SummaryWritten,
    Task,
)
from interview.model import (
    MOST_FOLLOW_UPS,
    Closed,
    Feedback,
    Interview,
    Notice,
    Phase,
    Post,
    PostKind,
    PreparedQuestion,
    Review,
    Setting,
    Summary,
    Then,
)
from interview.placing import move_words, place_message
from interview.standing import move_world
from interview.turn import Step, Turn
from interview.wanted import is_under_review, is_wanted

__all__ = ["Step", "advance", "begin", "is_wanted"]


def begin(interview_id: UUID, setting: Setting) -> Step:
    """A new interview: its card is posted and its first question prepared."""
    card = Post(kind=PostKind.CARD)
    turn = Turn(Interview(id=interview_id, setting=setting, posts=(card,)))
    turn.do(PostMessage(post=card.key))
    turn.prepare(1)
    return turn.step()


def advance(interview: Interview, event: Event) -> Step:
    """What the event changes. Never raises for an event that comes late, twice or out of order."""
    turn = Turn(interview, heard=isinstance(event, FromCandidate))
    if isinstance(event, FromCandidate):
        _candidate_acted(turn, event)
    elif isinstance(event, FromCoach):
        _coach_answered(turn, event)
    else:
        move_world(turn, event)
    return turn.step()


def _candidate_acted(turn: Turn, event: FromCandidate) -> None:
    match event:
        case MessageSent(message=message):
            place_message(turn, message)
        case MessageEdited(ts=ts, text=text):
            change_words(turn, ts, text)
        case MessageDeleted(ts=ts):
            remove_words(turn, ts)
        case AnswerMoved(question_id=question_id, message=message):
            move_words(turn, question_id, message)
        case CoachAskedAgain(about=about, by_rules=by_rules):
            _coach_asked_again(turn, about, by_rules=by_rules)
        case ButtonPressed(control=control, question_id=question_id, ts=ts):
            current = turn.now.current
            if question_id is None or (current is not None and current.id == question_id):
                use_control(turn, control, ts)


def _coach_answered(turn: Turn, event: FromCoach) -> None:
    match event:
        case QuestionPrepared(number=number, question=prepared):
            _question_prepared(turn, number, prepared)
        case AnswerReviewed(question_id=question_id, version=version, review=review):
            if is_under_review(turn.now, question_id, version):
                _answer_reviewed(turn, review)
        case FeedbackWritten(question_id=question_id, feedback=feedback):
            _feedback_written(turn, question_id, feedback)
        case SummaryWritten(summary=summary):
            if turn.now.phase is Phase.SUMMING_UP:
                _summary_written(turn, summary)
        case CoachFailed():
            _coach_failed(turn, event)


def _question_prepared(turn: Turn, number: int, prepared: PreparedQuestion) -> None:
    if turn.now.preparing != number or not turn.now.is_open:
        return
    turn.now = replace(turn.now, preparing=0, prepared=prepared)
    if turn.now.phase is Phase.PREPARING:
        turn.next()


def _answer_reviewed(turn: Turn, review: Review) -> None:
    turn.change(replace(turn.question, review=review))
    asked = len(turn.question.follow_ups)
    if (
        turn.now.then is not Then.NOTHING
        or asked >= MOST_FOLLOW_UPS
        or not review.probes
        or rubric.nothing_left(review)
    ):
        turn.close(Closed.JUDGED)
    else:
        turn.follow_up()


def _feedback_written(turn: Turn, question_id: UUID, feedback: Feedback) -> None:
    question = turn.now.question(question_id)
    if question is None or question.closed is None or question.feedback is not None:
        return
    turn.change(replace(question, feedback=feedback))
    post = turn.now.post(Post(kind=PostKind.FEEDBACK, question_id=question_id).key)
    if post is not None:
        turn.refresh(post)
    elif turn.now.phase is Phase.WRITING_FEEDBACK and turn.question.id == question_id:
        turn.feedback_is_out()


def _summary_written(turn: Turn, summary: Summary) -> None:
    turn.now = replace(turn.now, summary=summary, phase=Phase.ENDED)
    turn.say(PostKind.SUMMARY)


def _coach_asked_again(turn: Turn, about: UUID, *, by_rules: bool) -> None:
    """Have what the coach gave up on done after all; where nothing was given up, nothing."""
    question = turn.now.question(about)
    if question is None:
        if about == turn.now.id and turn.now.phase is Phase.PREPARING and turn.now.stuck:
            turn.next(by_rules=by_rules)
        return
    version = question.version + 1
    if turn.now.stuck and is_under_review(turn.now, question.id, question.version):
        # Marks of two coaches never mix, so the rules coach reads everything afresh.
        changed = replace(question, version=version)
        if by_rules and not question.by_rules:
            changed = replace(changed, by_rules=True, review=None)
        turn.change(changed)
        turn.retire_buttons()
        turn.review()
    elif question.feedback is not None and question.feedback.is_missing:
        turn.change(replace(question, version=version, feedback=None))
        turn.do(WriteFeedback(question_id=question.id, again=version, by_rules=by_rules))
        turn.refresh(Post(kind=PostKind.FEEDBACK, question_id=question.id))


def _coach_failed(turn: Turn, failed: CoachFailed) -> None:
    question_id, version = failed.question_id, failed.version
    if failed.task is Task.PREPARE and turn.now.preparing == version:
        turn.now = replace(turn.now, preparing=0)
        if turn.now.phase is Phase.PREPARING:
            turn.now = replace(turn.now, stuck=True)
            notice = Notice.LIMIT if failed.limited else Notice.NO_QUESTION
            turn.notify(notice, number=turn.now.version)
    elif (
        failed.task is Task.REVIEW
        and not turn.now.stuck
        and question_id is not None
        and is_under_review(turn.now, question_id, version)
    ):
        turn.now = replace(turn.now, stuck=True)
        if turn.now.then is Then.NOTHING:
            notice = Notice.LIMIT if failed.limited else Notice.NO_REVIEW
            turn.notify(notice, number=version)
        else:
            leave_unjudged(turn)
    elif failed.task is Task.FEEDBACK and question_id is not None:
        empty = Feedback(overall_assessment="", coaching=(), revised=())
        _feedback_written(turn, question_id, empty)
