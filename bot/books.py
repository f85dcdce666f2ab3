"""Whom a model is called for, what it has cost, and whether more may be spent; it calls none.

LimitReached    the person's day or the workspace's month is used up; a `CoachGiveUp`
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

import psycopg
import structlog
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from bot.database import calls
from interview.coach import CoachGiveUp
from interview.coach.calls import Call
from interview.coach.models import ModelRecord, record_of

_log = structlog.get_logger(__name__)


class LimitReached(CoachGiveUp):
    """No more may be spent for now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Whom a call is made for."""

    team_id: str
    candidate_id: UUID


_ACCOUNT: ContextVar[Account | None] = ContextVar("account", default=None)


@contextmanager
def on_account_of(account: Account) -> Iterator[None]:
    """Within the block every call is this person's."""
    token = _ACCOUNT.set(account)
    try:
        yield
    finally:
        _ACCOUNT.reset(token)


class Books:
    """`person_day` and `workspace_month` are limits in dollars; None is no limit."""

    def __init__(
        self,
        pool: AsyncConnectionPool[Any],
        models: Mapping[str, ModelRecord],
        *,
        person_day: float | None = None,
        workspace_month: float | None = None,
    ) -> None:
        self._pool = pool
        self._models = models
        self._person_day = person_day
        self._workspace_month = workspace_month

    async def enter(self, call: Call) -> None:
        """Write a call down; books that cannot be kept are logged, and stop no one."""
        account = _ACCOUNT.get()
        dollars = record_of(call.model, self._models).cost(
            uncached=call.uncached,
            read=call.read,
            short=call.short,
            long=call.long,
            output=call.output,
        )
        try:
            async with self._pool.connection() as connection:
                await calls.enter(
                    connection,
                    call,
                    team_id=account.team_id if account else "",
                    candidate_id=account.candidate_id if account else None,
                    dollars=dollars,
                )
        except (psycopg.Error, PoolTimeout) as lost:
            _log.warning("call_not_booked", model=call.model, error=type(lost).__name__)

    async def check(self) -> None:
        """Raises `LimitReached` where the account of this block has none left."""
        account = _ACCOUNT.get()
        if account is None or (self._person_day is None and self._workspace_month is None):
            return
        async with self._pool.connection() as connection:
            person, workspace = await calls.spent(connection, account.team_id, account.candidate_id)
        if self._person_day is not None and person >= Decimal(str(self._person_day)):
            raise LimitReached("the person's day is used up")
        if self._workspace_month is not None and workspace >= Decimal(str(self._workspace_month)):
            raise LimitReached("the workspace's month is used up")
