"""Who judges a labelled answer: any coach, as the product asks it, and scorers that read nothing.

A coach is asked through `interview.coach.grounded` alone, so what is measured is what a person
would be shown. An answer to a follow-up is reviewed after the answer before it, as in a thread.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol
from uuid import UUID

from interview.coach import Coach, Papers, grounded
from interview.model import (
    Answer,
    Difficulty,
    Element,
    Feedback,
    Level,
    Line,
    Message,
    PreparedQuestion,
    Probe,
    Question,
    Review,
    Setting,
)
from interview.rubric import COMPETENCIES
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
    """A coach behind the checks of the product, with papers that say next to nothing."""

    def __init__(self, coach: Coach) -> None:
        self.coach = coach

    @property
    def name(self) -> str:
        return self.coach.engine

    async def judge(
        self, question: LabelledQuestion, said: Sequence[str], follow_ups: Sequence[str]
    ) -> Opinion:
        papers = self.papers(question)
        asked = _as_asked(question)
        for number, words in enumerate(said, 1):
            if number > 1 and asked.review:
                probe = _as_probed(follow_ups[number - 2], asked.review)
                asked = replace(asked, follow_ups=(*asked.follow_ups, probe))
            answer = Answer(number=number, parts=(_message(number, words),))
            asked = replace(asked, answers=(*asked.answers, answer), version=number)
            review = await grounded.review(self.coach, papers, asked)
            asked = replace(asked, review=review)
        assert asked.review is not None, "every labelled answer says something"
        return Opinion(
            order=asked.review.score,
            score=asked.review.score,
            level=asked.review.level,
            first_gap=first_gap(asked.review),
            review=asked.review,
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
        feedback = await grounded.give_feedback(self.coach, self.papers(question), opinion.question)
        texts = [
            review.brief,
            *review.strengths,
            *review.gaps,
            *(probe.text for probe in review.probes[:1]),
            feedback.overall_assessment,
            *feedback.coaching,
        ]
        return texts, feedback

    def papers(self, question: LabelledQuestion) -> Papers:
        """A resume and a job of one neutral line each: the answers have to speak for themselves."""
        setting = Setting(
            stage=question.stage,
            difficulty=Difficulty.MEDIUM,
            target=Level.L4,
            job_title="The advertised job",
            company="The employer",
            engine=self.coach.engine,
            engine_label=self.coach.label,
            two_breaths=self.coach.two_breaths,
        )
        return Papers(
            setting=setting,
            resume=(Line(id="R1", text="Employed in this line of work until now"),),
            job=(Line(id="J1", text="The advertised job"),),
        )


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


def _as_asked(question: LabelledQuestion) -> Question:
    places = COMPETENCIES[question.stage]
    number = places.index(question.competency) + 1 if question.competency in places else 1
    return Question(
        id=UUID(int=number),
        number=number,
        attempt=1,
        asked=PreparedQuestion(
            competency=question.competency,
            text=question.text,
            in_other_words=question.text,
            easier=question.text,
        ),
    )


def _as_probed(text: str, before: Review) -> Probe:
    """The labelled follow-up in place of the coach's own, which it is taken to ask the same as.

    The set does not say which element a follow-up is after; to read it off the label would tell
    the judge what it is to find.
    """
    element = before.probes[0].element if before.probes else Element.FIT
    return Probe(element=element, quote="", text=text, brief=before.brief)


def _message(number: int, words: str) -> Message:
    return Message(ts=f"17890000{number:02}.000000", text=words)


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
