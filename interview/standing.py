"""What Slack and the clock bring: posts that stand, posts that never will, silence that lasted."""

from __future__ import annotations

from dataclasses import replace

from interview import silence
from interview.controls import use_control
from interview.events import Alarm, AlarmRang, FromWorld, PostDropped, PostStood
from interview.model import Closed, Interview, Notice, Phase, Post, PostKind
from interview.placing import is_on_its_way, place_message
from interview.reading import Control
from interview.turn import Turn
from interview.wanted import is_overtaken


def move_world(turn: Turn, event: FromWorld) -> None:
    """What an event of no one's changes; silence that was broken since has another alarm."""
    match event:
        case PostStood(key=key, ts=ts):
            _post_stood(turn, key, ts)
        case PostDropped(key=key):
            _post_dropped(turn, key)
        case AlarmRang(alarm=alarm, version=version, ts=ts):
            if version == turn.now.alarm and alarm is silence.due(turn.now):
                turn.now = replace(turn.now, alarm=0)
                _silence_lasted(turn, alarm, ts)


def _post_stood(turn: Turn, key: str, ts: str) -> None:
    post = turn.now.post(key)
    if post is None or post.ts is not None:
        return
    stood = replace(post, ts=ts)
    posts = tuple(stood if p.key == key else p for p in turn.now.posts)
    turn.now = replace(turn.now, posts=posts)
    if not stood.is_passing and is_overtaken(turn.now, stood):
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
    elif turn.now.phase is Phase.QUESTION_OPEN and post == _asking(turn):
        _halt(turn)
    _place_what_waited(turn)


def _asking(turn: Turn) -> Post:
    return Post(kind=PostKind.QUESTION, question_id=turn.question.id)


def _halt(turn: Turn) -> None:
    """End with what there is: the question can never be shown, so it was never asked."""
    turn.now = replace(turn.now, questions=turn.now.questions[:-1], halted=True)
    turn.enter(Phase.PREPARING)
    use_control(turn, Control.END, _not_before(turn.now, ""))


def _place_what_waited(turn: Turn) -> None:
    if turn.now.unplaced and not is_on_its_way(turn.now):
        turn.each_unplaced(lambda message: place_message(turn, message, again=True))


def _silence_lasted(turn: Turn, alarm: Alarm, ts: str) -> None:
    match alarm:
        case Alarm.STILL_AT_WORK:
            turn.reassure()
        case Alarm.REMINDER_DUE:
            turn.change(replace(turn.question, reminded=True))
            turn.notify(Notice.REMINDER, number=len(turn.question.follow_ups))
        case Alarm.SUMMARY_DUE | Alarm.CLOSING_DUE:
            use_control(turn, Control.END, _not_before(turn.now, ts))


def _not_before(interview: Interview, ts: str) -> str:
    """The moment as a stamp no older than what stands in the thread: clocks may differ."""
    newest = interview.newest_post
    return max(ts, (newest.ts if newest else None) or "", "0")
