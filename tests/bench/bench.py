"""`make bench`: measures, and prints ratios of one run with what they rest on.

`ARGS="--only hot"` or `--only claude` measures one part; `--help` lists the rest.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path

import uvloop

sys.path.insert(1, str(Path(__file__).parents[1]))

import told
from cost import ANSWER, JOB, MEDIAN_PAUSE, RESUME, SIGMA, ratios
from crowd import TURNS, crowd
from hot import PARTS, Plan, measure
from pace import FIRST_TOKEN, PEOPLE, SETTLE, SLOW_MODEL, TOKENS_A_SECOND, Waits, waits


async def claude() -> None:
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
    for name, seconds, goal in (
        ("reply to an answer", found_waits.reply, "p95 4 s, settle and model included"),
        ("  of which neither settle nor model", found_waits.own, "p95 0.15 s"),
        ("  the same where all answer at once", found_waits.together, "none"),
        ("first breath after the last answer", found_waits.breath, "p95 4 s"),
        ("feedback when asked for", found_waits.feedback, "p95 4 s"),
        ("ack while Claude is at work", found_waits.acks, "1 s"),
        ("next question", found_waits.next_question, "p95 0.5 s"),
    ):
        p50, p95, p99 = (Waits.at(share, seconds) for share in (0.5, 0.95, 0.99))
        say(
            f"  {name:36} p50 {p50:5.2f} s, p95 {p95:5.2f} s, p99 {p99:5.2f} s, "
            f"n {len(seconds):3}  (goal: {goal})"
        )


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


async def hot(chosen: argparse.Namespace) -> None:
    plan = Plan(
        seconds=chosen.seconds,
        rounds=chosen.rounds,
        people=chosen.people,
        rows=chosen.rows,
        against=chosen.against.resolve() if chosen.against else None,
        parts=tuple(chosen.part or PARTS),
    )
    say(f"The hot path, {plan.rounds} rounds of {plan.seconds:g} s")
    figures = await measure(plan, say)
    say(f"\n{told.table(figures)}")
    if chosen.json:
        chosen.json.write_text(told.as_json(figures))
    if chosen.write:
        told.write(figures)


def chosen() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench ARGS=…")
    add = parser.add_argument
    add("--only", choices=("claude", "hot"), help="one part of it")
    add("--part", action="append", choices=PARTS, help="of the hot path only this; may be repeated")
    add("--seconds", type=float, default=Plan.seconds, help="of each app in each round")
    add("--rounds", type=int, default=Plan.rounds)
    add("--people", type=int, default=Plan.people, help="open interviews")
    add("--rows", type=int, default=Plan.rows, help="old answers in the database with a long past")
    add("--against", type=Path, help="another checkout of the bot, measured beside this one")
    add("--json", type=Path, help="write the figures there too")
    add("--write", action="store_true", help="write the table into docs/where-the-time-goes.md")
    return parser.parse_args()


async def main(args: argparse.Namespace) -> None:
    if args.only != "hot":
        await claude()
    if args.only != "claude":
        await hot(args)


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main(chosen()))
