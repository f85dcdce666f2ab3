"""What people write to the bot: in an interview's thread an answer, at the top level a wish.

The bot's own posts, joins, unfurls and metadata refreshes end here. An event is acked when what it
means is on record, so that Slack brings back what could not be stored.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

import structlog

from bot.conductor import Conductor, Heard
from bot.front_desk import FrontDesk
from bot.slack.gateway import Gateway, SlackError
from bot.slack.payloads import MessageEvent, Said
from bot.slack.text import Shown
from bot.slack.views.whispers import message_not_saved, no_interview, not_yours
from interview.events import Event, MessageDeleted, MessageEdited, MessageSent
from interview.model import Message

_log = structlog.get_logger(__name__)
_REMEMBERED = 1000


class Messages:
    def __init__(self, team_id: str, conductor: Conductor, desk: FrontDesk, gateway: Gateway):
        self._team_id = team_id
        self._conductor = conductor
        self._desk = desk
        self._gateway = gateway
        self._whispered: OrderedDict[tuple[str, str], None] = OrderedDict()

    async def on_message(self, event: Mapping[str, Any]) -> None:
        """A message event of any subtype; raises where what it means could not be stored."""
        said = MessageEvent.model_validate(event)
        if said.channel_type != "im":
            return
        if said.subtype == "message_changed" and said.message is not None:
            await self._on_change(said, said.message)
        elif said.subtype == "message_deleted" and said.previous_message is not None:
            await self._in_thread(
                said, said.previous_message, MessageDeleted(ts=said.previous_message.ts)
            )
        elif said.is_a_persons:
            message = Message(ts=said.ts, text=said.text, client_msg_id=said.client_msg_id)
            if said.in_thread:
                await self._in_thread(said, said, MessageSent(message=message), answered=True)
            else:
                await self._desk.hear(said.user, said.channel, message)

    async def _on_change(self, event: MessageEvent, now: Said) -> None:
        """Only a person's edit counts; a tombstone is a deletion of a message with replies."""
        before = event.previous_message
        if now.subtype == "tombstone" and before is not None:
            await self._in_thread(event, before, MessageDeleted(ts=now.ts))
        elif now.is_a_persons and now.edited and (before is None or before.text != now.text):
            await self._in_thread(event, now, MessageEdited(ts=now.ts, text=now.text))

    async def _in_thread(
        self, event: MessageEvent, said: Said, happened: Event, *, answered: bool = False
    ) -> None:
        """Let it happen in the thread; `answered`: a person waits to hear where it went."""
        if not said.user:
            return
        if not said.in_thread:
            text = happened.text if isinstance(happened, MessageEdited) else ""
            await self._desk.reword(said.user, event.channel, said.ts, text)
            return
        heard = await self._conductor.hear(
            self._team_id, event.channel, said.in_thread, said.user, happened
        )
        if answered and heard is not Heard.TAKEN:
            shown = not_yours() if heard is Heard.NOT_YOURS else no_interview()
            await self._whisper_once(event.channel, said, shown)

    async def on_failure(self, event: Mapping[str, Any]) -> None:
        """After the second failed delivery, tell the person once that their words will come."""
        said = MessageEvent.model_validate(event)
        if said.channel_type == "im" and said.is_a_persons:
            await self._whisper_once(said.channel, said, message_not_saved())

    async def _whisper_once(self, channel: str, said: Said, shown: Shown) -> None:
        key = (channel, said.ts)
        if key in self._whispered:
            return
        self._whispered[key] = None
        if len(self._whispered) > _REMEMBERED:
            self._whispered.popitem(last=False)
        try:
            await self._gateway.whisper(channel, said.user, shown, said.in_thread)
        except SlackError as lost:
            _log.warning("whisper_lost", error=str(lost))
