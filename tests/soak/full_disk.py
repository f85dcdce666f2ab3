"""The disk of PostgreSQL is full, and then it is not: what was said meanwhile is kept."""

from __future__ import annotations

import asyncio
import os
import subprocess
from pathlib import Path

from audit import audit
from bot.database.embedded import EmbeddedPostgres
from bot.database.schema import migrate
from bot.sandbox import Sandbox
from playing import Player
from programs import Program, programs

NOT_RUN = "disk full: not run, for nothing may be mounted here"
_SIZE = "160m"
_LONG = "We measured it again each week and wrote down what we saw, and it held. " * 40
_MOST_PARTS = 25
SAVED_LATER = "I could not save that yet. No need to send it again."


async def full_disk(folder: Path) -> str:
    """How it went, in a line. Raises AssertionError where a word is lost or nobody was told."""
    disk = folder / "disk"
    disk.mkdir(mode=0o711)
    mounting = ["mount", "-t", "tmpfs", "-o", f"size={_SIZE},mode=0711", "tmpfs", str(disk)]
    try:
        mounted = await asyncio.to_thread(
            subprocess.run, mounting, check=False, capture_output=True
        )
    except FileNotFoundError:
        return NOT_RUN
    if mounted.returncode != 0:
        return NOT_RUN
    server = EmbeddedPostgres(disk)
    try:
        await asyncio.to_thread(server.start)
        await asyncio.to_thread(migrate, server.url)
        return await _an_answer_on_a_full_disk(server, disk, folder)
    finally:
        (disk / "filler").unlink(missing_ok=True)
        await asyncio.to_thread(server.stop)
        await asyncio.to_thread(subprocess.run, ["umount", "--lazy", str(disk)], check=True)


async def _an_answer_on_a_full_disk(server: EmbeddedPostgres, disk: Path, folder: Path) -> str:
    place = folder / "full"
    place.mkdir()
    async with Sandbox(retry_delays=(0.0, *[1.0] * 120)) as slack:
        bot = Program(slack, server.url, place, "run", settle_seconds=2.0)
        async with programs(bot):
            sam = Player(slack)
            await sam.introduces_themselves()
            await sam.starts()
            await asyncio.to_thread(_fill, disk)
            said = []
            for number in range(_MOST_PARTS):
                said.append(await sam.says(f"{number}: {_LONG}"))
                await asyncio.sleep(0.2)
                if SAVED_LATER in sam.whispers():
                    break
            await sam.hears(SAVED_LATER)
            (disk / "filler").unlink()
            # Where the log itself could not be written PostgreSQL has ended: whoever runs it
            # starts it again.
            await asyncio.to_thread(server.stop)
            await asyncio.to_thread(server.start)
            for ts in said:
                await slack.until(lambda ts=ts: _is_acked(slack, ts), 120)
            await slack.until(lambda: bool(sam.posts("follow_up", "feedback")), 60)
            await sam.says("end")
            await slack.until(lambda: bool(sam.posts("summary")), 30)
            await audit(slack, server.url, sam)
        assert '"traceback"' not in bot.log, bot.log_path
    return f"disk full: {len(said)} messages said on it, none lost, and the person was told"


def _fill(disk: Path) -> None:
    """To the last byte."""
    filler = os.open(disk / "filler", os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    os.write(filler, b"\0" * size)
            except OSError:
                continue
    finally:
        os.close(filler)


def _is_acked(slack: Sandbox, ts: str) -> bool:
    about = {p["event_id"] for p in slack.events if p["event"].get("ts") == ts}
    return any(attempt.acked and attempt.event_id in about for attempt in slack.attempts)
