"""The page's conversation: threads, clicks, commands, scrolling and the keyboard, as in Slack."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from bot.sandbox import Sandbox
from page_stage import (
    SILENT,
    Stage,
    actions,
    button,
    chromium,
    messages,
    plain,
    staged,
)

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def stage(browser: Browser) -> AsyncIterator[Stage]:
    async with staged(browser) as stage:
        yield stage


def log_of(page: Page, pane: str = "conversation") -> Any:
    return page.get_by_test_id(f"{pane}-log")


async def test_the_thread_opens_by_itself_and_counts_its_replies(stage: Stage) -> None:
    page = await stage.open()
    root = await stage.bot.post("the card")
    await expect(page.get_by_test_id("thread")).to_be_hidden()
    await stage.bot.post("the first question", thread_ts=root)
    await expect(messages(page, "thread")).to_have_count(2)
    await expect(page.get_by_test_id("thread-input")).to_be_focused()
    await stage.bot.post("another", thread_ts=root)
    await expect(page.get_by_test_id("thread-link")).to_contain_text("2 replies")
    await page.keyboard.press("Escape")
    await expect(page.get_by_test_id("thread")).to_be_hidden()
    await stage.bot.post("a third", thread_ts=root)
    await expect(page.get_by_test_id("thread-link")).to_contain_text("3 replies")
    await expect(page.get_by_test_id("thread")).to_be_hidden()
    await page.get_by_test_id("thread-link").click()
    await expect(messages(page, "thread")).to_have_count(4)


async def test_enter_sends_and_shift_enter_begins_a_line(stage: Stage) -> None:
    page = await stage.open()
    await page.get_by_test_id("message-input").focus()
    await page.keyboard.type("one < two")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("three")
    await page.keyboard.press("Enter")
    await expect(messages(page)).to_contain_text("one < two")
    assert [m["text"] for m in stage.slack.messages()] == ["one &lt; two\nthree"]
    await expect(page.get_by_test_id("message-input")).to_have_value("")
    await page.keyboard.press("Enter")
    await page.keyboard.type("last")
    await page.keyboard.press("Enter")
    await expect(messages(page)).to_have_count(2)


async def test_a_slash_offers_the_command_which_threads_refuse(stage: Stage) -> None:
    page = await stage.open()
    stage.bot.answers["slash_commands"] = lambda _: {"text": "Here is what you can say."}
    root = await stage.bot.post("the card")
    await stage.bot.post("the question", thread_ts=root)
    await page.get_by_test_id("thread-input").fill("/mock-interview end")
    await page.keyboard.press("Enter")
    refusal = messages(page, "thread").last
    await expect(refusal).to_contain_text("/mock-interview is not supported in threads. Sorry!")
    await page.get_by_test_id("message-input").focus()
    await page.keyboard.type("/mo")
    offer = page.get_by_role("option")
    await expect(offer.first).to_contain_text("[start|profile|history")
    await page.keyboard.press("Enter")
    await page.keyboard.type("help")
    await page.keyboard.press("Enter")
    await expect(messages(page).last).to_contain_text("Here is what you can say.")
    await expect(messages(page).last).to_contain_text("Only visible to you")
    [heard] = [e["payload"] for e in stage.bot.heard if e["type"] == "slash_commands"]
    assert (heard["command"], heard["text"]) == ("/mock-interview", "help")
    await page.get_by_test_id("message-input").fill("/dance")
    await page.keyboard.press("Enter")
    await expect(messages(page).last).to_contain_text("/dance is not a valid command.")


async def test_a_click_waits_and_tells_where_the_bot_did_not_take_it(stage: Stage) -> None:
    page = await stage.open()
    gate = asyncio.Event()
    stage.bot.answers["slow"] = lambda _: gate.wait()
    stage.bot.answers["deaf"] = lambda _: SILENT
    await stage.bot.post(blocks=[actions(button("Slow", "slow"), button("Deaf", "deaf"))])
    slow = page.get_by_role("button", name="Slow")
    await slow.click()
    await expect(slow).to_have_attribute("aria-disabled", "true")
    await slow.dispatch_event("click")
    gate.set()
    await expect(slow).not_to_have_attribute("aria-disabled", "true")
    assert len(stage.bot.interactions("block_actions")) == 1
    await page.get_by_role("button", name="Deaf").click()
    await expect(page.get_by_role("alert").filter(has_text="press again")).to_be_visible()
    await expect(page.get_by_test_id("notes")).to_be_empty()


async def test_a_dangerous_button_asks_first(stage: Stage) -> None:
    page = await stage.open()
    confirm = {
        "title": plain("Erase everything?"),
        "text": plain("It cannot be undone."),
        "confirm": plain("Erase"),
        "deny": plain("Keep"),
        "style": "danger",
    }
    await stage.bot.post(blocks=[actions(button("Forget me", "confirm_forget", confirm=confirm))])
    forget = page.get_by_role("button", name="Forget me")
    await forget.focus()
    await page.keyboard.press("Enter")
    dialog = page.get_by_role("alertdialog", name="Erase everything?")
    await expect(dialog.get_by_role("button", name="Keep")).to_be_focused()
    for _ in range(3):
        await page.keyboard.press("Tab")
        assert await dialog.evaluate("node => node.contains(document.activeElement)")
    await page.keyboard.press("Escape")
    await expect(forget).to_be_focused()
    assert stage.bot.interactions("block_actions") == []
    await page.keyboard.press("Enter")
    async with asyncio.timeout(5):
        await dialog.get_by_role("button", name="Erase").click()
        await stage.slack.until(lambda: stage.bot.interactions("block_actions"))


async def test_a_choice_in_a_message_is_told_to_the_bot(stage: Stage) -> None:
    page = await stage.open()
    options = [{"text": plain(word), "value": word.lower()} for word in ("Easy", "Hard")]
    menu = {
        "type": "static_select",
        "action_id": "difficulty",
        "placeholder": plain("Difficulty"),
        "options": options,
    }
    await stage.bot.post(blocks=[actions(menu)])
    await page.get_by_label("Difficulty").select_option("hard")
    await stage.slack.until(lambda: stage.bot.interactions("block_actions"))
    [click] = stage.bot.interactions("block_actions")
    assert click["actions"][0]["selected_option"]["value"] == "hard"


async def test_only_people_are_marked_as_edited(stage: Stage) -> None:
    page = await stage.open()
    ts = await stage.bot.post("first words")
    await page.get_by_test_id("message-input").fill("I said tihs")
    await page.keyboard.press("Enter")
    own = messages(page).nth(1)
    await expect(own).to_contain_text("tihs")
    await page.get_by_test_id("message-input").focus()
    await page.keyboard.press("ArrowUp")
    await page.get_by_test_id("edit-box").fill("I said this")
    await page.keyboard.press("Enter")
    await expect(own).to_contain_text("I said this (edited)")
    await stage.bot.rewrite(ts, "other words")
    await expect(messages(page).first).to_contain_text("other words")
    await expect(messages(page).first).not_to_contain_text("edited")
    await own.hover()
    await own.get_by_role("button", name="Delete message").click()
    await page.get_by_role("alertdialog").get_by_role("button", name="Delete").click()
    await expect(messages(page)).to_have_count(1)
    assert len(stage.slack.messages()) == 1


async def test_a_deleted_root_leaves_a_trace_and_keeps_its_thread(stage: Stage) -> None:
    page = await stage.open()
    root = await stage.slack.say(stage.slack.candidate, "never mind")
    await stage.slack.say(stage.slack.candidate, "a reply", thread_ts=root)
    await stage.slack.delete(stage.slack.candidate, root)
    await expect(messages(page)).to_contain_text("This message was deleted.")
    await expect(page.get_by_test_id("thread-link")).to_contain_text("1 reply")


async def test_a_growing_message_does_not_move_what_is_read(stage: Stage) -> None:
    page = await stage.open(height=500)
    sent = [await stage.bot.post(f"message {n}") for n in range(30)]
    log = log_of(page)
    await expect(messages(page)).to_have_count(30)
    await expect(messages(page).last).to_be_in_viewport()
    await messages(page).nth(10).evaluate("node => node.scrollIntoView({ block: 'start' })")
    await page.evaluate("new Promise(requestAnimationFrame)")
    before = await messages(page).nth(12).bounding_box()
    await stage.bot.rewrite(sent[2], "line\n" * 12)
    await expect(messages(page).nth(2)).to_contain_text("line")
    await stage.bot.post("the newest")
    pill = page.get_by_test_id("conversation-pill")
    await expect(pill).to_have_text("New messages")
    after = await messages(page).nth(12).bounding_box()
    assert before is not None
    assert after is not None
    assert abs(before["y"] - after["y"]) <= 1
    await pill.click()
    await expect(messages(page).last).to_be_in_viewport()
    await expect(pill).to_be_hidden()
    await stage.bot.post("and one more")
    await expect(messages(page).last).to_be_in_viewport()
    assert await log.evaluate("n => n.scrollHeight - n.clientHeight - n.scrollTop") < 2


async def test_a_message_taller_than_the_pane_is_shown_from_its_beginning(stage: Stage) -> None:
    page = await stage.open(height=500)
    for n in range(8):
        await stage.bot.post(f"message {n}")
    await stage.bot.post("7 of 10\n" + "line\n" * 60 + "the end")
    await expect(messages(page).last).to_contain_text("the end")
    top = await messages(page).last.evaluate(
        "node => node.getBoundingClientRect().top - node.parentElement.getBoundingClientRect().top"
    )
    assert 0 <= top <= 12
    await expect(page.get_by_test_id("conversation-pill")).to_have_text("More below")


async def test_the_status_stands_until_the_bot_speaks(stage: Stage) -> None:
    page = await stage.open()
    root = await stage.bot.post("the card")
    await stage.bot.post("the question", thread_ts=root)
    await stage.bot.web.assistant_threads_setStatus(
        channel_id=stage.slack.dm(), thread_ts=root, status="is reading your answer…"
    )
    status = page.get_by_test_id("thread-status")
    await expect(status).to_have_text("Mock Interview is reading your answer…")
    await stage.bot.post("the follow-up", thread_ts=root)
    await expect(status).to_have_text("")


async def test_a_link_to_a_message_leads_there_within_the_page(stage: Stage) -> None:
    page = await stage.open()
    root = await stage.bot.post("the card")
    reply = await stage.slack.say(stage.slack.candidate, "an answer", thread_ts=root)
    answer = await stage.bot.web.chat_getPermalink(channel=stage.slack.dm(), message_ts=reply)
    await stage.bot.post(f"It goes on <{answer['permalink']}|in the thread>.")
    await page.get_by_role("link", name="in the thread").click()
    await expect(messages(page, "thread").last).to_contain_text("an answer")
    assert len(page.context.pages) == 1
    await page.goto(answer["permalink"])
    await expect(messages(page, "thread").last).to_contain_text("an answer")


async def test_the_page_says_when_no_bot_is_there(stage: Stage) -> None:
    page = await stage.open()
    await expect(page.get_by_test_id("start-interview")).to_be_enabled()
    await stage.bot.leave()
    await expect(page.get_by_test_id("banner")).to_contain_text("is not connected")
    await expect(page.get_by_test_id("start-interview")).to_be_disabled()
    await stage.bot.connect()
    await expect(page.get_by_test_id("banner")).to_be_hidden()
    await expect(page.get_by_test_id("start-interview")).to_be_enabled()


async def test_after_a_break_the_page_catches_up(stage: Stage, tmp_path: Any) -> None:
    async with Sandbox(state_file=tmp_path / "state.json") as first:
        await first.say(first.candidate, "before")
        page = await stage.open()
        await page.goto(first.url)
        await expect(messages(page)).to_contain_text("before")
        await page.get_by_test_id("message-input").fill("a draft")
    await expect(page.get_by_test_id("link-note")).to_contain_text("Reconnecting")
    async with Sandbox(first.port, state_file=tmp_path / "state.json") as second:
        await second.say(second.candidate, "meanwhile")
        await expect(messages(page)).to_have_count(2)
        await expect(page.get_by_test_id("link-note")).to_be_hidden()
        await second.say(second.candidate, "afterwards")
        await expect(messages(page)).to_have_count(3)
        await expect(page.get_by_test_id("message-input")).to_have_value("a draft")
        await page.close()
