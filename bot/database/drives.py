"""What a drive asks of PostgreSQL in one go: an effect to perform, and the interview as it stands.

The hot path again, so each is one statement. It claims and settles as `outbox` does, whose rules
these are; it performs nothing.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias
from uuid import UUID, uuid5

from psycopg.types.json import Jsonb

from bot.database import interviews
from bot.database.interviews import HELD, Connection, Cursor, Held, held, memory_of
from bot.database.memory import Known
from bot.database.outbox import CLAIMED, IS_DUE, RETURNING, Row, claimed

Claim: TypeAlias = tuple[Row, Held]
"""A claimed effect of an interview, and the interview."""

_CLAIMED = CLAIMED.format(claim="%(claim)s")
_WITH_INTERVIEW = f"""
SELECT claimed.*, {HELD} FROM claimed
JOIN mock_interview_sessions s ON s.id = claimed.session_id AND s.state IS NOT NULL
JOIN candidates c ON c.id = s.candidate_id
"""
_THIS = f"""
WITH claimed AS (
  {_CLAIMED} WHERE o.id = %(effect)s AND o.done_at IS NULL AND {IS_DUE} {RETURNING})
{_WITH_INTERVIEW}
""".encode()
_FIRST = f"""
first AS (
  SELECT id, {IS_DUE} AS due FROM outbox
  WHERE session_id = %(session)s AND lane = 'say' AND done_at IS NULL {{but}}
  ORDER BY seq LIMIT 1 FOR UPDATE),
claimed AS ({_CLAIMED} FROM first WHERE o.id = first.id AND first.due {RETURNING})
"""
_NEXT = f"WITH {_FIRST.format(but='')} {_WITH_INTERVIEW}".encode()
_FINISHED = """
finished AS (
  UPDATE outbox SET done_at = clock_timestamp(), failed = %(failed)s
  WHERE id = %(effect)s AND claimed_by = %(claim)s AND done_at IS NULL {but} RETURNING id)
"""
# Two rows of the outbox are locked here, so the interview's comes first: who forgets a person holds
# that, and deletes the others in an order of its own.
_GO_ON = f"""
WITH interview AS (
  SELECT id FROM mock_interview_sessions WHERE id = %(session)s FOR KEY SHARE),
{_FINISHED.format(but="AND EXISTS (SELECT FROM interview)")},
{_FIRST.format(but="AND id <> %(effect)s AND EXISTS (SELECT FROM finished)")}
{_WITH_INTERVIEW}
""".encode()
# The interview's row is locked first, as everywhere.
_SETTLE = f"""
WITH interview AS (
  SELECT {HELD} FROM mock_interview_sessions s JOIN candidates c ON c.id = s.candidate_id
  WHERE s.id = %(session)s AND s.state IS NOT NULL FOR UPDATE OF s),
{_FINISHED.format(but="AND EXISTS (SELECT FROM interview)")}
SELECT interview.* FROM interview, finished
""".encode()
_CLAIM_COLUMNS = 7

FRESH_SECONDS = 1.0
"""For how long an interview that was claimed ahead is taken to be as it was."""


async def claim(connection: Connection, effect_id: UUID, name: UUID) -> Claim | None:
    """This effect of an interview in the drive's name, if it is due and not done."""
    claiming = await _claiming(connection, _THIS, name, None, {"effect": effect_id})
    return await claiming.claim()


async def claim_next(connection: Connection, session_id: UUID, name: UUID) -> Claim | None:
    """The first thing the interview has to say, if it is due; what waits holds up the rest."""
    known = _known(connection, session_id)
    claiming = await _claiming(connection, _NEXT, name, known, {"session": session_id})
    return await claiming.claim()


async def still(connection: Connection, ahead: Claim) -> Claim | None:
    """What was claimed ahead, with the interview as it stands; None where that has gone."""
    row, held = ahead
    now = await interviews.read(connection, held.interview.id)
    return (row, now) if now else None


def is_fresh(ahead: Claim) -> bool:
    """Whether what was claimed ahead was claimed just now."""
    return time.monotonic() - ahead[0].since < FRESH_SECONDS


class Claiming:
    """A claim that has set out, and that need not be waited for before its transaction is over."""

    def __init__(
        self, connection: Connection, cursor: Cursor, name: UUID, known: Known | None, since: float
    ) -> None:
        self._connection, self._cursor = connection, cursor
        self._name, self._known, self._since = name, known, since

    async def claim(self) -> Claim | None:
        row = await self._cursor.fetchone()
        if row is None:
            return None
        return (
            claimed(row[:_CLAIM_COLUMNS], self._name, self._since),
            held(self._connection, row[_CLAIM_COLUMNS:], self._known),
        )


async def go_on(
    connection: Connection, row: Row, session_id: UUID, failed: str | None = None
) -> Claiming:
    """Record the end of what was said and claim what is said next, in the same name.

    None where nothing is due, and where the claim has gone to someone else: who has it goes on.
    """
    arguments = {"effect": row.id, "session": session_id, "failed": failed}
    return await _claiming(connection, _GO_ON, row.claim, _known(connection, session_id), arguments)


async def _claiming(
    connection: Connection,
    query: bytes,
    name: UUID,
    known: Known | None,
    arguments: dict[str, Any],
) -> Claiming:
    since = time.monotonic()
    stamp = known.stamp if known else None
    cursor = await connection.execute(query, {"claim": name, "stamp": stamp, **arguments})
    return Claiming(connection, cursor, name, known, since)


def _known(connection: Connection, session_id: UUID) -> Known | None:
    memory = memory_of(connection)
    return memory.of(session_id) if memory else None


async def settle(connection: Connection, session_id: UUID, row: Row) -> Held | None:
    """Lock the interview and record the effect's end; None where the claim has gone elsewhere."""
    known = _known(connection, session_id)
    cursor = await connection.execute(
        _SETTLE,
        {
            "session": session_id,
            "effect": row.id,
            "claim": row.claim,
            "failed": None,
            "stamp": known.stamp if known else None,
        },
    )
    found = await cursor.fetchone()
    return held(connection, found, known) if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An effect of an interview, to be written. In the clock's lane it is done after `delay`.

    There it also takes the place of the one of the same key, whoever is at work on that.
    """

    lane: str
    key: str
    effect: dict[str, Any]
    delay: float = 0.0


_WRITE = """
INSERT INTO outbox (id, session_id, lane, key, effect, not_before)
SELECT id, %s, lane, key, effect, now() + make_interval(secs => delay)
FROM jsonb_to_recordset(%s) AS e (id uuid, lane text, key text, effect jsonb, delay float)
ON CONFLICT (id) DO UPDATE SET effect = excluded.effect, not_before = excluded.not_before,
  created_at = now(), claimed_by = NULL, claimed_at = NULL, attempts = 0, in_doubt = false,
  done_at = NULL, failed = NULL
WHERE excluded.lane = 'clock'
"""


async def write(
    connection: Connection, session_id: UUID, effects: Sequence[Wanted]
) -> Sequence[UUID]:
    """Write effects of an interview, in their order; returns their lasting ids.

    No two have one key. One that has been written before is left as it is, but for the clock's.
    """
    ids = [uuid5(session_id, effect.key) for effect in effects]
    rows = [
        {"id": str(at), "lane": it.lane, "key": it.key, "effect": it.effect, "delay": it.delay}
        for at, it in zip(ids, effects, strict=True)
    ]
    await connection.execute(_WRITE, (session_id, Jsonb(rows)))
    return ids
