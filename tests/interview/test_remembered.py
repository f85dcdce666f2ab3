"""What was worked out of a text is kept for a while, and all of it can be let go of."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

import interview
from builders import ANSWER, PAPERS, QUESTION
from interview.coach import grounded
from interview.coach.rules import RulesCoach
from interview.model import Answer, Closed, Message, Question
from interview.remembered import forget, remembered

_SINGLE = {"word", "verb", "token", "before", "other", "name", "path", "part", "tongue", "stage"}
"""What a cache that stays may be asked about: a word, and what says how it is meant."""


def caches() -> Iterator[tuple[str, Any]]:
    for module in pkgutil.walk_packages(interview.__path__, "interview."):
        loaded = importlib.import_module(module.name)
        for name, found in vars(loaded).items():
            if hasattr(found, "cache_info") and found.__module__ == module.name:
                yield f"{module.name}.{name}", found


def test_the_same_text_is_worked_out_once_until_it_is_forgotten() -> None:
    read: list[str] = []

    @remembered(2)
    def length(text: str) -> int:
        read.append(text)
        return len(text)

    assert [length("one"), length("one")] == [3, 3]
    forget()
    assert length("one") == 3
    assert read == ["one", "one"]


async def test_nothing_of_an_answer_is_left_once_all_is_forgotten() -> None:
    part = Message(ts="1789000001.000000", text=ANSWER)
    question = Question(
        id=UUID(int=1),
        number=1,
        attempt=1,
        asked=QUESTION,
        answers=(Answer(number=1, parts=(part,)),),
        version=1,
    )
    reviewed = await grounded.review(RulesCoach(), PAPERS, question)
    await grounded.give_feedback(
        RulesCoach(), PAPERS, replace(question, review=reviewed, closed=Closed.JUDGED)
    )
    assert len(full()) > 8
    forget()
    assert full() == set()


def full() -> set[str]:
    """The caches in which something of a text is kept."""
    return {
        name
        for name, cache in caches()
        if cache.cache_info().currsize
        and set(inspect.signature(cache.__wrapped__).parameters) - _SINGLE
    }
