"""A long past for a database: old interviews with their answers, as many as asked for."""

from __future__ import annotations

from collections.abc import Callable

from said import answer
from stage import Stage

from bot.sandbox.workspace import TEAM_ID

ANSWERS_A_SESSION = 20
"""Five questions, four answers each."""
_SESSIONS_AT_ONCE = 2_500
_SESSIONS_A_PERSON = 10

_MADE = """
SET session_replication_role = replica;
WITH person AS (
  INSERT INTO candidates (team_id, user_id)
  SELECT '{team}', 'UOLD' || n
  FROM generate_series({first} / {each}, ({first} + {many}) / {each} - 1) n
  RETURNING id, substr(user_id, 5)::int AS n),
resume AS (
  INSERT INTO candidate_resumes (candidate_id, resume_text) SELECT id, 'A resume.' FROM person
  RETURNING id, candidate_id),
job AS (
  INSERT INTO job_applications (candidate_id, company, job_title, job_description)
  SELECT id, 'Globex', 'Engineer', 'A job.' FROM person RETURNING id, candidate_id),
session AS (
  INSERT INTO mock_interview_sessions (job_application_id, interview_stage, candidate_id, resume_id,
    team_id, channel_id, thread_ts, phase, started_at, completed_at, state)
  SELECT j.id, 'hiring_manager', p.id, r.id, '{team}', 'DOLD' || p.n,
    (1500000000 + p.n * 100 + s)::text || '.000001', 'ended', now() - interval '1 year', now(),
    jsonb_build_object('old', repeat(md5(p.n::text || s), 60))
  FROM person p JOIN resume r ON r.candidate_id = p.id JOIN job j ON j.candidate_id = p.id,
    generate_series(1, {each}) s
  RETURNING id, candidate_id, channel_id, thread_ts),
question AS (
  INSERT INTO mock_interview_questions
    (session_id, question_number, question_text, difficulty, closed)
  SELECT s.id, q, 'How did you find what was slow?', 'medium', 'judged'
  FROM session s, generate_series(1, 5) q RETURNING id, session_id),
analysis AS (
  INSERT INTO mock_interview_analysis (question_id, score, evidence)
  SELECT id, 6, '[{{"id": "A1.1", "text": "It took 900 ms."}}]' FROM question),
response AS (
  INSERT INTO mock_interview_responses (question_id, response_number, response_text)
  SELECT id, a, '{text}' FROM question, generate_series(1, 4) a),
message AS (
  INSERT INTO slack_messages (candidate_id, session_id, question_id, team_id, channel_id, ts,
    client_msg_id, text, placed)
  SELECT s.candidate_id, s.id, q.id, '{team}', s.channel_id,
    s.thread_ts || a || q.id, gen_random_uuid()::text, '{text}', 'part'
  FROM question q JOIN session s ON s.id = q.session_id, generate_series(1, 4) a)
INSERT INTO outbox (session_id, lane, key, effect, done_at)
SELECT s.id, 'think', 'review:' || q.id || a, '{{"do": "review"}}', now()
FROM question q JOIN session s ON s.id = q.session_id, generate_series(1, 4) a
"""


async def fill(stage: Stage, rows: int, tell: Callable[[str], None]) -> int:
    """Insert so many old answers with all that belongs to them; returns how many there are."""
    sessions = rows // ANSWERS_A_SESSION // _SESSIONS_AT_ONCE * _SESSIONS_AT_ONCE
    for first in range(0, sessions, _SESSIONS_AT_ONCE):
        await stage.sql(
            _MADE.format(
                team=TEAM_ID,
                first=first,
                many=_SESSIONS_AT_ONCE,
                each=_SESSIONS_A_PERSON,
                text=answer(0).replace("'", "''"),
            )
        )
    # What PostgreSQL does by itself behind so many rows would else be measured with the answers.
    await stage.sql("VACUUM ANALYZE")
    await stage.sql("CHECKPOINT")
    done = sessions * ANSWERS_A_SESSION
    tell(f"{done} old answers stored")
    return done
