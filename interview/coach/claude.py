"""Claude, or a server that speaks its protocol, as the coach; the only module that imports its SDK.

It asks for drafts and makes none of the decisions: what a draft says is checked by
`interview.coach.grounded` like any other coach's. Every call is bounded in time as a whole, tried
again where that helps, and reported with its usage to whoever keeps the books.

    CoachRetry     overloaded, a cut or stalled connection, too many requests; `after` says when
    CoachGiveUp    refused, a wrong key or name, a spent limit, a reply that stays unusable
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

import anthropic
import httpx2
from anthropic.types import Message
from pydantic import ValidationError

from interview.coach import (
    AskBrief,
    CoachError,
    CoachGiveUp,
    CoachRetry,
    ReviewBrief,
    SummaryBrief,
    layout,
)
from interview.coach.calls import Call
from interview.coach.drafts import FeedbackDraft, QuestionDraft, ReviewDraft, SummaryDraft
from interview.coach.layout import Kind, Request
from interview.coach.models import BETTER, MODELS, QUICK, ModelRecord, label_of, record_of
from interview.coach.prompts import prompt_version
from interview.coach.replies import NoObject, json_object
from interview.coach.wire import (
    FeedbackReply,
    QuestionReply,
    Reply,
    ReviewReply,
    SummaryReply,
)

SECONDS: Mapping[Kind, float] = {
    "question": 30.0,
    "review": 20.0,
    "feedback": 60.0,
    "summary": 60.0,
}
"""How long a task may take in all, tries and waits included."""

ANTHROPIC = "https://api.anthropic.com"
MOST_AT_ONCE = 64
_TRIES = 3
_LONGEST_PAUSE = 8.0
_CONNECT_SECONDS = 3.0
_READ_SECONDS = 15.0
_TRY_AGAIN = frozenset({408, 409, 429, 500, 502, 503, 504, 529})
_TOOL = "reply"
_Reply = TypeVar("_Reply", QuestionReply, ReviewReply, FeedbackReply, SummaryReply)


class Structured(StrEnum):
    """How a server is brought to reply in the schema, best first."""

    FORMAT = "output_config"
    TOOL = "tool"
    PROMPT = "prompt"


async def _unbooked(call: Call) -> None:
    """Nobody keeps books."""


async def _unlimited() -> None:
    """Nothing limits what is spent."""


def open_client(api_key: str, base_url: str | None = None) -> anthropic.AsyncAnthropic:
    """A client for the process, closed by whoever opened it; it never retries by itself.

    The SDK sleeps as long as a server tells it to, and its timeouts are for each read: both are
    bounded here instead.
    """
    limits = httpx2.Limits(max_connections=256, max_keepalive_connections=256, keepalive_expiry=120)
    timeout = httpx2.Timeout(_READ_SECONDS, connect=_CONNECT_SECONDS)
    return anthropic.AsyncAnthropic(
        api_key=api_key,
        base_url=base_url or ANTHROPIC,
        max_retries=0,
        timeout=timeout,
        http_client=anthropic.DefaultAioHttpClient(limits=limits, timeout=timeout),
    )


@dataclass(kw_only=True)
class ClaudeCoach:
    """Questions and reviews by `quick`, feedback and summaries by `better`.

    `structured` is None where the server has to be tried first; `probe` does that. `on_call` hears
    of every call, also of those that failed; `before_call` may raise a `CoachError` to forbid one;
    `pause` is the first of the pauses between tries; `by_anthropic` says whose
    server it is.
    """

    client: anthropic.AsyncAnthropic
    quick: str = QUICK
    better: str = BETTER
    models: Mapping[str, ModelRecord] = field(default_factory=lambda: MODELS)
    structured: Structured | None = Structured.FORMAT
    on_call: Callable[[Call], Awaitable[None]] = _unbooked
    before_call: Callable[[], Awaitable[None]] = _unlimited
    seconds: Mapping[Kind, float] = field(default_factory=lambda: SECONDS)
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
        """How this server is brought to reply in a schema: tried, since some drop what they do

        not know without a word. Raises `CoachError` where it cannot be reached.
        """
        async with self._probing:
            if self.structured is None:
                self.structured = await self._probed()
        return self.structured

    async def _probed(self) -> Structured:
        """Asks for one word under a schema that allows only another."""
        for way in (Structured.FORMAT, Structured.TOOL):
            body = {
                "model": self.quick,
                "max_tokens": 64,
                "messages": [{"role": "user", "content": "Reply with the single word red."}],
                **_in_schema(way, _ONE_WORD),
            }
            try:
                async with asyncio.timeout(self.seconds["question"]):
                    message = await self.client.messages.create(**body)
                if _object_in(message).get("word") == "blue":
                    return way
            except (anthropic.BadRequestError, NoObject):
                continue
            except (anthropic.APIError, httpx2.HTTPError, TimeoutError) as failed:
                raise _translated(failed) from failed
        return Structured.PROMPT

    async def _reply(self, request: Request, wanted: type[_Reply], model: str) -> _Reply:
        """The reply to a request, within its time; asked again where that helps."""
        started = time.monotonic()
        try:
            async with asyncio.timeout(self.seconds[request.kind]), self._room:
                await self.before_call()
                way = self.structured or await self.probe()
                return await self._asked(request, wanted, model, way)
        except TimeoutError as late:
            seconds = time.monotonic() - started
            await self._booked(request.kind, model, seconds, error="timeout")
            raise CoachRetry("the model took too long") from late

    async def _asked(
        self, request: Request, wanted: type[_Reply], model: str, way: Structured
    ) -> _Reply:
        room, note = request.most_tokens, ""
        mended = widened = False
        while True:
            message = await self._said(request, model, way, room, note)
            if message.stop_reason == "refusal":
                raise CoachGiveUp("the model declined")
            if message.stop_reason in ("max_tokens", "model_context_window_exceeded"):
                if widened or message.stop_reason != "max_tokens":
                    raise CoachGiveUp("the reply never ended")
                room, widened = room * 2, True
                continue
            try:
                return _read(message, wanted)
            except (NoObject, ValidationError) as unusable:
                if mended:
                    raise CoachGiveUp("the reply could not be used") from None
                note, mended = _complaint(unusable), True

    async def _said(
        self, request: Request, model: str, way: Structured, room: int, note: str
    ) -> Message:
        """One message of the model's, tried again while the fault is the server's or the line's."""
        body = _body(request, model, record_of(model, self.models), way, room, note)
        for attempt in range(1, _TRIES + 1):
            started = time.monotonic()
            try:
                message: Message = await self.client.messages.create(**body)
            except (anthropic.APIError, httpx2.HTTPError) as failed:
                seconds = time.monotonic() - started
                await self._booked(request.kind, model, seconds, error=_name(failed))
                told = _translated(failed)
                if not isinstance(told, CoachRetry) or attempt == _TRIES:
                    raise told from failed
                if told.after > _LONGEST_PAUSE:
                    raise told from failed
                await asyncio.sleep(max(told.after, self.pause * 2.0 ** (attempt - 1)))
            else:
                await self._booked(request.kind, model, time.monotonic() - started, message)
                return message
        raise AssertionError("the last attempt returns or raises")

    async def _booked(
        self,
        kind: Kind,
        model: str,
        seconds: float,
        message: Message | None = None,
        error: str = "",
    ) -> None:
        call = Call(
            task=kind,
            model=model,
            prompt_version=prompt_version(),
            seconds=seconds,
            error=error,
            **(_spent(message) if message else {}),
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
        "request_id": message._request_id or "",
    }


_ONE_WORD: dict[str, Any] = {
    "type": "object",
    "properties": {"word": {"enum": ["blue"]}},
    "required": ["word"],
    "additionalProperties": False,
}


@cache
def schema() -> dict[str, Any]:
    """The one schema of all four tasks: another one would empty the prompt cache.

    Without titles and descriptions: they are sent with every call, and say what the prompts say.
    """
    whole: dict[str, Any] = _bare(anthropic.transform_schema(Reply))
    return whole


def _bare(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_bare(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    # Under "properties" the keys are names of ours, of which none is a title.
    return {
        key: _bare(value) for key, value in schema.items() if key not in ("title", "description")
    }


def _in_schema(way: Structured, wanted: dict[str, Any]) -> dict[str, Any]:
    """The fields of a call that ask for a schema, in the way the server understands."""
    if way is Structured.FORMAT:
        return {"output_config": {"format": {"type": "json_schema", "schema": wanted}}}
    if way is Structured.TOOL:
        return {
            "tools": [{"name": _TOOL, "description": "Your reply.", "input_schema": wanted}],
            "tool_choice": {"type": "tool", "name": _TOOL},
        }
    return {}


def _body(
    request: Request, model: str, record: ModelRecord, way: Structured, room: int, note: str
) -> dict[str, Any]:
    hour = {"type": "ephemeral", "ttl": "1h"}
    task = f"{request.task} {note}".strip()
    if way is Structured.PROMPT:
        task += "\nReply with one JSON object under this schema and nothing else:\n" + json.dumps(
            schema(), separators=(",", ":")
        )
    thread: list[dict[str, Any]] = [{"type": "text", "text": text} for text in request.thread]
    if request.grows and thread:
        thread[-1]["cache_control"] = {"type": "ephemeral", "ttl": "5m"}
    last: list[dict[str, Any]] = [{"role": "system", "content": task}]
    if not record.system_role:
        thread.append({"type": "text", "text": f"<task>\n{task}\n</task>"})
        last = []
    body: dict[str, Any] = {
        "model": model,
        "max_tokens": room,
        "system": [
            {"type": "text", "text": request.shared, "cache_control": hour},
            {"type": "text", "text": request.papers, "cache_control": hour},
        ],
        "messages": [{"role": "user", "content": thread}, *last],
        **_in_schema(way, schema()),
    }
    if record.thinking:
        body["thinking"] = {"type": record.thinking}
    if record.effort:
        body["output_config"] = {"effort": record.effort, **body.get("output_config", {})}
    return body


def _object_in(message: Message) -> dict[str, Any]:
    """The object a message holds: a tool's input, or one in its text. Raises `NoObject`."""
    for block in message.content:
        if block.type == "tool_use" and isinstance(block.input, dict):
            return block.input
    return json_object("".join(block.text for block in message.content if block.type == "text"))


def _read(message: Message, wanted: type[_Reply]) -> _Reply:
    """The reply to this task. Raises `NoObject` or `ValidationError`."""
    found = _object_in(message)
    reply: _Reply = wanted.model_validate(found.get("result", found))
    return reply


def _complaint(unusable: NoObject | ValidationError) -> str:
    """What was wrong with a reply, for the model; places and no words."""
    if isinstance(unusable, NoObject):
        return "Your last reply held no JSON object."
    places = [".".join(map(str, error["loc"])) for error in unusable.errors()[:5]]
    return f"Your last reply did not fit the schema at: {', '.join(places)}."


def _name(failed: Exception) -> str:
    kind = getattr(failed, "type", None)
    return str(kind) if isinstance(kind, str) and kind else type(failed).__name__


def _translated(failed: Exception) -> CoachError:
    """What a fault of the wire means: whether trying again would help."""
    name = _name(failed)
    if isinstance(failed, anthropic.APIStatusError):
        # An error in the middle of a stream comes with the status of its beginning.
        overloaded = failed.status_code == 200
        if _is_spent(failed) or not (overloaded or failed.status_code in _TRY_AGAIN):
            return CoachGiveUp(name)
        return CoachRetry(name, after=_asked_to_wait(failed))
    return CoachRetry(name)


def _is_spent(failed: anthropic.APIStatusError) -> bool:
    """Whether a limit of money was reached, which no waiting mends."""
    code = str(getattr(failed, "error_code", None) or "")
    return failed.status_code == 402 or "spend" in code or "credit" in code


def _asked_to_wait(failed: anthropic.APIStatusError) -> float:
    """Seconds of `retry-after`; 0 where there is none that can be read."""
    told: Mapping[str, str] = failed.response.headers
    try:
        if "retry-after-ms" in told:
            return max(0.0, float(told["retry-after-ms"]) / 1000)
        return max(0.0, float(told.get("retry-after", "0")))
    except ValueError:
        return 0.0
