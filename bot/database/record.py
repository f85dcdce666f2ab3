"""The customer's tables, kept beside the state: what changed between two states is written there.

A question is on record once it stands in the thread, its answers and analysis with it; every
message of the candidate's is a row that says where it was put. Nothing here is read back.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime
from typing import Any, TypeAlias
from uuid import UUID, uuid5

from psycopg.types.json import Jsonb

from bot.database.interviews import Connection, Held
from interview.model import AxisMark, Interview, Line, Mark, PostKind, Question


async def save(connection: Connection, held: Held, after: Interview) -> None:
    """Write what changed against `held`, in the caller's transaction."""
    for question in after.questions:
        await _save_question(connection, held.interview, after, question)
    await _save_messages(connection, held, after)


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
            Jsonb([_as_row(mark) for mark in review.marks]),
            Jsonb([_as_row(mark) for mark in review.axes]),
            Jsonb(review.caps),
            Jsonb([_as_row(line) for line in review.evidence]),
            review.engine,
            review.prompt_version,
        ),
    )


def _as_row(one: Mark | AxisMark | Line) -> dict[str, Any]:
    """Its fields by name; none of them holds fields of its own."""
    return {field.name: getattr(one, field.name) for field in fields(one)}


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

_NO_MESSAGE = "DELETE FROM slack_messages WHERE team_id = %s AND channel_id = %s AND ts = %s"


async def _save_messages(connection: Connection, held: Held, after: Interview) -> None:
    """What the interview no longer holds, a word it has obeyed or its owner took back, goes."""
    before, places = _places(held.interview), _places(after)
    for ts in before.keys() - places.keys():
        await connection.execute(_NO_MESSAGE, (held.team_id, held.channel_id, ts))
    for ts, place in places.items():
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
