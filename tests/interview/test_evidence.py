"""Numbered lines: nothing said is lost, and no number ever means other words."""

from __future__ import annotations

from hypothesis import given, settings, strategies as st

from interview.evidence import cited, number_answers, number_lines
from interview.model import Answer, Line, Message
from interview.sentences import warm_up

warm_up()

WORDS = ("I", "cut", "p99", "from", "3.5", "to", "Acme", "Inc.", "Dr.", "e.g.", "locks.", "Why?")
SIGNS = ("-", ";", "…", "...", "\n", "“so”", "(it", "held)", "☝", "∯", "1.", "über", "then")
PROSE = st.lists(st.sampled_from(WORDS + SIGNS), max_size=60).map(" ".join)


def answer(number: int, *texts: str) -> Answer:
    parts = tuple(
        Message(ts=f"17890000{number}{at}.000000", text=text) for at, text in enumerate(texts)
    )
    return Answer(number=number, parts=parts)


def ids(lines: tuple[Line, ...]) -> dict[str, str]:
    return {line.id: line.text for line in lines}


def test_resume_lines_lose_their_bullets_and_empty_lines_their_numbers() -> None:
    lines = number_lines("R", "Acme, 2021\n\n • Cut p99\n-\n–  Led 5 people\r\n10 of 12 shipped")
    assert ids(lines) == {
        "R1": "Acme, 2021",
        "R2": "Cut p99",
        "R3": "Led 5 people",
        "R4": "10 of 12 shipped",
    }


def test_a_line_that_was_wrapped_is_one_line_again() -> None:
    lines = number_lines(
        "R",
        "I like systems that stay up at night, and writing about\nhow they are built.\n"
        "- Duplicate charges fell from\n  about 300 a month to 2.\n- Led 4 people\n"
        "  over 9 months\nAcme Pay, 2021\nbackend, payments",
    )
    assert [line.text for line in lines] == [
        "I like systems that stay up at night, and writing about how they are built.",
        "Duplicate charges fell from about 300 a month to 2.",
        "Led 4 people over 9 months",
        "Acme Pay, 2021",
        "backend, payments",
    ]


def test_a_line_as_long_as_a_paragraph_is_numbered_by_sentence() -> None:
    lines = number_lines("J", "We need somebody who can run the ledger service. " * 8)
    assert len(lines) == 8
    assert {len(line.text) for line in lines} == {48}


def test_answers_are_numbered_by_answer_and_sentence() -> None:
    lines = number_answers([answer(1, "I traced it. It was locks."), answer(2, "It held.")])
    assert ids(lines) == {"A1.1": "I traced it.", "A1.2": "It was locks.", "A2.1": "It held."}


def test_a_late_part_gets_new_numbers_behind_the_old() -> None:
    before = number_answers([answer(1, "First.", "Third.")])
    after = number_answers([answer(1, "First.", "Second.", "Third."), answer(2, "More.")], before)
    assert ids(after) == {"A1.1": "First.", "A1.2": "Third.", "A1.3": "Second.", "A2.1": "More."}


def test_a_deletion_only_blanks_and_its_number_is_never_given_again() -> None:
    before = number_answers([answer(1, "First.", "Second.")])
    after = number_answers([answer(1, "First.", "")], before)
    assert ids(after) == {"A1.1": "First.", "A1.2": ""}
    later = number_answers([answer(1, "First.", "", "Third.")], after)
    assert ids(later) == {"A1.1": "First.", "A1.2": "", "A1.3": "Third."}


def test_the_same_words_said_twice_keep_both_numbers() -> None:
    before = number_answers([answer(1, "Yes. Yes.")])
    assert number_answers([answer(1, "Yes. Yes.")], before) == before
    assert ids(number_answers([answer(1, "Yes.")], before)) == {"A1.1": "Yes.", "A1.2": ""}


@settings(max_examples=40)
@given(st.lists(PROSE, max_size=3), st.lists(PROSE, max_size=2))
def test_a_number_once_given_stands_for_the_same_words(first: list[str], more: list[str]) -> None:
    before = number_answers([answer(1, *first)])
    after = ids(number_answers([answer(1, *more, *first)], before))
    assert after.items() >= ids(before).items()


def test_a_citation_finds_its_line_once_and_neither_unknown_nor_blank_ones() -> None:
    lines = (Line(id="A1.1", text="One."), Line(id="A1.2", text=""), Line(id="R1", text="Acme"))
    assert [line.id for line in cited(lines, ["R1", "A1.2", "A1.1", "R1", "X9"])] == ["R1", "A1.1"]
