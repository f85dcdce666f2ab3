"""How long a person waits with Claude as the coach: for the reply, and for the next question.

The bot, PostgreSQL, the local Slack and a Claude of fixed speed run in this process, on whatever
else the machine is doing: read the figures beside the model's own time.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from pydantic import SecretStr

from bot.database.embedded import EmbeddedPostgres
from bot.database.schema import migrate
from bot.sandbox import Sandbox
from bot.sandbox.workspace import Person
from loopback import Loopback, loopback
from loopback_author import honest
from playing import GOOD, Player, bot_over, kind

FIRST_TOKEN, TOKENS_A_SECOND = 0.5, 100.0
SETTLE = 1.5
PEOPLE = 10
SLOW_MODEL = 3.0


@dataclass(frozen=True, slots=True)
class Waits:
    """Seconds, sorted."""

    reply: list[float]
    feedback: list[float]
    next_question: list[float]

    @staticmethod
    def p95(seconds: list[float]) -> float:
        return seconds[min(len(seconds) - 1, int(len(seconds) * 0.95))]


async def waits() -> Waits:
    """Ten people at once: an answer, a follow-up's answer, feedback asked for, the next."""
    async with (
        _database() as url,
        loopback(honest, first_token=FIRST_TOKEN, tokens_a_second=TOKENS_A_SECOND) as claude,
    ):
        replies, feedback = await _replies(url, claude)
    async with _database() as url, loopback(honest, first_token=SLOW_MODEL) as claude:
        onward = await _onward(url, claude)
    return Waits(sorted(replies), sorted(feedback), sorted(onward))


@asynccontextmanager
async def _database() -> AsyncIterator[str]:
    with tempfile.TemporaryDirectory(prefix="mock-interview-bench-") as folder:
        await asyncio.to_thread(Path(folder).chmod, 0o711)
        server = EmbeddedPostgres(Path(folder))
        await asyncio.to_thread(server.start)
        try:
            await asyncio.to_thread(migrate, server.url)
            yield server.url
        finally:
            await asyncio.to_thread(server.stop)


@asynccontextmanager
async def _interviewed(url: str, claude: Loopback, settle: float) -> AsyncIterator[list[Player]]:
    async with Sandbox() as slack:
        key = {"anthropic_api_key": SecretStr(claude.key), "anthropic_base_url": claude.url}
        async with bot_over(slack, url, settle_seconds=settle, **key):
            known = [Person(f"U0BENCH{n:02}", f"bench{n}", f"Bench {n}") for n in range(PEOPLE)]
            slack.slack.workspace.people.update({person.id: person for person in known})
            people = [Player(slack, person.id) for person in known]
            for person in people:
                await person.introduces_themselves()
            yield people


async def _replies(url: str, claude: Loopback) -> tuple[list[float], list[float]]:
    async with _interviewed(url, claude, SETTLE) as people:
        await asyncio.gather(*(person.starts() for person in people))
        replies: list[float] = []
        for turn in (1, 2):
            replies += await asyncio.gather(
                *(_timed(person, f"{GOOD} Part {turn}.", "follow_up", turn) for person in people)
            )
        feedback = await asyncio.gather(
            *(_timed(person, "feedback", "feedback", 1) for person in people)
        )
    return replies, list(feedback)


async def _onward(url: str, claude: Loopback) -> list[float]:
    async with _interviewed(url, claude, 0) as people:
        await asyncio.gather(*(person.starts() for person in people))
        await asyncio.sleep(SLOW_MODEL * 2)
        return list(
            await asyncio.gather(*(_timed(person, "next", "question", 2) for person in people))
        )


async def _timed(person: Player, words: str, what: str, number: int) -> float:
    await person.says(words)
    said = monotonic()
    await person.slack.until(lambda: sum(kind(m) == what for m in person.thread) >= number, 60)
    return monotonic() - said
