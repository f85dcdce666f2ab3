"""The root of an interview's thread: what it is and where it stands, redrawn in place."""

from __future__ import annotations

from bot.slack.text import Shown, button, buttons, context, heading, shown
from bot.slack.views.words import aim, job, standing
from interview.model import Interview, Phase, Post

MOST_HEADING = 60


def card(interview: Interview, post: Post) -> Shown:
    """Job, choices, progress, average, who judges, and *End* while there is something to end."""
    setting = interview.setting
    title = job(setting.job_title, setting.company, MOST_HEADING)
    state = standing(interview)
    can_end = interview.phase not in (Phase.SUMMING_UP, Phase.ENDED)
    return shown(
        f"Mock interview: {title}. {state}.",
        heading(title, MOST_HEADING),
        context(aim(setting)),
        context(f"{state} · {setting.engine_label}"),
        context(_left_out(setting.left_out)),
        buttons(button("end_interview", "End", str(interview.id))) if can_end else None,
    )


def _left_out(lines: int) -> str:
    """What of long papers the coach does not see; nothing where it sees all of them."""
    if lines <= 0:
        return ""
    if lines == 1:
        return "Your papers are long: the line that matters least for this job is not read."
    return f"Your papers are long: the {lines} lines that matter least for this job are not read."
