"""What a short message is: a control word, a slip, or an answer."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from interview.reading import Control, Slip, clean, control, plain, slip


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("skip", Control.SKIP),
        ("  NEXT \n", Control.NEXT),
        ("*End*.", Control.END),
        ("`feedback`!", Control.FEEDBACK),
        ("_Retry_…", Control.RETRY),
        ("help?", Control.HELP),
    ],
)
def test_a_message_that_says_only_the_word_steers(text: str, word: Control) -> None:
    assert control(text) is word


@pytest.mark.parametrize(
    "text",
    ["skip this one", "next time I would test", "in the end", "", "skipped", "end end", "> end"],
)
def test_a_word_inside_a_sentence_never_steers(text: str) -> None:
    assert control(text) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", Slip.BLANK),
        (" … ?!", Slip.BLANK),
        ("🎉🎉", Slip.BLANK),
        (":tada: :man-shrugging::skin-tone-3:", Slip.BLANK),
        ("asdf", Slip.NOISE),
        ("asdf jkl; asdf", Slip.NOISE),
        ("sdkjfhskdf", Slip.NOISE),
        ("aaaaaaa", Slip.NOISE),
        ("qwertyuiop", Slip.NOISE),
        ("could you clarify?", Slip.CLARIFY),
        ("What do you mean?", Slip.CLARIFY),
        ("Sorry, can you please rephrase that?", Slip.CLARIFY),
        ("What do you mean by ownership?", Slip.CLARIFY),
        ("I don't know what you mean", Slip.CLARIFY),
        ("I don’t understand the question.", Slip.CLARIFY),
        ("one moment", Slip.WAIT),
        ("brb", Slip.WAIT),
        ("hmm", Slip.WAIT),
        ("Umm, er...", Slip.WAIT),
        ("let me see", Slip.WAIT),
        ("give me a sec", Slip.WAIT),
        ("Hold on please...", Slip.WAIT),
        ("let me think about that for a minute", Slip.WAIT),
        ("I have no example", Slip.NO_EXAMPLE),
        ("I've never done that.", Slip.NO_EXAMPLE),
        ("I’ve never had to do anything like that before", Slip.NO_EXAMPLE),
        ("Nothing comes to mind", Slip.NO_EXAMPLE),
        ("I don't know", Slip.NO_EXAMPLE),
        ("Honestly, I can't think of one", Slip.NO_EXAMPLE),
        ("idk", Slip.NO_EXAMPLE),
        ("thanks", Slip.THANKS),
        ("Great, thank you!", Slip.THANKS),
        ("thanks for the feedback :pray:", Slip.THANKS),
        ("👍", Slip.THANKS),
        (":+1:", Slip.THANKS),
        ("ok", Slip.THANKS),
    ],
)
def test_a_slip_is_told_from_an_answer(text: str, kind: Slip) -> None:
    assert slip(text) is kind


@pytest.mark.parametrize(
    "text",
    [
        "Twelve.",
        "12",
        "yes",
        "No.",
        "A minute",
        "Kubernetes",
        "nginx",
        "pgsql",
        "PostgreSQL",
        "Property law",
        "strengths",
        "Schwartz",
        "Nilifanya kazi hospitalini kwa miaka mitano",
        "asdf is the tool I built",
        "I don't know Rust.",
        "I have no example of that at Acme, but at Globex I led one.",
        "Give me a second chance was what I told them, and they did.",
        "Thanks to the new index it fell to 120 ms.",
        "What do you mean, they asked, and I explained the ledger to them in one picture.",
        "はい",
    ],
)
def test_short_and_odd_answers_are_answers(text: str) -> None:
    assert slip(text) is None


def test_what_slack_escapes_and_marks_up_becomes_harmless_words() -> None:
    text = (
        "<@U1> in <#C1|general> told <!channel> and <!subteam^S1|@eng>: <https://x.com/a|the doc>, "
        "<https://acme.com>, <mailto:a@b.c|a@b.c>, p &lt; q &amp;amp; {x}"
    )
    assert clean(text) == (
        "someone in general told channel and eng: the doc, acme.com, a@b.c, p < q &amp; {x}"
    )


def test_a_broadcast_typed_by_hand_notifies_no_one() -> None:
    assert clean("&lt;!here&gt; &lt;@U1&gt; List&lt;int&gt;") == "here someone List<int>"


def test_nul_surrogates_and_odd_line_ends_go() -> None:
    assert clean("a\x00b\ud800c\r\nd\u2028e\rf\x07") == "abc\nd\ne\nf"


@given(st.text(max_size=60))
def test_cleaned_text_can_always_be_stored(text: str) -> None:
    kept = clean(text)
    assert "\x00" not in kept
    assert kept.encode().decode() == kept


def test_the_same_words_sent_again_are_equal_and_others_are_not() -> None:
    assert plain("*Hello*,  World!") == plain("hello world")
    assert plain("C++") != plain("C")
    assert plain("3.5") != plain("35")
    assert plain("👍") != plain("🎉")
