"""Brings the troubles of a schedule over a bot, its database and its Slack, and mends them."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import psycopg

from bot.database.embedded import EmbeddedPostgres
from bot.sandbox import Sandbox
from programs import Program
from schedule import Trouble
from steps import kill_postgres

_HANG_SECONDS = 12.0
_CONNECTED_SECONDS = 90.0
_CUT = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE application_name = 'mock-interview' AND random() < 0.5
"""


@dataclass
class Troubles:
    """What goes wrong with one bot. Of each program one thing goes wrong at a time.

    `left_out` counts what could not be brought about since something like it was under way.
    """

    slack: Sandbox
    server: EmbeddedPostgres
    bot: Program
    workers: list[Program]
    lot: random.Random
    done: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    _under_way: dict[asyncio.Task[None], str] = field(default_factory=dict)

    def begin(self, trouble: Trouble) -> None:
        about = self._about(trouble)
        if about in self._under_way.values():
            self.left_out[trouble.name] += 1
            return
        self.done[trouble.name] += 1
        task = asyncio.create_task(self._bring(trouble))
        self._under_way[task] = about
        task.add_done_callback(lambda done: self._under_way.pop(done))

    async def end(self) -> None:
        """Wait until all is mended."""
        self.slack.clear_faults()
        await asyncio.gather(*self._under_way)

    def _about(self, trouble: Trouble) -> str:
        if trouble.name.startswith(("worker", "bot")):
            return f"{trouble.name.split()[0]} {trouble.arguments.get('number', '')}"
        if trouble.name.startswith(("PostgreSQL", "connections")):
            return "PostgreSQL"
        return trouble.name if "seconds" in trouble.arguments else str(trouble)

    async def _bring(self, trouble: Trouble) -> None:
        kind, _, rest = trouble.name.partition(" ")
        arguments = dict(trouble.arguments)
        if kind == "Slack":
            self._refuse(rest, **arguments)
            return
        deeds: dict[str, Callable[..., Awaitable[None]]] = {
            "bot killed": self._kill_bot,
            "worker killed": self._kill_worker,
            "bot told to stop": self._stop_bot,
            "worker told to stop": self._stop_worker,
            "worker frozen": self._freeze,
            "PostgreSQL restarted": self._restart_database,
            "PostgreSQL killed": self._kill_database,
            "PostgreSQL away": self._restart_database,
            "connections cut": self._cut_connections,
            "socket closed": self.slack.drop_sockets,
            "socket cut": self._cut_socket,
            "socket refused": self._refuse_sockets,
            "socket refreshed": self.slack.refresh_sockets,
            "events repeated": self._repeat_events,
            "events out of order": self._disorder_events,
            "events under another ts": self._twin_events,
            "acks not heard": self._hear_no_acks,
        }
        await deeds[trouble.name](**arguments)

    def _refuse(self, kind: Any, **arguments: Any) -> None:
        method, times = arguments.pop("method"), arguments.pop("times")
        if kind == "hang":
            arguments["seconds"] = _HANG_SECONDS
        self.slack.fault(method, kind, times=times, **arguments)

    async def _kill_bot(self, away: float) -> None:
        await self.bot.kill()
        await self._start_bot(away)

    async def _stop_bot(self, away: float) -> None:
        await self._is_told_to_stop(self.bot)
        await self._start_bot(away)

    async def _start_bot(self, away: float) -> None:
        await asyncio.sleep(away)
        while True:
            await self.bot.start(wait=False)
            await self.slack.until(
                lambda: self.slack.connected or not self.bot.is_running, _CONNECTED_SECONDS
            )
            if self.bot.is_running:
                return
            await asyncio.sleep(1)  # the database was away: whoever runs it starts it again

    async def _kill_worker(self, number: int, away: float) -> None:
        await self.workers[number].kill()
        await self._start_worker(number, away)

    async def _stop_worker(self, number: int, away: float) -> None:
        await self._is_told_to_stop(self.workers[number])
        await self._start_worker(number, away)

    async def _start_worker(self, number: int, away: float) -> None:
        await asyncio.sleep(away)
        worker = self.workers[number]
        while True:
            await worker.start()
            for _ in range(10):
                await asyncio.sleep(1)
                if not worker.is_running:
                    break
            else:
                return

    async def _is_told_to_stop(self, program: Program) -> None:
        if program.is_running:
            assert await program.terminate() == 0, program.log[-2_000:]

    async def _freeze(self, number: int, seconds: float) -> None:
        worker = self.workers[number]
        worker.suspend()
        await asyncio.sleep(seconds)
        worker.resume()

    async def _restart_database(self, seconds: float = 0.0) -> None:
        await asyncio.to_thread(self.server.stop)
        await asyncio.sleep(seconds)
        await asyncio.to_thread(self.server.start)

    async def _kill_database(self) -> None:
        await kill_postgres(self.server)

    async def _cut_connections(self) -> None:
        async with await psycopg.AsyncConnection.connect(
            self.server.url, autocommit=True
        ) as connection:
            await connection.execute(_CUT.encode())

    async def _cut_socket(self) -> None:
        await self.slack.drop_sockets(abruptly=True)

    async def _refuse_sockets(self, seconds: float) -> None:
        self.slack.refuse_sockets(True)
        await self.slack.drop_sockets()
        await asyncio.sleep(seconds)
        self.slack.refuse_sockets(False)

    async def _repeat_events(self, times: int, seconds: float) -> None:
        self.slack.every_event_times = times
        await asyncio.sleep(seconds)
        self.slack.every_event_times = 1

    async def _disorder_events(self, seconds: float) -> None:
        self.slack.event_disorder = 2.0
        await asyncio.sleep(seconds)
        self.slack.event_disorder = 0.0

    async def _twin_events(self, seconds: float) -> None:
        """What was said comes once more, with the same `client_msg_id` and another stamp."""
        seen = len(self.slack.events)
        await asyncio.sleep(seconds)
        for payload in self.slack.events[seen:]:
            event = payload["event"]
            if event["type"] == "message" and event.get("client_msg_id") and "bot_id" not in event:
                await self.slack.deliver(_twin(payload))

    async def _hear_no_acks(self, seconds: float) -> None:
        self.slack.ack_seconds = 0.001
        await asyncio.sleep(seconds)
        self.slack.ack_seconds = 3.0


def _twin(payload: dict[str, Any]) -> dict[str, Any]:
    event = payload["event"]
    ts = f"{float(event['ts']) + 0.000_011:.6f}"
    return {
        **payload,
        "event_id": f"{payload['event_id']}TWIN",
        "event": {**event, "ts": ts, "event_ts": ts},
    }
