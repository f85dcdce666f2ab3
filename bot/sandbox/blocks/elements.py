"""What stands inside blocks: buttons, menus, inputs, and their limits.

Source: Slack's reference of Block Kit elements.
"""

import re
from typing import Any

from bot.sandbox.blocks.rules import (
    Findings,
    Rule,
    by_type,
    exactly_one,
    one_of,
    plain,
    several,
    shape,
    text,
    whole,
    words,
    yes_or_no,
)

ID = words(255, 1)

CONFIRM = shape(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": one_of("primary", "danger")},
)


def _http(value: Any, pointer: str, found: Findings) -> None:
    words(3000, 1)(value, pointer, found)
    if isinstance(value, str) and not re.match(r"[a-z][a-z0-9+.-]*:", value):
        found.add(pointer, "must be a valid URL")


IMAGE = shape(
    {"alt_text": words(2000)},
    {"image_url": _http, "slack_file": shape({}, {"id": words(255), "url": _http})},
    exactly_one("image_url", "slack_file"),
)

BUTTON = shape(
    {"text": plain(75)},
    {
        "action_id": ID,
        "url": _http,
        "value": words(2000, 1),
        "style": one_of("primary", "danger"),
        "confirm": CONFIRM,
        "accessibility_label": words(75),
        "visible_to_user_ids": several(words(255, 1), 1, 10),
    },
)


def _option(value_most: int, text_rule: Rule) -> Rule:
    return shape(
        {"text": text_rule, "value": words(value_most)}, {"description": plain(75), "url": _http}
    )


def _initial_is_an_option(value: Any, pointer: str, found: Findings) -> None:
    offered = [
        *_listed(value, "options"),
        *(o for group in _listed(value, "option_groups") for o in _listed(group, "options")),
    ]
    values = {option.get("value") for option in offered if isinstance(option, dict)}
    chosen = [value.get("initial_option"), *_listed(value, "initial_options")]
    for option in chosen:
        if isinstance(option, dict) and option.get("value") not in values:
            found.add(pointer, "the initial option is not among the options")


def _listed(value: Any, key: str) -> list[Any]:
    items = value.get(key) if isinstance(value, dict) else None
    return items if isinstance(items, list) else []


def _asked(**more: Rule) -> dict[str, Rule]:
    """The keys that every input shares, and more."""
    return {
        "action_id": ID,
        "placeholder": plain(150),
        "focus_on_load": yes_or_no,
        "confirm": CONFIRM,
        **more,
    }


def _menu(**more: Rule) -> Rule:
    option = _option(150, plain(75))
    group = shape({"label": plain(75), "options": several(option, 1, 100)}, {})
    return shape(
        {},
        _asked(
            options=several(option, 1, 100),
            option_groups=several(group, 1, 100),
            initial_option=option,
            **more,
        ),
        exactly_one("options", "option_groups"),
        _initial_is_an_option,
    )


def _choice(most: int, **more: Rule) -> Rule:
    option = _option(150, text(75))
    keys: dict[str, Rule] = {"action_id": ID, "focus_on_load": yes_or_no, "confirm": CONFIRM}
    keys.update({"initial_option": option, "initial_options": several(option, 1, most)})
    keys.update(more)
    return shape({"options": several(option, 1, most)}, keys, _initial_is_an_option)


DISPATCH = shape(
    {},
    {"trigger_actions_on": several(one_of("on_enter_pressed", "on_character_entered"), 1, 2)},
)

PLAIN_TEXT_INPUT = shape(
    {},
    _asked(
        initial_value=words(3000),
        multiline=yes_or_no,
        min_length=whole(0, 3000),
        max_length=whole(1, 3000),
        dispatch_action_config=DISPATCH,
    ),
)

FILE_INPUT = shape(
    {},
    {
        "action_id": ID,
        "filetypes": several(words(20, 1), 1, 100),
        "max_files": whole(1, 10),
    },
)


def _date(value: Any, pointer: str, found: Findings) -> None:
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        found.add(pointer, "must be a date (YYYY-MM-DD)")


def _time(value: Any, pointer: str, found: Findings) -> None:
    if not isinstance(value, str) or not re.fullmatch(r"\d{2}:\d{2}", value):
        found.add(pointer, "must be a time (HH:mm)")


def _flag_for_decimals() -> Rule:
    keys = {"initial_value": words(100), "min_value": words(100), "max_value": words(100)}
    return shape({"is_decimal_allowed": yes_or_no}, _asked(**keys))


_OFFERED = several(_option(150, plain(75)), 1, 100)

INPUTS: dict[str, Rule] = {
    "plain_text_input": PLAIN_TEXT_INPUT,
    "static_select": _menu(),
    "multi_static_select": _menu(initial_options=_OFFERED, max_selected_items=whole(1, 100)),
    "radio_buttons": _choice(10),
    "checkboxes": _choice(10),
    "file_input": FILE_INPUT,
    "datepicker": shape({}, _asked(initial_date=_date)),
    "timepicker": shape({}, _asked(initial_time=_time, timezone=words(50))),
    "number_input": _flag_for_decimals(),
    "email_text_input": shape({}, _asked(initial_value=words(3000))),
    "url_text_input": shape({}, _asked(initial_value=words(3000))),
    "users_select": shape({}, _asked(initial_user=words(255, 1))),
}

_NOT_IN_ACTIONS = {"plain_text_input", "file_input", "number_input"} | {
    "email_text_input",
    "url_text_input",
}
OVERFLOW = shape(
    {"options": several(_option(150, plain(75)), 1, 5)}, {"action_id": ID, "confirm": CONFIRM}
)
CLICKED: dict[str, Rule] = {
    "button": BUTTON,
    "overflow": OVERFLOW,
    **{kind: rule for kind, rule in INPUTS.items() if kind not in _NOT_IN_ACTIONS},
}
ACCESSORIES: dict[str, Rule] = {**CLICKED, "image": IMAGE}

_FEEDBACK = shape({"text": plain(75), "value": words(2000, 1)}, {"accessibility_label": words(75)})
CONTEXT_ACTIONS: dict[str, Rule] = {
    "feedback_buttons": shape(
        {"positive_button": _FEEDBACK, "negative_button": _FEEDBACK}, {"action_id": ID}
    ),
    "icon_button": shape(
        {"icon": one_of("trash"), "text": plain(75)},
        {
            "action_id": ID,
            "value": words(2000, 1),
            "confirm": CONFIRM,
            "accessibility_label": words(75),
            "visible_to_user_ids": several(words(255, 1), 1, 10),
        },
    ),
}
CONTEXT: Rule = by_type(
    {
        "image": IMAGE,
        "plain_text": shape({"text": words(3000, 1)}, {"emoji": yes_or_no}),
        "mrkdwn": shape({"text": words(3000, 1)}, {"verbatim": yes_or_no}),
    }
)
