"""The say lane: what an interview or the front desk has to say, in order, each thing once.

It never waits for a coach. A drive goes on until nothing is due; a wake-up too many finds nothing.
What an earlier attempt may have posted is looked for in Slack before it is sent again, and a drive
that was held up asks whether it is still its own before it sends anything.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any, TypeAlias, TypeVar
from uuid import UUID, uuid4

import psycopg
import structlog
from psycopg_pool import AsyncConnectionPool
from pydantic import TypeAdapter

from bot.conductor import Conductor
from bot.database import drives, interviews, outbox
from bot.database.engine import lone, transaction
from bot.database.interviews import Held
from bot.database.job_endings import end_job
from bot.slack.gateway import Gateway, Overtaken, SlackGiveUp, SlackRetry, StillOurs
from bot.slack.text import Shown
from bot.slack.views.thread import metadata, render
from bot.slack.views.whispers import whisper
from interview.effects import (
    PostMessage,
    RefreshMessage,
    RemoveMessage,
    Say,
    Whisper,
    WhisperKind,
)
from interview.events import PostDropped, PostStood
from interview.flow import is_wanted
from interview.model import Interview, Post, PostKind

_log = structlog.get_logger(__name__)
_SAY: TypeAdapter[Say] = TypeAdapter(Say)
_Outcome = TypeVar("_Outcome")

DeskRenderer: TypeAlias = Callable[[UUID, Mapping[str, Any]], Awaitable[Shown | None]]
"""Draws what the desk says to a candidate; None where there is nothing to say any more."""


MOST_ATTEMPTS = 8
"""Of those that ended in a defect or with their worker; Slack's refusals do not count."""
LONGEST_TRY = 86_400.0
"""Seconds for which a message that Slack never takes may hold up what follows it."""
LONGEST_PAUSE = 10.0
OVERTAKEN_SECONDS = 3.0
"""A worker is presumed dead five seconds after its last heartbeat, and that is a second old."""


class Speaker:
    def __init__(
        self,
        pool: AsyncConnectionPool[Any],
        conductor: Conductor,
        gateway: Gateway,
        render_desk: DeskRenderer,
    ) -> None:
        self._pool = pool
        self._conductor = conductor
        self._gateway = gateway
        self._render_desk = render_desk

    async def speak(self, session_id: UUID, ahead: drives.Claim | None = None) -> None:
        """Say all that the interview has to say now; the first of it may be claimed already."""
        claim = ahead
        if claim is None:
            async with lone(self._pool) as connection:
                claim = await drives.claim_next(connection, session_id, uuid4())
        while claim is not None:
            row, held = claim
            claim = await self._attempt(row, self._say(row, held, self._holding(row)))

    async def speak_at_desk(self, candidate_id: UUID) -> None:
        """Say all that the desk has to say to the candidate now, in their DM."""
        drive = uuid4()
        while True:
            async with lone(self._pool) as connection:
                row = await outbox.claim_next_of_candidate(connection, candidate_id, drive)
            if row is None:
                return
            saying = self._say_at_desk(row, candidate_id, self._holding(row))
            if not await self._attempt(row, saying):
                return

    def _holding(self, row: outbox.Row) -> StillOurs:
        """Whether the effect is still ours; asked of the database only where time has gone by."""

        async def still_ours() -> bool:
            if time.monotonic() - row.since < OVERTAKEN_SECONDS:
                return True
            async with lone(self._pool) as connection:
                return await outbox.hold(connection, row)

        return still_ours

    async def _attempt(self, row: outbox.Row, saying: Awaitable[_Outcome]) -> _Outcome | None:
        """None where the lane may not go on: where Slack asks for patience the effect waits."""
        try:
            return await saying
        except SlackRetry as later:
            _log.warning("slack_retry", effect=str(row.id), error=str(later), after=later.after)
            growing = 0.0 if later.asked else min(row.age / 4, LONGEST_PAUSE)
            pause = max(later.after, growing)
            async with self._pool.connection() as connection:
                await outbox.give_back(connection, row, pause, in_doubt=later.in_doubt)
        except Overtaken:
            _log.warning("overtaken", effect=str(row.id))
        except psycopg.Error:
            raise
        except Exception:
            _log.exception("say_defect", effect=str(row.id))
            async with self._pool.connection() as connection:
                await outbox.postpone(connection, row, 2.0**row.attempts, in_doubt=True)
        return None

    async def _say(self, row: outbox.Row, held: Held, still_ours: StillOurs) -> drives.Claim | None:
        """Say it, record that, and claim what is to be said next."""
        effect = _SAY.validate_python(row.effect)
        try:
            if row.attempts > MOST_ATTEMPTS or row.age > LONGEST_TRY:
                raise SlackGiveUp("too_many_attempts")
            match effect:
                case PostMessage():
                    return await self._post(row, held, effect, still_ours)
                case RefreshMessage(post=key):
                    await self._refresh(held, key, still_ours)
                case RemoveMessage(ts=ts):
                    if held.channel_id is not None:
                        await self._gateway.delete(held.channel_id, ts)
                case Whisper():
                    # Slack cannot tell two ephemerals apart, so one is rather lost than said twice.
                    if not await self._finish(row):
                        return None
                    await self._whisper(held, effect)
                    async with lone(self._pool) as connection:
                        return await drives.claim_next(connection, held.interview.id, row.claim)
            return await self._go_on(row, held)
        except SlackGiveUp as refused:
            _log.error("slack_refused", effect=str(row.id), error=refused.error)
            if isinstance(effect, PostMessage):
                dropped = PostDropped(key=effect.post)
                return await self._conductor.go_on(held.interview.id, dropped, row)
            return await self._go_on(row, held, refused.error)

    async def _go_on(
        self, row: outbox.Row, held: Held, failed: str | None = None
    ) -> drives.Claim | None:
        async with transaction(self._pool) as connection:
            going = await drives.go_on(connection, row, held.interview.id, failed)
            await end_job(connection, unless=row.claim, of=held.interview.id)
        return await going.claim()

    async def _post(
        self, row: outbox.Row, held: Held, effect: PostMessage, still_ours: StillOurs
    ) -> drives.Claim | None:
        """Have the post stand, or dropped where it is not wanted any more and never got through."""
        interview = held.interview
        post = interview.post(effect.post)
        ts = None
        if post is not None and post.ts is None:
            channel = held.channel_id or await self._move_in(held)
            thread_ts = None if post.kind is PostKind.CARD else held.thread_ts
            post_id = interview.post_id(post)
            if row.in_doubt:
                ts = await self._gateway.find(channel, thread_ts, post_id)
            if ts is None and is_wanted(interview, effect):
                ts = await self._gateway.post(
                    channel,
                    self._drawn(interview, post, channel),
                    post_id=post_id,
                    thread_ts=thread_ts,
                    metadata=metadata(interview, post),
                    still_ours=still_ours,
                )
        stood = PostStood(key=effect.post, ts=ts) if ts else PostDropped(key=effect.post)
        return await self._conductor.go_on(interview.id, stood, row)

    async def _move_in(self, held: Held) -> str:
        channel = await self._gateway.open_dm(held.user_id)
        async with self._pool.connection() as connection:
            await interviews.remember_dm(connection, held.interview.id, channel)
        async with self._pool.connection() as connection:
            await interviews.set_channel(connection, held.interview.id, channel)
        return channel

    async def _refresh(self, held: Held, key: str, still_ours: StillOurs) -> None:
        post = held.interview.post(key)
        if post is not None and post.ts is not None and held.channel_id is not None:
            drawn = self._drawn(held.interview, post, held.channel_id)
            await self._gateway.update(held.channel_id, post.ts, drawn, still_ours=still_ours)

    def _drawn(self, interview: Interview, post: Post, channel: str) -> Shown:
        return render(interview, post, partial(self._gateway.link, channel))

    async def _whisper(self, held: Held, effect: Whisper) -> None:
        if held.channel_id is None:
            return
        target = _what_it_points_to(held.interview, effect.kind)
        link = None
        if target is not None and target.ts is not None:
            link = self._gateway.link(held.channel_id, target.ts)
        shown = whisper(effect.kind, held.interview, link)
        try:
            await self._gateway.whisper(held.channel_id, held.user_id, shown, held.thread_ts)
        except SlackRetry as later:
            _log.warning("whisper_lost", effect=effect.key, error=str(later))

    async def _say_at_desk(
        self, row: outbox.Row, candidate_id: UUID, still_ours: StillOurs
    ) -> bool:
        """Whether it is said or settled, and on record as this drive's."""
        shown = await self._render_desk(candidate_id, row.effect)
        if shown is not None:
            async with self._pool.connection() as connection:
                user_id, channel = await interviews.desk_address(connection, candidate_id)
            try:
                if channel is None:
                    channel = await self._gateway.open_dm(user_id)
                ts = await self._gateway.find(channel, None, row.id) if row.in_doubt else None
                if ts is None:
                    await self._gateway.post(
                        channel,
                        shown,
                        post_id=row.id,
                        metadata={
                            "event_type": "front_desk",
                            "event_payload": {"id": str(row.id)},
                        },
                        still_ours=still_ours,
                    )
            except SlackGiveUp as refused:
                _log.error("slack_refused", effect=str(row.id), error=refused.error)
        return await self._finish(row)

    async def _finish(self, row: outbox.Row, failed: str | None = None) -> bool:
        async with lone(self._pool) as connection:
            return await outbox.finish(connection, row, failed)


def _what_it_points_to(interview: Interview, kind: WhisperKind) -> Post | None:
    if kind is WhisperKind.FINISHED:
        return interview.post(Post(kind=PostKind.SUMMARY).key)
    current = interview.current
    if kind is WhisperKind.FEEDBACK_IS_OUT and current is not None:
        return interview.post(Post(kind=PostKind.FEEDBACK, question_id=current.id).key)
    return None
