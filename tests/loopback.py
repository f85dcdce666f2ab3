"""A Claude on this machine: checks requests, keeps Anthropic's cache rules, fails on demand.

It knows the Messages API as far as the coach uses it, whole and as a stream; what is said is an
`Author`'s business. Its clock is the test's: only `wait` moves it.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from time import monotonic
from typing import Any

from aiohttp import web

from loopback_cache import Body, PromptCache, blocks_of
from loopback_stream import Midway, streamed

Author = Callable[[Body], Any]
"""What to reply to a request: an object for the schema, or a text as it is."""

_NO_FORCED_TOOL = ("claude-sonnet-5-5", "claude-opus-5-5", "claude-fable-5-1", "claude-haiku-5-5")
_THINKING = {"claude-haiku-5-5": {"disabled"}, "claude-sonnet-5-5": {"between_tools"}}
_MOST_BREAKPOINTS = 4


class Server(StrEnum):
    """Whose manners it has: the others drop what they do not know without a word."""

    CLAUDE = "claude"
    VLLM = "vllm"
    LLAMA_CPP = "llama.cpp"
    OLLAMA = "ollama"
    LITELLM = "litellm"
    """Passes on all that it is sent, and of the answer everything but its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What happens to one request instead of a reply, or to the reply.

    `status` with an error of `kind`; `stall` seconds of silence first; `cut` closes the line in the
    middle; `text` is said instead; `stop` is the stop reason given; `midway` is what happens in the
    middle of a stream, an error being of `kind`.
    """

    status: int = 200
    kind: str = "api_error"
    code: str | None = None
    retry_after: float | None = None
    stall: float = 0.0
    cut: bool = False
    text: str | None = None
    stop: str | None = None
    midway: Midway | None = None


@dataclass(kw_only=True)
class Loopback:
    """The server's state and its controls; `requests` are the bodies that it was sent.

    `spans` says when the request of a place was begun and ended with, by the monotonic clock.
    """

    author: Author
    server: Server = Server.CLAUDE
    key: str = "sk-ant-loopback"
    models: frozenset[str] = frozenset(
        {"claude-haiku-5-5", "claude-sonnet-5-5", "claude-opus-5-5", "local-model"}
    )
    first_token: float = 0.0
    tokens_a_second: float = 0.0
    url: str = ""
    now: float = 0.0
    requests: list[dict[str, Any]] = field(default_factory=list)
    spans: dict[int, tuple[float, float]] = field(default_factory=dict)
    faults: deque[Fault] = field(default_factory=deque)
    at_work: int = 0
    most_at_work: int = 0
    _cache: PromptCache = field(default_factory=PromptCache)
    _turned: asyncio.Condition = field(default_factory=asyncio.Condition)
    _numbers: Any = field(default_factory=lambda: count(1))

    async def until_asked(self, times: int) -> None:
        """Return when so many requests have come; TimeoutError after ten seconds."""
        async with asyncio.timeout(10), self._turned:
            await self._turned.wait_for(lambda: len(self.requests) >= times)

    def wait(self, seconds: float) -> None:
        """Let time go by for the cache."""
        self.now += seconds

    async def messages(self, request: web.Request) -> web.StreamResponse:
        body = json.loads(await request.read())
        place, begun = len(self.requests), monotonic()
        self.requests.append(body)
        async with self._turned:
            self._turned.notify_all()
        self.at_work += 1
        self.most_at_work = max(self.most_at_work, self.at_work)
        try:
            return await self._answered(request, body)
        finally:
            self.at_work -= 1
            self.spans[place] = (begun, monotonic())

    async def model(self, request: web.Request) -> web.StreamResponse:
        """What Anthropic says of one model; the others have no such page."""
        name = request.match_info["model"]
        if self.server is not Server.CLAUDE:
            raise web.HTTPNotFound
        refused = self._refused_of(request, name)
        if refused is not None:
            return refused
        about = {"type": "model", "id": name, "display_name": name}
        return web.json_response(about | {"created_at": "2026-10-01T00:00:00Z"})

    async def _answered(self, request: web.Request, body: dict[str, Any]) -> web.StreamResponse:
        fault = self.faults.popleft() if self.faults else Fault()
        await asyncio.sleep(fault.stall)
        if fault.status != 200:
            return _error(fault.status, fault.kind, "scripted", fault.code, fault.retry_after)
        refused = self._refused(request, body)
        if refused is not None:
            return refused
        usage = self._cache.usage(body, self.now)
        content, stop = self._content(body, fault)
        output = max(1, len(json.dumps(content)) // 4)
        if stop == "end_turn" and output > body["max_tokens"]:
            content, stop = _cut_off(content, body["max_tokens"]), "max_tokens"
        pace = output / self.tokens_a_second if self.tokens_a_second else 0.0
        said = {
            "id": f"msg_{next(self._numbers)}",
            "type": "message",
            "role": "assistant",
            "model": body["model"],
            "content": content,
            "stop_reason": fault.stop or stop,
            "stop_sequence": None,
            "usage": usage | {"output_tokens": output},
        }
        if body.get("stream"):
            midway = Midway.CUT if fault.cut else fault.midway
            await asyncio.sleep(self.first_token)
            named = self.named(said)
            return await streamed(
                request, said, named=named, pace=pace, midway=midway, kind=fault.kind
            )
        await asyncio.sleep(self.first_token + pace)
        if fault.cut:
            return await _cut(request, said)
        return web.json_response(said, headers=self.named(said))

    def _refused(self, request: web.Request, body: Body) -> web.Response | None:
        """The error of a request that Anthropic would not take."""
        if self.server is not Server.CLAUDE:
            return None
        refused = self._refused_of(request, body["model"])
        if refused is not None:
            return refused
        wrong = _what_is_wrong(body)
        return _error(400, "invalid_request_error", wrong) if wrong else None

    def _refused_of(self, request: web.Request, model: str) -> web.Response | None:
        if request.headers.get("authorization") != f"Bearer {self.key}":
            return _error(401, "authentication_error", "invalid key")
        if model not in self.models:
            return _error(404, "not_found_error", f"model: {model}")
        return None

    def _content(self, body: dict[str, Any], fault: Fault) -> tuple[list[dict[str, Any]], str]:
        if fault.text is not None:
            return [{"type": "text", "text": fault.text}], "end_turn"
        if "Reply with the single word red." in json.dumps(body["messages"]):
            return self._probed(body)
        reply = self.author(body)
        if isinstance(reply, str):
            return [{"type": "text", "text": reply}], "end_turn"
        wrapped = {"result": reply}
        if self._obeys_tool(body):
            return [_tool_use(body, wrapped)], "tool_use"
        text = json.dumps(wrapped, ensure_ascii=False)
        if not self._obeys_format(body):
            thought = "<think>Let me see {what} is asked.</think>Here it is:"
            text = f"{thought}\n```json\n{text}\n```\nDone."
        return [{"type": "text", "text": text}], "end_turn"

    def named(self, said: Body) -> dict[str, str]:
        """The header that names an answer, from a server that has one."""
        return {} if self.server is Server.LITELLM else {"request-id": f"req_{said['id']}"}

    def _probed(self, body: dict[str, Any]) -> tuple[list[dict[str, Any]], str]:
        if self._obeys_tool(body):
            return [_tool_use(body, {"word": "blue"})], "tool_use"
        text = '{"word": "blue"}' if self._obeys_format(body) else "red"
        return [{"type": "text", "text": text}], "end_turn"

    def _obeys_format(self, body: Body) -> bool:
        kind = self.server in (Server.CLAUDE, Server.VLLM, Server.LITELLM)
        return kind and "format" in body.get("output_config", {})

    def _obeys_tool(self, body: Body) -> bool:
        return self.server is Server.LLAMA_CPP and "tool_choice" in body


@asynccontextmanager
async def loopback(author: Author, **settings: Any) -> AsyncIterator[Loopback]:
    """A server on a free port of this machine, while the block runs."""
    claude = Loopback(author=author, **settings)
    app = web.Application(client_max_size=16 * 2**20)
    app.router.add_post("/v1/messages", claude.messages)
    app.router.add_get("/v1/models/{model}", claude.model)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        claude.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        yield claude
    finally:
        await runner.cleanup()


def _what_is_wrong(body: Body) -> str:
    """Why a request is refused, by the documentation; empty where it is not."""
    marks = [block.seconds for block in blocks_of(body) if block.seconds]
    if len(marks) > _MOST_BREAKPOINTS:
        return "at most 4 blocks may have cache_control"
    if marks != sorted(marks, reverse=True):
        return "a ttl of 1h has to come before one of 5m"
    if "temperature" in body:
        return "temperature is not supported"
    if body["messages"][-1]["role"] == "assistant":
        return "prefill is not supported"
    roles = [message["role"] for message in body["messages"]]
    if "system" in roles and roles[-2:] != ["user", "system"]:
        return "a system message has to be last and follow a user's"
    forced = body.get("tool_choice", {}).get("type") in ("tool", "any")
    if forced and body["model"] in _NO_FORCED_TOOL:
        return "tool_choice may not be forced on this model"
    thinking = body.get("thinking", {}).get("type")
    if thinking and thinking not in _THINKING.get(body["model"], {"disabled"}):
        return f"thinking.{thinking} is not supported on this model"
    return ""


def _tool_use(body: Body, given: dict[str, Any]) -> dict[str, Any]:
    return {"type": "tool_use", "id": "toolu_1", "name": body["tools"][0]["name"], "input": given}


def _cut_off(content: list[dict[str, Any]], tokens: int) -> list[dict[str, Any]]:
    text = content[0].get("text") or json.dumps(content[0].get("input"))
    return [{"type": "text", "text": text[: tokens * 4]}]


def _error(
    status: int,
    kind: str,
    message: str,
    code: str | None = None,
    retry_after: float | None = None,
) -> web.Response:
    details = {"details": {"error_code": code}} if code else {}
    return web.json_response(
        {"type": "error", "error": {"type": kind, "message": message, **details}},
        status=status,
        headers={"retry-after": str(retry_after)} if retry_after is not None else None,
    )


async def _cut(request: web.Request, said: dict[str, Any]) -> web.StreamResponse:
    """Half a reply, then the line goes dead."""
    whole = json.dumps(said).encode()
    answer = web.StreamResponse(
        headers={"content-type": "application/json", "content-length": str(len(whole))}
    )
    await answer.prepare(request)
    await answer.write(whole[: len(whole) // 2])
    assert request.transport is not None
    request.transport.abort()
    return answer
