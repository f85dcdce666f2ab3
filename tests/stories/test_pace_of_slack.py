"""Slack wants patience: whom it refuses waits as long as it says, and nobody else does."""

from __future__ import annotations

import asyncio
import time

import pytest

from audit import audit
from bot import speaker
from bot.slack import gateway
from bot.slack.pacing import Pacing
from playing import GOOD, PRIYA, SAM, STRANGER, PacedCoach, Player, bot_over

LONG = 30
SOON = 5.0


async def test_a_channel_that_is_refused_for_long_does_not_delay_another_persons_thread(
    slack, database_url
):
    async with bot_over(slack, database_url, coach=PacedCoach()):
        sam, priya = await _both_at_their_first_question(slack)
        slack.fault("chat.postMessage", "rate_limited", retry_after=LONG, channel=sam.dm)
        await sam.says(GOOD)
        await slack.until(lambda: slack.faults_met == 1)
        before = len(_posts_tried(slack, sam))
        asked = time.monotonic()
        await priya.says(GOOD)
        await priya.sees("follow_up")
        await priya.says("feedback")
        await priya.sees("feedback")
        assert time.monotonic() - asked < SOON
        await sam.is_acked(await sam.says("And it has held ever since then."))
        assert not sam.posts("follow_up")
        assert len(_posts_tried(slack, sam)) == before


async def test_a_method_that_is_refused_everywhere_is_left_alone_and_other_methods_go_on(
    slack, database_url
):
    async with bot_over(slack, database_url, coach=PacedCoach()):
        sam, priya = await _both_at_their_first_question(slack)
        jonas = await _at_the_first_question(slack, STRANGER)
        slack.fault("chat.update", "rate_limited", retry_after=3, times=2)
        await asyncio.gather(sam.presses("skip_question"), priya.presses("skip_question"))
        await slack.until(lambda: slack.faults_met == 2)
        refused = time.monotonic()
        calls = len(_calls(slack, "chat.update"))
        await jonas.presses("skip_question")
        await slack.until(lambda: len(_calls(slack, "chat.update")) > calls)
        assert time.monotonic() - refused >= 2.5
        for player in (sam, priya, jonas):
            await player.sees("question", 2)
        await audit(slack, database_url, sam, priya, jonas, phase="question_open")


async def test_a_refusal_that_does_not_say_for_how_long_ends_by_itself(slack, database_url):
    async with bot_over(slack, database_url, coach=PacedCoach()):
        sam = await _at_the_first_question(slack, SAM)
        slack.fault("chat.postMessage", "rate_limited", retry_after="soon")
        await sam.says(GOOD)
        await sam.sees("follow_up", timeout=SOON)
        await audit(slack, database_url, sam, phase="follow_up_open")


async def test_many_messages_in_one_channel_keep_slacks_pace_and_their_order(slack, database_url):
    built = {"pacing": Pacing(a_second=4.0)}
    async with bot_over(slack, database_url, coach=PacedCoach(), built=built):
        sam = await _at_the_first_question(slack, SAM)
        for number in range(1, 5):
            await sam.sees("question", number)
            await sam.presses("skip_question")
        await sam.sees("question", 5)
        await audit(slack, database_url, sam, phase="question_open")
        stamps = [float(post["ts"]) for post in sam.posts("question")]
        assert stamps[4] - stamps[0] >= 0.5
        assert [str(post["text"])[:10] for post in sam.posts("question")] == [
            f"Question {number}" for number in range(1, 6)
        ]


@pytest.mark.parametrize("mood", ["bad_gateway", "hang"])
async def test_what_stands_before_slack_fails_and_the_post_stands_once(
    slack_that_ignores_ids, database_url, monkeypatch, mood
):
    monkeypatch.setattr(gateway, "CALL_SECONDS", 1.0)
    slack = slack_that_ignores_ids
    async with bot_over(slack, database_url, coach=PacedCoach()):
        sam = await _at_the_first_question(slack, SAM)
        slack.fault("chat.postMessage", mood)
        await sam.says(GOOD)
        await sam.sees("follow_up")
        await audit(slack, database_url, sam, phase="follow_up_open")


async def test_a_search_that_is_refused_leaves_the_doubt_and_nothing_is_posted_twice(
    slack_that_ignores_ids, database_url
):
    slack = slack_that_ignores_ids
    async with bot_over(slack, database_url, coach=PacedCoach()):
        sam = await _at_the_first_question(slack, SAM)
        slack.fault("chat.postMessage", "cut_after")
        slack.fault("conversations.replies", "rate_limited", times=2)
        await sam.says(GOOD)
        await sam.sees("follow_up")
        await slack.until(lambda: slack.faults_met == 3)
        await audit(slack, database_url, sam, phase="follow_up_open")


async def test_slack_away_for_more_attempts_than_a_defect_gets_loses_no_message(
    slack, database_url, monkeypatch
):
    monkeypatch.setattr(speaker, "MOST_ATTEMPTS", 1)
    async with bot_over(slack, database_url, coach=PacedCoach()):
        sam = await _at_the_first_question(slack, SAM)
        slack.fault("chat.postMessage", "server_error", times=3)
        await sam.says(GOOD)
        await sam.sees("follow_up")
        await audit(slack, database_url, sam, phase="follow_up_open")


def _calls(slack, method):
    return [call for call in slack.calls if call.method == method]


def _posts_tried(slack, player):
    posts = _calls(slack, "chat.postMessage")
    return [call for call in posts if call.arguments.get("channel") == player.dm]


async def _both_at_their_first_question(slack):
    players = await asyncio.gather(
        _at_the_first_question(slack, SAM), _at_the_first_question(slack, PRIYA)
    )
    return list(players)


async def _at_the_first_question(slack, user):
    player = Player(slack, user)
    await player.introduces_themselves()
    await player.starts()
    return player
