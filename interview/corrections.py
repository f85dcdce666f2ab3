"""Second thoughts: words that a person edits or deletes after sending them."""

from __future__ import annotations

from dataclasses import replace

from interview import evidence
from interview.effects import WhisperKind
from interview.model import Answer, Interview, Message, Phase, Question
from interview.placing import NOT_AN_ANSWER, place_message, post_above
from interview.reading import slip
from interview.turn import Turn


def change_words(turn: Turn, ts: str, text: str) -> None:
    """An edit before the reply counts as if sent so; after it the answer is frozen."""
    interview = turn.now
    unplaced = {message.ts: message for message in interview.unplaced}
    if ts in unplaced:
        unplaced[ts] = replace(unplaced[ts], text=text)
        turn.now = replace(interview, unplaced=tuple(unplaced.values()))
        return
    if _edit_what_was_kept(turn, ts, text):
        return
    found = _find_part(interview, ts)
    if found is None or found[2].text == text:
        return
    question, answer, part = found
    if slip(text) in NOT_AN_ANSWER:
        remove_words(turn, ts)
    elif _is_unanswered_yet(interview, question, answer):
        turn.change(_with_changed_part(question, answer, replace(part, text=text)))
        turn.review()
    else:
        turn.whisper(WhisperKind.EDIT_IS_LATE, ts)


def _edit_what_was_kept(turn: Turn, ts: str, text: str) -> bool:
    """A slip that was edited into an answer while the question is still open is an answer."""
    kept = next((message for message in turn.now.kept if message.ts == ts), None)
    if kept is None:
        return False
    current = turn.now.current
    others = tuple(message for message in turn.now.kept if message.ts != ts)
    if kept.text == text:
        return True
    if turn.now.phase is Phase.QUESTION_OPEN and current and slip(text) is None:
        above = post_above(turn.now, ts)
        if above is not None and above.question_id == current.id:
            turn.now = replace(turn.now, kept=others)
            place_message(turn, replace(kept, text=text))
            return True
    turn.now = replace(turn.now, kept=(*others, replace(kept, text=text)))
    return True


def remove_words(turn: Turn, ts: str) -> None:
    """A deletion before the reply takes the words back; after it the stored words are blanked."""
    interview = turn.now
    if any(message.ts == ts for message in (*interview.unplaced, *interview.kept)):
        turn.now = replace(
            interview,
            unplaced=tuple(m for m in interview.unplaced if m.ts != ts),
            kept=tuple(replace(m, text="") if m.ts == ts else m for m in interview.kept),
        )
        return
    for question in interview.questions:
        if any(message.ts == ts and message.text for message in question.late):
            late = tuple(replace(m, text="") if m.ts == ts else m for m in question.late)
            turn.change(replace(question, late=late))
            return
    found = _find_part(interview, ts)
    if found is None or not found[2].text:
        return
    question, answer, part = found
    question = _with_changed_part(question, answer, replace(part, text=""))
    answer = next(a for a in question.answers if a.number == answer.number)
    open_yet = _is_unanswered_yet(interview, question, answer)
    if open_yet and not answer.text:
        turn.change(replace(question, answers=question.answers[:-1]))
        turn.keep(replace(part, text=""))
        turn.enter(Phase.FOLLOW_UP_OPEN if question.follow_ups else Phase.QUESTION_OPEN)
    elif open_yet:
        turn.change(question)
        turn.review()
    else:
        turn.change(_with_blanked_evidence(question))


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
