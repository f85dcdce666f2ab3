"""Second thoughts: words that a person edits or deletes after sending them."""

from __future__ import annotations

from dataclasses import replace

from interview import evidence
from interview.controls import leave_unjudged
from interview.effects import WhisperKind
from interview.model import Answer, Interview, Message, Phase, Question, Then
from interview.placing import NOT_AN_ANSWER, place_message, post_above
from interview.reading import control, slip
from interview.turn import Turn

_TAKES_WORDS = (Phase.QUESTION_OPEN, Phase.FOLLOW_UP_OPEN, Phase.UNDER_REVIEW)


def change_words(turn: Turn, ts: str, text: str) -> None:
    """An edit before the reply counts as if sent so; after it the answer is frozen.

    Words that were deleted stay so, whatever comes later. An edit of words that are not held (it
    overtook them, or they were no more than a control word) brings the words themselves.
    """
    if _edit_what_is_unjudged(turn, ts, text):
        return
    found = _find_part(turn.now, ts)
    if found is None:
        if control(text) is None:
            place_message(turn, Message(ts=ts, text=text))
        return
    question, answer, part = found
    if part.text in ("", text):
        return
    if _is_unanswered_yet(turn.now, question, answer):
        _edit_what_is_judged(turn, question, answer, replace(part, text=text))
    elif slip(text) in NOT_AN_ANSWER:
        remove_words(turn, ts)
    else:
        turn.whisper(WhisperKind.EDIT_IS_LATE, ts)


def _edit_what_is_unjudged(turn: Turn, ts: str, text: str) -> bool:
    """Whether the words wait, were kept or came late: no one has judged them, so they change."""
    now = turn.now
    if any(message.ts == ts for message in now.unplaced):
        edited = (replace(m, text=text) if m.ts == ts else m for m in now.unplaced)
        turn.now = replace(now, unplaced=tuple(edited))
        return True
    kept = next((message for message in now.kept if message.ts == ts), None)
    if kept is not None:
        _edit_what_was_kept(turn, kept, text)
        return True
    for question in now.questions:
        if any(message.ts == ts for message in question.late):
            turn.change(replace(question, late=_reworded(question.late, ts, text)))
            return True
    return False


def _reworded(messages: tuple[Message, ...], ts: str, text: str) -> tuple[Message, ...]:
    """The words in place of older ones; not in place of words that were deleted."""
    return tuple(replace(m, text=text) if m.ts == ts and m.text else m for m in messages)


def _edit_what_was_kept(turn: Turn, kept: Message, text: str) -> None:
    """A slip that was edited into an answer before the reply to it is an answer."""
    if kept.text in ("", text):
        return
    now, current = turn.now, turn.now.current
    if now.phase in _TAKES_WORDS and current is not None and slip(text) is None:
        above = post_above(now, kept.ts)
        if above and (above.question_id, above.number + 1) == (current.id, current.slot):
            turn.now = replace(now, kept=tuple(m for m in now.kept if m.ts != kept.ts))
            place_message(turn, replace(kept, text=text))
            return
    turn.now = replace(now, kept=_reworded(now.kept, kept.ts, text))


def _edit_what_is_judged(turn: Turn, question: Question, answer: Answer, part: Message) -> None:
    """The answer is read afresh; what is no answer any more is read as if it had come so."""
    if control(part.text) is None and slip(part.text) is None:
        turn.change(_with_changed_part(question, answer, part))
        turn.review()
    else:
        _take_back(turn, question, answer, part)
        place_message(turn, part)


def remove_words(turn: Turn, ts: str) -> None:
    """A deletion before the reply takes the words back; after it the stored words are blanked."""
    interview = turn.now
    if any(message.ts == ts for message in (*interview.unplaced, *interview.kept)):
        turn.now = replace(
            interview,
            unplaced=tuple(m for m in interview.unplaced if m.ts != ts),
            kept=_reworded(interview.kept, ts, ""),
        )
        return
    for question in interview.questions:
        if any(message.ts == ts for message in question.late):
            turn.change(replace(question, late=_reworded(question.late, ts, "")))
            return
    found = _find_part(interview, ts)
    if found is None or not found[2].text:
        return
    question, answer, part = found
    blank = replace(part, text="")
    if _is_unanswered_yet(interview, question, answer):
        turn.keep(blank)
        _take_back(turn, question, answer, part)
    else:
        turn.change(_with_blanked_evidence(_with_changed_part(question, answer, blank)))
        if turn.now.phase is Phase.UNDER_REVIEW and question == interview.current:
            turn.review()


def _take_back(turn: Turn, question: Question, answer: Answer, part: Message) -> None:
    """Judge the newest answer without one of its parts; without any it was never given."""
    left = replace(answer, parts=tuple(held for held in answer.parts if held.ts != part.ts))
    answers = (*question.answers[:-1], *([left] if left.parts else []))
    turn.change(replace(question, answers=answers, version=question.version + 1))
    wish = turn.now.then
    if left.parts:
        turn.review()
    elif wish is Then.NOTHING or (wish is Then.FEEDBACK and question.review is None):
        turn.reopen()
    else:
        leave_unjudged(turn)


def _with_blanked_evidence(question: Question) -> Question:
    if question.review is None:
        return question
    lines = evidence.number_answers(question.answers, question.review.evidence)
    return replace(question, review=replace(question.review, evidence=lines))


def _find_part(interview: Interview, ts: str) -> tuple[Question, Answer, Message] | None:
    for question in interview.questions:
        for answer in question.answers:
            for part in answer.parts:
                if part.ts == ts:
                    return question, answer, part
    return None


def _is_unanswered_yet(interview: Interview, question: Question, answer: Answer) -> bool:
    """Whether the bot's reply to this answer is still to come."""
    current = interview.current
    return (
        interview.phase is Phase.UNDER_REVIEW
        and current is not None
        and current.id == question.id
        and answer.number == question.slot
    )


def _with_changed_part(question: Question, answer: Answer, part: Message) -> Question:
    parts = tuple(part if held.ts == part.ts else held for held in answer.parts)
    answers = tuple(
        replace(answer, parts=parts) if held.number == answer.number else held
        for held in question.answers
    )
    return replace(question, answers=answers, version=question.version + 1)
