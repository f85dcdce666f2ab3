"""The page on how a score is made is what the coach makes of its ten answers today.

`WRITE_DOCS=1` writes it anew.
"""

from __future__ import annotations

import os
import re
from collections import Counter

import pytest

from hearing import configured
from interview.model import Competency, Element, Level, Line, Mark, Review
from interview.rubric import CEILING
from working_out import CAP_TOLD, PAGE, READ_AS, Worked, answers, example, page, review_of

MENDED_BY = "WRITE_DOCS=1 .venv/bin/python -m pytest tests/interview/test_worked_examples.py"
COACH = configured()[0]


async def test_the_page_says_how_scores_are_made_now() -> None:
    worked_out = await page(COACH)
    if os.environ.get("WRITE_DOCS"):
        PAGE.write_text(worked_out, encoding="utf-8")
    shown = PAGE.read_text(encoding="utf-8")
    assert shown == worked_out, f"scores are made otherwise now; write it again: {MENDED_BY}"


def test_there_is_one_answer_a_competency_each_from_another_trade() -> None:
    told = answers()
    assert Counter(worked.competency for worked in told) == Counter(list(Competency))
    assert len({worked.profession for worked in told}) == len(told)


@pytest.mark.parametrize("worked", answers(), ids=lambda worked: worked.profession)
async def test_every_mark_shows_its_sentence_and_every_number_its_sum(worked: Worked) -> None:
    review = await review_of(COACH, worked)
    shown = example(worked, review)
    for mark in review.marks:
        assert f"| {mark.element.value} | {mark.value} |" in shown
        assert bool(mark.value) == bool(re.search(rf"\| {mark.element.value} \|.*“", shown))
    assert f"**Score {review.score}**" in shown


def test_the_answers_are_neither_all_good_nor_all_bad() -> None:
    text = PAGE.read_text(encoding="utf-8")
    scores = sorted(int(score) for score in re.findall(r"\*\*Score (\d+)\*\*", text))
    assert len(scores) == len(Competency)
    assert scores[0] <= 5
    assert scores[-1] >= 8


def test_every_module_that_the_page_names_exists() -> None:
    named = re.findall(r"`(interview/[\w/.]*)`", PAGE.read_text(encoding="utf-8"))
    assert len(named) > 5
    for path in named:
        assert (PAGE.parents[1] / path).exists(), path


def test_every_cap_and_element_has_its_words() -> None:
    assert set(CAP_TOLD) == set(CEILING)
    assert set(READ_AS) == set(Element)


def test_a_half_is_rounded_up_and_a_cap_is_written_out() -> None:
    marks = tuple(Mark(element=e, value=1, cites=("A1.1",)) for e in Element)
    review = Review(
        score=5,
        level=Level.L4,
        marks=marks,
        caps=tuple(CEILING)[-1:],
        evidence=(Line(id="A1.1", text="I say | so."),),
        engine="plain v1",
    )
    shown = example(answers()[0], review)
    assert "1 + 1 + 1 + 1 + 1 = 5; 1 + 0.9 × 5 = 5.5, rounded 6. Caps: only a habit" in shown
    assert r"`A1.1` “I say \| so.”" in shown
