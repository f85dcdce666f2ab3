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

from interview.coach import Papers
from interview.model import Interview, Line, Phase, PostKind, Setting, Summary
from interview.results import session_feedback

Connection: TypeAlias = psycopg.AsyncConnection[Any]

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


HELD = "s.state::text, s.candidate_id, c.user_id, s.team_id, s.channel_id, s.thread_ts"
"""What `held` reads of a row of sessions `s` and one of candidates `c`."""
_COLUMNS = f"""
SELECT {HELD} FROM mock_interview_sessions s JOIN candidates c ON c.id = s.candidate_id
"""
_BY_ID = f"{_COLUMNS} WHERE s.id = %s AND s.state IS NOT NULL"
_BY_THREAD = (
    f"{_COLUMNS} WHERE s.team_id = %s AND s.channel_id = %s AND s.thread_ts = %s "
    "AND s.state IS NOT NULL"
)
_OPEN = f"{_COLUMNS} WHERE s.candidate_id = %s AND s.phase <> 'ended' AND s.state IS NOT NULL"
_CARDLESS = (
    f"{_COLUMNS} WHERE s.team_id = %s AND s.channel_id = %s AND c.user_id = %s "
    "AND s.thread_ts IS NULL "
    "AND s.phase <> 'ended' AND s.state IS NOT NULL"
)
_BY_BUTTON = f"""
{_COLUMNS} WHERE s.state IS NOT NULL AND s.id = coalesce(
  (SELECT session_id FROM mock_interview_questions WHERE id = %(button)s), %(button)s)
"""
_LOCKED = " FOR UPDATE OF s"
_BY_BUTTON_LOCKED = _BY_BUTTON + _LOCKED
_BY_ID_LOCKED = _BY_ID + _LOCKED
_BY_THREAD_LOCKED = _BY_THREAD + _LOCKED
_CARDLESS_LOCKED = _CARDLESS + _LOCKED


async def lock(connection: Connection, session_id: UUID) -> Held | None:
    """The interview, its row locked to the end of the transaction."""
    return await _one(connection, _BY_ID_LOCKED, (session_id,))


async def lock_thread(
    connection: Connection, team_id: str, channel_id: str, thread_ts: str
) -> Held | None:
    return await _one(connection, _BY_THREAD_LOCKED, (team_id, channel_id, thread_ts))


async def lock_cardless(
    connection: Connection, team_id: str, channel_id: str, user_id: str
) -> Held | None:
    """The person's interview whose card is not on record yet, though Slack may show it already."""
    return await _one(connection, _CARDLESS_LOCKED, (team_id, channel_id, user_id))


async def lock_button(connection: Connection, button: UUID) -> Held | None:
    """The interview that a button belongs to, by the id it carries: a question's or its own."""
    return await _one(connection, _BY_BUTTON_LOCKED, {"button": button})


async def read_button(connection: Connection, button: UUID) -> Held | None:
    """As `lock_button`, for a look alone."""
    return await _one(connection, _BY_BUTTON, {"button": button})


async def read(connection: Connection, session_id: UUID) -> Held | None:
    return await _one(connection, _BY_ID, (session_id,))


async def open_session(connection: Connection, candidate_id: UUID) -> Held | None:
    """The candidate's open interview, of which there is at most one."""
    return await _one(connection, _OPEN, (candidate_id,))


async def _one(
    connection: Connection, query: str, arguments: tuple[Any, ...] | dict[str, Any]
) -> Held | None:
    row = await (await connection.execute(query.encode(), arguments)).fetchone()
    return held(row) if row else None


def held(row: Sequence[Any]) -> Held:
    """What was read as `HELD`."""
    state, candidate_id, user_id, team_id, channel_id, thread_ts = row
    return Held(
        interview=_STATE.validate_json(state),
        candidate_id=candidate_id,
        user_id=user_id,
        team_id=team_id,
        channel_id=channel_id,
        thread_ts=thread_ts,
    )


_INSERT = """
INSERT INTO mock_interview_sessions (id, job_application_id, interview_stage, difficulty_level,
  candidate_id, resume_id, team_id, phase, version, engine, target_level, state)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s::jsonb)
ON CONFLICT (candidate_id) WHERE phase IS NOT NULL AND phase <> 'ended' DO NOTHING
RETURNING id
"""


_PAPERS = """
SELECT r.lines, j.lines FROM mock_interview_sessions s
JOIN candidate_resumes r ON r.id = s.resume_id
JOIN job_applications j ON j.id = s.job_application_id WHERE s.id = %s
"""
_ASKED = """
SELECT q.question_text FROM mock_interview_questions q
JOIN mock_interview_sessions s ON s.id = q.session_id
WHERE s.candidate_id = %s AND s.id <> %s ORDER BY q.asked_at DESC LIMIT 200
"""


async def papers(connection: Connection, held: Held) -> Papers:
    """The numbered lines of the resume and the job that the interview was started with."""
    cursor = await connection.execute(_PAPERS, (held.interview.id,))
    row = await cursor.fetchone()
    resume, job = row if row else ([], [])
    return papers_of(held, resume, job)


def papers_of(
    held: Held, resume: Sequence[dict[str, Any]], job: Sequence[dict[str, Any]]
) -> Papers:
    """Papers of their lines as they are stored."""
    return Papers(
        setting=held.interview.setting,
        resume=tuple(Line(**line) for line in resume),
        job=tuple(Line(**line) for line in job),
    )


async def asked_before(connection: Connection, held: Held) -> tuple[str, ...]:
    """The questions of the candidate's other interviews, newest last; the last 200 of them."""
    cursor = await connection.execute(_ASKED, (held.candidate_id, held.interview.id))
    return tuple(row[0] for row in reversed(await cursor.fetchall()))


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
WHERE id = %s
"""


async def save(connection: Connection, after: Interview) -> None:
    """Write the new state and what the session's row shows of it."""
    summary = after.summary
    await connection.execute(
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
