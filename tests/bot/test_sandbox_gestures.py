"""Commands, clicks and modals through a real Bolt app, and what its answers do to the person."""

from collections.abc import AsyncIterator, Awaitable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.sandbox import Sandbox

Json = dict[str, Any]


class Clock:
    """A clock that goes on only when it is told to."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 2, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def go_on(self, **span: float) -> None:
        self.moment += timedelta(**span)


class Bot:
    """A Bolt app that acks each thing with what it was told to, and keeps the payloads."""

    def __init__(self, slack: Sandbox) -> None:
        self.slack = slack
        self.heard: list[Json] = []
        self.ack: Any = None
        self.silent = False
        self.client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        self.app = AsyncApp(client=self.client, process_before_response=True)
        self.app.command("/mock-interview")(self.hear)
        for action in ("go", "pick", "grade"):
            self.app.action(action)(self.hear)
        self.app.view("form")(self.hear)
        self.app.view_closed("form")(self.hear)
        self.socket = AsyncSocketModeHandler(self.app, slack.app_token)

    async def hear(self, ack: Any, body: Json) -> None:
        self.heard.append(body)
        if self.silent:
            raise RuntimeError("not now")
        if isinstance(self.ack, dict):
            await ack(**self.ack)
        else:
            await ack(self.ack or "")

    @property
    def trigger(self) -> str:
        return str(self.heard[-1]["trigger_id"])

    @property
    def answer_url(self) -> AsyncWebhookClient:
        return AsyncWebhookClient(self.heard[-1]["response_url"])


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def slack(clock: Clock) -> AsyncIterator[Sandbox]:
    async with Sandbox(clock=clock) as sandbox:
        yield sandbox


@pytest.fixture
async def bot(slack: Sandbox) -> AsyncIterator[Bot]:
    bolt = Bot(slack)
    await bolt.socket.connect_async()
    await slack.wait_until_connected()
    yield bolt
    await bolt.socket.close_async()


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def option(value: str) -> Json:
    return {"text": plain(value.title()), "value": value}


def asked(name: str, kind: str = "plain_text_input", **element: Any) -> Json:
    return {
        "type": "input",
        "block_id": name,
        "label": plain(name),
        "optional": True,
        "element": {"type": kind, "action_id": name, **element},
    }


def form(*blocks: Json, **keys: Any) -> Json:
    return {
        "type": "modal",
        "callback_id": "form",
        "title": plain("Form"),
        "submit": plain("Save"),
        "blocks": list(blocks) or [asked("resume")],
        **keys,
    }


BUTTONS = [
    {
        "type": "actions",
        "block_id": "row",
        "elements": [
            {"type": "button", "action_id": "go", "text": plain("Go"), "value": "id-1"},
            {"type": "static_select", "action_id": "pick", "options": [option("a"), option("b")]},
        ],
    }
]


async def refusal(call: Awaitable[object]) -> str:
    with pytest.raises(SlackApiError) as refused:
        await call
    return str(refused.value.response["error"])


async def opened(slack: Sandbox, bot: Bot, *blocks: Json, **keys: Any) -> Json:
    await slack.command(slack.candidate)
    answer = await bot.client.views_open(trigger_id=bot.trigger, view=form(*blocks, **keys))
    view: Json = answer["view"]
    return view


async def test_a_command_arrives_in_slacks_form(slack: Sandbox, bot: Bot):
    await slack.command(slack.candidate, "start easy", channel=slack.general)
    [body] = bot.heard
    assert (body["command"], body["text"]) == ("/mock-interview", "start easy")
    assert (body["channel_id"], body["channel_name"]) == (slack.general, "general")
    assert (body["user_id"], body["user_name"]) == (slack.candidate, "sam")
    assert body["is_enterprise_install"] == "false"
    assert "thread_ts" not in body


async def test_an_ack_with_words_is_shown_to_the_person_alone(slack: Sandbox, bot: Bot):
    bot.ack = "Hello"
    assert await slack.command(slack.candidate, channel=slack.general) == {"text": "Hello"}
    [seen] = slack.ephemerals(channel=slack.general)
    assert seen["text"] == "Hello"
    bot.ack = {"text": "Hello all", "response_type": "in_channel"}
    await slack.command(slack.candidate, channel=slack.general)
    assert [m["text"] for m in slack.messages(slack.general)] == ["Hello all"]


async def test_an_unanswered_command_is_told_to_the_person_and_not_repeated(
    slack: Sandbox, bot: Bot
):
    bot.silent, slack.ack_seconds = True, 0.2
    assert await slack.command(slack.candidate) is None
    assert slack.troubles() == ['/mock-interview failed with the error "operation_timeout"']
    assert slack.troubles(slack.others[0]) == []
    assert len(bot.heard) == 1


async def test_a_response_url_takes_five_answers(slack: Sandbox, bot: Bot):
    await slack.command(slack.candidate)
    for _ in range(5):
        assert (await bot.answer_url.send(text="later")).status_code == 200
    sixth = await bot.answer_url.send(text="later")
    assert (sixth.status_code, "used_url" in sixth.body) == (404, True)
    assert [m["text"] for m in slack.ephemerals()] == ["later"] * 5


async def test_a_response_url_lives_thirty_minutes(slack: Sandbox, bot: Bot, clock: Clock):
    await slack.command(slack.candidate)
    clock.go_on(minutes=31)
    late = await bot.answer_url.send(text="too late")
    assert (late.status_code, slack.ephemerals()) == (404, [])


async def test_an_ephemeral_is_replaced_and_deleted_through_its_response_url(
    slack: Sandbox, bot: Bot
):
    dm = slack.dm()
    root = (await bot.client.chat_postMessage(channel=dm, text="root"))["ts"]
    await bot.client.chat_postEphemeral(
        channel=dm, user=slack.candidate, text="sure?", blocks=BUTTONS, thread_ts=root
    )
    assert await slack.click(slack.candidate, "go")
    assert bot.heard[-1]["container"]["is_ephemeral"]
    assert "message" not in bot.heard[-1]
    await bot.answer_url.send(text="done", replace_original=True)
    [seen] = slack.ephemerals()
    assert (seen["text"], seen["thread_ts"], "blocks" in seen) == ("done", root, False)
    await bot.answer_url.send(delete_original=True)
    assert slack.ephemerals() == []


async def test_a_message_is_replaced_through_its_response_url(slack: Sandbox, bot: Bot):
    await bot.client.chat_postMessage(channel=slack.dm(), text="pick", blocks=BUTTONS)
    await slack.click(slack.candidate, "go")
    await bot.answer_url.send(text="picked", replace_original=True)
    assert [(m["text"], "blocks" in m) for m in slack.messages()] == [("picked", False)]
    await bot.answer_url.send(text="whole", response_type="in_channel")
    assert [m["text"] for m in slack.messages()] == ["picked", "whole"]


async def test_a_click_arrives_in_slacks_form(slack: Sandbox, bot: Bot):
    dm = slack.dm()
    root = (await bot.client.chat_postMessage(channel=dm, text="root"))["ts"]
    post = await bot.client.chat_postMessage(
        channel=dm,
        thread_ts=root,
        text="go",
        blocks=BUTTONS,
        metadata={"event_type": "x", "event_payload": {}},
    )
    assert await slack.click(slack.candidate, "go")
    [body] = bot.heard
    [action] = body["actions"]
    assert (action["action_id"], action["block_id"], action["value"]) == ("go", "row", "id-1")
    assert action["action_ts"]
    assert body["container"] == {
        "type": "message",
        "message_ts": post["ts"],
        "channel_id": dm,
        "is_ephemeral": False,
        "thread_ts": root,
    }
    assert (body["channel"]["id"], body["channel"]["name"]) == (dm, "directmessage")
    assert (body["message"]["ts"], "metadata" in body["message"]) == (post["ts"], False)
    assert body["state"]["values"]["row"]["pick"]["selected_option"] is None
    assert (body["user"]["id"], body["team"]["id"]) == (slack.candidate, slack.team_id)


async def test_a_choice_in_a_menu_is_told_with_its_option(slack: Sandbox, bot: Bot):
    await bot.client.chat_postMessage(channel=slack.dm(), text="pick", blocks=BUTTONS)
    await slack.click(slack.candidate, "pick", selected="b")
    [action] = bot.heard[-1]["actions"]
    assert action["selected_option"]["value"] == "b"
    chosen = bot.heard[-1]["state"]["values"]["row"]["pick"]["selected_option"]
    assert chosen["value"] == "b"


async def test_feedback_buttons_tell_which(slack: Sandbox, bot: Bot):
    good, bad = ({"text": plain(v), "value": v} for v in ("good", "bad"))
    grade = {"positive_button": good, "negative_button": bad, "action_id": "grade"}
    blocks = [{"type": "context_actions", "elements": [{"type": "feedback_buttons", **grade}]}]
    await bot.client.chat_postMessage(channel=slack.dm(), text="grade", blocks=blocks)
    await slack.click(slack.candidate, "grade", selected="bad")
    assert bot.heard[-1]["actions"][0]["value"] == "bad"


async def test_an_unanswered_click_is_told_to_the_person(slack: Sandbox, bot: Bot):
    await bot.client.chat_postMessage(channel=slack.dm(), text="go", blocks=BUTTONS)
    bot.silent, slack.ack_seconds = True, 0.2
    assert not await slack.click(slack.candidate, "go")
    assert len(slack.troubles()) == 1
    bot.silent, slack.ack_seconds = False, 3
    assert await slack.interact(*slack.interactions[-1])
    assert bot.heard[0] == bot.heard[1]


async def test_a_trigger_opens_one_modal_within_three_seconds(
    slack: Sandbox, bot: Bot, clock: Clock
):
    await slack.command(slack.candidate)
    open_view = bot.client.views_open
    assert await refusal(open_view(trigger_id="1.2.3", view=form())) == "invalid_trigger_id"
    broken = open_view(trigger_id=bot.trigger, view=form(title=plain("x" * 25)))
    assert await refusal(broken) == "invalid_arguments"
    await open_view(trigger_id=bot.trigger, view=form())
    again = open_view(trigger_id=bot.trigger, view=form())
    assert await refusal(again) == "exchanged_trigger_id"
    await slack.command(slack.candidate)
    clock.go_on(seconds=3.1)
    late = open_view(trigger_id=bot.trigger, view=form())
    assert await refusal(late) == "expired_trigger_id"


async def test_a_view_is_given_back_with_what_slack_adds(slack: Sandbox, bot: Bot):
    view = await opened(slack, bot, private_metadata="secret", external_id="mine")
    assert slack.view() == view
    assert (view["callback_id"], view["private_metadata"]) == ("form", "secret")
    assert view["state"] == {"values": {}}
    assert view["hash"]
    assert view["root_view_id"] == view["id"]
    assert slack.view(slack.others[0]) is None


async def test_a_submission_carries_everything_entered(slack: Sandbox, bot: Bot):
    file = await slack.upload(slack.candidate, "cv.pdf", b"%PDF-")
    options = [option("easy"), option("hard")]
    await opened(
        slack,
        bot,
        asked("resume", initial_value="old", multiline=True),
        asked("company"),
        asked("level", "static_select", options=options, initial_option=options[0]),
        asked("stage", "radio_buttons", options=options),
        asked("topics", "checkboxes", options=options),
        asked("file", "file_input"),
        asked("day", "datepicker", initial_date="2026-12-01"),
        private_metadata="m",
    )
    typed = {"company": {"company": "Globex"}, "stage": "hard", "topics": ["easy"], "file": [file]}
    assert await slack.submit(slack.candidate, typed) == {"ok": True}
    body = bot.heard[-1]
    values = body["view"]["state"]["values"]
    assert (body["type"], body["view"]["private_metadata"]) == ("view_submission", "m")
    assert values["resume"]["resume"] == {"type": "plain_text_input", "value": "old"}
    assert values["company"]["company"]["value"] == "Globex"
    assert values["level"]["level"]["selected_option"]["value"] == "easy"
    assert values["stage"]["stage"]["selected_option"]["value"] == "hard"
    assert [o["value"] for o in values["topics"]["topics"]["selected_options"]] == ["easy"]
    assert values["file"]["file"]["files"][0]["id"] == file
    assert values["day"]["day"]["selected_date"] == "2026-12-01"
    assert slack.view() is None


async def test_what_is_missing_or_too_long_is_said_before_the_bot_is_asked(
    slack: Sandbox, bot: Bot
):
    needed = {**asked("resume", max_length=5, min_length=2), "optional": False}
    await opened(slack, bot, needed, asked("file", "file_input", max_files=1, filetypes=["pdf"]))
    heard = len(bot.heard)
    missing = await slack.submit(slack.candidate, {})
    long = await slack.submit(slack.candidate, {"resume": "x" * 6})
    short = await slack.submit(slack.candidate, {"resume": "x"})
    files = [await slack.upload(slack.candidate, f"{n}.pdf", b"x") for n in range(2)]
    image = await slack.upload(slack.candidate, "x.png", b"x")
    many = await slack.submit(slack.candidate, {"resume": "xx", "file": files})
    wrong = await slack.submit(slack.candidate, {"resume": "xx", "file": [image]})
    assert [sorted(a["errors"]) for a in (missing, long, short)] == [["resume"]] * 3
    assert [sorted(a["errors"]) for a in (many, wrong)] == [["file"]] * 2
    assert len(bot.heard) == heard
    assert slack.view() is not None


async def test_errors_keep_the_modal_open(slack: Sandbox, bot: Bot):
    await opened(slack, bot)
    bot.ack = {"response_action": "errors", "errors": {"resume": "too short"}}
    answer = await slack.submit(slack.candidate, {"resume": "x"})
    assert answer["errors"] == {"resume": "too short"}
    assert slack.view() is not None
    bot.ack = {"response_action": "errors", "errors": {"nowhere": "lost"}}
    assert not (await slack.submit(slack.candidate, {"resume": "x"}))["ok"]
    assert len(slack.troubles()) == 1


async def test_a_submission_can_update_push_and_clear(slack: Sandbox, bot: Bot):
    first = await opened(slack, bot)
    bot.ack = {"response_action": "update", "view": form(asked("company"))}
    answer = await slack.submit(slack.candidate, {})
    updated = slack.view()
    assert answer["response_action"] == "update"
    assert updated is not None
    assert (updated["id"], updated["blocks"][0]["block_id"]) == (first["id"], "company")
    bot.ack = {"response_action": "push", "view": form(asked("second"))}
    await slack.submit(slack.candidate, {})
    pushed = slack.view()
    assert pushed is not None
    assert pushed["previous_view_id"] == first["id"]
    bot.ack = None
    await slack.submit(slack.candidate, {})
    below = slack.view()
    assert below is not None
    assert below["id"] == first["id"]
    bot.ack = {"response_action": "clear"}
    await slack.submit(slack.candidate, {})
    assert slack.view() is None


async def test_an_update_needs_the_newest_hash(slack: Sandbox, bot: Bot):
    view = await opened(slack, bot)
    update = bot.client.views_update
    newer = (await update(view_id=view["id"], hash=view["hash"], view=form(asked("b"))))["view"]
    stale = update(view_id=view["id"], hash=view["hash"], view=form(asked("c")))
    assert await refusal(stale) == "hash_conflict"
    assert newer["hash"] != view["hash"]
    front = slack.view()
    assert front is not None
    assert front["blocks"][0]["block_id"] == "b"
    await slack.close_view(slack.candidate)
    assert await refusal(update(view_id=view["id"], view=form())) == "not_found"


async def test_three_views_stand_on_each_other_and_no_fourth(slack: Sandbox, bot: Bot):
    button = {"type": "actions", "elements": [BUTTONS[0]["elements"][0]]}
    await opened(slack, bot, button)
    for _ in range(2):
        front = slack.view()
        assert front is not None
        await slack.click(slack.candidate, "go", view_id=front["id"])
        assert bot.heard[-1]["container"] == {"type": "view", "view_id": front["id"]}
        await bot.client.views_push(trigger_id=bot.trigger, view=form(button))
    front = slack.view()
    assert front is not None
    await slack.click(slack.candidate, "go", view_id=front["id"])
    fourth = bot.client.views_push(trigger_id=bot.trigger, view=form(button))
    assert await refusal(fourth) == "push_limit_reached"


async def test_closing_is_told_where_the_bot_asked_for_it(slack: Sandbox, bot: Bot):
    await opened(slack, bot)
    heard = len(bot.heard)
    await slack.close_view(slack.candidate)
    assert len(bot.heard) == heard
    await opened(slack, bot, notify_on_close=True)
    await slack.close_view(slack.candidate)
    assert (bot.heard[-1]["type"], slack.view()) == ("view_closed", None)


async def test_a_home_tab_is_published(slack: Sandbox, bot: Bot):
    view = {"type": "home", "blocks": [{"type": "divider"}]}
    await bot.client.views_publish(user_id=slack.candidate, view=view)
    home = slack.home()
    assert home is not None
    assert home["blocks"][0]["type"] == "divider"
    stale = bot.client.views_publish(user_id=slack.candidate, view=view, hash="old")
    assert await refusal(stale) == "hash_conflict"
