"""Silence is an event: a coach's is shown, a person's is asked about once and ends the interview.

The hours of the story are settings of the bot, so nothing is waited for.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from audit import audit, until_row
from bot.patience import Patience
from interview.events import Alarm
from playing import GOOD, PacedCoach, Player, bot_over, buttons, rows, shown

SOON = 0.3
NEVER = 3_600.0
NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC).timestamp()
"""In Berlin, where everyone of the sandbox lives; an hour ahead of UTC in November."""
LATE = datetime(2026, 11, 23, 22, 30, tzinfo=UTC).timestamp()


def after(**seconds: float) -> dict[str, Any]:
    """A bot with other hours: `still`, `reminder`, `closing` (seconds), and never the rest."""
    names = {
        "still": Alarm.STILL_AT_WORK,
        "reminder": Alarm.REMINDER_DUE,
        "closing": Alarm.CLOSING_DUE,
    }
    alarms = {alarm: seconds.get(name, NEVER) for name, alarm in names.items()}
    return {"patience": Patience(alarms=alarms), "now": lambda: NOON}


def without_status(slack) -> None:
    """A workspace whose plan has no status line."""
    slack.fault("assistant.threads.setStatus", "error", error="feature_disabled", times=1_000)


def still(player: Player) -> list[dict[str, Any]]:
    return [message for message in player.posts("notice") if "Still" in shown(message)]


async def begin(slack, coach: PacedCoach | None = None) -> Player:
    sam = Player(slack)
    await sam.introduces_themselves()
    await sam.starts()
    return sam


async def test_a_slow_coach_is_told_of_once_and_the_word_goes_with_the_reply(slack, database_url):
    without_status(slack)
    coach = PacedCoach(waits_in={"review"})
    async with bot_over(slack, database_url, coach=coach, built=after(still=SOON)):
        sam = await begin(slack)
        await sam.says(GOOD)
        await slack.until(lambda: still(sam))
        assert "reading your answer" in shown(still(sam)[0])
        assert not buttons(still(sam)[0])
        await sam.is_acked(await sam.says("And it stayed there for a whole year after that."))
        await coach.at_work("review", 2)
        await coach.go_on("review")
        await sam.sees("follow_up")
        await slack.until(lambda: not still(sam))
        await audit(slack, database_url, sam, phase="follow_up_open")
        assert _posted(slack, "Still") == 1


async def test_a_slow_question_feedback_and_summary_are_each_told_of(slack, database_url):
    without_status(slack)
    coach = PacedCoach(probes=0, waits_in={"ask 1", "feedback", "summary"})
    async with bot_over(slack, database_url, coach=coach, built=after(still=SOON)):
        sam = Player(slack)
        await sam.introduces_themselves()
        await slack.command(sam.user, "start hiring_manager medium")
        await slack.until(lambda: sam.cards)
        sam.root = sam.cards[-1]["ts"]
        await slack.until(lambda: still(sam))
        assert "preparing your first question" in shown(still(sam)[0])
        await coach.go_on("ask 1")
        await sam.sees("question")
        await slack.until(lambda: not still(sam))
        await sam.says(GOOD)
        await slack.until(lambda: still(sam))
        await coach.go_on("feedback")
        await sam.sees("feedback")
        await slack.until(lambda: not still(sam))
        await sam.says("end")
        await slack.until(lambda: still(sam))
        assert "writing your summary" in shown(still(sam)[0])
        await coach.go_on("summary")
        await sam.sees("summary")
        await slack.until(lambda: not still(sam))
        await audit(slack, database_url, sam)


async def test_where_slack_shows_a_status_it_is_kept_up_and_nothing_is_posted(slack, database_url):
    coach = PacedCoach(waits_in={"review"})
    built = after(still=SOON)
    built["patience"] = Patience(alarms=built["patience"].alarms, status=SOON)
    async with bot_over(slack, database_url, coach=coach, built=built):
        sam = await begin(slack)
        await sam.says(GOOD)
        await slack.until(lambda: _statuses(slack).count("is still reading your answer …") >= 2)
        assert not sam.posts("notice")
        await coach.go_on("review")
        await sam.sees("follow_up")
        await audit(slack, database_url, sam, phase="follow_up_open")
    assert not _posted(slack, "Still")


async def test_a_word_that_slack_is_slow_to_take_back_is_taken_back_after_all(slack, database_url):
    without_status(slack)
    slack.fault("chat.delete", "server_error")
    slack.fault("chat.delete", "cut_after")
    coach = PacedCoach(waits_in={"review"})
    async with bot_over(slack, database_url, coach=coach, built=after(still=SOON)):
        sam = await begin(slack)
        await sam.says(GOOD)
        await slack.until(lambda: still(sam))
        await coach.go_on("review")
        await sam.sees("follow_up")
        await slack.until(lambda: not still(sam))
        await audit(slack, database_url, sam, phase="follow_up_open")


async def test_a_bot_that_stops_in_a_silence_leaves_no_word_of_it_behind(slack, database_url):
    without_status(slack)
    coach = PacedCoach(waits_in={"review"})
    async with bot_over(slack, database_url, coach=coach, built=after(still=SOON)):
        sam = await begin(slack)
        await sam.says(GOOD)
        await slack.until(lambda: still(sam))
    async with bot_over(slack, database_url, coach=PacedCoach(), built=after(still=SOON)):
        await sam.sees("follow_up")
        await slack.until(lambda: not still(sam))
        await audit(slack, database_url, sam, phase="follow_up_open")
    assert _posted(slack, "Still") == 1


@pytest.mark.parametrize("task", ["ask", "review"])
async def test_a_coach_that_never_comes_back_ends_in_a_notice_with_a_way_on(
    slack, database_url, task
):
    coach = PacedCoach(waits_in={task})
    built = after()
    built["patience"] = Patience(alarms=built["patience"].alarms, coach=SOON)
    async with bot_over(slack, database_url, coach=coach, built=built):
        sam = Player(slack)
        await sam.introduces_themselves()
        await slack.command(sam.user, "start hiring_manager medium")
        await slack.until(lambda: sam.cards)
        sam.root = sam.cards[-1]["ts"]
        if task == "review":
            await sam.sees("question")
            await sam.says(GOOD)
        notice = await sam.sees("notice")
        assert "retry_review" in buttons(notice)
        await coach.go_on(task)
        await sam.presses("retry_review")
        await sam.sees("follow_up" if task == "review" else "question")
        phase = "follow_up_open" if task == "review" else "question_open"
        await audit(slack, database_url, sam, phase=phase)


@pytest.mark.parametrize("task", ["feedback", "summary"])
async def test_feedback_or_a_summary_that_never_comes_leaves_the_scores(slack, database_url, task):
    coach = PacedCoach(probes=0, waits_in={task})
    built = after()
    built["patience"] = Patience(alarms=built["patience"].alarms, coach=SOON)
    async with bot_over(slack, database_url, coach=coach, built=built):
        sam = await begin(slack)
        await sam.says(GOOD)
        assert "of 10" in shown(await sam.sees("feedback"))
        await sam.says("end")
        assert "Not enough answers" in shown(await sam.sees("summary"))
        await audit(slack, database_url, sam)


async def test_an_unanswered_question_is_asked_about_once_and_then_closed(slack, database_url):
    async with bot_over(
        slack, database_url, coach=PacedCoach(), built=after(reminder=SOON, closing=2)
    ):
        sam = await begin(slack)
        question = sam.posts("question")[0]
        reminder = await sam.sees("notice")
        said = shown(reminder)
        assert "question 1 still waits for you" in said
        assert shown(question).split("\n")[1] in said
        assert question["ts"].replace(".", "") in str(reminder["blocks"])
        assert buttons(reminder) == ["skip_question"]
        await sam.reads_card("Ended, not scored")
        await audit(slack, database_url, sam)
        assert len(sam.posts()) == 2
        assert not sam.posts("summary")


async def test_a_follow_up_left_open_is_closed_with_its_feedback_and_a_summary(slack, database_url):
    async with bot_over(
        slack, database_url, coach=PacedCoach(), built=after(reminder=SOON, closing=2)
    ):
        sam = await begin(slack)
        await sam.sees("notice")
        await sam.says(GOOD)
        follow_up = await sam.sees("follow_up")
        assert "of 10" in shown(await sam.sees("feedback"))
        await sam.sees("summary")
        await audit(slack, database_url, sam)
        assert len(sam.posts("notice")) == 1
        assert not buttons(next(m for m in sam.posts() if m["ts"] == follow_up["ts"]))


async def test_feedback_left_standing_is_summed_up(slack, database_url):
    async with bot_over(slack, database_url, coach=PacedCoach(probes=0), built=after(closing=SOON)):
        sam = await begin(slack)
        await sam.says(GOOD)
        await sam.sees("feedback")
        await sam.sees("summary")
        await audit(slack, database_url, sam)
        assert not sam.posts("notice")


async def test_nobody_is_reminded_at_night(slack, database_url):
    built = after(reminder=SOON) | {"now": lambda: LATE}
    async with bot_over(slack, database_url, coach=PacedCoach(), built=built):
        sam = await begin(slack)
        [(seconds,)] = [
            await until_row(
                database_url,
                "SELECT extract(epoch FROM not_before - now())::int FROM outbox "
                "WHERE lane = 'clock' AND done_at IS NULL AND not_before > now() + '1 hour'",
            )
        ]
        assert 8 * 3600 < seconds <= 9 * 3600
        assert not sam.posts("notice")


@pytest.mark.parametrize("error", ["missing_scope", "user_not_found"])
async def test_where_the_zone_is_not_told_the_reminder_comes_all_the_same(
    slack, database_url, error
):
    slack.fault("users.info", "error", error=error, times=1_000)
    built = after(reminder=SOON) | {"now": lambda: LATE}
    async with bot_over(slack, database_url, coach=PacedCoach(), built=built):
        sam = await begin(slack)
        await sam.sees("notice")


async def test_forget_makes_every_alarm_void(slack, database_url):
    async with bot_over(slack, database_url, coach=PacedCoach(), built=after()):
        sam = await begin(slack)
        assert await rows(database_url, "SELECT 1 FROM outbox WHERE lane = 'clock'")
        await slack.say(sam.user, "forget")
        await slack.until(lambda: _can_forget(slack, sam))
        await sam.presses("confirm_forget")
        await slack.until(lambda: "I hold nothing about you" in str(slack.messages(sam.dm)))
        assert not await rows(database_url, "SELECT 1 FROM outbox")


async def test_an_interview_that_ended_leaves_no_alarm_waiting(slack, database_url):
    async with bot_over(slack, database_url, coach=PacedCoach(), built=after()):
        sam = await begin(slack)
        await sam.says("end")
        await sam.reads_card("Ended, not scored")
        await audit(slack, database_url, sam)
        assert not await rows(
            database_url, "SELECT 1 FROM outbox WHERE lane = 'clock' AND done_at IS NULL"
        )


async def test_a_question_that_slack_refuses_for_good_ends_it_with_what_there_is(
    slack, database_url
):
    async with bot_over(slack, database_url, coach=PacedCoach(probes=0), built=after()):
        sam = await begin(slack)
        await sam.says(GOOD)
        await sam.sees("feedback")
        await audit(slack, database_url, sam, phase="feedback_out")
        slack.fault("chat.postMessage", "error", error="restricted_action")
        await sam.says("next")
        await sam.sees("summary")
        await sam.reads_card("Ended early, for Slack took no more questions")
        await audit(slack, database_url, sam)


def _can_forget(slack, sam: Player) -> bool:
    return any("confirm_forget" in buttons(message) for message in slack.messages(sam.dm))


def _posted(slack, words: str) -> int:
    """How often a message with these words was ever sent, also if it is gone by now."""
    posts = (call for call in slack.calls if call.method == "chat.postMessage")
    return sum(words in str(call.arguments.get("text")) for call in posts)


def _statuses(slack) -> list[str]:
    shows = (c for c in slack.calls if c.method == "assistant.threads.setStatus")
    return [str(call.arguments.get("status")) for call in shows]
