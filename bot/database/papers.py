"""What an interview rests on: the resume and the job it has, and the questions asked before.

Plain SQL on the caller's connection, as all that a coach waits for; it changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.database.interviews import Connection, Held
from interview.coach import Papers
from interview.model import Line

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


async def read_papers(connection: Connection, held: Held) -> Papers:
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
