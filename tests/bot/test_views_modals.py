"""The forms: what they ask, what they keep, and how they are read back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, strategies as st

from bot.slack.views.forms import MOST_IN_AN_INPUT, ProfileForm, StartForm, Upload
from bot.slack.views.modals import JobChoice, reading_file, save_profile, start_interview
from interview.model import Difficulty, Level, Stage
from views_seen import read_aloud

HERE = "Stays on this server."
JOBS = [
    JobChoice(id="new", title="Nurse", company="Acme"),
    JobChoice(id="old", title="", company=""),
]


def inputs(view: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {block["block_id"]: block for block in view["blocks"] if block["type"] == "input"}


def submitted(view: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The view as Slack sends it back: what stood in its inputs, and what the person changed."""
    values: dict[str, Any] = {}
    for name, block in inputs(view).items():
        element = block["element"]
        said: dict[str, Any] = {"type": element["type"]}
        if element["type"] == "plain_text_input":
            said["value"] = element.get("initial_value")
        elif element["type"] == "file_input":
            said["files"] = []
        else:
            said["selected_option"] = element.get("initial_option")
        values[name] = {name: said | changes.get(name, {})}
    return {**view, "state": {"values": values}}


def test_the_profile_asks_for_what_the_contract_names() -> None:
    view = save_profile(consent=HERE)
    assert view["callback_id"] == "save_profile"
    assert list(inputs(view)) == [
        "resume_text",
        "resume_text_more",
        "resume_file",
        "company",
        "job_title",
        "job_description",
        "job_description_more",
        "job_file",
    ]


def test_the_start_asks_for_what_the_contract_names() -> None:
    view = start_interview(JOBS, consent=HERE)
    assert view["callback_id"] == "start_interview"
    assert list(inputs(view)) == [
        "job_application",
        "interview_stage",
        "difficulty_level",
        "target_level",
    ]


@pytest.mark.parametrize("view", [save_profile(consent=HERE), start_interview(JOBS, consent=HERE)])
def test_every_input_is_optional_labelled_and_named_like_its_block(view: dict[str, Any]) -> None:
    asked = inputs(view)
    assert all(block["optional"] is True for block in asked.values())
    assert all(block["element"]["action_id"] == name for name, block in asked.items())
    labels = [block["label"]["text"] for block in asked.values()]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("view", [save_profile(consent=HERE), start_interview(JOBS, consent=HERE)])
def test_who_judges_stands_under_the_first_input(view: dict[str, Any]) -> None:
    first = next(iter(inputs(view).values()))
    assert first["hint"]["text"].startswith(HERE)


def test_long_texts_and_files_are_asked_for_within_slacks_limits() -> None:
    asked = inputs(save_profile(consent=HERE))
    for name in ("resume_text", "resume_text_more", "job_description", "job_description_more"):
        assert asked[name]["element"]["multiline"] is True
        assert asked[name]["element"]["max_length"] == 3_000
    for name in ("resume_file", "job_file"):
        assert asked[name]["element"]["filetypes"] == ["pdf", "docx", "txt", "md"]
        assert asked[name]["element"]["max_files"] == 1


def test_after_a_problem_the_form_says_it_and_has_lost_nothing_typed() -> None:
    typed = ProfileForm(
        resume_text="Cut p99 from 900 ms.",
        resume_text_more="And more.",
        company="Globex",
        job_title="Engineer",
        job_description="We look for\none.",
        job_description_more="Or two.",
    )
    view = save_profile(typed, consent=HERE, problem="I could not read cv.pdf.")
    assert view["blocks"][0]["type"] == "alert"
    assert "I could not read cv.pdf." in read_aloud(view["blocks"][:1])
    assert ProfileForm.read(submitted(view)) == typed


def test_who_has_a_resume_already_may_leave_it() -> None:
    assert "keep the resume" in read_aloud(save_profile(consent=HERE, has_resume=True)["blocks"])
    assert "keep the resume" not in read_aloud(save_profile(consent=HERE)["blocks"])


def test_while_a_file_is_read_the_form_asks_nothing() -> None:
    view = reading_file()
    assert view["callback_id"] == "save_profile"
    assert "submit" not in view
    assert inputs(view) == {}


def test_the_choices_begin_with_the_newest_job_and_the_usual_interview() -> None:
    assert StartForm.read(submitted(start_interview(JOBS, consent=HERE))) == StartForm(
        job="new", stage=Stage.HIRING_MANAGER, difficulty=Difficulty.MEDIUM, target=None
    )


def test_the_choices_made_before_are_made_again() -> None:
    kept = StartForm(
        job="old", stage=Stage.RECRUITER_SCREEN, difficulty=Difficulty.HARD, target=Level.L5B
    )
    assert StartForm.read(submitted(start_interview(JOBS, kept, consent=HERE))) == kept


def test_a_job_that_is_gone_gives_way_to_the_newest() -> None:
    view = start_interview(JOBS, StartForm(job="gone"), consent=HERE)
    assert StartForm.read(submitted(view)).job == "new"


def test_a_job_without_a_name_can_still_be_chosen() -> None:
    options = inputs(start_interview(JOBS, consent=HERE))["job_application"]["element"]["options"]
    assert [option["text"]["text"] for option in options] == ["Nurse · Acme", "Mock interview"]


def test_without_a_job_there_is_nothing_to_choose() -> None:
    with pytest.raises(ValueError, match="needs a job"):
        start_interview([], consent=HERE)


def test_a_file_is_read_with_its_address() -> None:
    file = {"id": "F1", "name": "cv.pdf", "url_private_download": "https://f/cv.pdf", "size": 9}
    view = submitted(save_profile(consent=HERE), resume_file={"files": [file]})
    assert ProfileForm.read(view).resume_file == Upload(
        id="F1", name="cv.pdf", url="https://f/cv.pdf", size=9
    )


def test_both_inputs_of_a_long_text_are_one_text() -> None:
    form = ProfileForm(resume_text="one", resume_text_more="two", job_description_more="only")
    assert (form.resume, form.job) == ("one\ntwo", "only")


def test_a_stored_resume_is_spread_over_two_inputs() -> None:
    resume = "A line of a resume.\n" * 200
    form = ProfileForm.holding(resume=resume)
    assert form.resume.replace("\n", "") == resume.replace("\n", "")
    assert 0 < len(form.resume_text) <= MOST_IN_AN_INPUT
    assert 0 < len(form.resume_text_more) <= MOST_IN_AN_INPUT


@given(st.integers(min_value=1, max_value=7_000), st.integers(min_value=1, max_value=7_000))
def test_a_stored_text_fits_its_inputs_whole_or_is_left_out(length: int, gap: int) -> None:
    text = "".join("\n" if place % gap == gap - 1 else "x" for place in range(length)).strip()
    form = ProfileForm.holding(job_description=text)
    parts = (form.job_description, form.job_description_more)
    assert all(len(part) <= MOST_IN_AN_INPUT for part in parts)
    assert "".join(parts) == (text if len(text) <= 2 * MOST_IN_AN_INPUT else "")


@pytest.mark.parametrize(
    "view",
    [
        {},
        {"state": None},
        {"state": {"values": []}},
        {"state": {"values": {"resume_text": {"resume_text": None}, "resume_file": {}}}},
        {"state": {"values": {"resume_file": {"resume_file": {"files": [{"id": 3}]}}}}},
        {"state": {"values": {"target_level": {"target_level": {"selected_option": "L5A"}}}}},
        {
            "state": {
                "values": {
                    "target_level": {"target_level": {"selected_option": {"value": "not_shown"}}},
                    "interview_stage": {"interview_stage": {"selected_option": {"value": "x"}}},
                }
            }
        },
    ],
)
def test_a_view_of_another_shape_reads_as_not_filled_in(view: dict[str, Any]) -> None:
    assert ProfileForm.read(view) == ProfileForm()
    assert StartForm.read(view) == StartForm()


def test_what_is_typed_loses_only_what_nobody_can_see() -> None:
    view = submitted(
        save_profile(consent=HERE),
        resume_text={"value": "  a\x00 *b* <!channel>\r\nc  "},
        company={"value": "Glo\nbex "},
    )
    form = ProfileForm.read(view)
    assert form.resume_text == "a *b* <!channel>\nc"
    assert form.company == "Glo bex"
