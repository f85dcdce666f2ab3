"""The hot path in figures: this bot beside two Bolt apps, in rounds interleaved in the same run.

PostgreSQL, the local Slack and the crowd share the machine with what is measured, the last two in
this process. A turn is an answer and its reply: a follow-up or feedback, by the rules coach.
"""

from __future__ import annotations

import asyncio
import gc
import tempfile
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import process_time
from typing import TypeAlias
from uuid import UUID

from machine import peak_mib
from past import fill
from phases import WARM_RATE, WARM_SECONDS, Phase, phase, postmaster
from said import answer
from stage import App, Stage, bot, open_interviews, rival, split_bot, spread, staged
from statements import Statements, logged, statements

from bot.database.embedded import EmbeddedPostgres, embedded
from builders import PAPERS, QUESTION
from interview.coach import grounded
from interview.coach.rules import RulesCoach, warm_up
from interview.model import Answer, Closed, Message, Question

RATES = (20, 50)
CLOSED_SECONDS = 20.0
SMALL_CROWD = 200
STATEMENTS_CROWD = 20
BREATH_SECONDS = 3.0
MOST_A_SECOND = 100
"""So many first answers are reckoned with, where so many are always in flight."""
AGAINST, EMPTY, FULL = "to compare with", "empty database", "long past"
COACH_WARMING, COACH_REVIEWS = 58, 150
PARTS = ("rounds", "workers", "flat", "statements")

Tell: TypeAlias = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how much; `against` is another checkout of the bot, measured beside this one."""

    seconds: float = 60.0
    rounds: int = 3
    people: int = 1000
    rows: int = 1_000_000
    against: Path | None = None
    parts: tuple[str, ...] = PARTS


@dataclass(slots=True)
class Figures:
    """All that a run has found; what is by name is by the name of the app."""

    plan: Plan
    phases: list[Phase] = field(default_factory=list)
    first_answers: list[Phase] = field(default_factory=list)
    startup: dict[str, list[float]] = field(default_factory=dict)
    starts_a_second: dict[str, float] = field(default_factory=dict)
    peak_mib: dict[str, float] = field(default_factory=dict)
    statements: dict[str, Statements] = field(default_factory=dict)
    coach_ms: tuple[float, float] = (0.0, 0.0)
    rows: int = 0

    def of(self, app: str, rate: float) -> list[Phase]:
        return [it for it in self.phases if it.app == app and it.rate == rate]

    def first(self, app: str, rate: float) -> list[Phase]:
        """The same of first answers alone."""
        return [it for it in self.first_answers if it.app == app and it.rate == rate]


async def measure(plan: Plan, tell: Tell) -> Figures:
    """Everything the plan asks for; `tell` hears what is going on."""
    figures = Figures(plan)
    figures.coach_ms = await _coach()
    with tempfile.TemporaryDirectory(prefix="mock-interview-bench-") as name:
        folder = Path(name)
        await asyncio.to_thread(folder.chmod, 0o711)
        async with embedded(folder / "home") as server:
            run = _Run(figures, tell, server, folder)
            parts = {
                "rounds": run.rounds,
                "workers": run.workers,
                "flat": run.flat,
                "statements": run.count,
            }
            for part in plan.parts:
                await parts[part]()
    return figures


class _Run:
    """One server and one folder, under everything that is measured."""

    def __init__(
        self, figures: Figures, tell: Tell, server: EmbeddedPostgres, folder: Path
    ) -> None:
        self._figures, self._tell, self._server, self._folder = figures, tell, server, folder
        self._plan = figures.plan
        self._stages = 0

    async def rounds(self) -> None:
        """Bare, durable, this bot (and the one to compare with), by turns at each rate."""
        apps = [rival("bare"), rival("durable"), *self._bots()]
        for app in apps:
            for _ in range(2):
                async with self._staged(app, 0) as tried:
                    self._figures.startup.setdefault(app.name, []).append(tried.startup_seconds)
        async with AsyncExitStack() as stack:
            stages = [
                await stack.enter_async_context(self._staged(app, self._plan.people))
                for app in apps
            ]
            for stage in stages:
                await self._open_interviews(stage)
            gc.collect()
            gc.freeze()
            for stage in stages:
                await self._first_answers(stage)
                await spread(stage)
            for _ in range(self._plan.rounds):
                for rate in RATES:
                    for stage in stages:
                        await self._phase(stage, rate, self._plan.seconds)
                for stage in stages:
                    await self._phase(stage, 0, min(CLOSED_SECONDS, self._plan.seconds))
            for stage in stages:
                self._figures.peak_mib[stage.app.name] = peak_mib(stage.pids[0])

    async def workers(self) -> None:
        """One worker beside the listener, then two, with so many answers always in flight."""
        async with AsyncExitStack() as stack:
            stages = [
                await stack.enter_async_context(self._staged(split_bot(workers), SMALL_CROWD))
                for workers in (1, 2)
            ]
            for stage in stages:
                await self._open_interviews(stage)
                await spread(stage)
            for _ in range(self._plan.rounds):
                for stage in stages:
                    await self._phase(stage, 0, min(CLOSED_SECONDS, self._plan.seconds))

    async def flat(self) -> None:
        """The same bot over a database of nothing but its crowd, and over one with a long past."""
        async with AsyncExitStack() as stack:
            stages = [
                await stack.enter_async_context(
                    self._staged(replace(bot(), name=name), SMALL_CROWD)
                )
                for name in (EMPTY, FULL)
            ]
            for stage in stages:
                await self._open_interviews(stage)
                await spread(stage)
            self._figures.rows = await fill(stages[1], self._plan.rows, self._tell)
            for _ in range(self._plan.rounds):
                for stage in stages:
                    await self._phase(stage, RATES[0], self._plan.seconds / 2)

    async def count(self) -> None:
        """Statements a turn, of a bot that does nothing else."""
        for app in self._bots():
            async with logged(self._server), self._staged(app, STATEMENTS_CROWD) as stage:
                await self._open_interviews(stage)
                await asyncio.sleep(BREATH_SECONDS)
                found = await statements(stage.crowd, self._server)
            self._figures.statements[app.name] = found
            self._tell(f"  {app.name:16} {found.a_turn:.1f} statements a turn")

    def _bots(self) -> list[App]:
        other = self._plan.against
        return [bot()] if other is None else [bot(), bot(AGAINST, other)]

    def _staged(self, app: App, people: int) -> AbstractAsyncContextManager[Stage]:
        self._stages += 1
        name = f"stage_{self._stages}"
        return staged(app, self._server, self._folder, people=people, name=name)

    async def _open_interviews(self, stage: Stage) -> None:
        if stage.app.interviewed:
            seconds = await open_interviews(stage)
            people = len(stage.crowd.people)
            self._figures.starts_a_second[stage.app.name] = people / seconds
            self._tell(f"  {stage.app.name:16} {people} interviews opened in {seconds:.0f} s")

    async def _first_answers(self, stage: Stage) -> None:
        """The first answers of interviews alone, as many as there are people for.

        Nearly all are followed up: no feedback, next question, summary or new start is among them.
        """
        if not stage.app.interviewed:
            return
        people = len(stage.crowd.people) / 2 - WARM_SECONDS * WARM_RATE
        for rate, a_second in ((RATES[-1], RATES[-1]), (0, MOST_A_SECOND)):
            seconds = min(self._plan.seconds, people / a_second)
            server = postmaster(self._server.data)
            found = await phase(stage, server, rate, seconds, self._tell, repeats=0)
            self._figures.first_answers.append(found)

    async def _phase(self, stage: Stage, rate: float, seconds: float) -> None:
        found = await phase(stage, postmaster(self._server.data), rate, seconds, self._tell)
        self._figures.phases.append(found)


async def _coach() -> tuple[float, float]:
    """Milliseconds of CPU that the rules coach takes for a review, and for the feedback after it.

    The first answers are not counted: they load what is known of words. No answer comes twice.
    """
    warm_up()
    coach = RulesCoach()
    spent = [0.0, 0.0]
    for number in range(COACH_WARMING + COACH_REVIEWS):
        if number == COACH_WARMING:
            spent = [0.0, 0.0]
        message = Message(ts="1789000001.000000", text=answer(number))
        question = Question(
            id=UUID(int=number),
            number=1,
            attempt=1,
            asked=QUESTION,
            answers=(Answer(number=1, parts=(message,)),),
            version=1,
        )
        began = process_time()
        review = await grounded.review(coach, PAPERS, question)
        between = process_time()
        judged = replace(question, review=review, closed=Closed.JUDGED)
        await grounded.give_feedback(coach, PAPERS, judged)
        spent[0] += between - began
        spent[1] += process_time() - between
    return 1000 * spent[0] / COACH_REVIEWS, 1000 * spent[1] / COACH_REVIEWS
