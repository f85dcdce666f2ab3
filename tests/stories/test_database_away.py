"""PostgreSQL goes away and comes back: what was said meanwhile is said to be unsaved, then kept."""

from __future__ import annotations

import asyncio

import pytest

from audit import audit
from bot.database.embedded import EmbeddedPostgres
from bot.database.schema import migrate
from bot.sandbox import Sandbox
from playing import GOOD, PacedCoach, Player, bot_over

SAVED_LATER = "I could not save that yet. No need to send it again."
PRESS_AGAIN = "Not saved, please press again."
ANSWER_SECONDS = 3.0
"""After which Slack holds a click to have failed; the person should know by then."""


@pytest.fixture
async def server(home):
    """A PostgreSQL of one's own, to be stopped and started."""
    postgres = EmbeddedPostgres(home, durable=False)
    await asyncio.to_thread(postgres.start)
    await asyncio.to_thread(migrate, postgres.url)
    yield postgres
    await asyncio.to_thread(postgres.stop)


async def test_an_answer_given_while_the_database_is_away_is_kept_when_it_is_back(
    patient_slack, server
):
    slack = patient_slack
    async with bot_over(slack, server.url, coach=PacedCoach()):
        sam = await _at_the_first_question(slack, server)
        await asyncio.to_thread(server.stop)
        answer = await sam.says(GOOD)
        await sam.hears(SAVED_LATER)
        assert not _acked(slack, answer)
        await asyncio.to_thread(server.start)
        await sam.sees("follow_up")
        await audit(slack, server.url, sam, phase="follow_up_open")
        assert _acked(slack, answer)
        assert sam.whispers() == [SAVED_LATER]
        await sam.says("feedback")
        await sam.sees("feedback")
        await sam.says("end")
        await sam.sees("summary")
        await audit(slack, server.url, sam)


async def test_a_click_while_the_database_is_away_is_to_be_pressed_again(patient_slack, server):
    slack = patient_slack
    async with bot_over(slack, server.url, coach=PacedCoach()):
        sam = await _at_the_first_question(slack, server)
        await asyncio.to_thread(server.stop)
        assert not await sam.presses("skip_question")
        await slack.until(lambda: PRESS_AGAIN in sam.whispers(), ANSWER_SECONDS)
        await asyncio.to_thread(server.start)
        await slack.until(lambda: len(sam.posts("question")) == 1)
        assert await sam.presses("skip_question")
        await sam.sees("question", 2)
        await audit(slack, server.url, sam, phase="question_open")


async def test_a_review_under_way_while_the_database_is_away_is_not_lost(patient_slack, server):
    slack, coach = patient_slack, PacedCoach(waits_in={"review"})
    async with bot_over(slack, server.url, coach=coach):
        sam = await _at_the_first_question(slack, server)
        await sam.says(GOOD)
        await coach.at_work("review")
        await asyncio.to_thread(server.stop)
        await coach.go_on("review")
        await asyncio.to_thread(server.start)
        await sam.sees("follow_up", timeout=20)
        await audit(slack, server.url, sam, phase="follow_up_open")
        assert len(sam.posts("follow_up")) == 1


def _acked(slack: Sandbox, ts: str) -> bool:
    about = {p["event_id"] for p in slack.events if p["event"].get("ts") == ts}
    return any(attempt.acked and attempt.event_id in about for attempt in slack.attempts)


async def _at_the_first_question(slack: Sandbox, server: EmbeddedPostgres) -> Player:
    sam = Player(slack)
    await sam.introduces_themselves()
    await sam.starts()
    await audit(slack, server.url, sam, phase="question_open")
    return sam
