"""The HTTP face of the local Slack: which path is served by whom, and who may come in.

It answers on loopback names only, so that no page elsewhere can reach it through a foreign name.
"""

from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import hdrs, web

from bot.sandbox import answers
from bot.sandbox.control import control_routes
from bot.sandbox.errors import SlackError
from bot.sandbox.faults import Fault
from bot.sandbox.local import Call, LocalSlack
from bot.sandbox.web_api import METHODS
from bot.sandbox.web_api.arguments import read
from bot.sandbox.web_api.identity import SCOPES
from bot.sandbox.workspace import Json

PAGE = Path(__file__).parent / "page"
LARGEST_BODY = 64 * 1024 * 1024
POLICY = (
    "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; "
    "form-action 'self'"
)
GATEWAY_PAGE = "<html><body>502 Bad Gateway</body></html>"
SIGN_IN_PAGE = "<!DOCTYPE html><html><head><title>Sign in | Slack</title></head></html>"

Served = Callable[[web.Request], Awaitable[web.StreamResponse]]


def application(slack: LocalSlack) -> web.Application:
    """Every route of the sandbox."""
    server = Server(slack)
    app = web.Application(client_max_size=LARGEST_BODY, middlewares=[server.guard])
    app.router.add_route("*", "/api/{method}", server.call)
    app.router.add_get("/socket", slack.sockets.serve)
    app.router.add_post("/upload/{address}", server.upload)
    app.router.add_get("/files/{id}/{name}", server.file)
    app.router.add_post("/response/{key}", server.response)
    app.router.add_get("/archives/{channel}/{message}", server.permalink)
    app.router.add_get("/", server.page)
    app.router.add_get("/page/{name:.*}", server.page)
    control_routes(app, slack)
    return app


class Server:
    def __init__(self, slack: LocalSlack) -> None:
        self.slack = slack

    @web.middleware
    async def guard(self, request: web.Request, handler: Served) -> web.StreamResponse:
        """Turns away foreign host names and other sites' pages: the tokens are no secret."""
        if request.host not in self._own_names():
            raise web.HTTPForbidden(text="only 127.0.0.1 and localhost are served")
        origin = request.headers.get(hdrs.ORIGIN)
        if origin is not None and urlsplit(origin).netloc not in self._own_names():
            return web.json_response({"ok": False, "error": "foreign_origin"}, status=403)
        return await handler(request)

    def _own_names(self) -> set[str]:
        port = urlsplit(self.slack.url).port
        return {f"127.0.0.1:{port}", f"localhost:{port}"}

    async def call(self, request: web.Request) -> web.StreamResponse:
        """One call of the Web API, or the fault that was ordered for it."""
        method = request.match_info["method"]
        try:
            arguments = await read(request)
        except SlackError as refused:
            return _answered(refused.answer())
        fault = self.slack.faults.meet(method, arguments.get("channel"))
        if fault is not None and fault.kind in ("hang", "slow"):
            await self.slack.faults.wait(fault.seconds)
        if fault is not None and fault.kind in ("hang", "cut_before"):
            return _cut(request)
        if fault is not None and fault.kind == "bad_gateway":
            return web.Response(status=502, text=GATEWAY_PAGE, content_type="text/html")
        token = _token(request, arguments)
        status, headers, answer = 200, {}, _failing(fault)
        if fault is not None and fault.kind == "rate_limited":
            status = 429
            if fault.retry_after is not None:
                headers = {"Retry-After": str(fault.retry_after)}
        elif fault is not None and fault.kind == "server_error":
            status = 500
        if answer is None:
            answer = self._perform(method, token, arguments)
        self.slack.record(Call(method, arguments, answer))
        if fault is not None and fault.kind == "cut_after":
            return _cut(request)
        return _answered(answer, status, headers)

    def _perform(self, method: str, token: str | None, arguments: Json) -> Json:
        try:
            perform = METHODS.get(method)
            if perform is None:
                raise SlackError("unknown_method", req_method=method)
            if method != "api.test":
                self._authorise(method, token)
            return {"ok": True, **perform(self.slack, arguments)}
        except SlackError as refused:
            return refused.answer()

    def _authorise(self, method: str, token: str | None) -> None:
        if not token:
            raise SlackError("not_authed")
        if token not in (self.slack.bot_token, self.slack.app_token):
            raise SlackError("invalid_auth")
        for_app = method == "apps.connections.open"
        if (token == self.slack.app_token) != for_app:
            raise SlackError("not_allowed_token_type")

    async def upload(self, request: web.Request) -> web.Response:
        """The contents of a file, raw or in a form."""
        content = await request.read()
        if request.content_type == "multipart/form-data":
            sent = [v for v in (await request.post()).values() if isinstance(v, web.FileField)]
            content = sent[0].file.read() if sent else b""
        try:
            self.slack.files.receive(request.match_info["address"], content)
        except SlackError:
            raise web.HTTPNotFound(text="no such upload") from None
        return web.Response(text=f"OK - {len(content)}")

    async def file(self, request: web.Request) -> web.Response:
        """A file for who bears the bot's token; for others a sign-in page with 200, as Slack's."""
        if _token(request, {}) != self.slack.bot_token:
            return web.Response(text=SIGN_IN_PAGE, content_type="text/html")
        try:
            file = self.slack.files.get(request.match_info["id"])
        except SlackError:
            raise web.HTTPNotFound(text="no such file") from None
        return web.Response(body=file.content, content_type="application/octet-stream")

    async def response(self, request: web.Request) -> web.Response:
        """An answer through a response_url."""
        try:
            body = await read(request)
            if isinstance(body.get("payload"), str):
                raise SlackError("invalid_payload")
            url = self.slack.response_urls.use(request.match_info["key"])
            answers.respond(self.slack, url, body)
        except SlackError as refused:
            status = 404 if refused.name in ("expired_url", "used_url") else 400
            return web.json_response(refused.answer(), status=status)
        finally:
            self.slack.feed.ring()
        return web.Response(text="ok")

    async def permalink(self, request: web.Request) -> web.Response:
        """A link to a message leads to the page, at the thread that it is or stands in."""
        digits = request.match_info["message"].removeprefix("p")
        channel = self.slack.workspace.channel(request.match_info["channel"])
        message = channel.messages.get(f"{digits[:-6]}.{digits[-6:]}") if channel else None
        if channel is None or message is None:
            raise web.HTTPNotFound(text="no such message")
        root = message.get("thread_ts")
        raise web.HTTPFound(f"/#{channel.id}/{root}" if root else f"/#{channel.id}")

    async def page(self, request: web.Request) -> web.StreamResponse:
        """The page and what belongs to it, from its own folder only."""
        path = (PAGE / request.match_info.get("name", "index.html")).resolve()
        if not path.is_relative_to(PAGE.resolve()) or not path.is_file():
            raise web.HTTPNotFound(text="no such page")
        headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"}
        return web.FileResponse(path, headers=headers)


def _failing(fault: Fault | None) -> Json | None:
    """The refusal that a fault asks for, where it asks for one."""
    if fault is None or fault.kind in ("slow", "cut_after"):
        return None
    named = {"rate_limited": "ratelimited", "server_error": "internal_error"}
    return {"ok": False, "error": named.get(fault.kind, fault.error)}


def _token(request: web.Request, arguments: Json) -> str | None:
    scheme, _, token = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")
    named = arguments.pop("token", None)
    return token if scheme.lower() == "bearer" else named


def _answered(answer: Json, status: int = 200, more: dict[str, str] | None = None) -> web.Response:
    headers = {"x-oauth-scopes": SCOPES, **(more or {})}
    return web.json_response(answer, status=status, headers=headers)


def _cut(request: web.Request) -> web.Response:
    """Ends the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
