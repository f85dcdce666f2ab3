"""Who judges a labelled answer: any coach, as the product asks it, and scorers that read nothing.

A coach is asked as `hearing` does, so what is measured is what a person would be shown.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from hearing import as_asked, hear, papers_for
from interview.coach import Coach, grounded
from interview.model import Element, Feedback, Level, Question, Review
from labelled_set import LabelledAnswer, LabelledQuestion


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What a judge makes of an answer; `order` ranks answers, the rest is None where it has none.

    `first_gap` is "none" where the judge finds nothing left to ask.
    """

    order: float
    score: int | None = None
    level: Level | None = None
    first_gap: str | None = None
    review: Review | None = None
    question: Question | None = None


class Judge(Protocol):
    """Whoever gives an opinion on the answers to a question, first answer first."""

    @property
    def name(self) -> str: ...

    async def judge(
        self, question: LabelledQuestion, said: Sequence[str], follow_ups: Sequence[str]
    ) -> Opinion: ...


class CoachJudge:
    """A coach behind the checks of the product, with papers that say next to nothing.

    What it made of the first answer is remembered, for the many forms that the last one is given.
    """

    def __init__(self, coach: Coach) -> None:
        self.coach = coach
        self._heard: dict[tuple[str, ...], Question] = {}

    @property
    def name(self) -> str:
        return self.coach.engine

    async def judge(
        self, question: LabelledQuestion, said: Sequence[str], follow_ups: Sequence[str]
    ) -> Opinion:
        papers = papers_for(self.coach, question.stage)
        asked = as_asked(question.stage, question.competency, question.text)
        *before, last = said
        if before:
            heard = (question.id, *before)
            if heard not in self._heard:
                self._heard[heard], _ = await hear(self.coach, papers, asked, before, follow_ups)
            asked = self._heard[heard]
        asked, review = await hear(self.coach, papers, asked, [last], follow_ups)
        return Opinion(
            order=review.score,
            score=review.score,
            level=review.level,
            first_gap=first_gap(review),
            review=review,
            question=asked,
        )

    async def shown(
        self, question: LabelledQuestion, opinion: Opinion
    ) -> tuple[list[str], Feedback]:
        """Every text of the coach's own that a person reads after the answer, and the feedback.

        The rewrite is none of them, since its sentences are the candidate's; of the follow-ups
        only the one that is asked is.
        """
        assert opinion.question is not None, "only a coach's opinion is shown"
        assert opinion.review is not None, "only a coach's opinion is shown"
        review = opinion.review
        papers = papers_for(self.coach, question.stage)
        feedback = await grounded.give_feedback(self.coach, papers, opinion.question)
        texts = [
            review.brief,
            *review.strengths,
            *review.gaps,
            *(probe.text for probe in review.probes[:1]),
            feedback.overall_assessment,
            *feedback.coaching,
        ]
        return texts, feedback


def first_gap(review: Review) -> str:
    """The element a coach would come to first: its first follow-up's, else the lowest mark's.

    Where it has neither a follow-up nor a gap to show, it finds nothing left. Gaps as shown are
    sentences and name no element, so the follow-up speaks for them.
    """
    if review.probes:
        return review.probes[0].element.value
    if not review.gaps:
        return "none"
    return min(Element, key=review.value).value


class WordCount:
    name = "word count"

    async def judge(
        self, question: LabelledQuestion, said: Sequence[str], follow_ups: Sequence[str]
    ) -> Opinion:
        return Opinion(order=len(" ".join(said).split()))


class DigitCount:
    name = "digit count"

    async def judge(
        self, question: LabelledQuestion, said: Sequence[str], follow_ups: Sequence[str]
    ) -> Opinion:
        return Opinion(order=len(re.findall(r"\d", " ".join(said))))


class Chance:
    """Draws every opinion by lot, level and first gap from the labels; a seed draws the same."""

    name = "random"

    def __init__(self, labelled: Sequence[tuple[LabelledQuestion, LabelledAnswer]], seed: int):
        self.labelled, self.seed = labelled, seed

    async def judge(
        self, question: LabelledQuestion, said: Sequence[str], follow_ups: Sequence[str]
    ) -> Opinion:
        chance = random.Random(f"{self.seed} {question.id} {said}")
        _, levelled = chance.choice(self.labelled)
        _, missed = chance.choice(self.labelled)
        return Opinion(order=chance.random(), level=levelled.level, first_gap=gap_of(missed))


class Commonest:
    """Says of every answer what is labelled most often: what agreement costs nothing."""

    name = "always the commonest"

    def __init__(self, labelled: Sequence[tuple[LabelledQuestion, LabelledAnswer]]):
        scores = [question.score(answer) for question, answer in labelled]
        levels = [answer.level for _, answer in labelled]
        gaps = [gap_of(answer) for _, answer in labelled]
        self.opinion = Opinion(
            order=0,
            score=max(sorted(set(scores)), key=scores.count),
            level=max(Level, key=levels.count),
            first_gap=max(sorted(set(gaps)), key=gaps.count),
        )

    async def judge(
        self, question: LabelledQuestion, said: Sequence[str], follow_ups: Sequence[str]
    ) -> Opinion:
        return self.opinion


def gap_of(answer: LabelledAnswer) -> str:
    return answer.first_gap.value if answer.first_gap else "none"
