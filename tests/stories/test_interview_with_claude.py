"""The whole bot with Claude as its coach, over the local Slack and a Claude on this machine."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from pydantic import SecretStr

from bot.sandbox import Sandbox
from loopback import Fault, Loopback, loopback
from loopback_author import honest
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
    assert calls == len(claude.requests) - 1  # the first tried what the server understands
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
        assert "another coach than the rest: rules" in shown(sam.posts("feedback")[0])
        kept = await rows(database_url, "SELECT response_text FROM mock_interview_responses")
    assert [text for (text,) in kept] == [GOOD]


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
