"""What is said while a coach takes its time: under the thread, or in it until the reply stands."""

from __future__ import annotations

from interview.model import Interview, Phase

_FIRST = "preparing your first question"
_DOING = {
    Phase.PREPARING: "preparing the next question",
    Phase.UNDER_REVIEW: "reading your answer",
    Phase.WRITING_FEEDBACK: "writing your feedback",
    Phase.SUMMING_UP: "writing your summary",
}


def reading() -> str:
    """The status at once, under an answer that has come in."""
    return f"is {_DOING[Phase.UNDER_REVIEW]} …"


def status(interview: Interview) -> str:
    """The status after a while; Slack puts the bot's name before it."""
    return f"is still {_doing(interview)} …"


def still_at_work(interview: Interview) -> str:
    """The same as a message, where there is no status."""
    return f"Still {_doing(interview)}. This one takes a little longer."


def _doing(interview: Interview) -> str:
    if interview.phase is Phase.PREPARING and interview.current is None:
        return _FIRST
    return _DOING.get(interview.phase, "at work")
