"""Words that are no answer: each gets what the candidate needs, and none a response number."""

from __future__ import annotations

import pytest

from audit import audit
from playing import GOOD, PacedCoach, Player, bot_over, buttons, rows, shown


@pytest.fixture
async def sam(slack, database_url):
    """At the first question."""
    async with bot_over(slack, database_url, coach=PacedCoach()):
        player = Player(slack)
        await player.introduces_themselves()
        await player.starts()
        yield player


async def test_three_non_answers_are_a_nudge_an_offer_and_the_lowest_score(
    sam, slack, database_url
):
    for number, noise in enumerate(["...", "asdfgh"], start=1):
        await sam.says(noise)
        await sam.sees("notice", number)
        await audit(slack, database_url, sam, phase="question_open")
        assert buttons(sam.posts()[-1]) == ["skip_question"]
    assert "smaller example" in shown(sam.posts("notice")[-1])
    await sam.says("?!")
    assert "1 of 10" in shown(await sam.sees("feedback"))
    await audit(slack, database_url, sam, phase="feedback_out")
    assert len(sam.posts("notice")) == 2
    assert await rows(database_url, "SELECT score FROM mock_interview_analysis") == [(1,)]
    assert await rows(database_url, "SELECT id FROM mock_interview_responses") == []


async def test_could_you_clarify_is_answered_in_other_words_once(sam, slack, database_url):
    await sam.says("Could you clarify?")
    notice = await sam.sees("notice")
    assert "In other words" in shown(notice)
    await audit(slack, database_url, sam, phase="question_open")
    assert buttons(sam.posts()[-1]) == ["skip_question"]
    await sam.says(GOOD)
    await sam.sees("follow_up")
    await audit(slack, database_url, sam, phase="follow_up_open")
    assert buttons(sam.posts()[-1]) == ["finish_question"]
    assert await _answers(database_url) == [(1, GOOD)]


async def test_one_moment_gets_nothing(sam, slack, database_url):
    await sam.is_acked(await sam.says("one moment"))
    await audit(slack, database_url, sam, phase="question_open")
    assert len(sam.posts()) == 1
    await sam.says(GOOD)
    await sam.sees("follow_up")
    assert await _answers(database_url) == [(1, GOOD)]


async def test_no_example_gets_an_easier_angle(sam, slack, database_url):
    await sam.says("I have no example.")
    assert "A smaller question:" in shown(await sam.sees("notice"))
    await audit(slack, database_url, sam, phase="question_open")
    assert buttons(sam.posts()[-1]) == ["skip_question"]
    await sam.says(GOOD)
    await sam.sees("follow_up")
    await audit(slack, database_url, sam, phase="follow_up_open")


async def test_a_non_answer_to_a_follow_up_closes_the_question_on_what_was_said(
    sam, slack, database_url
):
    await sam.says(GOOD)
    await sam.sees("follow_up")
    await sam.says("...")
    await sam.sees("feedback")
    await audit(slack, database_url, sam, phase="feedback_out")
    assert await _answers(database_url) == [(1, GOOD)]


async def test_thanks_after_the_feedback_gets_nothing_and_more_words_are_kept_unscored(
    sam, slack, database_url
):
    await sam.says(GOOD)
    await sam.sees("follow_up")
    await sam.says("feedback")
    await sam.sees("feedback")
    await audit(slack, database_url, sam, phase="feedback_out")
    thanks = await sam.says("thanks!")
    await sam.is_acked(thanks)
    await sam.says("I should have said that it was my own idea from the start.")
    await sam.hears("not scored")
    await audit(slack, database_url, sam, phase="feedback_out", unstored={thanks})
    assert len(sam.whispers()) == 1
    assert await _answers(database_url) == [(1, GOOD)]


async def test_a_second_attempt_is_scored_and_the_better_one_counts(sam, slack, database_url):
    await sam.says("...")
    await sam.sees("notice", 1)
    await sam.says("....")
    await sam.sees("notice", 2)
    await sam.says(".....")
    await sam.sees("feedback")
    await sam.presses("retry_question")
    again = await sam.sees("question", 2)
    assert "second try" in shown(again)
    await sam.says(GOOD)
    await sam.sees("follow_up")
    await sam.says("feedback")
    await sam.sees("feedback", 2)
    await audit(slack, database_url, sam, phase="feedback_out")
    await sam.says("retry")
    await sam.sees("question", 3)
    await sam.says("skip")
    await sam.sees("question", 4)
    await sam.says("end")
    await sam.sees("summary")
    await audit(slack, database_url, sam)
    scores = await rows(
        database_url,
        "SELECT attempt, score FROM mock_interview_questions q "
        "LEFT JOIN mock_interview_analysis a ON a.question_id = q.id "
        "WHERE question_number = 1 ORDER BY attempt",
    )
    assert [attempt for attempt, _ in scores] == [1, 2, 3]
    assert scores[0][1] == 1
    assert scores[1][1] > 1
    assert scores[2][1] is None
    [(overall,)] = await rows(database_url, "SELECT overall_score FROM mock_interview_sessions")
    assert overall == scores[1][1]
    history = await slack.command(sam.user, "history")
    assert history is not None
    assert shown(history).count("Globex") == 1


async def _answers(database_url: str) -> list[tuple[int, str]]:
    return await rows(
        database_url, "SELECT response_number, response_text FROM mock_interview_responses"
    )
