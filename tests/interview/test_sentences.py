"""Where sentences end: no word lost, and the quick way cuts exactly where the careful one does."""

from __future__ import annotations

import time

from hypothesis import given, settings, strategies as st

from interview.sentences import sentences, starts_by_segmenter, starts_of_plain, warm_up
from labelled_set import Part, questions

warm_up()

WORDS = ("I", "cut", "p99", "from", "3.5", "to", "Acme", "Inc.", "Dr.", "e.g.", "locks.", "Why?")
SIGNS = ("-", ";", "…", "...", "\n", "“so”", "(it", "held)", "☝", "∯", "1.", "über", "then")
PROSE = st.lists(st.sampled_from(WORDS + SIGNS), max_size=60).map(" ".join)
PLAIN_WORDS = (
    *("I", "It", "we", "rang", "locks.", "Why?", "No.", "no", "no.", "May.", "in", "2021.", "12."),
    *("3.5", "p99", "ms.", "min.", "day's", "it’s", "(so", "Ok!", "a.", "b.", "U.S.", "me.", "vs."),
    *(
        '"no',
        'way"',
        '"So"',
        '"',
        "“so”",
        "“Fine,”",
        "CPU.",
        "API?",
        "US.",
        "PM.",
        "James'",
        "Gdańsk.",
    ),
    *("ii.", "then", "Then", "well-kept.", "co-op.", "Sat.", "50%.", "$3.", "'tis", "end", "24/7."),
)
NEARLY_PLAIN = st.lists(st.sampled_from(PLAIN_WORDS), min_size=1, max_size=25).map(" ".join)


@settings(max_examples=60)
@given(PROSE)
def test_no_word_of_an_answer_is_lost(text: str) -> None:
    assert " ".join(sentences(text)).split() == text.split()


@settings(max_examples=40)
@given(st.text(max_size=80))
def test_no_word_of_any_text_is_lost(text: str) -> None:
    assert " ".join(sentences(text)).split() == text.split()


def test_abbreviations_and_decimals_end_no_sentence() -> None:
    assert sentences(
        "It cost $1.2M. Dr. Smith of Acme Inc. agreed, e.g. in v2.3. Then we left."
    ) == [
        "It cost $1.2M.",
        "Dr. Smith of Acme Inc. agreed, e.g. in v2.3.",
        "Then we left.",
    ]


def test_a_month_or_a_unit_that_looks_like_an_abbreviation_ends_its_sentence() -> None:
    assert sentences("We had until the end of May. I met their lead, Ana.") == [
        "We had until the end of May.",
        "I met their lead, Ana.",
    ]
    assert sentences("It broke in May. They agreed.") == ["It broke in May.", "They agreed."]
    assert sentences("p99 fell to 120 ms. I stopped.") == ["p99 fell to 120 ms.", "I stopped."]
    assert sentences("Dr. May agreed on May. 5 of 2020") == ["Dr. May agreed on May. 5 of 2020"]


def test_chat_prose_that_runs_on_is_cut_where_it_breathes() -> None:
    found = sentences(
        "so we had this ledger table and p99 was awful like 900 ms - i looked at ten of the slow "
        "requests and they all waited for the same rows; then i moved the hot rows out\n"
        "it held at 120 ms"
    )
    assert found == [
        "so we had this ledger table and p99 was awful like 900 ms",
        "- i looked at ten of the slow requests and they all waited for the same rows;",
        "then i moved the hot rows out",
        "it held at 120 ms",
    ]


def test_a_very_long_answer_is_split_in_linear_time() -> None:
    text = "I moved the hot rows out of the table because lock contention hurt. " * 580
    began = time.perf_counter()
    found = sentences(text)
    # Seven thousand words take a tenth of a second; the segmenter alone would take one.
    assert time.perf_counter() - began < 0.5
    assert len(found) == 580


@settings(max_examples=400)
@given(NEARLY_PLAIN)
def test_plain_prose_is_cut_where_the_segmenter_cuts(text: str) -> None:
    starts = starts_of_plain(text)
    if starts is not None:
        assert starts | {0} == starts_by_segmenter(text) | {0}


def test_so_are_the_answers_that_people_wrote_and_most_are_plain() -> None:
    lines = [
        " ".join(line.split())
        for part in (Part.TUNING, Part.HEARD)
        for question in questions(part)
        for answer in question.answers
        for said in answer.said
        for line in said.splitlines()
    ]
    plain = {line: starts for line in lines if (starts := starts_of_plain(line)) is not None}
    assert len(plain) > 0.7 * len(lines)
    for line, starts in plain.items():
        assert starts | {0} == starts_by_segmenter(line) | {0}
