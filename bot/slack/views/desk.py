"""What is said outside an interview: help, status, starting, misplaced answers."""

from __future__ import annotations

from bot.slack.text import (
    Element,
    Shown,
    bullets,
    button,
    buttons,
    context,
    link,
    paragraph,
    rich,
    shown,
    words,
)
from bot.slack.views.words import job, standing
from interview.model import Interview

MOST_JOB = 80
_WORDS = (
    ("start", "an interview; you may add recruiter or manager, easy, medium or hard, and the job"),
    ("profile", "your resume and the job you want"),
    ("status", "where your open interview stands"),
    ("history", "your interviews and scores"),
    ("end", "finish the open interview"),
    ("forget", "erase everything I hold about you"),
)
_START = "Start an interview"
_PROFILE = "Add resume and job"
_WHAT_I_DO = (
    "I play the interviewer: five questions from your own resume, "
    "and after each one a score and what to do better."
)


def help_page() -> Shown:
    """What can be said, on one phone screen."""
    said = f"{_WHAT_I_DO} Say one of these:"
    return shown(
        f"{said} {', '.join(word for word, _ in _WORDS)}.",
        rich(
            paragraph(words(said)),
            bullets([*words(word, bold=True), *words(f" – {it}")] for word, it in _WORDS),
        ),
        context("Elsewhere in Slack, type /mock-interview and then the word."),
        buttons(button("open_start", _START), button("open_profile", "Resume and job")),
    )


def hint() -> Shown:
    """One line, for words that mean nothing here."""
    return _plainly("I only know a few words here: start begins an interview, help lists the rest.")


def welcome(consent: str) -> Shown:
    """For whoever has stored no resume or job yet; `consent` says who judges and where."""
    said = f"Hello. {_WHAT_I_DO} First I need your resume and the job you want."
    return shown(
        said,
        rich(paragraph(words(said))),
        buttons(button("open_profile", _PROFILE, style="primary")),
        context(consent),
    )


def offer_profile() -> Shown:
    """Where the form cannot open by itself: a button that opens it."""
    return _plainly("Your resume and the job go in here.", button("open_profile", _PROFILE))


def offer_start() -> Shown:
    """Where the choices cannot open by themselves: a button that opens them."""
    return _plainly(
        "Choose the job, who interviews you and how hard.", button("open_start", _START)
    )


def status(interview: Interview | None, to: str | None = None) -> Shown:
    """Where the open interview stands, with its address; or that there is none."""
    if interview is None or not interview.is_open:
        return _plainly("You have no open interview.", button("open_start", _START))
    named, state = _job(interview), standing(interview)
    return shown(
        f"{named}: {state}.",
        rich(
            paragraph(words(named, bold=True)),
            paragraph(words(f"{state}. "), link(to, "Go to the interview")),
        ),
    )


def ended(to: str | None = None) -> Shown:
    """For who ended the interview outside its thread, where the card or a summary says the rest."""
    return _with_link("Your interview has ended.", to, "Go to the messages")


def started(interview: Interview, to: str | None = None) -> Shown:
    """For who started it anywhere but in the DM, where it runs."""
    said = f"Your interview for {_job(interview)} starts in our direct messages."
    return _with_link(said, to, "Go there")


def second_start(interview: Interview, to: str | None = None, value: str | None = None) -> Shown:
    """An interview is open and another was asked for; `value` is an id of what was asked for."""
    said = f"You have an interview open: {_job(interview)}. {standing(interview)}."
    kept = "Ending it keeps what was scored."
    return shown(
        f"{said} Continue it, or end it and start the new one?",
        rich(paragraph(words(f"{said} "), link(to, "See it")), paragraph(words(kept))),
        buttons(
            button("continue_interview", "Continue", str(interview.id), "primary"),
            button("replace_interview", "End it and start this one", value or str(interview.id)),
        ),
    )


def misplaced_answer(number: int, value: str, to: str | None = None) -> Shown:
    """A longer message outside the thread while question `number` is open; `value` is its id."""
    said = "This looks like an answer, but the interview goes on in its thread. I kept it. "
    return shown(
        said,
        rich(paragraph(words(said), link(to, "Go to the thread"))),
        buttons(button("use_as_answer", f"Use it as my answer to question {number}", value)),
    )


def answer_used(number: int, to: str | None = None) -> Shown:
    return _with_link(f"Used as your answer to question {number}.", to, "Go to the thread")


def answer_not_used(number: int, to: str | None = None) -> Shown:
    said = f"Question {number} is closed by now, so this was not used."
    return _with_link(said, to, "Go to the thread")


def _job(interview: Interview) -> str:
    return job(interview.setting.job_title, interview.setting.company, MOST_JOB)


def _with_link(said: str, to: str | None, anchor: str) -> Shown:
    linked: list[Element] = link(to, anchor)
    return shown(said, rich(paragraph(words(f"{said} " if linked else said), linked)))


def _plainly(said: str, *these: Element) -> Shown:
    return shown(said, rich(paragraph(words(said))), buttons(*these))
