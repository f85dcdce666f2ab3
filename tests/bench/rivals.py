"""Two Bolt apps to be measured against: one only replies, one stores a row before its ack.

Run as `rivals.py bare` or `rivals.py durable`; tokens and addresses come from the environment.
"""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
from typing import Any

import aiohttp
import uvloop
from psycopg_pool import AsyncConnectionPool
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

_TABLE = "CREATE TABLE IF NOT EXISTS said (ts text, channel text, body text)"
_KEEP = "INSERT INTO said (ts, channel, body) VALUES (%s, %s, %s)"


async def main(kind: str) -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(
            token=os.environ["SLACK_BOT_TOKEN"],
            base_url=os.environ["SLACK_API_URL"],
            session=session,
        )
        if kind == "bare":
            app = _bare(client)
        else:
            pool = AsyncConnectionPool(os.environ["DATABASE_URL"], max_size=8, open=False)
            await pool.open(wait=True)
            async with pool.connection() as connection:
                await connection.execute(_TABLE)
            app = _durable(client, pool)
        handler = AsyncSocketModeHandler(app, os.environ["SLACK_APP_TOKEN"])
        await handler.connect_async()
        gc.freeze()
        await stop.wait()
        os._exit(0)


def _bare(client: AsyncWebClient) -> AsyncApp:
    app = AsyncApp(client=client)

    @app.event("message")
    async def on_message(event: dict[str, Any]) -> None:
        if "bot_id" not in event:
            await client.chat_postMessage(channel=event["channel"], text="I see.")

    return app


def _durable(client: AsyncWebClient, pool: AsyncConnectionPool[Any]) -> AsyncApp:
    app = AsyncApp(client=client, process_before_response=True)
    replies: set[asyncio.Task[Any]] = set()

    @app.event("message")
    async def on_message(event: dict[str, Any]) -> None:
        if "bot_id" in event:
            return
        async with pool.connection() as connection:
            await connection.execute(_KEEP, (event["ts"], event["channel"], event["text"]))
        posting = client.chat_postMessage(channel=event["channel"], text="I see.")
        reply = asyncio.create_task(posting)
        replies.add(reply)
        reply.add_done_callback(replies.discard)

    return app


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main(sys.argv[1]))
