"""The books after a story: no word lost, nothing said or judged twice, nothing left undone.

It holds what Slack saw against what PostgreSQL holds, and repairs nothing.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Collection
from typing import Any

import psycopg

from bot.database import interviews
from bot.sandbox import Sandbox
from interview.model import Interview, PostKind
from interview.reading import control
from playing import Player, buttons, kind

QUIET_SECONDS = 15.0
_LOOKS_A_SECOND = 20
_PERSONAL = (None, "file_share", "thread_broadcast", "me_message")

_UNDONE = """
SELECT lane, key, attempts, failed FROM outbox
WHERE done_at IS NULL AND NOT (lane = 'clock' AND not_before > now())
"""
_JOBS = """
SELECT task_name, status::text, attempts FROM procrastinate_jobs
WHERE status = 'doing' OR (status = 'todo' AND coalesce(scheduled_at, now()) <= now())
"""


async def audit(
    slack: Sandbox,
    database_url: str,
    *players: Player,
    phase: str = "ended",
    unstored: Collection[str] = (),
) -> None:
    """Wait until nothing is left to do, then look at each player's interview.

    `phase` is where each stands; `unstored` are the stamps of messages that must not be kept.
    Raises AssertionError with what is wrong.
    """
    await quiet(database_url)
    await look_at(slack, database_url, *players, phase=phase, unstored=unstored)


async def look_at(
    slack: Sandbox,
    database_url: str,
    *players: Player,
    phase: str = "ended",
    unstored: Collection[str] = (),
) -> None:
    """As `audit`, of what is quiet already."""
    async with await psycopg.AsyncConnection.connect(database_url, autocommit=True) as connection:
        await _no_post_failed(connection)
        _nothing_is_said_twice(slack)
        for player in players:
            interview = await _interview_of(connection, player)
            assert interview.phase == phase, f"{player.user}: {interview.phase}, not {phase}"
            await _every_word_is_kept(connection, slack, player, set(unstored))
            await _answers_are_what_was_said(connection, interview)
            await _each_question_is_judged_once(connection, interview)
            _posts_are_those_on_record(player, interview)
            _only_the_newest_asks_for_a_step(player)


async def until_row(database_url: str, query: str, *arguments: Any) -> tuple[Any, ...]:
    """The first row that the query gives, asked again until it gives one."""
    async with await psycopg.AsyncConnection.connect(database_url, autocommit=True) as connection:
        for _ in range(int(QUIET_SECONDS * _LOOKS_A_SECOND)):
            found = await _rows(connection, query, *arguments)
            if found:
                return found[0]
            await asyncio.sleep(1 / _LOOKS_A_SECOND)
    raise AssertionError(f"never seen in the database: {query}")


async def words_kept(database_url: str, words: str) -> list[str]:
    """The tables in which these words stand, in any column."""
    async with await psycopg.AsyncConnection.connect(database_url, autocommit=True) as connection:
        tables = await _rows(
            connection, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        )
        return [
            table
            for (table,) in tables
            if await _rows(
                connection, f'SELECT 1 FROM "{table}" t WHERE strpos(t::text, %s) > 0', words
            )
        ]


async def _rows(
    connection: psycopg.AsyncConnection[Any], query: str, *arguments: Any
) -> list[tuple[Any, ...]]:
    return list(await (await connection.execute(query.encode(), arguments)).fetchall())


async def quiet(database_url: str) -> None:
    """Wait until every effect is done, no job is held by anyone, and none waits for a worker."""
    left: list[tuple[Any, ...]] = []
    async with await psycopg.AsyncConnection.connect(database_url, autocommit=True) as connection:
        for _ in range(int(QUIET_SECONDS * _LOOKS_A_SECOND)):
            left = [*await _rows(connection, _UNDONE), *await _rows(connection, _JOBS)]
            if not left:
                return
            await asyncio.sleep(1 / _LOOKS_A_SECOND)
    raise AssertionError(f"left undone: {left}")


async def _no_post_failed(connection: psycopg.AsyncConnection[Any]) -> None:
    failed = await _rows(connection, "SELECT key, failed FROM outbox WHERE failed IS NOT NULL")
    assert not failed, f"given up: {failed}"


def _nothing_is_said_twice(slack: Sandbox) -> None:
    ids = Counter(
        message["metadata"]["event_payload"]["id"]
        for channel in slack.slack.workspace.channels.values()
        for message in channel.all()
        if message.get("metadata")
    )
    twice = [post_id for post_id, times in ids.items() if times > 1]
    assert not twice, f"posted twice: {twice}\n{slack.transcript()}"


async def _interview_of(connection: psycopg.AsyncConnection[Any], player: Player) -> Interview:
    found = await _rows(
        connection,
        "SELECT id FROM mock_interview_sessions WHERE channel_id = %s AND thread_ts = %s",
        player.dm,
        player.root,
    )
    assert len(found) == 1, f"{player.user} has {len(found)} interviews in this thread"
    held = await interviews.read(connection, found[0][0])
    assert held is not None
    assert held.user_id == player.user
    return held.interview


async def _every_word_is_kept(
    connection: psycopg.AsyncConnection[Any], slack: Sandbox, player: Player, unstored: set[str]
) -> None:
    """What was acked is on record, once; a control word, or what was refused, is not.

    Where Slack has brought the same words under two stamps, the first to come is the one on record.
    """
    kept = await _rows(
        connection, "SELECT ts, client_msg_id FROM slack_messages WHERE channel_id = %s", player.dm
    )
    acked = {attempt.event_id for attempt in slack.attempts if attempt.acked}
    for payload in slack.events:
        event = payload["event"]
        said_here = (
            event["type"] == "message"
            and event.get("subtype") in _PERSONAL
            and event.get("user") == player.user
            and event.get("thread_ts") == player.root
            and event["channel"] == player.dm
        )
        if not said_here or payload["event_id"] not in acked:
            continue
        refused = event["ts"] in unstored or control(event["text"]) is not None
        its_id = event.get("client_msg_id", "")
        times = sum(ts == event["ts"] or own == its_id for ts, own in kept)
        assert times == (0 if refused else 1), f"{event['text']!r} is stored {times} times"


async def _answers_are_what_was_said(
    connection: psycopg.AsyncConnection[Any], interview: Interview
) -> None:
    """Responses are numbered without holes, and are made of the messages, each used once."""
    for question in interview.questions:
        responses = await _rows(
            connection,
            "SELECT response_number, response_text FROM mock_interview_responses "
            "WHERE question_id = %s ORDER BY 1",
            question.id,
        )
        assert [number for number, _ in responses] == list(range(1, len(responses) + 1))
        assert len(responses) == len(question.answers)
        parts = await _rows(
            connection,
            "SELECT text FROM slack_messages WHERE question_id = %s AND placed = 'part' "
            "AND text <> ''",
            question.id,
        )
        written = [line for _, text in responses for line in text.split("\n") if text]
        said = [line for (text,) in parts for line in text.split("\n")]
        assert Counter(written) == Counter(said), f"question {question.number}"
    waiting = await _rows(
        connection,
        "SELECT ts FROM slack_messages WHERE session_id = %s AND placed = 'unplaced'",
        interview.id,
    )
    assert not waiting, f"never placed: {waiting}"


async def _each_question_is_judged_once(
    connection: psycopg.AsyncConnection[Any], interview: Interview
) -> None:
    for question in interview.questions:
        times = await _rows(
            connection,
            "SELECT score FROM mock_interview_analysis WHERE question_id = %s",
            question.id,
        )
        assert len(times) == (1 if question.review else 0), f"question {question.number}"
        if question.review is not None:
            assert times[0][0] == question.review.score


def _posts_are_those_on_record(player: Player, interview: Interview) -> None:
    """Everything in the thread is known to the interview, and everything known stands there."""
    standing = {
        message["metadata"]["event_payload"]["id"]: message["ts"]
        for message in [*player.cards, *player.posts()]
        if kind(message) != PostKind.CARD or message["ts"] == player.root
    }
    known = {str(interview.post_id(post)): post.ts for post in interview.posts}
    assert standing == known


def _only_the_newest_asks_for_a_step(player: Player) -> None:
    """To look at the sources of a sentence is no step, and stays possible."""
    older = player.posts()[:-1]
    assert not [message["text"] for message in older if set(buttons(message)) - {"show_sources"}]
