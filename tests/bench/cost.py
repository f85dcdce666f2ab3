"""What a session of input costs with Claude, against the customer's own prompts sent afresh.

Both are counted at four characters a token, on the same models, over the same conversation: five
questions of four answers each, 31 calls. Ours is what a server with Anthropic's cache rules says
that the coach has used; a person's pauses make the cache forget.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

from interview import rubric
from interview.coach import AskBrief, Papers, grounded
from interview.coach.calls import Call
from interview.coach.claude import ClaudeCoach, open_client
from interview.coach.models import BETTER, MODELS, QUICK
from interview.evidence import number_lines
from interview.model import (
    Answer,
    Closed,
    Difficulty,
    Level,
    Message,
    Probe,
    Question,
    Setting,
    Stage,
)
from loopback import Loopback, loopback
from loopback_author import honest

RESUME, JOB, ANSWER = 1200, 900, 250
MEDIAN_PAUSE, SIGMA = 150.0, 0.8
TEMPLATES = {"question": 242, "review": 380, "feedback": 358, "summary": 403}
"""Tokens of the customer's four templates, which are sent whole with every call."""
ASKED, ANALYSIS = 45, 300
SESSIONS = 5
SEED = 20261122


@dataclass(frozen=True, slots=True)
class Ratio:
    """Dollars of input a session, ours and the customer's; `ratio` is ours over theirs."""

    models: str
    ours: float
    theirs: float

    @property
    def ratio(self) -> float:
        return self.ours / self.theirs


async def ratios() -> list[Ratio]:
    """For the quick model alone, the better one alone, and the default pair."""
    return [
        await _ratio(QUICK, QUICK),
        await _ratio(BETTER, BETTER),
        await _ratio(QUICK, BETTER),
    ]


async def _ratio(quick: str, better: str) -> Ratio:
    calls: list[Call] = []

    async def book(call: Call) -> None:
        calls.append(call)

    async with loopback(honest) as claude, open_client(claude.key, claude.url) as client:
        coach = ClaudeCoach(client=client, quick=quick, better=better, on_call=book)
        chance = random.Random(SEED)
        await _session(coach, claude, chance, 0)
        calls.clear()  # the prompts are warm: a bot in use is never quite cold
        for number in range(1, SESSIONS + 1):
            await _session(coach, claude, chance, number)
    assert len(calls) == 31 * SESSIONS, f"{len(calls)} calls"
    ours = sum(
        MODELS[call.model].cost(
            uncached=call.uncached, read=call.read, short=call.short, long=call.long
        )
        or 0.0
        for call in calls
    )
    return Ratio(f"{quick} + {better}", ours / SESSIONS, _naive(quick, better))


def _naive(quick: str, better: str) -> float:
    """The customer's session: every template, resume and posting in full, nothing cached."""

    def dollars(model: str, tokens: int) -> float:
        return MODELS[model].cost(uncached=tokens) or 0.0

    asks = sum(TEMPLATES["question"] + RESUME + JOB + ASKED * n for n in range(5))
    reviews = 20 * (TEMPLATES["review"] + ASKED + ANSWER + RESUME)
    feedback = 5 * (TEMPLATES["feedback"] + ASKED + 4 * ANSWER + ANALYSIS + RESUME)
    summary = TEMPLATES["summary"] + 5 * 150 + RESUME + JOB
    return dollars(quick, asks + reviews) + dollars(better, feedback + summary)


async def _session(
    coach: ClaudeCoach, claude: Loopback, chance: random.Random, number: int
) -> None:
    papers = _papers(chance, number)
    asked: list[Question] = []
    prepared = await grounded.ask(coach, _brief(papers, 1, asked))
    for place in range(1, 6):
        question = Question(
            id=UUID(int=number * 10 + place), number=place, attempt=1, asked=prepared
        )
        if place < 5:
            asked.append(question)
            prepared = await grounded.ask(coach, _brief(papers, place + 1, asked))
        for turn in range(1, 5):
            claude.wait(MEDIAN_PAUSE * chance.lognormvariate(0, SIGMA))
            said = Answer(number=turn, parts=(_message(chance, turn),))
            question = replace(question, answers=(*question.answers, said), version=turn)
            review = await grounded.review(coach, papers, question, (), tuple(asked))
            probe = (
                review.probes[0]
                if review.probes
                else Probe(
                    element=next(iter(review.marks)).element, quote="", text="What came of it?"
                )
            )
            follow_ups = (*question.follow_ups, probe) if turn < 4 else question.follow_ups
            question = replace(question, review=review, follow_ups=follow_ups)
        question = replace(question, closed=Closed.JUDGED)
        feedback = await grounded.give_feedback(coach, papers, question, tuple(asked))
        closed = replace(question, feedback=feedback)
        asked = [it for it in asked if it.number != place] + [closed]
        claude.wait(MEDIAN_PAUSE)
    await grounded.summarise(coach, papers, tuple(sorted(asked, key=lambda it: it.number)))


def _brief(papers: Papers, place: int, asked: list[Question]) -> AskBrief:
    competency = rubric.competency_for(papers.setting.stage, place)
    texts = tuple(question.asked.text for question in asked)
    return AskBrief(papers=papers, number=place, competency=competency, asked=texts)


def _papers(chance: random.Random, number: int) -> Papers:
    setting = Setting(
        stage=Stage.HIRING_MANAGER,
        difficulty=Difficulty.MEDIUM,
        target=Level.L5A,
        job_title="Engineer",
        company=f"Employer {number}",
        engine="bench",
        engine_label="bench",
        two_breaths=True,
    )
    return Papers(
        setting=setting,
        resume=number_lines("R", _lines(chance, RESUME)),
        job=number_lines("J", _lines(chance, JOB)),
    )


def _lines(chance: random.Random, tokens: int) -> str:
    return _filled(chance, tokens, lambda: _sentence(chance) + "\n")


def _message(chance: random.Random, turn: int) -> Message:
    text = _filled(chance, ANSWER, lambda: _sentence(chance) + " ")
    return Message(ts=f"17890000{turn:02}.000000", text=text)


def _filled(chance: random.Random, tokens: int, part: Callable[[], str]) -> str:
    text = ""
    while len(text) < 4 * tokens:
        text += part()
    return text[: 4 * tokens]


def _sentence(chance: random.Random) -> str:
    return " ".join(chance.choices(_WORDS, k=14)).capitalize() + "."


_WORDS = tuple(
    word
    for phrase in (
        "we moved the night shift plan because nobody had seen where the time went before",
        "that week and the desk waited for two people who were away",
    )
    for word in phrase.split()
)
