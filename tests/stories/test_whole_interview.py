"""A whole interview through the real bot: Slack's wire, PostgreSQL, queue and coach included."""

from __future__ import annotations

import json

import pytest

from playing import GOOD, Player, bot_over, rows, shown


async def test_one_question_is_asked_and_one_answer_judged(slack, database_url):
    async with bot_over(slack, database_url):
        sam = Player(slack)
        await sam.introduces_themselves()
        await sam.starts()
        await sam.says("We made it faster.")
        await sam.sees("follow_up")
        await sam.says("feedback")
        assert "of 10" in shown(await sam.sees("feedback"))


async def test_five_questions_are_asked_judged_and_summed_up(slack, database_url):
    async with bot_over(slack, database_url):
        sam = Player(slack)
        await sam.introduces_themselves()
        await sam.starts("hiring_manager hard")
        for number in range(1, 6):
            await sam.sees("question", number)
            await sam.says(GOOD)
            await sam.reads_feedback(number)
            await sam.presses("next_question" if number < 5 else "end_interview")
        summary = shown(await sam.sees("summary"))
        await slack.until(lambda: "Finished" in shown(sam.cards[-1]))
    assert any(word in summary for word in ("Ready", "Almost ready", "Needs practice"))
    [(completed, score, feedback)] = await rows(
        database_url,
        "SELECT completed_at, overall_score, session_feedback FROM mock_interview_sessions",
    )
    scores = await rows(
        database_url,
        "SELECT a.score, q.question_number FROM mock_interview_analysis a "
        "JOIN mock_interview_questions q ON q.id = a.question_id ORDER BY 2",
    )
    assert completed is not None
    assert [number for _, number in scores] == [1, 2, 3, 4, 5]
    assert score == pytest.approx(sum(s for s, _ in scores) / 5)
    assert json.loads(feedback)["next_steps"]
    numbers = await rows(
        database_url,
        "SELECT array_agg(response_number ORDER BY response_number) "
        "FROM mock_interview_responses GROUP BY question_id",
    )
    assert len(numbers) == 5
    assert all(n == list(range(1, len(n) + 1)) for (n,) in numbers)
