"""The page's modals: fields, errors, files, the sample, the stack, and where the focus goes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, FilePayload, Locator, Page, expect

from page_stage import (
    SILENT,
    Json,
    Stage,
    actions,
    button,
    chromium,
    field,
    modal,
    mrkdwn,
    plain,
    profile,
    staged,
    text_field,
)

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

LEVELS = [{"text": plain(word), "value": word.lower()} for word in ("Easy", "Medium", "Hard")]
START = modal(
    "start_interview",
    "Start an interview",
    field("job", "Job", {"type": "static_select", "options": LEVELS}),
    field("stage", "Stage", {"type": "radio_buttons", "options": LEVELS}),
    field("extras", "Extras", {"type": "checkboxes", "options": LEVELS}),
    field("day", "Day", {"type": "datepicker"}),
    submit="Start",
)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def stage(browser: Browser) -> AsyncIterator[Stage]:
    async with staged(browser) as stage:
        yield stage


async def opened(stage: Stage, view: Json, **window: Any) -> tuple[Page, Locator]:
    """A window with this modal in it, opened by the first-visit button."""
    stage.bot.answers["slash_commands"] = stage.bot.opens(view)
    page = await stage.open(**window)
    await page.get_by_test_id("start-interview").click()
    dialog = page.get_by_test_id("modal")
    await expect(dialog).to_be_visible()
    return page, dialog


def submitted(stage: Stage) -> Json:
    """The values of the newest submission, by block."""
    view = stage.bot.interactions("view_submission")[-1]["view"]
    return {block: next(iter(values.values())) for block, values in view["state"]["values"].items()}


async def test_one_click_opens_the_modal_with_the_focus_in_it(stage: Stage) -> None:
    _, dialog = await opened(stage, profile())
    await expect(dialog.get_by_role("heading")).to_have_text("Your resume and job")
    await expect(dialog.get_by_label("Your resume")).to_be_focused()
    [heard] = [e["payload"] for e in stage.bot.heard if e["type"] == "slash_commands"]
    assert (heard["command"], heard["text"]) == ("/mock-interview", "")


async def test_the_sample_is_filled_in_and_submitted(stage: Stage) -> None:
    _, dialog = await opened(stage, profile())
    await dialog.get_by_role("button", name="Fill in a sample").click()
    await expect(dialog.get_by_label("Company")).to_have_value("Globex")
    await dialog.get_by_role("button", name="Continue").click()
    await expect(dialog).to_be_hidden()
    values = submitted(stage)
    assert values["resume_text"]["value"].startswith("Sam Rivera")
    assert values["job_title"]["value"] == "Senior Backend Engineer"
    assert len(values["job_description"]["value"]) > 400


async def test_the_first_visit_can_go_straight_to_a_filled_sample(stage: Stage) -> None:
    stage.bot.answers["slash_commands"] = stage.bot.opens(profile())
    page = await stage.open()
    await page.get_by_test_id("start-with-sample").click()
    await expect(page.get_by_label("Company")).to_have_value("Globex")
    await expect(page.get_by_test_id("modal-submit")).to_be_focused()


async def test_only_the_profile_offers_a_sample(stage: Stage) -> None:
    _, dialog = await opened(stage, START)
    await expect(dialog.get_by_test_id("modal-submit")).to_be_visible()
    await expect(dialog.get_by_test_id("fill-sample")).to_have_count(0)


async def test_errors_stand_under_their_fields_and_take_the_focus(stage: Stage) -> None:
    errors = {"company": "Which company is it?", "job_title": "<b>Which</b> job is it?"}
    stage.bot.answers["save_profile"] = lambda _: {"response_action": "errors", "errors": errors}
    _, dialog = await opened(stage, profile())
    await dialog.get_by_label("Your resume").fill("Ten years of payments")
    await dialog.get_by_role("button", name="Continue").click()
    company = dialog.get_by_label("Company")
    await expect(company).to_be_focused()
    await expect(company).to_have_attribute("aria-invalid", "true")
    await expect(company).to_have_accessible_description("Which company is it?")
    await expect(dialog.get_by_label("Job title")).to_have_accessible_description(
        "<b>Which</b> job is it?"
    )
    await expect(dialog.get_by_label("Your resume")).to_have_value("Ten years of payments")
    stage.bot.answers["save_profile"] = lambda _: None
    await company.fill("Globex")
    await dialog.get_by_role("button", name="Continue").click()
    await expect(dialog).to_be_hidden()


async def test_every_kind_of_field_is_sent_as_slack_sends_it(stage: Stage) -> None:
    _, dialog = await opened(stage, START)
    await dialog.get_by_label("Job").select_option("hard")
    await dialog.get_by_role("radiogroup", name="Stage").get_by_label("Medium").check()
    extras = dialog.get_by_role("group", name="Extras")
    await extras.get_by_label("Easy").check()
    await extras.get_by_label("Hard").check()
    await dialog.get_by_label("Day").fill("2026-12-24")
    await dialog.get_by_role("button", name="Start").click()
    await expect(dialog).to_be_hidden()
    values = submitted(stage)
    assert values["job"]["selected_option"]["value"] == "hard"
    assert values["stage"]["selected_option"]["value"] == "medium"
    assert [o["value"] for o in values["extras"]["selected_options"]] == ["easy", "hard"]
    assert values["day"]["selected_date"] == "2026-12-24"


async def test_a_file_is_named_can_be_removed_and_travels_along(stage: Stage) -> None:
    _, dialog = await opened(stage, profile())
    chooser = dialog.get_by_label("Resume file")
    content = b"x" * 2048
    resume: FilePayload = {"name": "<i>mine</i>.txt", "mimeType": "text/plain", "buffer": content}
    await chooser.set_input_files(resume)
    card = dialog.get_by_test_id("file")
    await expect(card).to_contain_text("<i>mine</i>.txt")
    await expect(card).to_contain_text("2 KB")
    await card.get_by_role("button", name="Remove <i>mine</i>.txt").click()
    await expect(card).to_have_count(0)
    resume["name"] = "resume.txt"
    await chooser.set_input_files(resume)
    await expect(card).to_contain_text("2 KB")
    await dialog.get_by_role("button", name="Continue").click()
    await expect(dialog).to_be_hidden()
    [file] = submitted(stage)["resume_file"]["files"]
    assert (file["name"], file["size"]) == ("resume.txt", 2048)


async def test_an_update_keeps_what_was_typed_and_the_focus(stage: Stage) -> None:
    _, dialog = await opened(stage, profile())
    resume = dialog.get_by_label("Your resume")
    await resume.fill("Ten years of payments")
    hint = {"hint": plain("As on the posting")}
    asked = profile(text_field("extra", "One more thing"))
    asked["blocks"][3] = field("company", "Company", {"type": "plain_text_input"}, **hint)
    await dialog.get_by_label("Company").fill("Globex")
    title = dialog.get_by_label("Job title")
    await title.focus()
    view = stage.slack.view()
    assert view is not None
    await stage.bot.web.views_update(view_id=view["id"], view=asked)
    await expect(dialog.get_by_label("One more thing")).to_be_visible()
    await expect(dialog.get_by_label("Company")).to_have_value("Globex")
    await expect(dialog.get_by_label("Company")).to_have_accessible_description("As on the posting")
    await expect(resume).to_have_value("Ten years of payments")
    await expect(title).to_be_focused()


async def test_a_submission_can_turn_the_modal_into_the_next_one(stage: Stage) -> None:
    def turn(_: Json) -> Json:
        return {"response_action": "update", "view": START}

    stage.bot.answers["save_profile"] = turn
    _, dialog = await opened(stage, profile())
    await dialog.get_by_role("button", name="Continue").click()
    await expect(dialog.get_by_role("heading")).to_have_text("Start an interview")
    await expect(dialog.get_by_label("Job")).to_be_focused()


async def test_while_the_bot_thinks_the_modal_waits_and_sends_once(stage: Stage) -> None:
    gate = asyncio.Event()
    stage.bot.answers["save_profile"] = lambda _: gate.wait()
    _, dialog = await opened(stage, profile())
    submit = dialog.get_by_test_id("modal-submit")
    await submit.click()
    await expect(dialog).to_have_attribute("aria-busy", "true")
    await submit.dispatch_event("click")
    gate.set()
    await expect(dialog).to_be_hidden()
    assert len(stage.bot.interactions("view_submission")) == 1


async def test_a_bot_that_does_not_answer_costs_no_word(stage: Stage) -> None:
    stage.bot.answers["save_profile"] = lambda _: SILENT
    page, dialog = await opened(stage, profile())
    await dialog.get_by_label("Company").fill("Globex")
    await dialog.get_by_role("button", name="Continue").click()
    await expect(dialog.get_by_test_id("modal-trouble")).to_contain_text("did not answer in time")
    await expect(dialog.get_by_label("Company")).to_have_value("Globex")
    await expect(page.get_by_test_id("notes")).to_be_empty()


async def test_escape_closes_and_gives_the_focus_back(stage: Stage) -> None:
    page, dialog = await opened(stage, profile())
    for _ in range(12):
        await page.keyboard.press("Tab")
        assert await dialog.evaluate("node => node.contains(document.activeElement)")
    await page.keyboard.press("Escape")
    await expect(dialog).to_be_hidden()
    await expect(page.get_by_test_id("start-interview")).to_be_focused()
    assert stage.slack.view() is None


async def test_a_view_on_top_gives_back_the_one_below_as_it_was(stage: Stage) -> None:
    async def push(payload: Json) -> None:
        trigger = payload["trigger_id"]
        await stage.bot.web.views_push(trigger_id=trigger, view=START)

    stage.bot.answers["look_inside"] = push
    view = profile(actions(button("Look inside", "look_inside")))
    _, dialog = await opened(stage, view)
    await dialog.get_by_label("Company").fill("Globex")
    await dialog.get_by_role("button", name="Look inside").click()
    await expect(dialog.get_by_role("heading")).to_have_text("Start an interview")
    [click] = stage.bot.interactions("block_actions")
    assert click["view"]["state"]["values"]["company"]["company"]["value"] == "Globex"
    await dialog.get_by_role("button", name="Cancel").click()
    await expect(dialog.get_by_role("heading")).to_have_text("Your resume and job")
    await expect(dialog.get_by_label("Company")).to_have_value("Globex")


async def test_labels_of_a_view_never_become_markup(stage: Stage) -> None:
    attack = "<img src=x onerror='window.broken=1'>"
    options = [{"text": plain(attack), "value": "x"}]
    view = modal(
        "attack",
        "<b>Title</b>",
        mrkdwn(attack),
        text_field("a", attack, placeholder=plain(attack), initial_value=attack),
        field("b", attack, {"type": "static_select", "options": options}, hint=plain(attack)),
        field("c", attack, {"type": "radio_buttons", "options": options}),
        {"type": "alert", "text": plain(attack), "level": "warning"},
    )
    page, dialog = await opened(stage, view)
    await expect(dialog.get_by_role("heading")).to_have_text("<b>Title</b>")
    await expect(dialog.get_by_role("textbox")).to_have_value(attack)
    assert await dialog.locator("img, b").count() == 0
    assert await page.evaluate("window.broken") is None


async def test_on_a_phone_the_modal_fills_the_screen(stage: Stage) -> None:
    _, dialog = await opened(stage, profile(), width=390, height=844, touch=True)
    box = await dialog.bounding_box()
    assert box == {"x": 0, "y": 0, "width": 390, "height": 844}
    await expect(dialog.get_by_role("button", name="Continue")).to_be_in_viewport()
    await expect(dialog.get_by_role("button", name="Fill in a sample")).to_be_in_viewport()
