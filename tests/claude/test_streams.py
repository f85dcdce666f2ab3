"""The long replies come as streams: every way they can break off, and what is known early."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import pytest

from builders import PAPERS
from interview.coach import CoachGiveUp, CoachRetry, ReviewBrief, grounded
from interview.coach.calls import Call
from interview.coach.claude import Structured
from interview.evidence import number_answers
from interview.model import Closed
from loopback import Fault, Server, loopback
from loopback_author import honest
from loopback_stream import Midway
from test_claude_coach import ASK, ASKED, coach_at

CLOSED = ReviewBrief(
    papers=PAPERS,
    question=replace(ASKED, closed=Closed.JUDGED),
    answers=number_answers(ASKED.answers, ()),
)


class Books:
    """What is told of each call, in order."""

    def __init__(self) -> None:
        self.calls: list[Call] = []

    async def __call__(self, call: Call) -> None:
        self.calls.append(call)


async def test_feedback_and_summary_come_as_streams_and_the_short_replies_whole():
    async with loopback(honest) as claude, coach_at(claude) as coach:
        await grounded.ask(coach, ASK)
        review = await grounded.review(coach, PAPERS, ASKED)
        judged = replace(ASKED, review=review, closed=Closed.JUDGED)
        await grounded.give_feedback(coach, PAPERS, judged)
        await grounded.summarise(coach, PAPERS, (judged,))
    assert [body.get("stream", False) for body in claude.requests] == [False, False, True, True]


async def test_a_stream_says_what_a_whole_reply_says_and_how_soon_it_began():
    books = Books()
    async with loopback(honest, first_token=0.1, tokens_a_second=500) as claude:
        async with coach_at(claude, on_call=books, stall_seconds=0.3) as coach:
            streamed = await coach.give_feedback(CLOSED)
        async with coach_at(claude, on_call=books, streamed=frozenset()) as coach:
            whole = await coach.give_feedback(CLOSED)
    assert streamed == whole
    first, second = books.calls
    assert first.first_token_seconds is not None
    assert 0.1 <= first.first_token_seconds < first.seconds - 0.1
    assert second.first_token_seconds is None
    assert first.output == second.output > 50
    assert first.uncached + first.read + first.long == second.uncached + second.read
    assert first.stop_reason == "end_turn"
    assert first.request_id == "req_msg_1"


@pytest.mark.parametrize(
    ("server", "way"),
    [
        (Server.VLLM, Structured.FORMAT),
        (Server.LITELLM, Structured.FORMAT),
        (Server.LLAMA_CPP, Structured.TOOL),
        (Server.OLLAMA, Structured.PROMPT),
    ],
)
async def test_a_stream_is_read_in_every_servers_manner(server, way):
    local: dict[str, Any] = {"structured": None, "quick": "local-model", "better": "local-model"}
    async with loopback(honest, server=server) as claude, coach_at(claude, **local) as coach:
        draft = await coach.give_feedback(CLOSED)
    assert coach.structured is way
    assert draft.coaching == ("Begin with what you did.", "Then say what was different afterwards.")


BROKEN = {
    "overloaded midway": Fault(midway=Midway.ERROR, kind="overloaded_error"),
    "an error midway": Fault(midway=Midway.ERROR),
    "cut": Fault(cut=True),
    "ended early": Fault(midway=Midway.END),
    "stalled": Fault(midway=Midway.STALL),
    "garbled": Fault(midway=Midway.GARBLE),
    "silent": Fault(stall=3),
    "busy": Fault(status=429, kind="rate_limit_error", retry_after=0.01),
    "overloaded": Fault(status=529, kind="overloaded_error"),
    "broken": Fault(status=500),
}


@pytest.mark.parametrize("fault", BROKEN.values(), ids=BROKEN)
async def test_a_stream_that_breaks_off_is_begun_again_and_nothing_of_it_is_kept(fault):
    books = Books()
    async with (
        loopback(honest) as claude,
        coach_at(claude, on_call=books, stall_seconds=0.4) as coach,
    ):
        whole = await coach.give_feedback(CLOSED)
        claude.faults.append(fault)
        assert await coach.give_feedback(CLOSED) == whole
    assert len(claude.requests) == 3
    assert [bool(call.error) for call in books.calls] == [False, True, False]


@pytest.mark.parametrize("fault", BROKEN.values(), ids=BROKEN)
async def test_a_stream_that_keeps_breaking_off_is_told(fault):
    async with loopback(honest) as claude, coach_at(claude, stall_seconds=0.4) as coach:
        claude.faults.extend([fault] * 3)
        with pytest.raises((CoachRetry, CoachGiveUp)) as told:
            await coach.give_feedback(CLOSED)
    # What cannot be put together is a reply out of shape: asked for once more, then given up.
    assert isinstance(told.value, CoachGiveUp) is (fault.midway is Midway.GARBLE)


async def test_what_broke_off_in_the_middle_is_booked_with_what_it_had_read():
    books = Books()
    async with loopback(honest) as claude, coach_at(claude, on_call=books) as coach:
        claude.faults.append(Fault(midway=Midway.ERROR, kind="overloaded_error"))
        await coach.give_feedback(CLOSED)
    broken = books.calls[0]
    assert (broken.error, broken.stop_reason) == ("overloaded_error", "")
    assert broken.long > 1000
    assert broken.request_id


async def test_a_stall_within_a_stream_is_known_long_before_the_task_has_to_end():
    async with loopback(honest) as claude, coach_at(claude, stall_seconds=0.2) as coach:
        claude.faults.extend([Fault(midway=Midway.STALL)] * 3)
        begun = time.monotonic()
        with pytest.raises(CoachRetry, match="stalled"):
            await coach.give_feedback(CLOSED)
        assert time.monotonic() - begun < 5
    assert coach.seconds["feedback"] >= 60


async def test_a_stream_that_drips_is_bounded_as_a_whole():
    short = dict.fromkeys(("question", "review", "feedback", "summary"), 0.5)
    async with (
        loopback(honest, tokens_a_second=20) as claude,
        coach_at(claude, seconds=short) as coach,
    ):
        with pytest.raises(CoachRetry, match="too long"):
            await coach.give_feedback(CLOSED)


async def test_a_truncated_stream_is_asked_for_once_with_twice_the_room():
    async with loopback(honest) as claude, coach_at(claude) as coach:
        claude.faults.append(Fault(text='{"result": {"kind"', stop="max_tokens"))
        await coach.give_feedback(CLOSED)
        first, second = claude.requests
        assert second["max_tokens"] == 2 * first["max_tokens"]
        claude.faults.extend([Fault(text="{", stop="max_tokens")] * 2)
        with pytest.raises(CoachGiveUp):
            await coach.give_feedback(CLOSED)


@pytest.mark.parametrize(
    "fault",
    [
        Fault(status=401, kind="authentication_error"),
        Fault(status=402, kind="billing_error"),
        Fault(status=404, kind="not_found_error"),
        Fault(status=429, kind="rate_limit_error", code="enforced_spend_limit_reached"),
        Fault(stop="refusal"),
    ],
    ids=lambda fault: fault.kind + str(fault.status),
)
async def test_a_stream_that_no_waiting_mends_is_given_up_at_once(fault):
    async with loopback(honest) as claude, coach_at(claude) as coach:
        claude.faults.append(fault)
        with pytest.raises(CoachGiveUp):
            await coach.give_feedback(CLOSED)
    assert len(claude.requests) == 1
