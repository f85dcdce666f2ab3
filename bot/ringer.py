"""Alarms: what is to happen after a silence, held back where it is night or a status line says it.

It decides nothing about the interview: an alarm that is stale changes nothing there.
"""

from __future__ import annotations

from collections.abc import Callable

import structlog

from bot.database.interviews import Held
from bot.patience import Patience, until_morning
from bot.slack.gateway import Gateway, SlackGiveUp, SlackRetry
from bot.slack.views.at_work import status
from interview.effects import SetAlarm
from interview.events import Alarm, AlarmRang

_log = structlog.get_logger(__name__)
_ASK_AGAIN_SECONDS = 60.0
_BY_DAY = (Alarm.REMINDER_DUE, Alarm.CLOSING_DUE)


class Ringer:
    """`now` is in seconds since 1970, as Slack's stamps are."""

    def __init__(self, gateway: Gateway, patience: Patience, *, now: Callable[[], float]) -> None:
        self._gateway = gateway
        self._patience = patience
        self._now = now

    async def ring(self, held: Held, effect: SetAlarm) -> AlarmRang | float:
        """What has happened, or the seconds until it is to be looked at again."""
        if effect.alarm is Alarm.STILL_AT_WORK and await self._is_seen_at_work(held):
            return self._patience.status
        later = await self._until_morning(held) if effect.alarm in _BY_DAY else 0.0
        if later > 0:
            return later
        return AlarmRang(alarm=effect.alarm, version=effect.version, ts=f"{self._now():.6f}")

    async def _is_seen_at_work(self, held: Held) -> bool:
        """Whether Slack shows under the thread that a coach is at work, and goes on showing it."""
        if held.channel_id is None or held.thread_ts is None:
            return False
        said = status(held.interview)
        return await self._gateway.show_status(held.channel_id, held.thread_ts, said)

    async def _until_morning(self, held: Held) -> float:
        """Seconds for which the person is to be left in peace.

        Where Slack does not tell their zone nothing is put off: the alarm rings whole days after
        their last word, so at an hour at which they were awake.
        """
        try:
            offset = await self._gateway.utc_offset(held.user_id)
        except SlackRetry as later:
            return max(later.after, _ASK_AGAIN_SECONDS)
        except SlackGiveUp as refused:
            _log.warning("zone_not_known", error=refused.error)
            return 0.0
        return 0.0 if offset is None else until_morning(self._now(), offset)
