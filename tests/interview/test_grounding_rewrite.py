"""The truth check over every answer that coaches are tuned by: true sentences are left alone."""

from __future__ import annotations

import re

import pytest

from hearing import as_asked, hear, papers_for
from interview.coach import ReviewBrief
from interview.coach.rules import RulesCoach, warm_up
from interview.evidence import number_answers
from interview.grounding import unsupported
from interview.grounding.objections import unsupported_claim
from interview.model import Line
from interview.sentences import sentences
from labelled_set import Part, questions

OUTCOMES = (
    ", which improved team morale",
    ", saving the team hours every week",
    ", and the client was delighted",
    ", and the board signed it off",
    ", ensuring a smooth launch",
    ", so the project finished early",
    ", and she thanked you",
    " because the customers had complained",
    ", with full support from leadership",
)
_YOU = {"i": "you", "my": "your", "me": "you", "mine": "yours", "myself": "yourself"}
_FIRST = re.compile(r"\b(?:I|i|[Mm]y|me|mine|myself)\b")
_NOT = re.compile(r"\b(did|was|could|had|were|do)n['’]t (?=[a-z])")
_DENIES = re.compile(r"n['’]t|\b(?:not|no|never|without|nobody|nothing|none)\b", re.I)


def told() -> list[str]:
    """Every sentence of the answers that coaches are tuned by, each once."""
    answers = [answer for question in questions(Part.TUNING) for answer in question.answers]
    every = [sentence for answer in answers for said in answer.said for sentence in sentences(said)]
    return list(dict.fromkeys(every))


def to_you(sentence: str) -> str:
    return _FIRST.sub(lambda found: _YOU[found[0].lower()], sentence)


async def test_no_sentence_of_an_extractive_rewrite_is_held_against_it() -> None:
    warm_up()
    coach, held = RulesCoach(), {}
    rewritten = 0
    every = [(question, a) for question in questions(Part.TUNING) for a in question.answers]
    for question, answer in every:
        papers = papers_for(coach, question.stage)
        asked = as_asked(question.stage, question.competency, question.text)
        heard, _ = await hear(coach, papers, asked, answer.said, answer.follow_ups)
        numbered = number_answers(heard.answers, heard.review.evidence)
        brief = ReviewBrief(papers=papers, question=heard, answers=numbered)
        for claim in (await coach.give_feedback(brief)).revised:
            rewritten += bool(claim.cites)
            reasons = unsupported_claim(claim, papers, numbered) if claim.cites else ()
            held |= {claim.text: reasons} if reasons else {}
    assert rewritten > 500
    assert held == {}


def test_every_sentence_supports_itself() -> None:
    assert [s for s in told() if unsupported(s, [Line(id="A1.1", text=s)])] == []


def test_hardly_a_sentence_is_refused_when_it_is_said_to_its_owner() -> None:
    said = [sentence for sentence in told() if '"' not in sentence]
    refused = [s for s in said if unsupported(to_you(s), [Line(id="A1.1", text=s)])]
    assert len(refused) <= 0.005 * len(said)


def test_a_not_taken_out_of_a_sentence_is_noticed() -> None:
    flipped = [s for s in told() if _NOT.search(s) and len(_DENIES.findall(s)) == 1]
    missed = [s for s in flipped if not unsupported(_NOT.sub(r"\1 ", s), [Line(id="A1.1", text=s)])]
    assert len(flipped) > 40
    assert len(missed) <= 0.05 * len(flipped)


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_an_outcome_that_nobody_told_is_noticed(outcome: str) -> None:
    stories = [to_you(s).rstrip(".!? ") for s in told() if 8 <= len(s.split()) <= 22][::8]
    missed = [s for s in stories if not unsupported(f"{s}{outcome}.", [Line(id="A1.1", text=s)])]
    assert len(stories) > 50
    assert len(missed) <= 0.1 * len(stories)
