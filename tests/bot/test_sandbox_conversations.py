"""What the bot says and reads back, through the real slack_sdk, as Slack answers it."""

from collections.abc import AsyncIterator, Awaitable
from datetime import UTC, datetime

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox

METADATA = {"event_type": "mock_interview_card", "event_payload": {"id": "1"}}
DIVIDER = [{"type": "divider"}]


@pytest.fixture
async def slack() -> AsyncIterator[Sandbox]:
    async with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
async def client(slack: Sandbox) -> AsyncWebClient:
    return AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)


async def refusal(call: Awaitable[object]) -> str:
    """The name of the error that a call is answered with."""
    with pytest.raises(SlackApiError) as refused:
        await call
    return str(refused.value.response["error"])


async def test_the_bot_learns_who_it_is_and_what_it_may(slack: Sandbox, client: AsyncWebClient):
    me = await client.auth_test()
    assert (me["team_id"], me["user_id"]) == (slack.team_id, slack.bot_user)
    assert me["bot_id"].startswith("B")
    assert "chat:write" in me.headers["x-oauth-scopes"].split(",")


async def test_a_token_is_asked_for_and_looked_at(slack: Sandbox, client: AsyncWebClient):
    nobody = AsyncWebClient(base_url=slack.api_url)
    assert await refusal(nobody.auth_test()) == "not_authed"
    assert await refusal(client.auth_test(token="xoxb-other")) == "invalid_auth"
    assert await refusal(client.auth_test(token=slack.app_token)) == "not_allowed_token_type"
    wrong = client.apps_connections_open(app_token=slack.bot_token)
    assert await refusal(wrong) == "not_allowed_token_type"
    assert await refusal(client.api_call("chat.shout")) == "unknown_method"


async def test_a_dm_is_opened_once(slack: Sandbox, client: AsyncWebClient):
    first = await client.conversations_open(users=slack.candidate)
    again = await client.conversations_open(users=[slack.candidate])
    assert first["channel"]["id"] == again["channel"]["id"] == slack.dm()
    assert "already_open" not in first.data
    assert again["already_open"]
    assert await refusal(client.conversations_open(users="U0NOBODY")) == "user_not_found"


async def test_a_post_can_be_read_back_with_its_metadata_only_on_request(
    slack: Sandbox, client: AsyncWebClient
):
    dm = slack.dm()
    post = await client.chat_postMessage(channel=dm, text="card", metadata=METADATA)
    assert "metadata" not in post["message"]
    plain = (await client.conversations_history(channel=dm))["messages"]
    full = (await client.conversations_history(channel=dm, include_all_metadata=True))["messages"]
    assert [m["ts"] for m in plain] == [post["ts"]]
    assert "metadata" not in plain[0]
    assert full[0]["metadata"] == METADATA


async def test_the_same_client_msg_id_posts_once(slack: Sandbox, client: AsyncWebClient):
    first = await client.chat_postMessage(channel=slack.dm(), text="a", client_msg_id="one")
    again = await client.chat_postMessage(channel=slack.dm(), text="b", client_msg_id="one")
    other = await client.chat_postMessage(
        channel=slack.dm(slack.others[0]), text="c", client_msg_id="one"
    )
    assert again["ts"] == first["ts"] != other["ts"]
    assert [m["text"] for m in slack.messages()] == ["a"]


async def test_the_id_of_a_deleted_post_is_not_used_again(slack: Sandbox, client: AsyncWebClient):
    dm = slack.dm()
    first = await client.chat_postMessage(channel=dm, text="a", client_msg_id="one")
    await client.chat_delete(channel=dm, ts=first["ts"])
    again = client.chat_postMessage(channel=dm, text="a", client_msg_id="one")
    assert await refusal(again) == "duplicate_message_not_found"


async def test_a_slack_without_dedupe_posts_twice():
    async with Sandbox(dedupe=False) as slack:
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        for text in "ab":
            await client.chat_postMessage(channel=slack.dm(), text=text, client_msg_id="one")
        assert [m["text"] for m in slack.messages()] == ["a", "b"]


async def test_an_update_keeps_metadata_and_drops_blocks_when_only_text_is_given(
    slack: Sandbox, client: AsyncWebClient
):
    dm = slack.dm()
    post = await client.chat_postMessage(
        channel=dm, text="a", blocks=DIVIDER, metadata=METADATA, client_msg_id="x"
    )
    await client.chat_update(channel=dm, ts=post["ts"], text="b", blocks=DIVIDER * 2)
    with_blocks = slack.messages()[0]
    await client.chat_update(channel=dm, ts=post["ts"], text="c")
    without = slack.messages()[0]
    assert len(with_blocks["blocks"]) == 2
    assert "edited" not in with_blocks
    assert "blocks" not in without
    assert without["edited"]["user"] == slack.bot_user
    assert without["metadata"] == METADATA
    other = {"event_type": "other", "event_payload": {}}
    await client.chat_update(channel=dm, ts=post["ts"], text="d", metadata=other)
    assert slack.messages()[0]["metadata"] == other


async def test_what_cannot_be_posted_is_refused_by_slacks_names(
    slack: Sandbox, client: AsyncWebClient
):
    dm, post = slack.dm(), client.chat_postMessage
    own = (await post(channel=dm, text="root"))["ts"]
    reply = (await post(channel=dm, text="reply", thread_ts=own))["ts"]
    theirs = await slack.say(slack.candidate, "mine")
    assert await refusal(post(channel="D0NOWHERE", text="x")) == "channel_not_found"
    assert await refusal(post(channel=slack.general, text="x")) == "not_in_channel"
    silent = client.api_call("chat.postMessage", json={"channel": dm, "text": ""})
    assert await refusal(silent) == "no_text"
    assert await refusal(post(channel=dm, text="x", thread_ts="1.0")) == "thread_not_found"
    assert await refusal(post(channel=dm, text="x", thread_ts=reply)) == "cannot_reply_to_message"
    assert await refusal(post(channel=dm, blocks="{", text="x")) == "invalid_blocks_format"
    big = {"event_type": "x", "event_payload": {"id": "x" * 4000}}
    assert await refusal(post(channel=dm, text="x", metadata=big)) == "metadata_too_large"
    empty = {"event_type": "", "event_payload": {}}
    assert await refusal(post(channel=dm, text="x", metadata=empty)) == "invalid_metadata_schema"
    update = client.chat_update
    assert await refusal(update(channel=dm, ts="1.0", text="x")) == "message_not_found"
    assert await refusal(update(channel=dm, ts=theirs, text="x")) == "cant_update_message"
    assert await refusal(update(channel=dm, ts=own, text="x" * 4001)) == "msg_too_long"
    silent = client.api_call("chat.update", json={"channel": dm, "ts": own})
    assert await refusal(silent) == "no_text"
    assert await refusal(client.chat_delete(channel=dm, ts=theirs)) == "cant_delete_message"
    whisper = client.chat_postEphemeral
    stranger = whisper(channel=dm, user=slack.others[0], text="x")
    assert await refusal(stranger) == "user_not_in_channel"
    assert [m["text"] for m in slack.messages()] == ["root", "reply", "mine"]


async def test_bad_blocks_are_refused_with_their_place(slack: Sandbox, client: AsyncWebClient):
    bad = [{"type": "divider"}, {"type": "header", "text": {"type": "mrkdwn", "text": "x"}}]
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel=slack.dm(), text="x", blocks=bad)
    assert refused.value.response["error"] == "invalid_blocks"
    [message] = refused.value.response["response_metadata"]["messages"]
    assert message == "[ERROR] unsupported type: mrkdwn [json-pointer:/blocks/1/text]"
    assert slack.messages() == []


async def test_a_long_text_is_cut_when_posted(slack: Sandbox, client: AsyncWebClient):
    await client.chat_postMessage(channel=slack.dm(), text="x" * 40_001)
    assert len(slack.messages()[0]["text"]) == 40_000


async def test_a_root_counts_its_replies(slack: Sandbox, client: AsyncWebClient):
    dm = slack.dm()
    root = (await client.chat_postMessage(channel=dm, text="root"))["ts"]
    mine = await slack.say(slack.candidate, "one", thread_ts=root)
    last = (await client.chat_postMessage(channel=dm, text="two", thread_ts=root))["ts"]
    [head, *replies] = slack.thread(dm, root)
    assert (head["reply_count"], head["latest_reply"]) == (2, last)
    assert set(head["reply_users"]) == {slack.candidate, slack.bot_user}
    assert [r["parent_user_id"] for r in replies] == [slack.bot_user] * 2
    await slack.delete(slack.candidate, mine)
    assert slack.thread(dm, root)[0]["reply_count"] == 1
    await client.chat_delete(channel=dm, ts=last)
    assert "reply_count" not in slack.thread(dm, root)[0]


async def test_history_has_no_replies_and_comes_in_pages(slack: Sandbox, client: AsyncWebClient):
    dm = slack.dm()
    roots = [await slack.say(slack.candidate, str(n)) for n in range(5)]
    await slack.say(slack.candidate, "reply", thread_ts=roots[0])
    seen: list[str] = []
    cursor = None
    for _ in range(3):
        page = await client.conversations_history(channel=dm, limit=2, cursor=cursor)
        seen += [m["text"] for m in page["messages"]]
        cursor = page.get("response_metadata", {}).get("next_cursor")
        assert page["has_more"] == (cursor is not None)
    assert seen == ["4", "3", "2", "1", "0"]
    late = await client.conversations_history(channel=dm, oldest=roots[2])
    assert [m["text"] for m in late["messages"]] == ["4", "3"]
    incl = await client.conversations_history(channel=dm, oldest=roots[2], inclusive=True, limit=9)
    assert [m["text"] for m in incl["messages"]] == ["4", "3", "2"]
    bad = client.conversations_history(channel=dm, cursor="bm9uc2Vuc2U=")
    assert await refusal(bad) == "invalid_cursor"


async def test_replies_always_begin_with_the_root(slack: Sandbox, client: AsyncWebClient):
    dm = slack.dm()
    root = await slack.say(slack.candidate, "root")
    said = [await slack.say(slack.candidate, text, thread_ts=root) for text in "abc"]
    late = await client.conversations_replies(channel=dm, ts=root, oldest=said[1])
    assert [m["text"] for m in late["messages"]] == ["root", "c"]
    page = await client.conversations_replies(channel=dm, ts=said[0], limit=2)
    assert [m["text"] for m in page["messages"]] == ["root", "a"]
    cursor = page["response_metadata"]["next_cursor"]
    rest = await client.conversations_replies(channel=dm, ts=root, limit=2, cursor=cursor)
    assert [m["text"] for m in rest["messages"]] == ["b", "c"]
    assert not rest["has_more"]
    assert await refusal(client.conversations_replies(channel=dm, ts="1.0")) == "thread_not_found"


async def test_an_ephemeral_is_seen_by_one_person_and_never_read_back(
    slack: Sandbox, client: AsyncWebClient
):
    dm = slack.dm()
    root = (await client.chat_postMessage(channel=dm, text="root"))["ts"]
    sent = await client.chat_postEphemeral(
        channel=dm, user=slack.candidate, text="psst", thread_ts=root
    )
    [seen] = slack.ephemerals()
    assert (seen["text"], seen["thread_ts"], seen["ts"]) == ("psst", root, sent["message_ts"])
    assert slack.ephemerals(slack.others[0]) == []
    assert len(slack.thread(dm, root)) == 1
    changed = client.chat_update(channel=dm, ts=sent["message_ts"], text="x")
    assert await refusal(changed) == "message_not_found"


async def test_a_permalink_leads_to_the_page_at_its_message(slack: Sandbox, client: AsyncWebClient):
    dm = slack.dm()
    root = (await client.chat_postMessage(channel=dm, text="root"))["ts"]
    reply = (await client.chat_postMessage(channel=dm, text="re", thread_ts=root))["ts"]
    link = (await client.chat_getPermalink(channel=dm, message_ts=reply))["permalink"]
    assert link.startswith(f"{slack.url}/archives/{dm}/p{reply.replace('.', '')}?thread_ts={root}")
    missing = client.chat_getPermalink(channel=dm, message_ts="1.0")
    assert await refusal(missing) == "message_not_found"


async def test_people_and_bots_are_told(slack: Sandbox, client: AsyncWebClient):
    person = (await client.users_info(user=slack.candidate, include_locale=True))["user"]
    assert (person["real_name"], person["locale"]) == ("Sam Rivera", "en-US")
    assert await refusal(client.users_info(user="U0NOBODY")) == "user_not_found"
    me = await client.auth_test()
    assert (await client.bots_info(bot=me["bot_id"]))["bot"]["user_id"] == slack.bot_user
    im = (await client.conversations_info(channel=slack.dm()))["channel"]
    assert im["is_im"]
    assert im["user"] == slack.candidate


async def test_a_status_shows_until_the_next_post(slack: Sandbox, client: AsyncWebClient):
    dm = slack.dm()
    root = (await client.chat_postMessage(channel=dm, text="root"))["ts"]
    await client.assistant_threads_setStatus(channel_id=dm, thread_ts=root, status="reads")
    assert slack.status(dm, root) == "reads"
    await client.chat_postMessage(channel=dm, text="done", thread_ts=root)
    assert slack.status(dm, root) == ""
    await client.agents_sessions_setStatus(channel_id=dm, thread_ts=root, status="processing")
    assert slack.status(dm, root)
    bad = client.agents_sessions_setStatus(channel_id=dm, thread_ts=root, status="lost")
    assert await refusal(bad) == "invalid_arguments"
    prompt = {"title": "t", "message": "m"}
    many = client.assistant_threads_setSuggestedPrompts(channel_id=dm, prompts=[prompt] * 5)
    assert await refusal(many) == "invalid_arguments"
    await client.assistant_threads_setSuggestedPrompts(channel_id=dm, prompts=[prompt] * 4)


async def test_stamps_rise_even_when_the_clock_stands_still():
    moment = datetime(2026, 9, 9, 12, tzinfo=UTC)
    async with Sandbox(clock=lambda: moment) as slack:
        stamps = [await slack.say(slack.candidate, "x") for _ in range(3)]
    assert stamps == ["1788955200.000000", "1788955200.000001", "1788955200.000002"]


async def test_arguments_are_taken_from_query_form_and_json(slack: Sandbox, client: AsyncWebClient):
    dm = slack.dm()
    for sent in (
        {"params": {"channel": dm, "text": "query", "team_id": slack.team_id}},
        {"data": {"channel": dm, "text": "form", "blocks": '[{"type": "divider"}]'}},
        {"json": {"channel": dm, "text": "json", "blocks": [{"type": "divider"}]}},
    ):
        await client.api_call("chat.postMessage", **sent)  # type: ignore[arg-type]
    assert [m["text"] for m in slack.messages()] == ["query", "form", "json"]
    assert [len(m.get("blocks", [])) for m in slack.messages()] == [0, 1, 1]
    assert "token" not in slack.calls[-1].arguments
