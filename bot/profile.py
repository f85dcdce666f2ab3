"""The two forms: opened with what is stored, checked, files read, saved whole or not at all."""

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
from bot.database.people import OUTAGES, People, Person
from bot.database.tables import JobApplication
from bot.documents import MOST_BYTES, Document, DocumentRefused, read_document
from bot.owned import Owned
from bot.profile_form import Stored, missing, short_files, texts
from bot.slack.downloads import DownloadFailed, fetch
from bot.slack.gateway import Gateway, SlackError
from bot.slack.text import clip, plain
from bot.slack.views import modals
from bot.slack.views.forms import ProfileForm, StartForm, Upload
from interview.model import Difficulty, Stage

_log = structlog.get_logger(__name__)

ACK_SECONDS = 1.8
"""How long a submission may wait for its files; Slack gives up on it after three seconds."""

GRACE_SECONDS = 0.5
"""Slack keeps no order between an ack and a call: a view updated too soon would be overwritten."""

_FORGOTTEN = "Meanwhile you had me forget everything, so I saved nothing of this."


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a form: saved, with the view that follows; or, by input, what was wrong."""

    view: Mapping[str, Any] | None = None
    errors: Mapping[str, str] | None = None


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

    async def start_form(self, person: Person, like: UUID | None = None) -> dict[str, Any]:
        """The choices of an interview, as they were for the person's interview `like`.

        Who has no resume or job gets the form for those.
        """
        stored = await self._stored(person)
        if stored.resume is None or not stored.jobs:
            return await self.profile_form(person)
        async with self._people.transaction() as session:
            before = await people.interview_of(session, person, like)
        if before is None:
            return self._choices(stored.jobs, StartForm())
        chosen = StartForm(
            job=str(before.job_application_id),
            stage=Stage(before.interview_stage),
            difficulty=Difficulty(before.difficulty_level),
        )
        return self._choices(stored.jobs, chosen)

    def _choices(
        self, jobs: Sequence[JobApplication], chosen: StartForm, note: str = ""
    ) -> dict[str, Any]:
        offered = [
            modals.JobChoice(id=str(it.id), title=it.job_title, company=it.company) for it in jobs
        ]
        view = modals.start_interview(offered, chosen, consent=self._consent)
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
        try:
            await asyncio.sleep(GRACE_SECONDS)
            outcome = await saving
        except asyncio.CancelledError:
            saving.cancel()
            await asyncio.wait({saving})
            raise
        except OUTAGES as away:
            _log.warning("profile_not_saved", error=type(away).__name__)
            outcome = Outcome(errors={"": modals.FORM_NOT_SAVED})
        except Exception:
            _log.exception("profile_defect")
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
        """Read the files, then save all in one transaction, or nothing.

        Reading takes a while: whoever is forgotten meanwhile stays so.
        """
        known = await self._meet(person) if form.resume_file or form.job_file else None
        files: dict[str, Document] = {}
        for block, upload in (("resume_file", form.resume_file), ("job_file", form.job_file)):
            if upload is not None:
                try:
                    files[block] = await self._read(upload)
                except (DownloadFailed, DocumentRefused) as refused:
                    return Outcome(errors={block: refused.sentence})
        async with self._people.transaction() as session:
            candidate = (
                await people.lock(session, known) if known else await people.meet(session, person)
            )
            if candidate is None:
                return Outcome(errors={"resume_text": _FORGOTTEN})
            stored = Stored(
                resume=await people.newest_resume(session, candidate.id),
                jobs=await people.jobs(session, candidate.id),
            )
            resume, posting = texts(form, stored, files)
            errors = short_files(form, resume, posting)
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
        chosen = StartForm(job=str(job.id) if job else None)
        return Outcome(view=self._choices(jobs, chosen, left_out))

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

    async def _meet(self, person: Person) -> UUID:
        async with self._people.transaction() as session:
            return (await people.meet(session, person)).id

    async def _stored(self, person: Person) -> Stored:
        async with self._people.transaction() as session:
            candidate = await people.find(session, person)
            if candidate is None:
                return Stored()
            return Stored(
                resume=await people.newest_resume(session, candidate.id),
                jobs=await people.jobs(session, candidate.id),
            )
