"""What a control word, or the button of the same meaning, does where the interview stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeAlias

from interview.effects import WhisperKind
from interview.model import Closed, Phase, Then
from interview.reading import Control
from interview.turn import Turn

Move: TypeAlias = Callable[[Turn, str], None]

_OVER = (Phase.SUMMING_UP, Phase.ENDED)


def use_control(turn: Turn, word: Control, ts: str) -> None:
    """Do what the word asks, as the table says; where it has no meaning it changes nothing."""
    if word is Control.HELP or (word is Control.RETRY and turn.now.phase is not Phase.FEEDBACK_OUT):
        turn.whisper(WhisperKind.HELP, ts)
        return
    was_open = turn.now.phase not in _OVER
    move = TABLE[turn.now.phase].get(word)
    if move is not None:
        move(turn, ts)
    if was_open and turn.now.phase in _OVER:
        turn.now = replace(turn.now, ended_ts=ts)


def leave_unjudged(turn: Turn) -> None:
    """Leave an answer that no coach could judge: by the review before it, or unscored."""
    if turn.question.review is not None:
        turn.close(Closed.JUDGED)
        return
    ends = turn.now.then is Then.END
    turn.close_unscored()
    turn.sum_up() if ends else turn.next()


def _whisper(kind: WhisperKind) -> Move:
    return lambda turn, ts: turn.whisper(kind, ts)


def _finished(turn: Turn, ts: str) -> None:
    """The end asked for again is pointed to the summary; the same word brought again is not."""
    if ts != turn.now.ended_ts:
        turn.whisper(WhisperKind.FINISHED, ts)


def _skip(turn: Turn, _ts: str) -> None:
    turn.close_unscored()
    turn.next()


def _next(turn: Turn, _ts: str) -> None:
    turn.next()


def _retry(turn: Turn, _ts: str) -> None:
    turn.retry()


def _sum_up(turn: Turn, _ts: str) -> None:
    turn.sum_up()


def _end_unanswered(turn: Turn, _ts: str) -> None:
    turn.close_unscored()
    turn.sum_up()


def _prepare_again(turn: Turn, _ts: str) -> None:
    if turn.now.stuck:
        turn.next()


def _wish(turn: Turn, then: Then, ts: str) -> None:
    """Remember what is to follow, and when it was asked for: it may be the end."""
    turn.now = replace(turn.now, then=then, ended_ts=ts)


def _after_review(then: Then) -> Move:
    """Close the question once its review is in; now, where the coach gave up on it."""

    def move(turn: Turn, ts: str) -> None:
        _wish(turn, then, ts)
        if turn.now.stuck:
            leave_unjudged(turn)

    return move


def _close(then: Then) -> Move:
    def move(turn: Turn, ts: str) -> None:
        _wish(turn, then, ts)
        turn.close(Closed.JUDGED)

    return move


def _after_feedback(then: Then) -> Move:
    return lambda turn, ts: _wish(turn, then, ts)


TABLE: Mapping[Phase, Mapping[Control, Move]] = {
    Phase.PREPARING: {Control.NEXT: _prepare_again, Control.END: _sum_up},
    Phase.QUESTION_OPEN: {
        Control.SKIP: _skip,
        Control.FEEDBACK: _whisper(WhisperKind.NOTHING_TO_JUDGE),
        Control.NEXT: _skip,
        Control.END: _end_unanswered,
    },
    Phase.UNDER_REVIEW: {
        Control.SKIP: _after_review(Then.FEEDBACK),
        Control.FEEDBACK: _after_review(Then.FEEDBACK),
        Control.NEXT: _after_review(Then.NEXT),
        Control.END: _after_review(Then.END),
    },
    Phase.FOLLOW_UP_OPEN: {
        Control.SKIP: _close(Then.FEEDBACK),
        Control.FEEDBACK: _close(Then.FEEDBACK),
        Control.NEXT: _close(Then.NEXT),
        Control.END: _close(Then.END),
    },
    Phase.WRITING_FEEDBACK: {
        Control.NEXT: _after_feedback(Then.NEXT),
        Control.END: _after_feedback(Then.END),
    },
    Phase.FEEDBACK_OUT: {
        Control.SKIP: _next,
        Control.FEEDBACK: _whisper(WhisperKind.FEEDBACK_IS_OUT),
        Control.NEXT: _next,
        Control.RETRY: _retry,
        Control.END: _sum_up,
    },
    Phase.SUMMING_UP: {Control.END: _finished},
    Phase.ENDED: {Control.END: _finished},
}
