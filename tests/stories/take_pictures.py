"""Takes the README's pictures anew: `python tests/stories/take_pictures.py`, with a Chromium."""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.async_api import expect

sys.path.insert(1, str(Path(__file__).parents[1]))

from browsing import Visitor, chromium, trial, visitor
from loopback import loopback
from pictured import ANSWER, pictured

_DOCS = Path(__file__).parents[2] / "docs"


async def _plays_one_question(sam: Visitor) -> None:
    await sam.presses("Try it with a sample resume")
    await sam.presses("Continue")
    await expect(sam.modal.get_by_role("heading")).to_have_text("Start an interview")
    await sam.presses("Start")
    await sam.reads("question")
    await sam.says(ANSWER)
    await sam.reads("follow_up")
    await sam.reads_feedback(1)
    await expect(sam.card).to_contain_text("average")


async def _lets_go(sam: Visitor) -> None:
    """Nothing on the picture is focused or under the pointer."""
    await sam.page.mouse.move(0, 0)
    await sam.page.evaluate("document.activeElement?.blur()")


async def _take(home: Path) -> None:
    async with trial(home) as command, chromium() as browser:
        await command.start()
        async with visitor(browser, command.url, width=1000, height=1448) as sam:
            await _plays_one_question(sam)
            await sam.thread.evaluate("log => log.scrollTo(0, log.scrollHeight)")
            await _lets_go(sam)
            await sam.page.get_by_test_id("thread").screenshot(path=_DOCS / "thread.png")
        async with visitor(browser, command.url, width=390, height=844, dark=True) as sam:
            await sam.page.get_by_test_id("thread-link").click()
            score = sam.posts("feedback").get_by_text("of 10")
            await expect(score).to_be_visible()
            await score.evaluate("line => line.scrollIntoView({ block: 'start' })")
            await _lets_go(sam)
            await sam.page.screenshot(path=_DOCS / "phone.png")


async def _take_with_a_model(home: Path) -> None:
    """The thread with a model as the coach: one on this machine, whose words are `pictured`."""
    async with loopback(pictured) as claude:
        model = {
            "MOCK_INTERVIEW_COACH": "claude",
            "ANTHROPIC_API_KEY": claude.key,
            "ANTHROPIC_BASE_URL": claude.url,
        }
        async with trial(home, **model) as command, chromium() as browser:
            await command.start()
            async with visitor(browser, command.url, width=1000, height=1500) as sam:
                await _plays_one_question(sam)
                await expect(sam.posts("feedback").last).to_contain_text("differently since›")
                await sam.thread.evaluate("log => log.scrollTo(0, log.scrollHeight)")
                await _lets_go(sam)
                await sam.page.get_by_test_id("thread").screenshot(path=_DOCS / "claude.png")


def main() -> None:
    for taken in (_take, _take_with_a_model):
        folder = Path(tempfile.mkdtemp(prefix="mock-interview-pictures-"))
        folder.chmod(0o711)
        try:
            asyncio.run(taken(folder))
        finally:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
