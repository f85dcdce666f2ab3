"""What is scarce is had in turn: a crowd of one workspace or person waits for itself alone."""

from __future__ import annotations

import asyncio
from uuid import UUID

import pytest

from bot.turns import NoSeat, OneAtATime, Turns, Whose

SAM, PRIYA, JONAS = UUID(int=1), UUID(int=2), UUID(int=3)


class _Bench:
    """Work that goes on until it is told to stop; `begun` is the order in which it began."""

    def __init__(self, most: int) -> None:
        self.turns = Turns(most=most, seats=256)
        self.begun: list[Whose] = []
        self._ends = asyncio.Semaphore(0)
        self.tasks: list[asyncio.Task[None]] = []

    async def asks(self, whose: Whose, times: int = 1) -> None:
        self.tasks += [asyncio.create_task(self._work(whose)) for _ in range(times)]
        await _settled()

    async def _work(self, whose: Whose) -> None:
        async with self.turns.turn(whose):
            self.begun.append(whose)
            await self._ends.acquire()

    async def ends(self, times: int = 1) -> None:
        for _ in range(times):
            self._ends.release()
            await _settled()


async def _settled() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_no_more_work_than_may_be_at_once():
    bench = _Bench(most=2)
    await bench.asks(("T1", SAM), 5)
    assert len(bench.begun) == 2
    await bench.ends(5)
    assert len(bench.begun) == 5
    await bench.asks(("T1", SAM), 2)
    assert len(bench.begun) == 7
    await bench.ends(2)


async def test_another_workspace_is_next_whatever_the_crowd_before_it():
    bench = _Bench(most=1)
    for number in range(200):
        await bench.asks(("T1", UUID(int=1000 + number)))
    await bench.asks(("T2", JONAS))
    await bench.ends(2)
    assert ("T2", JONAS) in bench.begun[:3]
    await bench.ends(200)
    assert len(bench.begun) == 201


async def test_another_person_is_next_whatever_one_has_asked_for():
    bench = _Bench(most=1)
    await bench.asks(("T1", SAM), 50)
    await bench.asks(("T1", PRIYA), 2)
    await bench.ends(4)
    assert bench.begun[1:5].count(("T1", PRIYA)) == 2
    await bench.ends(48)


async def test_what_a_person_looks_on_at_goes_before_what_is_prepared_for_them():
    turns, order = Turns(most=1, seats=8), list[str]()

    async def work(name: str, *, ahead: bool) -> None:
        async with turns.turn(("T1", SAM), ahead=ahead):
            order.append(name)

    async with turns.turn(("T1", PRIYA)):
        prepares = asyncio.create_task(work("question", ahead=False))
        await _settled()
        reviews = asyncio.create_task(work("review", ahead=True))
        await _settled()
    await asyncio.gather(prepares, reviews)
    assert order == ["review", "question"]


async def test_a_turn_that_is_no_longer_waited_for_is_passed_on():
    bench = _Bench(most=1)
    await bench.asks(("T1", SAM), 3)
    bench.tasks[1].cancel()
    await _settled()
    await bench.ends(2)
    assert len(bench.begun) == 2
    assert bench.tasks[2].done()
    await bench.asks(("T1", SAM))
    assert len(bench.begun) == 3
    await bench.ends()


async def test_a_turn_that_is_given_up_just_as_it_is_had_is_passed_on():
    bench = _Bench(most=1)
    async with bench.turns.turn(("T1", SAM)):
        await bench.asks(("T1", PRIYA))
    bench.tasks[0].cancel()  # the turn is hers, and she has not taken a step since
    await _settled()
    assert bench.begun == []
    await bench.asks(("T1", JONAS))
    assert bench.begun == [("T1", JONAS)]
    await bench.ends()


def test_a_workspace_leaves_a_quarter_of_the_seats_to_others():
    turns = Turns(most=1, seats=8)
    held = [turns.seat(("T1", UUID(int=number))) for number in range(6)]
    for seat in held:
        seat.__enter__()
    with pytest.raises(NoSeat), turns.seat(("T1", SAM)):
        pass
    with turns.seat(("T2", JONAS)):
        pass
    held[0].__exit__(None, None, None)
    with turns.seat(("T1", SAM)):
        pass


def test_a_person_leaves_seats_to_their_own_workspace():
    turns = Turns(most=1, seats=256, seats_a_person=2)
    with turns.seat(("T1", SAM)), turns.seat(("T1", SAM)):
        with pytest.raises(NoSeat), turns.seat(("T1", SAM)):
            pass
        with turns.seat(("T1", PRIYA)):
            pass


async def test_what_one_person_causes_comes_one_after_another_and_holds_up_no_one_else():
    person, now, most, others = OneAtATime(), 0, 0, 0
    go_on = asyncio.Event()

    async def act() -> None:
        nonlocal now, most
        async with person.alone("sam"):
            now += 1
            most = max(most, now)
            await go_on.wait()
            now -= 1

    acts = [asyncio.create_task(act()) for _ in range(5)]
    await _settled()
    async with person.alone("priya"):
        others += 1
    go_on.set()
    await asyncio.gather(*acts)
    assert (most, others) == (1, 1)
    assert not person._locks
