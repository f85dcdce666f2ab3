"""The two forms, resume and job, and the start of an interview, as Slack draws them.

What comes back is read by `bot.slack.views.forms`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import (
    AlertBlock,
    Block,
    DividerBlock,
    InputBlock,
    InputInteractiveElement,
    Option,
    PlainTextInputElement,
    RadioButtonsElement,
    StaticSelectElement,
)
from slack_sdk.models.blocks.block_elements import FileInputElement
from slack_sdk.models.views import View

from bot.slack.text import clip, one_line, paragraph, plain, rich, tidy, words
from bot.slack.views.forms import (
    MOST_IN_AN_INPUT,
    POSTING,
    ProfileForm,
    StartForm,
)
from bot.slack.views.words import STAGES, job
from interview.model import Difficulty, Level, Stage
from interview.rubric import GLOSS

FILE_TYPES = ("pdf", "docx", "txt", "md")
MOST_JOBS = 100
MOST_OPTION = 75
MOST_ALERT = 200
MOST_IN_A_LINE = 255
FORM_NOT_SAVED = "Not saved yet. Please press the button again; nothing you typed is lost."
_PROFILE_TITLE = "Your resume and job"
_FILE_HINT = "PDF, Word (.docx), text or Markdown"

_STAGE_SAYS = {
    Stage.RECRUITER_SCREEN: "Who you are, why this job, when you could start",
    Stage.HIRING_MANAGER: "What you did, how you decide, how you work with others",
}
_DIFFICULTY_SAYS = {
    Difficulty.EASY: "One clear situation at a time",
    Difficulty.MEDIUM: "Trade-offs and priorities",
    Difficulty.HARD: "Conflict, failure, unclear ground",
}
_TARGETS = (Level.L4, Level.L5A, Level.L5B)


@dataclass(frozen=True, slots=True, kw_only=True)
class JobChoice:
    """A stored job that can be interviewed for."""

    id: str
    title: str
    company: str


def save_profile(
    kept: ProfileForm | None = None,
    *,
    consent: str,
    problem: str | None = None,
    has_resume: bool = False,
) -> dict[str, Any]:
    """The form for resume and job, filled with what was `kept` of an earlier try.

    `consent` says who judges and where the words go; `problem` is one sentence about what went
    wrong; `has_resume` says that the stored resume stays where no new one is given. Slack cannot
    put a file back into its input: after a problem it is chosen again.
    """
    kept = kept or ProfileForm()
    stays = " Leave it empty to keep the resume I have." if has_resume else ""
    return _modal(
        "save_profile",
        _PROFILE_TITLE,
        "Continue",
        _alert(problem),
        _long("resume_text", "Resume", kept.resume_text, hint=f"{consent}{stays}"),
        _long("resume_text_more", "Resume, continued", kept.resume_text_more, hint=_MORE_HINT),
        _file("resume_file", "Or the resume as a file"),
        DividerBlock(),
        _short("company", "Company", kept.company),
        _short("job_title", "Job title", kept.job_title),
        _long("job_description", "Job description", kept.job_description),
        _long(
            "job_description_more",
            "Job description, continued",
            kept.job_description_more,
            hint=_MORE_HINT,
        ),
        _file("job_file", "Or the job description as a file"),
    )


_MORE_HINT = f"Only if it is longer than {MOST_IN_AN_INPUT:,} characters."


def reading_file() -> dict[str, Any]:
    """Stands while a file is read; what follows replaces it."""
    said = "Reading your file … This takes a few seconds. Nothing you typed is lost."
    return _modal("save_profile", _PROFILE_TITLE, None, rich(paragraph(words(said))))


def start_interview(
    jobs: Sequence[JobChoice], kept: StartForm | None = None, *, consent: str
) -> dict[str, Any]:
    """The choices of an interview; `jobs` come newest first, the newest is chosen.

    Raises ValueError where there is no job: such a person needs `save_profile` first.
    """
    if not jobs:
        raise ValueError("an interview needs a job")
    kept = kept or StartForm()
    offered = [(it.id, job(it.title, it.company, MOST_OPTION), None) for it in jobs[:MOST_JOBS]]
    stages = [(stage, STAGES[stage], _STAGE_SAYS[stage]) for stage in Stage]
    hardness = [(it, it.capitalize(), _DIFFICULTY_SAYS[it]) for it in Difficulty]
    targets = [
        (POSTING, "What the posting asks for", None),
        *((level, f"{level}: {GLOSS[level]}", None) for level in _TARGETS),
    ]
    return _modal(
        "start_interview",
        "Start an interview",
        "Start",
        _choice("job_application", "Job", offered, kept.job, menu=True, hint=consent),
        _choice("interview_stage", "Who interviews you", stages, kept.stage),
        _choice("difficulty_level", "How hard", hardness, kept.difficulty),
        _choice("target_level", "Level you aim at", targets, kept.target or POSTING, menu=True),
    )


def _modal(
    callback_id: str, title: str, submit: str | None, *blocks: Block | dict[str, Any] | None
) -> dict[str, Any]:
    return View(
        type="modal",
        callback_id=callback_id,
        title=title,
        submit=submit,
        close="Cancel" if submit else "Close",
        blocks=[block for block in blocks if block is not None],
    ).to_dict()


def _alert(problem: str | None) -> AlertBlock | None:
    said = clip(one_line(problem or ""), MOST_ALERT)
    return AlertBlock(text=plain(said), level="warning") if said else None


def _input(
    name: str, label: str, element: InputInteractiveElement, hint: str | None = None
) -> InputBlock:
    """An input whose block and action bear the same name; all are optional to Slack."""
    return InputBlock(
        block_id=name, label=plain(label), element=element, hint=hint and plain(hint), optional=True
    )


def _long(name: str, label: str, value: str, hint: str | None = None) -> InputBlock:
    return _input(name, label, _typed(name, value, multiline=True), hint)


def _short(name: str, label: str, value: str) -> InputBlock:
    return _input(name, label, _typed(name, one_line(value)))


def _typed(name: str, value: str, *, multiline: bool = False) -> PlainTextInputElement:
    most = MOST_IN_AN_INPUT if multiline else MOST_IN_A_LINE
    return PlainTextInputElement(
        action_id=name,
        multiline=multiline,
        max_length=most,
        initial_value=tidy(value)[:most] or None,
    )


def _file(name: str, label: str) -> InputBlock:
    chosen = FileInputElement(action_id=name, filetypes=list(FILE_TYPES), max_files=1)
    return _input(name, label, chosen, _FILE_HINT)


def _choice(
    name: str,
    label: str,
    offered: Sequence[tuple[str, str, str | None]],
    chosen: str | None,
    *,
    menu: bool = False,
    hint: str | None = None,
) -> InputBlock:
    """One of several; what was chosen before, else the first, is chosen already."""
    options = [
        Option(value=value, text=plain(said), description=more and plain(more))
        for value, said, more in offered
    ]
    initial = next((option for option in options if option.value == chosen), options[0])
    kind = StaticSelectElement if menu else RadioButtonsElement
    return _input(name, label, kind(action_id=name, options=options, initial_option=initial), hint)
