"""What only the real Claude can answer; run with `--live` and ANTHROPIC_API_KEY, for some cents."""

from __future__ import annotations

import os
import sys
from dataclasses import replace

import pytest

from builders import PAPERS
from interview.coach import grounded
from interview.coach.calls import Call
from interview.coach.claude import SECONDS, ClaudeCoach, open_client
from interview.model import Closed
from test_claude_coach import ASK, ASKED

pytestmark = pytest.mark.live


async def test_the_schema_is_taken_the_prompt_is_cached_and_a_review_comes_in_time(capsys):
    calls: list[Call] = []

    async def book(call: Call) -> None:
        calls.append(call)

    async with open_client(os.environ["ANTHROPIC_API_KEY"]) as client:
        coach = ClaudeCoach(client=client, on_call=book, streamed=frozenset(SECONDS))
        await coach.check()
        await grounded.ask(coach, ASK)
        review = await grounded.review(coach, PAPERS, ASKED)
        review = await grounded.review(coach, PAPERS, replace(ASKED, review=review))
        reviewed = calls[-1]
        judged = replace(ASKED, review=review, closed=Closed.JUDGED)
        await grounded.give_feedback(coach, PAPERS, judged)
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(map(_told, calls)) + "\n")
    assert not [call for call in calls if call.error]
    assert reviewed.read > 1000, "nothing was read from the prompt cache"
    assert reviewed.output < 500
    assert reviewed.seconds < 6
    assert all(call.first_token_seconds is not None for call in calls)
    assert 5 <= review.score <= 9


def _told(call: Call) -> str:
    sent = call.uncached + call.read + call.short + call.long
    return (
        f"{call.task} by {call.model}: first word after {call.first_token_seconds or 0:.2f} s, "
        f"{call.output} tokens in {call.seconds:.2f} s; {call.read} of {sent} tokens were cached"
    )
