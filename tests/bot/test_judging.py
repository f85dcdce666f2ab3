"""The coach in a process beside: it finds what it would find here, and its death costs no work."""

from __future__ import annotations

import asyncio
import os
import pickle
import signal
import sys
import time
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio

from bot import judging
from bot.judging import Beside, Here, JudgingFailed
from builders import PAPERS, QUESTION
from interview.coach import AskBrief, grounded
from interview.coach.rules import RulesCoach
from interview.model import Answer, Competency, Message, Question
from playing import GOOD

ROOT = Path(__file__).parents[2]


def answered(text: str = GOOD) -> Question:
    part = Message(ts="1789000001.000000", text=text)
    return Question(
        id=UUID(int=1),
        number=1,
        attempt=1,
        asked=QUESTION,
        answers=(Answer(number=1, parts=(part,)),),
        version=1,
    )


class Upon:
    """Something that acts upon who unpickles it."""

    def __init__(self, deed: Any, *about: object) -> None:
        self._deed, self._about = deed, about

    def __reduce__(self) -> tuple[Any, tuple[object, ...]]:
        return self._deed, self._about


@pytest_asyncio.fixture
async def beside() -> AsyncIterator[Beside]:
    judge = Beside(RulesCoach())
    yield judge
    await judge.close()


async def test_it_finds_beside_what_it_finds_here(beside: Beside) -> None:
    here = Here(RulesCoach())
    brief = AskBrief(papers=PAPERS, number=1, competency=Competency.LEADERSHIP)
    assert await beside.judge(grounded.ask, brief) == await here.judge(grounded.ask, brief)
    found = await asyncio.gather(
        *(beside.judge(grounded.review, PAPERS, answered(said)) for said in (GOOD, "no idea"))
    )
    assert found == [
        await here.judge(grounded.review, PAPERS, answered(said)) for said in (GOOD, "no idea")
    ]
    assert found[0].score > found[1].score


async def test_a_process_that_was_killed_is_replaced_and_the_work_is_done(beside: Beside) -> None:
    program = await beside.started()
    work = asyncio.create_task(beside.judge(grounded.review, PAPERS, answered()))
    await asyncio.sleep(0)  # it has been asked, and is still loading
    os.kill(program.pid, signal.SIGKILL)
    assert (await work).score > 1
    assert (await beside.started()).pid != program.pid


async def test_work_that_kills_twice_fails_and_the_next_is_done(beside: Beside) -> None:
    with pytest.raises(JudgingFailed):
        await beside.judge(grounded.review, PAPERS, Upon(os._exit, 3))  # type: ignore[arg-type]
    assert (await beside.judge(grounded.review, PAPERS, answered())).score > 1


async def test_a_defect_is_told_by_its_name_and_the_process_goes_on(beside: Beside) -> None:
    with pytest.raises(JudgingFailed, match="AttributeError"):
        await beside.judge(grounded.review, PAPERS, None)  # type: ignore[arg-type]
    program = await beside.started()
    assert (await beside.judge(grounded.review, PAPERS, answered())).score > 1
    assert (await beside.started()).pid == program.pid


async def test_work_that_is_given_up_does_not_keep_its_outcome_for_the_next(beside: Beside) -> None:
    given_up = asyncio.create_task(beside.judge(grounded.review, PAPERS, answered("no idea")))
    kept = asyncio.create_task(beside.judge(grounded.review, PAPERS, answered()))
    await asyncio.sleep(0)
    given_up.cancel()
    assert (await kept).score > 1


async def test_a_process_that_hangs_is_ended_with_the_work_that_was_given_up(
    beside: Beside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judging, "HANGS_SECONDS", 0.2)
    await beside.judge(grounded.review, PAPERS, answered())
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.5):
            await beside.judge(grounded.review, PAPERS, Upon(time.sleep, 60))  # type: ignore[arg-type]
    async with asyncio.timeout(20):
        assert (await beside.judge(grounded.review, PAPERS, answered())).score > 1


async def test_once_closed_it_starts_no_other(beside: Beside) -> None:
    await beside.started()
    await beside.close()
    with pytest.raises(JudgingFailed):
        await beside.judge(grounded.review, PAPERS, answered())


_PARENT = """
import asyncio
from bot.judging import Beside
from interview.coach.rules import RulesCoach
async def main():
    print((await Beside(RulesCoach()).started()).pid, flush=True)
    await asyncio.sleep(60)
asyncio.run(main())
"""


async def test_it_ends_with_the_process_it_works_for_however_that_ends() -> None:
    parent = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", _PARENT),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        cwd=ROOT,
    )
    assert parent.stdout is not None
    assert parent.stderr is not None
    child = int(await parent.stdout.readline())
    os.kill(child, 0)
    parent.kill()
    async with asyncio.timeout(10):
        # Both write to it, so it ends with the last of them.
        assert await parent.stderr.read() == b""
    await parent.wait()


@pytest.mark.parametrize("sent", ["half of a length", "half of the work", "all of it"])
async def test_it_ends_without_a_word_when_whoever_asked_has_died(sent: str) -> None:
    work = pickle.dumps((grounded.review, (PAPERS, answered()), {}))
    asked = judging.LENGTH.pack(len(work)) + work
    asked = {"half of a length": asked[:2], "half of the work": asked[:99]}.get(sent, asked)
    read, write = os.pipe()
    program = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.judging"),
        stdin=PIPE,
        stdout=write,
        stderr=PIPE,
        cwd=ROOT,
    )
    os.close(write)
    os.close(read)
    _, said = await program.communicate(asked)
    assert (program.returncode, said) == (0, b"")
