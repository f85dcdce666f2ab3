"""The JSON object in what a model says, however it is wrapped; it does not judge what it holds.

Some servers drop every request for a format without a word, so an answer may come in fences, with
prose around it, or after the model has thought aloud.
"""

from __future__ import annotations

import json
import re
from typing import Any

_THOUGHT = re.compile(r"<(think|thinking|reasoning)>.*?(?:</\1>|\Z)", re.S | re.I)


class NoObject(ValueError):
    """There is no whole JSON object in the text."""


def json_object(text: str) -> dict[str, Any]:
    """The last outermost JSON object of a text: what stands before it may be a draft of it.

    Raises `NoObject`. What stands between `<think>` tags is not looked at.
    """
    said = _THOUGHT.sub(" ", text)
    found: dict[str, Any] | None = None
    decoder, at = json.JSONDecoder(strict=False), said.find("{")
    while at >= 0:
        try:
            value, end = decoder.raw_decode(said, at)
        except (json.JSONDecodeError, RecursionError):
            end = at + 1
        else:
            found = value if isinstance(value, dict) else found
        at = said.find("{", end)
    if found is None:
        raise NoObject("no JSON object")
    return found
