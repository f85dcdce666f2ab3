"""The labelled set is what it says: whole, balanced, and not to be guessed from length."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from statistics import correlation

import pytest
from pydantic import ValidationError

from interview.model import Competency, Level, Stage
from labelled_set import (
    MEASURED,
    Band,
    Label,
    LabelledAnswer,
    LabelledQuestion,
    Part,
    claims,
    questions,
)

FEWEST_ANSWERS = {Part.TUNING: 126, Part.SET_ASIDE: 80}
FEWEST_OF_A_KIND = {
    (Band.STRONG, "plain"): 14,
    (Band.STRONG, "non_native"): 8,
    (Band.WEAK, "vague"): 8,
    (None, "habit"): 6,
    (None, "we_with_own"): 4,
    (None, "we_without_own"): 4,
}
SOFTWARE = {
    Part.TUNING: {
        "interface-designer",
        "mobile-developer",
        "site-reliability-engineer",
        "support-technician",
        "test-engineer",
    },
    Part.SET_ASIDE: {"backend-engineer", "data-analyst", "product-manager"},
}
A_RUN = 7
"""So many words in a row are no chance meeting."""

NEARLY_NOTHING = {"fit": 1, "specific": 0, "action": 0, "result": 0, "lesson": 0}
ROW = {
    "id": "who-led",
    "stage": "hiring_manager",
    "competency": "leadership",
    "text": "When did you lead?",
    "profession": "baker",
}
ANSWER = {
    "id": "who-led-a",
    "band": "weak",
    "kinds": ["vague"],
    "said": ["I lead every day."],
    "marks": NEARLY_NOTHING,
    "level": "not_shown",
    "first_gap": "specific",
    "why": "No event.",
}


def told(part: Part) -> Iterator[tuple[LabelledQuestion, LabelledAnswer]]:
    return ((question, answer) for question in questions(part) for answer in question.answers)


def ranks(values: Sequence[int]) -> list[float]:
    """The place of each value in order; equal ones share the mean of their places."""
    ordered, counts = sorted(values), Counter(values)
    return [ordered.index(value) + (counts[value] - 1) / 2 for value in values]


def a_question(**changed: object) -> LabelledQuestion:
    answers = [ANSWER | {"id": band, "band": band} for band in Band]
    return LabelledQuestion.model_validate(ROW | {"answer": answers} | changed)


def an_answer(**changed: object) -> LabelledAnswer:
    return LabelledAnswer.model_validate(ANSWER | changed)


@pytest.mark.parametrize("part", MEASURED)
def test_a_part_spans_every_competency_both_stages_and_eight_trades(part: Part) -> None:
    rows = list(told(part))
    assert len(rows) >= FEWEST_ANSWERS[part]
    by_competency = Counter(question.competency for question, _ in rows)
    assert min(by_competency[competency] for competency in Competency) >= 6
    assert {question.stage for question, _ in rows} == set(Stage)
    assert len({question.profession for question, _ in rows}) >= 8


@pytest.mark.parametrize("part", MEASURED)
def test_half_of_the_answers_come_from_outside_software(part: Part) -> None:
    professions = [question.profession for question, _ in told(part)]
    assert set(professions) >= SOFTWARE[part]
    inside = sum(profession in SOFTWARE[part] for profession in professions)
    assert inside / len(professions) <= 0.5


def test_no_id_and_no_question_stands_twice() -> None:
    asked = [*questions(Part.TUNING), *questions(Part.SET_ASIDE)]
    assert twice(question.id for question in asked) == []
    assert twice(question.text for question in asked) == []
    rows = chain(told(Part.TUNING), told(Part.SET_ASIDE))
    assert twice((question.profession, answer.id) for question, answer in rows) == []


def test_no_two_answers_share_a_run_of_words() -> None:
    said_by: dict[tuple[str, ...], set[str]] = {}
    for _, answer in chain(told(Part.TUNING), told(Part.SET_ASIDE)):
        words = " ".join(answer.said).lower().split()
        for start in range(len(words) - A_RUN + 1):
            said_by.setdefault(tuple(words[start : start + A_RUN]), set()).add(answer.id)
    assert {tuple(sorted(ids)) for ids in said_by.values() if len(ids) > 1} == set()


@pytest.mark.parametrize("part", Part)
def test_marks_and_caps_come_to_a_score_of_the_band(part: Part) -> None:
    outside = {
        answer.id: (answer.band.value, question.score(answer))
        for question, answer in told(part)
        if question.score(answer) not in answer.band.scores
    }
    assert outside == {}


@pytest.mark.parametrize("part", Part)
def test_the_number_of_words_does_not_tell_the_score(part: Part) -> None:
    rows = list(told(part))
    words = ranks([answer.words for _, answer in rows])
    scores = ranks([question.score(answer) for question, answer in rows])
    assert abs(correlation(words, scores)) <= 0.2


@pytest.mark.parametrize("part", Part)
def test_short_ones_are_strong_and_long_ones_weak_often_enough(part: Part) -> None:
    lengths = [(answer.band, answer.words) for _, answer in told(part)]
    assert sum(band is Band.STRONG and words <= 45 for band, words in lengths) >= 8
    assert sum(band is Band.WEAK and words >= 120 for band, words in lengths) >= 8


@pytest.mark.parametrize("part", Part)
@pytest.mark.parametrize(("band", "kind"), FEWEST_OF_A_KIND)
def test_every_kind_of_answer_is_there(part: Part, band: Band | None, kind: str) -> None:
    found = [a for _, a in told(part) if kind in a.kinds and a.band is (band or a.band)]
    assert len(found) >= FEWEST_OF_A_KIND[band, kind]


@pytest.mark.parametrize("part", Part)
def test_questions_are_short_and_nobody_shows_a_level_by_a_start_date(part: Part) -> None:
    assert [q.id for q in questions(part) if len(q.text.split()) > 45] == []
    dated = [a for q, a in told(part) if q.competency is Competency.AVAILABILITY]
    assert {answer.level for answer in dated} == {Level.NOT_SHOWN}


@pytest.mark.parametrize(("part", "fewest"), [(Part.TUNING, 750), (Part.SET_ASIDE, 100)])
def test_claims_are_many_balanced_and_of_every_kind(part: Part, fewest: int) -> None:
    found = claims(part)
    assert len(found) >= fewest
    fabricated = sum(claim.label is Label.FABRICATED for claim in found)
    assert 0.4 <= fabricated / len(found) <= 0.6
    kinds = Counter((claim.label, claim.kind) for claim in found)
    assert min(kinds.values()) >= fewest / 50
    assert set(kinds) == {(claim.label, claim.kind) for claim in claims(Part.TUNING)}
    assert twice(kind for _, kind in kinds) == []


def test_no_claim_stands_in_two_files_or_twice_in_one() -> None:
    every = [claim for part in MEASURED for claim in claims(part)]
    assert twice(claim.id for claim in every) == []
    assert len({(claim.sources, claim.text) for claim in every}) == len(every)


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"bnad": "weak"}, "bnad"),
        ({"level": "L6"}, "level"),
        ({"marks": NEARLY_NOTHING | {"fit": 3}}, "fit"),
        ({"first_gap": "none"}, "no gap is named"),
        ({"marks": NEARLY_NOTHING | {"specific": 2}}, "full marks"),
        ({"said": ["I led.", "Twice."]}, "follow-up"),
        ({"kinds": ["habit", "habit"]}, "named twice"),
        ({"said": ["  "]}, "said"),
    ],
)
def test_a_label_that_breaks_the_format_is_refused(
    changed: dict[str, object], complaint: str
) -> None:
    assert an_answer()
    with pytest.raises(ValidationError, match=complaint):
        an_answer(**changed)


def test_a_question_without_a_strong_answer_is_refused() -> None:
    assert a_question()
    answers = [ANSWER | {"id": id, "band": "middling"} for id in ("a", "b", "c")]
    with pytest.raises(ValidationError, match="a strong answer"):
        a_question(answer=answers)


def test_caps_follow_from_marks_and_kinds() -> None:
    full = {"fit": 2, "specific": 2, "action": 2, "result": 2, "lesson": 2}
    question = a_question()
    assert question.score(an_answer(marks=full, first_gap="none")) == 10
    for kind, cap in {"habit": 5, "we_without_own": 5, "contradicted": 4, "echo": 1}.items():
        assert question.score(an_answer(marks=full, first_gap="none", kinds=[kind])) == cap
    assert question.score(an_answer(marks=full | {"fit": 0}, first_gap="fit")) == 3
    assert question.score(an_answer(marks=full | {"action": 0}, first_gap="action")) == 5


def twice(things: Iterator[object]) -> list[object]:
    return [thing for thing, count in Counter(things).items() if count > 1]
