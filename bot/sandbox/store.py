"""Keeps conversations on disk between runs; views, files' contents and ephemerals are not kept."""

import asyncio
import json
import logging
import os
from collections.abc import Callable
from pathlib import Path

from bot.sandbox.workspace import Json, Workspace

log = logging.getLogger(__name__)

VERSION = 1
PAUSE_SECONDS = 0.5
"""How long a change may wait for more before it is written."""


class Store:
    """One JSON file, replaced whole by each write, so that a crash leaves the old or the new."""

    def __init__(self, path: Path, workspace: Workspace, on_saved: Callable[[], None]) -> None:
        self._path = path
        self._workspace = workspace
        self._on_saved = on_saved
        self._due: asyncio.TimerHandle | None = None
        self._writing: asyncio.Task[None] | None = None

    def load(self) -> None:
        """Reads what is there. A file that cannot be read is moved aside, never an error."""
        if not self._path.exists():
            return
        try:
            self._restore(json.loads(self._path.read_text("utf-8")))
        except (ValueError, KeyError, TypeError, AttributeError):
            aside = self._aside()
            os.replace(self._path, aside)
            log.warning("the sandbox's state could not be read; moved to %s", aside)

    def changed(self) -> None:
        """Writes soon, once for many changes."""
        if self._due is None:
            self._due = asyncio.get_running_loop().call_later(PAUSE_SECONDS, self._begin)

    async def close(self) -> None:
        """Writes what is not written yet."""
        if self._due is not None:
            self._due.cancel()
            self._due = None
        if self._writing is not None:
            await self._writing
        await self._save()

    def _begin(self) -> None:
        self._due = None
        if self._writing is not None and not self._writing.done():
            self.changed()
            return
        self._writing = asyncio.create_task(self._save())

    async def _save(self) -> None:
        """Writes, or says in the log why it could not; the sandbox goes on either way."""
        try:
            await asyncio.to_thread(self._write, self._snapshot())
        except OSError as failed:
            log.warning("the sandbox's state could not be written: %s", failed.strerror)
        self._on_saved()

    def _snapshot(self) -> str:
        channels = self._workspace.channels.values()
        return json.dumps(
            {
                "version": VERSION,
                "last_stamp": self._workspace.last_stamp,
                "opened": sorted(self._workspace.opened),
                "channels": {
                    c.id: {"messages": list(c.messages.values()), "said": c.said} for c in channels
                },
            }
        )

    def _write(self, snapshot: str) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        beside = self._path.with_name(self._path.name + ".new")
        with beside.open("w", encoding="utf-8") as file:
            file.write(snapshot)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, self._path)

    def _restore(self, kept: Json) -> None:
        if kept["version"] != VERSION:
            raise ValueError("another version")
        fresh = Workspace(self._workspace.clock)
        for channel_id, what in kept["channels"].items():
            channel = fresh.channel(channel_id)
            if channel is None:
                raise ValueError("an unknown channel")
            for message in sorted(what["messages"], key=lambda m: str(m["ts"])):
                channel.add(message)
            channel.said.update(what["said"])
        self._workspace.channels = fresh.channels
        self._workspace.opened = set(kept["opened"])
        self._workspace.last_stamp = int(kept["last_stamp"])

    def _aside(self) -> Path:
        number = 1
        while (aside := self._path.with_name(f"{self._path.name}.broken-{number}")).exists():
            number += 1
        return aside
