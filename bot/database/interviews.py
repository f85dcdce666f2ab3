"""Interviews in PostgreSQL: the state that `advance` reads, and the customer's record beside it.

This is the hot path, so it is plain SQL on psycopg, built once. The state is one jsonb value,
validated on load; what changed between two states is written to the customer's tables in the same
transaction. Nothing here decides anything.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, TypeAlias
from uuid import UUID, uuid5

import psycopg
from psycopg.types.json import Jsonb
from pydantic import TypeAdapter

from interview.coach import Papers
from interview.model import Interview, Line, Phase, PostKind, Question, Setting, Summary
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


_COLUMNS = """
SELECT s.state::text, s.candidate_id, c.user_id, s.team_id, s.channel_id, s.thread_ts
FROM mock_interview_sessions s JOIN candidates c ON c.id = s.candidate_id
"""
_BY_ID = f"{_COLUMNS} WHERE s.id = %s AND s.state IS NOT NULL"
_BY_THREAD = (
    f"{_COLUMNS} WHERE s.team_id = %s AND s.channel_id = %s AND s.thread_ts = %s "
    "AND s.state IS NOT NULL"
)
_OPEN = f"{_COLUMNS} WHERE s.candidate_id = %s AND s.phase <> 'ended' AND s.state IS NOT NULL"
_LOCKED = " FOR UPDATE OF s"
_BY_BUTTON_LOCKED = f"""
{_COLUMNS} WHERE s.state IS NOT NULL AND s.id = coalesce(
  (SELECT session_id FROM mock_interview_questions WHERE id = %(button)s), %(button)s)
{_LOCKED}"""
_BY_ID_LOCKED = _BY_ID + _LOCKED
_BY_THREAD_LOCKED = _BY_THREAD + _LOCKED


async def lock(connection: Connection, session_id: UUID) -> Held | None:
    """The interview, its row locked to the end of the transaction."""
    return await _one(connection, _BY_ID_LOCKED, (session_id,))


async def lock_thread(
    connection: Connection, team_id: str, channel_id: str, thread_ts: str
) -> Held | None:
    return await _one(connection, _BY_THREAD_LOCKED, (team_id, channel_id, thread_ts))


async def lock_button(connection: Connection, button: UUID) -> Held | None:
    """The interview that a button belongs to, by the id it carries: a question's or its own."""
    return await _one(connection, _BY_BUTTON_LOCKED, {"button": button})


async def read(connection: Connection, session_id: UUID) -> Held | None:
    return await _one(connection, _BY_ID, (session_id,))


async def open_session(connection: Connection, candidate_id: UUID) -> Held | None:
    """The candidate's open interview, of which there is at most one."""
    return await _one(connection, _OPEN, (candidate_id,))


async def _one(
    connection: Connection, query: str, arguments: tuple[Any, ...] | dict[str, Any]
) -> Held | None:
    row = await (await connection.execute(query.encode(), arguments)).fetchone()
    if row is None:
        return None
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
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
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
            Jsonb(_dump(interview)),
        ),
    )
    return await cursor.fetchone() is not None


async def set_channel(connection: Connection, session_id: UUID, channel_id: str) -> None:
    """Where the interview takes place; the candidate's DM is remembered with it."""
    await connection.execute(
        """
        WITH s AS (UPDATE mock_interview_sessions SET channel_id = %(channel)s
                   WHERE id = %(session)s RETURNING candidate_id)
        UPDATE candidates c SET dm_channel_id = %(channel)s FROM s WHERE c.id = s.candidate_id
        """,
        {"channel": channel_id, "session": session_id},
    )


async def desk_address(connection: Connection, candidate_id: UUID) -> tuple[str, str | None]:
    """The candidate's Slack user id and their DM, where it is known."""
    cursor = await connection.execute(
        "SELECT user_id, dm_channel_id FROM candidates WHERE id = %s", (candidate_id,)
    )
    row = await cursor.fetchone()
    return (row[0], row[1]) if row else ("", None)


_UPDATE = """
UPDATE mock_interview_sessions SET state = %s, phase = %s, version = %s, thread_ts = %s,
  prepared_question = %s, overall_score = %s, session_feedback = %s, readiness = %s,
  completed_at = CASE WHEN %s THEN coalesce(completed_at, now()) END
WHERE id = %s
"""


async def save(connection: Connection, held: Held, after: Interview) -> None:
    """Write the new state, and into the customer's tables what changed against the old one."""
    before, summary = held.interview, after.summary
    card = next((post for post in after.posts if post.kind is PostKind.CARD), None)
    async with connection.pipeline():
        await connection.execute(
            _UPDATE,
            (
                Jsonb(_dump(after)),
                after.phase,
                after.version,
                card.ts if card else None,
                Jsonb(asdict(after.prepared)) if after.prepared else None,
                summary.overall_score if summary else None,
                _feedback_text(summary),
                summary.readiness if summary else None,
                after.phase is Phase.ENDED,
                after.id,
            ),
        )
        for question in after.questions:
            await _save_question(connection, before, after, question)
        await _save_messages(connection, held, after)


def _dump(interview: Interview) -> Any:
    return _STATE.dump_python(interview, mode="json")


def _feedback_text(summary: Summary | None) -> str | None:
    if summary is None:
        return None
    return json.dumps(session_feedback(summary).model_dump(mode="json"), ensure_ascii=False)


_QUESTION = """
INSERT INTO mock_interview_questions
  (id, session_id, question_number, attempt, question_text, competency_tested, difficulty,
   asked_at, closed)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (id) DO UPDATE SET closed = excluded.closed
"""
_RESPONSE = """
INSERT INTO mock_interview_responses
  (id, question_id, response_number, response_text, responded_at)
VALUES (%s, %s, %s, %s, %s) ON CONFLICT (question_id, response_number)
DO UPDATE SET response_text = excluded.response_text, responded_at = excluded.responded_at
"""
_NO_RESPONSE = (
    "DELETE FROM mock_interview_responses WHERE question_id = %s AND response_number > %s"
)
_ANALYSIS = """
INSERT INTO mock_interview_analysis
  (id, question_id, score, level_demonstrated, gaps, strengths, follow_up_questions, feedback_text,
   revised_answer, overall_assessment, what_landed, what_didnt_land, marks, axes, caps, evidence,
   engine, prompt_version)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (question_id) DO UPDATE SET
  score = excluded.score, level_demonstrated = excluded.level_demonstrated, gaps = excluded.gaps,
  strengths = excluded.strengths, follow_up_questions = excluded.follow_up_questions,
  feedback_text = excluded.feedback_text, revised_answer = excluded.revised_answer,
  overall_assessment = excluded.overall_assessment, what_landed = excluded.what_landed,
  what_didnt_land = excluded.what_didnt_land, marks = excluded.marks, axes = excluded.axes,
  caps = excluded.caps, evidence = excluded.evidence, engine = excluded.engine,
  prompt_version = excluded.prompt_version
"""


async def _save_question(
    connection: Connection, before: Interview, after: Interview, question: Question
) -> None:
    """A question is on record once it has been asked, that is once it stands in the thread."""
    asked_ts = _asked_ts(after, question)
    if asked_ts is None:
        return
    known = before.question(question.id) if _asked_ts(before, question) else None
    if known == question:
        return
    if known is None or known.closed != question.closed:
        await connection.execute(
            _QUESTION,
            (
                question.id,
                after.id,
                question.number,
                question.attempt,
                question.asked.text,
                question.asked.competency,
                after.setting.difficulty,
                moment(asked_ts),
                question.closed,
            ),
        )
    old = known.answers if known else ()
    for answer in question.answers:
        if answer not in old:
            await connection.execute(
                _RESPONSE,
                (
                    uuid5(question.id, f"response:{answer.number}"),
                    question.id,
                    answer.number,
                    answer.text,
                    moment(answer.parts[0].ts),
                ),
            )
    if len(question.answers) < len(old):
        await connection.execute(_NO_RESPONSE, (question.id, len(question.answers)))
    await _save_analysis(connection, known, question)


async def _save_analysis(
    connection: Connection, known: Question | None, question: Question
) -> None:
    review, feedback = question.review, question.feedback
    if review is None:
        return
    if known and (known.review, known.feedback, known.follow_ups) == (
        review,
        feedback,
        question.follow_ups,
    ):
        return
    follow_ups = [probe.text for probe in (*question.follow_ups, *review.probes)]
    await connection.execute(
        _ANALYSIS,
        (
            uuid5(question.id, "analysis"),
            question.id,
            review.score,
            review.level,
            Jsonb(review.gaps),
            Jsonb(review.strengths),
            Jsonb(list(dict.fromkeys(follow_ups))),
            "\n\n".join(feedback.coaching) if feedback else None,
            feedback.revised_answer if feedback else None,
            feedback.overall_assessment if feedback else None,
            Jsonb(review.strengths),
            Jsonb(review.gaps),
            Jsonb([asdict(mark) for mark in review.marks]),
            Jsonb([asdict(mark) for mark in review.axes]),
            Jsonb(review.caps),
            Jsonb([asdict(line) for line in review.evidence]),
            review.engine,
            review.prompt_version,
        ),
    )


def _asked_ts(interview: Interview, question: Question) -> str | None:
    return next(
        (
            post.ts
            for post in interview.posts
            if post.kind is PostKind.QUESTION and post.question_id == question.id
        ),
        None,
    )


def moment(ts: str) -> datetime:
    """A Slack `ts` as an aware time, exact to the microsecond."""
    seconds, _, fraction = ts.partition(".")
    micro = int((fraction + "000000")[:6])
    return datetime.fromtimestamp(int(seconds), UTC).replace(microsecond=micro)


_MESSAGE = """
INSERT INTO slack_messages
  (candidate_id, session_id, question_id, team_id, channel_id, ts, client_msg_id, text, placed)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (team_id, channel_id, ts) DO UPDATE SET
  session_id = excluded.session_id, question_id = excluded.question_id, text = excluded.text,
  placed = excluded.placed
"""


async def _save_messages(connection: Connection, held: Held, after: Interview) -> None:
    before = _places(held.interview)
    for ts, place in _places(after).items():
        if before.get(ts) != place:
            text, placed, question_id, client_msg_id = place
            await connection.execute(
                _MESSAGE,
                (
                    held.candidate_id,
                    after.id,
                    question_id,
                    held.team_id,
                    held.channel_id,
                    ts,
                    client_msg_id,
                    text,
                    placed,
                ),
            )


_Place: TypeAlias = tuple[str, str, UUID | None, str | None]


def _places(interview: Interview) -> dict[str, _Place]:
    """Each stored message by its `ts`: its words and where they were put."""
    places: dict[str, _Place] = {}
    for question in interview.questions:
        for answer in question.answers:
            for part in answer.parts:
                places[part.ts] = (part.text, "part", question.id, part.client_msg_id)
        for late in question.late:
            places[late.ts] = (late.text, "late", question.id, late.client_msg_id)
    for kept in interview.kept:
        places[kept.ts] = (kept.text, "kept", None, kept.client_msg_id)
    for waiting in interview.unplaced:
        places[waiting.ts] = (waiting.text, "unplaced", None, waiting.client_msg_id)
    return places
