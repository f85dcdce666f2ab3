"""What a candidate said with figures in interviews they have finished; it changes nothing."""

from __future__ import annotations

from bot.database.interviews import Connection, Held
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


async def said_before(connection: Connection, held: Held) -> tuple[Line, ...]:
    """The candidate's own sentences that hold a figure, `E1…`, newest interview first; 40 at most.

    Words that were deleted since, and everything once forgotten, are not among them.
    """
    cursor = await connection.execute(
        _EARLIER, (held.candidate_id, held.interview.id, _FIGURE, MOST_SENTENCES)
    )
    texts = dict.fromkeys(row[0] for row in await cursor.fetchall())
    return tuple(Line(id=f"E{at}", text=text) for at, text in enumerate(texts, 1))
