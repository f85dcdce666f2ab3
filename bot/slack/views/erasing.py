"""The words around `forget`: what goes, that it went, or that nothing did."""

from __future__ import annotations

from bot.slack.text import Shown, button, buttons, paragraph, rich, shown, words


def forget_question(value: str | None = None) -> Shown:
    """Asked before anything is erased; `value` is an opaque id that comes back with the click."""
    ask = "Erase everything I hold about you?"
    goes = (
        "Your resumes, jobs, interviews, answers, scores and feedback go, "
        "and an open interview with them. This cannot be undone."
    )
    return shown(
        f"{ask} {goes}",
        rich(paragraph(words(ask, bold=True)), paragraph(words(goes))),
        buttons(
            button("confirm_forget", "Erase everything", value, "danger"),
            button("cancel_forget", "Keep everything", value),
        ),
    )


def erased() -> Shown:
    return _plainly(
        "Done: I hold nothing about you any more. "
        "What stands in this conversation is Slack's; you can delete your own messages there."
    )


def not_erased() -> Shown:
    return _plainly("Nothing was erased.")


def _plainly(said: str) -> Shown:
    return shown(said, rich(paragraph(words(said))))
