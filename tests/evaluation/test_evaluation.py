"""An evaluation: what judges agree on, what is said of it, and that it quotes nobody set aside."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from altering import altered
from answers_measured import (
    UNMOVED,
    Judged,
    Standing,
    agreement,
    over_lots,
    repeated_share,
    sentences_shown,
    steady,
)
from claims_measured import FAMILIES, Truth, lines_of, truth
from interview.model import Element, Level, Mark, Probe, Review
from judges import Opinion, WordCount, first_gap, gap_of
from labelled_set import MEASURED, Label, LabelledAnswer, LabelledClaim, LabelledQuestion, Part
from measures import Figure, wilson
from misjudged import errors
from report import Evaluation, as_json, markdown

FULL = {"fit": 2, "specific": 2, "action": 2, "result": 2, "lesson": 2}
HALF = {"fit": 2, "specific": 1, "action": 1, "result": 1, "lesson": 0}
NEARLY_NOTHING = {"fit": 1, "specific": 0, "action": 0, "result": 0, "lesson": 0}


def an_answer(name: str, marks: dict[str, int], gap: str, *kinds: str) -> dict[str, object]:
    return {
        "id": name,
        "band": name,
        "kinds": kinds,
        "said": [f"Words that only a {name} answer says."],
        "marks": marks,
        "level": "L4" if name == "strong" else "not_shown",
        "first_gap": gap,
        "why": "So labelled.",
    }


def a_question(name: str) -> LabelledQuestion:
    return LabelledQuestion.model_validate(
        {
            "id": name,
            "stage": "hiring_manager",
            "competency": "leadership",
            "text": "When did you lead?",
            "profession": "baker",
            "answer": [
                an_answer("weak", NEARLY_NOTHING, "specific"),
                an_answer("middling", HALF, "action"),
                an_answer("strong", FULL, "none", "plain"),
            ],
        }
    )


QUESTIONS = [a_question(f"question-{n}") for n in range(6)]


def labels_said(question: LabelledQuestion, answer: LabelledAnswer) -> Opinion:
    score = question.score(answer)
    return Opinion(order=score, score=score, level=answer.level, first_gap=gap_of(answer))


def judged(*, backwards: bool = False) -> list[Judged]:
    """The labels themselves as a judge, or turned upside down."""
    found = []
    for question in QUESTIONS:
        for answer in question.answers:
            opinion = labels_said(question, answer)
            if backwards:
                score = 11 - question.score(answer)
                opinion = replace(opinion, order=score, score=score)
            found.append(Judged(question=question, answer=answer, opinion=opinion))
    return found


def value(figure: Figure | None) -> float:
    assert figure is not None
    return figure.value


def test_whoever_says_the_labels_agrees_with_them_in_everything() -> None:
    found = agreement(judged(), draws=20)
    turned = {name for name in found if "turned" in name}
    assert {name: value(figure) for name, figure in found.items()} == {
        name: pytest.approx(0.0 if name in turned else 1.0) for name in found
    }


def test_whoever_turns_the_scores_upside_down_has_every_pair_the_wrong_way_round() -> None:
    found = agreement(judged(backwards=True), draws=20)
    assert value(found["weak < middling < strong"]) == 0
    assert value(found["weak < middling < strong, turned round"]) == 1
    assert value(found["weak < strong in plain words, turned round"]) == 1
    assert value(found["rank correlation"]) == pytest.approx(-1)
    assert value(found["weighted kappa"]) < 0


def test_whoever_always_says_the_same_is_right_where_the_label_says_it() -> None:
    same = Opinion(order=1, level=Level.L4, first_gap="none")
    found = agreement([replace(one, opinion=same) for one in judged()], draws=20)
    assert value(found["level agrees"]) == pytest.approx(1 / 3)
    assert value(found["first gap agrees"]) == pytest.approx(1 / 3)
    assert value(found["weak < middling < strong"]) == 0


def test_whoever_has_no_opinion_on_levels_has_no_figure_for_them() -> None:
    silent = [replace(one, opinion=Opinion(order=1)) for one in judged()]
    found = agreement(silent, draws=20)
    assert found["level agrees"] is None
    assert found["first gap agrees"] is None
    assert found["rank correlation"] is None


def test_chance_is_the_mean_of_its_lotteries() -> None:
    lots = [{"a": Figure(value=v, low=v, high=v, of=4)} for v in (0.0, 0.5, 1.0)]
    figure = over_lots(lots)["a"]
    assert figure is not None
    assert figure.value == 0.5
    assert figure.low < 0.5 < figure.high


def test_a_sentence_is_repeated_from_the_third_time_on() -> None:
    assert value(repeated_share(["a"] * 2 + ["b"] * 3)) == pytest.approx(0.6)


def test_a_quotation_does_not_end_the_sentence_it_stands_in() -> None:
    assert sentences_shown("You said “I left. It broke.” in passing. What then? Say it.") == [
        "You said “I left. It broke.” in passing.",
        "What then?",
        "Say it.",
    ]


def review(*probes: Probe, gaps: tuple[str, ...] = (), **values: int) -> Review:
    marks = tuple(Mark(element=e, value=values.get(e.value, 2)) for e in Element)
    return Review(score=5, level=Level.L4, marks=marks, gaps=gaps, probes=probes, engine="plain v1")


def test_the_first_gap_is_what_the_first_follow_up_is_after() -> None:
    probe = Probe(element=Element.RESULT, quote="", text="What changed?")
    assert first_gap(review(probe, action=0)) == "result"
    assert first_gap(review(gaps=("Why?",), action=0)) == "action"
    assert first_gap(review()) == "none"


async def test_word_count_is_fooled_by_everything_that_is_added() -> None:
    said = "I called every family."
    plain = await WordCount().judge(QUESTIONS[0], [said], [])
    for change in (form for forms in UNMOVED.values() for form in forms):
        more = altered(change, QUESTIONS[0].text, said)
        changed = await WordCount().judge(QUESTIONS[0], [more], [])
        assert said in more
        assert changed.order > plain.order


async def test_a_change_is_counted_where_it_alters_something() -> None:
    answers = [
        replace(one, opinion=await WordCount().judge(one.question, one.answer.said, []))
        for one in judged()
    ]
    assert value(await steady(WordCount(), answers, lambda said: f"{said} Really.")) == 1
    assert value(await steady(WordCount(), answers, lambda said: f"{said} It is so.")) == 0
    some = await steady(WordCount(), answers, lambda said: said.replace("strong", "very strong"))
    assert some is not None
    assert some.of == len(QUESTIONS)
    assert await steady(WordCount(), answers, lambda said: said) is None


def a_claim(name: str, text: str, label: Label, kind: str) -> LabelledClaim:
    return LabelledClaim.model_validate(
        {
            "id": name,
            "sources": ["I moved 40 parcels."],
            "text": text,
            "label": label,
            "kind": kind,
            "why": "So labelled.",
        }
    )


CLAIMS = [
    a_claim("kept", "I moved 40 parcels.", Label.HONEST, "quote"),
    a_claim("altered", "I moved 90 parcels.", Label.FABRICATED, "altered_number"),
]


def test_the_truth_check_is_counted_by_label_and_kind() -> None:
    found = truth(CLAIMS)
    assert value(found.caught["all"]) == value(found.caught["altered_number"]) == 1
    assert value(found.alarms["all"]) == value(found.alarms["quote"]) == 0
    assert found.wrong == ()
    mislabelled = truth([CLAIMS[1].model_copy(update={"label": Label.HONEST})])
    assert value(mislabelled.alarms["all"]) == 1
    assert [claim.id for claim in mislabelled.wrong] == ["altered"]


def test_a_source_in_the_first_person_is_an_answers_and_another_a_resumes() -> None:
    claim = CLAIMS[0].model_copy(update={"sources": ("I moved it.", "Moved 40 parcels.")})
    assert [line.id for line in lines_of(claim)] == ["A1.1", "R2"]


def test_no_kind_of_fabrication_is_held_to_two_goals() -> None:
    kinds = [kind for family in FAMILIES.values() for kind in family]
    assert len(kinds) == len(set(kinds))


def a_standing() -> Standing:
    return Standing(
        name="plain v1",
        agreement=agreement(judged(backwards=True), draws=5),
        held={"said twice": wilson(17, 18)},
        raised={"said twice": ("weak",)},
        shown={"repeated": wilson(1, 2)},
        judged=tuple(judged(backwards=True)),
    )


def an_evaluation() -> Evaluation:
    found: Truth = truth(CLAIMS)
    unread: Truth = truth(CLAIMS[:1])
    return Evaluation(
        engines=("plain v1",),
        date="2025-01-02",
        answers={part: [a_standing()] for part in MEASURED},
        truth={Part.TUNING: found, Part.SET_ASIDE: unread},
    )


def test_the_page_and_the_json_hold_the_same_figures_and_no_word_of_an_answer() -> None:
    page = markdown(an_evaluation())
    figures = json.dumps(as_json(an_evaluation()))
    assert "plain v1, 2025-01-02" in page
    assert "| said twice | 0.94 [0.79, 0.99] |" in page
    assert '"said twice": {"value": 0.9444' in figures
    assert '"of": 18' in figures
    assert "| altered number | 1.00 [0.27, 1.00] | 1 | – | 0 |" in page
    assert "| quote | 0.00 [0.00, 0.73] | 1 | 0.00 [0.00, 0.73] | 1 |" in page
    for text in (page, figures):
        assert "Words that only" not in text
        assert "parcels" not in text


def test_errors_are_told_in_words_for_the_tuning_part_only() -> None:
    told = errors(Part.TUNING, a_standing(), CLAIMS[:1])
    assert "> Words that only a strong answer says." in told
    assert "said twice: weak" in told
    assert "honest, quote: kept" in told
    with pytest.raises(ValueError, match="only the answers for tuning"):
        errors(Part.SET_ASIDE, a_standing(), ())
