"""Words become blocks: cut kindly, split without loss, and never read as markup."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from bot.sandbox.blocks import check_message
from bot.slack.text import (
    MESSAGE,
    SPOKEN,
    button,
    buttons,
    clip,
    context,
    heading,
    link,
    paragraph,
    rich,
    shown,
    split,
    spoken,
    table,
    tidy,
    words,
)
from views_seen import read_aloud


def test_a_text_with_room_is_left_as_it_is() -> None:
    assert clip("exactly this", 12) == "exactly this"


def test_a_long_text_is_cut_after_a_whole_word() -> None:
    assert clip("we moved the hot rows out", 18) == "we moved the hot…"
    assert clip("we moved the hot rows out", 17) == "we moved the hot…"
    assert clip("we moved the hot, cold rows", 19) == "we moved the hot…"


def test_a_word_longer_than_the_room_is_cut_inside() -> None:
    assert clip("a " + "x" * 50, 20) == "a " + "x" * 17 + "…"


@given(st.text(), st.integers(min_value=1, max_value=60))
def test_what_is_cut_fits_and_says_so(text: str, most: int) -> None:
    cut = clip(text, most)
    assert len(cut) <= most
    assert cut == text or (cut.endswith("…") and text.startswith(cut[:-1]))


@given(st.text(alphabet="ab \n.", max_size=400), st.integers(min_value=1, max_value=60))
def test_splitting_loses_nothing(text: str, most: int) -> None:
    pieces = split(text, most)
    assert "".join(pieces) == text
    assert all(0 < len(piece) <= most for piece in pieces)


def test_splitting_prefers_the_end_of_a_paragraph_then_of_a_sentence() -> None:
    assert split("One two. Three.\n\nFour five six", 24) == ["One two. Three.\n\n", "Four five six"]
    assert split("One two three. Four five six", 24) == ["One two three. ", "Four five six"]


def test_what_is_split_for_messages_slack_takes_piece_by_piece() -> None:
    text = "x" * 40_000
    pieces = split(text, MESSAGE)
    assert "".join(pieces) == text
    for piece in pieces:
        check_message("x", list(shown("x", rich(paragraph(words(piece)))).blocks))


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=800))
def test_the_spoken_text_is_one_short_line_without_a_bracket(text: str) -> None:
    said = spoken("Question 1:", text)
    assert len(said) <= SPOKEN
    assert not set("<>\n\r*`~") & set(said)


def test_the_spoken_text_calls_nobody_and_emphasises_nothing() -> None:
    assert spoken("<!channel> & <@U1> *now* _or_ ~never~ `x` snake_case") == (
        "&lt;!channel&gt; &amp; &lt;@U1&gt; ∗now∗ or ∼never∼ 'x' snake_case"
    )


@pytest.mark.parametrize("lead", range(290, 301))
def test_the_spoken_text_never_ends_in_half_an_entity(lead: int) -> None:
    said = spoken("x" * lead + "&" * 20)
    assert said.replace("&amp;", "").rstrip("…") == "x" * min(lead, 299)


def test_words_are_printed_as_they_were_written() -> None:
    hard = "<!channel> *{braces}* &amp; 🎉 <https://evil.example|bank>"
    assert read_aloud(shown("", rich(paragraph(words(hard))))) == hard + "\n"


def test_characters_that_nobody_can_see_are_dropped() -> None:
    assert tidy("a\x00b\ud83dc\x1b[31m\r\nd\te") == "abc[31m\nd\te"
    assert words("\x00") == []


def test_no_text_element_is_longer_than_slack_takes() -> None:
    text = "word " * 2_000
    pieces = [part["text"] for part in words(text)]
    assert len(pieces) > 1
    assert max(map(len, pieces)) <= 3_000
    assert "".join(pieces) == text


@pytest.mark.parametrize("url", [None, "", "javascript:alert(1)", "https://a b", "<!channel>"])
def test_only_an_address_that_slack_can_open_becomes_a_link(url: str | None) -> None:
    assert link(url, "here") == []


def test_an_address_becomes_a_link() -> None:
    (one,) = link("https://example.slack.com/archives/D1/p1", "here")
    assert one["url"] == "https://example.slack.com/archives/D1/p1"


def test_a_limit_of_slacks_is_noticed_before_slack_is_asked() -> None:
    with pytest.raises(ValueError, match="carries too much"):
        shown("", buttons(button("skip_question", "Skip", "x" * 2_001)))


def test_a_heading_fits_on_one_line() -> None:
    text = heading("Senior\nEngineer " * 100)["text"]["text"]
    assert len(text) <= 150
    assert "\n" not in text


def test_where_nothing_is_to_be_said_no_block_stands() -> None:
    assert context("", "") is None
    assert buttons(None) is None
    assert shown("", context(""), buttons()).blocks == ()


def test_an_empty_cell_gets_a_dash() -> None:
    rows = table([["", "a\nb"]], [None, None])["rows"]
    assert [cell["text"] for cell in rows[0]] == ["–", "a b"]
