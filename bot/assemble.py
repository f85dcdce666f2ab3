"""The composition root: the only place where the bot's objects are built and tied together."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

import structlog
from psycopg_pool import AsyncConnectionPool
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import Clock
from bot.coach_time import CoachTime
from bot.coaches import coach_of
from bot.conductor import Bell, Conductor
from bot.database import DatabaseNotUsable
from bot.database.embedded import embedded
from bot.database.engine import create_engine, open_pool
from bot.database.memory import Memory
from bot.database.people import People
from bot.database.schema import is_current, migrate
from bot.front_desk import FrontDesk
from bot.http import Check, application, served
from bot.jobs import CONCURRENCY, Jobs
from bot.judging import Beside, Here, Judge
from bot.listeners import Listeners
from bot.listeners.actions import Actions
from bot.listeners.messages import Messages
from bot.measured import MeasuredApp, MeasuredGateway
from bot.metrics import Metrics
from bot.patience import Patience
from bot.ringer import Ringer
from bot.settings import BadSetting, Settings
from bot.slack import gateway as slack
from bot.slack.pacing import Pacing
from bot.socket import Socket
from bot.speaker import Speaker
from bot.thinker import Thinker
from bot.turns import Turns
from interview.coach import Coach
from interview.coach.rules import RulesCoach, warm_up

_log = structlog.get_logger(__name__)

AT_ONCE = 64
"""Pieces of a coach's work at a time in one process; who waits for one waits in a fair order."""

_Answer = TypeVar("_Answer")


class StoppedEarly(Exception):
    """The bot was told to stop while it was built, and nothing of it is left running."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot:
    """A bot that is built and not yet running; `run` it until the stop event is set."""

    jobs: Jobs
    clock: Clock
    socket: Socket | None
    checks: dict[str, Check]
    works: bool

    async def run(self, stop: asyncio.Event) -> None:
        """Listen and work until `stop`; then finish what was begun."""
        async with asyncio.TaskGroup() as group:
            if self.socket is not None:
                group.create_task(self.socket.run(stop))
            if self.works:
                group.create_task(self.jobs.work(stop))
                group.create_task(self.clock.run(stop))
            group.create_task(stop.wait())


@asynccontextmanager
async def assembled(
    settings: Settings,
    stop: asyncio.Event,
    *,
    listens: bool,
    works: bool,
    beside: bool = False,
    coach: Coach | None = None,
    patience: Patience | None = None,
    at_once: int = AT_ONCE,
    pacing: Pacing | None = None,
    now: Callable[[], float] = time.time,
) -> AsyncIterator[Bot]:
    """A bot for one workspace: `listens` to Slack, `works` off the queue, or both.

    `at_once` is how many pieces of work a coach is given at a time, `now` the clock by which it is
    day or night; `beside` says that the rules coach works in a process of its own.

    Raises `BadSetting`, `DatabaseUnavailable` or OSError (a taken port) before anything runs;
    `StoppedEarly` where `stop` is set while Slack is waited for.
    """
    bot_token, app_token = settings.slack_tokens() if listens else (settings.bot_token(), "")
    checks: dict[str, Check] = {"database": _not_yet}
    if listens:
        checks["slack"] = _not_yet
    metrics = Metrics()
    async with AsyncExitStack() as stack:
        stack.push_async_callback(metrics.close)
        if settings.port is not None:
            await stack.enter_async_context(
                served(application(checks, metrics.page), settings.host, settings.port)
            )
        url, alone_since = await _database(stack, settings)
        metrics.ask(url)
        memory = Memory()
        ears = await _pool(stack, url, 6, memory)
        hands = await _pool(stack, url, 10, memory)
        engine = create_engine(url)
        stack.push_async_callback(engine.dispose)
        checks["database"] = partial(_reaches, ears)
        session = await stack.enter_async_context(slack.open_session())
        client = slack.web_client(bot_token, settings.slack_api_url, session)
        identity = await _unless_stopped(stop, _who_am_i(client))
        if listens:
            await _unless_stopped(stop, _check_app_token(client, app_token))
        gateway = MeasuredGateway(metrics, client, str(identity["url"]), pacing)
        jobs = Jobs(hands)
        await jobs.open()
        if works and alone_since is not None:
            await jobs.sweep(alone_since)
        if coach is None:
            coach = await stack.enter_async_context(coach_of(settings, hands, metrics.called))
        judge, stand_in = await _judges(stack, coach, beside=beside, works=works)
        bell = Bell()
        patience = patience or Patience()
        listening = Conductor(ears, jobs.wake, bell, patience, metrics.stepped)
        working = Conductor(hands, jobs.wake, bell, patience, metrics.stepped)
        desk = FrontDesk(
            people=People(engine),
            conductor=listening,
            gateway=gateway,
            coach=coach,
            team_id=str(identity["team_id"]),
            session=session,
            bot_token=bot_token,
            api_url=settings.slack_api_url,
        )
        stack.push_async_callback(desk.close)
        turns = Turns(most=at_once, seats=CONCURRENCY)
        thinker = Thinker(
            hands,
            working,
            gateway,
            judge,
            bell,
            stand_in=stand_in,
            settle_seconds=settings.settle_seconds,
            turns=turns,
            time=CoachTime(hands, bell, turns, seconds=patience.coach),
            ringer=Ringer(gateway, patience, now=now),
        )
        stack.push_async_callback(thinker.close)
        jobs.employ(Speaker(hands, working, gateway, desk.render), thinker)
        socket = None
        if listens:
            app = MeasuredApp(
                on_ack=metrics.acked,
                client=client,
                process_before_response=True,
                logger=logging.getLogger("slack_bolt"),
            )
            Listeners(
                team_id=str(identity["team_id"]),
                messages=Messages(str(identity["team_id"]), listening, desk, gateway),
                actions=Actions(str(identity["team_id"]), listening, gateway),
                front_desk=desk,
            ).register(app)
            socket = Socket(app, app_token)
            checks["slack"] = socket.is_connected
        yield Bot(
            jobs=jobs,
            clock=Clock(hands, jobs.wake, memory),
            socket=socket,
            checks=checks,
            works=works,
        )


async def _database(stack: AsyncExitStack, settings: Settings) -> tuple[str, datetime | None]:
    """The database's address: one's own is brought up to date, another's must be.

    With it, since when nobody else has used it: workers last heard of before that are dead.
    """
    if settings.database_url is None:
        server = await stack.enter_async_context(embedded(settings.home))
        await asyncio.to_thread(migrate, server.url)
        return server.url, server.alone_since
    url = settings.database_url.get_secret_value()
    if not await asyncio.to_thread(is_current, url):
        raise DatabaseNotUsable(
            "The database's schema is not that of this version. Run: mock-interview migrate"
        )
    return url, None


async def _judges(
    stack: AsyncExitStack, coach: Coach, *, beside: bool, works: bool
) -> tuple[Judge, Judge]:
    """Who judges, and who stands in: the rules, beside this process or in it."""
    rules = Beside(RulesCoach()) if beside else Here(RulesCoach())
    if isinstance(rules, Beside):
        stack.push_async_callback(rules.close)
    is_rules = isinstance(coach, RulesCoach)
    if isinstance(rules, Beside) and is_rules and works:
        await rules.started()  # it loads while the rest is built
    elif works:
        await asyncio.to_thread(warm_up)  # what a model says is looked at here
    return (rules if is_rules else Here(coach)), rules


async def _pool(
    stack: AsyncExitStack, url: str, size: int, memory: Memory
) -> AsyncConnectionPool[Any]:
    pool = await open_pool(url, max_size=size, memory=memory)
    stack.push_async_callback(pool.close)
    return pool


async def _unless_stopped(stop: asyncio.Event, asking: Coroutine[Any, Any, _Answer]) -> _Answer:
    """What Slack answers, waited for until `stop`.

    Only this is cut off: a pool of connections that is cancelled while it opens can go on as if
    nothing had been said, and what opens one is over within seconds by itself.
    """
    answered, stopped = asyncio.create_task(asking), asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({answered, stopped}, return_when=asyncio.FIRST_COMPLETED)
        if not answered.done():
            raise StoppedEarly
        return answered.result()
    finally:
        answered.cancel()
        stopped.cancel()


async def _who_am_i(client: AsyncWebClient) -> dict[str, Any]:
    """The workspace that the token belongs to; Slack out of reach is waited for."""
    pause = 1.0
    while True:
        try:
            return await slack.who_am_i(client)
        except slack.SlackGiveUp as refused:
            if refused.error in slack.TOKEN_REFUSED:
                raise BadSetting(
                    f"SLACK_BOT_TOKEN was refused by Slack ({refused.error})."
                ) from None
            raise BadSetting(f"Slack does not accept the bot: {refused.error}.") from None
        except slack.SlackRetry as later:
            _log.warning("slack_not_reached", error=str(later), again_in=pause)
            await asyncio.sleep(max(pause, later.after))
            pause = min(pause * 2, 30.0)


async def _check_app_token(client: AsyncWebClient, app_token: str) -> None:
    """Tell now of a token that Slack opens no socket for; an outage is waited for later."""
    try:
        await slack.check_app_token(client, app_token)
    except slack.SlackGiveUp as refused:
        raise BadSetting(f"SLACK_APP_TOKEN was refused by Slack ({refused.error}).") from None
    except slack.SlackRetry as later:
        _log.warning("slack_not_reached", error=str(later))


async def _not_yet() -> bool:
    return False


async def _reaches(pool: AsyncConnectionPool[Any]) -> bool:
    try:
        async with pool.connection(timeout=2) as connection:
            await connection.execute("SELECT 1")
    except Exception:
        return False
    return True
