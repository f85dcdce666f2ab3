"""`mock-interview try`: the bot, a PostgreSQL of its own and a local Slack with a page, in one."""

from __future__ import annotations

import asyncio
import webbrowser

from pydantic import SecretStr

from bot import logs
from bot.assemble import assembled, coach_of
from bot.sandbox import Sandbox
from bot.service import until_stopped
from bot.settings import Settings

RETRY_DELAYS = (1.0, 3.0, 10.0, 60.0)
"""Sooner than Slack's, since here the bot is only ever away for the moment that it starts."""


async def play(*, port: int, opens_browser: bool) -> None:
    """Serve the page and run the bot behind it until a signal.

    Raises OSError where the port is taken, and errors as `assembled`.
    """
    logs.configure()
    home = Settings.for_try().home
    home.mkdir(parents=True, exist_ok=True)
    async with Sandbox(
        port=port, state_file=home / "slack.json", retry_delays=RETRY_DELAYS
    ) as slack:
        settings = Settings.for_try(
            slack_bot_token=SecretStr(slack.bot_token),
            slack_app_token=SecretStr(slack.app_token),
            slack_api_url=slack.api_url,
        )
        coach = coach_of(settings)
        print(  # noqa: T201 - what a person in front of a terminal is told
            f"\n  Mock Interview is at {slack.url}\n  Judged by the {coach.label}."
            f"\n  Everything is kept in {settings.home}. Ctrl-C stops.\n",
            flush=True,
        )
        if opens_browser:
            await asyncio.to_thread(webbrowser.open, slack.url)
        await until_stopped(assembled(settings, listens=True, works=True, coach=coach))
