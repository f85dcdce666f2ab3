"""Random walks through an interview: whatever happens in whatever order, it holds and it ends."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from builders import ANSWER
from interview.model import Phase
from interview.reading import Control
from walking import Walk

ANSWERS = (
    ANSWER,
    "Twelve.",
    "And then I measured it for a month,",
    "We agreed on the interface with both teams before any of us wrote a line.",
)
SLIPS = ("...", "asdfghjkl", "Could you clarify?", "I have no example", "one moment", "thanks!")
WORDS = ("skip", "feedback", "next", "retry", "end", "help", "Next.")
TEXTS = st.sampled_from(ANSWERS * 2 + SLIPS + WORDS)
EDITS = st.sampled_from((*ANSWERS, "", "Could you clarify?", "skip", "end", "one moment"))
SMALL = st.integers(0, 9)
BACK = st.sampled_from((0, 0, 0, 1, 2, 5))


class AnInterview(RuleBasedStateMachine):
    @initialize(two_breaths=st.booleans(), probes=st.sampled_from((0, 2, 2)))
    def begins(self, two_breaths: bool, probes: int) -> None:
        self.walk = Walk(two_breaths=two_breaths, probes=probes)

    @rule(text=TEXTS, back=BACK, id=st.sampled_from((None, None, None, "c1", "c2")))
    def words_are_sent(self, text: str, back: int, id: str | None) -> None:
        self.walk.write(text, back=back, client_msg_id=id)

    @rule(at=SMALL, keep=st.booleans())
    def words_arrive(self, at: int, keep: bool) -> None:
        self.walk.deliver(at, keep=keep)

    @rule(text=TEXTS)
    def words_are_sent_and_arrive(self, text: str) -> None:
        self.walk.tell(text)

    @rule(at=SMALL)
    def slack_brings_it_again(self, at: int) -> None:
        self.walk.again(at)

    @rule(at=SMALL, text=EDITS)
    def words_are_edited(self, at: int, text: str) -> None:
        self.walk.edit(at, text)

    @rule(at=SMALL)
    def words_are_deleted(self, at: int) -> None:
        self.walk.delete(at)

    @rule(at=SMALL, text=st.sampled_from(ANSWERS))
    def words_are_moved(self, at: int, text: str) -> None:
        self.walk.move(text, at)

    @rule(word=st.sampled_from(Control), at=SMALL, times=st.sampled_from((1, 1, 2)))
    def a_button_is_pressed(self, word: Control, at: int, times: int) -> None:
        self.walk.press(word, at, times)

    @rule(how=st.sampled_from(("stands", "stands", "stands", "stands", "unrecorded", "refused")))
    def something_is_said(self, how: str) -> None:
        self.walk.speak(how)

    @rule()
    def everything_is_said(self) -> None:
        while self.walk.say:
            self.walk.speak()

    @rule(at=SMALL, how=st.sampled_from(("done", "done", "done", "twice", "failed")))
    def a_coach_is_through(self, at: int, how: str) -> None:
        self.walk.think_of(at, how)

    @rule()
    def everything_is_done(self) -> None:
        self.walk.exhaust()

    def teardown(self) -> None:
        if hasattr(self, "walk"):
            self.walk.fork().come_to_an_end()


AnInterview.TestCase.settings = settings(
    max_examples=60,
    stateful_step_count=40,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
TestAnInterview = AnInterview.TestCase
