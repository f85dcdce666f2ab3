"""Where a coach's work is done: a model is waited for here, the rules reckon in a process beside.

What the rules find takes a core for milliseconds, and nothing could be acked meanwhile. The process
beside (`python -m bot.judging`) is sent what is to be judged and sends back what was found, one
piece of work after another; it writes nothing down and ends with the process it works for.
"""

from __future__ import annotations

import asyncio
import pickle
import struct
from asyncio import IncompleteReadError
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

import structlog

from bot import own_process
from interview.coach import Coach

_log = structlog.get_logger(__name__)

LENGTH = struct.Struct("!I")
"""Before each message: how many bytes follow."""

HANGS_SECONDS = 5.0
"""Work that is given up after so long has hung, and what waits behind it would hang with it."""
_CLOSE_SECONDS = 2.0

About = ParamSpec("About")
Found = TypeVar("Found")


class JudgingFailed(Exception):
    """The work ended in a defect, which the process beside has logged, or twice in its death."""


class Judge(Protocol):
    """A coach and where its work is done."""

    @property
    def coach(self) -> Coach: ...

    async def judge(
        self,
        task: Callable[Concatenate[Coach, About], Awaitable[Found]],
        *about: About.args,
        **more: About.kwargs,
    ) -> Found:
        """What the task finds with this coach. Raises what it raises."""
        ...


class Here:
    """In this process."""

    def __init__(self, coach: Coach) -> None:
        self.coach = coach

    async def judge(
        self,
        task: Callable[Concatenate[Coach, About], Awaitable[Found]],
        *about: About.args,
        **more: About.kwargs,
    ) -> Found:
        return await task(self.coach, *about, **more)


class Beside:
    """In a process beside this one, which knows the rules coach alone; it starts when first needed.

    `coach` is what is told of that coach here. A process that died is replaced once for a piece of
    work; tasks and what they are about travel as pickles, between two ends of one program.
    """

    def __init__(self, coach: Coach) -> None:
        self.coach = coach
        self._program: _Program | None = None
        self._starting = asyncio.Lock()
        self._closed = False

    async def judge(
        self,
        task: Callable[Concatenate[Coach, About], Awaitable[Found]],
        *about: About.args,
        **more: About.kwargs,
    ) -> Found:
        work = pickle.dumps((task, about, more))
        for _ in range(2):
            program = await self.started()
            try:
                found: Found = await program.asked(work)
            except _Died:
                _log.warning("judging_died")
                continue
            return found
        raise JudgingFailed("died twice")

    async def started(self) -> _Program:
        """The process, which is starting if there was none. Raises `JudgingFailed` once closed."""
        async with self._starting:
            if self._closed:
                raise JudgingFailed("closed")
            if self._program is None or self._program.over:
                self._program = _Program(await own_process.started("bot.judging", alone=True))
            return self._program

    async def close(self) -> None:
        """Let the process end, if there is one; there is to be no other."""
        self._closed = True
        if self._program is not None:
            await self._program.close()


class _Died(Exception):
    """The process has gone, and the work with it."""


class _Program:
    """A process beside, and who waits for what: its answers come in the order of the questions."""

    def __init__(self, program: asyncio.subprocess.Process) -> None:
        assert program.stdin is not None
        assert program.stdout is not None
        self._program = program
        self._into, self._out = program.stdin, program.stdout
        self._waiting: deque[asyncio.Future[Any]] = deque()
        self._since = 0.0
        self.over = False
        self._reading = asyncio.create_task(self._read(), name="judging")

    @property
    def pid(self) -> int:
        return self._program.pid

    async def asked(self, work: bytes) -> Any:
        """What comes of the work. Raises `_Died`, or `JudgingFailed` for a defect."""
        if self.over:
            raise _Died
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Any] = loop.create_future()
        if not self._waiting:
            self._since = loop.time()
        self._waiting.append(answer)
        self._into.write(LENGTH.pack(len(work)) + work)
        try:
            is_found, found = await answer
        except asyncio.CancelledError:
            first = bool(self._waiting) and self._waiting[0] is answer
            if first and loop.time() - self._since > HANGS_SECONDS:
                self._kill()
            raise
        if not is_found:
            raise JudgingFailed(found)
        return found

    async def close(self) -> None:
        """Let the process end; what it is at work on is lost."""
        self._into.close()
        await self._ended()
        await self._reading

    async def _ended(self) -> None:
        """Wait for its end, which it is helped to where it takes long."""
        try:
            async with asyncio.timeout(_CLOSE_SECONDS):
                await self._program.wait()
        except TimeoutError:
            self._kill()
            await self._program.wait()

    async def _read(self) -> None:
        try:
            while True:
                (length,) = LENGTH.unpack(await self._out.readexactly(LENGTH.size))
                found = pickle.loads(await self._out.readexactly(length))
                answer = self._waiting.popleft()
                self._since = asyncio.get_running_loop().time()
                if not answer.done():
                    answer.set_result(found)
        except (IncompleteReadError, ConnectionError):
            pass  # it has ended, or is about to
        finally:
            self.over = True
            for answer in self._waiting:
                if not answer.done():
                    answer.set_exception(_Died())
            self._waiting.clear()
            await self._ended()

    def _kill(self) -> None:
        with suppress(ProcessLookupError):
            self._program.kill()
