"""What a filled-in `save_profile` amounts to beside what is stored; reads no file, saves nothing.

A text that was typed counts first; a file of the same subject adds the lines that say something
new, and takes its place where nothing was typed or the text is only what the form was filled with.
An input left empty keeps what is stored.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.database.people import is_same_job
from bot.database.tables import CandidateResume, JobApplication
from bot.documents import Document
from bot.slack.views.forms import ProfileForm

LEAST = 20
"""Characters of a resume or a job description; with fewer there is nothing to ask about."""

_NO_RESUME = "Your resume is missing. Paste it here, or add it as a file below."
_NO_COMPANY = "The company is missing."
_NO_TITLE = "The job title is missing."
_NO_JOB = "The job description is missing. Paste it here, or add it as a file below."


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What the person has saved before; `jobs` come newest first."""

    resume: CandidateResume | None = None
    jobs: Sequence[JobApplication] = ()

    def job(self, form: ProfileForm) -> JobApplication | None:
        """The stored job that the form names; the newest where it names none."""
        if not names_a_job(form):
            return self.jobs[0] if self.jobs else None
        same = (it for it in self.jobs if is_same_job(it, form.company, form.job_title))
        return next(same, None)


def names_a_job(form: ProfileForm) -> bool:
    """Whether anything at all was filled in about a job."""
    return bool(form.company or form.job_title or form.job or form.job_file)


def missing(form: ProfileForm, stored: Stored) -> dict[str, str]:
    """What the form lacks before any file is read; empty where nothing is."""
    errors: dict[str, str] = {}
    if not form.resume_file:
        if form.resume:
            errors |= _too_short("resume_text", form.resume)
        elif stored.resume is None:
            errors["resume_text"] = _NO_RESUME
    standing = stored.job(form)
    if names_a_job(form) or standing is None:
        if not form.company:
            errors["company"] = _NO_COMPANY
        if not form.job_title:
            errors["job_title"] = _NO_TITLE
        if not form.job_file:
            if form.job:
                errors |= _too_short("job_description", form.job)
            elif standing is None:
                errors["job_description"] = _NO_JOB
    return errors


def _too_short(block: str, text: str) -> dict[str, str]:
    length = len(text.strip())
    if length >= LEAST:
        return {}
    return {block: f"This is only {length} characters long; I need at least {LEAST}."}


def merged(typed: str, stored: str, read: str) -> str:
    """One text of what was typed and what a file holds, no line twice; `stored` filled the form."""
    if _same_words(typed, stored):
        typed = "" if read else stored
    known = {" ".join(line.split()).casefold() for line in typed.splitlines()}
    new = [line for line in read.splitlines() if " ".join(line.split()).casefold() not in known]
    return "\n".join(part for part in (typed, "\n".join(new).strip() if typed else read) if part)


def _same_words(one: str, other: str) -> bool:
    # The form cuts a long text in two and joins it again, so spaces say nothing.
    return "".join(one.split()) == "".join(other.split())


def texts(form: ProfileForm, stored: Stored, files: Mapping[str, Document]) -> tuple[str, str]:
    """Resume and job description as they are to be saved; empty where nothing was given."""
    job = stored.job(form)
    held_resume = stored.resume.resume_text if stored.resume else ""
    held_job = job.job_description if job else ""
    resume = files["resume_file"].text if "resume_file" in files else ""
    posting = files["job_file"].text if "job_file" in files else ""
    return (
        merged(form.resume, held_resume, resume) if form.resume or resume else "",
        merged(form.job, held_job, posting) if form.job or posting else "",
    )


def short_files(form: ProfileForm, resume: str, posting: str) -> dict[str, str]:
    """What is too short even with what its file holds."""
    errors: dict[str, str] = {}
    if form.resume_file:
        errors |= _too_short("resume_file", resume)
    if form.job_file:
        errors |= _too_short("job_file", posting)
    return errors
