"""Several people at once: each interview goes its own way, as if there were no other."""

from __future__ import annotations

import asyncio

from audit import audit
from bot.sandbox.workspace import Person
from playing import GOOD, PRIYA, PacedCoach, Player, bot_over, rows


async def test_two_people_turn_by_turn_do_not_meet(slack, database_url):
    async with bot_over(slack, database_url, coach=PacedCoach()):
        sam, priya = Player(slack), Player(slack, PRIYA)
        for player in (sam, priya):
            await player.introduces_themselves()
            await player.starts()
        for number in range(1, 6):
            for player in (sam, priya):
                await player.sees("question", number)
                await player.says(f"{player.user} begins. {GOOD}")
            for player in (priya, sam):
                await player.sees("follow_up", number)
                await player.says(f"{player.user} ends. It took us three weeks in all.")
            for player in (sam, priya):
                await player.sees("feedback", number)
                await player.presses("next_question" if number < 5 else "end_interview")
        for player in (sam, priya):
            await player.sees("summary")
        await audit(slack, database_url, sam, priya)
    said = await rows(
        database_url,
        "SELECT c.user_id, r.response_text FROM mock_interview_responses r "
        "JOIN mock_interview_questions q ON q.id = r.question_id "
        "JOIN mock_interview_sessions s ON s.id = q.session_id "
        "JOIN candidates c ON c.id = s.candidate_id",
    )
    assert len(said) == 20
    assert all(text.startswith(user) for user, text in said)


async def test_twenty_interviews_at_once_all_come_to_their_end(slack, database_url):
    people = [Person(f"U0NUMBER{n:02}", f"number{n}", f"Number {n}") for n in range(20)]
    slack.slack.workspace.people.update({person.id: person for person in people})
    players = [Player(slack, person.id) for person in people]
    async with bot_over(slack, database_url, coach=PacedCoach(probes=0)):
        await asyncio.gather(*(_two_questions_and_the_end(player) for player in players))
        await audit(slack, database_url, *players)
    assert len(await rows(database_url, "SELECT id FROM mock_interview_analysis")) == 40


async def test_two_bots_race_for_one_interview_and_every_event_comes_thrice_in_any_order(
    slack, database_url
):
    slack.every_event_times, slack.event_disorder = 3, 0.3
    async with (
        bot_over(slack, database_url, coach=PacedCoach()),
        bot_over(slack, database_url, coach=PacedCoach()),
    ):
        await slack.until(lambda: slack.slack.sockets.count == 2)
        sam = Player(slack)
        await sam.introduces_themselves()
        await sam.starts()
        for number in range(1, 6):
            await sam.sees("question", number)
            await sam.says(GOOD)
            await sam.sees("follow_up", number)
            await sam.says("It took us three weeks in all, and it has held since.")
            await sam.sees("feedback", number)
            await sam.presses("next_question" if number < 5 else "end_interview")
        await sam.sees("summary")
        await audit(slack, database_url, sam)
        told = [len(sam.posts(k)) for k in ("question", "follow_up", "feedback", "summary")]
        assert told == [5, 5, 5, 1]


async def _two_questions_and_the_end(player: Player) -> None:
    await player.introduces_themselves()
    await player.starts()
    await player.says(GOOD)
    await player.sees("feedback")
    await player.presses("next_question")
    await player.sees("question", 2)
    await player.says(f"{GOOD} That was for {player.user}.")
    await player.sees("feedback", 2)
    await player.says("end")
    await player.sees("summary")
