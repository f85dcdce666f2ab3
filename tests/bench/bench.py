"""`make bench`: measures, and prints ratios of one run with what they rest on."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

sys.path.insert(1, str(Path(__file__).parents[1]))

from cost import ANSWER, JOB, MEDIAN_PAUSE, RESUME, SIGMA, ratios
from crowd import TURNS, crowd
from pace import FIRST_TOKEN, PEOPLE, SETTLE, SLOW_MODEL, TOKENS_A_SECOND, Waits, waits


async def main() -> None:
    say("Input cost of a session with Claude, ours over the customer's prompts, same models")
    say(
        f"(resume {RESUME}, job {JOB}, answers {ANSWER} tokens of 4 characters; pauses lognormal, "
        f"median {MEDIAN_PAUSE:.0f} s, sigma {SIGMA}; 31 calls; prices as in models.py)"
    )
    for found in await ratios():
        say(f"  {found.models:40} {found.ratio:.2f}  (${found.ours:.4f} : ${found.theirs:.4f})")

    seen = await crowd()
    say(f"A crowd of {TURNS} reviews at once, 64 of them with the model at a time, one process")
    say(
        f"  lag of the loop p99 {1000 * seen.p99:.0f} ms, most {1000 * seen.lag[-1]:.0f} ms; "
        f"{1000 * seen.a_turn:.0f} ms CPU a review; {seen.wall:.1f} s in all"
    )
    found_waits = await waits()
    say(f"Waiting with Claude, {PEOPLE} people at once")
    say(
        f"(first token after {FIRST_TOKEN} s, {TOKENS_A_SECOND:.0f} tokens a second, settle "
        f"{SETTLE} s; for the next question a model of {SLOW_MODEL:.0f} s)"
    )
    for name, seconds in (
        ("follow-up after an answer", found_waits.reply),
        ("feedback when asked for", found_waits.feedback),
        ("next question", found_waits.next_question),
    ):
        say(f"  {name:40} p50 {seconds[len(seconds) // 2]:.2f} s, p95 {Waits.p95(seconds):.2f} s")


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    asyncio.run(main())
