"""A figure that does not agree with the resume, from the doubt to the cleared score."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.sandbox import Sandbox
from interview.coach.rules import RulesCoach
from playing import Player, bot_over, rows, shown

TOLD = (
    "In March 2023 our payment API got slow and shops complained every day. I traced ten slow "
    "requests and saw them wait for the same ledger rows, so I ruled out the index. I moved the "
    "hot rows into a table of their own because they were read far more often than written. "
    "p99 latency of the payment API fell from 900 ms to 400 ms and stayed there; since then I "
    "test for contention first, because it had hidden the cause."
)
CAPS = "SELECT caps, score FROM mock_interview_analysis"


@pytest.fixture
async def sam(database_url: str) -> AsyncIterator[Player]:
    """Someone who has told their resume to the rules coach."""
    async with Sandbox() as slack, bot_over(slack, database_url, coach=RulesCoach()):
        player = Player(slack)
        await player.introduces_themselves()
        yield player


async def test_a_doubt_comes_first_and_is_lifted_by_a_word(sam: Player, database_url: str) -> None:
    await sam.starts()
    await sam.says(TOLD)
    asked = shown(await sam.sees("follow_up"))
    assert "Your resume says “from 900 ms to 120 ms”" in asked
    assert "here you said “from 900 ms to 400 ms”" in asked
    [(caps, held)] = await rows(database_url, CAPS)
    assert "contradicted" in caps
    assert held <= 4
    await sam.is_acked(await sam.says("You are right, 120 ms is correct. I mixed up two services."))
    await sam.reads_feedback(1)
    [(caps, score)] = await rows(database_url, CAPS)
    assert "contradicted" not in caps
    assert score > held


async def test_an_earlier_practice_is_remembered_and_costs_nothing(
    sam: Player, database_url: str
) -> None:
    resume = "Payments Engineer, Acme Pay\nKept the payment API running"
    await sam.introduces_themselves(resume=resume)
    await sam.starts()
    await sam.says(TOLD)
    await sam.reads_feedback(1)
    await sam.says("end")
    await sam.sees("summary")
    await sam.starts()
    await sam.says(TOLD.replace("400 ms", "120 ms").split("; since then")[0] + ".")
    asked = shown(await sam.sees("follow_up"))
    assert "In an earlier practice you said “from 900 ms to 400 ms”" in asked
    caps = await rows(database_url, "SELECT caps FROM mock_interview_analysis")
    assert not any("contradicted" in held for (held,) in caps)
