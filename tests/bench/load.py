"""A crowd in a local Slack that answers as it is told to: so many a second, or so many at once."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from said import answer

from bot.sandbox import Sandbox
from bot.sandbox.workspace import BOT_USER, Json, Person
from playing import kind

_SAMPLE_SECONDS = 0.25
_DRAIN_SECONDS = 30.0
_START = "start hiring_manager medium"
_ANSWERS = 10
"""To an interview, about: five questions, each of which a second answer closes on average."""


@dataclass(slots=True)
class Seen:
    """What came of the answers of one phase: seconds to the ack and to the reply, each sorted.

    `waiting` is how many were unanswered, sampled a few times a second while answers were sent;
    `nobody_free` how many arrivals found no interview that waits for an answer; `unacked` and
    `unanswered` what was still missing half a minute after the last was sent.
    """

    sent: int = 0
    acks: list[float] = field(default_factory=list)
    replies: list[float] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)
    nobody_free: int = 0
    unacked: int = 0
    unanswered: int = 0
    drained: int = 0
    """Answered after the time was over, where so many are always under way."""
    seconds: float = 0.0


class Crowd:
    """Everybody who has a conversation with the app of one Slack.

    With `interviewed` they are in interviews: feedback is followed by `next`, a summary by a new
    start, and neither counts as an answer. Else they say something and wait for any reply.
    """

    def __init__(self, slack: Sandbox, size: int, *, interviewed: bool) -> None:
        self.slack = slack
        self.people = [f"U0BENCH{n:05}" for n in range(size)]
        self.kinds: Counter[str] = Counter()
        self._interviewed = interviewed
        self._roots: dict[str, str] = {}
        self._free: dict[str, None] = {} if interviewed else dict.fromkeys(self.people)
        self._asked: dict[str, float] = {}
        self._events: set[str] = set()
        self._phase = Seen()
        self._chance = random.Random(20261122)
        self._tasks: set[asyncio.Task[object]] = set()
        self._moved = asyncio.Event()
        slack.slack.workspace.people.update(
            {user: Person(user, f"bench{n}", f"Bench {n}") for n, user in enumerate(self.people)}
        )

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """They read what is said to them, for as long as the block lasts."""
        with self.slack.slack.feed.reader(None, self.slack.slack.feed.seq) as changes:
            reading = asyncio.create_task(self._read(changes))
            try:
                yield
            finally:
                reading.cancel()

    async def start_all(self, at_once: int) -> float:
        """Everybody starts an interview; returns seconds until each has its first question."""
        loop = asyncio.get_running_loop()
        begun = loop.time()
        for number, user in enumerate(self.people):
            self._start(user)
            await self._until(lambda most=number + 1 - at_once: len(self._free) >= most, 60)
        await self._until(lambda: len(self._free) == len(self.people), 60)
        return loop.time() - begun

    async def spread(self, at_once: int) -> None:
        """Have them answer as often as chance has it, so that each is elsewhere in the interview.

        People who had started together would be asked follow-ups together, and need feedback and
        the next question together.
        """
        self._begin()
        left = {user: self._chance.randrange(_ANSWERS) for user in self.people}
        while left := {user: times for user, times in left.items() if times}:
            room = max(0, at_once - len(self._asked))
            for user in [user for user in self._free if user in left][:room]:
                left[user] -= 1
                self._answers(user)
            self._moved.clear()
            await self._moved.wait()

    async def open_loop(self, rate: float, seconds: float) -> Seen:
        """Answers arrive by chance, so many a second on average, whatever became of the others."""
        loop = asyncio.get_running_loop()
        self._begin()
        sampling = asyncio.create_task(self._sample())
        begun = due = loop.time()
        while (due := due + self._chance.expovariate(rate)) < begun + seconds:
            await asyncio.sleep(max(0.0, due - loop.time()))
            self._somebody_answers()
        sampling.cancel()
        return await self._end(loop.time() - begun)

    async def closed_loop(self, in_flight: int, seconds: float) -> Seen:
        """As many answers as can be had with so many under way at a time."""
        loop = asyncio.get_running_loop()
        self._begin()
        begun = loop.time()
        while loop.time() < begun + seconds:
            while len(self._asked) < in_flight and self._free:
                self._somebody_answers()
            self._moved.clear()
            await self._moved.wait()
        self._phase.seconds = loop.time() - begun
        within = Seen(sent=self._phase.sent, seconds=self._phase.seconds)
        within.replies = sorted(self._phase.replies)
        within.drained = len((await self._end(within.seconds)).replies) - len(within.replies)
        return within

    async def one_answer(self) -> str:
        """Somebody answers, alone; returns what kind of message they were answered with."""
        self._begin()
        before = Counter(self.kinds)
        self._somebody_answers()
        await self._until(lambda: not self._asked, 10)
        new = self.kinds - before
        return "feedback" if new["feedback"] else "follow_up"

    async def rested(self) -> None:
        """Wait until nearly everybody is free to answer."""
        await self._until(lambda: len(self._free) >= 0.98 * len(self.people), _DRAIN_SECONDS)

    def _begin(self) -> None:
        self._phase = Seen()
        self._events.clear()
        self._asked.clear()
        self.slack.attempts.clear()

    async def _sample(self) -> None:
        while True:
            await asyncio.sleep(_SAMPLE_SECONDS)
            self._phase.waiting.append(len(self._asked))
            self._take_acks()

    async def _end(self, seconds: float) -> Seen:
        seen = self._phase
        seen.seconds = seconds

        def settled() -> bool:
            self._take_acks()
            return not self._asked and not self._events

        await self._until(settled, _DRAIN_SECONDS)
        seen.unacked, seen.unanswered = len(self._events), len(self._asked)
        seen.acks.sort()
        seen.replies.sort()
        return seen

    def _take_acks(self) -> None:
        for attempt in self.slack.attempts:
            if attempt.event_id in self._events and attempt.acked:
                self._events.discard(attempt.event_id)
                self._phase.acks.append(attempt.seconds)
        self.slack.attempts.clear()

    def _somebody_answers(self) -> None:
        if not self._free:
            self._phase.nobody_free += 1
            return
        # Interviews take turns: the one that has waited longest is answered next.
        self._answers(next(iter(self._free)))

    def _answers(self, user: str) -> None:
        del self._free[user]
        self._asked[user] = monotonic()
        self._phase.sent += 1
        self._own(self._say(user, answer(self._chance.randrange(1_000_000)), counts=True))

    async def _say(self, user: str, text: str, *, counts: bool = False) -> None:
        await self.slack.say(user, text, thread_ts=self._roots.get(user))
        if counts:
            # What was said last sets out last, and nothing else runs in between.
            self._events.add(self.slack.events[-1]["event_id"])

    async def _read(self, changes: asyncio.Queue[Json | None]) -> None:
        while (change := await changes.get()) is not None:
            if change["type"] == "message" and change["message"].get("user") == BOT_USER:
                self._read_message("U" + change["channel"][1:], change["message"])

    def _read_message(self, user: str, message: Json) -> None:
        what = kind(message) or "reply"
        self.kinds[what] += 1
        if what == "card":
            self._roots[user] = message["ts"]
        elif what in ("reply", "follow_up", "feedback") and user in self._asked:
            self._phase.replies.append(monotonic() - self._asked.pop(user))
        if what in ("reply", "question", "follow_up"):
            self._free[user] = None
        elif what == "feedback":
            self._own(self._say(user, "next"))
        elif what == "summary":
            self._start(user)
        self._moved.set()

    def _start(self, user: str) -> None:
        self._own(self.slack.command(user, _START))

    def _own(self, deed: Coroutine[Any, Any, object]) -> None:
        task = asyncio.create_task(deed)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _until(self, true: Callable[[], bool], seconds: float) -> None:
        """Wait for it to be so, or for so many seconds; looked at after everything that is said."""
        deadline = monotonic() + seconds
        while not true() and (left := deadline - monotonic()) > 0:
            self._moved.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._moved.wait(), min(left, _SAMPLE_SECONDS))


def steps(values: list[int]) -> Iterator[float]:
    """The mean of each fifth of a run of samples."""
    fifth = max(1, len(values) // 5)
    for at in range(0, fifth * 5, fifth):
        part = values[at : at + fifth]
        yield sum(part) / len(part) if part else 0.0
