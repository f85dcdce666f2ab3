"""What a person filled in, read out of a submitted view; nothing is checked or fetched here.

A view comes from outside: whatever is absent or of another shape reads as not filled in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.slack.text import one_line, split, tidy
from interview.model import Difficulty, Level, Stage

MOST_IN_AN_INPUT = 3_000
"""Characters that Slack takes in one text input."""

POSTING = "posting"
"""The choice to aim at the level that the job's posting asks for."""

_Choice = TypeVar("_Choice", Stage, Difficulty, Level)


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that Slack holds; `size` is in bytes, 0 where Slack did not say."""

    id: str
    name: str = ""
    url: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileForm:
    """Resume and job as typed or uploaded; the text goes on in the `…_more` input."""

    resume_text: str = ""
    resume_text_more: str = ""
    resume_file: Upload | None = None
    company: str = ""
    job_title: str = ""
    job_description: str = ""
    job_description_more: str = ""
    job_file: Upload | None = None

    @classmethod
    def read(cls, view: Mapping[str, Any]) -> ProfileForm:
        return cls(
            resume_text=_text(view, "resume_text"),
            resume_text_more=_text(view, "resume_text_more"),
            resume_file=_upload(view, "resume_file"),
            company=one_line(_text(view, "company")),
            job_title=one_line(_text(view, "job_title")),
            job_description=_text(view, "job_description"),
            job_description_more=_text(view, "job_description_more"),
            job_file=_upload(view, "job_file"),
        )

    @classmethod
    def holding(
        cls, *, resume: str = "", company: str = "", job_title: str = "", job_description: str = ""
    ) -> ProfileForm:
        """A form filled with stored words, spread over two inputs where they need them.

        A text that two inputs cannot hold is left out whole: a part of it, saved again, would
        replace it.
        """
        first, rest = _spread(resume)
        posting, posting_rest = _spread(job_description)
        return cls(
            resume_text=first,
            resume_text_more=rest,
            company=company,
            job_title=job_title,
            job_description=posting,
            job_description_more=posting_rest,
        )

    @property
    def resume(self) -> str:
        return _joined(self.resume_text, self.resume_text_more)

    @property
    def job(self) -> str:
        return _joined(self.job_description, self.job_description_more)


@dataclass(frozen=True, slots=True, kw_only=True)
class StartForm:
    """The choices of an interview; `job` is an id, or None for the newest.

    `target` None is the level that the posting asks for.
    """

    job: str | None = None
    stage: Stage = Stage.HIRING_MANAGER
    difficulty: Difficulty = Difficulty.MEDIUM
    target: Level | None = None

    @classmethod
    def read(cls, view: Mapping[str, Any]) -> StartForm:
        target = _one_of(Level, _chosen(view, "target_level"))
        return cls(
            job=_chosen(view, "job_application") or None,
            stage=_one_of(Stage, _chosen(view, "interview_stage")) or Stage.HIRING_MANAGER,
            difficulty=_one_of(Difficulty, _chosen(view, "difficulty_level")) or Difficulty.MEDIUM,
            target=None if target is Level.NOT_SHOWN else target,
        )


def _element(view: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """What Slack says of the input `name`, whose block bears the same name."""
    found: Any = view
    for key in ("state", "values", name, name):
        found = found.get(key) if isinstance(found, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def _text(view: Mapping[str, Any], name: str) -> str:
    value = _element(view, name).get("value")
    return tidy(value).strip() if isinstance(value, str) else ""


def _chosen(view: Mapping[str, Any], name: str) -> str:
    option = _element(view, name).get("selected_option")
    value = option.get("value") if isinstance(option, Mapping) else None
    return value if isinstance(value, str) else ""


def _upload(view: Mapping[str, Any], name: str) -> Upload | None:
    files = _element(view, name).get("files")
    first = files[0] if isinstance(files, list) and files else None
    if not isinstance(first, Mapping) or not isinstance(first.get("id"), str):
        return None
    size = first.get("size")
    return Upload(
        id=first["id"],
        name=str(first.get("name") or ""),
        url=str(first.get("url_private_download") or first.get("url_private") or ""),
        size=size if isinstance(size, int) else 0,
    )


def _one_of(kind: type[_Choice], value: str) -> _Choice | None:
    return next((choice for choice in kind if choice == value), None)


def _joined(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def _spread(text: str) -> tuple[str, str]:
    text = tidy(text).strip()
    if len(text) > 2 * MOST_IN_AN_INPUT:
        return "", ""
    first = next(iter(split(text, MOST_IN_AN_INPUT)), "")
    if len(text) - len(first) > MOST_IN_AN_INPUT:
        first = text[:MOST_IN_AN_INPUT]
    return first, text[len(first) :]
