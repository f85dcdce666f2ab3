"""The rubric: arithmetic of scores, caps, levels and readiness, and the level a job asks for."""

from __future__ import annotations

from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given, settings, strategies as st

from interview import rubric
from interview.model import (
    Axis,
    AxisMark,
    Cap,
    Closed,
    Competency,
    Element,
    Level,
    Mark,
    PreparedQuestion,
    Question,
    Readiness,
    Review,
    Stage,
)

ONE_ENGINE = frozenset({"rules v1"})


def marks(*values: int, cites: str = "A1.1") -> tuple[Mark, ...]:
    return tuple(
        Mark(element=element, value=value, cites=(cites,) if value else ())
        for element, value in zip(Element, values, strict=True)
    )


def judged(
    number: int,
    score: int,
    *,
    level: Level = Level.NOT_SHOWN,
    caps: tuple[Cap, ...] = (),
    closed: Closed | None = Closed.JUDGED,
    attempt: int = 1,
    engine: str = "rules v1",
) -> Question:
    review = Review(score=score, level=level, marks=(), caps=caps, engine=engine)
    asked = PreparedQuestion(
        competency=Competency.LEADERSHIP, text="Why?", in_other_words="Why?", easier="Why?"
    )
    return Question(
        id=UUID(int=10 * number + attempt),
        number=number,
        attempt=attempt,
        asked=asked,
        review=review,
        closed=closed,
    )


def session(*scores: int, level: Level = Level.NOT_SHOWN) -> tuple[Question, ...]:
    return tuple(judged(at, score, level=level) for at, score in enumerate(scores, 1))


@pytest.mark.parametrize(
    ("total", "score"),
    [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 6), (7, 7), (8, 8), (9, 9), (10, 10)],
)
def test_a_score_grows_with_the_sum_of_marks_and_halves_round_up(total: int, score: int) -> None:
    values = [2] * (total // 2) + [1] * (total % 2)
    assert rubric.score(marks(*values, *[0] * (5 - len(values)))) == score


@settings(max_examples=40)
@given(st.lists(st.integers(0, 2), min_size=5, max_size=5), st.sets(st.sampled_from(list(Cap))))
def test_a_score_is_the_exact_rounded_sum_held_under_every_cap(
    values: list[int], caps: set[Cap]
) -> None:
    exact = 1 + Fraction(9, 10) * sum(values)
    rounded = int(exact + Fraction(1, 2))
    assert rubric.score(marks(*values), caps) == min(
        [rounded, *(rubric.CEILING[cap] for cap in caps)]
    )


def test_a_mark_given_twice_or_out_of_bounds_counts_once_and_within_them() -> None:
    fit = Mark(element=Element.FIT, value=7, cites=("A1.1",))
    assert rubric.score((fit, fit)) == 3


def test_a_missing_own_action_caps_stories_and_nothing_else() -> None:
    given_marks = marks(2, 2, 2, 2, 2)
    for competency in Competency:
        found = rubric.caps(given_marks, competency, own_action=False, habit=True)
        story = rubric.SHAPES[competency] in (rubric.Shape.STAR, rubric.Shape.PROBLEM)
        assert found == ((Cap.NO_OWN_ACTION, Cap.ONLY_A_HABIT) if story else ())


def test_an_answer_to_another_question_is_capped_whatever_else_it_shows() -> None:
    found = rubric.caps(marks(0, 2, 2, 2, 2), Competency.AVAILABILITY)
    assert found == (Cap.OFF_QUESTION,)
    assert rubric.score(marks(0, 2, 2, 2, 2), found) == 3


def test_each_stage_asks_the_customers_competencies_in_order() -> None:
    assert [rubric.competency_for(Stage.RECRUITER_SCREEN, n) for n in range(1, 6)] == [
        "communication",
        "motivation",
        "culture_fit",
        "technical_basics",
        "availability",
    ]
    assert rubric.competency_for(Stage.HIRING_MANAGER, 3) is Competency.AMBIGUITY_TOLERANCE


def test_every_competency_has_a_shape_and_anchors_and_only_availability_no_level() -> None:
    assert set(rubric.SHAPES) == set(rubric.ANCHORS) == set(Competency)
    levelless = [c for c, anchor in rubric.ANCHORS.items() if not anchor.levels]
    assert levelless == [Competency.AVAILABILITY]


def axes(*values: int, cites: tuple[str, ...] = ("A1.1",)) -> list[AxisMark]:
    return [AxisMark(axis=a, value=v, cites=cites) for a, v in zip(Axis, values, strict=False)]


@pytest.mark.parametrize(
    ("values", "level"),
    [
        ((), Level.NOT_SHOWN),
        ((0,), Level.L4),
        ((2,), Level.L4),
        ((1, 1), Level.L5A),
        ((2, 1), Level.L5A),
        ((2, 2), Level.L5B),
        ((0, 0, 2, 2), Level.L5B),
    ],
)
def test_a_level_is_counted_from_the_axes_shown(values: tuple[int, ...], level: Level) -> None:
    assert rubric.level(axes(*values), Competency.LEADERSHIP) is level


def test_an_axis_that_cites_nothing_shows_no_level() -> None:
    assert rubric.level(axes(2, 2, cites=()), Competency.LEADERSHIP) is Level.NOT_SHOWN


def test_outside_the_levelled_competencies_two_axes_are_needed_and_availability_has_none() -> None:
    assert rubric.level(axes(2), Competency.MOTIVATION) is Level.NOT_SHOWN
    assert rubric.level(axes(1, 1), Competency.MOTIVATION) is Level.L5A
    assert rubric.level(axes(2, 2), Competency.AVAILABILITY) is Level.NOT_SHOWN


def test_a_later_mark_rises_only_on_words_of_the_newest_answer() -> None:
    before = marks(1, 1, 0, 0, 0)
    now = (
        Mark(element=Element.ACTION, value=2, cites=("A2.1",)),
        Mark(element=Element.RESULT, value=2, cites=("A1.1",)),
    )
    later = {m.element: m.value for m in rubric.later_marks(before, now, {"A2.1"})}
    assert later == {"fit": 1, "specific": 1, "action": 2, "result": 0, "lesson": 0}


def test_a_later_mark_falls_only_for_a_contradiction_of_what_carried_it() -> None:
    before = marks(2, 2, 2, 2, 2)
    now = marks(2, 2, 0, 2, 2)
    assert rubric.later_marks(before, now, {"A2.1"})[2].value == 2
    assert rubric.later_marks(before, now, {"A2.1"}, [("A9.9", "A2.1")])[2].value == 2
    assert rubric.later_marks(before, now, {"A2.1"}, [("A1.1", "A2.1")])[2].value == 0


@settings(max_examples=40)
@given(
    st.lists(st.integers(0, 2), min_size=5, max_size=5),
    st.lists(st.integers(0, 2), min_size=5, max_size=5),
)
def test_saying_the_same_again_changes_no_mark(old: list[int], new: list[int]) -> None:
    before = marks(*old)
    assert rubric.later_marks(before, marks(*new), set()) == before


def test_a_cap_goes_with_new_words_only_and_comes_anew_only_for_a_contradiction() -> None:
    action = [Mark(element=Element.ACTION, value=2, cites=("A2.1",))]
    capped = (Cap.NO_OWN_ACTION,)
    assert rubric.later_caps(capped, (), action, {"A2.1"}) == ()
    assert rubric.later_caps(capped, (), action, {"A2.2"}) == capped
    assert rubric.later_caps((), (Cap.NO_OWN_ACTION, Cap.CONTRADICTED), (), set()) == (
        Cap.CONTRADICTED,
    )
    assert rubric.later_caps((Cap.CONTRADICTED,), (), (), set()) == ()


def test_nothing_is_left_to_ask_only_where_all_is_shown_and_the_story_is_full() -> None:
    def review(*values: int, caps: tuple[Cap, ...] = ()) -> Review:
        return Review(score=9, level=Level.L4, marks=marks(*values), caps=caps, engine="rules v1")

    assert rubric.nothing_left(review(1, 1, 2, 2, 1))
    assert not rubric.nothing_left(review(1, 1, 2, 2, 0))
    assert not rubric.nothing_left(review(2, 2, 1, 2, 2))
    assert not rubric.nothing_left(review(1, 1, 2, 2, 1, caps=(Cap.CONTRADICTED,)))


def test_the_mean_is_that_of_best_attempts_and_leaves_out_what_was_skipped() -> None:
    questions = (
        judged(1, 4),
        judged(1, 7, attempt=2),
        judged(2, 1, closed=Closed.UNANSWERED),
        judged(3, 9, closed=Closed.SKIPPED),
        judged(4, 9, closed=None),
    )
    assert rubric.mean(questions) == 4.0
    assert rubric.answered(questions) == 1
    assert rubric.mean(questions[3:]) is None


def test_a_worse_second_attempt_changes_nothing() -> None:
    assert rubric.mean((judged(1, 7), judged(1, 4, attempt=2))) == 7.0


@pytest.mark.parametrize(
    ("scores", "readiness"),
    [
        ((8, 8, 8, 8, 8), Readiness.READY),
        ((10, 10, 10, 6, 6), Readiness.READY),
        ((10, 10, 10, 10, 5), Readiness.ALMOST_READY),
        ((8, 8, 8, 8, 7), Readiness.ALMOST_READY),
        ((6, 6, 6), Readiness.ALMOST_READY),
        ((6, 6, 6, 6, 5), Readiness.NEEDS_PRACTICE),
        ((9, 9), Readiness.NOT_ENOUGH_ANSWERS),
    ],
)
def test_readiness_follows_the_scores(scores: tuple[int, ...], readiness: Readiness) -> None:
    assert rubric.readiness(session(*scores), Level.L5A, ONE_ENGINE) is readiness


def test_ready_allows_one_level_short_by_one_step() -> None:
    at, under = Level.L5A, Level.L4
    four = tuple(judged(n, 9, level=at) for n in range(1, 5))
    one_short = (*four, judged(5, 9, level=under))
    two_short = (*four[:3], judged(4, 9, level=under), judged(5, 9, level=under))
    assert rubric.readiness(one_short, Level.L5A, ONE_ENGINE) is Readiness.READY
    assert rubric.readiness(two_short, Level.L5A, ONE_ENGINE) is Readiness.ALMOST_READY
    assert rubric.readiness(one_short, Level.L5B, ONE_ENGINE) is Readiness.ALMOST_READY


def test_a_level_two_steps_short_is_never_ready() -> None:
    top = tuple(judged(n, 9, level=Level.L5B) for n in range(1, 5))
    questions = (*top, judged(5, 9, level=Level.L4))
    assert rubric.readiness(questions, Level.L5B, ONE_ENGINE) is Readiness.ALMOST_READY


def test_two_critical_caps_need_practice_and_one_does_not() -> None:
    capped = tuple(judged(n, 3, caps=(Cap.OFF_QUESTION,)) for n in (1, 2))
    mild = judged(2, 5, caps=(Cap.NO_OWN_ACTION,))
    rest = tuple(judged(n, 10) for n in (3, 4, 5))
    assert rubric.readiness((*capped, *rest), Level.L4, ONE_ENGINE) is Readiness.NEEDS_PRACTICE
    assert (
        rubric.readiness((capped[0], mild, *rest), Level.L4, ONE_ENGINE) is Readiness.ALMOST_READY
    )


def test_scores_of_two_coaches_give_no_readiness() -> None:
    questions = (*session(9, 9, 9), judged(4, 9, engine="claude"))
    found = rubric.engines(questions)
    assert found == {"rules v1", "claude"}
    assert rubric.readiness(questions, Level.L4, found) is Readiness.MIXED_COACHES


@pytest.mark.parametrize(
    ("title", "description", "level"),
    [
        ("Staff Engineer", "", Level.L5B),
        ("Principal Scientist", "", Level.L5B),
        ("Senior Staff Engineer", "", Level.L5B),
        ("Senior Engineer", "You define organizational direction.", Level.L5A),
        ("Sr. Data Analyst", "", Level.L5A),
        ("Team Lead, Nursing", "", Level.L5A),
        ("Engineer", "You lead cross-functional projects.", Level.L5A),
        ("Engineer", "You will coordinate work across several teams.", Level.L5A),
        ("Engineer", "You bring strategic input.", Level.L5A),
        ("Engineer", "You lead strategic initiatives.", Level.L5B),
        ("Engineer", "You drive company-wide change and\ninfluence senior leadership.", Level.L5B),
        ("Engineer", "We are a leading vendor of senior care.", Level.L4),
        ("Staffing Coordinator", "Our staff is principled.", Level.L4),
        ("Staff Nurse", "", Level.L4),
        ("Lead Generation Specialist", "", Level.L4),
        ("Engineer", "You report to the Principal Engineer and our Staff Engineers.", Level.L4),
        ("Engineer", "Lead time is competitive; senior colleagues help you.", Level.L4),
        ("Engineer", "You will not lead cross-functional projects yet.", Level.L4),
        ("Assistant to the Principal", "", Level.L4),
        ("", "", Level.L4),
    ],
)
def test_the_level_a_job_asks_for(title: str, description: str, level: Level) -> None:
    assert rubric.target_level(title, description) is level
