"""What is sent to a model for a request, in each of the manners that servers understand.

It knows the fields of the Messages API and no server; what is asked is `interview.coach.layout`'s.
"""

from __future__ import annotations

import json
from enum import StrEnum
from functools import cache
from typing import Any

import anthropic

from interview.coach.layout import Request
from interview.coach.models import ModelRecord
from interview.coach.wire import Reply

_TOOL = "reply"
_ONE_WORD: dict[str, Any] = {
    "type": "object",
    "properties": {"word": {"enum": ["blue"]}},
    "required": ["word"],
    "additionalProperties": False,
}


class Structured(StrEnum):
    """How a server is brought to reply in the schema, best first."""

    FORMAT = "output_config"
    TOOL = "tool"
    PROMPT = "prompt"


@cache
def schema() -> dict[str, Any]:
    """The one schema of all four tasks: another one would empty the prompt cache.

    Without titles and descriptions: they are sent with every call, and say what the prompts say.
    """
    whole: dict[str, Any] = _bare(anthropic.transform_schema(Reply))
    return whole


def trial(model: str, way: Structured) -> dict[str, Any]:
    """A call that asks for one word under a schema that allows only another, “blue”."""
    return {
        "model": model,
        "max_tokens": 64,
        "messages": [{"role": "user", "content": "Reply with the single word red."}],
        **_in_schema(way, _ONE_WORD),
    }


def body(
    request: Request, model: str, record: ModelRecord, way: Structured, room: int, note: str
) -> dict[str, Any]:
    """The fields of a call: `room` is the most tokens of the reply, `note` is put to the task."""
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
    fields: dict[str, Any] = {
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
        fields["thinking"] = {"type": record.thinking}
    if record.effort:
        fields["output_config"] = {"effort": record.effort, **fields.get("output_config", {})}
    return fields


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
