"""How the page looks: every block, nothing that becomes markup, phone width, light and dark."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from page_stage import (
    Json,
    Stage,
    actions,
    button,
    chromium,
    messages,
    mrkdwn,
    plain,
    rich_text,
    staged,
    words,
)

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

ATTACK = "<img src=x onerror='window.broken=1'><script>window.broken=1</script><b>bold</b>"

CONTRASTS = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgb = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].map((v, i) => i < 3 ? v : v / 255);
  };
  const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3]));
  const ground = (node) => {
    if (!node) return rgb(matchMedia("(prefers-color-scheme: dark)").matches ? "#000" : "#fff");
    const own = rgb(getComputedStyle(node).backgroundColor);
    return own[3] === 1 ? own : [...over(own, ground(node.parentElement)), 1];
  };
  const part = (v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = (c) => {
    const [r, g, b] = c.map((v) => part(v / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const seen = { visibilityProperty: true, opacityProperty: true };
  const low = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    const text = walker.currentNode.data.trim();
    if (!text || !node.checkVisibility(seen)) continue;
    if (node.closest("[aria-disabled=true], .is-bot, script, noscript, option")) continue;
    const style = getComputedStyle(node);
    const behind = ground(node);
    const [a, b] = [light(over(rgb(style.color), behind)), light(behind)].sort((x, y) => y - x);
    const size = parseFloat(style.fontSize);
    const needed = size >= 24 || (size >= 18.7 && style.fontWeight >= 700) ? 3 : 4.5;
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < needed) low.push(`${ratio.toFixed(2)} ${node.className}: ${text.slice(0, 30)}`);
  }
  return low;
}"""
"""What stands on the page in a contrast below WCAG AA, with its ratio."""

EVERYTHING: list[Json] = [
    {"type": "header", "text": plain("Senior Backend Engineer :tada:")},
    {"type": "divider"},
    {
        **mrkdwn(
            "*bold* _leaning_ ~gone~ `x = 1` &lt;tag&gt; <https://example.org/a|a link>\n&gt; said"
        ),
        "fields": [plain("Score"), {"type": "mrkdwn", "text": "*7*"}],
        "accessory": button("More", "more"),
    },
    {"type": "context", "elements": [{"type": "mrkdwn", "text": "_small_ print"}]},
    rich_text(
        words("section", {"type": "text", "text": "strong", "style": {"bold": True}}, " plain"),
        {"type": "rich_text_list", "style": "ordered", "elements": [words("section", "first")]},
        {
            "type": "rich_text_list",
            "style": "bullet",
            "indent": 1,
            "elements": [words("section", "nested")],
        },
        words("quote", "quoted"),
        words("preformatted", "as  typed"),
    ),
    {
        "type": "table",
        "rows": [
            [{"type": "raw_text", "text": "Question"}, {"type": "raw_text", "text": "Score"}],
            [{"type": "raw_text", "text": "Conflict"}, {"type": "raw_text", "text": "6"}],
        ],
    },
    {"type": "markdown", "text": "**next** step\n- one\n- two"},
    {"type": "image", "image_url": "https://example.org/x.png", "alt_text": "a chart"},
    actions(button("Next question", "next_question", style="primary")),
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def stage(browser: Browser) -> AsyncIterator[Stage]:
    async with staged(browser) as stage:
        yield stage


async def test_every_block_is_drawn_and_a_picture_is_only_described(stage: Stage) -> None:
    page = await stage.open()
    await stage.bot.post(blocks=EVERYTHING)
    message = messages(page).first
    await expect(message.get_by_role("heading")).to_have_text("Senior Backend Engineer 🎉")
    section = message.locator(".section")
    for tag, text in {"strong": "bold", "em": "leaning", "s": "gone", "code": "x = 1"}.items():
        await expect(section.locator(tag).first).to_have_text(text)
    await expect(section).to_contain_text("<tag>")
    await expect(section.locator("blockquote")).to_have_text("said")
    link = section.get_by_role("link", name="a link")
    assert await link.get_attribute("href") == "https://example.org/a"
    assert await link.get_attribute("rel") == "noopener noreferrer"
    await expect(message.locator("ol > li > ul > li")).to_have_text("nested")
    await expect(message.locator(".rich-text blockquote")).to_have_text("quoted")
    await expect(message.locator("pre")).to_have_text("as  typed")
    await expect(message.get_by_role("columnheader")).to_have_text(["Question", "Score"])
    await expect(message.get_by_role("cell")).to_have_text(["Conflict", "6"])
    await expect(message.get_by_role("img", name="a chart")).to_be_visible()
    assert await page.locator("img").count() == 0


async def test_an_unknown_block_is_named(stage: Stage) -> None:
    page = await stage.open()
    message = {
        "ts": stage.slack.slack.workspace.stamp(),
        "user": stage.slack.bot_user,
        "text": "",
        "blocks": [{"type": "hologram"}],
    }
    stage.slack.slack.feed.push("message", None, channel=stage.slack.dm(), message=message)
    await expect(page.get_by_test_id("unknown-block")).to_contain_text("hologram")


async def test_words_never_become_markup(stage: Stage) -> None:
    page = await stage.open()
    person = stage.slack.candidate
    await stage.slack.say(person, ATTACK, raw=True)
    await stage.slack.say(person, ATTACK)
    file = await stage.slack.upload(person, f"{ATTACK}.txt", b"words")
    await stage.slack.say(person, "", files=[file])
    await stage.bot.post(text=ATTACK)
    await stage.bot.post(
        blocks=[
            mrkdwn(ATTACK),
            mrkdwn("<javascript:window.broken=1|click me> <https://example.org|" + "fine>"),
            {"type": "header", "text": plain(ATTACK)},
            {"type": "markdown", "text": f"{ATTACK} [bad](javascript:window.broken=1)"},
            rich_text(words("section", ATTACK, {"type": "link", "url": "javascript:alert(1)"})),
            actions(button("<i>press</i>", "press")),
        ]
    )
    await expect(messages(page)).to_have_count(5)
    await expect(messages(page).nth(1)).to_contain_text(ATTACK)
    await expect(messages(page).nth(4).get_by_role("button", name="<i>press</i>")).to_be_visible()
    links = messages(page).get_by_role("link")
    assert await links.evaluate_all("all => all.map(a => a.protocol)") == ["https:"]
    inside = page.get_by_test_id("conversation-log").locator("img, script, i, b, iframe, [onerror]")
    assert await inside.count() == 0
    assert await page.evaluate("window.broken") is None


async def test_a_phone_shows_one_pane_at_a_time(stage: Stage) -> None:
    page = await stage.open(width=390, height=844, touch=True)
    await expect(page.get_by_test_id("conversation")).to_be_visible()
    await expect(page.get_by_test_id("sidebar")).to_be_hidden()
    root = await stage.bot.post(blocks=EVERYTHING)
    await stage.bot.post("the question", thread_ts=root)
    await expect(page.get_by_test_id("thread")).to_be_visible()
    await expect(page.get_by_test_id("conversation")).to_be_hidden()
    wide = "() => document.documentElement.scrollWidth > innerWidth"
    assert not await page.evaluate(wide)
    await page.get_by_role("button", name="Back to the conversation").click()
    await expect(page.get_by_test_id("conversation")).to_be_visible()
    assert not await page.evaluate(wide)
    await page.get_by_role("button", name="Back to conversations").click()
    await page.get_by_test_id("room").filter(has_text="general").click()
    await expect(page.get_by_role("heading", name="# general")).to_be_visible()
    await page.go_back()
    await expect(page.get_by_role("heading", name="Mock Interview")).to_be_visible()


@pytest.mark.parametrize("dark", [False, True])
async def test_all_words_can_be_read_on_their_ground(stage: Stage, dark: bool) -> None:
    page = await stage.open(dark=dark)
    assert await page.evaluate(CONTRASTS) == []
    background = await page.evaluate("getComputedStyle(document.body).backgroundColor")
    channels = [int(part) for part in re.findall(r"\d+", background)]
    assert (sum(channels) < 128 * 3) is dark
    root = await stage.bot.post(blocks=EVERYTHING)
    await stage.slack.say(stage.slack.candidate, "an answer", thread_ts=root)
    await stage.bot.post(blocks=[actions(button("Erase", "erase", style="danger"))], thread_ts=root)
    await stage.bot.web.chat_postEphemeral(
        channel=stage.slack.dm(), user=stage.slack.candidate, text="only `you`"
    )
    await page.get_by_test_id("message-input").fill("/mock")
    await expect(messages(page).last).to_contain_text("Only visible to you")
    assert await page.evaluate(CONTRASTS) == []
