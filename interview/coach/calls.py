"""What one call of a model was: its tokens, its time, its end; no one's words are in it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call as it is kept in the books.

    Tokens of input are split by how they are paid: in full, read from the cache, written to it for
    five minutes, for an hour. `first_token_seconds` is how long the first word took, None where the
    reply came whole or not at all. `error` is empty for a reply that came.
    """

    task: str
    model: str
    prompt_version: str
    seconds: float
    first_token_seconds: float | None = None
    uncached: int = 0
    read: int = 0
    short: int = 0
    long: int = 0
    output: int = 0
    thinking: int = 0
    stop_reason: str = ""
    request_id: str = ""
    error: str = ""
