"""Candidates, resumes and jobs as they are stored."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import pytest

from bot.database import people, reports, waiting
from bot.database.engine import create_engine
from bot.database.interviews import Start
from bot.database.people import People, Person
from builders import SETTING
from interview.model import Message

SAM = Person("T1", "U1")
PRIYA = Person("T1", "U2")


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[People]:
    engine = create_engine(database_url)
    yield People(engine)
    await engine.dispose()


async def met(store: People, person: Person = SAM) -> UUID:
    async with store.transaction() as session:
        return (await people.meet(session, person)).id


async def save_job(store: People, candidate: UUID, **given: str) -> UUID:
    words = {"company": "Globex", "job_title": "Engineer", "description": "Build.\nRun.", **given}
    async with store.transaction() as session:
        return (await people.save_job(session, candidate, **words)).id


async def job_titles(store: People, candidate: UUID) -> list[str]:
    async with store.transaction() as session:
        return [job.job_title for job in await people.jobs(session, candidate)]


async def test_a_person_is_one_candidate_however_often_and_fast_they_are_met(store: People) -> None:
    ids = await asyncio.gather(*(met(store) for _ in range(5)))
    assert len(set(ids)) == 1
    assert await met(store, PRIYA) not in ids


async def test_nobody_is_stored_by_being_looked_for(store: People) -> None:
    async with store.transaction() as session:
        assert await people.find(session, SAM) is None


async def test_a_resume_is_kept_with_its_numbered_lines(store: People) -> None:
    candidate = await met(store)
    async with store.transaction() as session:
        await people.save_resume(session, candidate, "Acme\n- Built a ledger", "cv.pdf")
    async with store.transaction() as session:
        resume = await people.newest_resume(session, candidate)
        assert resume is not None
        assert resume.lines == [
            {"id": "R1", "text": "Acme"},
            {"id": "R2", "text": "Built a ledger"},
        ]
        assert resume.file_name == "cv.pdf"


async def test_an_edited_resume_is_a_new_row_and_an_unchanged_one_is_none(store: People) -> None:
    candidate = await met(store)
    ids = []
    for text in ("First", "First", "Second", "First"):
        async with store.transaction() as session:
            ids.append((await people.save_resume(session, candidate, text)).id)
    assert ids[0] == ids[1]
    assert len(set(ids)) == 3
    async with store.transaction() as session:
        newest = await people.newest_resume(session, candidate)
        assert newest is not None
        assert newest.id == ids[3]


async def test_the_same_company_and_title_replaces_a_job_and_anything_else_adds_one(
    store: People,
) -> None:
    candidate = await met(store)
    first = await save_job(store, candidate)
    assert await save_job(store, candidate) == first
    other = await save_job(store, candidate, job_title="Manager")
    edited = await save_job(store, candidate, company=" GLOBEX ", description="Lead.")
    assert len({first, other, edited}) == 3
    assert await job_titles(store, candidate) == ["Engineer", "Manager"]
    async with store.transaction() as session:
        kept = await people.job(session, candidate, first)
        assert kept is not None
        assert kept.job_description == "Build.\nRun."


async def test_a_job_is_its_owners_alone(store: People) -> None:
    candidate, stranger = await met(store), await met(store, PRIYA)
    job_id = await save_job(store, candidate)
    async with store.transaction() as session:
        assert await people.job(session, stranger, job_id) is None
        assert await people.job(session, candidate, uuid4()) is None


async def test_words_to_the_desk_are_kept_once(store: People) -> None:
    said = Message(ts="1789000000.000100", text="hello", client_msg_id="c1")
    again_at_another_time = Message(ts="1789000001.000100", text="hello", client_msg_id="c1")
    async with store.transaction() as session:
        candidate = await people.meet(session, SAM)
        first = await people.keep_message(session, candidate, "D1", said)
        assert first is not None
        assert await people.keep_message(session, candidate, "D1", said) is None
        assert await people.keep_message(session, candidate, "D1", again_at_another_time) is None
        assert await people.has_message(session, SAM, "D1", said.ts)
        assert not await people.has_message(session, SAM, "D2", said.ts)
        stored = await people.message(session, candidate.id, first)
        assert stored is not None
        assert (stored.text, stored.placed) == ("hello", "desk")


async def test_what_fails_in_a_transaction_leaves_nothing(store: People) -> None:
    async def fail() -> None:
        async with store.transaction() as session:
            await people.meet(session, SAM)
            await (await people.raw(session)).execute("SELECT 1")
            raise KeyError

    with pytest.raises(KeyError):
        await fail()
    async with store.transaction() as session:
        assert await people.find(session, SAM) is None


async def test_plain_sql_shares_the_sessions_transaction(store: People) -> None:
    async with store.transaction() as session:
        candidate = await people.meet(session, SAM)
        connection = await people.raw(session)
        cursor = await connection.execute("SELECT user_id FROM candidates")
        assert await cursor.fetchone() == ("U1",)
        await connection.execute("UPDATE candidates SET dm_channel_id = 'D1'")
    async with store.transaction() as session:
        again = await people.meet(session, SAM)
        assert (again.id, again.dm_channel_id) == (candidate.id, "D1")


async def test_a_start_that_waits_is_taken_once_and_only_when_it_is_wanted(store: People) -> None:
    candidate = await met(store)
    start = Start(team_id="T1", job_application_id=uuid4(), resume_id=uuid4(), setting=SETTING)
    async with store.transaction() as session:
        connection = await people.raw(session)
        assert not await waiting.want(connection, candidate)
        await waiting.hold(connection, candidate, start)
        assert await waiting.take(connection, candidate) is None
        assert await waiting.want(connection, candidate)
        assert await waiting.take(connection, candidate) == start
        assert await waiting.take(connection, candidate) is None


async def test_a_start_that_waits_can_be_dropped(store: People) -> None:
    candidate = await met(store)
    start = Start(team_id="T1", job_application_id=uuid4(), resume_id=uuid4(), setting=SETTING)
    async with store.transaction() as session:
        connection = await people.raw(session)
        await waiting.hold(connection, candidate, start)
        await waiting.drop(connection, candidate)
        assert not await waiting.want(connection, candidate)


async def test_an_interview_may_go_on_while_the_candidate_is_held(store: People) -> None:
    """A row that points at the candidate can be written meanwhile, as moving an interview does."""
    candidate = await met(store)
    async with store.transaction() as holding, store.transaction() as moving:
        await people.meet(holding, SAM)
        known = await people.find(moving, SAM)
        assert known is not None
        said = Message(ts="1789000000.000100", text="an answer")
        async with asyncio.timeout(5):
            assert await people.keep_message(moving, known, "D1", said) is not None
    assert candidate == known.id


async def test_a_session_without_a_score_is_on_record_as_open(store: People) -> None:
    candidate = await met(store)
    job_id = await save_job(store, candidate)
    async with store.transaction() as session:
        connection = await people.raw(session)
        await connection.execute(
            "INSERT INTO mock_interview_sessions "
            "(job_application_id, interview_stage, candidate_id) "
            "VALUES (%s, 'hiring_manager', %s)",
            (job_id, candidate),
        )
        (record,) = await reports.sessions(session, candidate)
    assert (record.company, record.answered) == ("Globex", 0)
    assert record.overall_score is None
    assert record.completed_at is None
