"""What the tables promise: the customer's inserts work, nothing counts twice, erasing is whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg import errors, sql
from psycopg.types.json import Jsonb
from sqlalchemy import select
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from bot.database.calls import ModelCall
from bot.database.engine import create_engine
from bot.database.tables import Base, MockInterviewQuestion, MockInterviewSession

Database = psycopg.Connection[tuple[Any, ...]]


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    with psycopg.connect(database_url, autocommit=True) as connection:
        yield connection


def insert(database: Database, table: str, **columns: object) -> UUID:
    values = [Jsonb(value) if isinstance(value, dict) else value for value in columns.values()]
    statement = sql.SQL("INSERT INTO {} ({}) VALUES ({}) RETURNING id").format(
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, columns)),
        sql.SQL(", ").join([sql.Placeholder()] * len(values)),
    )
    row = database.execute(statement, values).fetchone()
    assert row is not None
    return UUID(str(row[0]))


def candidate(database: Database, user: str = "U1") -> UUID:
    return insert(database, "candidates", team_id="T1", user_id=user)


def job(database: Database, of: UUID) -> UUID:
    return insert(
        database,
        "job_applications",
        candidate_id=of,
        company="Globex",
        job_title="Engineer",
        job_description="Build the ledger.",
    )


def session(database: Database, of: UUID, **more: object) -> UUID:
    return insert(
        database,
        "mock_interview_sessions",
        job_application_id=job(database, of),
        interview_stage="hiring_manager",
        **more,
    )


def question(database: Database, of: UUID, **more: object) -> UUID:
    return insert(
        database,
        "mock_interview_questions",
        session_id=of,
        question_text="What was slow?",
        **{"question_number": 1, "difficulty": "easy", **more},
    )


def response(database: Database, of: UUID, number: int = 1) -> UUID:
    return insert(
        database,
        "mock_interview_responses",
        question_id=of,
        response_number=number,
        response_text="The index.",
    )


@pytest.fixture
def asked(database: Database) -> UUID:
    return question(database, session(database, candidate(database)))


def test_an_insert_with_the_customers_columns_alone_still_works(
    database: Database, asked: UUID
) -> None:
    response(database, asked)
    insert(database, "mock_interview_analysis", question_id=asked)
    row = database.execute(
        """
        SELECT difficulty_level, started_at <= now(), asked_at <= now(), responded_at <= now(),
               a.created_at <= now(), response_type, gaps, strengths, follow_up_questions,
               attempt, version, phase
        FROM mock_interview_sessions s
        JOIN mock_interview_questions q ON q.session_id = s.id
        JOIN mock_interview_responses r ON r.question_id = q.id
        JOIN mock_interview_analysis a ON a.question_id = q.id
        """
    ).fetchone()
    assert row == ("medium", True, True, True, True, "text", [], [], [], 1, 0, None)


def test_times_bear_their_zone(database: Database) -> None:
    naive = database.execute(
        """
        SELECT table_name, column_name FROM information_schema.columns
        WHERE table_schema = 'public' AND data_type = 'timestamp without time zone'
        """
    ).fetchall()
    assert naive == []


@pytest.mark.parametrize(
    ("columns", "check"),
    [
        ({"interview_stage": "onsite"}, "valid_stage"),
        ({"interview_stage": "hiring_manager", "difficulty_level": "brutal"}, "valid_difficulty"),
    ],
)
def test_a_session_has_a_known_stage_and_difficulty(
    database: Database, columns: dict[str, str], check: str
) -> None:
    applied = job(database, candidate(database))
    with pytest.raises(errors.CheckViolation, match=check):
        insert(database, "mock_interview_sessions", job_application_id=applied, **columns)


def test_a_question_has_a_known_difficulty(database: Database) -> None:
    held = session(database, candidate(database))
    with pytest.raises(errors.CheckViolation, match="valid_difficulty_q"):
        question(database, held, difficulty="brutal")


@pytest.mark.parametrize("score", [0, 11])
def test_a_score_is_one_to_ten(database: Database, asked: UUID, score: int) -> None:
    with pytest.raises(errors.CheckViolation, match="valid_score"):
        insert(database, "mock_interview_analysis", question_id=asked, score=score)


def test_a_level_that_is_not_shown_fits(database: Database, asked: UUID) -> None:
    insert(database, "mock_interview_analysis", question_id=asked, level_demonstrated="not_shown")


def test_a_candidate_has_one_open_session(database: Database) -> None:
    person = candidate(database)
    first = session(database, person, candidate_id=person, phase="question_open")
    session(database, person, candidate_id=person, phase="ended")
    session(database, person, candidate_id=person)  # the customer's own knows no phase
    with pytest.raises(errors.UniqueViolation, match="one_open_session_a_candidate"):
        session(database, person, candidate_id=person, phase="preparing")
    database.execute("UPDATE mock_interview_sessions SET phase = 'ended' WHERE id = %s", [first])
    session(database, person, candidate_id=person, phase="preparing")


def test_a_thread_has_one_session(database: Database) -> None:
    person = candidate(database)
    thread = {"team_id": "T1", "channel_id": "D1", "thread_ts": "1789000000.000100"}
    session(database, person, **thread)
    session(database, person, **{**thread, "thread_ts": None})
    session(database, person, **{**thread, "thread_ts": None})
    with pytest.raises(errors.UniqueViolation, match="one_session_a_thread"):
        session(database, person, **thread)


def test_what_is_numbered_is_there_once_a_number(database: Database) -> None:
    held = session(database, candidate(database))
    first = question(database, held)
    question(database, held, attempt=2)
    response(database, first)
    response(database, first, number=2)
    insert(database, "mock_interview_analysis", question_id=first)
    with pytest.raises(errors.UniqueViolation, match="one_question_a_number_and_attempt"):
        question(database, held)
    with pytest.raises(errors.UniqueViolation, match="one_response_a_number"):
        response(database, first)
    with pytest.raises(errors.UniqueViolation, match="one_analysis_a_question"):
        insert(database, "mock_interview_analysis", question_id=first)


def test_a_message_is_kept_once(database: Database) -> None:
    common = {
        "candidate_id": candidate(database),
        "team_id": "T1",
        "channel_id": "D1",
        "text": "The index.",
        "placed": "desk",
    }
    insert(database, "slack_messages", **common, ts="1.1", client_msg_id="a")
    insert(database, "slack_messages", **common, ts="1.2")
    insert(database, "slack_messages", **common, ts="1.3")
    with pytest.raises(errors.UniqueViolation, match="one_row_a_message"):
        insert(database, "slack_messages", **common, ts="1.1", client_msg_id="b")
    with pytest.raises(errors.UniqueViolation, match="one_row_a_client_msg_id"):
        insert(database, "slack_messages", **common, ts="1.4", client_msg_id="a")


def test_an_effect_is_written_once(database: Database) -> None:
    person = candidate(database)
    held = session(database, person)
    effect = {"lane": "say", "key": "question:1", "effect": {"kind": "post"}}
    insert(database, "outbox", session_id=held, **effect)
    insert(database, "outbox", candidate_id=person, **effect)
    with pytest.raises(errors.UniqueViolation, match="one_effect_a_session_and_key"):
        insert(database, "outbox", session_id=held, candidate_id=person, **effect)
    with pytest.raises(errors.UniqueViolation, match="one_effect_a_candidate_and_key"):
        insert(database, "outbox", candidate_id=person, **effect)
    with pytest.raises(errors.CheckViolation, match="erased_with_someone"):
        insert(database, "outbox", **effect)


def test_erasing_a_candidate_erases_everything_of_theirs_and_nothing_else(
    database: Database,
) -> None:
    everything_of(database, "U1")
    database.execute("DELETE FROM candidates WHERE user_id = 'U1'")
    assert set(rows(database).values()) == {0}

    everything_of(database, "U2")
    before = rows(database)
    assert 0 not in before.values()
    everything_of(database, "U1")
    database.execute("DELETE FROM candidates WHERE user_id = 'U1'")
    assert rows(database) == before


def everything_of(database: Database, user: str) -> None:
    """A row of this person in every table there is."""
    person = candidate(database, user)
    resume = insert(database, "candidate_resumes", candidate_id=person, resume_text="Ledgers.")
    held = session(database, person, candidate_id=person, resume_id=resume, phase="feedback_out")
    first = question(database, held)
    response(database, first)
    insert(database, "mock_interview_analysis", question_id=first)
    said = {"team_id": "T1", "channel_id": f"D{user}", "text": "The index."}
    placed = {"session_id": held, "question_id": first, "placed": "part", "ts": "1.1"}
    insert(database, "slack_messages", candidate_id=person, **said, **placed)
    insert(database, "slack_messages", candidate_id=person, **said, placed="desk", ts="1.2")
    effect = {"lane": "say", "key": "a", "effect": {"words": "The index."}}
    insert(database, "outbox", session_id=held, **effect)
    insert(database, "outbox", candidate_id=person, **effect)


def rows(database: Database) -> dict[str, int]:
    """How many there are of each table, but for the books: a call outlives whom it was made for."""
    count = sql.SQL("SELECT count(*) FROM {}")
    counted = {}
    for table in Base.metadata.tables.keys() - {ModelCall.__tablename__}:
        row = database.execute(count.format(sql.Identifier(table))).fetchone()
        assert row is not None
        counted[table] = int(row[0])
    return counted


def test_deleting_a_row_reads_no_table_from_end_to_end(database: Database) -> None:
    """PostgreSQL makes no index for a foreign key, and `forget` follows all of them."""
    bare = database.execute(
        """
        SELECT conrelid::regclass, conname FROM pg_constraint key
        WHERE contype = 'f' AND conname NOT LIKE 'procrastinate%' AND NOT EXISTS (
            SELECT FROM pg_index WHERE indrelid = conrelid AND indkey[0] = conkey[1]
            AND (indpred IS NULL OR pg_get_expr(indpred, indrelid) ~* 'candidate_id IS NOT NULL'))
        """
    ).fetchall()
    assert bare == []


async def test_a_report_reads_an_interview_whole_and_in_order(
    database: Database, database_url: str
) -> None:
    held = session(database, candidate(database))
    for number, attempt in ((2, 1), (1, 2), (1, 1)):
        question(database, held, question_number=number, attempt=attempt)
    engine = create_engine(database_url)
    try:
        async with AsyncSession(engine) as reading:
            whole = select(MockInterviewSession).options(
                selectinload(MockInterviewSession.questions).options(
                    selectinload(MockInterviewQuestion.responses),
                    selectinload(MockInterviewQuestion.analysis),
                )
            )
            found = (await reading.scalars(whole)).one()
            asked = [(each.question_number, each.attempt) for each in found.questions]
            assert asked == [(1, 1), (1, 2), (2, 1)]
            assert found.questions[0].analysis is None
            with pytest.raises(InvalidRequestError):
                _ = found.job_application  # not loaded: raises instead of asking on its own
    finally:
        await engine.dispose()
