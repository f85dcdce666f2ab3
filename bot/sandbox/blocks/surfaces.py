"""What a message, a modal and a home tab may hold as a whole, block by block and in sum.

Source: Slack's reference of blocks and views; the sum of a message's characters is undocumented
and was measured by others at about 13,200.
"""

import copy
import json
from collections.abc import Mapping
from typing import Any

from bot.sandbox.blocks import elements
from bot.sandbox.blocks.rich_text import RICH_TEXT
from bot.sandbox.blocks.rules import (
    Findings,
    Rule,
    by_type,
    number,
    one_of,
    plain,
    several,
    shape,
    text,
    whole,
    words,
    yes_or_no,
)
from bot.sandbox.errors import SlackError, invalid_arguments
from bot.sandbox.workspace import opaque

MOST_CHARACTERS = 13_200
MOST_TABLE_CHARACTERS = 10_000
MOST_BLOCKS_IN_MESSAGE = 50
MOST_BLOCKS_IN_VIEW = 100
MOST_VIEW_BYTES = 250_000
ANYTHING = 1_000_000

_BLOCK_ID: dict[str, Rule] = {"block_id": words(255, 1)}


def _some_text(value: Any, pointer: str, found: Findings) -> None:
    if "text" not in value and "fields" not in value:
        found.add(pointer, "missing required field: text")


def _even_rows(value: Any, pointer: str, found: Findings) -> None:
    rows = value.get("rows")
    if isinstance(rows, list) and len({len(row) for row in rows if isinstance(row, list)}) > 1:
        found.add(f"{pointer}/rows", "every row must have the same number of cells")
    if _characters(rows) > MOST_TABLE_CHARACTERS:
        found.add(f"{pointer}/rows", f"must be less than {MOST_TABLE_CHARACTERS + 1} characters")


def _plain_header(value: Any, pointer: str, found: Findings) -> None:
    rows = value.get("rows")
    first = rows[0] if isinstance(rows, list) and rows else []
    if isinstance(first, list) and any(_kind(cell) == "rich_text" for cell in first):
        found.add(f"{pointer}/rows/0", "header cells cannot be rich_text")


def _kind(value: Any) -> Any:
    return value.get("type") if isinstance(value, dict) else None


_CELL = by_type(
    {
        "raw_text": shape({"text": words(ANYTHING)}, {}),
        "raw_number": shape({"value": number, "text": words(ANYTHING, 1)}, {}),
        "rich_text": RICH_TEXT,
    }
)


def _column(value: Any, pointer: str, found: Findings) -> None:
    if value is not None:
        keys = {"align": one_of("left", "center", "right"), "is_wrapped": yes_or_no}
        shape({}, keys)(value, pointer, found)


IN_MESSAGES: dict[str, Rule] = {
    "section": shape(
        {},
        {
            "text": text(3000),
            "fields": several(text(2000), 1, 10),
            "accessory": by_type(elements.ACCESSORIES),
            "expand": yes_or_no,
            **_BLOCK_ID,
        },
        _some_text,
    ),
    "divider": shape({}, _BLOCK_ID),
    "header": shape({"text": plain(150)}, {"level": whole(1, 4), **_BLOCK_ID}),
    "context": shape({"elements": several(elements.CONTEXT, 1, 10)}, _BLOCK_ID),
    "actions": shape({"elements": several(by_type(elements.CLICKED), 1, 25)}, _BLOCK_ID),
    "context_actions": shape(
        {"elements": several(by_type(elements.CONTEXT_ACTIONS), 1, 5)}, _BLOCK_ID
    ),
    "image": shape(
        {"alt_text": words(2000)},
        {
            "image_url": words(3000, 1),
            "slack_file": shape({}, {"id": words(255), "url": words(3000)}),
            "title": plain(2000),
            **_BLOCK_ID,
        },
    ),
    "markdown": shape({"text": words(12_000, 1)}, _BLOCK_ID),
    "rich_text": RICH_TEXT,
    "table": shape(
        {"rows": several(several(_CELL, 1, 20), 1, 100)},
        {"column_settings": several(_column, 0, 20), **_BLOCK_ID},
        _even_rows,
    ),
    "data_table": shape(
        {"rows": several(several(_CELL, 1, 20), 2, 101), "caption": words(ANYTHING, 1)},
        {"page_size": whole(1, 100), "row_header_column_index": whole(0, 19), **_BLOCK_ID},
        _even_rows,
        _plain_header,
    ),
}
IN_HOME: dict[str, Rule] = {
    **{kind: rule for kind, rule in IN_MESSAGES.items() if kind != "context_actions"},
    "input": shape(
        {"label": plain(2000), "element": by_type(elements.INPUTS)},
        {
            "hint": plain(2000),
            "optional": yes_or_no,
            "dispatch_action": yes_or_no,
            **_BLOCK_ID,
        },
    ),
}
IN_MODALS: dict[str, Rule] = {
    **IN_HOME,
    "alert": shape(
        {"text": text(200)},
        {"level": one_of("default", "info", "warning", "error", "success"), **_BLOCK_ID},
    ),
}

_EITHER: dict[str, Rule] = {
    "blocks": several(by_type(IN_MODALS), 1, MOST_BLOCKS_IN_VIEW),
    "private_metadata": words(3000),
    "callback_id": words(255),
    "external_id": words(255),
}
_MODAL = shape(
    {"blocks": _EITHER["blocks"], "title": plain(24)},
    {
        **_EITHER,
        "submit": plain(24),
        "close": plain(24),
        "clear_on_close": yes_or_no,
        "notify_on_close": yes_or_no,
        "submit_disabled": yes_or_no,
    },
)
_HOME = shape({"blocks": several(by_type(IN_HOME), 1, MOST_BLOCKS_IN_VIEW)}, _EITHER)


def check_blocks(blocks: object, allowed: Mapping[str, Rule] = IN_MESSAGES) -> None:
    """Refuses blocks that a message could not hold.

    Raises SlackError `invalid_blocks`, each finding with its JSON pointer, or
    `msg_blocks_too_long`.
    """
    found = Findings()
    several(by_type(allowed), 0, MOST_BLOCKS_IN_MESSAGE)(blocks, "/blocks", found)
    _check_ids(blocks, "/blocks", found)
    kinds = [_kind(block) for block in blocks] if isinstance(blocks, list) else []
    if kinds.count("table") > 1:
        found.add("/blocks", "only one table allowed")
    _refuse("invalid_blocks", found)
    if _characters(blocks) > MOST_CHARACTERS:
        raise SlackError("msg_blocks_too_long")


def check_message(text: str | None, blocks: object, most_text: int | None = None) -> None:
    """Refuses a message without content (`no_text`), too long a text, or bad blocks."""
    if not text and not blocks:
        raise SlackError("no_text")
    if text and most_text is not None and len(text) > most_text:
        raise SlackError("msg_too_long")
    if blocks:
        check_blocks(blocks)


def check_view(view: object, *, home: bool = False) -> None:
    """Refuses a view that Slack would not open; `invalid_arguments`, or `view_too_large`."""
    if not isinstance(view, dict):
        raise invalid_arguments("view is not a JSON object [json-pointer:/view]")
    if len(json.dumps(view, ensure_ascii=False).encode(errors="surrogatepass")) > MOST_VIEW_BYTES:
        raise SlackError("view_too_large")
    found = Findings()
    by_type({"home": _HOME} if home else {"modal": _MODAL})(view, "/view", found)
    blocks = view.get("blocks")
    _check_ids(blocks, "/view/blocks", found)
    asks = isinstance(blocks, list) and any(_kind(block) == "input" for block in blocks)
    if asks and not home and not view.get("submit"):
        found.add("/view", "missing required field: submit")
    _refuse("invalid_arguments", found)


def with_ids(blocks: list[Any]) -> list[Any]:
    """The same blocks, each block and each element that can be used with an id."""
    own = copy.deepcopy(blocks)
    for block in own:
        block["block_id"] = block.get("block_id") or opaque("", 5)
        for element in usable(block):
            element["action_id"] = element.get("action_id") or opaque("", 5)
    return own


def usable(block: Any) -> list[dict[str, Any]]:
    """The elements of a block that a person can use."""
    if not isinstance(block, dict):
        return []
    listed = block.get("elements") if _kind(block) in ("actions", "context_actions") else []
    candidates = [
        *(listed if isinstance(listed, list) else []),
        block.get("accessory"),
        block.get("element") if _kind(block) == "input" else None,
    ]
    return [e for e in candidates if isinstance(e, dict) and e.get("type") != "image"]


def _check_ids(blocks: object, pointer: str, found: Findings) -> None:
    seen: set[str] = set()
    for place, block in enumerate(blocks if isinstance(blocks, list) else []):
        block_id = block.get("block_id") if isinstance(block, dict) else None
        if isinstance(block_id, str):
            if block_id in seen:
                found.add(f"{pointer}/{place}/block_id", "`block_id` must be unique")
            seen.add(block_id)
        actions = [
            str(element["action_id"]) for element in usable(block) if element.get("action_id")
        ]
        for action in sorted({a for a in actions if actions.count(a) > 1}):
            found.add(f"{pointer}/{place}", f'`action_id` "{action}" already exists')


def _characters(value: object) -> int:
    """All that is read of blocks, counted by characters of their `text` strings."""
    if isinstance(value, list):
        return sum(_characters(item) for item in value)
    if isinstance(value, dict):
        own = value.get("text")
        rest = sum(_characters(item) for item in value.values())
        return rest + (len(own) if isinstance(own, str) else 0)
    return 0


def _refuse(name: str, found: Findings) -> None:
    if found.messages:
        raise SlackError(
            name,
            errors=found.messages,
            response_metadata={"messages": [f"[ERROR] {message}" for message in found.messages]},
        )
