"""Ten reviews as a good coach would write them: short enough, and sound under every check."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from uuid import UUID

import pytest

from builders import PAPERS
from interview.coach import grounded
from interview.model import Answer, Competency, Message, PreparedQuestion, Question
from loopback import loopback
from test_claude_coach import coach_at

GOLDEN = tomllib.loads(Path(__file__).with_name("golden.toml").read_text("utf-8"))["review"]
MOST_TOKENS = 320


def test_there_is_one_for_each_competency():
    assert sorted(row["competency"] for row in GOLDEN) == sorted(Competency)


@pytest.mark.parametrize("row", GOLDEN, ids=lambda row: row["competency"])
def test_a_review_is_at_most_320_tokens_of_four_characters(row):
    assert len(json.dumps({"result": json.loads(row["reply"])}, separators=(",", ":"))) <= (
        4 * MOST_TOKENS
    )


@pytest.mark.parametrize("row", GOLDEN, ids=lambda row: row["competency"])
async def test_a_good_review_passes_every_check_as_it_is(row):
    reply = json.loads(row["reply"])
    question = Question(
        id=UUID(int=1),
        number=1,
        attempt=1,
        asked=PreparedQuestion(
            competency=Competency(row["competency"]),
            text=row["question"],
            in_other_words=row["question"],
            easier=row["question"],
        ),
        answers=(Answer(number=1, parts=(Message(ts="1789000001.000000", text=row["answer"]),)),),
        version=1,
    )
    async with loopback(lambda body: reply) as claude, coach_at(claude) as coach:
        review = await grounded.review(coach, PAPERS, question)
    assert len(claude.requests) == 1, claude.requests[-1]["messages"][-1]["content"]
    assert [mark.value for mark in review.marks] == [reply[key]["v"] for key in "fsarl"]
    assert len(review.strengths) == len(reply["p"])
    assert len(review.gaps) == len(reply["m"])
    assert len(review.probes) == len(reply["q"])
    assert all(len(mark.reason.split()) <= 8 for mark in review.marks)
