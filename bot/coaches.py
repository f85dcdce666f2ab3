"""Which coach judges, built from the settings; it asks none of them anything."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import structlog
from psycopg_pool import AsyncConnectionPool

from bot.books import Books
from bot.settings import BadSetting, Settings
from interview.coach import Coach, CoachError
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


@asynccontextmanager
async def coach_of(settings: Settings, pool: AsyncConnectionPool[Any]) -> AsyncIterator[Coach]:
    """The coach that the settings name, with its books kept in the database.

    A server that cannot be reached now is told and tried again at the first question. Raises
    `BadSetting`.
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
    async with claude_of(settings, on_call=books.enter, before_call=books.check) as coach:
        if coach.structured is None:
            try:
                _log.info("coach_probed", replies_by=await coach.probe())
            except CoachError as unreached:
                _log.warning("coach_not_reached", error=str(unreached))
        yield coach


@asynccontextmanager
async def claude_of(settings: Settings, **listening: Any) -> AsyncIterator[ClaudeCoach]:
    """Claude, or the server in its place; `listening` is who hears of its calls."""
    # Only who uses Claude pays for loading its SDK.
    from interview.coach.claude import ClaudeCoach, Structured, open_client

    key = settings.anthropic_api_key
    by_anthropic = settings.anthropic_base_url is None
    secret = key.get_secret_value() if key else _NO_KEY
    async with open_client(secret, settings.anthropic_base_url) as client:
        yield ClaudeCoach(
            client=client,
            quick=settings.model,
            better=settings.better_model,
            models=models_of(settings),
            structured=Structured.FORMAT if by_anthropic else None,
            by_anthropic=by_anthropic,
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
