"""`mock-interview try` as a stranger meets it: the installed command, and a person at its page."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

_COMMAND = Path(sys.executable).parent / "mock-interview"
_STOP_SECONDS = 15.0
PATIENCE = 20_000.0
"""Milliseconds that a person waits for what the bot says."""


class Trial:
    """The installed command on a folder of its own; `url` is where its page is."""

    def __init__(self, home: Path, **settings: str) -> None:
        self._home = home
        self._settings = settings
        self._process: asyncio.subprocess.Process | None = None
        self.url = ""
        self.port = 0
        self.said = ""

    async def start(self) -> float:
        """Starts it, at a second start on the port of the first; gives the seconds to the page."""
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self._home),
            "MOCK_INTERVIEW_HOME": str(self._home),
            "MOCK_INTERVIEW_SETTLE_SECONDS": "0.1",
            **self._settings,
        }
        clock = asyncio.get_running_loop()
        begun = clock.time()
        with (self._home / "try.log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                _COMMAND,
                "try",
                "--no-open",
                f"--port={self.port}",
                cwd=self._home,
                env=environment,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
            )
        assert self._process.stdout is not None
        self.said = ""
        while "Ctrl-C" not in self.said:
            line = await asyncio.wait_for(self._process.stdout.readline(), _STOP_SECONDS)
            assert line, self.log
            self.said += line.decode()
        [self.url] = re.findall(r"http://127\.0\.0\.1:\d+", self.said)
        self.port = int(self.url.rpartition(":")[2])
        async with aiohttp.ClientSession() as session, session.get(self.url) as page:
            assert page.status == 200
        return clock.time() - begun

    @property
    def log(self) -> str:
        """What it has written to standard error, of all its lives."""
        return (self._home / "try.log").read_text()

    async def terminate(self) -> int:
        """Asks it to stop; gives its exit code."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        return await asyncio.wait_for(self._process.wait(), _STOP_SECONDS)

    async def end(self) -> None:
        if self._process is not None and self._process.returncode is None:
            await self.terminate()


@asynccontextmanager
async def trial(home: Path, **settings: str) -> AsyncIterator[Trial]:
    """Not started yet; stopped at the end if it still runs."""
    it = Trial(home, **settings)
    try:
        yield it
    finally:
        await it.end()


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """The system's Chromium, patient with a busy machine."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu", "--no-first-run"]
        )
        expect.set_options(timeout=PATIENCE)
        try:
            yield browser
        finally:
            expect.set_options(timeout=None)
            await browser.close()


class Visitor:
    """A person at the page, who sees and does what anyone could see and do there."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0
        self.faults: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(str(error)))

    @property
    def modal(self) -> Locator:
        return self.page.get_by_test_id("modal")

    @property
    def thread(self) -> Locator:
        return self.page.get_by_test_id("thread-log")

    def posts(self, kind: str) -> Locator:
        """What the bot has said of this kind in the thread that is open."""
        return self.thread.locator(f'[data-event-type="mock_interview_{kind}"]')

    @property
    def card(self) -> Locator:
        """The newest interview's card, in the conversation."""
        log = self.page.get_by_test_id("conversation-log")
        return log.locator('[data-event-type="mock_interview_card"]').last

    async def presses(self, name: str) -> None:
        """A click on the one button with this name that stands lowest on the page."""
        await self.page.get_by_role("button", name=name, exact=True).last.click(timeout=PATIENCE)
        self.clicks += 1

    async def says(self, words: str) -> None:
        """Types it into the thread and sends it with Enter."""
        box = self.page.get_by_test_id("thread-composer").get_by_role("textbox")
        await box.fill(words)
        await box.press("Enter")
        await expect(box).to_have_value("")

    async def commands(self, words: str) -> None:
        """Types it into the conversation, as a slash command or a word."""
        box = self.page.get_by_test_id("conversation-composer").get_by_role("textbox")
        await box.fill(words)
        await box.press("Enter")
        await expect(box).to_have_value("")

    async def reads(self, kind: str, number: int = 1) -> str:
        """Waits for the n-th post of a kind; gives its words."""
        post = self.posts(kind).nth(number - 1)
        await expect(post).to_be_visible(timeout=PATIENCE)
        return await post.inner_text()

    async def reads_feedback(self, number: int) -> str:
        """Waits for the feedback on question `number`, asking for it where a follow-up comes."""
        wanted = self.posts("feedback").nth(number - 1)
        ask = self.page.get_by_role("button", name="Give me the feedback", exact=True)
        await expect(wanted.or_(ask).last).to_be_visible(timeout=PATIENCE)
        if not await wanted.is_visible():
            await self.presses("Give me the feedback")
        return await self.reads("feedback", number)


@asynccontextmanager
async def visitor(
    browser: Browser, url: str, *, width: int = 1280, height: int = 800, dark: bool = False
) -> AsyncIterator[Visitor]:
    """Someone who opens the page; at its end nothing may have gone wrong in their browser."""
    phone = width < 720
    context = await browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=1,
        color_scheme="dark" if dark else "light",
        has_touch=phone,
        is_mobile=phone,
        reduced_motion="reduce",
        locale="en-US",
    )
    page = await context.new_page()
    page.set_default_timeout(PATIENCE)
    person = Visitor(page)
    await page.goto(url)
    yield person
    await context.close()
    assert person.faults == []
