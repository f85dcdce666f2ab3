"""Files: what people upload and the bot downloads, and what the bot uploads."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox


@pytest.fixture
async def slack() -> AsyncIterator[Sandbox]:
    async with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
async def client(slack: Sandbox) -> AsyncWebClient:
    return AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)


async def fetched(url: str, token: str) -> tuple[int, str, bytes]:
    headers = {"Authorization": f"Bearer {token}"}
    async with aiohttp.ClientSession() as session, session.get(url, headers=headers) as answer:
        return answer.status, answer.content_type, await answer.read()


async def test_the_bot_fetches_a_file_with_its_token(slack: Sandbox, client: AsyncWebClient):
    file_id = await slack.upload(slack.candidate, "../my cv ü.pdf", b"%PDF-1.7 \x00\xff")
    file = (await client.files_info(file=file_id))["file"]
    assert (file["name"], file["size"], file["mimetype"]) == ("my cv ü.pdf", 11, "application/pdf")
    status, _, content = await fetched(file["url_private_download"], slack.bot_token)
    assert (status, content) == (200, b"%PDF-1.7 \x00\xff")


async def test_without_the_token_comes_a_sign_in_page_with_200(slack: Sandbox):
    file_id = await slack.upload(slack.candidate, "cv.pdf", b"%PDF-")
    url = f"{slack.url}/files/{file_id}/cv.pdf"
    status, kind, content = await fetched(url, "xoxb-other")
    assert (status, kind) == (200, "text/html")
    assert b"%PDF-" not in content


async def test_an_unknown_file_is_not_found(slack: Sandbox, client: AsyncWebClient):
    with pytest.raises(SlackApiError, match="file_not_found"):
        await client.files_info(file="F0NOTHING")
    assert (await fetched(f"{slack.url}/files/F0NOTHING/x", slack.bot_token))[0] == 404


async def test_the_bot_uploads_into_a_thread(slack: Sandbox, client: AsyncWebClient):
    dm = slack.dm()
    root = await slack.say(slack.candidate, "export")
    await client.files_upload_v2(
        filename="export.json", content="{}", channel=dm, thread_ts=root, initial_comment="Here."
    )
    [_, message] = slack.thread(dm, root)
    assert (message["text"], message["subtype"]) == ("Here.", "file_share")
    [file] = message["files"]
    _, _, content = await fetched(file["url_private"], slack.bot_token)
    assert (file["name"], content) == ("export.json", b"{}")


async def test_an_upload_not_completed_is_no_file(slack: Sandbox, client: AsyncWebClient):
    begun = await client.files_getUploadURLExternal(filename="x.txt", length=1)
    with pytest.raises(SlackApiError, match="file_not_found"):
        await client.files_info(file=begun["file_id"])
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        await client.files_getUploadURLExternal(filename="x.txt", length=0)
