"""Random walks through an interview: whatever happens in whatever order, it holds and it ends."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from hypothesis import HealthCheck, settings, strategies as st
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
SAID = (*ANSWERS, *ANSWERS, *SLIPS, *WORDS)
EDITED = (*ANSWERS, "", "Could you clarify?", "skip", "end", "one moment")
IDS = (None, None, None, "c1", "c2")
BACK = (0, 0, 0, 1, 2, 5)
BUTTONS = (*Control, Control.NEXT, Control.NEXT, Control.RETRY, Control.FEEDBACK)
SAYING = (*["stands"] * 16, *["unrecorded"] * 4, "refused")
THINKING = ("done", "done", "done", "done", "twice", "failed")
SMALL = st.integers(0, 9)


class AnInterview(RuleBasedStateMachine):
    @initialize(two_breaths=st.booleans(), probes=st.sampled_from((0, 2, 2)))
    def begins(self, two_breaths: bool, probes: int) -> None:
        self.walk = Walk(two_breaths=two_breaths, probes=probes)

    @rule(text=st.sampled_from(SAID), back=st.sampled_from(BACK), id=st.sampled_from(IDS))
    def words_are_sent(self, text: str, back: int, id: str | None) -> None:
        self.walk.write(text, back=back, client_msg_id=id)

    @rule(at=SMALL, keep=st.booleans())
    def words_arrive(self, at: int, keep: bool) -> None:
        self.walk.deliver(at, keep=keep)

    @rule(text=st.sampled_from(SAID))
    def words_are_sent_and_arrive(self, text: str) -> None:
        self.walk.tell(text)

    @rule(at=SMALL)
    def slack_brings_it_again(self, at: int) -> None:
        self.walk.again(at)

    @rule(at=SMALL, text=st.sampled_from(EDITED))
    def words_are_edited(self, at: int, text: str) -> None:
        self.walk.edit(at, text)

    @rule(at=SMALL)
    def words_are_deleted(self, at: int) -> None:
        self.walk.delete(at)

    @rule(at=SMALL, text=st.sampled_from(ANSWERS))
    def words_are_moved(self, at: int, text: str) -> None:
        self.walk.move(text, at)

    @rule(word=st.sampled_from(BUTTONS), at=SMALL, times=st.sampled_from((1, 1, 2)))
    def a_button_is_pressed(self, word: Control, at: int, times: int) -> None:
        self.walk.press(word, at, times)

    @rule(at=SMALL, by_rules=st.booleans())
    def the_coach_is_asked_again(self, at: int, by_rules: bool) -> None:
        self.walk.ask_the_coach_again(at, by_rules=by_rules)

    @rule(how=st.sampled_from(SAYING))
    def something_is_said(self, how: str) -> None:
        self.walk.speak(how)

    @rule()
    def everything_is_said(self) -> None:
        while self.walk.say:
            self.walk.speak()

    @rule(at=SMALL, how=st.sampled_from(THINKING))
    def a_coach_is_through(self, at: int, how: str) -> None:
        self.walk.think_of(at, how)

    @rule(back=st.sampled_from((0, 0, 0, 1, 2, 5)))
    def nobody_does_anything_for_long(self, back: int) -> None:
        self.walk.ring(back)

    @rule()
    def everything_is_done(self) -> None:
        self.walk.exhaust()

    @rule(falls_silent=st.booleans())
    def the_end_is_near(self, falls_silent: bool) -> None:
        self.falls_silent = falls_silent

    def teardown(self) -> None:
        if getattr(self, "falls_silent", False):
            self.walk.fall_silent()
        elif hasattr(self, "walk"):
            self.walk.come_to_an_end()


AnInterview.TestCase.settings = settings(
    max_examples=60,
    stateful_step_count=40,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
TestAnInterview = AnInterview.TestCase


def wander(seed: int, steps: int = 120) -> Walk:
    """The walk of this seed: mostly an interview, with every disturbance there is."""
    dice = Random(seed)
    walk = Walk(two_breaths=dice.random() < 0.5, probes=dice.choice((0, 2, 2)))

    def at() -> int:
        return dice.randrange(10)

    deeds: list[tuple[int, Callable[[], None]]] = [
        (10, lambda: walk.tell(f"{ANSWER} {walk.stamps}")),
        (6, lambda: walk.tell(dice.choice(SAID))),
        (6, lambda: walk.write(dice.choice(SAID), back=dice.choice(BACK))),
        (2, lambda: walk.write(dice.choice(SAID), client_msg_id=dice.choice(IDS))),
        (8, lambda: walk.deliver(at(), keep=dice.random() < 0.3)),
        (4, lambda: walk.again(at())),
        (3, lambda: walk.edit(at(), dice.choice(EDITED))),
        (3, lambda: walk.delete(at())),
        (2, lambda: walk.move(dice.choice(ANSWERS), at())),
        (4, lambda: walk.press(dice.choice(BUTTONS), at(), dice.choice((1, 1, 2)))),
        (20, lambda: walk.speak(dice.choice(SAYING))),
        (14, lambda: walk.think_of(at(), dice.choice(THINKING))),
        (3, lambda: walk.ring(dice.choice((0, 0, 1, 2, 5)))),
        (10, walk.exhaust),
    ]
    weights = [weight for weight, _ in deeds]
    for _ in range(steps):
        [(_, deed)] = dice.choices(deeds, weights)
        deed()
    walk.fall_silent() if dice.random() < 0.5 else walk.come_to_an_end()
    return walk


def test_every_phase_is_entered_and_left():
    moves = {move for seed in range(40) for move in wander(seed).moves}
    entered = {after for before, after in moves if before is not after}
    left = {before for before, after in moves if before is not after}
    assert entered == set(Phase)
    assert left == set(Phase) - {Phase.ENDED}
