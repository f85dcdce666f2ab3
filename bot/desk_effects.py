"""What the front desk has to say to a candidate, as rows of the outbox hold it: never any words.

An effect is ids, numbers and a kind; what it looks like is decided when it is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal
from uuid import UUID

from pydantic import TypeAdapter


class DeskKind(StrEnum):
    HELP = "help"
    HINT = "hint"
    HISTORY = "history"
    STATUS = "status"
    STARTED = "started"
    STARTS_LATER = "starts_later"
    SECOND_START = "second_start"
    ENDING = "ending"
    FORGET_QUESTION = "forget_question"
    OFFER_PROFILE = "offer_profile"
    OFFER_START = "offer_start"
    USE_AS_ANSWER = "use_as_answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskEffect:
    """What is to be said; `about` is the `ts` of what it answers.

    `message_id` names the stored message that is offered as the answer to question `number`.
    """

    do: Literal["desk"] = "desk"
    kind: DeskKind
    about: str = ""
    message_id: UUID | None = None
    number: int = 0

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.about}"

    def row(self) -> dict[str, Any]:
        """The effect as JSON."""
        held: dict[str, Any] = _EFFECT.dump_python(self, mode="json")
        return held

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> DeskEffect:
        return _EFFECT.validate_python(row)


_EFFECT = TypeAdapter(DeskEffect)
