"""A command's life: read the settings, build the bot, run it until a signal, stop it gracefully."""

from __future__ import annotations

import asyncio
import gc
import signal
import sys
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, suppress
from typing import TYPE_CHECKING

import structlog

from bot import logs
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.assemble import Bot

_log = structlog.get_logger(__name__)


def loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop where there is one."""
    if sys.platform == "win32":
        return None
    import uvloop

    return uvloop.new_event_loop


def stop_on_signal() -> asyncio.Event:
    """An event that SIGTERM and SIGINT set; a second signal changes nothing."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    return stop


async def serve(*, listens: bool, works: bool) -> None:
    """Run the bot for the workspace that the settings name. Errors as `assembled`."""
    logs.configure()
    settings = Settings.load()
    if listens:
        settings.slack_tokens()
    else:
        settings.bot_token()
    from bot.assemble import assembled  # after the settings, so that a bad one is told at once

    await until_stopped(
        lambda stop: assembled(settings, stop, listens=listens, works=works, beside=True)
    )


async def until_stopped(
    assembly: Callable[[asyncio.Event], AbstractAsyncContextManager[Bot]],
) -> None:
    """Build the bot and run it until a signal; one that comes while it is built is obeyed too.

    Nothing is cancelled: what is told to stop through the event always hears of it.
    """
    from bot.assemble import StoppedEarly

    stop = stop_on_signal()
    with suppress(StoppedEarly):
        async with assembly(stop) as bot:
            gc.freeze()
            _log.info("started", listens=bot.socket is not None, works=bot.works)
            await bot.run(stop)
    _log.info("stopped")


async def migrate_database() -> None:
    """Bring the database that the settings name to the newest schema."""
    from bot.database.embedded import embedded
    from bot.database.schema import migrate

    logs.configure()
    settings = Settings.load()
    if settings.database_url is not None:
        await asyncio.to_thread(migrate, settings.database_url.get_secret_value())
    else:
        async with embedded(settings.home) as server:
            await asyncio.to_thread(migrate, server.url)
    _log.info("migrated")
