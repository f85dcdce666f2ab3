"""A worker that is held to be dead and is not: what it does late, nobody sees."""

from __future__ import annotations

import asyncio
import time
from uuid import uuid4

from structlog.testing import capture_logs

from audit import audit, until_row
from bot import speaker
from playing import PacedCoach, Player, bot_over, rows, shown
from programs import Program, programs
from steps import HALF

RECOVERY_SECONDS = 8.0
_WHO_SAID_IT = "SELECT claimed_by, attempts, done_at FROM outbox WHERE key LIKE %s"
_DONE = "SELECT 1 FROM outbox WHERE key LIKE %s AND done_at IS NOT NULL"
_TAKEN_OVER = """
UPDATE outbox SET claimed_by = %s, claimed_at = now() - make_interval(hours => %s)
WHERE key LIKE 'post:card%%' AND done_at IS NULL RETURNING id
"""
_RUNNING_AGAIN = """
SELECT 1 FROM procrastinate_workers WHERE last_heartbeat > now() - interval '2 seconds'
HAVING count(*) >= 2
"""


async def test_a_worker_that_stops_in_mid_post_cannot_record_after_its_successor(
    slack_that_ignores_ids, database_url, tmp_path
):
    slack = slack_that_ignores_ids
    ears, first, second = _a_bot_and_two_workers(slack, database_url, tmp_path)
    async with programs(ears, first):
        sam = Player(slack)
        await sam.introduces_themselves()
        await sam.starts()
        met = slack.faults_met
        slack.fault("chat.postMessage", "slow", seconds=0.5)
        await sam.says(HALF)
        await slack.until(lambda: slack.faults_met > met)
        first.suspend()
        stopped = time.monotonic()
        async with programs(second):
            await until_row(database_url, _DONE, "post:follow_up%")
            assert time.monotonic() - stopped < RECOVERY_SECONDS
            said = await rows(database_url, _WHO_SAID_IT, "post:follow_up%")
            first.resume()
            await until_row(database_url, _RUNNING_AGAIN)
            await sam.says("feedback")
            assert "of 10" in shown(await sam.sees("feedback"))
            await sam.says("end")
            await sam.sees("summary")
            await audit(slack, database_url, sam)
            assert await rows(database_url, _WHO_SAID_IT, "post:follow_up%") == said
            assert said[0][1] == 2
            assert len(sam.posts("follow_up")) == 1
    assert "Traceback" not in first.log + second.log


async def test_a_drive_that_was_overtaken_while_it_was_held_up_sends_nothing(
    slack_that_ignores_ids, database_url, monkeypatch
):
    slack = slack_that_ignores_ids
    monkeypatch.setattr(speaker, "OVERTAKEN_SECONDS", 0.5)
    async with bot_over(slack, database_url, coach=PacedCoach()):
        sam = Player(slack)
        await sam.introduces_themselves()
        # Both who obeys the command and who posts the card ask where the person's DM is.
        slack.fault("conversations.open", "slow", seconds=1, times=2)
        starting = asyncio.create_task(slack.command(sam.user, "start hiring_manager medium"))
        await slack.until(lambda: slack.faults_met == 2)
        await rows(database_url, _TAKEN_OVER, uuid4(), 0)
        with capture_logs() as logged:
            await starting
            await slack.until(lambda: any(line["event"] == "overtaken" for line in logged))
        assert not _posted(slack)
        await rows(database_url, _TAKEN_OVER, None, 1)
        await slack.until(lambda: bool(sam.cards))
        sam.root = sam.cards[0]["ts"]
        await audit(slack, database_url, sam, phase="question_open")
        assert len(sam.cards) == 1


def _posted(slack):
    return [call for call in slack.calls if call.method == "chat.postMessage"]


def _a_bot_and_two_workers(slack, database_url, tmp_path):
    folders = [tmp_path / name for name in ("ears", "first", "second")]
    for folder in folders:
        folder.mkdir()
    ears = Program(slack, database_url, folders[0], "run", "--no-worker")
    return ears, *(Program(slack, database_url, folder, "worker") for folder in folders[1:])
