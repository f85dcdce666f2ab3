"""What an operator's graphs show: counted where it happens, and served whatever is away."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from uuid import uuid4

import aiohttp
import psycopg
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.database.embedded import EmbeddedPostgres
from bot.database.schema import migrate
from bot.metrics import LOOK_SECONDS, Metrics
from bot.sandbox import Sandbox
from builders import PlainCoach, thread_in
from interview.coach.calls import Call
from interview.events import CoachFailed, PostStood, Task
from interview.flow import advance
from interview.model import Phase, PostKind
from loopback import Fault, loopback
from loopback_author import honest
from playing import GOOD, SAM, Player, bot_over
from test_cli import free_port, started, stopped
from test_contract_process import variables

Series = dict[tuple[str, frozenset[tuple[str, str]]], float]


def read(page: bytes) -> Series:
    """Every series of the page, by name and labels."""
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(page.decode())
        for sample in family.samples
    }


def value(found: Series, name: str, **labels: str) -> float | None:
    """The value of a series, without the prefix of all of ours; None where there is none."""
    return found.get((f"mock_interview_{name}", frozenset(labels.items())))


def total(found: Series, name: str) -> float:
    return sum(v for (named, _), v in found.items() if named == f"mock_interview_{name}")


async def scraped(port: int) -> Series:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{port}/metrics") as answer,
    ):
        assert answer.status == 200
        assert answer.headers["Content-Type"].startswith("text/plain; version=")
        return read(await answer.read())


async def scraped_until(port: int, told: Callable[[Series], bool]) -> Series:
    """The first page that tells so; TimeoutError after ten seconds."""
    async with asyncio.timeout(10):
        while True:
            found = await scraped(port)
            if told(found):
                return found
            await asyncio.sleep(0.05)


@pytest.fixture
async def slack() -> AsyncIterator[Sandbox]:
    async with Sandbox() as sandbox:
        yield sandbox


@asynccontextmanager
async def asking(url: str | None) -> AsyncIterator[Metrics]:
    metrics = Metrics()
    if url is not None:
        metrics.ask(url)
    yield metrics
    await metrics.close()


async def test_an_answer_that_is_replied_to_is_a_turn_with_its_ack_and_its_post(
    slack, database_url
):
    port = free_port()
    async with bot_over(slack, database_url, coach=PlainCoach(), port=port):
        sam = Player(slack)
        await sam.introduces_themselves()
        await sam.starts()
        slack.fault("chat.postMessage", "cut_after")
        await sam.says(GOOD)
        await sam.reads_feedback(1)
        await sam.presses("next_question")
        await sam.sees("question", 2)
        found = await scraped_until(
            port,
            lambda it: (
                value(it, "ack_seconds_count", kind="event")
                == sum(attempt.acked for attempt in slack.attempts)
            ),
        )
    assert value(found, "turns_total", reply="follow_up") == 1
    assert value(found, "turns_total", reply="feedback") is None  # it was asked for
    assert value(found, "reply_seconds_count") == 1
    assert 0 < value(found, "reply_seconds_sum") < 15
    acked = {kind: value(found, "ack_seconds_count", kind=kind) for kind in ("click", "form")}
    assert acked == {"click": 1, "form": 1}
    assert value(found, "ack_seconds_count", kind="command") == 2
    assert total(found, "not_acked_total") == 0
    assert value(found, "posts_total", outcome="retried") == 1
    assert value(found, "posts_total", outcome="found") == 1
    card, found_again = 1, 1
    posted = len(sam.posts()) + card - found_again
    assert value(found, "posts_total", outcome="posted") == posted
    assert value(found, "open_interviews", phase="question_open") == 1
    assert value(found, "oldest_unanswered_seconds") < 5  # of what is being redrawn
    assert value(found, "database_up") == 1
    assert found["process_resident_memory_bytes", frozenset()] > 1e6


async def test_no_label_bears_a_person_or_their_words(slack, database_url):
    port = free_port()
    async with bot_over(slack, database_url, port=port):
        sam = Player(slack)
        await sam.introduces_themselves()
        await sam.starts()
        slack.fault("chat.update", "error", error="fatal")
        await sam.says(GOOD)
        await sam.reads_feedback(1)
        labels = {v for _, labels in await scraped(port) for _, v in labels}
    people = {SAM, sam.dm, sam.root, slack.bot_token}
    assert not labels & people
    assert not [v for v in labels if re.search(r"\b[UDCT]0\w+|-.*-.*-|\s.*\s.*\s", v)]


async def test_what_slack_refuses_is_counted_by_method_and_name(slack, database_url):
    port = free_port()
    async with bot_over(slack, database_url, port=port):
        sam = Player(slack)
        await sam.introduces_themselves()
        slack.fault("chat.postMessage", "error", error="channel_not_found")
        await slack.command(SAM, "start")
        await slack.until(lambda: slack.faults_met == 1)
        found = await scraped_until(
            port, lambda it: bool(value(it, "posts_total", outcome="refused"))
        )
    method = {"method": "chat_postMessage", "error": "channel_not_found"}
    assert value(found, "posts_total", outcome="refused") == 1
    assert value(found, "slack_errors_total", **method) == 1


async def test_what_is_to_be_said_outlasts_a_token_that_slack_refuses(slack, database_url):
    port = free_port()
    async with bot_over(slack, database_url, coach=PlainCoach(), port=port):
        sam = Player(slack)
        await sam.introduces_themselves()
        await sam.starts()
        slack.fault("chat.postMessage", "error", error="account_inactive")
        await sam.says(GOOD)
        await sam.sees("follow_up", timeout=25)
        found = await scraped(port)
    method = {"method": "chat_postMessage", "error": "account_inactive"}
    assert value(found, "slack_errors_total", **method) == 1
    assert value(found, "posts_total", outcome="refused") is None


async def test_a_message_that_cannot_be_stored_is_counted_as_not_acked(home):
    server = EmbeddedPostgres(home, durable=False)
    await asyncio.to_thread(server.start)
    await asyncio.to_thread(migrate, server.url)
    port = free_port()
    async with Sandbox(retry_delays=()) as slack, bot_over(slack, server.url, port=port):
        assert value(await scraped(port), "database_up") == 1
        await asyncio.to_thread(server.stop)
        await slack.say(SAM, "start")
        found = await scraped_until(
            port, lambda it: bool(value(it, "not_acked_total", kind="event"))
        )
        assert value(found, "not_acked_total", kind="event") == 1
        assert value(found, "database_up") == 0
        assert total(found, "queue_depth") == 0
        assert value(found, "queue_depth", lane="say") is None  # not known, so not said
        await asyncio.to_thread(server.start)
        found = await scraped_until(port, lambda it: bool(value(it, "database_up")))
        assert value(found, "queue_depth", lane="say") == 0
    await asyncio.to_thread(server.stop)


async def test_a_page_without_any_database_has_the_rest():
    async with asking(None) as metrics:
        found = read(await metrics.page())
    assert value(found, "database_up") == 0
    assert [name for name, _ in found if name == "mock_interview_build_info"]


async def test_a_database_that_hangs_holds_up_a_page_for_no_more_than_a_second():
    loop = asyncio.get_running_loop()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        async with asking(f"postgresql://u@127.0.0.1:{port}/x") as metrics:
            begun = loop.time()
            pages = await asyncio.gather(*(metrics.page() for _ in range(5)))
            took = loop.time() - begun
    assert {value(read(page), "database_up") for page in pages} == {0}
    assert took < LOOK_SECONDS + 1


async def test_what_is_owed_is_told_by_lane_with_its_age(database_url):
    async with await psycopg.AsyncConnection.connect(database_url) as connection:
        await seed(connection, database_url)
    async with asking(database_url) as metrics:
        found = read(await metrics.page())
    depth = {lane: value(found, "queue_depth", lane=lane) for lane in ("say", "think", "clock")}
    assert depth == {"say": 2, "think": 1, "clock": 1}
    oldest = {
        lane: round(value(found, "queue_oldest_seconds", lane=lane) or 0, -1)
        for lane in ("say", "think", "clock")
    }
    assert oldest == {"say": 100, "think": 50, "clock": 20}
    assert value(found, "open_interviews", phase="under_review") == 1
    assert round(value(found, "oldest_unanswered_seconds") or 0, -1) == 100


async def seed(connection: psycopg.AsyncConnection, database_url: str) -> None:
    """An interview under review with what it owes, put off or not, done or not."""
    session = await an_interview(connection, "under_review")
    rows = [
        ("say", "posted an age ago", 900, -900, True),
        ("say", "put off", 100, 50, False),
        ("say", "just written", 1, -1, False),
        ("think", "review", 50, -50, False),
        ("clock", "rings in a day", 100, 86_400, False),
        ("clock", "should have rung", 90, -20, False),
    ]
    for lane, key, age, due, done in rows:
        await connection.execute(
            """
            INSERT INTO outbox (session_id, lane, key, effect, created_at, not_before, done_at)
            VALUES (%s, %s, %s, '{}', now() - make_interval(secs => %s),
              now() + make_interval(secs => %s), CASE WHEN %s THEN now() END)
            """,
            (session, lane, key, age, due, done),
        )


async def an_interview(
    connection: psycopg.AsyncConnection, phase: str, state: str = '{"stuck": false}'
) -> object:
    """Its id; it began five minutes ago, and belongs to a person of its own."""
    cursor = await connection.execute(
        """
        WITH who AS (INSERT INTO candidates (team_id, user_id) VALUES ('T1', %s) RETURNING id),
        job AS (INSERT INTO job_applications (candidate_id, company, job_title, job_description)
          SELECT id, 'c', 't', 'd' FROM who RETURNING id)
        INSERT INTO mock_interview_sessions (job_application_id, interview_stage, candidate_id,
          phase, state, started_at)
        SELECT job.id, 'hiring_manager', who.id, %s, %s, now() - make_interval(mins => 5)
        FROM who, job RETURNING id
        """,
        (str(uuid4()), phase, state),
    )
    row = await cursor.fetchone()
    assert row is not None
    return row[0]


@pytest.mark.parametrize(
    ("phase", "state", "waits"),
    [
        ("under_review", '{"stuck": false}', 300),  # nothing is owed any more: it is lost
        ("under_review", '{"stuck": true}', 0),  # the coach gave up, and they were told
        ("question_open", '{"stuck": false}', 0),
        ("ended", '{"stuck": false}', 0),
    ],
)
async def test_who_waits_for_the_bot_though_nothing_is_owed_is_seen(
    database_url, phase, state, waits
):
    async with await psycopg.AsyncConnection.connect(database_url) as connection:
        await an_interview(connection, phase, state)
    async with asking(database_url) as metrics:
        found = read(await metrics.page())
    assert round(value(found, "oldest_unanswered_seconds") or 0, -1) == waits


async def test_calls_of_a_model_are_counted_by_what_they_cost_and_how_they_failed():
    call = Call(task="review", model="m", prompt_version="1", seconds=1.5, uncached=100, read=20)
    async with asking(None) as metrics:
        metrics.called(replace(call, output=7))
        metrics.called(replace(call, error="overloaded_error", uncached=0, read=0))
        found = read(await metrics.page())
    assert value(found, "coach_calls_total", task="review", model="m") == 2
    error = {"task": "review", "model": "m", "error": "overloaded_error"}
    assert value(found, "coach_errors_total", **error) == 1
    kinds = ("uncached", "read", "short", "long", "output")
    tokens = [value(found, "coach_tokens_total", model="m", kind=kind) for kind in kinds]
    assert tokens == [100, 20, 0, 0, 7]
    assert value(found, "coach_seconds_sum", task="review", model="m") == 3.0


async def test_names_that_others_give_to_errors_do_not_make_series_without_end():
    async with asking(None) as metrics:
        for number in range(1000):
            metrics.not_done("chat_update", f"error_{number}")
        metrics.not_done("chat_update", "<html>" * 100)
        found = read(await metrics.page())
    series = [labels for name, labels in found if name == "mock_interview_slack_errors_total"]
    assert len(series) < 50
    assert value(found, "slack_errors_total", method="chat_update", error="other") > 900


async def test_a_coach_that_gave_up_is_counted_once_however_often_it_is_told():
    interview = thread_in(Phase.UNDER_REVIEW).interview
    question = interview.current
    assert question is not None
    failed = CoachFailed(task=Task.REVIEW, question_id=question.id, version=question.version)
    after = advance(interview, failed).interview
    async with asking(None) as metrics:
        metrics.stepped(interview, [failed], after)
        metrics.stepped(after, [failed], advance(after, failed).interview)
        found = read(await metrics.page())
    assert value(found, "coach_given_up_total", task="review", limited="false") == 1


async def test_a_reply_that_is_recorded_twice_is_one_turn():
    before = thread_in(Phase.FOLLOW_UP_OPEN).interview
    reply = next(post for post in before.posts if post.kind is PostKind.FOLLOW_UP)
    owed = replace(
        before,
        posts=tuple(replace(p, ts=None) if p == reply else p for p in before.posts),
    )
    assert reply.ts is not None
    stood = PostStood(key=reply.key, ts=reply.ts)
    async with asking(None) as metrics:
        metrics.stepped(owed, [stood], before)
        metrics.stepped(before, [stood], before)
        metrics.stepped(before, [stood], replace(before, version=before.version + 1))
        found = read(await metrics.page())
    assert value(found, "turns_total", reply="follow_up") == 1


async def test_a_worker_alone_serves_the_same_and_counts_what_it_did(database_url, home):
    ports = free_port(), free_port()
    async with Sandbox() as slack, loopback(honest) as claude:
        told = variables(
            slack,
            database_url,
            ANTHROPIC_API_KEY=claude.key,
            ANTHROPIC_BASE_URL=claude.url,
        )
        ears = await started(
            "run", "--no-worker", cwd=home, variables=told | {"PORT": str(ports[0])}
        )
        hands = await started("worker", cwd=home, variables=told | {"PORT": str(ports[1])})
        await slack.wait_until_connected(30)
        sam = Player(slack)
        await sam.introduces_themselves()
        await sam.starts()
        await claude.until_asked(6)
        claude.faults.extend([Fault(status=401, kind="authentication_error")] * 9)
        await sam.says(GOOD)
        await sam.sees("notice")
        heard, done = await scraped(ports[0]), await scraped(ports[1])
        await asyncio.gather(stopped(ears), stopped(hands))
    assert total(heard, "ack_seconds_count") > 0
    assert total(done, "ack_seconds_count") == 0
    assert total(heard, "posts_total") == 0
    assert value(done, "posts_total", outcome="posted") >= 3
    assert total(done, "coach_tokens_total") > 0
    assert value(done, "coach_given_up_total", task="review", limited="false") == 1
    errors: Iterable[dict[str, str]] = (
        dict(labels) for name, labels in done if name == "mock_interview_coach_errors_total"
    )
    assert {error["error"] for error in errors} == {"authentication_error"}
