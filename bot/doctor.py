"""Looks at everything the bot needs and says what is wrong and how to mend it; mends nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

from bot.coaches import claude_of, models_of, named, unknown_models
from bot.database import DatabaseUnavailable
from bot.database.embedded import embedded
from bot.database.schema import is_current
from bot.settings import BadSetting, Settings
from bot.slack import gateway as slack
from interview.coach import AskBrief, CoachError, Papers
from interview.coach.calls import Call
from interview.model import Competency, Difficulty, Level, Line, Setting, Stage

_ONLINE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; `mend` says what to do where it is not well."""

    about: str
    said: str
    mend: str = ""

    @property
    def is_well(self) -> bool:
        return not self.mend

    def __str__(self) -> str:
        mark = "ok " if self.is_well else "BAD"
        return f"{mark} {self.about}: {self.said}" + (f"\n    {self.mend}" if self.mend else "")


async def examine(*, online: bool) -> AsyncIterator[Finding]:
    """Each finding as it is made; `online` asks the model too, for a fraction of a cent."""
    try:
        settings = Settings.load()
    except BadSetting as wrong:
        yield Finding("settings", str(wrong), "Set it as README.md describes, or unset it.")
        return
    yield Finding("settings", "every one can be used")
    yield await _database(settings)
    yield await _slack(settings)
    coach = _coach(settings)
    yield coach
    if online and coach.is_well and settings.coached_by_claude:
        async for finding in _model(settings):
            yield finding


async def _database(settings: Settings) -> Finding:
    try:
        if settings.database_url is None:
            async with embedded(settings.home):
                return Finding("database", f"the private PostgreSQL in {settings.home} runs")
        url = settings.database_url.get_secret_value()
        if await asyncio.to_thread(is_current, url):
            return Finding("database", "reached, and its schema is this version's")
        return Finding(
            "database", "its schema is not this version's", "Run: mock-interview migrate"
        )
    except DatabaseUnavailable as away:
        return Finding("database", str(away), "Check DATABASE_URL, and that PostgreSQL runs there.")


async def _slack(settings: Settings) -> Finding:
    try:
        bot_token, app_token = settings.slack_tokens()
    except BadSetting as missing:
        return Finding("Slack", str(missing), "README.md says where to get both tokens.")
    async with slack.open_session() as session:
        client = slack.web_client(bot_token, settings.slack_api_url, session)
        try:
            identity = await slack.who_am_i(client)
            await slack.check_app_token(client, app_token)
        except slack.SlackGiveUp as refused:
            return Finding(
                "Slack",
                f"refused: {refused.error}",
                "Install the app again, and copy both tokens anew.",
            )
        except slack.SlackRetry as away:
            return Finding("Slack", f"not reached: {away}", "Check the network and SLACK_API_URL.")
    return Finding("Slack", f"both tokens work at {identity['url']}")


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

    try:
        async with asyncio.timeout(_ONLINE_SECONDS), claude_of(settings, on_call=book) as coach:
            yield Finding("model", f"replies by {await coach.probe()}")
            for _ in range(2):
                await coach.ask(_BRIEF)
    except CoachError as failed:
        mend = _MEND.get(str(failed), _MEND[""])
        yield Finding("model", f"{settings.model} does not reply: {failed}", mend)
        return
    except TimeoutError:
        yield Finding("model", f"{settings.model} does not reply in time", _MEND[""])
        return
    cold, warm = calls[-2], calls[-1]
    yield Finding("speed", f"a question in {cold.seconds:.1f} s, then {warm.seconds:.1f} s")
    sent = warm.uncached + warm.read + warm.short + warm.long
    yield Finding("prompt cache", f"{warm.read} of {sent} tokens were read from it")


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
_MEND = {
    "authentication_error": "ANTHROPIC_API_KEY was refused: make a new key in Anthropic's console.",
    "not_found_error": "There is no model of the name in MOCK_INTERVIEW_MODEL.",
    "": "Check the network, ANTHROPIC_BASE_URL, and the provider's status page.",
}
