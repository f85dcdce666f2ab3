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

ALARM = "alarm"
"""The key of an interview's one alarm."""


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
    TOO_MUCH_AT_ONCE = "too_much_at_once"


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
class RemoveMessage:
    """Take a post out of the thread that the interview no longer holds; it stood at `ts`."""

    do: Literal["remove"] = "remove"
    post: str
    ts: str

    @property
    def key(self) -> str:
        return f"remove:{self.post}"


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
    """Ring after so many seconds, in the place of whatever was to ring in this interview.

    `version` is that of the interview when it was set. An interview has one alarm, so it has one
    key: setting it anew is the one deed that may be repeated.
    """

    do: Literal["alarm"] = "alarm"
    alarm: Alarm
    version: int
    seconds: int

    @property
    def key(self) -> str:
        return ALARM


Say: TypeAlias = PostMessage | RefreshMessage | RemoveMessage | Whisper
Think: TypeAlias = PrepareQuestion | ReviewAnswer | WriteFeedback | Summarise
Effect: TypeAlias = Say | Think | SetAlarm


def lane(effect: Effect) -> Lane:
    """Which lane an effect travels in."""
    if isinstance(effect, Say):
        return Lane.SAY
    return Lane.CLOCK if isinstance(effect, SetAlarm) else Lane.THINK
