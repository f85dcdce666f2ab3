"""What a person entered or chose in an element, in the shape that Slack tells the bot.

Slack's own client checks entries before anything is sent; so does this.
"""

from collections.abc import Callable
from typing import Any

from bot.sandbox.blocks.surfaces import usable
from bot.sandbox.errors import SlackError, invalid_arguments
from bot.sandbox.workspace import Json

REQUIRED = "Please complete this required field."

_FIELD = {
    "plain_text_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "number_input": "value",
    "static_select": "selected_option",
    "radio_buttons": "selected_option",
    "overflow": "selected_option",
    "multi_static_select": "selected_options",
    "checkboxes": "selected_options",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "users_select": "selected_user",
    "file_input": "files",
}
_INITIAL = {
    "value": "initial_value",
    "selected_option": "initial_option",
    "selected_options": "initial_options",
    "selected_date": "initial_date",
    "selected_time": "initial_time",
    "selected_user": "initial_user",
}

FileRecord = Callable[[object], Json]


def find(blocks: list[Json], block_id: str | None, action_id: str) -> tuple[Json, Json]:
    """The block and the element with these ids; raises SlackError("no_such_element")."""
    for block in blocks:
        if block_id in (None, block.get("block_id")):
            for element in usable(block):
                if element.get("action_id") == action_id:
                    return block, element
    raise SlackError("no_such_element")


def entry(element: Json, value: Any, file_record: FileRecord) -> Json:
    """What `state.values` says of an element in which a person entered `value`.

    Options are given by their value, files by their id; None means nothing was entered.
    """
    kind = element["type"]
    field = _FIELD[kind]
    if field in ("selected_options", "files") and not isinstance(value, list | None):
        raise invalid_arguments(f"{kind} takes an array")
    if field == "selected_option":
        return {"type": kind, field: None if value is None else _option(element, value)}
    if field == "selected_options":
        return {"type": kind, field: [_option(element, one) for one in value or []]}
    if field == "files":
        return {"type": kind, field: [file_record(one) for one in value or []]}
    if not isinstance(value, str | None):
        raise invalid_arguments(f"{kind} takes a string")
    return {"type": kind, field: value or None}


def untouched(element: Json) -> Json:
    """What `state.values` says of an element that a person left alone."""
    field = _FIELD[element["type"]]
    empty: Any = [] if field in ("selected_options", "files") else None
    return {"type": element["type"], field: element.get(_INITIAL.get(field, "")) or empty}


def state(blocks: list[Json], entered: Json, file_record: FileRecord) -> Json:
    """`state.values` of a view or message: what was entered, else what stood there.

    `entered` is by block and action; where a block holds one element, its value may stand for it.
    """
    values: Json = {}
    known = {block.get("block_id") for block in blocks}
    unknown = set(entered) - known
    if unknown:
        raise invalid_arguments(f"no block {sorted(unknown)[0]}")
    for block in blocks:
        elements = [element for element in usable(block) if element["type"] in _FIELD]
        given = entered.get(block.get("block_id", ""), {})
        if not isinstance(given, dict):
            given = {element["action_id"]: given for element in elements[:1]}
        for element in elements:
            if element["type"] == "overflow":
                continue
            action = element["action_id"]
            values.setdefault(block["block_id"], {})[action] = (
                entry(element, given[action], file_record)
                if action in given
                else untouched(element)
            )
    return values


def complaints(blocks: list[Json], values: Json) -> dict[str, str]:
    """By block, what Slack's client would say before it submits anything."""
    found: dict[str, str] = {}
    for block in blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        said = values[block["block_id"]][element["action_id"]][_FIELD[element["type"]]]
        complaint = _complaint(element, said, bool(block.get("optional")))
        if complaint:
            found[block["block_id"]] = complaint
    return found


def action(block: Json, element: Json, selected: Any, at: str) -> Json:
    """The action that a click on, or a choice in, an element becomes."""
    kind = element["type"]
    done: Json = {
        "type": kind,
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "action_ts": at,
    }
    if kind in ("button", "icon_button"):
        copied = ("text", "value", "style", "url", "icon")
        return {**done, **{key: element[key] for key in copied if key in element}}
    if kind == "feedback_buttons":
        return {**done, "value": selected}
    if kind == "file_input":
        raise SlackError("no_such_element")
    return {**done, **entry(element, selected, lambda _: {})}


def _complaint(element: Json, said: Any, optional: bool) -> str | None:
    if not said:
        return None if optional else REQUIRED
    if element["type"] == "plain_text_input":
        most = element.get("max_length", 3000)
        if len(said) > most:
            return f"Must be no more than {most} characters."
        if len(said) < element.get("min_length", 0):
            return f"Must be at least {element['min_length']} characters."
    if element["type"] == "file_input":
        most = element.get("max_files", 10)
        if len(said) > most:
            return f"No more than {most} files."
        if any(file["size"] > 10_000_000 for file in said):
            return "Files must be no larger than 10 MB."
        kinds = element.get("filetypes")
        endings = tuple(f".{kind}".lower() for kind in kinds or ())
        if kinds and not all(file["name"].lower().endswith(endings) for file in said):
            return f"Allowed file types: {', '.join(kinds)}"
    return None


def _option(element: Json, value: Any) -> Json:
    grouped = [o for group in element.get("option_groups", []) for o in group["options"]]
    wanted = value.get("value") if isinstance(value, dict) else value
    for option in [*element.get("options", []), *grouped]:
        if option["value"] == wanted:
            return dict(option)
    raise invalid_arguments(f"no option {wanted}")
