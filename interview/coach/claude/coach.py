"""The coach that asks a model: for drafts, within a time, again where that helps.

It makes none of the decisions: what a draft says is checked by `interview.coach.grounded` like any
other coach's. Every call is bounded in time as a whole and reported with its usage to whoever keeps
the books.

    CoachRetry     overloaded, a cut or stalled connection, too many requests; `after` says when
    CoachGiveUp    refused, a wrong key or name, a spent limit, a reply that stays unusable
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import anthropic
from anthropic.types import Message
from pydantic import ValidationError

from interview.coach import (
    AskBrief,
    CoachGiveUp,
    CoachRetry,
    ReviewBrief,
    SummaryBrief,
    layout,
)
from interview.coach.calls import Call
from interview.coach.claude import faults, probing, reading, requests
from interview.coach.claude.exchange import Exchange
from interview.coach.claude.reading import AnyReply
from interview.coach.claude.requests import Structured
from interview.coach.drafts import FeedbackDraft, QuestionDraft, ReviewDraft, SummaryDraft
from interview.coach.layout import Kind, Request
from interview.coach.models import BETTER, MODELS, QUICK, ModelRecord, label_of, record_of
from interview.coach.prompts import prompt_version
from interview.coach.replies import NoObject
from interview.coach.wire import FeedbackReply, QuestionReply, ReviewReply, SummaryReply

SECONDS: Mapping[Kind, float] = {
    "question": 30.0,
    "review": 20.0,
    "feedback": 60.0,
    "summary": 60.0,
}
"""How long a task may take in all, tries and waits included."""

STREAMED: frozenset[Kind] = frozenset({"feedback", "summary"})
"""The tasks whose replies are long enough for a stream to pay.

A question or review is whole within three or four seconds, sooner than a stall could be told from
work, and each part of a stream costs time of the process that acks Slack.
"""

STALL_SECONDS = 15.0
MOST_AT_ONCE = 64
_TRIES = 3
_LONGEST_PAUSE = 8.0


async def _unbooked(call: Call) -> None:
    """Nobody keeps books."""


async def _unlimited() -> None:
    """Nothing limits what is spent."""


@dataclass(kw_only=True)
class ClaudeCoach:
    """Questions and reviews by `quick`, feedback and summaries by `better`.

    `structured` is None where the server has to be tried first; `probe` does that. `on_call` hears
    of every call, also of those that failed; `before_call` may raise a `CoachError` to forbid one;
    `pause` is the first of the pauses between tries; `stall_seconds` is the longest silence within
    a reply that is `streamed`; `by_anthropic` says whose server it is.
    """

    client: anthropic.AsyncAnthropic
    quick: str = QUICK
    better: str = BETTER
    models: Mapping[str, ModelRecord] = field(default_factory=lambda: MODELS)
    structured: Structured | None = Structured.FORMAT
    on_call: Callable[[Call], Awaitable[None]] = _unbooked
    before_call: Callable[[], Awaitable[None]] = _unlimited
    seconds: Mapping[Kind, float] = field(default_factory=lambda: SECONDS)
    streamed: frozenset[Kind] = STREAMED
    stall_seconds: float = STALL_SECONDS
    pause: float = 0.5
    by_anthropic: bool = True
    two_breaths: bool = True
    _room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(MOST_AT_ONCE))
    _probing: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def engine(self) -> str:
        return f"{self.quick} {prompt_version()}"

    @property
    def prompt_version(self) -> str:
        return prompt_version()

    @property
    def label(self) -> str:
        return label_of(self.quick, by_anthropic=self.by_anthropic)

    @property
    def plus_minus(self) -> int | None:
        return record_of(self.quick, self.models).plus_minus(prompt_version())

    async def ask(self, brief: AskBrief, objections: tuple[str, ...] = ()) -> QuestionDraft:
        reply = await self._reply(layout.question(brief, objections), QuestionReply, self.quick)
        return reply.draft()

    async def review(self, brief: ReviewBrief, objections: tuple[str, ...] = ()) -> ReviewDraft:
        reply = await self._reply(layout.review(brief, objections), ReviewReply, self.quick)
        return reply.draft(brief.answers)

    async def give_feedback(
        self, brief: ReviewBrief, objections: tuple[str, ...] = ()
    ) -> FeedbackDraft:
        reply = await self._reply(layout.feedback(brief, objections), FeedbackReply, self.better)
        return reply.draft()

    async def summarise(
        self, brief: SummaryBrief, objections: tuple[str, ...] = ()
    ) -> SummaryDraft:
        reply = await self._reply(layout.summary(brief, objections), SummaryReply, self.better)
        return reply.draft()

    async def probe(self) -> Structured:
        """How this server is brought to reply in a schema, tried once.

        Raises `CoachError` where it cannot be reached.
        """
        async with self._probing:
            if self.structured is None:
                seconds = self.seconds["question"]
                self.structured = await probing.manner_of(self.client, self.quick, seconds)
        return self.structured

    async def check(self) -> None:
        """Raises `CoachError` that names the model where one of the two cannot be had."""
        seconds = self.seconds["question"]
        if not self.by_anthropic:
            await self.probe()
            if self.better != self.quick:
                await probing.manner_of(self.client, self.better, seconds)
            return
        for model in dict.fromkeys((self.quick, self.better)):
            await probing.listed(self.client, model, seconds)

    async def _reply(self, request: Request, wanted: type[AnyReply], model: str) -> AnyReply:
        """The reply to a request, within its time; asked again where that helps."""
        exchange = Exchange()  # the task as a whole, for the books
        try:
            async with asyncio.timeout(self.seconds[request.kind]), self._room:
                await self.before_call()
                way = self.structured or await self.probe()
                return await self._asked(request, wanted, model, way)
        except TimeoutError as late:
            await self._booked(request.kind, model, exchange, error="timeout")
            raise CoachRetry("the model took too long") from late

    async def _asked(
        self, request: Request, wanted: type[AnyReply], model: str, way: Structured
    ) -> AnyReply:
        room, note = request.most_tokens, ""
        mended = widened = False
        while True:
            try:
                message = await self._said(request, model, way, room, note)
                if message.stop_reason == "refusal":
                    raise CoachGiveUp("the model declined")
                if message.stop_reason in ("max_tokens", "model_context_window_exceeded"):
                    if widened or message.stop_reason != "max_tokens":
                        raise CoachGiveUp("the reply never ended")
                    room, widened = room * 2, True
                    continue
                return reading.read(message, wanted)
            except (NoObject, ValidationError) as unusable:
                if mended:
                    raise CoachGiveUp("the reply could not be used") from None
                note, mended = reading.complaint(unusable), True

    async def _said(
        self, request: Request, model: str, way: Structured, room: int, note: str
    ) -> Message:
        """One message of the model's, tried again while the fault is the server's or the line's.

        Raises `NoObject` for a stream out of which no message can be made.
        """
        record = record_of(model, self.models)
        body = requests.body(request, model, record, way, room, note)
        for attempt in range(1, _TRIES + 1):
            exchange = Exchange()
            try:
                message = await self._exchanged(exchange, request.kind, body)
            except NoObject as garbled:
                await self._booked(request.kind, model, exchange, error=str(garbled))
                raise
            except faults.OF_THE_WIRE as failed:
                await self._booked(request.kind, model, exchange, error=faults.name(failed))
                told = faults.translated(failed)
                if not isinstance(told, CoachRetry) or attempt == _TRIES:
                    raise told from failed
                if told.after > _LONGEST_PAUSE:
                    raise told from failed
                await asyncio.sleep(max(told.after, self.pause * 2.0 ** (attempt - 1)))
            else:
                await self._booked(request.kind, model, exchange)
                return message
        raise AssertionError("the last attempt returns or raises")

    async def _exchanged(self, exchange: Exchange, kind: Kind, body: dict[str, Any]) -> Message:
        if kind in self.streamed:
            return await exchange.streamed(self.client, body, self.stall_seconds)
        return await exchange.whole(self.client, body)

    async def _booked(self, kind: Kind, model: str, exchange: Exchange, error: str = "") -> None:
        call = Call(
            task=kind,
            model=model,
            prompt_version=prompt_version(),
            seconds=exchange.seconds,
            first_token_seconds=exchange.first_token_seconds,
            request_id=exchange.request_id,
            error=error,
            **(_spent(exchange.message) if exchange.message else {}),
        )
        await self.on_call(call)


def _spent(message: Message) -> dict[str, Any]:
    """What a message says of itself, in the fields of a `Call`."""
    usage, details = message.usage, message.usage.output_tokens_details
    long = usage.cache_creation.ephemeral_1h_input_tokens if usage.cache_creation else 0
    return {
        "uncached": usage.input_tokens,
        "read": usage.cache_read_input_tokens or 0,
        "short": (usage.cache_creation_input_tokens or 0) - long,
        "long": long,
        "output": usage.output_tokens,
        "thinking": details.thinking_tokens if details else 0,
        "stop_reason": message.stop_reason or "",
    }
