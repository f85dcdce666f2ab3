"""How long a person waits with Claude as the coach: for the reply, and for the next question.

The bot, PostgreSQL, the local Slack and a Claude of fixed speed run in this process, on whatever
else the machine is doing: read the figures beside the model's own time.
"""

from __future__ import annotations

import asyncio
import random
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

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
WITHIN = 2.0
"""Seconds in which all answer who do not wait for one another."""
_ASIDES, _BETWEEN = 3, 0.4
"""How often somebody says something aside while Claude reads, and after how many seconds each."""


@dataclass(frozen=True, slots=True)
class Waits:
    """Seconds, sorted. `own` is what is left of a `reply` without settle time and the model's;

    `together` is the same where all answer in the same moment and the model takes equally long for
    each, so that every reply falls due at once. `acks` are those of messages that came in while
    Claude was at work.
    """

    reply: list[float]
    own: list[float]
    together: list[float]
    breath: list[float]
    feedback: list[float]
    acks: list[float]
    next_question: list[float]

    @staticmethod
    def at(share: float, seconds: list[float]) -> float:
        return seconds[min(len(seconds) - 1, int(len(seconds) * share))]


async def waits() -> Waits:
    """Ten people at once. All answer in the same moment, then each when they come to it; then half

    ask for the feedback, and half get it by answering once more, which leaves nothing to ask.
    """
    async with (
        _database() as url,
        loopback(honest, first_token=FIRST_TOKEN, tokens_a_second=TOKENS_A_SECOND) as claude,
    ):
        seen = await _replies(url, claude)
    async with _database() as url, loopback(honest, first_token=SLOW_MODEL) as claude:
        onward = await _onward(url, claude)
    return Waits(*map(sorted, (*seen, onward)))


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


async def _replies(url: str, claude: Loopback) -> tuple[list[float], ...]:
    async with _interviewed(url, claude, SETTLE) as people:
        await asyncio.gather(*(person.starts() for person in people))
        chance = random.Random(20261122)
        together = await asyncio.gather(
            *(_answer(person, claude, 1, "follow_up", 1) for person in people)
        )
        replies = await asyncio.gather(
            *(
                _later(chance, lambda one=person: _answer(one, claude, 2, "follow_up", 2))
                for person in people
            )
        )
        feedback, breaths = await asyncio.gather(
            asyncio.gather(
                *(
                    _later(chance, lambda one=person: _timed(one, "feedback", "feedback", 1))
                    for person in people[::2]
                )
            ),
            asyncio.gather(
                *(
                    _later(chance, lambda one=person: _answer(one, claude, 3, "feedback", 1))
                    for person in people[1::2]
                )
            ),
        )
        slack = people[0].slack
        asides = {
            payload["event_id"] for payload in slack.events if payload["event"].get("text") == _HELP
        }
        acks = [it.seconds for it in slack.attempts if it.acked and it.event_id in asides]
    replies += breaths
    return (
        [it.seconds for it in (*together, *replies)],
        [it.own for it in replies],
        [it.own for it in together],
        [it.seconds for it in breaths],
        list(feedback),
        acks,
    )


async def _onward(url: str, claude: Loopback) -> list[float]:
    async with _interviewed(url, claude, 0) as people:
        await asyncio.gather(*(person.starts() for person in people))
        await asyncio.sleep(SLOW_MODEL * 2)
        return list(
            await asyncio.gather(*(_timed(person, "next", "question", 2) for person in people))
        )


_Seen = TypeVar("_Seen")


async def _later(chance: random.Random, deed: Callable[[], Awaitable[_Seen]]) -> _Seen:
    """Somebody does it within the next seconds."""
    await asyncio.sleep(chance.uniform(0, WITHIN))
    return await deed()


_HELP = "help"


@dataclass(frozen=True, slots=True)
class _Reply:
    """Seconds from the answer's sending to the reply's standing; `model` of them were the model's.

    The model reads while the settle time passes: what takes longer is what the reply waits for.
    """

    seconds: float
    model: float

    @property
    def own(self) -> float:
        return self.seconds - max(SETTLE, self.model)


async def _answer(person: Player, claude: Loopback, turn: int, what: str, number: int) -> _Reply:
    """Answers, and asks for help while Claude reads."""
    words = f"This is part {turn} of {person.user}."
    reading = asyncio.create_task(_timed(person, f"{GOOD} {words}", what, number))
    for _ in range(_ASIDES):
        await asyncio.sleep(_BETWEEN)
        await person.says(_HELP)
    seconds = await reading
    model = sum(
        ended - begun
        for place, (begun, ended) in claude.spans.items()
        if _reviews(claude.requests[place], words)
    )
    return _Reply(seconds, model)


def _reviews(body: Mapping[str, Any], words: str) -> bool:
    """Whether a request is for the review of these words, as the newest answer."""
    thread = body["messages"][0]["content"]
    return not body.get("stream") and not isinstance(thread, str) and words in thread[-1]["text"]


async def _timed(person: Player, words: str, what: str, number: int) -> float:
    await person.says(words)
    said = monotonic()
    await person.slack.until(lambda: sum(kind(m) == what for m in person.thread) >= number, 60)
    return monotonic() - said
