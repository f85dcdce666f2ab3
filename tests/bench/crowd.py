"""How much a crowd of reviews holds up the loop that acks Slack; Claude is a process of its own."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, process_time
from uuid import UUID

sys.path.insert(1, str(Path(__file__).parents[1]))

from builders import ANSWER, PAPERS, QUESTION
from interview.coach import grounded
from interview.coach.claude import ClaudeCoach, open_client
from interview.coach.rules import warm_up
from interview.model import Answer, Message, Question
from loopback import loopback
from loopback_author import honest

TURNS = 200
FIRST_TOKEN, TOKENS_A_SECOND = 0.5, 100.0
_TICK = 0.005


@dataclass(frozen=True, slots=True)
class Crowd:
    """Seconds of `lag` of the loop, sorted; of `wall` clock in all; of CPU `a_turn`."""

    lag: list[float]
    wall: float
    a_turn: float

    @property
    def p99(self) -> float:
        return self.lag[int(len(self.lag) * 0.99)]


async def crowd() -> Crowd:
    """So many reviews at once, from the request to the checked review."""
    server = await asyncio.create_subprocess_exec(
        sys.executable, __file__, stdout=asyncio.subprocess.PIPE, stdin=asyncio.subprocess.PIPE
    )
    assert server.stdout is not None
    key, url = (await server.stdout.readline()).decode().split()
    warm_up()
    try:
        async with open_client(key, url) as client:
            return await _measured(ClaudeCoach(client=client))
    finally:
        await server.communicate(b"")  # the end of its input is its end


async def _measured(coach: ClaudeCoach) -> Crowd:
    lag: list[float] = []
    ticking = asyncio.create_task(_tick(lag))
    begun, worked = monotonic(), process_time()
    await asyncio.gather(*(grounded.review(coach, PAPERS, _answered(n)) for n in range(TURNS)))
    wall, cpu = monotonic() - begun, process_time() - worked
    ticking.cancel()
    return Crowd(sorted(lag), wall, cpu / TURNS)


async def _tick(lag: list[float]) -> None:
    while True:
        asked = monotonic()
        await asyncio.sleep(_TICK)
        lag.append(monotonic() - asked - _TICK)


def _answered(number: int) -> Question:
    part = Message(ts="1789000001.000000", text=f"{ANSWER} That was in week {number % 50 + 1}.")
    answer = Answer(number=1, parts=(part,))
    return Question(
        id=UUID(int=number), number=1, attempt=1, asked=QUESTION, answers=(answer,), version=1
    )


async def _serve() -> None:
    """The server: it prints where it is, and goes when nobody holds its input open."""
    async with loopback(honest, first_token=FIRST_TOKEN, tokens_a_second=TOKENS_A_SECOND) as claude:
        sys.stdout.write(f"{claude.key} {claude.url}\n")
        sys.stdout.flush()
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(_serve())
