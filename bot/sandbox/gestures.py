"""What people do with buttons and modals, and what the bot's answer does to them."""

import copy
from typing import Any

from bot.sandbox import inputs, payloads
from bot.sandbox.delivery import NotAnsweredError
from bot.sandbox.errors import SlackError
from bot.sandbox.files import file_record
from bot.sandbox.local import LocalSlack
from bot.sandbox.people import as_answer, person
from bot.sandbox.workspace import BOT_NAME, Channel, Json

NO_ANSWER = f"{BOT_NAME} did not answer. Please try again."
NO_CONNECTION = "We had some trouble connecting. Try again?"


async def click(
    slack: LocalSlack,
    user: str,
    channel: Channel,
    ts: str,
    action_id: str,
    *,
    block_id: str | None = None,
    selected: Any = None,
) -> bool:
    """Uses an element of a message; tells whether the bot took it within its seconds."""
    who = person(slack, user)
    message = seen_message(channel, user, ts)
    block, element = inputs.find(message.get("blocks", []), block_id, action_id)
    entered = {block["block_id"]: {action_id: selected}} if selected is not None else {}
    key = slack.response_urls.give(user, channel.id, ts)
    payload = payloads.click_on_message(
        who,
        channel,
        message,
        inputs.action(block, element, selected, slack.workspace.stamp()),
        {} if element["type"] == "feedback_buttons" else _state(slack, message, entered),
        slack.views.trigger(user),
        f"{slack.url}/response/{key}",
    )
    return await _told(slack, user, payload, NO_ANSWER)


async def click_in_view(
    slack: LocalSlack,
    user: str,
    view_id: str,
    action_id: str,
    *,
    block_id: str | None = None,
    selected: Any = None,
    entered: Json | None = None,
) -> bool:
    """Uses an element of a modal; `entered` is what stands in its inputs by now."""
    who = person(slack, user)
    view = slack.views.find(user, view_id)
    block, element = inputs.find(view["blocks"], block_id, action_id)
    typed = dict(entered or {})
    if selected is not None:
        typed[block["block_id"]] = {action_id: selected}
    view["state"] = {"values": _state(slack, view, typed)}
    action = inputs.action(block, element, selected, slack.workspace.stamp())
    trigger = slack.views.trigger(user, view_id)
    payload = payloads.click_in_view(who, copy.deepcopy(view), action, trigger)
    return await _told(slack, user, payload, NO_ANSWER)


async def submit(slack: LocalSlack, user: str, view_id: str, entered: Json) -> Json:
    """Submits a modal and does with it what the bot answers.

    Answers `{"ok": True}` with `response_action` and `errors` where there are any. What is
    missing or too long is said without asking the bot, as Slack's client does.
    """
    who = person(slack, user)
    view = slack.views.find(user, view_id)
    values = _state(slack, view, entered)
    complaints = inputs.complaints(view["blocks"], values)
    if complaints:
        return {"ok": True, "response_action": "errors", "errors": complaints}
    view["state"] = {"values": values}
    trigger = slack.views.trigger(user, view_id)
    payload = payloads.view_submission(who, copy.deepcopy(view), trigger)
    try:
        answer = as_answer(await slack.delivery.ask("interactive", payload))
        return _act_on(slack, user, view, answer)
    except (NotAnsweredError, SlackError):
        slack.trouble(user, NO_CONNECTION)
        return {"ok": False, "error": NO_CONNECTION}


async def close(slack: LocalSlack, user: str, view_id: str) -> None:
    """Closes a modal; the bot is told where it asked to be."""
    who = person(slack, user)
    view = slack.views.close(user, view_id)
    if view["notify_on_close"]:
        payload = payloads.view_closed(who, view, cleared=False)
        await _told(slack, user, payload, None)


def seen_message(channel: Channel, user: str, ts: str) -> Json:
    """A message as the person sees it, ephemerals of theirs included."""
    if ts in channel.ephemerals and channel.ephemerals[ts][0] == user:
        return channel.ephemerals[ts][1]
    if ts not in channel.messages:
        raise SlackError("message_not_found")
    return channel.messages[ts]


def _act_on(slack: LocalSlack, user: str, view: Json, answer: Json) -> Json:
    """Raises SlackError where the bot's answer is not one that Slack takes."""
    wanted = answer.get("response_action")
    if wanted == "errors":
        errors = answer.get("errors")
        inputs_of_view = {b["block_id"] for b in view["blocks"] if b["type"] == "input"}
        if not isinstance(errors, dict) or not errors or set(errors) - inputs_of_view:
            raise SlackError("invalid_arguments")
        seen = copy.deepcopy(slack.views.top(user))
        slack.feed.push("view", {user}, view=seen, errors=errors)
        return {"ok": True, "response_action": wanted, "errors": errors}
    if wanted == "update":
        slack.views.replace(user, view, answer.get("view"))
    elif wanted == "push":
        slack.views.stack_up(user, answer.get("view"))
    elif wanted == "clear":
        slack.views.clear(user)
    elif wanted is None:
        slack.views.close(user, view["id"])
        return {"ok": True}
    else:
        raise SlackError("invalid_arguments")
    return {"ok": True, "response_action": wanted}


async def _told(slack: LocalSlack, user: str, payload: Json, trouble: str | None) -> bool:
    try:
        await slack.delivery.ask("interactive", payload)
    except NotAnsweredError:
        if trouble is not None:
            slack.trouble(user, trouble)
        return False
    return True


def _state(slack: LocalSlack, surface: Json, entered: Json) -> Json:
    def record(file_id: object) -> Json:
        return file_record(slack.files.get(file_id), slack.url)

    return inputs.state(surface.get("blocks", []), entered, record)
