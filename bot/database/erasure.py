"""Forgetting a person: after it no row and no word of theirs is in any table.

Everything of a candidate hangs, by cascade, on one row. Only the queue's jobs do not: they carry
ids of interviews and effects, and go with them.
"""

from __future__ import annotations

from sqlalchemy import String, bindparam, delete, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from bot.database.people import Person
from bot.database.tables import Candidate, MockInterviewSession
from bot.database.traffic import OutboxRow

# A job that is running is left to its worker, which must find it to record its end; it finds
# nothing to do, and finished jobs are not kept.
_FORGET_JOBS = text(
    "DELETE FROM procrastinate_jobs WHERE status <> 'doing' AND args ->> 'id' = ANY(:ids)"
).bindparams(bindparam("ids", type_=ARRAY(String)))


async def forget(session: AsyncSession, person: Person) -> tuple[tuple[str, str], ...]:
    """Erase the person in the caller's transaction; someone unknown is erased already.

    Returns channel and `ts` of the cards of their open interviews, which nobody redraws any more.
    """
    known = select(Candidate.id).where(
        Candidate.team_id == person.team_id, Candidate.user_id == person.user_id
    )
    candidate_id = await session.scalar(known)
    if candidate_id is None:
        return ()
    # Interviews before the candidate, as whoever moves an interview locks them.
    theirs = (
        await session.execute(
            select(
                MockInterviewSession.id,
                MockInterviewSession.phase,
                MockInterviewSession.channel_id,
                MockInterviewSession.thread_ts,
            )
            .where(MockInterviewSession.candidate_id == candidate_id)
            .with_for_update()
        )
    ).all()
    await session.execute(known.with_for_update())
    interviews = [row.id for row in theirs]
    effects = await session.scalars(
        select(OutboxRow.id).where(
            (OutboxRow.candidate_id == candidate_id) | OutboxRow.session_id.in_(interviews)
        )
    )
    ids = [str(each) for each in (candidate_id, *interviews, *effects)]
    await session.execute(delete(Candidate).where(Candidate.id == candidate_id))
    await session.execute(_FORGET_JOBS, {"ids": ids})
    return tuple(
        (row.channel_id, row.thread_ts)
        for row in theirs
        if row.phase != "ended" and row.channel_id and row.thread_ts
    )
