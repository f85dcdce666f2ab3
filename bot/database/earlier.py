"""What a candidate said with figures in interviews they have finished; it changes nothing."""

from __future__ import annotations

from dataclasses import replace

from bot.database.interviews import Connection, Held
from bot.database.papers import papers_of
from interview.coach import Papers
from interview.grounding.units import WORDS
from interview.model import Line

MOST_SENTENCES = 40

_FIGURE = rf"[0-9]|\m({'|'.join(word for word, value in WORDS.items() if value > 1)})\M"
# Each step follows an index: the candidate's sessions, a session's questions, a question's row.
_EARLIER = """
SELECT line ->> 'text' FROM mock_interview_sessions s
JOIN mock_interview_questions q ON q.session_id = s.id
JOIN mock_interview_analysis a ON a.question_id = q.id
CROSS JOIN LATERAL jsonb_array_elements(a.evidence) WITH ORDINALITY AS said (line, place)
WHERE s.candidate_id = %s AND s.id <> %s AND s.phase = 'ended' AND line ->> 'text' ~* %s
ORDER BY s.started_at DESC, q.question_number DESC, q.attempt DESC, place LIMIT %s
"""


_PAPERS = f"""
SELECT r.lines, j.lines, ARRAY({_EARLIER}) FROM mock_interview_sessions own
JOIN candidate_resumes r ON r.id = own.resume_id
JOIN job_applications j ON j.id = own.job_application_id WHERE own.id = %s
"""


async def papers(connection: Connection, held: Held) -> Papers:
    """The interview's papers with the candidate's own sentences that hold a figure, `E1…`.

    Newest interview first, 40 at most. Words that were deleted since, and everything once
    forgotten, are not among them.
    """
    own = held.interview.id
    cursor = await connection.execute(
        _PAPERS.encode(), (held.candidate_id, own, _FIGURE, MOST_SENTENCES, own)
    )
    resume, job, said = await cursor.fetchone() or ((), (), ())
    texts = enumerate(dict.fromkeys(said), 1)
    lines = tuple(Line(id=f"E{at}", text=text) for at, text in texts)
    return replace(papers_of(held, resume, job), earlier=lines)
