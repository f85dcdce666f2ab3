"""Slots of a revised answer: each has a question, and what was cut is never said again."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from importlib import resources
from uuid import UUID

import pytest
from pydantic import TypeAdapter

from builders import JOB, PAPERS, QUESTION, RESUME, review
from interview.coach import ReviewBrief
from interview.coach.drafts import (
    Claim,
    FeedbackDraft,
    MarkDraft,
    ReviewDraft,
)
from interview.coach.rules import RulesCoach
from interview.coach.rules.revised import trimmed
from interview.grounding import ground_feedback, ground_review
from interview.grounding.slots import CUT, FIGURE, NAME, OWN_WORDS, asked
from interview.model import Element, Feedback, Line, Question, Review, Sourced

ANSWERS = (
    Line(id="A1.1", text="It was lock contention on the ledger table."),
    Line(id="A1.2", text="I traced ten slow requests and moved the hot rows out."),
)
BRIEF = ReviewBrief(
    papers=PAPERS,
    question=Question(id=UUID(int=9), number=2, attempt=1, asked=QUESTION),
    answers=ANSWERS,
)


def revised(*claims: Claim) -> tuple[Sourced, ...]:
    draft = FeedbackDraft(assessment=(), coaching=(), revised=claims)
    return ground_feedback(draft, BRIEF)[0].revised


@pytest.mark.parametrize(
    ("claim", "cites", "slot", "question"),
    [
        ("I traced 31415 requests.", "A1.2", FIGURE, "What was the figure, as far as you know it?"),
        ("I moved it to Kafka.", "A1.2", NAME, "Who or what was it, by name?"),
        ("I led the tracing.", "A1.2", OWN_WORDS, "What did you do here, in your own words?"),
    ],
)
def test_a_cut_claim_leaves_a_question_about_the_words_it_was_to_rest_on(
    claim: str, cites: str, slot: str, question: str
) -> None:
    (left,) = revised(Claim(text=claim, cites=(cites,)))
    assert (left.text, left.cites) == (slot, ())
    about = "You said “I traced ten slow requests and moved the hot rows out”. "
    assert left.asks == about + question


def test_a_cut_claim_about_the_resume_names_its_line_and_one_about_nothing_none() -> None:
    of_the_resume, of_the_job, of_nothing = (
        revised(Claim(text="I saved 31415 dollars.", cites=cites))[0].asks
        for cites in ((RESUME[2].id,), (JOB[1].id,), ())
    )
    wanted = "What was the figure, as far as you know it?"
    assert of_the_resume == f"Your resume says “{RESUME[2].text}”. {wanted}"
    assert of_the_job == of_nothing == "What did you do here, in your own words?"


def test_a_long_line_is_named_by_its_beginning() -> None:
    line = Line(id="A1.1", text="and then " * 60 + "x" * 500)
    brief = ReviewBrief(papers=PAPERS, question=BRIEF.question, answers=(line,))
    claim = Claim(text="I saved 31415 dollars.", cites=("A1.1",))
    draft = FeedbackDraft(assessment=(), coaching=(), revised=(claim,))
    (left,) = ground_feedback(draft, brief)[0].revised
    assert left.asks.startswith("You said “and then and then")
    assert len(left.asks) < 200


def test_a_slot_keeps_the_question_that_its_coach_gave() -> None:
    whole, inside = revised(
        Claim(text="‹add: what changed›", asks="What was different afterwards?"),
        Claim(
            text="I moved the hot rows out ‹add: how long it held›.",
            cites=("A1.2",),
            asks="How long did it hold?",
        ),
    )
    assert whole == Sourced(text="‹add: what changed›", asks="What was different afterwards?")
    assert (inside.cites, inside.asks) == (("A1.2",), "How long did it hold?")


def test_a_slot_without_a_question_gets_a_plain_one_and_a_sentence_without_a_slot_none() -> None:
    slot, sentence = revised(
        Claim(text="‹add: what changed›"),
        Claim(text="It was lock contention.", cites=("A1.1",), asks="Was it Kafka?"),
    )
    assert slot.asks == "Can you say what changed?"
    assert sentence.asks == ""


def test_a_question_for_a_slot_may_not_bring_in_what_nobody_said() -> None:
    draft = FeedbackDraft(
        assessment=(),
        coaching=(),
        revised=(Claim(text="‹add: what changed›", asks="Did it save 31415 dollars?"),),
    )
    feedback, objections = ground_feedback(draft, BRIEF)
    assert feedback.revised[0].asks == "Can you say what changed?"
    assert "31415" in objections[0]


def test_a_slot_may_not_tell_the_candidate_what_to_say_there() -> None:
    (left,) = revised(Claim(text="‹add: that it saved 31415 dollars›"))
    assert left.text == FIGURE


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("No slot at all.", ""),
        ("‹add: ›", ""),
        ("It fell ‹add: by how much›.", "Can you say by how much?"),
        ("‹add: when› and ‹add: where›", "Can you say when? Can you say where?"),
        (FIGURE, "What was the figure, as far as you know it?"),
    ],
)
def test_a_slot_is_asked_for_in_plain_words(text: str, question: str) -> None:
    assert asked(text) == question


def _slots_of_the_rules_coach() -> list[tuple[str, str]]:
    path = resources.files("interview.coach.rules").joinpath("advice.toml")
    shapes = tomllib.loads(path.read_text(encoding="utf-8"))["slots"]
    return [(it["slot"], it["asks"]) for shape in shapes.values() for it in shape.values()]


def test_every_slot_of_the_rules_coach_has_one_question_of_its_own() -> None:
    slots = _slots_of_the_rules_coach()
    assert len(slots) == 18
    for slot, asks in slots:
        assert slot not in CUT
        assert asks.endswith("?")
        assert asks.count("?") == 1
        assert len(asks) <= 110
    assert revised(*(Claim(text=slot, asks=asks) for slot, asks in slots))[-1].asks == slots[-1][1]


async def test_the_rules_coach_asks_for_all_that_it_leaves_open() -> None:
    draft = await RulesCoach().give_feedback(BRIEF)
    feedback, _ = ground_feedback(draft, BRIEF)
    questions = dict(_slots_of_the_rules_coach())
    left_open = [sentence for sentence in feedback.revised if not sentence.cites]
    assert left_open
    assert all(sentence.asks == questions[sentence.text] for sentence in left_open)


def test_what_landed_keeps_the_lines_it_rests_on() -> None:
    draft = ReviewDraft(
        marks=tuple(MarkDraft(element=e, value=1, cites=("A1.2",)) for e in Element),
        strengths=(
            Claim(text="“I traced 99 requests”: your part.", cites=("A1.2",)),
            Claim(text="“I traced ten slow requests”: your part.", cites=("A1.2", "A7.7")),
        ),
        brief=Claim(text="Heard."),
    )
    found, _ = ground_review(draft, BRIEF, "rules v1")
    assert found.strengths == ("“I traced ten slow requests”: your part.",)
    assert found.strength_cites == (("A1.2",),)
    silent, _ = ground_review(draft.model_copy(update={"no_answer": True}), BRIEF, "rules v1")
    assert (silent.strengths, silent.strength_cites) == ((), ())


def test_what_was_stored_before_there_were_questions_and_places_still_loads() -> None:
    stored = {"text": "‹add: what changed›", "cites": []}
    whole = {"overall_assessment": "", "coaching": [], "revised": [stored], "cut": 0}
    feedback = TypeAdapter(Feedback).validate_json(json.dumps(whole))
    assert feedback.revised == (Sourced(text="‹add: what changed›"),)
    kept = TypeAdapter(Review)
    before = json.loads(kept.dump_json(review()))
    del before["strength_cites"]
    assert kept.validate_json(json.dumps(before)) == review()


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (
            "I say no quite often to be honest, that's my job.",
            "I say no quite often, that's my job.",
        ),
        ("It was, you know, slow.", "It was slow."),
        ("I um, went there.", "I went there."),
    ],
)
def test_a_filler_goes_with_the_commas_that_set_it_off_and_no_other(said: str, kept: str) -> None:
    assert trimmed(said) == kept


@pytest.mark.parametrize(
    ("claim", "kept"),
    [
        ("You led the tracing.", False),
        ("You built a new index.", False),
        ("What it led to is clear.", True),
        ("There is something here to build on.", True),
        ("You moved the hot rows out.", True),
    ],
)
def test_praise_that_cites_nothing_keeps_to_what_was_told(claim: str, kept: bool) -> None:
    helper = Line(id="R1", text="Helped with the on-call rota of a team of 6")
    brief = replace(BRIEF, papers=replace(PAPERS, resume=(helper,)))
    draft = FeedbackDraft(assessment=(Claim(text=claim),), coaching=(), revised=())
    feedback, objections = ground_feedback(draft, brief)
    assert (feedback.overall_assessment == claim, feedback.cut == 0) == (kept, kept)
    assert bool(objections) is not kept
