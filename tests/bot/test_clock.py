"""What time brings: what was done long ago leaves the outbox, and nothing else does."""

from __future__ import annotations

from uuid import UUID, uuid4

from bot.clock import KEPT_DAYS, Clock
from bot.database.engine import open_pool

_CANDIDATE = "INSERT INTO candidates (team_id, user_id) VALUES ('T', 'U') RETURNING id"
_SESSION = """
INSERT INTO mock_interview_sessions
  (job_application_id, interview_stage, difficulty_level, candidate_id, phase)
VALUES (%s, 'hiring_manager', 'medium', %s, %s) RETURNING id
"""
_JOB = """
INSERT INTO job_applications (candidate_id, company, job_title, job_description)
VALUES (%s, 'Globex', 'Engineer', '') RETURNING id
"""
_EFFECT = """
INSERT INTO outbox (id, session_id, candidate_id, lane, key, effect, done_at)
VALUES (%s, %s, %s, 'say', %s, '{}', now() - make_interval(days => %s))
"""


async def test_what_was_done_a_week_ago_leaves_the_outbox_but_for_open_interviews(database_url):
    pool = await open_pool(database_url)
    async with pool.connection() as connection:

        async def add(query: str, *arguments: object) -> UUID:
            [found] = await (await connection.execute(query.encode(), arguments)).fetchone()
            return found

        candidate = await add(_CANDIDATE)
        job = await add(_JOB, candidate)
        over = await add(_SESSION, job, candidate, "ended")
        still_open = await add(_SESSION, job, candidate, "question_open")
        for session, key, days in (
            (over, "old", KEPT_DAYS + 1),
            (over, "new", KEPT_DAYS - 1),
            (over, "undone", None),
            (still_open, "old, of an open interview", KEPT_DAYS + 1),
            (None, "old, of the desk", KEPT_DAYS + 1),
        ):
            owner = (session, None) if session else (None, candidate)
            await connection.execute(_EFFECT, (uuid4(), *owner, key, days))
    clock = Clock(pool, wake=_nobody)
    assert await clock.clear() == 2
    assert await clock.clear() == 0
    async with pool.connection() as connection:
        found = await connection.execute("SELECT key FROM outbox ORDER BY key")
        left = [key for (key,) in await found.fetchall()]
    assert left == ["new", "old, of an open interview", "undone"]
    await pool.close()


async def _nobody(connection: object, wakes: object) -> None:
    raise AssertionError("nothing is due")
