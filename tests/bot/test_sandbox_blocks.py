"""Every limit of Block Kit that the sandbox holds a bot to: the last that fits, the first not."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.models import blocks as sdk
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox, SlackError
from bot.sandbox.blocks import check_blocks, check_view

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def section(**keys: Any) -> Json:
    return {"type": "section", "text": mrkdwn("x"), **keys}


def button(**keys: Any) -> Json:
    return {"type": "button", "text": plain("Go"), "action_id": "go", **keys}


def actions(*elements: Json, **keys: Any) -> Json:
    return {"type": "actions", "elements": list(elements), **keys}


def many_buttons(number: int) -> Json:
    return actions(*(button(action_id=str(n)) for n in range(number)))


def option(text: str = "A", value: str = "a") -> Json:
    return {"text": plain(text), "value": value}


def select(**keys: Any) -> Json:
    return {"type": "static_select", "action_id": "pick", "options": [option()], **keys}


def rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": list(elements)}


def line(*parts: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(parts)}


def said(text: str, **keys: Any) -> Json:
    return {"type": "text", "text": text, **keys}


def table(rows: int, columns: int, text: str = "x", kind: str = "table", **keys: Any) -> Json:
    cell = {"type": "raw_text", "text": text}
    return {"type": kind, "rows": [[cell] * columns for _ in range(rows)], **keys}


def asked(element: Json, **keys: Any) -> Json:
    return {"type": "input", "label": plain("L"), "element": element, **keys}


def text_input(**keys: Any) -> Json:
    return {"type": "plain_text_input", "action_id": "t", **keys}


def modal(*blocks: Json, **keys: Any) -> Json:
    own = list(blocks) or [section()]
    return {"type": "modal", "title": plain("T"), "submit": plain("S"), "blocks": own, **keys}


CONFIRM = {
    "title": plain("t" * 100),
    "text": mrkdwn("t" * 300),
    "confirm": plain("y" * 30),
    "deny": plain("n" * 30),
}

FIT = [
    [section(text=mrkdwn("x" * 3000))],
    [{"type": "section", "fields": [mrkdwn("x" * 1000)] * 10}],
    [{"type": "section", "fields": [mrkdwn("x" * 2000)]}],
    [{"type": "header", "text": plain("x" * 150)}],
    [{"type": "context", "elements": [mrkdwn("x")] * 10}],
    [many_buttons(25)],
    [actions(button(text=plain("x" * 75), value="v" * 2000, url="https://" + "u" * 2992))],
    [actions(button(confirm=CONFIRM, style="danger"))],
    [actions(select(options=[option("x" * 75, "v" * 150)] * 100))],
    [actions(select(placeholder=plain("x" * 150), initial_option=option()))],
    [{"type": "divider", "block_id": "x" * 255}],
    [{"type": "divider"}] * 50,
    [table(100, 20)],
    [table(2, 2, column_settings=[{"align": "right"}, None])],
    [table(101, 20, kind="data_table", caption="c", page_size=100)],
    [{"type": "markdown", "text": "x" * 12_000}],
    [{"type": "image", "image_url": "https://x/y.png", "alt_text": "x" * 2000}],
    [rich(line(said("a", style={"bold": True}), {"type": "user", "user_id": "U1"}))],
    [rich({"type": "rich_text_list", "style": "bullet", "indent": 8, "elements": [line()]})],
    [rich({"type": "rich_text_quote", "elements": [{"type": "emoji", "name": "wave"}]})],
    [rich({"type": "rich_text_preformatted", "elements": [said("code")], "border": 0})],
    [rich(line({"type": "link", "url": "https://x", "text": "x"}))],
    [section(text=mrkdwn("x" * 2640))] * 5,
]

REFUSED = [
    ("/0/text/text", [section(text=mrkdwn("x" * 3001))]),
    ("/0/text/text", [section(text=mrkdwn(""))]),
    ("/0", [{"type": "section"}]),
    ("/0/fields", [section(fields=[mrkdwn("x")] * 11)]),
    ("/0/fields/0/text", [section(fields=[mrkdwn("x" * 2001)])]),
    ("/0/text/text", [{"type": "header", "text": plain("x" * 151)}]),
    ("/0/text", [{"type": "header", "text": mrkdwn("x")}]),
    ("/0/elements", [{"type": "context", "elements": [mrkdwn("x")] * 11}]),
    ("/0/elements", [{"type": "context", "elements": []}]),
    ("/0/elements", [actions()]),
    ("/0/elements", [many_buttons(26)]),
    ("/0/elements/0/text/text", [actions(button(text=plain("x" * 76)))]),
    ("/0/elements/0/text", [actions(button(text=mrkdwn("x")))]),
    ("/0/elements/0/value", [actions(button(value="v" * 2001))]),
    ("/0/elements/0/url", [actions(button(url="https://" + "u" * 2993))]),
    ("/0/elements/0/url", [actions(button(url="not an address"))]),
    ("/0/elements/0/style", [actions(button(style="blue"))]),
    ("/0/elements/0/action_id", [actions(button(action_id="x" * 256))]),
    ("/0/elements/0", [actions(button(colour="red"))]),
    (
        "/0/elements/0/confirm/title/text",
        [actions(button(confirm={**CONFIRM, "title": plain("t" * 101)}))],
    ),
    (
        "/0/elements/0/confirm/text/text",
        [actions(button(confirm={**CONFIRM, "text": plain("t" * 301)}))],
    ),
    (
        "/0/elements/0/confirm/deny/text",
        [actions(button(confirm={**CONFIRM, "deny": plain("t" * 31)}))],
    ),
    ("/0", [actions(button(), button())]),
    ("/1/block_id", [section(block_id="one"), actions(button(), block_id="one")]),
    ("/0/block_id", [{"type": "divider", "block_id": "x" * 256}]),
    ("/0", [{"type": "divider", "colour": "red"}]),
    ("/0", [{"type": "sparkles"}]),
    ("/0", ["text"]),
    ("", [{"type": "divider"}] * 51),
    ("/0", [asked(text_input())]),
    ("/0", [{"type": "alert", "text": plain("x")}]),
    ("/0/elements/0", [actions(text_input())]),
    ("/0/elements/0/options", [actions(select(options=[option()] * 101))]),
    ("/0/elements/0/options/0/text/text", [actions(select(options=[option("x" * 76)]))]),
    ("/0/elements/0/options/0/value", [actions(select(options=[option("A", "v" * 151)]))]),
    ("/0/elements/0/placeholder/text", [actions(select(placeholder=plain("x" * 151)))]),
    ("/0/elements/0", [actions(select(initial_option=option("B", "b")))]),
    (
        "/0/elements/0/options",
        [actions({"type": "radio_buttons", "action_id": "r", "options": [option()] * 11})],
    ),
    (
        "/0/accessory/options",
        [section(accessory={"type": "overflow", "action_id": "o", "options": [option()] * 6})],
    ),
    (
        "/0/elements",
        [
            {
                "type": "context_actions",
                "elements": [
                    {
                        "type": "icon_button",
                        "icon": "trash",
                        "text": plain("x"),
                        "action_id": str(n),
                    }
                    for n in range(6)
                ],
            }
        ],
    ),
    ("/0/rows", [table(101, 1)]),
    ("/0/rows/0", [table(1, 21)]),
    ("/0/rows", [table(11, 1, "x" * 1000)]),
    ("/0/rows", [{"type": "table", "rows": [table(1, 2)["rows"][0], table(1, 1)["rows"][0]]}]),
    ("/0/column_settings", [table(1, 1, column_settings=[None] * 21)]),
    ("", [table(1, 1), table(1, 1)]),
    ("/0", [table(2, 1, kind="data_table")]),
    ("/0/rows", [table(102, 1, kind="data_table", caption="c")]),
    ("/0/rows", [table(1, 1, kind="data_table", caption="c")]),
    ("/0/page_size", [table(2, 1, kind="data_table", caption="c", page_size=101)]),
    ("/0/rows/0", [{"type": "data_table", "caption": "c", "rows": [[rich(line(said("x")))]] * 2}]),
    ("/0/text", [{"type": "markdown", "text": "x" * 12_001}]),
    ("/0/alt_text", [{"type": "image", "image_url": "https://x/y", "alt_text": "x" * 2001}]),
    ("/0/elements/0/elements/0/text", [rich(line(said("")))]),
    ("/0/elements/0/elements/0/style/loud", [rich(line(said("a", style={"loud": True})))]),
    ("/0/elements/0", [rich(said("not in a section"))]),
    ("/0/elements/0/elements/0", [rich(line(line()))]),
    (
        "/0/elements/0/style",
        [rich({"type": "rich_text_list", "style": "dots", "elements": [line()]})],
    ),
    (
        "/0/elements/0/elements/0",
        [rich({"type": "rich_text_list", "style": "bullet", "elements": [said("x")]})],
    ),
    (
        "/0/elements/0/elements/0",
        [rich({"type": "rich_text_preformatted", "elements": [{"type": "user", "user_id": "U"}]})],
    ),
    ("/0/elements", [rich()]),
]


@pytest.mark.parametrize("blocks", FIT)
def test_what_just_fits_is_taken(blocks: list[Json]):
    check_blocks(blocks)


@pytest.mark.parametrize(("pointer", "blocks"), REFUSED)
def test_what_just_does_not_is_refused_where_it_stands(pointer: str, blocks: list[Json]):
    with pytest.raises(SlackError) as refused:
        check_blocks(blocks)
    assert refused.value.name == "invalid_blocks"
    place = pointer.removesuffix("/loud")
    messages = refused.value.more["response_metadata"]["messages"]
    assert f"[json-pointer:/blocks{place}]" in messages[0], messages


def test_a_message_is_too_long_as_a_whole():
    with pytest.raises(SlackError) as refused:
        check_blocks([section(text=mrkdwn("x" * 2641))] * 5)
    assert refused.value.name == "msg_blocks_too_long"


VIEWS_THAT_FIT = [
    modal(asked(text_input(max_length=3000, initial_value="x" * 3000, multiline=True))),
    modal(*[section()] * 100),
    modal(asked({"type": "file_input", "action_id": "f", "max_files": 10, "filetypes": ["pdf"]})),
    modal(asked(text_input(), hint=plain("h" * 2000), optional=True)),
    modal(private_metadata="x" * 3000, callback_id="c" * 255),
    modal(title=plain("t" * 24), submit=plain("s" * 24), close=plain("c" * 24)),
    modal({"type": "alert", "text": mrkdwn("x" * 200), "level": "warning"}),
]

VIEWS_REFUSED = [
    ("", modal(asked(text_input()), submit=None)),
    ("/title/text", modal(title=plain("t" * 25))),
    ("/submit/text", modal(submit=plain("t" * 25))),
    ("/close/text", modal(close=plain("t" * 25))),
    ("/title", modal(title=mrkdwn("t"))),
    ("/blocks", modal(*[section()] * 101)),
    ("/private_metadata", modal(private_metadata="x" * 3001)),
    ("/callback_id", modal(callback_id="c" * 256)),
    ("/blocks/0/label/text", modal(asked(text_input(), label=plain("x" * 2001)))),
    ("/blocks/0/element/max_length", modal(asked(text_input(max_length=3001)))),
    ("/blocks/0/element/initial_value", modal(asked(text_input(initial_value="x" * 3001)))),
    ("/blocks/0/element/max_files", modal(asked({"type": "file_input", "max_files": 11}))),
    ("/blocks/0/element/max_files", modal(asked({"type": "file_input", "max_files": 0}))),
    ("/blocks/0/text/text", modal({"type": "alert", "text": plain("x" * 201)})),
    ("/blocks/0", modal({"type": "context_actions", "elements": []})),
    ("/blocks/1/block_id", modal(section(block_id="a"), section(block_id="a"))),
    ("", modal(colour="red")),
    ("", {"type": "drawer"}),
]


@pytest.mark.parametrize("view", VIEWS_THAT_FIT)
def test_a_view_that_just_fits_is_taken(view: Json):
    check_view(view)


@pytest.mark.parametrize(("pointer", "view"), VIEWS_REFUSED)
def test_a_view_that_just_does_not_is_refused_where_it_is_wrong(pointer: str, view: Json):
    with pytest.raises(SlackError) as refused:
        check_view(view)
    assert refused.value.name == "invalid_arguments"
    messages = refused.value.more["response_metadata"]["messages"]
    assert f"[json-pointer:/view{pointer}]" in messages[0], messages


def test_a_view_is_at_most_250_kilobytes():
    big = [section(text=mrkdwn("x" * 2600)) for _ in range(96)]
    with pytest.raises(SlackError) as refused:
        check_view(modal(*big))
    assert refused.value.name == "view_too_large"


async def test_what_slack_sdk_builds_is_taken_and_validated_on_request():
    built = [
        sdk.HeaderBlock(text="Senior Backend Engineer"),
        sdk.SectionBlock(text="*x*", accessory=sdk.ButtonElement(text="Open", action_id="open")),
        sdk.ActionsBlock(
            elements=[
                sdk.StaticSelectElement(
                    action_id="pick", options=[sdk.Option(value="a", text="A", description="d")]
                )
            ]
        ),
        sdk.ContextBlock(elements=[sdk.MarkdownTextObject(text="_by_")]),
        sdk.RichTextBlock(
            elements=[
                sdk.RichTextSectionElement(
                    elements=[sdk.RichTextElementParts.Text(text="a", style={"bold": True})]
                )
            ]
        ),
    ]
    async with Sandbox() as slack:
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        await client.chat_postMessage(channel=slack.dm(), text="x", blocks=built)
        await client.blocks_validate(blocks=built)
        await client.blocks_validate(view=modal(asked(text_input())))
        with pytest.raises(SlackApiError, match="invalid_blocks"):
            await client.blocks_validate(message={"blocks": [section(text=mrkdwn(""))]})
        [posted] = slack.messages()
        assert all(block["block_id"] for block in posted["blocks"])
