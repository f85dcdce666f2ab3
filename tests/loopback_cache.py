"""Anthropic's prompt cache, as far as it is documented: what is read, written, paid and forgotten.

Four characters count as a token. It knows no request but by its blocks, and no clock but the one
it is handed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Body = Mapping[str, Any]

_MINIMUM = 512
_LOOKBACK = 20


@dataclass(slots=True)
class _Kept:
    until: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Block:
    """A prefix of a request that ends with one block: its tokens, its name, how long it is kept."""

    tokens: int
    digest: str
    seconds: float


def blocks_of(body: Body) -> list[Block]:
    """Every prefix in the order of the cache: format, system, messages; per model."""
    shape = json.dumps([body["model"], body.get("output_config"), body.get("tools")])
    told = hashlib.sha256(shape.encode())
    format_ = body.get("output_config", {}).get("format", {})
    tokens = len(json.dumps(format_, separators=(",", ":"))) // 4  # as it comes over the wire
    found = []
    messages = [block for message in body["messages"] for block in parts(message["content"])]
    for block in (*parts(body.get("system", [])), *messages):
        told.update(b"\0" + block["text"].encode())
        tokens += len(block["text"]) // 4
        mark = block.get("cache_control")
        seconds = 0.0 if not mark else 3600.0 if mark.get("ttl") == "1h" else 300.0
        found.append(Block(tokens, told.hexdigest(), seconds))
    return found


def _looked_back(blocks: list[Block]) -> list[Block]:
    """The prefixes that are looked up: those of a breakpoint and of the 20 blocks before it."""
    marked = [at for at, block in enumerate(blocks) if block.seconds]
    return [
        block
        for at, block in enumerate(blocks)
        if any(0 <= mark - at <= _LOOKBACK for mark in marked)
    ]


def parts(content: Any) -> list[dict[str, Any]]:
    return [{"type": "text", "text": content}] if isinstance(content, str) else list(content)


@dataclass(slots=True)
class PromptCache:
    """What prefixes are held, and until when."""

    _kept: dict[str, _Kept] = field(default_factory=dict)

    def usage(self, body: Body, now: float) -> dict[str, Any]:
        """The tokens of input by how they are paid, and the cache as it is afterwards."""
        read = short = long = before = 0
        blocks = blocks_of(body)
        whole = blocks[-1].tokens if blocks else 0
        marked = [block for block in blocks if block.seconds]
        for block in reversed(_looked_back(blocks)):
            if self._holds(block, now):
                read = block.tokens
                # What is used is refreshed, the shorter prefixes within it too.
                for used in blocks[: blocks.index(block) + 1]:
                    if self._holds(used, now):
                        held = self._kept[used.digest]
                        held.until = now + held.seconds
                break
        before = read
        for block in marked:
            if block.tokens <= before or block.tokens < _MINIMUM:
                continue
            written = block.tokens - before
            before = block.tokens
            long, short = (
                (long + written, short) if block.seconds > 300 else (long, short + written)
            )
            self._kept[block.digest] = _Kept(now + block.seconds, block.seconds)
        return {
            "input_tokens": whole - before,
            "cache_read_input_tokens": read,
            "cache_creation_input_tokens": short + long,
            "cache_creation": {
                "ephemeral_5m_input_tokens": short,
                "ephemeral_1h_input_tokens": long,
            },
        }

    def _holds(self, block: Block, now: float) -> bool:
        held = self._kept.get(block.digest)
        return held is not None and held.until >= now
