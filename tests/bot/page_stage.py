"""A stage for the page's tests: a real sandbox, a real Chromium, and a bot of a few lines."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from playwright.async_api import Browser, Locator, Page, async_playwright
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox

Json = dict[str, Any]
SILENT = object()
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]


class Interviewer:
    """Posts through the real slack_sdk; acks what its socket brings with `answers`.

    `answers` is by the kind of an envelope, a view's callback_id or an action_id; SILENT as an
    answer is no ack at all. What was heard is kept in `heard`.
    """

    def __init__(self, slack: Sandbox) -> None:
        self.slack = slack
        self.web = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        self.answers: dict[str, Callable[[Json], Any]] = {}
        self.heard: list[Json] = []
        self._listening: asyncio.Task[None] | None = None

    async def connect(self) -> None:
        apps = AsyncWebClient(base_url=self.slack.api_url)
        opened = await apps.apps_connections_open(app_token=self.slack.app_token)
        self._listening = asyncio.create_task(self._listen(opened["url"]))
        await self.slack.wait_until_connected()

    async def leave(self) -> None:
        if self._listening is not None:
            self._listening.cancel()
            with suppress(asyncio.CancelledError):
                await self._listening

    async def _listen(self, url: str) -> None:
        async with aiohttp.ClientSession() as session, session.ws_connect(url) as socket:
            async for frame in socket:
                envelope = json.loads(frame.data)
                if "envelope_id" not in envelope:
                    continue
                self.heard.append(envelope)
                answer = await self._answer(envelope["type"], envelope["payload"])
                if answer is not SILENT:
                    said = {"envelope_id": envelope["envelope_id"]}
                    told = {"payload": answer} if isinstance(answer, dict) else {}
                    await socket.send_json(said | told)

    async def _answer(self, kind: str, payload: Json) -> Any:
        actions = [action["action_id"] for action in payload.get("actions", [])]
        names = [*actions, payload.get("view", {}).get("callback_id", ""), kind]
        for name in names:
            if name in self.answers:
                given = self.answers[name](payload)
                return await given if asyncio.iscoroutine(given) else given
        return None

    def interactions(self, kind: str) -> list[Json]:
        """The payloads of this type that were heard, such as `block_actions`."""
        return [e["payload"] for e in self.heard if e["payload"].get("type") == kind]

    async def post(self, text: str = "words", blocks: list[Json] | None = None, **more: Any) -> str:
        answer = await self.web.chat_postMessage(
            channel=self.slack.dm(), text=text, blocks=blocks, **more
        )
        return str(answer["ts"])

    async def rewrite(self, ts: str, text: str, blocks: list[Json] | None = None) -> None:
        await self.web.chat_update(channel=self.slack.dm(), ts=ts, text=text, blocks=blocks)

    def opens(self, view: Json) -> Callable[[Json], Any]:
        """An answer that opens a modal with the trigger it was given."""

        async def open_it(payload: Json) -> None:
            await self.web.views_open(trigger_id=payload["trigger_id"], view=view)

        return open_it


class Stage:
    """One test's sandbox, bot and browser windows."""

    def __init__(self, slack: Sandbox, bot: Interviewer, browser: Browser) -> None:
        self.slack, self.bot, self._browser = slack, bot, browser
        self.faults: list[str] = []

    async def open(
        self, *, width: int = 1280, height: int = 800, dark: bool = False, touch: bool = False
    ) -> Page:
        """A fresh window on the page, with the sandbox's first state drawn."""
        context = await self._browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            has_touch=touch,
            is_mobile=touch,
            reduced_motion="reduce",
            locale="en-US",
        )
        page = await context.new_page()
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda m: self._note_refusal(m.text))
        page.on("request", lambda request: self._note_stranger(request.url))
        await page.goto(self.slack.url)
        await page.get_by_test_id("room").first.wait_for(state="attached")
        return page

    def _note_refusal(self, text: str) -> None:
        if "Content Security Policy" in text:
            self.faults.append(text)

    def _note_stranger(self, url: str) -> None:
        if urlsplit(url).scheme != "data" and urlsplit(url).hostname != "127.0.0.1":
            self.faults.append(f"the page asked {url}")

    async def close(self) -> None:
        for context in list(self._browser.contexts):
            await context.close()
        await self.bot.leave()
        assert self.faults == []


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        await browser.close()


@asynccontextmanager
async def staged(browser: Browser) -> AsyncIterator[Stage]:
    """A sandbox whose bot has half a second to ack, and no window yet."""
    async with Sandbox(ack_seconds=0.5) as slack:
        stage = Stage(slack, Interviewer(slack), browser)
        await stage.bot.connect()
        yield stage
        await stage.close()


def messages(page: Page, pane: str = "conversation") -> Locator:
    return page.get_by_test_id(f"{pane}-log").get_by_test_id("message")


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def button(text: str, action_id: str, **more: Any) -> Json:
    return {
        "type": "button",
        "text": plain(text),
        "action_id": action_id,
        "value": action_id,
        **more,
    }


def actions(*elements: Json) -> Json:
    return {"type": "actions", "block_id": "actions", "elements": list(elements)}


def words(kind: str, *elements: Json | str) -> Json:
    """One part of a rich_text block; a string stands for a text element."""
    parts = [{"type": "text", "text": e} if isinstance(e, str) else e for e in elements]
    return {"type": f"rich_text_{kind}", "elements": parts}


def rich_text(*parts: Json) -> Json:
    return {"type": "rich_text", "elements": list(parts)}


def field(name: str, label: str, element: Json, **more: Any) -> Json:
    return {
        "type": "input",
        "block_id": name,
        "label": plain(label),
        "element": {**element, "action_id": name},
        "optional": True,
        **more,
    }


def text_field(name: str, label: str, **more: Any) -> Json:
    return field(name, label, {"type": "plain_text_input", **more})


def modal(callback_id: str, title: str, *blocks: Json, submit: str = "Continue") -> Json:
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title),
        "submit": plain(submit),
        "close": plain("Cancel"),
        "blocks": list(blocks),
    }


def profile(*more: Json) -> Json:
    return modal(
        "save_profile",
        "Your resume and job",
        text_field("resume_text", "Your resume", multiline=True, max_length=3000),
        text_field("resume_text_more", "The rest of it", multiline=True, max_length=3000),
        field("resume_file", "Resume file", {"type": "file_input", "max_files": 1}),
        text_field("company", "Company"),
        text_field("job_title", "Job title"),
        text_field("job_description", "Job description", multiline=True, max_length=3000),
        *more,
    )
