"""Interviews in PostgreSQL: the state that `advance` reads, in one row of the session.

This is the hot path, so it is plain SQL on psycopg, built once. The state is one jsonb value,
validated on load; the customer's columns of the same row are written with it, the other tables by
`record`. Nothing here decides anything.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, TypeAlias
from uuid import UUID

import psycopg
from psycopg.types.json import Jsonb
from pydantic import TypeAdapter

from bot.database.memory import Known, Memory, Thread
from bot.database.pooled import Hear, Pooled
from interview.model import Interview, Phase, PostKind, Setting, Summary
from interview.results import session_feedback

Connection: TypeAlias = psycopg.AsyncConnection[Any]
Cursor: TypeAlias = psycopg.AsyncCursor[Any]

_STATE: TypeAdapter[Interview] = TypeAdapter(Interview)


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What an interview is opened with; the rows named are the candidate's own."""

    team_id: str
    job_application_id: UUID
    resume_id: UUID
    setting: Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An interview with where it lives; `channel_id` and `thread_ts` are None before the card."""

    interview: Interview
    candidate_id: UUID
    user_id: str
    team_id: str
    channel_id: str | None
    thread_ts: str | None


HELD = """
CASE WHEN s.xmin = %(stamp)s::xid THEN NULL ELSE s.state::text END AS state, s.xmin::text AS stamp,
  s.candidate_id, c.user_id, s.team_id, s.channel_id, s.thread_ts
"""
"""What `held` reads of a row of sessions `s` and one of candidates `c`: no state where `stamp` says
that it is known."""
_COLUMNS = f"""
SELECT {HELD} FROM mock_interview_sessions s JOIN candidates c ON c.id = s.candidate_id
"""
_BY_ID = f"{_COLUMNS} WHERE s.id = %(session)s AND s.state IS NOT NULL".encode()
_BY_THREAD = f"""
{_COLUMNS} WHERE s.team_id = %(team)s AND s.channel_id = %(channel)s AND s.thread_ts = %(thread)s
  AND s.state IS NOT NULL
""".encode()
_OPEN = f"""
{_COLUMNS} WHERE s.candidate_id = %(candidate)s AND s.phase <> 'ended' AND s.state IS NOT NULL
""".encode()
_CARDLESS = f"""
{_COLUMNS} WHERE s.team_id = %(team)s AND s.channel_id = %(channel)s AND c.user_id = %(user)s
  AND s.thread_ts IS NULL AND s.phase <> 'ended' AND s.state IS NOT NULL
""".encode()
_BY_BUTTON = f"""
{_COLUMNS} WHERE s.state IS NOT NULL AND s.id = coalesce(
  (SELECT session_id FROM mock_interview_questions WHERE id = %(button)s), %(button)s)
""".encode()
_LOCKED = b" FOR UPDATE OF s"
_BY_BUTTON_LOCKED = _BY_BUTTON + _LOCKED
_BY_ID_LOCKED = _BY_ID + _LOCKED
_BY_THREAD_LOCKED = _BY_THREAD + _LOCKED
_CARDLESS_LOCKED = _CARDLESS + _LOCKED


async def lock(connection: Connection, session_id: UUID) -> Held | None:
    """The interview, its row locked to the end of the transaction."""
    return await _one(connection, _BY_ID_LOCKED, _known(connection, session_id), session=session_id)


async def lock_thread(
    connection: Connection, team_id: str, channel_id: str, thread_ts: str
) -> Held | None:
    memory = memory_of(connection)
    return await _one(
        connection,
        _BY_THREAD_LOCKED,
        memory.of_thread((team_id, channel_id, thread_ts)) if memory else None,
        team=team_id,
        channel=channel_id,
        thread=thread_ts,
    )


async def lock_cardless(
    connection: Connection, team_id: str, channel_id: str, user_id: str
) -> Held | None:
    """The person's interview whose card is not on record yet, though Slack may show it already."""
    return await _one(
        connection, _CARDLESS_LOCKED, None, team=team_id, channel=channel_id, user=user_id
    )


async def lock_button(connection: Connection, button: UUID) -> Held | None:
    """The interview that a button belongs to, by the id it carries: a question's or its own."""
    return await _one(connection, _BY_BUTTON_LOCKED, None, button=button)


async def read_button(connection: Connection, button: UUID) -> Held | None:
    """As `lock_button`, for a look alone."""
    return await _one(connection, _BY_BUTTON, None, button=button)


async def read(connection: Connection, session_id: UUID) -> Held | None:
    return await _one(connection, _BY_ID, _known(connection, session_id), session=session_id)


async def open_session(connection: Connection, candidate_id: UUID) -> Held | None:
    """The candidate's open interview, of which there is at most one."""
    return await _one(connection, _OPEN, None, candidate=candidate_id)


async def _one(
    connection: Connection, query: bytes, known: Known | None, **arguments: Any
) -> Held | None:
    arguments["stamp"] = known.stamp if known else None
    row = await (await connection.execute(query, arguments)).fetchone()
    return held(connection, row, known) if row else None


def memory_of(connection: Connection) -> Memory | None:
    """What is remembered by whoever opened the pool of this connection, if anything is."""
    return connection.memory if isinstance(connection, Pooled) else None


def _known(connection: Connection, session_id: UUID) -> Known | None:
    memory = memory_of(connection)
    return memory.of(session_id) if memory else None


def held(connection: Connection, row: Sequence[Any], known: Known | None) -> Held:
    """What was read as `HELD` with the stamp of what is `known`."""
    state, stamp, candidate_id, user_id, team_id, channel_id, thread_ts = row
    if state is not None:
        interview = _STATE.validate_json(state)
    else:
        assert known is not None
        interview = known.interview
    found = Held(
        interview=interview,
        candidate_id=candidate_id,
        user_id=user_id,
        team_id=team_id,
        channel_id=channel_id,
        thread_ts=thread_ts,
    )
    if state is not None and (memory := memory_of(connection)):
        memory.keep(interview, stamp, _thread(found))
    return found


def _thread(held: Held) -> Thread | None:
    if held.channel_id is None or held.thread_ts is None:
        return None
    return held.team_id, held.channel_id, held.thread_ts


_INSERT = """
INSERT INTO mock_interview_sessions (id, job_application_id, interview_stage, difficulty_level,
  candidate_id, resume_id, team_id, phase, version, engine, target_level, state)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s::jsonb)
ON CONFLICT (candidate_id) WHERE phase IS NOT NULL AND phase <> 'ended' DO NOTHING
RETURNING id
"""


async def insert(
    connection: Connection, candidate_id: UUID, start: Start, interview: Interview
) -> bool:
    """A new interview; False where the candidate has an open one."""
    setting = interview.setting
    cursor = await connection.execute(
        _INSERT,
        (
            interview.id,
            start.job_application_id,
            setting.stage,
            setting.difficulty,
            candidate_id,
            start.resume_id,
            start.team_id,
            interview.phase,
            interview.version,
            setting.engine,
            setting.target,
            _dump(interview),
        ),
    )
    return await cursor.fetchone() is not None


async def remember_dm(connection: Connection, session_id: UUID, channel_id: str) -> None:
    """Keep the candidate's DM with them, in a transaction of its own: see `set_channel`."""
    await connection.execute(
        """
        UPDATE candidates SET dm_channel_id = %s
        WHERE id = (SELECT candidate_id FROM mock_interview_sessions WHERE id = %s)
        """,
        (channel_id, session_id),
    )


async def set_channel(connection: Connection, session_id: UUID, channel_id: str) -> None:
    """Where the interview takes place.

    A start locks the candidate before the session and forgetting the other way round, so whoever
    needs both rows here takes one at a time.
    """
    await connection.execute(
        "UPDATE mock_interview_sessions SET channel_id = %s WHERE id = %s",
        (channel_id, session_id),
    )


async def desk_address(connection: Connection, candidate_id: UUID) -> tuple[str, str | None]:
    """The candidate's Slack user id and their DM, where it is known."""
    cursor = await connection.execute(
        "SELECT user_id, dm_channel_id FROM candidates WHERE id = %s", (candidate_id,)
    )
    row = await cursor.fetchone()
    return (row[0], row[1]) if row else ("", None)


_UPDATE = """
UPDATE mock_interview_sessions SET state = %s::jsonb, phase = %s, version = %s, thread_ts = %s,
  prepared_question = %s, overall_score = %s, session_feedback = %s, readiness = %s,
  completed_at = CASE WHEN %s THEN coalesce(completed_at, now()) END
WHERE id = %s RETURNING pg_current_xact_id()::xid::text
"""


async def save(connection: Connection, before: Held, after: Interview) -> None:
    """Write the new state and what the session's row shows of it."""
    summary = after.summary
    cursor = await connection.execute(
        _UPDATE,
        (
            _dump(after),
            after.phase,
            after.version,
            _card_ts(after),
            Jsonb(asdict(after.prepared)) if after.prepared else None,
            summary.overall_score if summary else None,
            _feedback_text(summary),
            summary.readiness if summary else None,
            after.phase is Phase.ENDED,
            after.id,
        ),
    )
    if isinstance(connection, Pooled) and connection.is_together and connection.memory:
        keep = _keeping(connection.memory, cursor, moved(before, after))
        connection.when_over(keep)


def _keeping(memory: Memory, cursor: Cursor, after: Held) -> Hear:
    """Have it remembered, once its stamp is there without waiting for it."""

    async def keep(is_on_record: bool) -> None:
        row = await cursor.fetchone() if is_on_record else None
        if row is not None:
            memory.keep(after.interview, row[0], _thread(after))
        else:
            memory.drop(after.interview.id)

    return keep


def moved(before: Held, after: Interview) -> Held:
    """What would be read after `save`."""
    return replace(before, interview=after, thread_ts=_card_ts(after))


def _card_ts(interview: Interview) -> str | None:
    return next((post.ts for post in interview.posts if post.kind is PostKind.CARD), None)


def _dump(interview: Interview) -> str:
    return _STATE.dump_json(interview).decode()


def _feedback_text(summary: Summary | None) -> str | None:
    if summary is None:
        return None
    return json.dumps(session_feedback(summary).model_dump(mode="json"), ensure_ascii=False)
