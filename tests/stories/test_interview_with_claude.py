"""The whole bot with Claude as its coach, over the local Slack and a Claude on this machine."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from pydantic import SecretStr

from bot.sandbox import Sandbox
from interview.coach.claude import SECONDS, ClaudeCoach, open_client
from interview.coach.prompts import prompt_version
from loopback import Fault, Loopback, loopback
from loopback_author import honest
from loopback_stream import Midway
from playing import GOOD, Player, bot_over, buttons, rows, shown


@asynccontextmanager
async def interviewed(
    slack: Sandbox, database_url: str, claude: Loopback, **settings: Any
) -> AsyncIterator[Player]:
    key = {"anthropic_api_key": SecretStr(claude.key), "anthropic_base_url": claude.url}
    async with bot_over(slack, database_url, **(key | settings)):
        sam = Player(slack)
        await sam.introduces_themselves()
        yield sam


async def test_an_interview_is_played_to_its_summary(slack, database_url):
    async with (
        loopback(honest) as claude,
        interviewed(slack, database_url, claude) as sam,
    ):
        await sam.starts("recruiter easy")
        for number in range(1, 6):
            await sam.sees("question", number)
            await sam.says(GOOD)
            await sam.reads_feedback(number)
            await slack.until(
                lambda n=number: "Begin with what you did" in shown(sam.posts("feedback")[n - 1])
            )
            await sam.presses("next_question" if number < 5 else "end_interview")
        await sam.sees("summary")
        engines = await rows(database_url, "SELECT DISTINCT engine FROM mock_interview_analysis")
        assert [engine.startswith("claude-haiku-5-5") for (engine,) in engines] == [True]
        [(calls, dollars)] = await rows(
            database_url, "SELECT count(*), sum(dollars) FROM model_calls WHERE error = ''"
        )
    assert calls == len(claude.requests) - 2  # the first two tried what the server understands
    assert dollars > 0


async def test_a_coach_that_stays_away_is_told_and_the_rules_coach_takes_over(slack, database_url):
    async with (
        loopback(honest) as claude,
        interviewed(slack, database_url, claude) as sam,
    ):
        await sam.starts()
        claude.faults.extend([Fault(status=401, kind="authentication_error")] * 9)
        await sam.says(GOOD)
        notice = await sam.sees("notice")
        assert "Your words are kept." in shown(notice)
        assert buttons(notice) == ["retry_review", "use_rules_coach"]
        claude.faults.clear()
        claude.faults.append(Fault(status=401, kind="authentication_error"))
        await sam.presses("use_rules_coach")
        await sam.reads_feedback(1)
        await slack.until(
            lambda: "another coach than the rest: rules" in shown(sam.posts("feedback")[0])
        )
        kept = await rows(database_url, "SELECT response_text FROM mock_interview_responses")
    assert [text for (text,) in kept] == [GOOD]


FAULTS = {
    "overloaded": [Fault(status=529, kind="overloaded_error")] * 99,
    "broken": [Fault(status=500)] * 99,
    "wants an hour": [Fault(status=429, kind="rate_limit_error", retry_after=3600)],
    "limit of money": [Fault(status=429, kind="rate_limit_error", code="spend_limit")],
    "cut off": [Fault(cut=True)] * 99,
    "declines": [Fault(stop="refusal")],
    "never ends": [Fault(text="{", stop="max_tokens")] * 2,
    "out of shape": [Fault(text="I would rather not.")] * 2,
}


@pytest.mark.parametrize("faults", FAULTS.values(), ids=FAULTS)
async def test_whatever_fails_the_answer_is_kept_and_a_way_on_is_offered(
    slack, database_url, faults
):
    async with (
        loopback(honest) as claude,
        interviewed(slack, database_url, claude) as sam,
    ):
        await sam.starts()
        await claude.until_asked(4)  # both models were tried, and two questions asked for
        claude.faults.extend(faults)
        await sam.says(GOOD)
        notice = await sam.sees("notice", timeout=30)
        assert buttons(notice) == ["retry_review", "use_rules_coach"]
        await sam.presses("use_rules_coach")
        assert "of 10" in shown(await sam.reads_feedback(1))
        kept = await rows(database_url, "SELECT response_text FROM mock_interview_responses")
    assert [text for (text,) in kept] == [GOOD]
    assert len(sam.posts("notice")) == 1


STALLS = {
    "a review that never comes": ("review", Fault(stall=30)),
    "coaching that never begins": ("feedback", Fault(stall=30)),
    "coaching that stops in the middle": ("feedback", Fault(midway=Midway.STALL)),
    "coaching that is cut off": ("feedback", Fault(midway=Midway.CUT)),
    "coaching that ends early": ("feedback", Fault(midway=Midway.END)),
    "an overload in the middle": (
        "feedback",
        Fault(midway=Midway.ERROR, kind="overloaded_error"),
    ),
}


@asynccontextmanager
async def impatient(slack: Sandbox, database_url: str, claude: Loopback) -> AsyncIterator[Player]:
    """The bot with a coach that waits a second where the real one waits a minute."""
    seconds = dict.fromkeys(SECONDS, 1.0)
    async with open_client(claude.key, claude.url) as client:
        coach = ClaudeCoach(client=client, seconds=seconds, stall_seconds=0.3, pause=0.01)
        async with bot_over(slack, database_url, coach=coach):
            sam = Player(slack)
            await sam.introduces_themselves()
            yield sam


@pytest.mark.parametrize(("task", "fault"), STALLS.values(), ids=STALLS)
async def test_a_model_that_falls_silent_holds_up_nobody(slack, database_url, task, fault):
    async with loopback(honest) as claude, impatient(slack, database_url, claude) as sam:
        await sam.starts()
        await claude.until_asked(2)  # the second question is being prepared
        if task == "feedback":
            await sam.says(GOOD)
            await sam.sees("follow_up")
        claude.faults.extend([fault] * 99)
        await sam.says(GOOD if task == "review" else "feedback")
        if task == "review":
            notice = await sam.sees("notice", timeout=30)
            assert buttons(notice) == ["retry_review", "use_rules_coach"]
            await sam.presses("use_rules_coach")
        feedback = await sam.reads_feedback(1)
        assert "of 10" in shown(feedback)
        if task == "feedback":
            await slack.until(lambda: "use_rules_coach" in buttons(sam.posts("feedback")[0]), 30)
            claude.faults.clear()
        await sam.says("next")
        await sam.sees("question", 2)
        kept = await rows(database_url, "SELECT response_text FROM mock_interview_responses")
    assert [text for (text,) in kept] == [GOOD]


async def test_a_spread_that_was_measured_is_shown_beside_the_score(slack, database_url, tmp_path):
    file = tmp_path / "models.toml"
    spread = f'{{ points = 2, measured = 2026-11-20, prompts = "{prompt_version()}" }}'
    file.write_text(f'["claude-haiku-5-5"]\nspread = {spread}\n')
    async with (
        loopback(honest) as claude,
        interviewed(slack, database_url, claude, models_file=file) as sam,
    ):
        await sam.starts()
        await sam.says(GOOD)
        assert "(±2)" in shown(await sam.reads_feedback(1))


async def test_papers_too_long_for_a_model_are_shortened_and_the_person_is_told(
    slack, database_url
):
    line = "Kept list number {} of the stock in the hall up to date"
    long = "\n".join(line.format(number) for number in range(900))
    async with loopback(honest) as claude, interviewed(slack, database_url, claude) as sam:
        file = await slack.upload(sam.user, "cv.txt", long.encode())
        await slack.command(sam.user, "profile")
        given = {"resume_text": "", "resume_file": [file], "job_title": "Stock clerk"}
        answer = await slack.submit(sam.user, given)
        assert answer.get("response_action") == "update", answer
        await sam.starts()
        assert "are not read" in shown(sam.cards[-1])
        assert len(claude.requests[-1]["system"][1]["text"]) < 25_000


async def test_trying_again_after_a_fault_gets_claudes_review(slack, database_url):
    async with (
        loopback(honest) as claude,
        interviewed(slack, database_url, claude) as sam,
    ):
        await sam.starts()
        claude.faults.extend([Fault(status=401, kind="authentication_error")] * 2)
        await sam.says(GOOD)
        await sam.sees("notice")
        claude.faults.clear()
        await sam.presses("retry_review")
        await sam.reads_feedback(1)
        assert "another coach" not in shown(sam.posts("feedback")[0])


async def test_a_limit_that_is_reached_is_told_and_nothing_is_lost(slack, database_url):
    async with (
        loopback(honest) as claude,
        interviewed(slack, database_url, claude, person_day_dollars=0.0001) as sam,
    ):
        await sam.starts()
        await sam.says(GOOD)
        notice = await sam.sees("notice")
        assert "used up" in shown(notice)
        await sam.presses("use_rules_coach")
        await sam.reads_feedback(1)
        kept = await rows(database_url, "SELECT response_text FROM mock_interview_responses")
    assert [text for (text,) in kept] == [GOOD]
