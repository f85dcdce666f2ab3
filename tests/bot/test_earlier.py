"""What is known of earlier practice: the candidate's own sentences with figures, and no more."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import psycopg
import pytest

from bot.database import earlier, interviews
from bot.database.interviews import Held
from bot.sandbox import Sandbox
from builders import PlainCoach
from interview.coach import ReviewBrief
from interview.coach.drafts import ReviewDraft
from interview.model import Line
from playing import PRIYA, SAM, Player, bot_over, rows

FIRST = "I led a team of 12 nurses. The ward was calm. Falls went from nine to 2 a month."
SECOND = "I moved forty pallets that night. Nobody was hurt."


@pytest.fixture
async def slack(database_url: str) -> AsyncIterator[Sandbox]:
    """A local Slack with a bot in it."""
    async with Sandbox() as sandbox, bot_over(sandbox, database_url, coach=PlainCoach()):
        yield sandbox


async def held_of(connection: psycopg.AsyncConnection[Any], database_url: str, user: str) -> Held:
    """The person's newest interview."""
    found = await rows(
        database_url,
        """
        SELECT s.id FROM mock_interview_sessions s JOIN candidates c ON c.id = s.candidate_id
        WHERE c.user_id = %s ORDER BY s.started_at DESC LIMIT 1
        """,
        user,
    )
    session_id: UUID = found[0][0]
    held = await interviews.read(connection, session_id)
    assert held is not None
    return held


async def said_before(database_url: str, user: str) -> tuple[Line, ...]:
    async with await psycopg.AsyncConnection.connect(database_url) as connection:
        held = await held_of(connection, database_url, user)
        return (await earlier.papers(connection, held)).earlier


async def plays(player: Player, answer: str, *, ends: bool = True) -> None:
    """One question of an interview, which is then ended or left open."""
    await player.starts()
    await player.says(answer)
    await player.reads_feedback(1)
    if ends:
        await player.says("end")
        await player.sees("summary")


async def test_sentences_with_figures_of_finished_interviews_are_known_newest_first(
    slack: Sandbox, database_url: str
) -> None:
    sam, priya = Player(slack), Player(slack, PRIYA)
    await sam.introduces_themselves()
    await plays(sam, FIRST)
    assert await said_before(database_url, SAM) == (), "an interview is not held against itself"
    await plays(sam, SECOND)
    await plays(sam, "I counted 99 boxes.", ends=False)
    assert await said_before(database_url, SAM) == (
        Line(id="E1", text="I moved forty pallets that night."),
        Line(id="E2", text="I led a team of 12 nurses."),
        Line(id="E3", text="Falls went from nine to 2 a month."),
    )
    await priya.introduces_themselves()
    await plays(priya, "I counted 7 boxes.", ends=False)
    assert await said_before(database_url, PRIYA) == (), "nor one person's words against another"


async def test_at_most_forty_sentences_are_taken(slack: Sandbox, database_url: str) -> None:
    sam = Player(slack)
    await sam.introduces_themselves()
    await plays(sam, "\n".join(f"I packed {number} boxes on day {number}." for number in range(60)))
    await plays(sam, "Then I rested.", ends=False)
    assert len(await said_before(database_url, SAM)) == earlier.MOST_SENTENCES == 40


async def test_nothing_is_known_of_a_person_who_was_forgotten(
    slack: Sandbox, database_url: str
) -> None:
    sam = Player(slack)
    await sam.introduces_themselves()
    await plays(sam, FIRST)
    await slack.say(SAM, "forget")
    await slack.until(lambda: "confirm_forget" in str(slack.messages(sam.dm)))
    await sam.presses("confirm_forget")
    await sam.introduces_themselves()
    await plays(sam, SECOND, ends=False)
    assert await said_before(database_url, SAM) == ()


@dataclass
class ListeningCoach(PlainCoach):
    """A coach who remembers what each review was given beside the answer."""

    given: list[tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=list)

    async def review(self, brief: ReviewBrief, objections: tuple[str, ...] = ()) -> ReviewDraft:
        self.given.append((tuple(line.text for line in brief.papers.earlier), brief.asked))
        return await super().review(brief, objections)


async def test_a_review_is_given_what_was_said_before_and_what_was_asked_here(
    database_url: str,
) -> None:
    coach = ListeningCoach()
    async with Sandbox() as slack, bot_over(slack, database_url, coach=coach):
        sam = Player(slack)
        await sam.introduces_themselves()
        await plays(sam, SECOND)
        await sam.starts()
        await sam.says("I counted the boxes.")
        await sam.reads_feedback(1)
        await sam.presses("next_question")
        await sam.sees("question", 2)
        await sam.says("I counted them again.")
        await sam.reads_feedback(2)
    assert coach.given == [
        ((), ()),
        (("I moved forty pallets that night.",), ()),
        (("I moved forty pallets that night.",), ("What changed?",)),
    ]
