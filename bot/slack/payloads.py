"""The few fields that are read of what Slack sends; everything else is ignored, nothing is trusted.

Words are cleaned here, once: U+0000, lone surrogates and Slack's own markup go.
"""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from interview.reading import clean

_PERSONAL = (None, "", "file_share", "thread_broadcast", "me_message")


class _Payload(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


def _words(text: object) -> str:
    return clean(text) if isinstance(text, str) else ""


class Said(_Payload):
    """A message as it stands, inside an event or as the event itself."""

    ts: str = ""
    user: str = ""
    text: Annotated[str, BeforeValidator(_words)] = ""
    thread_ts: str | None = None
    client_msg_id: str | None = None
    subtype: str | None = None
    bot_id: str | None = None
    edited: dict[str, Any] | None = None

    @property
    def is_a_persons(self) -> bool:
        return bool(self.user) and self.bot_id is None and self.subtype in _PERSONAL

    @property
    def in_thread(self) -> str | None:
        """The `ts` of the thread's root where this is a reply."""
        return self.thread_ts if self.thread_ts and self.thread_ts != self.ts else None


class MessageEvent(Said):
    channel: str = ""
    channel_type: str = ""
    message: Said | None = None
    previous_message: Said | None = None
    deleted_ts: str | None = None


class _Named(_Payload):
    id: str = ""


class _Container(_Payload):
    message_ts: str | None = None
    thread_ts: str | None = None
    channel_id: str | None = None


class _Action(_Payload):
    action_id: str = ""
    value: str | None = None
    action_ts: str = ""


class Click(_Payload):
    """A button that was pressed in a message."""

    user: _Named = Field(default_factory=_Named)
    team: _Named | None = None
    channel: _Named | None = None
    container: _Container = Field(default_factory=_Container)
    message: Said | None = None
    actions: tuple[_Action, ...] = ()

    @property
    def value(self) -> UUID | None:
        """The opaque id that the button carries, None where it is not one of ours."""
        try:
            return UUID(self.actions[0].value or "")
        except (IndexError, ValueError):
            return None

    @property
    def pressed_at(self) -> str:
        return self.actions[0].action_ts if self.actions else ""

    @property
    def thread_ts(self) -> str | None:
        """The root of the thread that the button stands in; a card is its own root."""
        said = self.message
        return self.container.thread_ts or (
            (said.thread_ts or said.ts) if said else self.container.message_ts
        )
