"""Bot, worker or PostgreSQL killed at every step of one answer: it is answered once, and soon."""

from __future__ import annotations

import asyncio
import time

import pytest

from audit import audit, until_row
from bot.database.embedded import EmbeddedPostgres
from bot.database.schema import migrate
from bot.sandbox import Sandbox
from playing import PacedCoach, Player, bot_over, rows, shown
from programs import Program, programs
from steps import HALF, STEPS, kill_postgres

RECOVERY_SECONDS = 8.0
_ALL_POSTED = """
SELECT 1 WHERE NOT EXISTS (
  SELECT 1 FROM outbox WHERE done_at IS NULL AND effect->>'do' = 'post')
"""


@pytest.mark.parametrize("step", ["before the commit", "after the commit", "before the post"])
async def test_a_bot_killed_at_a_step_answers_when_it_is_back(
    patient_slack, database_url, tmp_path, step
):
    slack = patient_slack
    bot = Program(slack, database_url, tmp_path, "run")
    async with programs(bot):
        sam = await _at_the_first_question(slack)
        async with STEPS[step](slack, database_url, sam):
            await bot.kill()
        killed = time.monotonic()
        await bot.start()
        await _is_answered_once(sam, database_url, since=killed)
        await _goes_on_to_its_end(sam)
        await audit(slack, database_url, sam)
    assert "Traceback" not in bot.log


@pytest.mark.parametrize("step", ["before the post", "before its record"])
async def test_of_two_workers_one_is_killed_at_a_step_and_the_other_goes_on(
    slack_that_ignores_ids, database_url, tmp_path, step
):
    slack = slack_that_ignores_ids
    ears = Program(slack, database_url, tmp_path, "run", "--no-worker")
    hands = Program(slack, database_url, tmp_path, "worker")
    (tmp_path / "other").mkdir()
    other = Program(slack, database_url, tmp_path / "other", "worker")
    async with programs(ears, hands):
        sam = await _at_the_first_question(slack)
        async with STEPS[step](slack, database_url, sam):
            await hands.kill()
        killed = time.monotonic()
        await other.start()
        try:
            await _is_answered_once(sam, database_url, since=killed)
            await _goes_on_to_its_end(sam)
            await audit(slack, database_url, sam)
        finally:
            await other.end()


async def test_an_answer_given_while_no_worker_runs_is_answered_when_one_does(
    slack, database_url, tmp_path
):
    ears = Program(slack, database_url, tmp_path, "run", "--no-worker")
    hands = Program(slack, database_url, tmp_path, "worker")
    async with programs(ears, hands):
        sam = await _at_the_first_question(slack)
        await hands.kill()
        await sam.is_acked(await sam.says(HALF))
        await hands.start()
        await _is_answered_once(sam, database_url, since=time.monotonic())
        await ears.kill()  # what listens is not needed for what is being said
        await ears.start()
        await _goes_on_to_its_end(sam)
        await audit(slack, database_url, sam)


@pytest.mark.parametrize("steps", [list(STEPS)[:3], list(STEPS)[3:]], ids=["early", "late"])
async def test_postgresql_is_killed_at_every_step_of_an_answer(patient_slack, server, steps):
    slack, coach = patient_slack, PacedCoach()
    async with bot_over(slack, server.url, coach=coach, settle_seconds=0.5):
        sam = await _at_the_first_question(slack)
        for number, step in enumerate(steps, start=1):
            async with STEPS[step](slack, server.url, sam):
                await kill_postgres(server)
            killed = time.monotonic()
            await sam.sees("follow_up", number, timeout=2 * RECOVERY_SECONDS)
            await until_row(server.url, _ALL_POSTED)
            assert time.monotonic() - killed < RECOVERY_SECONDS, step
            await sam.says("feedback")
            await sam.sees("feedback", number)
            if number < len(steps):
                await sam.says("next")
                await sam.sees("question", number + 1)
        await sam.says("end")
        await sam.sees("summary")
        await audit(slack, server.url, sam)
        assert len(sam.posts("follow_up")) == len(steps)
        said = await rows(server.url, "SELECT response_text FROM mock_interview_responses")
        assert said == [(HALF,)] * len(steps)


@pytest.fixture
async def server(home):
    """A PostgreSQL of one's own that loses nothing that it has committed."""
    postgres = EmbeddedPostgres(home)
    await asyncio.to_thread(postgres.start)
    await asyncio.to_thread(migrate, postgres.url)
    yield postgres
    await asyncio.to_thread(postgres.stop)


async def _at_the_first_question(slack: Sandbox) -> Player:
    sam = Player(slack)
    await sam.introduces_themselves()
    await sam.starts()
    return sam


async def _is_answered_once(sam: Player, database_url: str, *, since: float) -> None:
    await sam.sees("follow_up", timeout=2 * RECOVERY_SECONDS)
    await until_row(database_url, _ALL_POSTED)
    assert time.monotonic() - since < RECOVERY_SECONDS
    assert len(sam.posts("follow_up")) == 1
    said = await rows(database_url, "SELECT response_text FROM mock_interview_responses")
    assert said == [(HALF,)]


async def _goes_on_to_its_end(sam: Player) -> None:
    await sam.says("feedback")
    assert "of 10" in shown(await sam.sees("feedback"))
    await sam.says("end")
    await sam.sees("summary")
