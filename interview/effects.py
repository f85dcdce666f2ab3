"""What must be done, in the imperative; each effect becomes one row of the outbox.

`by_rules`: by the rules coach, because the candidate chose so when the other had given up.

`key` names an effect within its interview: the same key is the same deed and is done once.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeAlias
from uuid import UUID

from interview.events import Alarm


class Lane(StrEnum):
    """`say` posts in order and never waits for a coach; `think` waits; `clock` waits longest."""

    SAY = "say"
    THINK = "think"
    CLOCK = "clock"


class WhisperKind(StrEnum):
    """What is said to the owner alone and may be lost."""

    HELP = "help"
    NOTHING_TO_JUDGE = "nothing_to_judge"
    FEEDBACK_IS_OUT = "feedback_is_out"
    KEPT_AFTER_FEEDBACK = "kept_after_feedback"
    FINISHED = "finished"
    EDIT_IS_LATE = "edit_is_late"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostMessage:
    """Post the message that the interview holds under this post key."""

    do: Literal["post"] = "post"
    post: str

    @property
    def key(self) -> str:
        return f"post:{self.post}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshMessage:
    """Show a standing post as the interview is now."""

    do: Literal["refresh"] = "refresh"
    post: str
    version: int

    @property
    def key(self) -> str:
        return f"refresh:{self.post}:{self.version}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Whisper:
    """`about` is the `ts` of what it answers."""

    do: Literal["whisper"] = "whisper"
    kind: WhisperKind
    about: str

    @property
    def key(self) -> str:
        return f"whisper:{self.kind}:{self.about}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrepareQuestion:
    do: Literal["prepare"] = "prepare"
    number: int
    version: int
    by_rules: bool = False

    @property
    def key(self) -> str:
        return f"prepare:{self.number}:{self.version}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewAnswer:
    """`unfinished` says that the words look as if more were coming, so the reply waits longer."""

    do: Literal["review"] = "review"
    question_id: UUID
    version: int
    unfinished: bool
    by_rules: bool = False

    @property
    def key(self) -> str:
        return f"review:{self.question_id}:{self.version}"


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteFeedback:
    """`again` is 0 the first time; each time it is asked for anew it grows."""

    do: Literal["feedback"] = "feedback"
    question_id: UUID
    again: int = 0
    by_rules: bool = False

    @property
    def key(self) -> str:
        return f"feedback:{self.question_id}" + (f":{self.again}" if self.again else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Summarise:
    do: Literal["summarise"] = "summarise"

    @property
    def key(self) -> str:
        return "summarise"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAlarm:
    do: Literal["alarm"] = "alarm"
    alarm: Alarm
    question_id: UUID
    seconds: int

    @property
    def key(self) -> str:
        return f"alarm:{self.alarm}:{self.question_id}"


Say: TypeAlias = PostMessage | RefreshMessage | Whisper
Think: TypeAlias = PrepareQuestion | ReviewAnswer | WriteFeedback | Summarise
Effect: TypeAlias = Say | Think | SetAlarm


def lane(effect: Effect) -> Lane:
    """Which lane an effect travels in."""
    if isinstance(effect, Say):
        return Lane.SAY
    return Lane.CLOCK if isinstance(effect, SetAlarm) else Lane.THINK
