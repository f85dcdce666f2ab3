"""What a message holds: the reply to a task, or what is wrong with it; it asks for nothing."""

from __future__ import annotations

from typing import Any, TypeVar

from anthropic.types import Message
from pydantic import ValidationError

from interview.coach.replies import NoObject, json_object
from interview.coach.wire import FeedbackReply, QuestionReply, ReviewReply, SummaryReply

AnyReply = TypeVar("AnyReply", QuestionReply, ReviewReply, FeedbackReply, SummaryReply)


def object_in(message: Message) -> dict[str, Any]:
    """The object a message holds: a tool's input, or one in its text. Raises `NoObject`."""
    for block in message.content:
        if block.type == "tool_use" and isinstance(block.input, dict):
            return block.input
    return json_object("".join(block.text for block in message.content if block.type == "text"))


def read(message: Message, wanted: type[AnyReply]) -> AnyReply:
    """The reply to this task. Raises `NoObject` or `ValidationError`."""
    found = object_in(message)
    reply: AnyReply = wanted.model_validate(found.get("result", found))
    return reply


def complaint(unusable: NoObject | ValidationError) -> str:
    """What was wrong with a reply, for the model; places and no words."""
    if isinstance(unusable, NoObject):
        return "Your last reply held no JSON object."
    places = [".".join(map(str, error["loc"])) for error in unusable.errors()[:5]]
    return f"Your last reply did not fit the schema at: {', '.join(places)}."
