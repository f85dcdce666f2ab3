"""Slack in its moods: slow, refusing, cutting lines, losing sockets. Everything is said, once."""

from __future__ import annotations

import pytest

from audit import audit
from playing import GOOD, PacedCoach, Player, bot_over, shown


@pytest.mark.parametrize(
    ("mood", "more"),
    [
        ("rate_limited", {"retry_after": 1}),
        ("server_error", {}),
        ("cut_before", {}),
        ("slow", {"seconds": 2}),
    ],
)
async def test_a_post_that_goes_wrong_stands_once_and_in_its_order(slack, database_url, mood, more):
    await _a_post_goes_wrong(slack, database_url, mood, more)


async def test_a_post_cut_off_after_it_was_taken_stands_once(any_slack, database_url):
    await _a_post_goes_wrong(any_slack, database_url, "cut_after", {})


async def _a_post_goes_wrong(slack, database_url, mood, more) -> None:
    async with bot_over(slack, database_url, coach=PacedCoach()):
        sam = await _at_the_first_question(slack)
        slack.fault("chat.postMessage", mood, **more)
        await sam.says(GOOD)
        await sam.sees("follow_up")
        await sam.says("feedback")
        await sam.sees("feedback")
        await sam.says("end")
        await sam.sees("summary")
        await audit(slack, database_url, sam)
        order = [str(m["text"]).split(" ")[0] for m in sam.posts()]
        assert order == ["Question", "Follow-up", "Feedback", "Your"]


async def test_a_card_cut_off_after_it_was_taken_is_found_and_not_posted_again(
    any_slack, database_url
):
    slack = any_slack
    async with bot_over(slack, database_url, coach=PacedCoach()):
        sam = Player(slack)
        await sam.introduces_themselves()
        slack.fault("chat.postMessage", "cut_after")
        await sam.starts()
        assert len(sam.cards) == 1
        await audit(slack, database_url, sam, phase="question_open")


async def test_a_button_pressed_before_the_bot_knows_that_it_stands_counts(slack, database_url):
    async with bot_over(slack, database_url, coach=PacedCoach(probes=0)):
        sam = await _at_the_first_question(slack)
        await audit(slack, database_url, sam, phase="question_open")
        slack.fault("chat.postMessage", "cut_after")
        await sam.presses("skip_question")
        second = await sam.sees("question", 2)
        assert await slack.click(sam.user, "skip_question", ts=second["ts"])
        await sam.sees("question", 3)
        await audit(slack, database_url, sam, phase="question_open")
        assert not sam.whispers()


async def test_next_pressed_before_the_bot_knows_of_its_feedback_leaves_no_button_there(
    slack, database_url
):
    async with bot_over(slack, database_url, coach=PacedCoach(probes=0)):
        sam = await _at_the_first_question(slack)
        await audit(slack, database_url, sam, phase="question_open")
        slack.fault("chat.postMessage", "cut_after")
        await sam.says(GOOD)
        await sam.sees("feedback")
        await sam.presses("next_question")
        await sam.sees("question", 2)
        await audit(slack, database_url, sam, phase="question_open")


async def test_redrawing_that_goes_wrong_leaves_no_button_behind(slack, database_url):
    async with bot_over(slack, database_url, coach=PacedCoach(probes=0)):
        sam = await _at_the_first_question(slack)
        slack.fault("chat.update", "cut_before")
        slack.fault("chat.update", "server_error")
        await sam.says(GOOD)
        await sam.sees("feedback")
        await sam.says("next")
        await sam.sees("question", 2)
        await audit(slack, database_url, sam, phase="question_open")


async def test_a_message_that_slack_refuses_for_good_does_not_hold_up_the_rest(slack, database_url):
    async with bot_over(slack, database_url, coach=PacedCoach(probes=0)):
        sam = await _at_the_first_question(slack)
        slack.fault("chat.update", "error", error="cant_update_message", times=3)
        await sam.says(GOOD)
        await sam.sees("feedback")
        await sam.says("end")
        await sam.sees("summary")


@pytest.mark.parametrize("abruptly", [False, True])
async def test_words_sent_while_the_socket_is_down_arrive_when_it_is_back(
    slack, database_url, abruptly
):
    async with bot_over(slack, database_url, coach=PacedCoach()):
        sam = await _at_the_first_question(slack)
        before = _addresses_asked_for(slack)
        slack.refuse_sockets(True)
        await slack.drop_sockets(abruptly=abruptly)
        await slack.until(lambda: not slack.connected)
        answer = await sam.says(GOOD, hold=True)
        await slack.until(lambda: _addresses_asked_for(slack) >= before + 2, 15)
        slack.refuse_sockets(False)
        await slack.until(lambda: slack.connected, 15)
        await slack.release(answer)
        await sam.sees("follow_up")
        await audit(slack, database_url, sam, phase="follow_up_open")


async def test_a_refreshed_socket_loses_no_word(slack, database_url):
    async with bot_over(slack, database_url, coach=PacedCoach(probes=0)):
        sam = await _at_the_first_question(slack)
        await slack.refresh_sockets()
        first = await sam.says(GOOD)
        second = await sam.says("It took us three weeks in all.")
        await sam.is_acked(first)
        await sam.is_acked(second)
        await slack.until(lambda: sam.posts("feedback"))
        await audit(slack, database_url, sam, phase="feedback_out")
        await slack.until(lambda: slack.connected)
        await sam.says("end")
        assert "Not enough answers" in shown(await sam.sees("summary"))
        await audit(slack, database_url, sam)


async def test_a_tardy_ack_brings_the_words_twice_and_counts_them_once(slack, database_url):
    slack.ack_seconds = 0.001
    async with bot_over(slack, database_url, coach=PacedCoach(probes=0)):
        slack.ack_seconds = 3
        sam = await _at_the_first_question(slack)
        slack.ack_seconds = 0.001
        answer = await sam.says(GOOD)
        await slack.until(lambda: len(_attempts(slack, answer)) == 4)
        slack.ack_seconds = 3
        await sam.sees("feedback")
        await audit(slack, database_url, sam, phase="feedback_out")
        assert len(sam.posts("feedback")) == 1


def _addresses_asked_for(slack) -> int:
    """How often the bot asked where to connect: an address that was refused is of no more use."""
    return sum(call.method == "apps.connections.open" for call in slack.calls)


def _attempts(slack, ts):
    about = {p["event_id"] for p in slack.events if p["event"].get("ts") == ts}
    return [attempt for attempt in slack.attempts if attempt.event_id in about]


async def _at_the_first_question(slack) -> Player:
    sam = Player(slack)
    await sam.introduces_themselves()
    await sam.starts()
    return sam
