"""The form for resume and job: what it asks for, what it saves, and that nothing typed is lost."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest

from bot import profile
from bot.database.embedded import EmbeddedPostgres
from bot.database.tables import CandidateResume, JobApplication
from bot.documents import Document
from bot.profile_form import Stored, merged, missing, texts
from bot.sandbox import Sandbox
from bot.slack.views.forms import ProfileForm, Upload
from builders import PlainCoach
from playing import JOB, RESUME, SAM, STRANGER, Player, bot_over, rows, shown

FILE = Upload(id="F1", name="cv.pdf")
FILLED = {
    "resume_text": RESUME,
    "company": "Globex",
    "job_title": "Senior Backend Engineer",
    "job_description": JOB,
}


def stored_profile() -> Stored:
    job = JobApplication(company="Globex", job_title="Engineer", job_description="Build ledgers.")
    return Stored(resume=CandidateResume(resume_text="Built the Acme ledger."), jobs=[job])


def test_an_empty_form_is_told_all_that_is_missing() -> None:
    assert set(missing(ProfileForm(), Stored())) == {
        "resume_text",
        "company",
        "job_title",
        "job_description",
    }


def test_inputs_left_empty_keep_what_is_stored() -> None:
    assert missing(ProfileForm(), stored_profile()) == {}
    assert texts(ProfileForm(), stored_profile(), {}) == ("", "")


def test_a_job_is_named_whole_or_not_at_all() -> None:
    assert set(missing(ProfileForm(company="Initech"), stored_profile())) == {
        "job_title",
        "job_description",
    }
    known = ProfileForm(company=" globex", job_title="ENGINEER")
    assert missing(known, stored_profile()) == {}


def test_too_little_text_is_told_its_length() -> None:
    errors = missing(ProfileForm(resume_text="I can code."), stored_profile())
    assert errors == {"resume_text": "This is only 11 characters long; I need at least 20."}


def test_a_file_does_for_a_text() -> None:
    form = ProfileForm(resume_file=FILE, company="Globex", job_title="Engineer", job_file=FILE)
    assert missing(form, Stored()) == {}


def test_a_file_takes_the_place_of_a_text_that_only_filled_the_form() -> None:
    form = ProfileForm(resume_text="Built the\nAcme  ledger.", resume_file=FILE)
    read = {"resume_file": Document("Ran payments at Initech.")}
    assert texts(form, stored_profile(), read) == ("Ran payments at Initech.", "")


def test_a_file_adds_to_a_text_that_was_typed_what_it_says_anew() -> None:
    typed = "Sam, engineer\nBuilt the ledger"
    assert merged(typed, "", "SAM,  engineer\n\nRan payments") == f"{typed}\nRan payments"


def test_a_text_that_the_form_cut_in_two_is_the_same_text() -> None:
    assert merged("Built the Acme\nledger.", "Built the Acme ledger.", "") == (
        "Built the Acme ledger."
    )


@pytest.fixture
async def slack(database_url: str) -> AsyncIterator[Sandbox]:
    """A local Slack with a bot in it."""
    async with Sandbox() as sandbox, bot_over(sandbox, database_url, coach=PlainCoach()):
        yield sandbox


@pytest.fixture
def sam(slack: Sandbox) -> Player:
    return Player(slack)


async def fills(sam: Player, **values: Any) -> dict[str, Any]:
    await sam.slack.command(SAM, "profile")
    return await sam.slack.submit(SAM, values)


def typed_in(view: dict[str, Any] | None, name: str) -> str:
    assert view is not None
    block = next(block for block in view["blocks"] if block.get("block_id") == name)
    return str(block["element"].get("initial_value", ""))


async def resumes(database_url: str) -> list[str]:
    found = await rows(
        database_url, "SELECT resume_text FROM candidate_resumes ORDER BY created_at"
    )
    return [text for (text,) in found]


async def test_what_is_missing_is_said_under_its_field_and_nothing_is_saved(
    sam: Player, database_url: str
) -> None:
    answer = await fills(sam, resume_text="Too short", company="Globex")
    assert answer["response_action"] == "errors"
    assert set(answer["errors"]) == {"resume_text", "job_title", "job_description"}
    assert await resumes(database_url) == []


async def test_text_goes_on_in_the_second_input(sam: Player, database_url: str) -> None:
    await fills(sam, **FILLED, resume_text_more="Speaks Portuguese.")
    assert await resumes(database_url) == [f"{RESUME.strip()}\nSpeaks Portuguese."]


async def test_the_form_comes_back_filled_and_unchanged_it_adds_nothing(
    sam: Player, database_url: str
) -> None:
    await fills(sam, **FILLED)
    await sam.slack.command(SAM, "profile")
    view = sam.slack.view(SAM)
    assert typed_in(view, "resume_text") == RESUME.strip()
    assert typed_in(view, "company") == "Globex"
    answer = await sam.slack.submit(SAM, {})
    assert answer["response_action"] == "update"
    assert len(await resumes(database_url)) == 1
    assert len(await rows(database_url, "SELECT id FROM job_applications")) == 1


async def test_a_file_is_read_before_the_form_goes_on(sam: Player, database_url: str) -> None:
    file = await sam.slack.upload(SAM, "cv.txt", RESUME.encode())
    given = {name: value for name, value in FILLED.items() if name != "resume_text"}
    answer = await fills(sam, resume_file=[file], **given)
    assert answer["response_action"] == "update"
    assert sam.slack.view(SAM)["callback_id"] == "start_interview"
    assert "Cut p99 latency" in (await resumes(database_url))[0]
    assert await rows(database_url, "SELECT file_name FROM candidate_resumes") == [("cv.txt",)]


async def test_a_file_that_cannot_be_read_is_said_under_its_field(sam: Player) -> None:
    file = await sam.slack.upload(SAM, "cv.pdf", b"\x89PNG\r\n\x1a\n" + b"0" * 100)
    answer = await fills(sam, resume_file=[file], **FILLED)
    assert list(answer["errors"]) == ["resume_file"]
    assert "picture" in answer["errors"]["resume_file"]


async def test_while_a_file_takes_long_the_form_says_so_and_then_goes_on(
    sam: Player, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(profile, "ACK_SECONDS", 0)
    file = await sam.slack.upload(SAM, "cv.txt", RESUME.encode())
    given = {name: value for name, value in FILLED.items() if name != "resume_text"}
    await fills(sam, resume_file=[file], **given)
    assert "Reading your file" in shown(sam.slack.view(SAM))
    await sam.slack.until(lambda: sam.slack.view(SAM)["callback_id"] == "start_interview")
    assert len(await resumes(database_url)) == 1


async def test_a_slow_file_that_cannot_be_read_brings_back_all_that_was_typed(
    sam: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(profile, "ACK_SECONDS", 0)
    file = await sam.slack.upload(SAM, "cv.pdf", b"%PDF-1.7 broken")
    await fills(sam, resume_file=[file], **FILLED)
    await sam.slack.until(lambda: typed_in_front(sam, "resume_text") == RESUME.strip())
    view = sam.slack.view(SAM)
    assert view["callback_id"] == "save_profile"
    assert "damaged" in shown(view)
    assert typed_in(view, "job_description") == JOB


async def test_a_database_that_goes_away_meanwhile_brings_back_all_that_was_typed(
    sam: Player,
    postgres: EmbeddedPostgres,
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(profile, "ACK_SECONDS", 0)
    file = await sam.slack.upload(SAM, "cv.txt", RESUME.encode())
    await fills(sam, resume_file=[file], **FILLED)
    with away(postgres, database_url):
        await sam.slack.until(lambda: typed_in_front(sam, "company") == "Globex")
    assert "nothing you typed is lost" in shown(sam.slack.view(SAM))


def typed_in_front(sam: Player, name: str) -> str:
    view = sam.slack.view(SAM)
    inputs = [block.get("block_id") for block in view["blocks"]] if view else []
    return typed_in(view, name) if name in inputs else ""


async def test_a_job_of_somebody_elses_cannot_be_chosen(sam: Player, database_url: str) -> None:
    await sam.introduces_themselves()
    [(theirs,)] = await rows(database_url, "SELECT id FROM job_applications")
    jonas = Player(sam.slack, STRANGER)
    await jonas.introduces_themselves()
    view = sam.slack.view(STRANGER)
    options = [b["element"] for b in view["blocks"] if b.get("block_id") == "job_application"]
    assert str(theirs) not in str(options)
    payload = next(p for kind, p in reversed(sam.slack.interactions) if kind == "interactive")
    assert payload["user"]["id"] == STRANGER
    forged = {
        **payload,
        "view": {
            **payload["view"],
            "callback_id": "start_interview",
            "state": {
                "values": {
                    "job_application": {
                        "job_application": {"selected_option": {"value": str(theirs)}}
                    }
                }
            },
        },
    }
    await sam.slack.interact("interactive", forged)
    assert await rows(database_url, "SELECT id FROM mock_interview_sessions") == []


@contextmanager
def away(server: EmbeddedPostgres, url: str) -> Iterator[None]:
    """The database refuses everybody meanwhile."""
    name = url.partition("?")[0].rsplit("/", 1)[1]
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )
        try:
            yield
        finally:
            connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


async def test_while_the_database_is_away_the_form_stays_and_a_command_says_so(
    sam: Player, postgres: EmbeddedPostgres, database_url: str
) -> None:
    await sam.slack.command(SAM, "profile")
    with away(postgres, database_url):
        answer = await sam.slack.submit(SAM, FILLED)
        assert list(answer["errors"]) == ["resume_text"]
        assert "nothing you typed is lost" in answer["errors"]["resume_text"]
        told = await sam.slack.command(SAM, "history")
        assert told is not None
        assert "try again in a moment" in shown(told)
    answer = await sam.slack.submit(SAM, FILLED)
    assert answer["response_action"] == "update"
