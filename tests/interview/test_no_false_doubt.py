"""Honest answers full of figures, none of which may be doubted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from uuid import UUID

import pytest

import bot
from builders import PAPERS, QUESTION
from interview.coach import ReviewBrief
from interview.coach.rules.contradictions import disputes
from interview.coach.rules.stated import stated
from interview.evidence import number_lines
from interview.model import Line, Question
from interview.sentences import sentences
from labelled_set import Part, questions

SAMPLE = Path(bot.__file__).parent / "sandbox" / "sample" / "resume.txt"
RESUME = number_lines("R", SAMPLE.read_text(encoding="utf-8"))
HONEST = (
    "On that migration I moved 6 of the services; the team of five did the rest over nine months, "
    "and the first three months were planning.",
    "At Parcelwise I led a small team of three on the routing service.",
    "We were a team of three on the routing service, which planned 25,000 deliveries a day.",
    "I had a team of eight on the on-call rota and we halved the nightly pages.",
    "p99 latency of the payment API went from 900 ms to 400 ms with an index, then to 120 ms once "
    "I had moved the hot rows.",
    "Cloud costs fell by 35 %, and by another 10 % the year after.",
    "I mentored three engineers, and five interns in summer.",
    "The outage lasted four hours, its review took two weeks and brought seven actions.",
    "Coverage of the billing module went from 30 % to 60 % in a month and to 85 % in the end.",
    "I worked at Acme Pay in 2024 when we moved the ledger with a team of five over nine months.",
    "The error rate of the invoice import went from 6 % to 0.8 %, for one firm from 9 % to 1 %.",
    "We migrated one service a week for 14 weeks, then the ledger took three months.",
    "In my team of five I did the migration of the payment API myself, it took two weeks.",
    "We had 12 clients on the API and I rang 4 of them each week for two months.",
    "I learned SQL in 2014 before Brightlane, and finished in 2016.",
    "We booked 40 million transactions a month in 2024; in 2021 it was 10 million a month.",
    "I rewrote 60 alerts with two colleagues in three weeks; 20 alerts went entirely.",
    "Routing plans 25,000 deliveries a day, on Mondays 31,000 deliveries a day.",
    "I led two juniors on the invoice import at Brightlane and it took four months.",
    "The review of the outage was read by 40 people and I led a team of three to write it.",
)


def doubts(
    answers: Sequence[str],
    *,
    resume: Sequence[Line] = (),
    earlier: Sequence[str] = (),
    cites: tuple[str, ...] = (),
) -> list[tuple[str, str]]:
    """The words of what disagrees, each answer given on its own."""
    said = tuple(Line(id=f"E{at}", text=text) for at, text in enumerate(earlier, 1))
    asked = replace(QUESTION, cites=cites)
    brief = ReviewBrief(
        papers=replace(PAPERS, resume=tuple(resume), earlier=said),
        question=Question(id=UUID(int=1), number=1, attempt=1, asked=asked),
        answers=tuple(
            Line(id=f"A{number}.{at}", text=sentence)
            for number, answer in enumerate(answers, 1)
            for at, sentence in enumerate(sentences(answer), 1)
        ),
    )
    return [dispute.words for dispute in disputes(brief)]


def test_the_honest_answers_do_state_figures() -> None:
    assert sum(len(stated(part)) for answer in HONEST for part in sentences(answer)) > 20


@pytest.mark.parametrize("answer", HONEST)
def test_an_honest_answer_is_not_doubted(answer: str) -> None:
    assert doubts([answer], resume=RESUME) == []
    assert doubts([answer], resume=RESUME, cites=tuple(line.id for line in RESUME)) == []
    assert doubts([answer], earlier=[other for other in HONEST if other != answer]) == []


def test_no_two_honest_answers_are_held_against_each_other() -> None:
    assert [pair for pair in combinations(HONEST, 2) if doubts(pair)] == []


def test_a_resume_told_in_ones_own_words_agrees_with_itself() -> None:
    told = [f"I {line.text[0].lower()}{line.text[1:]}" for line in RESUME]
    assert doubts(told, resume=RESUME) == []


def test_no_labelled_answer_is_doubted_nor_any_of_its_sentences_by_another() -> None:
    answers = [answer for asked in questions(Part.TUNING) for answer in asked.answers]
    assert [answer.id for answer in answers if doubts(answer.said)] == []
    apart = {answer.id: [s for text in answer.said for s in sentences(text)] for answer in answers}
    assert [name for name, parts in apart.items() if doubts(parts)] == []


def test_no_labelled_answer_is_doubted_for_another_story_of_the_same_trade() -> None:
    for asked in questions(Part.TUNING):
        others = [q for q in questions(Part.TUNING) if q.profession == asked.profession]
        said = [
            sentence
            for other in others
            if other.id != asked.id
            for answer in other.answers
            for text in answer.said
            for sentence in sentences(text)
            if stated(sentence)
        ]
        assert not [answer.id for answer in asked.answers if doubts(answer.said, earlier=said)]
