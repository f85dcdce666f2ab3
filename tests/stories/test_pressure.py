"""A crowd, a flood and a slow coach: the queue is slowed, and neither acks nor other people are."""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import Any

from audit import audit
from bot.conductor import Bell, Conductor
from bot.database import people
from bot.database.engine import create_engine, open_pool
from bot.database.interviews import Start
from bot.database.people import People, Person
from bot.jobs import Jobs
from bot.patience import Patience
from bot.sandbox.workspace import TEAM_ID, Person as Somebody
from builders import SETTING
from interview.events import Alarm
from interview.placing import MOST_A_MINUTE
from playing import GOOD, JOB, PRIYA, RESUME, PacedCoach, Player, bot_over, rows, shown

CROWD = 280
"""More than a worker has slots: without seats kept free nothing else would be done."""
AT_ONCE = 4
SOON = 1.0
"""Seconds in which Slack's three are kept with room to spare."""


async def test_hundreds_of_answers_wait_for_a_slow_coach_and_no_one_else_does(slack, database_url):
    coach = PacedCoach(probes=0, waits_in={"review"})
    quiet = Patience(alarms=dict.fromkeys(Alarm, 3_600.0))
    built = {"at_once": AT_ONCE, "patience": quiet}
    async with bot_over(slack, database_url, coach=coach, built=built):
        crowd = await _a_crowd(slack, database_url)
        priya = Player(slack, PRIYA)
        await priya.introduces_themselves()
        await priya.starts()
        for player in crowd:
            await player.says(GOOD)
        await _until(database_url, _WAITING, CROWD)
        assert coach.begun["review"] == AT_ONCE

        seconds = await _took(priya.is_acked(await priya.says(GOOD)))
        assert seconds < SOON
        assert await _took(slack.command(PRIYA, "status")) < SOON
        await priya.says("feedback")
        asked = slack.say(PRIYA, "status")
        assert await _took(_is_told(slack, priya, await asked)) < SOON

        await coach.go_on("review")
        await _until(database_url, _IN_PHASE, "feedback_out", CROWD + 1)
        await audit(slack, database_url, priya, *crowd[::20], phase="feedback_out")
        queued = await rows(database_url, "SELECT count(*) FROM procrastinate_jobs")
        assert queued[0][0] < CROWD, "the queue grew by being looked at"


async def test_a_flood_of_messages_is_kept_told_of_once_and_holds_up_no_one(slack, database_url):
    coach = PacedCoach(probes=0)
    async with bot_over(slack, database_url, coach=coach, settle_seconds=0.5):
        sam, priya = Player(slack), Player(slack, PRIYA)
        for player in (sam, priya):
            await player.introduces_themselves()
            await player.starts()
        flood = [await sam.says(f"Part {n} of what I did that week.") for n in range(300)]
        seconds = await _took(priya.is_acked(await priya.says(GOOD)))
        assert seconds < SOON
        assert await _took(priya.sees("feedback")) < 5 * SOON
        await slack.until(lambda: all(_is_acked(slack, ts) for ts in flood), 60)
        await sam.hears("faster than I can read")
        await sam.sees("feedback")
        await audit(slack, database_url, sam, priya, phase="feedback_out")
        told = [text for text in sam.whispers() if "faster than I can read" in text]
        assert len(told) == 1
    [(parts,)] = await rows(
        database_url,
        "SELECT count(*) FROM slack_messages WHERE placed = 'part' AND ts = ANY(%s)",
        flood,
    )
    [(kept,)] = await rows(
        database_url, "SELECT count(*) FROM slack_messages WHERE ts = ANY(%s)", flood
    )
    assert (parts, kept) == (MOST_A_MINUTE, len(flood))
    assert coach.begun["review"] < MOST_A_MINUTE, "a review for each part"


async def test_a_review_that_nobody_waits_for_any_more_makes_room_for_the_next(slack, database_url):
    coach = PacedCoach(probes=0, waits_in={"review"})
    async with bot_over(slack, database_url, coach=coach, built={"at_once": 1}):
        sam = Player(slack)
        await sam.introduces_themselves()
        await sam.starts()
        await sam.says(GOOD)
        await coach.at_work("review")
        await sam.says("And it stayed there for a whole year.")
        await coach.at_work("review", 2)
        await sam.says("end")
        await coach.go_on("review")
        await sam.sees("summary")
        await audit(slack, database_url, sam)
    assert "a whole year" in coach.heard[-1]


_WAITING = """
SELECT 1 FROM procrastinate_jobs j JOIN outbox o ON o.id::text = j.args->>'id'
WHERE j.status = 'doing' AND o.effect->>'do' = 'review' HAVING count(*) >= least(%s, 190)
"""
_ASKED = "SELECT 1 FROM mock_interview_questions HAVING count(*) >= %s"
_IN_PHASE = "SELECT 1 FROM mock_interview_sessions WHERE phase = %s HAVING count(*) >= %s"


async def _a_crowd(slack, database_url: str) -> list[Player]:
    """People at their first question; how they came there is another story."""
    crowd = [Player(slack, f"U0CROWD{number:03}") for number in range(CROWD)]
    for player in crowd:
        slack.slack.workspace.people[player.user] = Somebody(player.user, "c", "Crowd Member")
    engine, pool = create_engine(database_url), await open_pool(database_url, max_size=2)
    jobs = Jobs(pool)
    await jobs.open()
    conductor = Conductor(pool, jobs.wake, Bell(), Patience(alarms=dict.fromkeys(Alarm, 3_600.0)))
    for player in crowd:
        async with People(engine).transaction() as session:
            candidate = await people.meet(session, Person(TEAM_ID, player.user))
            resume = await people.save_resume(session, candidate.id, RESUME)
            job = await people.save_job(
                session,
                candidate.id,
                company="Globex",
                job_title="Senior Backend Engineer",
                description=JOB,
            )
            start = Start(
                team_id=candidate.team_id,
                job_application_id=job.id,
                resume_id=resume.id,
                setting=SETTING,
            )
            await conductor.begin(await people.raw(session), candidate.id, start)
    await engine.dispose()
    await pool.close()
    await _until(database_url, _ASKED, CROWD)
    for player in crowd:
        player.root = player.cards[-1]["ts"]
    return crowd


async def _until(database_url: str, query: str, *arguments: Any) -> None:
    """A crowd takes its time where the machine has other work: up to a minute here."""
    for _ in range(300):
        if await rows(database_url, query, *arguments):
            return
        await asyncio.sleep(0.2)
    raise AssertionError(f"never seen in the database: {query}")


async def _took(doing: Any) -> float:
    begun = monotonic()
    await doing
    return monotonic() - begun


async def _is_told(slack, player: Player, ts: str) -> None:
    await slack.until(
        lambda: [m for m in slack.messages(player.dm) if m["ts"] > ts and "Question" in shown(m)]
    )


def _is_acked(slack, ts: str) -> bool:
    about = {p["event_id"] for p in slack.events if p["event"].get("ts") == ts}
    return any(a.acked and a.event_id in about for a in slack.attempts)
