"""A message as server-sent events: begun, written piece by piece, and ended or broken off."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from aiohttp import web

_PIECE = 24
"""Characters of an event: six tokens."""
_PING_SECONDS = 0.05


class Midway(StrEnum):
    """What breaks a stream in its middle."""

    ERROR = "an error event"
    CUT = "the line goes dead"
    END = "the stream ends, the message does not"
    STALL = "pings and nothing else"
    GARBLE = "an event for a block that never began"


async def streamed(
    request: web.Request,
    said: dict[str, Any],
    *,
    named: Mapping[str, str],
    pace: float = 0.0,
    midway: Midway | None = None,
    kind: str = "api_error",
) -> web.StreamResponse:
    """The message, written over `pace` seconds; `named` are headers that name it."""
    answer = web.StreamResponse(headers={"content-type": "text/event-stream", **named})
    await answer.prepare(request)
    events = list(_events(said))
    written = sum(event["type"] == "content_block_delta" for event in events)
    for at, event in enumerate(events):
        if midway is not None and at == len(events) // 2:
            return await _broken(request, answer, midway, kind)
        await _write(answer, event)
        if pace and event["type"] == "content_block_delta":
            await asyncio.sleep(pace / written)
    await answer.write_eof()
    return answer


def _events(said: dict[str, Any]) -> Iterator[dict[str, Any]]:
    begun = {"content": [], "stop_reason": None, "usage": said["usage"] | {"output_tokens": 1}}
    yield {"type": "message_start", "message": said | begun}
    yield {"type": "ping"}
    for at, block in enumerate(said["content"]):
        text = block.get("text")
        bare = block | ({"input": {}} if text is None else {"text": ""})
        yield {"type": "content_block_start", "index": at, "content_block": bare}
        whole = json.dumps(block["input"]) if text is None else text
        name, field = (
            ("input_json_delta", "partial_json") if text is None else ("text_delta", "text")
        )
        for start in range(0, len(whole), _PIECE):
            piece = {"type": name, field: whole[start : start + _PIECE]}
            yield {"type": "content_block_delta", "index": at, "delta": piece}
        yield {"type": "content_block_stop", "index": at}
    end = {"stop_reason": said["stop_reason"], "stop_sequence": None}
    used = {"output_tokens": said["usage"]["output_tokens"]}
    yield {"type": "message_delta", "delta": end, "usage": used}
    yield {"type": "message_stop"}


async def _broken(
    request: web.Request, answer: web.StreamResponse, midway: Midway, kind: str
) -> web.StreamResponse:
    match midway:
        case Midway.ERROR:
            error = {"type": kind, "message": "scripted"}
            await _write(answer, {"type": "error", "error": error})
        case Midway.CUT:
            assert request.transport is not None
            request.transport.abort()
            return answer
        case Midway.STALL:
            while request.transport is not None and not request.transport.is_closing():
                await _write(answer, {"type": "ping"})
                await asyncio.sleep(_PING_SECONDS)
            return answer
        case Midway.GARBLE:
            piece = {"type": "text_delta", "text": "?"}
            await _write(answer, {"type": "content_block_delta", "index": 9, "delta": piece})
        case Midway.END:
            pass
    await answer.write_eof()
    return answer


async def _write(answer: web.StreamResponse, event: dict[str, Any]) -> None:
    await answer.write(f"event: {event['type']}\ndata: {json.dumps(event)}\n\n".encode())
