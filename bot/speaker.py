"""The say lane: what an interview or the front desk has to say, in order, each thing once.

It never waits for a coach. A drive goes on until nothing is due; a wake-up too many finds nothing.
What an earlier attempt may have posted is looked for in Slack before it is sent again.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias
from uuid import UUID, uuid4

import psycopg
import structlog
from psycopg_pool import AsyncConnectionPool
from pydantic import TypeAdapter

from bot.conductor import Conductor
from bot.database import interviews, outbox
from bot.database.interviews import Held
from bot.slack.gateway import Gateway, SlackGiveUp, SlackRetry
from bot.slack.text import Shown
from bot.slack.views.thread import metadata, render
from bot.slack.views.whispers import whisper
from interview.effects import PostMessage, RefreshMessage, Say, Whisper, WhisperKind
from interview.events import PostDropped, PostStood
from interview.flow import is_wanted
from interview.model import Interview, Post, PostKind

_log = structlog.get_logger(__name__)
_SAY: TypeAdapter[Say] = TypeAdapter(Say)

DeskRenderer: TypeAlias = Callable[[UUID, Mapping[str, Any]], Awaitable[Shown | None]]
"""Draws what the desk says to a candidate; None where there is nothing to say any more."""


MOST_ATTEMPTS = 8


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

    async def speak(self, session_id: UUID) -> None:
        """Say all that the interview has to say now."""
        drive = uuid4()
        while True:
            async with self._pool.connection() as connection:
                row = await outbox.claim_next_of_session(connection, session_id, drive)
                held = await interviews.read(connection, session_id) if row else None
            if row is None or held is None:
                return
            if not await self._attempt(row, self._say(row, held)):
                return

    async def speak_at_desk(self, candidate_id: UUID) -> None:
        """Say all that the desk has to say to the candidate now, in their DM."""
        drive = uuid4()
        while True:
            async with self._pool.connection() as connection:
                row = await outbox.claim_next_of_candidate(connection, candidate_id, drive)
            if row is None or not await self._attempt(row, self._say_at_desk(row, candidate_id)):
                return

    async def _attempt(self, row: outbox.Row, saying: Awaitable[None]) -> bool:
        """Whether the lane may go on; where Slack asks for patience the effect is given back."""
        try:
            await saying
        except SlackRetry as later:
            _log.warning("slack_retry", effect=str(row.id), error=str(later), after=later.after)
            async with self._pool.connection() as connection:
                await outbox.postpone(connection, row, later.after, in_doubt=later.in_doubt)
            return False
        except psycopg.Error:
            raise
        except Exception:
            _log.exception("say_defect", effect=str(row.id))
            async with self._pool.connection() as connection:
                await outbox.postpone(connection, row, 2.0**row.attempts, in_doubt=True)
            return False
        return True

    async def _say(self, row: outbox.Row, held: Held) -> None:
        effect = _SAY.validate_python(row.effect)
        try:
            if row.attempts > MOST_ATTEMPTS:
                raise SlackGiveUp("too_many_attempts")
            match effect:
                case PostMessage():
                    await self._post(row, held, effect)
                case RefreshMessage(post=key):
                    await self._refresh(held, key)
                    await self._finish(row)
                case Whisper():
                    # Slack cannot tell two ephemerals apart, so one is rather lost than said twice.
                    if await self._finish(row):
                        await self._whisper(held, effect)
        except SlackGiveUp as refused:
            _log.error("slack_refused", effect=str(row.id), error=refused.error)
            if isinstance(effect, PostMessage):
                dropped = PostDropped(key=effect.post)
                await self._conductor.handle(held.interview.id, dropped, settles=row)
            else:
                await self._finish(row, refused.error)

    async def _post(self, row: outbox.Row, held: Held, effect: PostMessage) -> None:
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
                    render(interview, post),
                    post_id=post_id,
                    thread_ts=thread_ts,
                    metadata=metadata(interview, post),
                )
        stood = PostStood(key=effect.post, ts=ts) if ts else PostDropped(key=effect.post)
        await self._conductor.handle(interview.id, stood, settles=row)

    async def _move_in(self, held: Held) -> str:
        channel = await self._gateway.open_dm(held.user_id)
        async with self._pool.connection() as connection:
            await interviews.remember_dm(connection, held.interview.id, channel)
        async with self._pool.connection() as connection:
            await interviews.set_channel(connection, held.interview.id, channel)
        return channel

    async def _refresh(self, held: Held, key: str) -> None:
        post = held.interview.post(key)
        if post is not None and post.ts is not None and held.channel_id is not None:
            await self._gateway.update(held.channel_id, post.ts, render(held.interview, post))

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

    async def _say_at_desk(self, row: outbox.Row, candidate_id: UUID) -> None:
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
                    )
            except SlackGiveUp as refused:
                _log.error("slack_refused", effect=str(row.id), error=refused.error)
        await self._finish(row)

    async def _finish(self, row: outbox.Row, failed: str | None = None) -> bool:
        async with self._pool.connection() as connection:
            return await outbox.finish(connection, row, failed)


def _what_it_points_to(interview: Interview, kind: WhisperKind) -> Post | None:
    if kind is WhisperKind.FINISHED:
        return interview.post(Post(kind=PostKind.SUMMARY).key)
    current = interview.current
    if kind is WhisperKind.FEEDBACK_IS_OUT and current is not None:
        return interview.post(Post(kind=PostKind.FEEDBACK, question_id=current.id).key)
    return None
