"""The pace of calls: a message a second in a channel, short bursts, and Slack's pauses kept."""

from __future__ import annotations

import pytest

from bot.slack.pacing import BURST, LONGEST_PAUSE, LONGEST_WAIT, Pacing, retry_after

POST, UPDATE = "chat_postMessage", "chat_update"
NOW = "Sun, 22 Nov 2026 12:00:00 GMT"


class Watch:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture
def pacing(watch):
    return Pacing(clock=watch)


def test_a_burst_goes_at_once_and_then_a_message_a_second(pacing):
    waits = [pacing.reserve(POST, "D1") for _ in range(BURST + 3)]
    assert waits == [0.0] * BURST + [1.0, 2.0, 3.0]


def test_the_messages_of_an_interview_are_never_held(pacing, watch):
    for _ in range(40):
        for method in (POST, UPDATE, UPDATE):
            assert pacing.reserve(method, "D1") == 0.0
        watch.now += 2.0


def test_a_channel_holds_up_no_other_and_updates_hold_up_no_posts(pacing):
    for _ in range(BURST + 1):
        pacing.reserve(POST, "D1")
    assert pacing.reserve(POST, "D2") == 0.0
    assert pacing.reserve(UPDATE, "D1") == 0.0


def test_who_would_wait_too_long_is_told_when_and_takes_no_turn(pacing, watch):
    waits = [pacing.reserve(POST, "D1") for _ in range(50)]
    assert max(waits) == LONGEST_WAIT + 1
    assert waits[-3:] == [LONGEST_WAIT + 1] * 3
    watch.now += 3.0
    assert pacing.reserve(POST, "D1") == LONGEST_WAIT - 2


def test_channels_that_rest_are_forgotten(pacing, watch):
    for number in range(2_001):
        watch.now += 2.0
        pacing.reserve(POST, f"D{number}")
    assert len(pacing._next) < 10


def test_a_channel_that_is_refused_is_paused_alone(pacing, watch):
    pacing.refused(POST, "D1", 30.0)
    assert pacing.pause(POST, "D1") == 30.0
    assert pacing.pause(POST, "D2") == 0.0
    assert pacing.pause(UPDATE, "D1") == 0.0
    watch.now += 30.0
    assert pacing.pause(POST, "D1") == 0.0


def test_two_channels_that_are_refused_mean_the_method_and_no_other(pacing, watch):
    pacing.refused(POST, "D1", 30.0)
    watch.now += 1.0
    pacing.refused(POST, "D2", 20.0)
    assert pacing.pause(POST, "D3") == 20.0
    assert pacing.pause(POST, "D1") == 29.0
    assert pacing.pause(UPDATE, "D3") == 0.0
    watch.now += 20.0
    assert pacing.pause(POST, "D3") == 0.0


def test_refusals_that_are_over_mean_nothing(pacing, watch):
    pacing.refused(POST, "D1", 1.0)
    watch.now += 2.0
    pacing.refused(POST, "D2", 30.0)
    assert pacing.pause(POST, "D3") == 0.0


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("30", 30.0),
        (" 7 ", 7.0),
        ("0", 0.0),
        ("0.5", 0.5),
        ("86401", LONGEST_PAUSE),
        ("1e300", LONGEST_PAUSE),
        ("Sun, 22 Nov 2026 12:01:30 GMT", 90.0),
        ("Sun, 22 Nov 2026 11:00:00 GMT", 0.0),
        ("", 1.0),
        ("-5", 1.0),
        ("nan", 1.0),
        ("inf", 1.0),
        ("soon", 1.0),
        ("Sun, 99 Nov 2026", 1.0),
    ],
)
def test_retry_after_is_read_in_every_form(said, seconds):
    assert retry_after({"Retry-After": said, "Date": NOW}) == seconds


def test_without_a_retry_after_or_a_date_it_is_a_second():
    assert retry_after({}) == 1.0
    assert retry_after({"Retry-After": "Sun, 22 Nov 2026 12:01:30 GMT"}) == 1.0
