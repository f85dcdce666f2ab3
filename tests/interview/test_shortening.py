"""What a model is shown of papers that are too long for it."""

from __future__ import annotations

from hypothesis import given, strategies as st

from interview.evidence import number_lines
from interview.model import Line
from interview.shortening import JOB_CHARACTERS, RESUME_CHARACTERS, left_out, shortened

LINES = st.lists(st.text(min_size=1, max_size=60), max_size=30).map(
    lambda texts: tuple(Line(id=f"R{at}", text=text) for at, text in enumerate(texts, 1))
)


@given(LINES, st.integers(0, 400))
def test_what_is_left_fits_in_its_order_and_whole(lines, most):
    kept = shortened(lines, most)
    assert sum(len(line.text) for line in kept) <= most
    assert [line for line in lines if line in kept] == list(kept)


def test_papers_that_fit_stay_as_they_are():
    lines = number_lines("R", "Acme\nCut costs by 20 %")
    assert shortened(lines, 1000) == lines


def test_the_least_relevant_lines_go_first():
    job = number_lines("J", "We need payments, ledgers and night shifts")
    padding = "Enjoyed many pleasant hobbies over several long years of leisure\n" * 4
    text = f"Acme Pay, Engineer\nKept the payments ledgers right\n{padding}Cut waits by 20 %"
    lines = number_lines("R", text)
    kept = shortened(lines, 120, matter=job)
    assert [line.text for line in kept][:2] == [
        "Acme Pay, Engineer",
        "Kept the payments ledgers right",
    ]
    assert kept[-1].text == "Cut waits by 20 %"


def test_how_much_is_left_out_is_counted_over_both():
    resume = tuple(Line(id=f"R{at}", text="x" * 100) for at in range(RESUME_CHARACTERS // 100 + 3))
    job = tuple(Line(id=f"J{at}", text="y" * 100) for at in range(JOB_CHARACTERS // 100 + 2))
    assert left_out(resume, job) == 5
    assert left_out(resume[:5], job[:5]) == 0
