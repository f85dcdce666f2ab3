"""What an operator's tools ask over HTTP: whether the process lives, can work, and how it does."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import TypeAlias

from aiohttp import web

from bot.metrics import CONTENT_TYPE

Check: TypeAlias = Callable[[], Awaitable[bool]]
Page: TypeAlias = Callable[[], Awaitable[bytes]]


def application(checks: Mapping[str, Check], page: Page) -> web.Application:
    """`/healthz` answers while the process lives; `/readyz` is 200 where every check holds.

    `/metrics` is the page, for Prometheus.
    """

    async def healthz(_request: web.Request) -> web.Response:
        return web.json_response({"ok": True})

    async def readyz(_request: web.Request) -> web.Response:
        found = {name: await check() for name, check in checks.items()}
        ready = all(found.values())
        return web.json_response({"ok": ready, **found}, status=200 if ready else 503)

    async def metrics(_request: web.Request) -> web.Response:
        return web.Response(body=await page(), headers={"Content-Type": CONTENT_TYPE})

    app = web.Application()
    app.router.add_get("/healthz", healthz)
    app.router.add_get("/readyz", readyz)
    app.router.add_get("/metrics", metrics)
    return app


@asynccontextmanager
async def served(app: web.Application, host: str, port: int) -> AsyncIterator[None]:
    """Listen while the context is open; raises OSError where the port is taken."""
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        yield
    finally:
        await runner.cleanup()
