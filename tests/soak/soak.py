"""`make soak`: many interviews at once while everything goes wrong, and then the books.

Half of the time Slack posts a `client_msg_id` once, half of the time it does not look at it.
Fails where a word that was acked is missing, anything stands twice, an interview does not end, a
defect was logged, or a program grew.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

_TESTS = Path(__file__).parents[1]
sys.path[1:1] = [str(_TESTS), str(_TESTS / "stories"), str(_TESTS.parent)]

import psycopg  # noqa: E402 - after the path

from audit import look_at, quiet  # noqa: E402
from bot.database.embedded import EmbeddedPostgres  # noqa: E402
from bot.database.schema import migrate  # noqa: E402
from bot.sandbox import Sandbox  # noqa: E402
from full_disk import full_disk  # noqa: E402
from interviewees import PATIENCE, Interviewee  # noqa: E402
from programs import Program, programs  # noqa: E402
from schedule import WORKERS, Trouble, schedule  # noqa: E402
from troubles import Troubles  # noqa: E402

RETRY_DELAYS = (0.0, 1.0, 2.0, *[4.0] * 40)
"""Seconds; Slack's own three retries take six minutes, and the soak has no such patience."""
_SETTLED = 30.0
"""Seconds after which a program has what it needs in memory, and should need no more."""
_MOST_GROWTH = 1.2


@dataclass
class Found:
    """What one half has shown."""

    name: str
    counts: Counter[str] = field(default_factory=Counter)
    troubles: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    memory: list[str] = field(default_factory=list)


@dataclass
class Weight:
    """The memory of one life of a program, in MiB."""

    program: Program
    name: str
    life: int = 0
    since: float = 0.0
    first: float = 0.0
    last: float = 0.0
    settled: float = 0.0
    lives: list[tuple[float, float, float]] = field(default_factory=list)

    def look(self) -> None:
        """To be called each second."""
        now = time.monotonic()
        with suppress(FileNotFoundError, ProcessLookupError, AssertionError, IndexError):
            if self.life != self.program.pid:
                self._end(now)
                self.life, self.since, self.settled = self.program.pid, now, 0.0
            self.last = self.program.memory
            if not self.settled and now - self.since > _SETTLED:
                self.settled = self.last

    def _end(self, now: float) -> None:
        if self.settled:
            self.lives.append((now - self.since, self.settled, self.last))

    def report(self, found: Found) -> None:
        self._end(time.monotonic())
        longest = max(self.lives, default=None)
        if longest is None:
            found.memory.append(f"{self.name}: no life of more than {_SETTLED:.0f} s")
            return
        seconds, settled, last = longest
        found.memory.append(
            f"{self.name}: {settled:.0f} MiB after {_SETTLED:.0f} s, {last:.0f} MiB after "
            f"{seconds:.0f} s"
        )
        if last > _MOST_GROWTH * settled:
            found.wrong.append(f"{self.name} grew from {settled:.0f} to {last:.0f} MiB")


async def half(*, honours: bool, seconds: float, seed: int, size: int, folder: Path) -> Found:
    """One run against one kind of Slack."""
    found = Found("a Slack that honours ids" if honours else "a Slack that ignores ids")
    server = EmbeddedPostgres(folder / "database")
    await asyncio.to_thread(server.start)
    try:
        await asyncio.to_thread(migrate, server.url)
        async with Sandbox(dedupe=honours, retry_delays=RETRY_DELAYS) as slack:
            places = [folder / name for name in ("bot", *(f"worker{n}" for n in range(WORKERS)))]
            for place in places:
                place.mkdir(parents=True)
            bot = Program(slack, server.url, places[0], "run", "--no-worker", settle_seconds=0.3)
            workers = [
                Program(slack, server.url, place, "worker", settle_seconds=0.3)
                for place in places[1:]
            ]
            async with programs(bot, *workers):
                troubles = Troubles(slack, server, bot, workers, random.Random(seed))
                people = [Interviewee.number(slack, n, seed) for n in range(size)]
                await _all_play(found, people, troubles, schedule(seed, seconds), seconds)
                await _look_at_the_books(found, slack, server.url, people)
                for program in (bot, *workers):
                    log = program.log
                    found.counts["tracebacks"] += log.count('"traceback"')
                    if '"traceback"' in log:
                        found.wrong.append(f"a traceback in {program.log_path}")
                found.troubles = troubles.done
                found.counts["troubles that had no room"] = sum(troubles.left_out.values())
    finally:
        await asyncio.to_thread(server.stop)
    return found


async def _all_play(
    found: Found,
    people: list[Interviewee],
    troubles: Troubles,
    coming: list[Trouble],
    seconds: float,
) -> None:
    door = asyncio.Semaphore(4)
    await asyncio.gather(*(person.comes_in(door) for person in people))
    programs_ = {"bot": troubles.bot}
    programs_ |= {f"worker {n}": worker for n, worker in enumerate(troubles.workers)}
    weights = [Weight(program, name) for name, program in programs_.items()]
    playing = [asyncio.create_task(person.plays()) for person in people]
    begun = time.monotonic()
    left = list(coming)
    while (now := time.monotonic() - begun) < seconds:
        while left and left[0].at <= now:
            troubles.begin(left.pop(0))
        for weight in weights:
            weight.look()
        await asyncio.sleep(min(1.0, max(0.05, (left[0].at if left else seconds) - now)))
    await troubles.end()
    for person in people:
        person.ends = True
    await asyncio.wait(playing, timeout=PATIENCE + 30)
    for weight in weights:
        weight.look()
        weight.report(found)
    for task, person in zip(playing, people, strict=True):
        if not task.done():
            task.cancel()
            person.stuck = person.stuck or "never came to an end"
        elif task.exception() is not None:
            found.wrong.append(f"the soak's own fault: {task.exception()!r}")
        if person.stuck:
            found.wrong.append(f"stuck: {person.user}, {person.stuck}")
        found.waits += person.waits
    found.counts["stuck"] = sum(bool(person.stuck) for person in people)


async def _look_at_the_books(
    found: Found, slack: Sandbox, url: str, people: list[Interviewee]
) -> None:
    """Each interview is looked at alone, so that one that is wrong hides no other."""
    try:
        await quiet(url)
    except AssertionError as wrong:
        found.wrong.append(str(wrong))
    for person in people:
        for player in person.interviews:
            if person.stuck and player is person.interviews[-1]:
                continue
            try:
                await look_at(slack, url, player)
            except AssertionError as wrong:
                what = str(wrong).split("\n")[0]
                found.wrong.append(f"{player.user} {player.root}: {what}")
                found.counts["twice"] += "posted twice" in what
                found.counts["words lost"] += "is stored" in what
    found.counts["interviews"] = sum(len(person.interviews) for person in people)
    found.counts["posts"] = sum(
        call.method == "chat.postMessage" and bool((call.answer or {}).get("ok"))
        for call in slack.calls
    )
    acked = {attempt.event_id for attempt in slack.attempts if attempt.acked}
    said = {
        payload["event_id"]
        for payload in slack.events
        if payload["event"]["type"] == "message" and payload["event"].get("client_msg_id")
    }
    found.counts["messages"] = len(said)
    found.counts["messages acked"] = len(said & acked)
    if said - acked:
        found.wrong.append(f"never acked: {len(said - acked)} messages")
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        for name, query in (
            ("answers", "SELECT count(*) FROM mock_interview_responses"),
            ("reviews", "SELECT count(*) FROM mock_interview_analysis"),
            ("interviews on record", "SELECT count(*) FROM mock_interview_sessions"),
            ("not ended", "SELECT count(*) FROM mock_interview_sessions WHERE phase <> 'ended'"),
            ("jobs left", "SELECT count(*) FROM procrastinate_jobs"),
        ):
            row = await (await connection.execute(query.encode())).fetchone()
            assert row is not None
            found.counts[name] = row[0]
    if found.counts["not ended"]:
        found.wrong.append(f"open for ever: {found.counts['not ended']}")


def report(found: Found) -> None:
    say(f"\n{found.name}")
    for name, count in found.counts.items():
        say(f"  {count:7} {name}")
    waits = sorted(found.waits)
    if waits:
        say(
            f"  replies: p50 {waits[len(waits) // 2]:.1f} s, p99 "
            f"{waits[int(len(waits) * 0.99)]:.1f} s, longest {waits[-1]:.1f} s"
        )
    say("  troubles: " + ", ".join(f"{n} {name}" for name, n in sorted(found.troubles.items())))
    for line in found.memory:
        say(f"  {line}")
    for line in found.wrong[:40]:
        say(f"  WRONG {line}")
    say("  all is well" if not found.wrong else f"  {len(found.wrong)} things are wrong")


async def main() -> int:
    read = argparse.ArgumentParser(description=__doc__)
    read.add_argument("--minutes", type=float, default=5.0)
    read.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10_000))
    read.add_argument("--people", type=int, default=60)
    read.add_argument("--slack", choices=("honours", "ignores", "both"), default="both")
    read.add_argument("--show", action="store_true", help="print the schedule and do nothing")
    read.add_argument("--keep", action="store_true", help="keep the folder with the logs")
    chosen = read.parse_args()
    kinds = [True, False] if chosen.slack == "both" else [chosen.slack == "honours"]
    seconds = 60 * chosen.minutes / len(kinds)
    say(f"{chosen.people} people, {len(kinds)} × {seconds:.0f} s, seed {chosen.seed}")
    if chosen.show:
        for trouble in schedule(chosen.seed, seconds):
            say(str(trouble))
        return 0
    folder = Path(tempfile.mkdtemp(prefix="mock-interview-soak-"))
    folder.chmod(0o711)  # noqa: ASYNC240 - nothing runs yet that could be held up
    halves = []
    for honours in kinds:
        place = folder / ("honours" if honours else "ignores")
        place.mkdir()
        place.chmod(0o711)
        found = await half(
            honours=honours, seconds=seconds, seed=chosen.seed, size=chosen.people, folder=place
        )
        report(found)
        halves.append(found)
    wrong = any(found.wrong for found in halves)
    try:
        say(f"\n{await full_disk(folder)}")
    except AssertionError as failed:
        say(f"\nWRONG disk full: {failed}")
        wrong = True
    if wrong or chosen.keep:
        say(f"\nThe logs are in {folder}")
    else:
        shutil.rmtree(folder, ignore_errors=True)
    return 1 if wrong else 0


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
