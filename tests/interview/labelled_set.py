"""The labelled set as values: reads the TOML beside it and refuses what breaks the format.

What a label *means* stands in `interview.rubric`; this file only carries marks and kinds there, so
that bands, a coach's scores and the labels' scores come out of one arithmetic.
"""

from __future__ import annotations

import tomllib
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from interview import rubric
from interview.model import Competency, Element, Level, Mark, Stage

HOME = Path(__file__).parent / "labelled"

_NO_ANSWER = frozenset({"blank", "copied_question", "echo", "gibberish", "non_answer"})
_HABIT = frozenset({"habit", "hypothetical"})

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Kind = Annotated[str, Field(pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$")]
Sentence = Annotated[str, Field(min_length=2, pattern=r"\S")]
Value = Annotated[int, Field(ge=0, le=2)]


class Part(StrEnum):
    """Which answers may be looked at while a judge is tuned, and which only measure it.

    What is heard is learned from by `make learn` and was not read while rules were written.
    """

    TUNING = "tuning"
    HEARD = "heard"
    SET_ASIDE = "set_aside"


MEASURED = (Part.TUNING, Part.SET_ASIDE)
"""The parts that judges are measured on; what was learned from would only flatter."""


class Band(StrEnum):
    """Where an answer stands among those to the same question; weak < middling < strong."""

    WEAK = "weak"
    MIDDLING = "middling"
    STRONG = "strong"

    @property
    def scores(self) -> range:
        """The scores a band may have; 7 is the best of the middle and the least of the top."""
        return {"weak": range(1, 5), "middling": range(5, 8), "strong": range(7, 11)}[self]


class Label(StrEnum):
    HONEST = "honest"
    FABRICATED = "fabricated"


class _Row(BaseModel):
    """A table of the file: frozen, and a word misspelt is an error, not a default.

    Errors name places and never quote: what is set aside must not be read in a failing test.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Marks(_Row):
    """The five elements, 0 to 2 each, read in the terms of the competency's shape."""

    fit: Value
    specific: Value
    action: Value
    result: Value
    lesson: Value

    def of(self, element: Element) -> int:
        return {
            Element.FIT: self.fit,
            Element.SPECIFIC: self.specific,
            Element.ACTION: self.action,
            Element.RESULT: self.result,
            Element.LESSON: self.lesson,
        }[element]


class LabelledAnswer(_Row):
    """One answer with what an interviewer made of it.

    `first_gap` is the element to coach first; None, `"none"` in the file, where nothing is left.
    """

    id: Id
    band: Band
    kinds: tuple[Kind, ...]
    said: Annotated[tuple[Sentence, ...], Field(min_length=1, max_length=2)]
    follow_ups: tuple[Sentence, ...] = ()
    marks: Marks
    level: Level
    first_gap: Element | None
    why: Sentence

    @model_validator(mode="before")
    @classmethod
    def _none_is_a_word(cls, row: object) -> object:
        if isinstance(row, dict) and row.get("first_gap") == "none":
            return row | {"first_gap": None}
        return row

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        if len(self.follow_ups) != len(self.said) - 1:
            raise ValueError("a follow-up stands before every answer but the first")
        if len(set(self.kinds)) != len(self.kinds):
            raise ValueError("a kind is named twice")
        if self.first_gap and self.marks.of(self.first_gap) == 2:
            raise ValueError("the first gap has full marks")
        if not self.first_gap and min(self.marks.of(element) for element in Element) == 0:
            raise ValueError("no gap is named where an element is missing")
        return self

    @property
    def words(self) -> int:
        """How many words were said, over all answers to the question."""
        return sum(len(said.split()) for said in self.said)


class LabelledQuestion(_Row):
    """A question as it was asked, with answers of every band."""

    id: Id
    stage: Stage
    competency: Competency
    text: Sentence
    answers: Annotated[tuple[LabelledAnswer, ...], Field(alias="answer", min_length=3)]
    profession: str

    @model_validator(mode="after")
    def _has_every_band(self) -> Self:
        if {answer.band for answer in self.answers} != set(Band):
            raise ValueError("a weak, a middling and a strong answer are wanted")
        return self

    def score(self, answer: LabelledAnswer) -> int:
        """What the labels come to by the rubric: 1 to 10, caps applied."""
        marks = [
            Mark(element=element, value=answer.marks.of(element), cites=("A1.1",))
            for element in Element
        ]
        kinds = frozenset(answer.kinds)
        caps = rubric.caps(
            marks,
            self.competency,
            no_answer=bool(kinds & _NO_ANSWER),
            own_action=answer.marks.action > 0 and "we_without_own" not in kinds,
            habit=bool(kinds & _HABIT),
            contradicted="contradicted" in kinds,
        )
        return rubric.score(marks, caps)


class LabelledClaim(_Row):
    """A sentence about the candidate, and whether its sources bear it out."""

    id: Id
    sources: Annotated[tuple[Sentence, ...], Field(min_length=1, max_length=3)]
    text: Sentence
    label: Label
    kind: Kind
    why: Sentence


_AnyRow = TypeVar("_AnyRow", bound=_Row)


@cache
def questions(part: Part) -> tuple[LabelledQuestion, ...]:
    """Every question of a part, file by file in the order of their names.

    Raises pydantic's `ValidationError`, with the row's id as a note, on a row that breaks the
    format; `KeyError` on a file without questions.
    """
    return tuple(
        _row(LabelledQuestion, row | {"profession": file.stem.replace("_", "-")})
        for file in sorted((HOME / part).glob("*.toml"))
        for row in tomllib.loads(file.read_text("utf-8"))["question"]
    )


_CLAIMS = {
    Part.TUNING: ("claims.toml", "claims_second.toml", "claims_third.toml", "claims_fourth.toml"),
    Part.SET_ASIDE: ("claims_set_aside.toml", "claims_set_aside_second.toml"),
}
"""By other writers each; of the part set aside a third is by one whose others are for tuning."""


@cache
def claims(part: Part) -> tuple[LabelledClaim, ...]:
    """Every labelled claim of a part, in the order of its files; the same errors as `questions`.

    Of what is heard there are none.
    """
    return tuple(
        _row(LabelledClaim, row)
        for file in _CLAIMS.get(part, ())
        for row in tomllib.loads((HOME / file).read_text("utf-8"))["claim"]
    )


def _row(kind: type[_AnyRow], row: dict[str, object]) -> _AnyRow:
    try:
        return kind.model_validate(row)
    except ValidationError as error:
        error.add_note(f"in {row.get('id')}")
        raise
