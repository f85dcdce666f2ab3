"""What only the real Claude can answer; run with `--live` and ANTHROPIC_API_KEY, for some cents."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from builders import PAPERS
from interview.coach import grounded
from interview.coach.calls import Call
from interview.coach.claude import ClaudeCoach, open_client
from test_claude_coach import ASK, ASKED

pytestmark = pytest.mark.live


async def test_the_schema_is_taken_the_prompt_is_cached_and_a_review_comes_in_time():
    calls: list[Call] = []

    async def book(call: Call) -> None:
        calls.append(call)

    async with open_client(os.environ["ANTHROPIC_API_KEY"]) as client:
        coach = ClaudeCoach(client=client, on_call=book)
        await grounded.ask(coach, ASK)
        review = await grounded.review(coach, PAPERS, ASKED)
        await grounded.review(coach, PAPERS, replace(ASKED, review=review))
    assert not [call for call in calls if call.error]
    assert calls[-1].read > 1000, "nothing was read from the prompt cache"
    assert calls[-1].output < 500
    assert calls[-1].seconds < 6
    assert 5 <= review.score <= 9
