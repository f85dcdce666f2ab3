"""What a server and its models are tried for before anybody waits: do they answer, and how.

Nothing is tried twice, and nothing is booked: a question of the project's own is no one's call.
"""

from __future__ import annotations

import asyncio

import anthropic

from interview.coach import CoachError, CoachGiveUp, CoachRetry
from interview.coach.claude import faults, reading, requests
from interview.coach.claude.requests import Structured
from interview.coach.replies import NoObject


async def manner_of(client: anthropic.AsyncAnthropic, model: str, seconds: float) -> Structured:
    """The best way this server obeys: it is asked for one word under a schema that allows another,

    since some drop what they do not know in silence. Raises `CoachError` where it does not answer.
    """
    for way in (Structured.FORMAT, Structured.TOOL):
        try:
            async with asyncio.timeout(seconds):
                message = await client.messages.create(**requests.trial(model, way))
            if reading.object_in(message).get("word") == "blue":
                return way
        except (anthropic.BadRequestError, NoObject):
            continue
        except (*faults.OF_THE_WIRE, TimeoutError) as failed:
            raise _naming(model, failed) from failed
    return Structured.PROMPT


async def listed(client: anthropic.AsyncAnthropic, model: str, seconds: float) -> None:
    """Raises `CoachError` where Anthropic refuses the key or knows no such model; it is free."""
    try:
        async with asyncio.timeout(seconds):
            await client.models.retrieve(model)
    except (*faults.OF_THE_WIRE, TimeoutError) as failed:
        raise _naming(model, failed) from failed


def _naming(model: str, failed: Exception) -> CoachError:
    """The fault with the model it was met at, for whoever set the bot up."""
    said = f"{faults.name(failed)} ({model})"
    if isinstance(faults.translated(failed), CoachRetry):
        return CoachRetry(said)
    return CoachGiveUp(said)
