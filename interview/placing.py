"""Where a person's words belong: to which question, which answer, or to nothing that is judged.

The `ts` at which a message was *sent* is compared with the `ts` of the interview's posts; when it
arrived plays no part.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from interview.coach.grounded import unanswered_review
from interview.controls import use_control
from interview.effects import WhisperKind
from interview.model import (
    Answer,
    Closed,
    Interview,
    Message,
    Notice,
    Phase,
    Post,
    PostKind,
    Question,
)
from interview.reading import Slip, control, plain, slip
from interview.turn import Turn

SAME_WORDS_SECONDS = 600
MOST_A_MINUTE = 30
"""Messages within a minute that are read as parts of an answer; further ones are kept."""
MOST_SLIPS = 3
_PLACING = (PostKind.QUESTION, PostKind.FOLLOW_UP, PostKind.FEEDBACK, PostKind.SUMMARY)
NOT_AN_ANSWER = (Slip.BLANK, Slip.NOISE)
_PASSING = (Slip.WAIT, Slip.THANKS)


def is_on_its_way(interview: Interview) -> bool:
    """Whether a post is under way that would decide what a new message answers."""
    return any(post.ts is None and post.kind in _PLACING for post in interview.posts)


def place_message(turn: Turn, message: Message, *, again: bool = False) -> None:
    """Read a message of the owner by what stood on the screen when it was sent.

    `again` says that it waited for a post and comes a second time on purpose.
    """
    interview = turn.now
    if not again and _is_known(interview, message):
        return
    if is_on_its_way(interview):
        turn.now = replace(interview, unplaced=(*interview.unplaced, message))
        return
    word = control(message.text)
    if word is not None:
        if message.ts > _newest_turn(interview):
            use_control(turn, word, message.ts)
        return
    above = post_above(interview, message.ts)
    if interview.phase in (Phase.SUMMING_UP, Phase.ENDED):
        _after_the_end(turn, message, above)
    elif above is None:
        turn.keep(message)
    elif above.kind is PostKind.FEEDBACK:
        _after_feedback(turn, message)
    else:
        _to_a_question(turn, message, above)


def _newest_turn(interview: Interview) -> str:
    """The stamp of the newest post that a word may answer; a reminder only repeats an older one."""
    turns = (p for p in interview.posts if not p.is_passing and p.notice is not Notice.REMINDER)
    return max((post.ts or "" for post in turns), default="")


def _is_known(interview: Interview, message: Message) -> bool:
    return any(
        held.ts == message.ts
        or (message.client_msg_id is not None and held.client_msg_id == message.client_msg_id)
        for held in interview.messages()
    )


def post_above(interview: Interview, ts: str) -> Post | None:
    """The newest question, follow-up, feedback or summary that stood when the words were sent."""
    above = [post for post in interview.posts if post.kind in _PLACING and (post.ts or "~") < ts]
    return max(above, key=lambda post: post.ts or "", default=None)


def _after_the_end(turn: Turn, message: Message, above: Post | None) -> None:
    """Words sent before the end was asked for are stored; later ones are only answered."""
    if message.ts >= turn.now.ended_ts:
        turn.whisper(WhisperKind.FINISHED, message.ts)
    elif above is not None and above.question_id is not None:
        _store_late(turn, above.question_id, message)
    else:
        turn.keep(message)


def _after_feedback(turn: Turn, message: Message) -> None:
    reading = slip(message.text)
    if turn.now.phase is Phase.FEEDBACK_OUT and reading in (Slip.THANKS, Slip.BLANK):
        return
    turn.keep(message)
    if turn.now.phase is Phase.FEEDBACK_OUT:
        turn.whisper(WhisperKind.KEPT_AFTER_FEEDBACK, message.ts)


def _to_a_question(turn: Turn, message: Message, above: Post) -> None:
    question = turn.now.question(above.question_id)
    if question is None or question.closed or question != turn.now.current:
        if above.question_id is not None:
            _store_late(turn, above.question_id, message)
        return
    if _is_too_much(question, message):
        _keep_of_many(turn, question, message)
        return
    slot = above.number + 1
    if turn.now.phase is Phase.UNDER_REVIEW or slot < question.slot:
        _another_part(turn, question, slot, message)
    else:
        _to_an_open_question(turn, question, message)


def _is_too_much(question: Question, message: Message) -> bool:
    """Whether more came within a minute than a person types; each part asks for a review."""
    sent = Decimal(message.ts)
    parts = (part for answer in question.answers for part in answer.parts)
    return sum(1 for part in parts if 0 <= sent - Decimal(part.ts) < 60) >= MOST_A_MINUTE


def _keep_of_many(turn: Turn, question: Question, message: Message) -> None:
    """Keep words that are too many to be read, and say so once a question."""
    turn.keep(message)
    if not question.hurried:
        turn.change(replace(question, hurried=True))
        turn.whisper(WhisperKind.TOO_MUCH_AT_ONCE, message.ts)


def _store_late(turn: Turn, question_id: UUID, message: Message) -> None:
    question = turn.now.question(question_id)
    if question is not None:
        turn.change(replace(question, late=(*question.late, message)))


def _another_part(turn: Turn, question: Question, slot: int, message: Message) -> None:
    """More words to an answer that was begun; a review of it that is under way starts afresh."""
    answer = next((a for a in question.answers if a.number == slot), None)
    trivial = slip(message.text) in (*NOT_AN_ANSWER, *_PASSING)
    if trivial or (answer is not None and _says_the_same(answer, message)):
        turn.keep(message)
        return
    turn.change(_with_part(question, slot, message))
    if turn.now.phase is Phase.UNDER_REVIEW:
        turn.review()


def _to_an_open_question(turn: Turn, question: Question, message: Message) -> None:
    reading = slip(message.text)
    follow_up = turn.now.phase is Phase.FOLLOW_UP_OPEN
    if reading in _PASSING:
        turn.keep(message)
    elif reading is Slip.CLARIFY and len(question.follow_ups) not in question.reworded:
        turn.keep(message)
        here = len(question.follow_ups)
        turn.change(replace(question, reworded=(*question.reworded, here)))
        turn.notify(Notice.IN_OTHER_WORDS, number=here)
    elif reading is Slip.NO_EXAMPLE and not follow_up and not question.eased:
        turn.keep(message)
        turn.change(replace(question, eased=True))
        turn.notify(Notice.EASIER_ANGLE)
    elif reading is not None:
        turn.keep(message)
        turn.close(Closed.JUDGED) if follow_up else _slipped(turn, question)
    else:
        turn.change(_with_part(question, question.slot, message))
        turn.review()


def _slipped(turn: Turn, question: Question) -> None:
    """A non-answer to a question: a nudge, an offer, and then it closes at 1."""
    question = replace(question, slips=question.slips + 1)
    turn.change(question)
    if question.slips >= MOST_SLIPS:
        review = unanswered_review(question, turn.now.setting.engine)
        turn.change(replace(question, review=review))
        turn.close(Closed.UNANSWERED)
    else:
        turn.notify(Notice.NUDGE if question.slips == 1 else Notice.OFFER)


def _with_part(question: Question, slot: int, message: Message) -> Question:
    others = tuple(a for a in question.answers if a.number != slot)
    parts = next((a.parts for a in question.answers if a.number == slot), ())
    ordered = tuple(sorted((*parts, message), key=lambda part: part.ts))
    answers = sorted((*others, Answer(number=slot, parts=ordered)), key=lambda a: a.number)
    return replace(question, answers=tuple(answers), version=question.version + 1)


def _says_the_same(answer: Answer, message: Message) -> bool:
    """Whether the same words were sent to the same question within ten minutes."""
    return any(
        plain(part.text) == plain(message.text)
        and abs(Decimal(part.ts) - Decimal(message.ts)) <= SAME_WORDS_SECONDS
        for part in answer.parts
    )


def move_words(turn: Turn, question_id: UUID, message: Message) -> None:
    """Words from elsewhere become an answer to the question, if it is still open."""
    current = turn.now.current
    if current is None or current.id != question_id or _is_known(turn.now, message):
        return
    if turn.now.phase is Phase.UNDER_REVIEW:
        _another_part(turn, current, current.slot, message)
    elif turn.now.phase is Phase.FOLLOW_UP_OPEN and is_on_its_way(turn.now):
        _another_part(turn, current, current.slot - 1, message)
    elif turn.now.phase in (Phase.QUESTION_OPEN, Phase.FOLLOW_UP_OPEN):
        _to_an_open_question(turn, current, message)
