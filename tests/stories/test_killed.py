"""Programs that are killed, and start again: no answer is lost, none is answered twice."""

from __future__ import annotations

import time

import psycopg

from audit import audit, until_row
from playing import Player, rows, shown
from programs import Program, programs

RECOVERY_SECONDS = 8.0
STOP_SECONDS = 6.0
SETTLE_SECONDS = 2.0
FOR_EVER = 60.0
"""A settle time that no one waits out."""
HALF = (
    "I traced ten slow requests and saw that all of them wait for the same ledger rows, so I "
    "moved those rows into a table of their own."
)
"""Long enough to look finished, so that the reply waits no longer than the settle time."""

_AT_WORK = """
SELECT 1 FROM procrastinate_jobs j JOIN outbox o ON o.id::text = j.args->>'id'
WHERE j.status = 'doing' AND o.effect->>'do' = 'review' AND o.claimed_by IS NOT NULL
"""
_ALL_POSTED = """
SELECT 1 WHERE NOT EXISTS (
  SELECT 1 FROM outbox WHERE done_at IS NULL AND effect->>'do' = 'post')
"""


async def test_killed_in_mid_review_it_reviews_the_answer_when_it_is_back(
    slack, database_url, tmp_path
):
    bot = Program(slack, database_url, tmp_path, "run", settle_seconds=SETTLE_SECONDS)
    async with programs(bot):
        sam = await _at_the_first_question(slack)
        answer = await sam.says(HALF)
        await sam.is_acked(answer)
        await until_row(database_url, _AT_WORK)
        await bot.kill()
        killed = time.monotonic()
        assert not sam.posts("follow_up")
        await bot.start()
        await sam.sees("follow_up")
        assert time.monotonic() - killed < RECOVERY_SECONDS
        await _goes_on_to_its_end(sam)
        await audit(slack, database_url, sam)
        assert len(sam.posts("follow_up")) == 1
    said = await rows(database_url, "SELECT response_text FROM mock_interview_responses")
    assert said == [(HALF,)]
    assert "Traceback" not in bot.log


async def test_killed_between_a_post_and_its_record_it_does_not_post_again(
    any_slack, database_url, tmp_path
):
    slack = any_slack
    bot = Program(slack, database_url, tmp_path, "run")
    async with programs(bot):
        sam = await _at_the_first_question(slack)
        slack.fault("chat.postMessage", "slow", seconds=1)
        await sam.says(HALF)
        await slack.until(lambda: slack.faults_met == 1)
        async with await psycopg.AsyncConnection.connect(database_url) as connection:
            await connection.execute("SELECT id FROM mock_interview_sessions FOR UPDATE")
            await sam.sees("follow_up")
            await bot.kill()
        killed = time.monotonic()
        await bot.start()
        await until_row(database_url, _ALL_POSTED)
        assert time.monotonic() - killed < RECOVERY_SECONDS
        await _goes_on_to_its_end(sam)
        await audit(slack, database_url, sam)
        assert len(sam.posts("follow_up")) == 1


async def test_what_was_sent_while_it_was_away_is_answered_when_it_is_back(
    slack, database_url, tmp_path
):
    bot = Program(slack, database_url, tmp_path, "run")
    async with programs(bot):
        sam = await _at_the_first_question(slack)
        await bot.kill()
        answer = await sam.says(HALF, hold=True)
        await bot.start()
        await slack.release(answer)
        await sam.sees("follow_up")
        await _goes_on_to_its_end(sam)
        await audit(slack, database_url, sam)


async def test_a_killed_worker_is_replaced_by_another(slack, database_url, tmp_path):
    ears = Program(slack, database_url, tmp_path, "run", "--no-worker")
    hands = Program(slack, database_url, tmp_path, "worker", settle_seconds=SETTLE_SECONDS)
    async with programs(ears, hands):
        sam = await _at_the_first_question(slack)
        await sam.says(HALF)
        await until_row(database_url, _AT_WORK)
        await hands.kill()
        killed = time.monotonic()
        more = await sam.says("Then I moved the hot rows into a table of their own.")
        await sam.is_acked(more)
        await hands.start()
        await sam.sees("follow_up")
        assert time.monotonic() - killed < RECOVERY_SECONDS
        await _goes_on_to_its_end(sam)
        await audit(slack, database_url, sam)
        assert len(sam.posts("follow_up")) == 1


async def test_a_stopped_worker_hands_its_review_to_the_one_that_still_runs(
    slack, database_url, tmp_path
):
    ears = Program(slack, database_url, tmp_path, "run", "--no-worker")
    leaving = Program(slack, database_url, tmp_path, "worker", settle_seconds=FOR_EVER)
    staying = Program(slack, database_url, tmp_path, "worker")
    async with programs(ears, leaving):
        sam = await _at_the_first_question(slack)
        await sam.says(HALF)
        await until_row(database_url, _AT_WORK)
        asked = time.monotonic()
        assert await leaving.terminate() == 0
        assert time.monotonic() - asked < STOP_SECONDS
        assert await rows(database_url, _AT_WORK) == []
        async with programs(staying):
            await sam.sees("follow_up", timeout=RECOVERY_SECONDS)
            await _goes_on_to_its_end(sam)
            await audit(slack, database_url, sam)
            assert await staying.terminate() == 0
        assert await ears.terminate() == 0
    assert "Traceback" not in leaving.log + ears.log


async def test_sigterm_in_mid_review_exits_0_and_the_next_run_answers(
    slack, database_url, tmp_path
):
    stopped = Program(slack, database_url, tmp_path, "run", settle_seconds=FOR_EVER)
    started = Program(slack, database_url, tmp_path, "run")
    async with programs(stopped):
        sam = await _at_the_first_question(slack)
        await sam.says(HALF)
        await until_row(database_url, _AT_WORK)
        asked = time.monotonic()
        assert await stopped.terminate() == 0
        assert time.monotonic() - asked < STOP_SECONDS
        await slack.until(lambda: not slack.connected)
        async with programs(started):
            await sam.sees("follow_up", timeout=RECOVERY_SECONDS)
            await _goes_on_to_its_end(sam)
            await audit(slack, database_url, sam)
            assert await started.terminate() == 0
    assert "Traceback" not in started.log


async def _at_the_first_question(slack) -> Player:
    sam = Player(slack)
    await sam.introduces_themselves()
    await sam.starts()
    return sam


async def _goes_on_to_its_end(sam: Player) -> None:
    await sam.says("feedback")
    assert "of 10" in shown(await sam.sees("feedback"))
    await sam.says("next")
    await sam.sees("question", 2)
    await sam.says("end")
    await sam.sees("summary")
