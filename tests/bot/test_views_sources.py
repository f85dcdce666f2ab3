"""Where sentences come from: each stands above its lines, and a slot above its question."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from bot.sandbox.blocks import check_view
from bot.slack.views.sources import sources
from interview.grounding.slots import CUT, FIGURE
from interview.model import Line, Question, Sourced
from views_seen import FEEDBACK, PROBE, REVIEW, judged, objects, read_aloud

LINES = (
    Line(id="R1", text="Cut p99 of the payment API from 900 ms to 120 ms"),
    Line(id="J1", text="Prove that the ledger is fast, with numbers"),
    Line(id="A1.1", text="Um, so I traced ten requests."),
    Line(id="A1.2", text="They waited for the same rows."),
    Line(id="A2.1", text="It was not the index."),
    Line(id="A3.1", text="It stayed at 120 ms."),
)


def modal(*revised: Sourced, question: Question | None = None) -> dict[str, Any]:
    feedback = replace(FEEDBACK, revised=revised)
    return sources(question or judged(1, feedback=feedback), feedback, LINES)


def said(*revised: Sourced, question: Question | None = None) -> str:
    return read_aloud(modal(*revised, question=question)["blocks"])


def with_follow_ups(many: int, **more: Any) -> Question:
    return judged(1, follow_ups=(PROBE,) * many, **more)


def test_a_sentence_stands_above_the_words_it_rests_on() -> None:
    text = said(
        Sourced(text="I traced ten requests.", cites=("A1.1",)),
        Sourced(text="p99 fell from 900 to 120 ms.", cites=("R1",)),
    )
    assert text == (
        "Your answer, sentence by sentence\n\n"
        "I traced ten requests.\n"
        "From your first answer\nUm, so I traced ten requests.\n"
        "p99 fell from 900 to 120 ms.\n"
        "From your resume\nCut p99 of the payment API from 900 ms to 120 ms\n"
    )


def test_lines_of_one_origin_stand_together_and_others_apart() -> None:
    text = said(Sourced(text="It was the rows.", cites=("A1.1", "A1.2", "R1", "J1")))
    assert text.count("From your first answer\n") == 1
    assert "Um, so I traced ten requests.\nThey waited for the same rows.\nFrom your resume" in text
    assert "From the job posting\nProve that" in text


@pytest.mark.parametrize(
    ("follow_ups", "cited", "origin"),
    [
        (0, "A1.1", "From your first answer"),
        (1, "A2.1", "From your answer to the follow-up"),
        (2, "A2.1", "From your answer to the first follow-up"),
        (2, "A3.1", "From your answer to the second follow-up"),
    ],
)
def test_an_answer_is_named_by_what_it_answered(follow_ups: int, cited: str, origin: str) -> None:
    sentence = Sourced(text="So it was.", cites=(cited,))
    assert f"{origin}\n" in said(sentence, question=with_follow_ups(follow_ups))


def test_a_slot_stands_above_the_question_that_would_fill_it() -> None:
    slot = Sourced(text="‹add: what you did›", asks="What did you do yourself?")
    view = modal(slot)
    assert "‹add: what you did›\nWhat did you do yourself?\n" in read_aloud(view["blocks"])
    bold = [part["text"] for part in objects(view) if (part.get("style") or {}) == {"bold": True}]
    assert bold == ["‹add: what you did›"]


def test_a_slot_inside_a_sentence_keeps_the_lines_and_gets_its_question() -> None:
    text = said(
        Sourced(
            text="p99 fell to 120 ms ‹add: how long it stayed there›.",
            cites=("R1",),
            asks="How long did it stay there?",
        )
    )
    end = "From your resume\nCut p99 of the payment API from 900 ms to 120 ms\nHow long did it stay"
    assert end in text


def test_a_slot_that_was_stored_without_its_question_gets_a_plain_one() -> None:
    assert "\nCan you say how long it lasted?\n" in said(Sourced(text="‹add: how long it lasted›"))
    assert "\nWhat was the figure, as far as you know it?\n" in said(Sourced(text=FIGURE))


@pytest.mark.parametrize("slot", sorted(CUT))
def test_what_was_cut_is_told_from_what_is_missing(slot: str) -> None:
    assert "A claim was cut here" in said(Sourced(text=slot))
    assert "cut" not in said(Sourced(text="‹add: what changed›", asks="What changed?"))


def test_words_that_were_taken_back_are_not_shown_again() -> None:
    gone = (Line(id="A1.1", text=""),)
    feedback = replace(FEEDBACK, revised=(Sourced(text="I traced ten.", cites=("A1.1",)),))
    text = read_aloud(sources(judged(1, feedback=feedback), feedback, gone)["blocks"])
    assert "You have taken back the words that this rests on." in text
    assert "From your" not in text


def test_what_landed_stands_above_the_words_that_showed_it() -> None:
    review = replace(REVIEW, strengths=("Your part is clear.",), strength_cites=(("A1.1",),))
    text = said(question=judged(1, review=review))
    assert text == (
        "What landed, and where you said it\n\nYour part is clear.\n"
        "From your first answer\nUm, so I traced ten requests.\n"
    )


def test_a_review_that_was_stored_without_places_claims_none() -> None:
    assert "What landed" not in said(Sourced(text="I traced ten.", cites=("A1.1",)))


def test_nothing_to_show_is_said() -> None:
    assert said().startswith("There is no sentence here")


def test_a_long_answer_fits_with_every_sentence_in_it() -> None:
    word = "x" * 1_500
    lines = tuple(Line(id=f"A1.{n}", text=f"{n} {word}") for n in range(1, 41))
    revised = tuple(Sourced(text=f"Sentence {n}.", cites=(f"A1.{n}",)) for n in range(1, 41))
    feedback = replace(FEEDBACK, revised=revised)
    view = sources(judged(1, feedback=feedback), feedback, lines)
    check_view(view)
    text = read_aloud(view["blocks"])
    assert all(f"Sentence {n}.\nFrom your first answer\n{n} x" in text for n in range(1, 41))
    assert len(view["blocks"]) == 41
    assert len(json.dumps(view)) < 250_000


@pytest.mark.parametrize("sign", ["x", "🎉"])
def test_more_sentences_than_a_modal_has_room_for_still_open_one(sign: str) -> None:
    lines = tuple(Line(id=f"R{n}", text=f"{n} {sign * 900}") for n in range(9))
    ids = tuple(line.id for line in lines)
    revised = tuple(Sourced(text=f"S{n}. {sign * 900}", cites=ids) for n in range(300))
    feedback = replace(FEEDBACK, revised=revised)
    view = sources(judged(1, feedback=feedback), feedback, lines)
    check_view(view)
    assert len(view["blocks"]) == 51
    assert len(json.dumps(view)) < 250_000


def test_a_sentence_shows_at_most_four_lines() -> None:
    lines = tuple(Line(id=f"R{n}", text=f"line {n}.") for n in range(9))
    feedback = replace(FEEDBACK, revised=(Sourced(text="All.", cites=tuple(x.id for x in lines)),))
    text = read_aloud(sources(judged(1, feedback=feedback), feedback, lines)["blocks"])
    assert [text.count(f"line {n}.") for n in range(9)] == [1] * 4 + [0] * 5


def test_a_short_line_is_shown_whole() -> None:
    long = " ".join(f"word{n}" for n in range(80))
    lines = (Line(id="A1.1", text=long),)
    feedback = replace(FEEDBACK, revised=(Sourced(text="So.", cites=("A1.1",)),))
    assert long in read_aloud(sources(judged(1, feedback=feedback), feedback, lines)["blocks"])


def test_a_modal_without_inputs_has_nothing_to_submit() -> None:
    view = modal(Sourced(text="I traced ten.", cites=("A1.1",)))
    assert "submit" not in view
    assert (view["callback_id"], view["close"]["text"]) == ("sources", "Close")
