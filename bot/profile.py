"""The forms: what is filled into `save_profile`, what is missing of it, and what is saved of that.

A text that was typed counts first; a file of the same subject adds the lines that say something
new, and takes its place where nothing was typed or the text is only what the form was filled with.
An input left empty keeps what is stored. Files are read while the form waits; nothing of a form is
saved before all of it can be.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import aiohttp
import structlog
from slack_sdk.models.blocks import AlertBlock

from bot.database import people
from bot.database.people import OUTAGES, People, Person, is_same_job
from bot.database.tables import CandidateResume, JobApplication
from bot.documents import MOST_BYTES, Document, DocumentRefused, read_document
from bot.owned import Owned
from bot.slack.downloads import DownloadFailed, fetch
from bot.slack.gateway import Gateway, SlackError
from bot.slack.text import clip, plain
from bot.slack.views import modals
from bot.slack.views.forms import ProfileForm, StartForm, Upload

_log = structlog.get_logger(__name__)

LEAST = 20
"""Characters of a resume or a job description; with fewer there is nothing to ask about."""

ACK_SECONDS = 1.8
"""How long a submission may wait for its files; Slack gives up on it after three seconds."""

GRACE_SECONDS = 0.5
"""Slack keeps no order between an ack and a call: a view updated too soon would be overwritten."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a form: saved, with the next view; or sentences by the input they stand under."""

    view: Mapping[str, Any] | None = None
    errors: Mapping[str, str] | None = None


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


class Profiles:
    """Opens, checks and saves the forms of one workspace."""

    def __init__(
        self,
        store: People,
        gateway: Gateway,
        *,
        consent: str,
        session: aiohttp.ClientSession,
        bot_token: str,
        api_url: str,
    ) -> None:
        self._people = store
        self._gateway = gateway
        self._consent = consent
        self._session = session
        self._bot_token = bot_token
        self._api_url = api_url
        self._reading = Owned()

    async def close(self) -> None:
        await self._reading.close()

    async def profile_form(self, person: Person) -> dict[str, Any]:
        """The form, filled with what is stored."""
        stored = await self._stored(person)
        newest = stored.jobs[0] if stored.jobs else None
        kept = ProfileForm.holding(
            resume=stored.resume.resume_text if stored.resume else "",
            company=newest.company if newest else "",
            job_title=newest.job_title if newest else "",
            job_description=newest.job_description if newest else "",
        )
        return modals.save_profile(
            kept, consent=self._consent, has_resume=stored.resume is not None
        )

    async def start_form(self, person: Person) -> dict[str, Any]:
        """The choices of an interview; who has no resume or job gets the form for those."""
        stored = await self._stored(person)
        if stored.resume is None or not stored.jobs:
            return await self.profile_form(person)
        return self._choices(stored.jobs)

    def _choices(
        self, jobs: Sequence[JobApplication], chosen: UUID | None = None, note: str = ""
    ) -> dict[str, Any]:
        offered = [
            modals.JobChoice(id=str(it.id), title=it.job_title, company=it.company) for it in jobs
        ]
        kept = StartForm(job=str(chosen) if chosen else None)
        view = modals.start_interview(offered, kept, consent=self._consent)
        if note:
            alert = AlertBlock(text=plain(clip(note, modals.MOST_ALERT)), level="info")
            view["blocks"] = [alert.to_dict(), *view["blocks"]]
        return view

    async def submit(self, person: Person, form: ProfileForm, view_id: str) -> dict[str, Any]:
        """Save the form; returns what to ack with. Raises where the database is away.

        Files that take longer than an ack may: the form says so, and is followed by the choices of
        an interview, or by itself with all that was typed and what was wrong.
        """
        errors = missing(form, await self._stored(person))
        if errors:
            return {"response_action": "errors", "errors": errors}
        saving = asyncio.ensure_future(self._save(person, form))
        try:
            done, _ = await asyncio.wait({saving}, timeout=ACK_SECONDS)
        except asyncio.CancelledError:
            saving.cancel()
            raise
        if not done:
            self._reading.start(self._show_when_saved(saving, form, view_id))
            return {"response_action": "update", "view": modals.reading_file()}
        outcome = saving.result()
        if outcome.errors:
            return {"response_action": "errors", "errors": dict(outcome.errors)}
        return {"response_action": "update", "view": outcome.view}

    async def _show_when_saved(
        self, saving: asyncio.Future[Outcome], form: ProfileForm, view_id: str
    ) -> None:
        await asyncio.sleep(GRACE_SECONDS)
        try:
            outcome = await saving
        except OUTAGES as away:
            _log.warning("profile_not_saved", error=type(away).__name__)
            outcome = Outcome(errors={"": modals.FORM_NOT_SAVED})
        view = outcome.view
        if outcome.errors:
            problem = next(iter(outcome.errors.values()))
            view = modals.save_profile(form, consent=self._consent, problem=problem)
        assert view is not None
        try:
            await self._gateway.update_view(view_id, view)
        except SlackError as closed:
            _log.info("form_not_shown", error=str(closed))

    async def _save(self, person: Person, form: ProfileForm) -> Outcome:
        """Read the files, then save all in one transaction, or nothing."""
        files: dict[str, Document] = {}
        for block, upload in (("resume_file", form.resume_file), ("job_file", form.job_file)):
            if upload is not None:
                try:
                    files[block] = await self._read(upload)
                except (DownloadFailed, DocumentRefused) as refused:
                    return Outcome(errors={block: refused.sentence})
        async with self._people.transaction() as session:
            candidate = await people.meet(session, person)
            stored = Stored(
                resume=await people.newest_resume(session, candidate.id),
                jobs=await people.jobs(session, candidate.id),
            )
            resume, posting = _texts(form, stored, files)
            errors = _short_files(form, resume, posting)
            if errors:
                return Outcome(errors=errors)
            if resume:
                name = form.resume_file.name if form.resume_file else None
                await people.save_resume(session, candidate.id, resume, name)
            job = stored.job(form)
            if posting:
                job = await people.save_job(
                    session,
                    candidate.id,
                    company=form.company,
                    job_title=form.job_title,
                    description=posting,
                )
            jobs = await people.jobs(session, candidate.id)
        left_out = " ".join(it.left_out for it in files.values() if it.left_out)
        return Outcome(view=self._choices(jobs, job.id if job else None, left_out))

    async def _read(self, upload: Upload) -> Document:
        """The text of an uploaded file. Raises `DownloadFailed` and `DocumentRefused`."""
        url = upload.url
        if not url:
            try:
                held = await self._gateway.file(upload.id)
            except SlackError as refused:
                _log.warning("file_not_found", error=str(refused))
                raise DownloadFailed("I could not fetch the file. Please add it again.") from None
            url = str(held.get("url_private_download") or held.get("url_private") or "")
        content = await fetch(
            self._session, url, self._bot_token, MOST_BYTES, api_url=self._api_url
        )
        return await read_document(upload.name, content)

    async def _stored(self, person: Person) -> Stored:
        async with self._people.transaction() as session:
            candidate = await people.find(session, person)
            if candidate is None:
                return Stored()
            return Stored(
                resume=await people.newest_resume(session, candidate.id),
                jobs=await people.jobs(session, candidate.id),
            )


def _texts(form: ProfileForm, stored: Stored, files: Mapping[str, Document]) -> tuple[str, str]:
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


def _short_files(form: ProfileForm, resume: str, posting: str) -> dict[str, str]:
    errors: dict[str, str] = {}
    if form.resume_file:
        errors |= _too_short("resume_file", resume)
    if form.job_file:
        errors |= _too_short("job_file", posting)
    return errors
