"""Modals, home tabs, and the triggers that open them; a modal stack belongs to one person."""

import copy
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.sandbox.blocks import check_view, with_ids
from bot.sandbox.errors import SlackError, invalid_arguments
from bot.sandbox.workspace import APP_ID, BOT_ID, TEAM_ID, Json, opaque

TRIGGER_LIFE = timedelta(seconds=3)
DEEPEST_STACK = 3


@dataclass
class Trigger:
    user: str
    until: datetime
    view_id: str | None
    used: bool = False


class Views:
    """Every open modal, by person from the bottom of the stack up, and every home tab."""

    def __init__(
        self, clock: Callable[[], datetime], on_change: Callable[[str, Json | None], None]
    ) -> None:
        self.homes: dict[str, Json] = {}
        self._stacks: dict[str, list[Json]] = {}
        self._triggers: dict[str, Trigger] = {}
        self._clock = clock
        self._on_change = on_change

    def trigger(self, user: str, view_id: str | None = None) -> str:
        """A trigger for one use within three seconds."""
        now = self._clock()
        if len(self._triggers) > 1_000:
            hour = timedelta(hours=1)
            self._triggers = {k: t for k, t in self._triggers.items() if t.until + hour > now}
        number = secrets.randbelow(10**12)
        trigger_id = f"{number}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self._triggers[trigger_id] = Trigger(user, now + TRIGGER_LIFE, view_id)
        return trigger_id

    def top(self, user: str) -> Json | None:
        """What the person has in front of them."""
        stack = self._stacks.get(user)
        return stack[-1] if stack else None

    def find(self, user: str, view_id: str) -> Json:
        """An open view of the person's; raises SlackError("not_found")."""
        for view in self._stacks.get(user, []):
            if view["id"] == view_id:
                return view
        raise SlackError("not_found")

    def open(self, trigger_id: object, view: object) -> Json:
        """views.open: a new stack with one view."""
        trigger = self._spend(trigger_id, view)
        opened = self._made(view)
        self._stacks[trigger.user] = [opened]
        return self._show(trigger.user, opened)

    def push(self, trigger_id: object, view: object) -> Json:
        """views.push: on top of the modal that the trigger came from, three at most."""
        trigger = self._spend(trigger_id, view)
        if trigger.view_id is None or not self._stacks.get(trigger.user):
            raise SlackError("invalid_trigger_id")
        return self.stack_up(trigger.user, view)

    def stack_up(self, user: str, view: object) -> Json:
        check_view(view)
        stack = self._stacks[user]
        if len(stack) >= DEEPEST_STACK:
            raise SlackError("push_limit_reached")
        pushed = self._made(view)
        pushed["previous_view_id"] = stack[-1]["id"]
        pushed["root_view_id"] = stack[0]["id"]
        stack.append(pushed)
        return self._show(user, pushed)

    def update(self, view: object, view_id: object, external_id: object, hash: object) -> Json:
        """views.update, by id or external id; a stale `hash` changes nothing."""
        check_view(view)
        for user, stack in self._stacks.items():
            for old in stack:
                named = old["id"] == view_id or (external_id and old["external_id"] == external_id)
                if named:
                    if hash is not None and hash != old["hash"]:
                        raise SlackError("hash_conflict")
                    return self.replace(user, old, view)
        raise SlackError("not_found")

    def replace(self, user: str, old: Json, view: object) -> Json:
        """Other contents in the same view."""
        check_view(view)
        kept = {key: old[key] for key in ("id", "root_view_id", "previous_view_id")}
        old.update({**self._made(view), **kept})
        return self._show(user, old)

    def publish(self, user: str, view: object, hash: object) -> Json:
        """views.publish: the person's home tab."""
        check_view(view, home=True)
        old = self.homes.get(user)
        if hash is not None and old is not None and hash != old["hash"]:
            raise SlackError("hash_conflict")
        self.homes[user] = self._made(view)
        if old is not None:
            self.homes[user]["id"] = old["id"]
        return copy.deepcopy(self.homes[user])

    def close(self, user: str, view_id: str) -> Json:
        """Takes one view, and what stood on it, off the stack."""
        view = self.find(user, view_id)
        stack = self._stacks[user]
        del stack[stack.index(view) :]
        self._on_change(user, self.top(user))
        return view

    def clear(self, user: str) -> None:
        """Closes the whole modal."""
        self._stacks.pop(user, None)
        self._on_change(user, None)

    def _spend(self, trigger_id: object, view: object) -> Trigger:
        if not isinstance(trigger_id, str) or not trigger_id:
            raise invalid_arguments("missing required field: trigger_id")
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if self._clock() > trigger.until:
            raise SlackError("expired_trigger_id")
        check_view(view)
        trigger.used = True
        return trigger

    def _show(self, user: str, view: Json) -> Json:
        self._on_change(user, self.top(user))
        return copy.deepcopy(view)

    def _made(self, view: object) -> Json:
        """A view as Slack gives it back, with its own ids."""
        assert isinstance(view, dict)
        view_id = opaque("V", 10)
        return {
            "id": view_id,
            "team_id": TEAM_ID,
            "type": view["type"],
            "blocks": with_ids(view["blocks"]),
            "private_metadata": view.get("private_metadata", ""),
            "callback_id": view.get("callback_id", ""),
            "state": {"values": {}},
            "hash": f"{int(self._clock().timestamp())}.{secrets.token_hex(4)}",
            "title": view.get("title"),
            "clear_on_close": view.get("clear_on_close", False),
            "notify_on_close": view.get("notify_on_close", False),
            "close": view.get("close"),
            "submit": view.get("submit"),
            "previous_view_id": None,
            "root_view_id": view_id,
            "app_id": APP_ID,
            "external_id": view.get("external_id", ""),
            "app_installed_team_id": TEAM_ID,
            "bot_id": BOT_ID,
        }
