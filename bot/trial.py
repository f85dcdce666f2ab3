"""`mock-interview try`: the bot, a PostgreSQL of its own and a local Slack with a page, in one."""

from __future__ import annotations

import asyncio
import fcntl
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from pydantic import SecretStr

from bot import logs
from bot.assemble import assembled
from bot.coaches import named
from bot.owned import Owned
from bot.sandbox import Sandbox
from bot.service import until_stopped
from bot.settings import BadSetting, Settings

RETRY_DELAYS = (1.0, 3.0, 10.0, 60.0)
"""Sooner than Slack's, since here the bot is only ever away for the moment that it starts."""


async def play(*, port: int, opens_browser: bool) -> None:
    """Serve the page and run the bot behind it until a signal.

    Raises OSError where the port is taken, BadSetting where the data folder cannot be made, and
    errors as `assembled`.
    """
    logs.configure()
    home = Settings.for_try().home
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as refused:
        why = refused.strerror or type(refused).__name__
        raise BadSetting(f"MOCK_INTERVIEW_HOME: {home} cannot be made ({why}).") from None
    browser = Owned()
    async with (
        _alone_in(home),
        Sandbox(port=port, state_file=home / "slack.json", retry_delays=RETRY_DELAYS) as slack,
    ):
        settings = Settings.for_try(
            slack_bot_token=SecretStr(slack.bot_token),
            slack_app_token=SecretStr(slack.app_token),
            slack_api_url=slack.api_url,
        )
        print(  # noqa: T201 - what a person in front of a terminal is told
            f"\n  Mock Interview is at {slack.url}\n  Who judges: {named(settings)}."
            f"\n  Everything is kept in {settings.home}. Ctrl-C stops.\n",
            flush=True,
        )
        if opens_browser:
            browser.start(_open_when_ready(slack))
        try:
            await until_stopped(
                lambda stop: assembled(settings, stop, listens=True, works=True, beside=True)
            )
        finally:
            await browser.close()


async def _open_when_ready(slack: Sandbox) -> None:
    """Show the page once the bot is behind it, so that the first click is answered."""
    await slack.wait_until_connected(timeout=60)
    await asyncio.to_thread(webbrowser.open, slack.url)


@asynccontextmanager
async def _alone_in(home: Path) -> AsyncIterator[None]:
    """One trial a folder: two would write over each other's Slack. Raises BadSetting."""
    with (home / "try.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BadSetting(
                f"MOCK_INTERVIEW_HOME: another mock-interview try is using {home}."
            ) from None
        yield
