"""What of a sentence claims nothing: the verdict and the question that it ends in."""

from __future__ import annotations

import pytest

from interview.grounding import unsupported
from interview.model import Line

NIGHT = "I stayed till nine and renumbered the whole bundle by hand because the index was wrong."
HUDDLE = "Introduced a Monday huddle in which each adviser brings one hard case."
STOCK = "Coldharbour Stores: 3 counts a week, stock accuracy 97.1% to 99.4%, write-offs down £28k."


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            NIGHT,
            "You stayed till nine to renumber the bundle, which makes the story credible.",
        ),
        (
            NIGHT,
            "You renumbered the bundle because the index was wrong: a clear choice.",
        ),
        (
            NIGHT,
            "You stayed and renumbered the bundle, and your reason is easy to follow.",
        ),
        (HUDDLE, "You introduced a Monday huddle with one hard case each, so the scale is plain."),
        (HUDDLE, "You introduced a Monday huddle; who brought the first hard case?"),
        (
            HUDDLE,
            "You said each adviser brings one hard case; how did the two sides take it?",
        ),
        (HUDDLE, "You introduced a Monday huddle. What convinced the sceptics?"),
    ],
)
def test_a_verdict_and_a_question_claim_nothing(line: str, sentence: str) -> None:
    assert reasons(line, sentence) == ()


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (NIGHT, "You stayed till nine to renumber the bundle, which saved the hearing."),
        (NIGHT, "You renumbered the bundle by hand, and the partners still use your index today."),
        (NIGHT, "You renumbered the bundle by hand, a change that halved the errors."),
        (NIGHT, "You renumbered the bundle by hand, which convinced the panel."),
        (NIGHT, "You renumbered the bundle by hand, and it kept the story credible."),
        (NIGHT, "You renumbered the whole bundle by hand, so the judge trusts your index."),
        (NIGHT, "I renumbered the bundle by hand, which makes the court's work easier."),
        (HUDDLE, "You introduced a Monday huddle for 12 advisers; who came first?"),
        (HUDDLE, "You introduced a Monday huddle at Globex; who came first?"),
        (HUDDLE, "You introduced a Monday huddle, which is praised by the area director."),
    ],
)
def test_what_else_stands_there_is_a_claim(line: str, sentence: str) -> None:
    assert reasons(line, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Stock accuracy rose from 97.1% to 99.4% at Coldharbour Stores.",
        "Three counts a week took stock accuracy from 97.1% to 99.4%.",
    ],
)
def test_which_way_a_figure_went_is_read_off_the_figures(sentence: str) -> None:
    assert reasons(STOCK, sentence) == ()


def test_who_has_a_title_led_what_it_names_and_nothing_else() -> None:
    lines = [
        Line(id="R1", text="Kestrel Oral Health: LDU lead, 2019–22."),
        Line(id="R2", text="Helped with the move of the recall list to Dentally."),
    ]
    assert unsupported("You led the LDU at Kestrel Oral Health.", lines) == ()
    assert unsupported("You led the move of the recall list to Dentally.", lines)


def test_a_line_on_something_else_contradicts_nothing() -> None:
    other = "Only attended the board's evenings; the plan was cut from 14 to 9 pages."
    lines = [Line(id="R1", text=HUDDLE), Line(id="R2", text=other)]
    assert unsupported("You introduced a Monday huddle for hard cases.", lines) == ()
    assert unsupported("You ran the board's evenings.", lines)


TIMED = "I timed the queue, eleven minutes at lunch."
LICENCE = "Clean licence since 2014; driver at Kettle since 2018."
DOUGH = "I rested the dough forty minutes instead of twenty."
SCHEME = "Drafted a carers' scheme; planned launch in May."
WATCHED = "I watched Hanna run the workshop with the nurses."
TRIED = "I tried to get the stop moved, and the council said no."


@pytest.mark.parametrize(
    ("line", "sentence", "true", "false"),
    [
        (TIMED, "You found the queue at {} at lunch.", "eleven minutes", "eleven people"),
        (LICENCE, "You have held a clean licence since {}.", "2014", "2018"),
        (DOUGH, "You took the rest of the dough from {} minutes.", "20 to 40", "40 to 20"),
        (SCHEME, "You {} a carers' scheme in May.", "drafted", "launched"),
        (WATCHED, "You {} Hanna's workshop with the nurses.", "watched", "ran"),
        (TRIED, "You {} the stop moved by the council.", "tried to get", "got"),
    ],
)
def test_what_only_looks_alike_is_told_apart(
    line: str, sentence: str, true: str, false: str
) -> None:
    assert reasons(line, sentence.format(true)) == ()
    assert reasons(line, sentence.format(false))


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            "Minder driver for 11 trainees on 2 lines.",
            "Eleven trainees came to you as minder driver.",
        ),
        ("Mentored 4 NQNs on ITU.", "You mentored four newly qualified nurses on ITU."),
        ("Kestrel Oral Health: LDU lead, 2019–22.", "You led the LDU at Kestrel Oral Health."),
        ("I sent nobody out till it was checked.", "You sent people out once it was checked."),
    ],
)
def test_one_thing_in_other_words_is_the_same(line: str, sentence: str) -> None:
    assert reasons(line, sentence) == ()


def reasons(line: str, sentence: str) -> tuple[str, ...]:
    return unsupported(sentence, [Line(id="A1.1" if " I " in f" {line} " else "R1", text=line)])
