"""People's judgement beside the coaches': what two readers made of the answers set aside.

They read the rubric and the answers, and neither a label nor each other's marks. How far they agree
with the labels is as far as anybody can be asked to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from judges import Opinion
from labelled_set import HOME, LabelledAnswer, LabelledQuestion, Marks

FILES = ("reader_1.tsv", "reader_2.tsv")


class Reader:
    """One of them, in a file of the labelled set: `name` is what a table calls them."""

    def __init__(self, file: str) -> None:
        self._file = file
        self.name = f"blind {file.removesuffix('.tsv').replace('_', ' ')}"

    async def judge(
        self, question: LabelledQuestion, said: Sequence[str], follow_ups: Sequence[str]
    ) -> Opinion:
        """What they made of an answer as it was said; they were asked about no other form of it."""
        answer = next(it for it in question.answers if it.said == tuple(said))
        read = _read(self._file)[f"{question.profession}/{question.id}/{answer.id}"]
        score = question.score(answer.model_copy(update={"marks": read.marks}))
        return Opinion(
            order=score,
            score=score,
            level=read.level,
            first_gap=read.first_gap.value if read.first_gap else "none",
        )


def readers() -> list[Reader]:
    return [Reader(file) for file in FILES]


@cache
def _read(file: str) -> Mapping[str, LabelledAnswer]:
    """By profession, question and answer: the reader's marks, level and first gap."""
    lines = (HOME / file).read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {key: _as_labelled(marks) for key, *marks in rows}


def _as_labelled(told: Sequence[str]) -> LabelledAnswer:
    *marks, level, gap = told
    return LabelledAnswer.model_validate(
        {
            "id": "read",
            "band": "middling",
            "kinds": (),
            "said": ("As it was said.",),
            "marks": dict(zip(Marks.model_fields, map(int, marks), strict=True)),
            "level": level,
            "first_gap": gap,
            "why": "Read blind.",
        }
    )
