"""The state machine: `advance(interview, event)` says what an event changes and what is to be done.

It knows no clock and no coach: time, failure and Slack's answers are events. What a phase does not
expect (a message delivered twice, a second click, a review of words that have grown since) changes
nothing. A message belongs to what stood on the screen when it was *sent*; while a post is on its
way that cannot be known, so the message waits until the post stands.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from interview import rubric
from interview.controls import leave_unjudged, use_control
from interview.corrections import change_words, remove_words
from interview.effects import (
    Effect,
    PostMessage,
    PrepareQuestion,
    ReviewAnswer,
    Summarise,
    WriteFeedback,
)
from interview.events import (
    Alarm,
    AlarmRang,
    AnswerMoved,
    AnswerReviewed,
    ButtonPressed,
    CoachAskedAgain,
    CoachFailed,
    Event,
    FeedbackWritten,
    FromCandidate,
    FromCoach,
    FromWorld,
    MessageDeleted,
    MessageEdited,
    MessageSent,
    PostDropped,
    PostStood,
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
from interview.placing import is_on_its_way, move_words, place_message
from interview.turn import SUMMARY_AFTER_SECONDS, Step, Turn

__all__ = ["Step", "advance", "begin", "is_wanted"]

_ABOUT_AN_ANSWER = frozenset(Notice) - {Notice.NO_QUESTION, Notice.LIMIT}


def begin(interview_id: UUID, setting: Setting) -> Step:
    """A new interview: its card is posted and its first question prepared."""
    card = Post(kind=PostKind.CARD)
    turn = Turn(Interview(id=interview_id, setting=setting, posts=(card,)))
    turn.do(PostMessage(post=card.key))
    turn.prepare(1)
    return turn.step()


def advance(interview: Interview, event: Event) -> Step:
    """What the event changes. Never raises for an event that comes late, twice or out of order."""
    turn = Turn(interview)
    if isinstance(event, FromCandidate):
        _candidate_acted(turn, event)
    elif isinstance(event, FromCoach):
        _coach_answered(turn, event)
    else:
        _world_moved(turn, event)
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
            if _is_under_review(turn.now, question_id, version):
                _answer_reviewed(turn, review)
        case FeedbackWritten(question_id=question_id, feedback=feedback):
            _feedback_written(turn, question_id, feedback)
        case SummaryWritten(summary=summary):
            if turn.now.phase is Phase.SUMMING_UP:
                _summary_written(turn, summary)
        case CoachFailed():
            _coach_failed(turn, event)


def _world_moved(turn: Turn, event: FromWorld) -> None:
    match event:
        case PostStood(key=key, ts=ts):
            _post_stood(turn, key, ts)
        case PostDropped(key=key):
            _post_dropped(turn, key)
        case AlarmRang(alarm=Alarm.SUMMARY_DUE, question_id=question_id):
            current = turn.now.current
            if turn.now.phase is Phase.FEEDBACK_OUT and current and current.id == question_id:
                turn.sum_up()
                turn.now = replace(turn.now, ended_ts=_when_the_alarm_rang(turn.now))


def _when_the_alarm_rang(interview: Interview) -> str:
    """By Slack's clock: so long after the newest post, which is what was waited on."""
    newest = interview.newest_post
    since = Decimal(newest.ts) if newest is not None and newest.ts else Decimal()
    return f"{since + SUMMARY_AFTER_SECONDS:.6f}"


def is_wanted(interview: Interview, effect: Effect) -> bool:
    """Whether an effect still serves; asked before and after the slow part of performing it."""
    match effect:
        case PostMessage(post=key):
            post = interview.post(key)
            return post is not None and post.ts is None and not _is_overtaken(interview, post)
        case PrepareQuestion(number=number):
            return interview.is_open and interview.preparing == number
        case ReviewAnswer(question_id=question_id, version=version):
            return _is_under_review(interview, question_id, version)
        case WriteFeedback(question_id=question_id):
            question = interview.question(question_id)
            return question is not None and question.feedback is None
        case Summarise():
            return interview.phase is Phase.SUMMING_UP
        case _:
            return True


def _is_overtaken(interview: Interview, post: Post) -> bool:
    """Whether a question or follow-up was closed before it could be posted."""
    asks = post.kind in (PostKind.QUESTION, PostKind.FOLLOW_UP) or post.notice in _ABOUT_AN_ANSWER
    if not asks:
        return False
    question = interview.question(post.question_id)
    return question is not None and question.closed is not None


def _is_under_review(interview: Interview, question_id: UUID, version: int) -> bool:
    current = interview.current
    return (
        interview.phase is Phase.UNDER_REVIEW
        and current is not None
        and current.id == question_id
        and current.version == version
    )


def _post_stood(turn: Turn, key: str, ts: str) -> None:
    post = turn.now.post(key)
    if post is None or post.ts is not None:
        return
    stood = replace(post, ts=ts)
    posts = tuple(stood if p.key == key else p for p in turn.now.posts)
    turn.now = replace(turn.now, posts=posts)
    if _is_overtaken(turn.now, stood):
        turn.refresh(stood)
    _place_what_waited(turn)


def _post_dropped(turn: Turn, key: str) -> None:
    post = turn.now.post(key)
    if post is None or post.ts is not None:
        return
    turn.now = replace(turn.now, posts=tuple(p for p in turn.now.posts if p.key != key))
    if post.kind is PostKind.FOLLOW_UP and turn.now.phase is Phase.FOLLOW_UP_OPEN:
        # No one has read it: the question closes on the answers that there are.
        turn.change(replace(turn.question, follow_ups=turn.question.follow_ups[:-1]))
        turn.close(Closed.JUDGED)
    _place_what_waited(turn)


def _place_what_waited(turn: Turn) -> None:
    if turn.now.unplaced and not is_on_its_way(turn.now):
        turn.each_unplaced(lambda message: place_message(turn, message, again=True))


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
    if turn.now.stuck and _is_under_review(turn.now, question.id, question.version):
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
        and _is_under_review(turn.now, question_id, version)
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
