"""The controls of the sandbox over HTTP, for its page: what one person may see, and the routes.

What a person does there is in `deeds`.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import WSMsgType, web

from bot.sandbox import people
from bot.sandbox.deeds import Deeds
from bot.sandbox.errors import SlackError, invalid_arguments
from bot.sandbox.local import LocalSlack
from bot.sandbox.workspace import (
    BOT_ID,
    BOT_NAME,
    BOT_USER,
    PEOPLE,
    TEAM_DOMAIN,
    TEAM_ID,
    TEAM_NAME,
    Channel,
    Json,
)

SAMPLE = Path(__file__).parent / "sample"
COMMANDS = (
    {
        "command": "/mock-interview",
        "usage_hint": "[start|profile|history|status|end|forget|help]",
        "description": "Practise a job interview",
    },
)


def sample() -> Json:
    """A resume and a job to try the bot with; both are invented."""
    job = (SAMPLE / "job.txt").read_text("utf-8")
    title, company, _, description = job.split("\n", 3)
    return {
        "resume": (SAMPLE / "resume.txt").read_text("utf-8").strip(),
        "company": company,
        "job_title": title,
        "job_description": description.strip(),
    }


def control_routes(app: web.Application, slack: LocalSlack) -> None:
    control, does = Control(slack), Deeds(slack)
    app.router.add_get("/control/state", control.state)
    app.router.add_get("/control/events", control.events)
    app.router.add_post("/control/upload", control.upload)
    deeds: dict[str, Callable[[Json], Awaitable[Json]]] = {
        "message": does.message,
        "release": does.release,
        "edit": does.edit,
        "delete": does.delete,
        "command": does.command,
        "click": does.click,
        "submit": does.submit,
        "close": does.close,
        "open": does.open,
        "fault": does.fault,
    }
    for name, deed in deeds.items():
        app.router.add_post(f"/control/{name}", answering(deed))


def answering(deed: Callable[[Json], Awaitable[Json]]) -> Callable[..., Awaitable[web.Response]]:
    """Reads a JSON object, and answers what was done or why it was not."""

    async def answer(request: web.Request) -> web.Response:
        try:
            body = json.loads(await request.text() or "{}")
            if not isinstance(body, dict):
                raise SlackError("json_not_object")
            return web.json_response({"ok": True, **(await deed(body))})
        except ValueError:
            return web.json_response(SlackError("invalid_json").answer())
        except SlackError as refused:
            return web.json_response(refused.answer())

    return answer


class Control:
    def __init__(self, slack: LocalSlack) -> None:
        self.slack = slack

    async def state(self, request: web.Request) -> web.Response:
        """All that one person may see, and the number of the last change it includes."""
        try:
            me = people.person(self.slack, request.query.get("user", PEOPLE[0].id))
        except SlackError as refused:
            return web.json_response(refused.answer())
        workspace = self.slack.workspace
        everyone = [
            {"id": p.id, "name": p.name, "real_name": p.real_name, "is_bot": p.is_bot}
            for p in workspace.people.values()
        ]
        return web.json_response(
            {
                "ok": True,
                "team": {"id": TEAM_ID, "name": TEAM_NAME, "domain": TEAM_DOMAIN},
                "me": {"id": me.id, "name": me.name, "real_name": me.real_name},
                "bot": {"id": BOT_ID, "name": BOT_NAME, "user_id": BOT_USER},
                "connected": self.slack.sockets.connected,
                "users": everyone,
                "channels": [self._channel(c, me.id) for c in workspace.seen_by(me.id)],
                "view": self.slack.views.top(me.id),
                "home": self.slack.views.homes.get(me.id),
                "prompts": self.slack.prompts.get(workspace.dm(me.id).id),
                "sample": sample(),
                "commands": COMMANDS,
                "seq": self.slack.feed.seq,
            }
        )

    def _channel(self, channel: Channel, user: str) -> Json:
        own = [message for to, message in channel.ephemerals.values() if to == user]
        messages = sorted([*channel.all(), *own], key=lambda message: str(message["ts"]))
        name = BOT_NAME if channel.kind == "im" else channel.name
        statuses = {
            root: text
            for (where, root), text in self.slack.statuses.items()
            if where == channel.id and text
        }
        return {
            "id": channel.id,
            "kind": channel.kind,
            "name": name,
            "messages": messages,
            "statuses": statuses,
        }

    async def events(self, request: web.Request) -> web.StreamResponse:
        """The stream of changes after a number, for as long as the page listens."""
        try:
            me = people.person(self.slack, request.query.get("user", PEOPLE[0].id))
            after = int(request.query.get("after", self.slack.feed.seq))
        except (SlackError, ValueError):
            raise web.HTTPBadRequest(text="user or after is wrong") from None
        socket = web.WebSocketResponse(heartbeat=20)
        await socket.prepare(request)
        with self.slack.feed.reader(me.id, after) as changes:
            telling = asyncio.create_task(_tell(socket, changes))
            try:
                async for frame in socket:
                    if frame.type == WSMsgType.ERROR:
                        break
            finally:
                telling.cancel()
                await asyncio.gather(telling, return_exceptions=True)
        return socket

    async def upload(self, request: web.Request) -> web.Response:
        """A file that a person picked, in a form with `user` and `file`."""
        form = await request.post()
        file = form.get("file")
        if not isinstance(file, web.FileField):
            return web.json_response(invalid_arguments("missing required field: file").answer())
        try:
            content = await asyncio.to_thread(file.file.read)
            kept = people.upload(self.slack, str(form.get("user")), file.filename, content)
        except SlackError as refused:
            return web.json_response(refused.answer())
        return web.json_response({"ok": True, "file": kept})


async def _tell(socket: web.WebSocketResponse, changes: asyncio.Queue[Json | None]) -> None:
    """Sends changes until there are no more, or the page is gone."""
    try:
        while (change := await changes.get()) is not None:
            await socket.send_json(change)
        await socket.close()
    except ConnectionError:
        return
