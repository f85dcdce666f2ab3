"""What is said to one person alone and may be lost: answers to slips, and faults."""

from __future__ import annotations

from bot.slack.text import (
    Block,
    Element,
    Shown,
    bullets,
    button,
    buttons,
    link,
    paragraph,
    rich,
    shown,
    words,
)
from interview.effects import WhisperKind
from interview.model import TOTAL_QUESTIONS, Interview, Phase

_IN_THE_THREAD = (
    ("skip", "leave the question out, unscored"),
    ("feedback", "stop here and hear how you did"),
    ("next", "go on to the next question"),
    ("retry", "after the feedback, answer the same question again"),
    ("end", "finish, with a summary of what there is"),
)
_SAID = {
    WhisperKind.HELP: (
        "Everything you write here is your answer, in as many messages as you like. "
        "These words do something when they stand alone in a message:"
    ),
    WhisperKind.NOTHING_TO_JUDGE: (
        "There is nothing to judge yet. Write a few sentences first, or say skip."
    ),
    WhisperKind.FEEDBACK_IS_OUT: "The feedback on this question is already here.",
    WhisperKind.KEPT_AFTER_FEEDBACK: ("Kept, but not scored: this question is closed."),
    WhisperKind.TOO_MUCH_AT_ONCE: (
        "That came faster than I can read. All of it is kept, but I judge only what came first. "
        "Take a minute, then go on."
    ),
    WhisperKind.EDIT_IS_LATE: (
        "I had already replied to that answer, so your edit does not change how it is judged. "
        "To answer again, say retry after the feedback."
    ),
}
_NOT_YOURS = (
    "This interview is someone else's, so nothing happened. "
    "To start your own, type /mock-interview."
)
_LINKS = {
    WhisperKind.FEEDBACK_IS_OUT: "Read it",
    WhisperKind.FINISHED: "See how it went",
}


def whisper(kind: WhisperKind, interview: Interview, to: str | None = None) -> Shown:
    """The whisper; `to` is the address of the feedback, or of the summary of what is over."""
    said = _after_the_end(interview) if kind is WhisperKind.FINISHED else _SAID[kind]
    anchor = link(to, _LINKS[kind]) if kind in _LINKS else []
    return shown(
        said,
        rich(
            paragraph(words(said), words(" ") if anchor else [], anchor),
            _words_of_the_thread() if kind is WhisperKind.HELP else None,
        ),
        _onward(interview) if kind is WhisperKind.KEPT_AFTER_FEEDBACK else None,
    )


def _after_the_end(interview: Interview) -> str:
    if interview.phase is Phase.SUMMING_UP:
        return "Your summary is being written; nothing more is needed or kept."
    return "This interview is over; nothing more is kept."


def _words_of_the_thread() -> Element:
    return bullets(
        [*words(word, bold=True), *words(f" – {meaning}")] for word, meaning in _IN_THE_THREAD
    )


def _onward(interview: Interview) -> Block | None:
    """The two ways on that stand under the feedback as well."""
    current = interview.current
    if current is None or interview.phase is not Phase.FEEDBACK_OUT:
        return None
    if current.number >= TOTAL_QUESTIONS:
        onward = button("end_interview", "See the summary", str(interview.id), "primary")
    else:
        onward = button("next_question", "Next question", str(current.id), "primary")
    return buttons(onward, button("retry_question", "Try again", str(current.id)))


def message_not_saved() -> Shown:
    """After the second failed delivery of a message, once; Slack will bring it again."""
    return _plainly("I could not save that yet. No need to send it again.")


def click_not_saved() -> Shown:
    return _plainly("Not saved, please press again.")


def _plainly(said: str) -> Shown:
    return shown(said, rich(paragraph(words(said))))


def not_yours() -> Shown:
    return _plainly(_NOT_YOURS)


def no_interview() -> Shown:
    """To a reply or a press where no interview is, or where it has been erased."""
    return _plainly(
        "There is no interview in this thread, so nothing was kept. Type /mock-interview to start."
    )
