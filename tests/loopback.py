"""A Claude on this machine: checks requests, keeps Anthropic's cache rules, fails on demand.

It knows the Messages API as far as the coach uses it; what is said is an `Author`'s business. Four
characters count as a token. Its clock is the test's: only `wait` moves it.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from typing import Any

from aiohttp import web

Body = Mapping[str, Any]
Author = Callable[[Body], Any]
"""What to reply to a request: an object for the schema, or a text as it is."""

_NO_FORCED_TOOL = ("claude-sonnet-5-5", "claude-opus-5-5", "claude-fable-5-1", "claude-haiku-5-5")
_THINKING = {"claude-haiku-5-5": {"disabled"}, "claude-sonnet-5-5": {"between_tools"}}
_CACHE_MINIMUM = 512
_MOST_BREAKPOINTS = 4
_LOOKBACK = 20


class Server(StrEnum):
    """Whose manners it has: the others drop what they do not know without a word."""

    CLAUDE = "claude"
    VLLM = "vllm"
    LLAMA_CPP = "llama.cpp"
    OLLAMA = "ollama"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What happens to one request instead of a reply, or to the reply.

    `status` with an error of `kind`; `stall` seconds of silence first; `cut` closes the line in the
    middle; `text` is said instead; `stop` is the stop reason given.
    """

    status: int = 200
    kind: str = "api_error"
    code: str | None = None
    retry_after: float | None = None
    stall: float = 0.0
    cut: bool = False
    text: str | None = None
    stop: str | None = None


@dataclass(slots=True)
class _Cached:
    until: float
    seconds: float


@dataclass(kw_only=True)
class Loopback:
    """The server's state and its controls; `requests` are the bodies that it was sent."""

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
    faults: deque[Fault] = field(default_factory=deque)
    at_work: int = 0
    most_at_work: int = 0
    _cache: dict[str, _Cached] = field(default_factory=dict)
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
        self.requests.append(body)
        async with self._turned:
            self._turned.notify_all()
        self.at_work += 1
        self.most_at_work = max(self.most_at_work, self.at_work)
        try:
            return await self._answered(request, body)
        finally:
            self.at_work -= 1

    async def _answered(self, request: web.Request, body: dict[str, Any]) -> web.StreamResponse:
        fault = self.faults.popleft() if self.faults else Fault()
        await asyncio.sleep(fault.stall)
        if fault.status != 200:
            return _error(fault.status, fault.kind, "scripted", fault.code, fault.retry_after)
        refused = self._refused(request, body)
        if refused is not None:
            return refused
        usage = self._usage(body)
        content, stop = self._content(body, fault)
        output = max(1, len(json.dumps(content)) // 4)
        if stop == "end_turn" and output > body["max_tokens"]:
            content, stop = _cut_off(content, body["max_tokens"]), "max_tokens"
        pace = output / self.tokens_a_second if self.tokens_a_second else 0.0
        await asyncio.sleep(self.first_token + pace)
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
        if fault.cut:
            return await _cut(request, said)
        return web.json_response(said, headers={"request-id": f"req_{said['id']}"})

    def _refused(self, request: web.Request, body: Body) -> web.Response | None:
        """The error of a request that Anthropic would not take."""
        if self.server is not Server.CLAUDE:
            return None
        if request.headers.get("authorization") != f"Bearer {self.key}":
            return _error(401, "authentication_error", "invalid key")
        if body["model"] not in self.models:
            return _error(404, "not_found_error", f"model: {body['model']}")
        wrong = _what_is_wrong(body)
        return _error(400, "invalid_request_error", wrong) if wrong else None

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

    def _probed(self, body: dict[str, Any]) -> tuple[list[dict[str, Any]], str]:
        if self._obeys_tool(body):
            return [_tool_use(body, {"word": "blue"})], "tool_use"
        text = '{"word": "blue"}' if self._obeys_format(body) else "red"
        return [{"type": "text", "text": text}], "end_turn"

    def _obeys_format(self, body: Body) -> bool:
        kind = self.server in (Server.CLAUDE, Server.VLLM)
        return kind and "format" in body.get("output_config", {})

    def _obeys_tool(self, body: Body) -> bool:
        return self.server is Server.LLAMA_CPP and "tool_choice" in body

    def _usage(self, body: dict[str, Any]) -> dict[str, Any]:
        """The tokens of input by how they are paid, and the cache as it is afterwards."""
        read = short = long = before = 0
        blocks = _blocks(body)
        whole = blocks[-1].tokens if blocks else 0
        marked = [block for block in blocks if block.seconds]
        for block in reversed(_looked_back(blocks)):
            if self._holds(block):
                read = block.tokens
                # What is used is refreshed, the shorter prefixes within it too.
                for used in blocks[: blocks.index(block) + 1]:
                    if self._holds(used):
                        held = self._cache[used.digest]
                        held.until = self.now + held.seconds
                break
        before = read
        for block in marked:
            if block.tokens <= before or block.tokens < _CACHE_MINIMUM:
                continue
            written = block.tokens - before
            before = block.tokens
            long, short = (
                (long + written, short) if block.seconds > 300 else (long, short + written)
            )
            self._cache[block.digest] = _Cached(self.now + block.seconds, block.seconds)
        return {
            "input_tokens": whole - before,
            "cache_read_input_tokens": read,
            "cache_creation_input_tokens": short + long,
            "cache_creation": {
                "ephemeral_5m_input_tokens": short,
                "ephemeral_1h_input_tokens": long,
            },
        }

    def _holds(self, block: _Block) -> bool:
        held = self._cache.get(block.digest)
        return held is not None and held.until >= self.now


@asynccontextmanager
async def loopback(author: Author, **settings: Any) -> AsyncIterator[Loopback]:
    """A server on a free port of this machine, while the block runs."""
    claude = Loopback(author=author, **settings)
    app = web.Application(client_max_size=16 * 2**20)
    app.router.add_post("/v1/messages", claude.messages)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        claude.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        yield claude
    finally:
        await runner.cleanup()


@dataclass(frozen=True, slots=True)
class _Block:
    """A prefix of a request that ends with one block: its tokens, its name, how long it is kept."""

    tokens: int
    digest: str
    seconds: float


def _blocks(body: Body) -> list[_Block]:
    """Every prefix in the order of the cache: format, system, messages; per model."""
    shape = json.dumps([body["model"], body.get("output_config"), body.get("tools")])
    told = hashlib.sha256(shape.encode())
    tokens = len(json.dumps(body.get("output_config", {}).get("format", {}))) // 4
    found = []
    messages = [block for message in body["messages"] for block in _parts(message["content"])]
    for block in (*_parts(body.get("system", [])), *messages):
        told.update(b"\0" + block["text"].encode())
        tokens += len(block["text"]) // 4
        mark = block.get("cache_control")
        seconds = 0.0 if not mark else 3600.0 if mark.get("ttl") == "1h" else 300.0
        found.append(_Block(tokens, told.hexdigest(), seconds))
    return found


def _looked_back(blocks: list[_Block]) -> list[_Block]:
    """The prefixes that are looked up: those of a breakpoint and of the 20 blocks before it."""
    marked = [at for at, block in enumerate(blocks) if block.seconds]
    return [
        block
        for at, block in enumerate(blocks)
        if any(0 <= mark - at <= _LOOKBACK for mark in marked)
    ]


def _parts(content: Any) -> list[dict[str, Any]]:
    return [{"type": "text", "text": content}] if isinstance(content, str) else list(content)


def _what_is_wrong(body: Body) -> str:
    """Why a request is refused, by the documentation; empty where it is not."""
    marks = [block.seconds for block in _blocks(body) if block.seconds]
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
