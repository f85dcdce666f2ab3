"""One event, one transaction: lock the interview, advance it, save it, write what must be done.

Nothing slow happens here, and nothing is said or judged: effects become rows of the outbox in the
transaction that saves the state, and workers are woken on the same connection. When `handle`
returns, what happened is on record; when it raises, nothing has.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields
from enum import Enum, auto
from typing import Any, TypeAlias
from uuid import UUID, uuid4

from psycopg_pool import AsyncConnectionPool

from bot.database import drives, interviews, outbox, record, waiting
from bot.database.engine import transaction
from bot.database.interviews import Connection, Held, Start
from bot.database.job_endings import end_job
from bot.database.papers import read_papers
from bot.patience import Patience
from interview import flow
from interview.coach import Papers
from interview.effects import ALARM, Effect, Lane, SetAlarm, lane
from interview.events import Event
from interview.model import Interview


@dataclass(frozen=True, slots=True)
class SayInInterview:
    """An interview has something to say; `held` is it after the transaction, if that is known."""

    session_id: UUID
    held: Held | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class SayAtDesk:
    """Something is to be said to a candidate outside any interview."""

    candidate_id: UUID


@dataclass(frozen=True, slots=True)
class Think:
    """An effect needs the coach. `held` is its interview, as above."""

    effect_id: UUID
    held: Held | None = field(default=None, compare=False, repr=False)


ACK_PATIENCE = 2.0
"""Seconds to wait for a connection: Slack waits three, and a refusal is to be heard in the rest."""

WakeUp: TypeAlias = SayInInterview | SayAtDesk | Think
Wake: TypeAlias = Callable[[Connection, Sequence[WakeUp]], Awaitable[None]]
OnStep: TypeAlias = Callable[[Interview, Sequence[Event], Interview], None]
"""Hears of each step that is about to be committed: the interview before, what happened, after."""


class Heard(Enum):
    """What became of words in a thread."""

    TAKEN = auto()
    NO_INTERVIEW = auto()
    NOT_YOURS = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An interview as its owner finds it, and the papers it was started with."""

    interview: Interview
    papers: Papers


class Bell:
    """Rings for an interview that has changed in this process, so that a hold can end early."""

    def __init__(self) -> None:
        self._waiting: dict[UUID, set[asyncio.Event]] = {}

    def ring(self, session_id: UUID) -> None:
        for event in self._waiting.get(session_id, ()):
            event.set()

    async def wait(self, session_id: UUID, seconds: float) -> None:
        """Return when the interview changes here, or after so many seconds."""
        event = asyncio.Event()
        waiting = self._waiting.setdefault(session_id, set())
        waiting.add(event)
        try:
            with suppress(TimeoutError):
                await asyncio.wait_for(event.wait(), seconds)
        finally:
            waiting.discard(event)
            if not waiting:
                self._waiting.pop(session_id, None)


class Conductor:
    """Moves interviews. Safe to use from many tasks; each call takes one pooled connection."""

    def __init__(
        self,
        pool: AsyncConnectionPool[Any],
        wake: Wake,
        bell: Bell,
        patience: Patience | None = None,
        on_step: OnStep | None = None,
    ) -> None:
        self._pool = pool
        self._wake = wake
        self._bell = bell
        self._patience = patience or Patience()
        self._on_step = on_step

    async def handle(
        self, session_id: UUID, *events: Event, settles: outbox.Row | None = None
    ) -> Interview | None:
        """Let events happen in this order; returns the interview after them, if there is one.

        `settles` is the claimed effect that they are the outcome of: it is marked done in the same
        transaction, and where the claim was lost meanwhile nothing happens at all. Whose job that
        effect was has nothing more to do: its end goes on record with the rest.
        """
        async with transaction(self._pool) as connection:
            if settles is None:
                held = await interviews.lock(connection, session_id)
            else:
                held = await drives.settle(connection, session_id, settles)
            if held is None:
                return None
            interview = await self._advance(connection, held, events, settles)
            if settles is not None:
                await end_job(connection)
            return interview

    async def go_on(
        self, session_id: UUID, event: Event, settles: outbox.Row
    ) -> drives.Claim | None:
        """As `handle`, for a drive that speaks: it gets what is to be said next, claimed for it."""
        async with transaction(self._pool) as connection:
            held = await drives.settle(connection, session_id, settles)
            if held is None:
                return None
            interview = await self._advance(connection, held, (event,), settles)
            claiming = await outbox.claim_next_of_session(connection, session_id, settles.claim)
            await end_job(connection, unless=settles.claim, of=session_id)
        row = await claiming.row()
        return (row, interviews.moved(held, interview)) if row else None

    async def hear(
        self, team_id: str, channel_id: str, thread_ts: str, user_id: str, event: Event
    ) -> Heard:
        """Let an event happen that a person caused in a thread, if the interview is theirs."""
        async with transaction(self._pool, ACK_PATIENCE) as connection:
            held = await interviews.lock_thread(
                connection, team_id, channel_id, thread_ts
            ) or await interviews.lock_cardless(connection, team_id, channel_id, user_id)
            if held is None:
                return Heard.NO_INTERVIEW
            if held.user_id != user_id:
                return Heard.NOT_YOURS
            await self._advance(connection, held, (event,), None)
            return Heard.TAKEN

    async def press(self, team_id: str, user_id: str, button: UUID, event: Event) -> Heard:
        """Let a button do its work; `button` is the id it carries, a question's or interview's."""
        async with transaction(self._pool, ACK_PATIENCE) as connection:
            held = await interviews.lock_button(connection, button)
            if held is None:
                return Heard.NO_INTERVIEW
            if (held.team_id, held.user_id) != (team_id, user_id):
                return Heard.NOT_YOURS
            await self._advance(connection, held, (event,), None)
            return Heard.TAKEN

    async def look(self, team_id: str, user_id: str, button: UUID) -> Seen | Heard:
        """The interview of a button that is no step of it; nothing moves, and nothing is locked."""
        async with transaction(self._pool, ACK_PATIENCE) as connection:
            held = await interviews.read_button(connection, button)
            if held is None:
                return Heard.NO_INTERVIEW
            if (held.team_id, held.user_id) != (team_id, user_id):
                return Heard.NOT_YOURS
            papers = await read_papers(connection, held)
            return Seen(interview=held.interview, papers=papers)

    async def begin(self, connection: Connection, candidate_id: UUID, start: Start) -> UUID | None:
        """Open an interview in the caller's transaction; None where the candidate has one open.

        The caller has locked the candidate's row, so that two starts cannot cross.
        """
        step = flow.begin(uuid4(), start.setting)
        if not await interviews.insert(connection, candidate_id, start, step.interview):
            return None
        await self._write(connection, step.interview.id, step.effects, says=True)
        return step.interview.id

    async def say_at_desk(
        self, connection: Connection, candidate_id: UUID, key: str, effect: dict[str, Any]
    ) -> None:
        """Have something said to a candidate in their DM, in the caller's transaction, once."""
        await outbox.write(
            connection, lane=Lane.SAY, key=key, effect=effect, candidate_id=candidate_id
        )
        await self._wake(connection, [SayAtDesk(candidate_id)])

    async def _advance(
        self,
        connection: Connection,
        held: Held,
        events: Sequence[Event],
        settles: outbox.Row | None,
    ) -> Interview:
        interview, effects = held.interview, list[Effect]()
        for event in events:
            step = flow.advance(interview, event)
            interview = step.interview
            effects += step.effects
        if interview is not held.interview:
            await interviews.save(connection, held, interview)
            await record.save(connection, held, interview)
        # What a later event has already settled is not worth a row.
        wanted = [effect for effect in effects if flow.is_wanted(interview, effect)]
        # A drive that is speaking goes on until nothing is due: it need not be woken again.
        speaking = settles is not None and settles.effect.get("do") in ("post", "refresh")
        after = interviews.moved(held, interview)
        await self._write(connection, interview.id, wanted, says=not speaking, held=after)
        if held.interview.is_open and not interview.is_open:
            await outbox.stop_alarm(connection, interview.id, ALARM)
            await self._begin_what_waits(connection, held.candidate_id)
        self._bell.ring(interview.id)
        if self._on_step is not None:
            self._on_step(held.interview, events, interview)
        return interview

    async def _begin_what_waits(self, connection: Connection, candidate_id: UUID) -> None:
        """The interview that the candidate would rather have, now that the open one has ended."""
        start = await waiting.take(connection, candidate_id)
        if start is not None:
            await self.begin(connection, candidate_id, start)

    async def _write(
        self,
        connection: Connection,
        session_id: UUID,
        effects: Sequence[Effect],
        *,
        says: bool,
        held: Held | None = None,
    ) -> None:
        if not effects:
            return
        # Of one key only the last: the alarm may have been set twice.
        once = list({effect.key: effect for effect in effects}.values())
        ids = await drives.write(connection, session_id, [self._wanted(each) for each in once])
        wakes: dict[WakeUp, None] = {}
        for effect, effect_id in zip(once, ids, strict=True):
            if lane(effect) is Lane.THINK:
                wakes[Think(effect_id, held)] = None
            elif lane(effect) is Lane.SAY and says:
                wakes[SayInInterview(session_id, held)] = None
        await self._wake(connection, list(wakes))

    def _wanted(self, effect: Effect) -> drives.Wanted:
        delay = 0.0
        if isinstance(effect, SetAlarm):
            delay = self._patience.alarms.get(effect.alarm, effect.seconds)
        return drives.Wanted(lane=lane(effect), key=effect.key, effect=_as_row(effect), delay=delay)


def _as_row(effect: Effect) -> dict[str, Any]:
    found = ((field.name, getattr(effect, field.name)) for field in fields(effect))
    return {name: str(value) if isinstance(value, UUID) else value for name, value in found}
