"""Interviews that are stopped: after some questions, before any answer, and in mid-review."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

import psycopg

from audit import audit
from playing import GOOD, PacedCoach, Player, bot_over, rows, shown


async def test_end_after_two_questions_sums_up_those_two(slack, database_url):
    async with bot_over(slack, database_url, coach=PacedCoach(probes=0)):
        sam = Player(slack)
        await sam.introduces_themselves()
        await sam.starts()
        for number in (1, 2):
            await sam.sees("question", number)
            await sam.says(GOOD)
            await sam.sees("feedback", number)
            if number == 1:
                await sam.presses("next_question")
        await sam.says("end")
        summary = shown(await sam.sees("summary"))
        await sam.reads_card("Finished")
        assert "Not enough answers" in summary
        assert "this interview has two" in summary
        await audit(slack, database_url, sam)
    [(completed, readiness)] = await rows(
        database_url, "SELECT completed_at, readiness FROM mock_interview_sessions"
    )
    assert completed is not None
    assert readiness == "Not enough answers"


async def test_end_before_any_answer_leaves_an_interview_without_a_summary(slack, database_url):
    async with bot_over(slack, database_url, coach=PacedCoach()):
        sam = Player(slack)
        await sam.introduces_themselves()
        await sam.starts()
        await sam.says("End.")
        await sam.reads_card("Ended, not scored")
        await audit(slack, database_url, sam)
        assert not sam.posts("summary", "feedback")
    [(feedback, score, completed)] = await rows(
        database_url,
        "SELECT session_feedback, overall_score, completed_at FROM mock_interview_sessions",
    )
    assert (feedback, score) == (None, None)
    assert completed is not None


async def test_end_in_mid_review_brings_the_feedback_and_then_the_summary(slack, database_url):
    coach = PacedCoach(waits_in={"review"})
    async with bot_over(slack, database_url, coach=coach):
        sam = Player(slack)
        await sam.introduces_themselves()
        await sam.starts()
        await sam.says(GOOD)
        await coach.at_work("review")
        await sam.is_acked(await sam.says("end"))
        assert not sam.posts("feedback")
        await coach.go_on("review")
        await sam.sees("summary")
        await audit(slack, database_url, sam)
        assert [len(sam.posts(k)) for k in ("question", "follow_up", "feedback")] == [1, 0, 1]


async def test_feedback_in_mid_review_comes_without_a_follow_up(slack, database_url):
    coach = PacedCoach(waits_in={"review"})
    async with bot_over(slack, database_url, coach=coach):
        sam = Player(slack)
        await sam.introduces_themselves()
        await sam.starts()
        await sam.says(GOOD)
        await coach.at_work("review")
        await sam.is_acked(await sam.says("feedback"))
        await coach.go_on("review")
        await sam.sees("feedback")
        await audit(slack, database_url, sam, phase="feedback_out")
        assert not sam.posts("follow_up")


async def test_another_part_in_mid_review_is_judged_with_the_first(slack, database_url):
    coach = PacedCoach(probes=0, waits_in={"review"})
    async with bot_over(slack, database_url, coach=coach):
        sam = Player(slack)
        await sam.introduces_themselves()
        await sam.starts()
        await sam.says(GOOD)
        await coach.at_work("review")
        await sam.is_acked(await sam.says("We measured it again in June and it had held."))
        await coach.go_on("review")
        await sam.sees("feedback")
        await audit(slack, database_url, sam, phase="feedback_out")
        assert len(sam.posts("feedback", "follow_up")) == 1
    assert "it had held" in coach.heard[-1]
    assert "shops complained" in coach.heard[-1]
    [(number, evidence)] = await rows(
        database_url,
        "SELECT response_number, evidence::text FROM mock_interview_responses r "
        "JOIN mock_interview_analysis a ON a.question_id = r.question_id",
    )
    assert number == 1
    assert "it had held" in evidence


async def test_what_slack_brought_before_the_stop_is_acked_first(slack, database_url):
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(bot_over(slack, database_url, coach=PacedCoach()))
        sam = Player(slack)
        await sam.introduces_themselves()
        await sam.starts()
        holding = await psycopg.AsyncConnection.connect(database_url)
        async with holding:
            await holding.execute("SELECT FROM mock_interview_sessions FOR UPDATE")
            said = await sam.says(GOOD)
            while not await rows(database_url, WAITING):
                pass
            stopping = asyncio.create_task(stack.pop_all().aclose())
            stopped, _ = await asyncio.wait({stopping}, timeout=0.5)
            assert not stopped
        await stopping
    assert await rows(database_url, "SELECT count(*) FROM mock_interview_responses") == [(1,)]
    await sam.is_acked(said)


WAITING = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
