"""Which coach judges, built from the settings; it asks none of them anything."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import structlog
from psycopg_pool import AsyncConnectionPool

from bot.books import Books
from bot.settings import BadSetting, Settings
from interview.coach import Coach, CoachError
from interview.coach.calls import Call
from interview.coach.models import (
    BadModelFile,
    ModelRecord,
    known_models,
    label_of,
    record_of,
)
from interview.coach.rules import RulesCoach

if TYPE_CHECKING:
    from interview.coach.claude import ClaudeCoach

_log = structlog.get_logger(__name__)
_NO_KEY = "none"
"""What a server that asks for no key is sent."""
_PATIENCE = 3.0
"""How many times as long a server of the owner's may take: it may be one desk's computer."""
_START_SECONDS = 20.0
_MEND = {
    "authentication_error": "ANTHROPIC_API_KEY was refused: make a new key in Anthropic's console.",
    "permission_error": "The key in ANTHROPIC_API_KEY may not use this model: change one of them.",
    "billing_error": "The account of ANTHROPIC_API_KEY has no money left.",
    "not_found_error": "There is no model of the name in MOCK_INTERVIEW_MODEL or "
    "MOCK_INTERVIEW_FEEDBACK_MODEL.",
    "": "Check the network, ANTHROPIC_BASE_URL, and the provider's status page.",
}
"""By the name of the fault; last what holds of any other."""


@asynccontextmanager
async def coach_of(
    settings: Settings,
    pool: AsyncConnectionPool[Any],
    hears: Callable[[Call], None] | None = None,
) -> AsyncIterator[Coach]:
    """The coach that the settings name, with its books kept in the database.

    Who `hears` of calls does so before they are booked.

    A key that is refused, a model that is not known and a server that cannot be reached are logged
    with what mends them, and tried again at the first question. Raises `BadSetting`.
    """
    if not settings.coached_by_claude:
        yield RulesCoach()
        return
    models = models_of(settings)
    for name in unknown_models(settings, models):
        _log.warning("model_not_known", model=name, asked="in the safest way", price="not known")
    books = Books(
        pool,
        models,
        person_day=settings.person_day_dollars,
        workspace_month=settings.workspace_month_dollars,
    )

    async def on_call(call: Call) -> None:
        if hears is not None:
            hears(call)
        await books.enter(call)

    async with claude_of(settings, on_call=on_call, before_call=books.check) as coach:
        await _tried(coach)
        yield coach


async def _tried(coach: ClaudeCoach) -> None:
    """Say at the start what is wrong with key, model or server; a bot without them still starts."""
    try:
        async with asyncio.timeout(_START_SECONDS):
            await coach.check()
    except (CoachError, TimeoutError) as failed:
        said = str(failed) or "no answer in time"
        _log.warning("coach_not_reached", error=said, mend=mending(said))
    else:
        _log.info("coach_reached", replies_by=coach.structured)


def mending(error: str) -> str:
    """What an operator can do about a fault of the model's, told by its name."""
    return next((mend for name, mend in _MEND.items() if error.startswith(name)), _MEND[""])


@asynccontextmanager
async def claude_of(settings: Settings, **listening: Any) -> AsyncIterator[ClaudeCoach]:
    """Claude, or the server in its place; `listening` is who hears of its calls."""
    # Only who uses Claude pays for loading its SDK.
    from interview.coach.claude import (
        READ_SECONDS,
        SECONDS,
        STALL_SECONDS,
        ClaudeCoach,
        Structured,
        open_client,
    )

    key = settings.anthropic_api_key
    by_anthropic = settings.anthropic_base_url is None
    patience = 1.0 if by_anthropic else _PATIENCE
    secret = key.get_secret_value() if key else _NO_KEY
    url, read_seconds = settings.anthropic_base_url, READ_SECONDS * patience
    async with open_client(secret, url, read_seconds=read_seconds) as client:
        yield ClaudeCoach(
            client=client,
            quick=settings.model,
            better=settings.better_model,
            models=models_of(settings),
            structured=Structured.FORMAT if by_anthropic else None,
            by_anthropic=by_anthropic,
            seconds={task: most * patience for task, most in SECONDS.items()},
            stall_seconds=STALL_SECONDS * patience,
            **listening,
        )


def models_of(settings: Settings) -> Mapping[str, ModelRecord]:
    """What is known of models. Raises `BadSetting` for an operator's file that cannot be used."""
    try:
        return known_models(settings.models_file)
    except BadModelFile as wrong:
        raise BadSetting(f"MOCK_INTERVIEW_MODELS_FILE: {wrong}") from None


def unknown_models(settings: Settings, models: Mapping[str, ModelRecord]) -> list[str]:
    """The models in use that there is no record of."""
    used = dict.fromkeys((settings.model, settings.better_model))
    return [name for name in used if record_of(name, models) not in models.values()]


def named(settings: Settings) -> str:
    """How the coach that the settings name is called, before there is one."""
    if not settings.coached_by_claude:
        return RulesCoach.label
    return label_of(settings.model, by_anthropic=settings.anthropic_base_url is None)
