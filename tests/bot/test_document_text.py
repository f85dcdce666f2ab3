"""Text from a file, tidied: line ends, hyphens, ligatures, bullets, and what is dropped."""

import time

import pytest

from bot.document_reader.tidying import cut_at_line, tidy, unreadable_share


@pytest.mark.parametrize(
    ("raw", "tidied"),
    [
        ("an eﬃcient oﬀice, ﬁnally ﬂat", "an efficient office, finally flat"),
        ("led\0 a \ud83d team\udc00", "led a team"),
        ("\ud83d\ude00 smile", "😀 smile"),
        ("Mu\u0308ller", "Müller"),
        ("a\r\nb\rc\u2028d\x0ce", "a\nb\nc\nd\ne"),
        ("a \xa0\t  b\u200b", "a b"),
        ("\n\na\n\n \n\n\nb\n\n", "a\n\nb"),
        ("\uf0b7 Led a team\n\uf0a7 Cut costs", "• Led a team\n• Cut costs"),
        ("•\nLed a team\n•\n\nCut costs", "• Led a team\n• Cut costs"),
        ("- Led a team\n- cut costs", "- Led a team\n- cut costs"),
        ("\ue0b0 Berlin", "Berlin"),
    ],
)
def test_text_is_tidied(raw: str, tidied: str) -> None:
    assert tidy(raw, wrapped=True) == tidied


@pytest.mark.parametrize(
    ("raw", "tidied"),
    [
        ("our imple-\nmentation", "our implementation"),
        ("our imple\xad\nmentation", "our implementation"),
        ("a well-\nknown bank", "a well-known bank"),
        ("high-\nvolume and high-\nest", "high-volume and highest"),
        ("micro-\nservices; micro-services", "micro-services; micro-services"),
        ("the event was driven; event-\ndriven", "the event was driven; event-driven"),
        ("2019-\nnow", "2019-\nnow"),
        ("Acme -\nlead", "Acme -\nlead"),
        ("Jean-\nPierre", "Jean-\nPierre"),
        ("teams of 5-\nten", "teams of 5-\nten"),
    ],
)
def test_a_word_broken_at_a_line_end_is_joined_where_that_is_safe(raw: str, tidied: str) -> None:
    assert tidy(raw, wrapped=True) == tidied


def test_lines_that_plainly_go_on_are_joined_and_others_are_not() -> None:
    raw = (
        "• Cut p99 latency of the payments ledger from 900 ms to\n"
        "120 ms by moving the hot rows out into a table of their\n"
        "own.\n"
        "• Led the migration of the whole company to\n"
        "PostgreSQL\n"
        "Senior Engineer at Acme in Berlin, Germany 2019\n"
        "Hamburg\n"
        "The address of my portfolio, and of my talks\n"
        "example.com/ana\n"
        "lead\n"
        "small team"
    )
    assert tidy(raw, wrapped=True).split("\n") == [
        "• Cut p99 latency of the payments ledger from 900 ms to 120 ms by moving the hot rows "
        "out into a table of their own.",
        "• Led the migration of the whole company to PostgreSQL",
        "Senior Engineer at Acme in Berlin, Germany 2019",
        "Hamburg",
        "The address of my portfolio, and of my talks",
        "example.com/ana",
        "lead",
        "small team",
    ]
    assert tidy(raw, wrapped=False) == raw


@pytest.mark.parametrize("unit", [" ", "a ", "a-\n", "•\n", "\n", "a" * 50 + "\n", "\xad\n", "a"])
def test_tidying_takes_time_linear_in_the_length(unit: str) -> None:
    began = time.process_time()
    tidy(unit * (1_000_000 // len(unit)), wrapped=True)
    assert time.process_time() - began < 5


def test_a_cut_falls_between_lines_or_words() -> None:
    assert cut_at_line("one two\nthree four", 12) == "one two"
    assert cut_at_line("one two three", 9) == "one two"
    assert cut_at_line("x" * 20, 9) == "x" * 9
    assert cut_at_line("short", 9) == "short"


def test_letters_without_meaning_are_told_from_letters_and_bullets() -> None:
    assert unreadable_share("\uf0b7 Led a team – 日本語 😀") == 0
    assert unreadable_share("\ue001\ue002 ab") == pytest.approx(0.5)
    assert unreadable_share("/g17/g4/g22") == 1
    assert unreadable_share(" \n") == 0
