"""Looks at everything the bot needs and says what is wrong and how to mend it; mends nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import psycopg

from bot.coaches import claude_of, mending, models_of, named, unknown_models
from bot.database import DatabaseUnavailable
from bot.database.embedded import embedded
from bot.database.job_sweeping import STALE_SECONDS
from bot.database.schema import is_current
from bot.pulse import Finding, disk, taken
from bot.settings import BadSetting, Settings
from bot.slack import gateway as slack
from interview.coach import AskBrief, CoachError, Papers
from interview.coach.calls import Call
from interview.coach.layout import Kind
from interview.model import Competency, Difficulty, Level, Line, Setting, Stage

_ONLINE_SECONDS = 60


SCOPES = {
    "commands": "the command /mock-interview",
    "chat:write": "every message",
    "im:history": "answers that people write",
    "im:write": "opening a direct message",
    "files:read": "a resume that is uploaded",
    "users:read": "the hour where someone lives",
}
"""What the bot token must be allowed, and for what; manifest.yml asks for these."""
SCOPES_OF_PAID_PLANS = {"assistant:write": "the line that says a coach is at work"}


async def examine(*, online: bool) -> AsyncIterator[Finding]:
    """Each finding as it is made; `online` asks the model too, for a fraction of a cent."""
    try:
        settings = Settings.load()
    except BadSetting as wrong:
        yield Finding("settings", str(wrong), "Set it as README.md describes, or unset it.")
        return
    yield Finding("settings", "every one can be used")
    if settings.database_url is None:
        yield disk(settings.home)
    async for finding in _database(settings):
        yield finding
    async for finding in _slack(settings):
        yield finding
    coach = _coach(settings)
    yield coach
    if online and coach.is_well and settings.coached_by_claude:
        async for finding in _model(settings):
            yield finding


async def _database(settings: Settings) -> AsyncIterator[Finding]:
    try:
        if settings.database_url is None:
            async with embedded(settings.home) as server:
                yield Finding("database", f"the private PostgreSQL in {settings.home} runs")
                # It is migrated by whoever runs next; before the first there is nothing to see.
                if await asyncio.to_thread(is_current, server.url):
                    for finding in await taken(server.url, stale=STALE_SECONDS):
                        yield finding
            return
        url = settings.database_url.get_secret_value()
        if not await asyncio.to_thread(is_current, url):
            said = "its schema is not this version's"
            yield Finding("database", said, "Run: mock-interview migrate")
            return
        yield Finding("database", "reached, and its schema is this version's")
        for finding in await taken(url, stale=STALE_SECONDS):
            yield finding
    except DatabaseUnavailable as away:
        yield Finding("database", str(away), "Check DATABASE_URL, and that PostgreSQL runs there.")
    except psycopg.Error as lost:
        said = f"was lost on the way ({type(lost).__name__})"
        yield Finding("database", said, "Look at PostgreSQL's own log.")


async def _slack(settings: Settings) -> AsyncIterator[Finding]:
    try:
        bot_token, app_token = settings.slack_tokens()
    except BadSetting as missing:
        yield Finding("Slack", str(missing), "README.md says where to get both tokens.")
        return
    async with slack.open_session() as session:
        client = slack.web_client(bot_token, settings.slack_api_url, session)
        try:
            identity = await slack.who_am_i(client)
            granted = await slack.scopes(client)
            await slack.check_app_token(client, app_token)
        except slack.SlackGiveUp as refused:
            yield Finding(
                "Slack",
                f"refused: {refused.error}",
                "Install the app again, and copy both tokens anew.",
            )
            return
        except slack.SlackRetry as away:
            yield Finding("Slack", f"not reached: {away}", "Check the network and SLACK_API_URL.")
            return
    yield Finding("Slack", f"both tokens work at {identity['url']}")
    yield scopes(granted)


def scopes(granted: frozenset[str]) -> Finding:
    """Whether the bot token may do all that manifest.yml asks for."""
    if not granted:
        return Finding("scopes", "Slack does not say what the token may do")
    missing = [f"{scope} ({what})" for scope, what in SCOPES.items() if scope not in granted]
    if missing:
        return Finding(
            "scopes",
            f"the app was installed without {', '.join(missing)}",
            "Paste manifest.yml at api.slack.com/apps > App Manifest, install the app again, and "
            "copy the bot token anew.",
        )
    paid = [f"{it} ({what})" for it, what in SCOPES_OF_PAID_PLANS.items() if it not in granted]
    return Finding("scopes", "all" + (f", but of paid plans {', '.join(paid)}" if paid else ""))


def _coach(settings: Settings) -> Finding:
    try:
        who, models = named(settings), models_of(settings)
    except BadSetting as wrong:
        return Finding("coach", str(wrong), "See MOCK_INTERVIEW_COACH in README.md.")
    unknown = unknown_models(settings, models) if settings.coached_by_claude else []
    if unknown:
        who += f"; nothing is known of {', '.join(unknown)}: asked in the safest way, no price"
    return Finding("coach", who)


async def _model(settings: Settings) -> AsyncIterator[Finding]:
    """Has the model write a question twice: does it reply, how fast, and is the prompt cached?"""
    calls: list[Call] = []

    async def book(call: Call) -> None:
        calls.append(call)

    asking: frozenset[Kind] = frozenset({"question"})
    try:
        async with (
            asyncio.timeout(_ONLINE_SECONDS),
            claude_of(settings, on_call=book, streamed=asking) as coach,
        ):
            await coach.check()
            way = await coach.probe()
            yield Finding("model", f"{coach.quick} and {coach.better} reply by {way}")
            for _ in range(2):
                await coach.ask(_BRIEF)
    except CoachError as failed:
        yield Finding("model", f"does not reply: {failed}", mending(str(failed)))
        return
    except TimeoutError:
        yield Finding("model", f"{settings.model} does not reply in time", mending(""))
        return
    yield Finding("speed", f"a question in {_pace(calls[-2])}, then in {_pace(calls[-1])}")
    warm = calls[-1]
    sent = warm.uncached + warm.read + warm.short + warm.long
    yield Finding("prompt cache", f"{warm.read} of {sent} tokens were read from it")


def _pace(call: Call) -> str:
    first = call.first_token_seconds
    told = "" if first is None else f" (its first word after {first:.1f} s)"
    return f"{call.seconds:.1f} s{told}"


_BRIEF = AskBrief(
    papers=Papers(
        setting=Setting(
            stage=Stage.HIRING_MANAGER,
            difficulty=Difficulty.MEDIUM,
            target=Level.L4,
            job_title="Librarian",
            company="The Town Library",
            engine="doctor",
            engine_label="doctor",
        ),
        resume=(Line(id="R1", text="Ran the children's corner of a library for three years"),),
        job=(Line(id="J1", text="Plan readings for schools"),),
    ),
    number=1,
    competency=Competency.LEADERSHIP,
)
