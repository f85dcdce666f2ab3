"""People who are interviewed again and again, and do what people do when something goes wrong.

They press again what was not taken, and wait for what was: words that were acked are not repeated.
"""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox import Sandbox
from bot.sandbox.errors import SlackError
from bot.sandbox.workspace import Person
from playing import GOOD, JOB, RESUME, Player, buttons, kind, shown

PATIENCE = 150.0
"""Seconds that a person waits for a reply before they hold the interview to be stuck."""
_LOOK = 0.25
_AGAIN = 1.0
_MOST_TRIES = 10
_ANSWERS = (
    GOOD,
    "We cut the month-end close from nine days to four. I listed every step with its owner, found "
    "that three waited for the same report, and had that report built each night instead. My part "
    "was the list and the talks with finance. Since May it has stayed at four days.",
    "I helped a colleague who was stuck.",
    "Two teams wanted opposite things from our interface. I wrote both down with what each would "
    "cost in a year and brought them to one table; we agreed on single calls, and I built the",
    "It was hard, but in the end it went well and everybody was happy with what we had done.",
    "Hmm. I led the move of fourteen services to four databases with a team of five. I planned it "
    "so that each service could go back within a minute, and one of them did. It took six weeks.",
)
_ENDED = ("Finished", "Ended")
_WORDS = {
    "skip_question": "skip",
    "finish_question": "feedback",
    "next_question": "next",
    "end_interview": "end",
}


@dataclass
class Interviewee:
    """One person; `interviews` are those they have seen the card of, `waits` seconds to replies."""

    slack: Sandbox
    user: str
    lot: random.Random
    interviews: list[Player] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    stuck: str = ""
    ends: bool = False

    @classmethod
    def number(cls, slack: Sandbox, n: int, seed: int) -> Interviewee:
        person = Person(f"U0SOAK{n:03}", f"soak{n}", f"Soak {n}")
        slack.slack.workspace.people[person.id] = person
        return cls(slack, person.id, random.Random(f"{seed} {n}"))

    async def comes_in(self, door: asyncio.Semaphore) -> None:
        """Saves resume and job; again where Slack's three seconds were too short for a form."""
        async with door:
            for left in reversed(range(_MOST_TRIES)):
                try:
                    await Player(self.slack, self.user).introduces_themselves(RESUME, JOB)
                    return
                except (AssertionError, SlackError):
                    if not left:
                        raise
                await asyncio.sleep(_AGAIN)

    async def plays(self) -> None:
        """Interview after interview, until `ends` is set; the last is ended early."""
        while not self.ends and not self.stuck:
            player = await self._starts()
            if player is not None:
                self.interviews.append(player)
                await self._goes_through(player)

    async def _starts(self) -> Player | None:
        before = {card["ts"] for card in self._cards()}
        while True:
            begun = time.monotonic()
            taken = await self.slack.command(self.user, "start hiring_manager medium")
            # A start that is taken is answered by its card; words say why it was not.
            patience = PATIENCE if taken is not None and not taken.get("text") else 5 * _AGAIN
            while time.monotonic() - begun < patience:
                new = [card for card in self._cards() if card["ts"] not in before]
                if new:
                    player = Player(self.slack, self.user)
                    player.root = new[-1]["ts"]
                    return player
                await asyncio.sleep(_LOOK)
            if patience == PATIENCE:
                self.stuck = "started, and no card came"
                return None

    async def _goes_through(self, player: Player) -> None:
        seen, ended_under, since, reached = "", "", time.monotonic(), 0
        while not self._is_over(player):
            posts = [m for m in self._thread(player) if kind(m) not in (None, "card", "notice")]
            newest = posts[-1] if posts else None
            if newest is not None and newest["ts"] != seen:
                if seen:
                    self.waits.append(time.monotonic() - since)
                reached = len([m for m in posts if kind(m) == "question"])
                seen = newest["ts"]
                await asyncio.sleep(self.lot.uniform(0.5, 3))
                if not self.ends:
                    await self._reacts(player, newest)
                since = time.monotonic()
            if self.ends and newest is not None and newest["ts"] != ended_under:
                # A word that arrives after a newer post does nothing, so it is said again there.
                ended_under = newest["ts"]
                await player.says("end")
                since = time.monotonic()
            if time.monotonic() - since > PATIENCE:
                self.stuck = f"question {reached}: silence for {PATIENCE:.0f} s"
                return
            await asyncio.sleep(_LOOK)

    async def _reacts(self, player: Player, newest: dict[str, Any]) -> None:
        match kind(newest):
            case "question":
                if self.lot.random() < 0.08:
                    await self._asks(player, newest, "skip_question")
                else:
                    await self._answers(player)
            case "follow_up":
                if self.lot.random() < 0.4:
                    await self._asks(player, newest, "finish_question")
                else:
                    await self._answers(player)
            case "feedback":
                choice = "end_interview" if self.lot.random() < 0.05 else "next_question"
                await self._asks(player, newest, choice)

    async def _answers(self, player: Player) -> None:
        """In one to three messages, some of them while the first is read."""
        words = f"{self.lot.choice(_ANSWERS)} That was number {self.lot.randrange(10**6)}.".split()
        # Three words at least: "end" alone would be a wish, and a full stop nothing at all.
        cuts = sorted(
            self.lot.sample(range(3, len(words) - 2, 3), self.lot.choice([0, 0, 0, 1, 2]))
        )
        for begin, end in zip([0, *cuts], [*cuts, len(words)], strict=True):
            await player.says(" ".join(words[begin:end]))
            await asyncio.sleep(self.lot.uniform(0, 1.5) if end < len(words) else 0)

    async def _asks(self, player: Player, newest: dict[str, Any], action: str) -> None:
        """By its button, pressed again until it is taken, or by its word."""
        if self.lot.random() < 0.3:
            await player.says(_WORDS[action])
            return
        for _ in range(int(PATIENCE / _AGAIN)):
            here = self._message(player, newest["ts"])
            if here is None or self._newer(player, newest["ts"]):
                return
            choices = [each for each in (action, "end_interview") if each in buttons(here)]
            try:
                if choices and await self.slack.click(self.user, choices[0], ts=newest["ts"]):
                    return
            except SlackError:
                return  # the button went while it was being pressed
            await asyncio.sleep(_AGAIN)

    def _newer(self, player: Player, ts: str) -> bool:
        return any(m["ts"] > ts and kind(m) for m in self._thread(player))

    def _is_over(self, player: Player) -> bool:
        card = self._message(player, player.root)
        return card is not None and any(word in shown(card) for word in _ENDED)

    def _cards(self) -> list[dict[str, Any]]:
        channel = self.slack.slack.workspace.dm(self.user)
        return [m for m in channel.top_level() if kind(m) == "card"]

    def _thread(self, player: Player) -> list[dict[str, Any]]:
        return self.slack.slack.workspace.dm(self.user).thread(player.root)[1:]

    def _message(self, player: Player, ts: str) -> dict[str, Any] | None:
        return self.slack.slack.workspace.dm(self.user).messages.get(ts)
