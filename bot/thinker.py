"""The think lane: one effect that needs the coach, or the clock, ends in one event.

It looks before and after the coach's work whether the outcome is still wanted. A coach that fails
is tried again a few times; then the interview is told, as an event like any other.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from enum import Enum, auto
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import psycopg
import structlog
from psycopg_pool import AsyncConnectionPool
from pydantic import TypeAdapter

from bot.books import Account, LimitReached, on_account_of
from bot.coach_time import CoachTime, NotWanted
from bot.conductor import Bell, Conductor
from bot.database import drives, earlier, interviews, outbox
from bot.database.engine import lone
from bot.database.interviews import Held
from bot.database.papers import asked_before, read_papers
from bot.judging import Judge, JudgingFailed
from bot.owned import Owned
from bot.ringer import Ringer
from bot.slack.gateway import Gateway
from bot.slack.views.at_work import reading
from bot.turns import NoSeat, Turns
from interview import rubric
from interview.coach import AskBrief, CoachError, CoachGiveUp, CoachRetry, Papers, grounded
from interview.effects import (
    PrepareQuestion,
    ReviewAnswer,
    SetAlarm,
    Summarise,
    Think,
    WriteFeedback,
)
from interview.events import (
    AnswerReviewed,
    CoachFailed,
    Event,
    FeedbackWritten,
    QuestionPrepared,
    SummaryWritten,
    Task,
)
from interview.flow import advance, is_wanted
from interview.model import Phase, Then

_log = structlog.get_logger(__name__)
_THINK: TypeAdapter[Think | SetAlarm] = TypeAdapter(Think | SetAlarm)

MOST_ATTEMPTS = 4
_MOST_RETRIES = 2
"""How often a coach that said "later" is asked: it has tried for itself, and somebody waits."""
LONGEST_SILENCE = 30.0
"""Seconds: a coach that wants to be left alone for longer has failed, as far as a person waits."""
UNFINISHED_FACTOR = 6
_NO_SEAT_SECONDS = 1.0
_LOOK_SECONDS = 2.0


class _NoEvent(Enum):
    """Why work ended in no event."""

    NOT_WANTED = auto()
    GIVEN_BACK = auto()


class Thinker:
    """`settle_seconds`: how long a reply waits for another part of the answer.

    `stand_in` does what a candidate would rather have of it than of a coach that gave up; `turns`
    are the seats of this process, `time` is the coach's.
    """

    def __init__(
        self,
        pool: AsyncConnectionPool[Any],
        conductor: Conductor,
        gateway: Gateway,
        judge: Judge,
        bell: Bell,
        *,
        stand_in: Judge,
        settle_seconds: float,
        turns: Turns,
        time: CoachTime,
        ringer: Ringer,
    ) -> None:
        self._pool = pool
        self._conductor = conductor
        self._gateway = gateway
        self._judge = judge
        self._stand_in = stand_in
        self._bell = bell
        self._settle_seconds = settle_seconds
        self._turns = turns
        self._time = time
        self._ringer = ringer
        self._statuses = Owned()

    async def close(self) -> None:
        """Let go of what is still being said about the work; the work itself is the queue's."""
        await self._statuses.close()

    async def think(self, effect_id: UUID, ahead: drives.Claim | None = None) -> None:
        """Perform the effect, claimed already or not, if it is due, not done and still wanted."""
        claim = ahead
        if claim is None:
            async with lone(self._pool) as connection:
                claim = await drives.claim(connection, effect_id, uuid4())
        if claim is None:
            return
        row, held = claim
        effect = _THINK.validate_python(row.effect)
        outcome: Event | _NoEvent
        if not is_wanted(held.interview, effect):
            outcome = _NoEvent.NOT_WANTED
        elif isinstance(effect, SetAlarm):
            outcome = await self._ring(row, held, effect)
        else:
            outcome = await self._seated(row, held, effect)
        if outcome is _NoEvent.NOT_WANTED:
            async with lone(self._pool) as connection:
                await outbox.finish(connection, row)
        elif not isinstance(outcome, _NoEvent):
            follows = await self._foregone(held, outcome)
            await self._conductor.handle(held.interview.id, outcome, *follows, settles=row)

    async def _ring(self, row: outbox.Row, held: Held, effect: SetAlarm) -> Event | _NoEvent:
        rang = await self._ringer.ring(held, effect)
        return await self._give_back(row, rang) if isinstance(rang, float) else rang

    async def _seated(self, row: outbox.Row, held: Held, effect: Think) -> Event | _NoEvent:
        """Work where there is room for this person; else others go first, and no worker waits."""
        try:
            with self._turns.seat((held.team_id, held.candidate_id)):
                return await self._outcome(row, held, effect)
        except NoSeat:
            return await self._give_back(row, _NO_SEAT_SECONDS)

    async def _give_back(self, row: outbox.Row, seconds: float) -> _NoEvent:
        async with self._pool.connection() as connection:
            await outbox.give_back(connection, row, seconds)
        return _NoEvent.GIVEN_BACK

    async def _outcome(self, row: outbox.Row, held: Held, effect: Think) -> Event | _NoEvent:
        after, most = 0.0, MOST_ATTEMPTS
        if row.attempts > MOST_ATTEMPTS:  # earlier attempts died, and took their worker along
            return _failure(held, effect)
        try:
            with on_account_of(Account(team_id=held.team_id, candidate_id=held.candidate_id)):
                return await self._work(row, held, effect) or _NoEvent.NOT_WANTED
        except NotWanted:
            return _NoEvent.NOT_WANTED
        except CoachRetry as failed:
            _log.warning("coach_retry", effect=str(row.id), error=str(failed), after=failed.after)
            after, most = failed.after, _MOST_RETRIES
        except CoachGiveUp as failed:
            _log.error("coach_gave_up", effect=str(row.id), error=str(failed))
            return _failure(held, effect, limited=isinstance(failed, LimitReached))
        except psycopg.Error:
            raise
        except Exception:
            _log.exception("coach_defect", effect=str(row.id))
        if row.attempts >= most or after > LONGEST_SILENCE:
            return _failure(held, effect)
        async with self._pool.connection() as connection:
            pause = max(2.0**row.attempts, after)
            await outbox.postpone(connection, row, pause, in_doubt=False)
        return _NoEvent.GIVEN_BACK

    async def _work(self, row: outbox.Row, held: Held, effect: Think) -> Event | None:
        match effect:
            case ReviewAnswer():
                return await self._review(row, held, effect)
            case PrepareQuestion():
                return await self._prepare(held, effect)
            case WriteFeedback():
                return await self._feedback(held, effect)
            case Summarise():
                questions, papers = held.interview.questions, await self._papers(held)
                work = partial(self._judge.judge, grounded.summarise, papers, questions)
                return SummaryWritten(summary=await self._time.spend(held, effect, work))

    async def _review(self, row: outbox.Row, held: Held, effect: ReviewAnswer) -> Event | None:
        question = held.interview.question(effect.question_id)
        assert question is not None
        loop = asyncio.get_running_loop()
        begun = loop.time() - row.age
        factor = UNFINISHED_FACTOR if effect.unfinished else 1
        async with lone(self._pool) as connection:
            papers = await earlier.papers(connection, held)
        others = tuple(it for it in held.interview.questions if it.id != question.id)
        asked = tuple(probe.text for other in others for probe in other.follow_ups)
        self._statuses.start(self._show_status(held))
        judge = self._who(effect).judge
        work = partial(judge, grounded.review, papers, question, asked, others)
        review = await self._time.spend(held, effect, work)
        if not await self._settle(held, effect, begun + self._settle_seconds * factor):
            return None
        return AnswerReviewed(question_id=question.id, version=effect.version, review=review)

    async def _foregone(self, held: Held, event: Event) -> Sequence[Event]:
        """What is sure to follow a review: a quick coach writes the feedback in the same breath.

        Where the interview has moved on meanwhile, both events find nothing to change.
        """
        if not isinstance(event, AnswerReviewed):
            return ()
        after = advance(held.interview, event)
        closes = [effect for effect in after.effects if isinstance(effect, WriteFeedback)]
        if not closes or self._who(closes[0]).coach.two_breaths:
            return ()
        try:
            return [await self._feedback(replace(held, interview=after.interview), closes[0])]
        except (CoachError, JudgingFailed, NotWanted):
            return ()  # the effect itself will be performed, and what fails there is told

    async def _feedback(self, held: Held, effect: WriteFeedback) -> Event:
        question = held.interview.question(effect.question_id)
        assert question is not None
        papers = await self._papers(held)
        others = held.interview.questions
        judge = self._who(effect).judge
        work = partial(judge, grounded.give_feedback, papers, question, others)
        feedback = await self._time.spend(held, effect, work)
        return FeedbackWritten(question_id=question.id, feedback=feedback)

    async def _settle(self, held: Held, effect: ReviewAnswer, until: float) -> bool:
        """Hold the reply back for another part of the answer; False once it is not wanted.

        The hold ends early where the candidate has asked for the feedback.
        """
        session_id, loop = held.interview.id, asyncio.get_running_loop()
        while (left := until - loop.time()) > 0:
            await self._bell.wait(session_id, min(left, _LOOK_SECONDS))
            if left <= _LOOK_SECONDS and loop.time() >= until:
                break
            async with self._pool.connection() as connection:
                now = await interviews.read(connection, session_id)
            if now is None or not is_wanted(now.interview, effect):
                return False
            if now.interview.then is not Then.NOTHING:
                break
        return True

    async def _show_status(self, held: Held) -> None:
        if held.channel_id and held.thread_ts and held.interview.phase is Phase.UNDER_REVIEW:
            await self._gateway.show_status(held.channel_id, held.thread_ts, reading())

    def _who(self, effect: PrepareQuestion | ReviewAnswer | WriteFeedback) -> Judge:
        return self._stand_in if effect.by_rules else self._judge

    async def _prepare(self, held: Held, effect: PrepareQuestion) -> Event:
        number = effect.number
        async with lone(self._pool) as connection:
            papers = await read_papers(connection, held)
            before = await asked_before(connection, held)
        here = tuple(question.asked.text for question in held.interview.questions)
        brief = AskBrief(
            papers=papers,
            number=number,
            competency=rubric.competency_for(held.interview.setting.stage, number),
            asked=(*before, *here),
        )
        work = partial(self._who(effect).judge, grounded.ask, brief)
        question = await self._time.spend(held, effect, work)
        return QuestionPrepared(number=number, question=question)

    async def _papers(self, held: Held) -> Papers:
        async with lone(self._pool) as connection:
            return await read_papers(connection, held)


def _failure(held: Held, effect: Think, *, limited: bool = False) -> Event:
    """What the interview is told when the coach has given up, or a limit has been reached."""
    match effect:
        case PrepareQuestion(number=number):
            return CoachFailed(task=Task.PREPARE, version=number, limited=limited)
        case ReviewAnswer(question_id=question_id, version=version):
            return CoachFailed(
                task=Task.REVIEW, question_id=question_id, version=version, limited=limited
            )
        case WriteFeedback(question_id=question_id):
            return CoachFailed(task=Task.FEEDBACK, question_id=question_id)
        case Summarise():
            summary = grounded.bare_summary(held.interview.setting, held.interview.questions)
            return SummaryWritten(summary=summary)
