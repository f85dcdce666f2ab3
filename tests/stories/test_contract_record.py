"""What others read of an interview: the metadata of its posts, and the customer's tables."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest

from audit import audit, until_row
from bot.database.record import moment
from bot.sandbox import Sandbox
from playing import GOOD, SAM, PacedCoach, Player, bot_over, kind, rows, shown

KINDS = {"card", "question", "follow_up", "feedback", "summary", "notice"}
SPOKEN = 300
ASKED = """
SELECT q.question_number, q.attempt, q.asked_at, q.question_text FROM mock_interview_questions q
JOIN mock_interview_sessions s ON s.id = q.session_id ORDER BY q.asked_at
"""


@pytest.fixture
async def sam(slack: Sandbox, database_url: str) -> Any:
    """With resume and job, before a coach who asks follow-ups."""
    async with bot_over(slack, database_url, coach=PacedCoach()):
        player = Player(slack)
        await player.introduces_themselves()
        yield player


async def finishes(player: Player, questions: int = 1) -> None:
    """Answers so many questions and ends the interview."""
    for number in range(1, questions + 1):
        await player.sees("question", number)
        await player.says(GOOD)
        await player.reads_feedback(number)
        if number < questions:
            await player.presses("next_question")
    await player.says("end")
    await player.sees("summary")
    await player.reads_card("Finished")


async def test_every_post_of_an_interview_bears_its_kind_an_opaque_id_and_a_short_spoken_text(
    sam: Player, slack: Sandbox, database_url: str
) -> None:
    await sam.starts()
    await sam.says("....")
    await sam.sees("notice")
    await sam.says(GOOD)
    await sam.reads_feedback(1)
    await sam.says("retry")
    await sam.sees("question", 2)
    await sam.says("skip")
    await sam.sees("question", 3)
    await sam.says(GOOD)
    await sam.reads_feedback(2)
    await sam.says("end")
    await sam.sees("summary")
    await audit(slack, database_url, sam)
    posts = [*sam.cards, *(m for m in sam.thread if m.get("bot_id"))]
    assert {kind(post) for post in posts} == KINDS
    for post in posts:
        assert set(post["metadata"]) == {"event_type", "event_payload"}
        [(name, value)] = post["metadata"]["event_payload"].items()
        assert (name, value) == ("id", str(UUID(value)))
        assert 0 < len(post["text"]) <= SPOKEN


async def test_a_question_is_on_record_once_it_stands_with_the_stamp_of_its_post(
    sam: Player, slack: Sandbox, database_url: str
) -> None:
    await sam.starts()
    await until_row(
        database_url,
        "SELECT 1 FROM mock_interview_sessions WHERE prepared_question IS NOT NULL",
    )
    [(number, attempt, asked_at, text)] = await rows(database_url, ASKED)
    assert (number, attempt) == (1, 1)
    assert asked_at == moment(sam.posts("question")[0]["ts"])
    [(ready,)] = await rows(
        database_url, "SELECT prepared_question ->> 'text' FROM mock_interview_sessions"
    )
    assert ready != text
    await sam.says("skip")
    await sam.sees("question", 2)
    await audit(slack, database_url, sam, phase="question_open")
    assert [asked for _, _, asked, _ in await rows(database_url, ASKED)] == [
        moment(post["ts"]) for post in sam.posts("question")
    ]
    assert (await rows(database_url, ASKED))[1][3] == ready


async def test_the_card_is_the_sessions_thread(sam: Player, database_url: str) -> None:
    await sam.starts("recruiter hard")
    found = await rows(
        database_url,
        "SELECT s.team_id, s.channel_id, s.thread_ts, s.engine, s.target_level, "
        "s.interview_stage, s.difficulty_level, r.resume_text <> '', c.user_id "
        "FROM mock_interview_sessions s JOIN candidate_resumes r ON r.id = s.resume_id "
        "JOIN candidates c ON c.id = s.candidate_id",
    )
    where = (sam.slack.team_id, sam.dm, sam.cards[0]["ts"])
    assert found == [(*where, "plain v1", "L5A", "recruiter_screen", "hard", True, SAM)]


async def test_an_analysis_holds_what_was_shown_and_the_follow_ups_that_were_asked(
    sam: Player, database_url: str
) -> None:
    await sam.starts()
    await sam.says(GOOD)
    await sam.sees("follow_up")
    await sam.says("Afterwards nobody called us at night.")
    feedback = shown(await sam.sees("feedback"))
    [(score, level, follow_ups, text, revised, assessment, engine)] = await rows(
        database_url,
        "SELECT score, level_demonstrated, follow_up_questions, feedback_text, revised_answer, "
        "overall_assessment, engine FROM mock_interview_analysis",
    )
    assert follow_ups == ["What was different afterwards?"]
    assert level in ("L4", "L5A", "L5B", "not_shown")
    assert f"{score} of 10" in feedback
    assert all(part in feedback for part in (text, assessment))
    assert revised.split(".")[0] in feedback
    assert engine == "plain v1"
    assert await rows(
        database_url,
        "SELECT response_number, response_text, response_type FROM mock_interview_responses "
        "ORDER BY 1",
    ) == [(1, GOOD, "text"), (2, "Afterwards nobody called us at night.", "text")]


async def test_the_session_is_completed_when_its_summary_is_stored(
    sam: Player, database_url: str
) -> None:
    await sam.starts()
    await sam.says(GOOD)
    await sam.reads_feedback(1)
    done = "SELECT completed_at, overall_score, session_feedback FROM mock_interview_sessions"
    assert await rows(database_url, done) == [(None, None, None)]
    await sam.says("end")
    await sam.sees("summary")
    [(completed, score, feedback)] = await rows(database_url, done)
    assert datetime.now(UTC) - completed < timedelta(minutes=1)
    [(only,)] = await rows(database_url, "SELECT score FROM mock_interview_analysis")
    assert score == only
    assert set(json.loads(feedback)) >= {
        *("overall_assessment", "key_strengths", "areas_to_improve", "coaching_priorities"),
        *("readiness_score", "next_steps"),
    }


async def test_with_nothing_answered_the_session_is_completed_without_a_summary(
    sam: Player, database_url: str
) -> None:
    await sam.starts()
    await sam.says("end")
    await sam.reads_card("Ended, not scored")
    assert await rows(
        database_url,
        "SELECT completed_at IS NOT NULL, overall_score, session_feedback "
        "FROM mock_interview_sessions",
    ) == [(True, None, None)]
    assert sam.posts("summary") == []


async def test_the_history_counts_a_question_that_was_tried_twice_once(sam: Player) -> None:
    await sam.starts()
    await sam.says(GOOD)
    await sam.reads_feedback(1)
    await sam.says("retry")
    await sam.sees("question", 2)
    await sam.says(GOOD)
    await sam.reads_feedback(2)
    await sam.says("end")
    await sam.sees("summary")
    assert "1 of 5 answered" in shown(await sam.slack.command(SAM, "history") or {})


async def test_the_history_draws_no_trend_over_two_coaches_and_calls_the_unscored_so(
    slack: Sandbox, database_url: str
) -> None:
    engines = ["plain v1", "plain v1", "other v1"]
    for engine in engines:
        async with bot_over(slack, database_url, coach=PacedCoach(probes=0, engine=engine)):
            sam = Player(slack)
            if engine is engines[0] and not slack.messages(sam.dm):
                await sam.introduces_themselves()
            await sam.starts()
            await finishes(sam, questions=3)
            history = shown(await slack.command(SAM, "history") or {})
            assert ("A first impression" in history) is (len(sam.cards) == 2)
    async with bot_over(slack, database_url, coach=PacedCoach()):
        await sam.starts()
        assert "Open now" in shown(await slack.command(SAM, "history") or {})
        await sam.says("end")
        await sam.reads_card("Ended, not scored")
        history = shown(await slack.command(SAM, "history") or {})
    assert "Not scored" in history
    assert history.count("3 of 5 answered") == 3


async def test_buttons_stand_under_the_newest_message_only_at_every_step(
    sam: Player, slack: Sandbox, database_url: str
) -> None:
    steps: list[tuple[str, str, str]] = [
        ("question_open", "....", "notice"),
        ("question_open", GOOD, "follow_up"),
        ("follow_up_open", "feedback", "feedback"),
        ("feedback_out", "next", "question"),
    ]
    await sam.starts()
    for phase, words, brings in steps:
        await audit(slack, database_url, sam, phase=phase)
        before = len(sam.posts(brings))
        await sam.says(words)
        await sam.sees(brings, before + 1)
    await audit(slack, database_url, sam, phase="question_open")
    assert all(one["ts"] < other["ts"] for one, other in pairwise(sam.thread))
