"""Learns what sentences show, and what that comes to, from the labelled set; writes the weights.

`make learn` reads the coded sentences in `tests/interview/labelled/sentences` and the marks of the
answers that they stand in, and writes `interview/coach/rules/weights.json`. The part set aside is
never read. The same files give the same weights, to a hundredth.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

sys.path.insert(1, str(Path(__file__).parents[1] / "interview"))

from altering import as_we, in_other_words
from interview.coach.rules import warm_up
from interview.coach.rules.findings import Circumstances, Findings
from interview.coach.rules.lexicon import content, tokens
from interview.coach.rules.marking import by_rules
from interview.coach.rules.review import ENOUGH_WORDS, ENOUGH_WORDS_FOR_A_FACT
from interview.coach.rules.roles import WEIGHTS, Role, features_of
from interview.coach.rules.signals import read
from interview.coach.rules.weighing import sums_of
from interview.coach.rules.wording import table
from interview.model import Competency, Element, Line
from interview.rubric import SHAPES, Shape
from labelled_set import HOME, Part, questions

SENTENCES = HOME / "sentences"
_HEAD = re.compile(r"## (?P<key>\S+) (?P<competency>\w+)")
_TRADES = 8
"""In so many trades a word must be heard to count by itself."""

_LOOSE, _LOOSE_MARKS = 0.2, 0.3
"""How loosely the weights of roles and of marks may follow what they learn from: C."""

_LEAST_WEIGHT = 0.12


@dataclass(frozen=True, slots=True)
class Told:
    """What the writer of an answer says it comes to: its marks and what to ask for first."""

    marks: Mapping[Element, int]
    first_gap: Element | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """An answer whose sentences readers have coded, as the rules find it; `writer` is its file.

    `retold` says that it is the second telling of one; `told_marks` stand beside its sentences,
    where they do not stand in a part of the labelled set.
    """

    key: str
    writer: str
    trade: str
    shape: Shape
    findings: Findings
    codes: Mapping[str, str]
    retold: bool
    told_marks: Told | None

    @property
    def told(self) -> list[str]:
        """The codes of the counted sentences, in order."""
        return [self.codes[sentence.id] for sentence in self.findings.reading.counted]


def coded(path: Path) -> Iterable[Coded]:
    """The answers of a file, as the rules find them."""
    for place, block in enumerate(path.read_text(encoding="utf-8").split("\n\n")):
        head, asked, *rest = block.strip("\n").split("\n")
        found = _HEAD.match(head)
        if found is None:
            raise ValueError(f"{path.name}, block {place}: no key")
        competency = Competency(found["competency"])
        of_set = found["key"].count("/") > 1
        marks = None
        if rest[0].startswith("M: "):
            marks, rest = _marks_told(rest[0].split()[1:]), rest[1:]
        retold, recoded = _RETOLD[place % len(_RETOLD)]
        for told, code in ((str, str), (retold, recoded)):
            lines, codes = _told(rest, told, code)
            yield Coded(
                key=found["key"],
                writer=path.stem,
                trade=f"{path.stem} {found['key'].split('/')[0] if of_set else place // 16}",
                shape=SHAPES[competency],
                findings=_found(lines, competency, asked.removeprefix("Q: ")),
                codes=codes,
                retold=told is not str,
                told_marks=marks,
            )


def _marks_told(words: Sequence[str]) -> Told:
    """What a line `M: 2 1 2 0 0 L4 result` says: five marks, the level, the first gap."""
    *values, _, gap = words
    marks = {element: int(value) for element, value in zip(Element, values, strict=True)}
    return Told(marks, None if gap == "none" else Element(gap))


def _told(
    rows: Iterable[str], told: Callable[[str], str], coded: Callable[[str], str]
) -> tuple[list[Line], dict[str, str]]:
    """The numbered lines of an answer and their codes, both as they are told anew."""
    lines: list[Line] = []
    codes: dict[str, str] = {}
    answer, number = 1, 0
    for row in rows:
        said, text = row.split("\t", 1)
        if said == "F":
            answer, number = answer + 1, 0
            continue
        number += 1
        lines.append(Line(id=f"A{answer}.{number}", text=told(text)))
        codes[lines[-1].id] = coded(said)
    return lines, codes


def _shared(codes: str) -> str:
    """What a sentence shows once its deed is told as everybody's."""
    return codes.replace("a", "w")


_RETOLD = ((as_we, _shared), (in_other_words, str))
"""Every answer is heard a second time, as everybody's doing or in other words, which is to change
nothing but whose deed it was."""


def _found(lines: Sequence[Line], competency: Competency, asked: str) -> Findings:
    shape, topic = SHAPES[competency], table("questions")[competency.value]["topic"]
    reading = read(
        lines,
        copied_from=[asked],
        topic=content(word.lower() for word in tokens(f"{asked} {topic}")),
        least_words=ENOUGH_WORDS_FOR_A_FACT if shape is Shape.FACT else ENOUGH_WORDS,
    )
    return by_rules(reading, Circumstances(shape))


class Sentences:
    """Learns roles: one logistic regression each over the features of a sentence."""

    def __init__(self, heard: Sequence[Coded], common: frozenset[str]) -> None:
        self.common = common
        self.names = DictVectorizer(dtype=np.float32)
        known = [row for one in heard for row in self._features(one)]
        matrix = _narrow(self.names.fit_transform(known))
        told = [codes for one in heard for codes in one.told]
        self.models = {
            role: LogisticRegression(C=_LOOSE, solver="liblinear").fit(
                matrix, [role in codes for codes in told]
            )
            for role in Role
        }

    def _features(self, one: Coded) -> list[dict[str, float]]:
        every = features_of(one.findings.reading, one.findings.by, one.shape)
        return [
            {n: w for n, w in row.items() if not n.startswith("w:") or n[2:] in self.common}
            for row in every
        ]

    def likely(self, one: Coded) -> list[dict[Role, float]]:
        rows = self._features(one)
        if not rows:
            return []
        matrix = _narrow(self.names.transform(rows))
        columns = [model.predict_proba(matrix)[:, 1] for model in self.models.values()]
        return [dict(zip(Role, row, strict=True)) for row in zip(*columns, strict=True)]

    def table(self) -> dict[str, list[float]]:
        rows = np.vstack([model.coef_[0] for model in self.models.values()]).T
        bias = [float(model.intercept_[0]) for model in self.models.values()]
        named = zip(self.names.get_feature_names_out(), rows, strict=True)
        kept = {n: row for n, row in named if np.abs(row).max() >= _LEAST_WEIGHT}
        return {"": bias, **kept}


def _narrow(matrix: Any) -> Any:
    """The same with the narrow indices that liblinear wants."""
    matrix.indices = matrix.indices.astype(np.int32)
    matrix.indptr = matrix.indptr.astype(np.int32)
    return matrix


def common_words(heard: Iterable[Coded]) -> frozenset[str]:
    """The words that were heard in several trades."""
    trades: defaultdict[str, set[str]] = defaultdict(set)
    for one in heard:
        for sentence in one.findings.reading.counted:
            for word in sentence.words:
                trades[word].add(one.trade)
    return frozenset(word for word, where in trades.items() if len(where) >= _TRADES)


def as_others_read(heard: Sequence[Coded]) -> dict[str, list[dict[Role, float]]]:
    """For every answer what its sentences show to who has learned from all other writers."""
    likely: dict[str, list[dict[Role, float]]] = {}
    for writer in sorted({one.writer for one in heard}):
        others = [one for one in heard if one.writer != writer]
        learned = Sentences(others, common_words(others))
        own = (one for one in heard if one.writer == writer and not one.retold)
        likely |= {one.key: learned.likely(one) for one in own}
    return likely


class Marks:
    """Learns marks: a logistic regression an element over what the sentences show together."""

    def __init__(self, sums: Sequence[Mapping[str, float]], marks: Any) -> None:
        self.names = DictVectorizer(sparse=False)
        matrix = self.names.fit_transform(sums)
        self.models = [
            LogisticRegression(C=_LOOSE_MARKS, max_iter=1000).fit(matrix, marks[:, at])
            for at in range(len(Element))
        ]

    def table(self) -> dict[str, list[float]]:
        """By name, what it adds to each mark (0, 1, 2) of each element."""
        rows = np.vstack([model.coef_ for model in self.models]).T
        named = dict(zip(self.names.get_feature_names_out(), rows, strict=True))
        return {"": list(np.hstack([model.intercept_ for model in self.models])), **named}


def labels() -> dict[str, list[int]]:
    """By profession, question and answer, the marks of what may be learned from."""
    return {
        f"{question.profession}/{question.id}/{answer.id}": [
            answer.marks.of(element) for element in Element
        ]
        for part in (Part.TUNING, Part.HEARD)
        for question in questions(part)
        for answer in question.answers
    }


def learn(say: Callable[[str], object]) -> dict[str, Any]:
    """The weights: of roles and of marks."""
    warm_up()
    heard = [one for path in sorted(SENTENCES.glob("*.txt")) for one in coded(path)]
    say(f"{len(heard)} answers, {sum(len(one.told) for one in heard)} sentences\n")
    marks = labels() | {one.key: _values(one.told_marks) for one in heard if one.told_marks}
    likely = as_others_read(heard)
    marked = [one for one in heard if one.key in marks and not one.retold and likely[one.key]]
    learned = Marks(
        [dict(sums_of(likely[one.key], one.findings.reading, one.shape)) for one in marked],
        np.array([marks[one.key] for one in marked]),
    )
    sentences = Sentences(heard, common_words(heard))
    return {
        "heard": fingerprint(),
        "marks": learned.table(),
        "roles": sentences.table(),
    }


def _values(told: Told) -> list[int]:
    return [told.marks[element] for element in Element]


def fingerprint() -> str:
    """What stands for the files that are learned from, so that stale weights can be told."""
    files = (*SENTENCES.glob("*.txt"), *(HOME / "heard").glob("*.toml"))
    files = (*files, *(HOME / "tuning").glob("*.toml"))
    told = hashlib.sha256()
    for path in sorted(files):
        told.update(path.name.encode() + path.read_bytes())
    return told.hexdigest()[:16]


def written(table: Mapping[str, Any]) -> str:
    """The weights as a file that one can compare line by line."""
    parts = [f'"heard": {json.dumps(table["heard"])}']
    for name in ("marks", "roles"):
        rows = (
            f"{json.dumps(key)}: {json.dumps([round(float(one), 2) for one in row])}"
            for key, row in table[name].items()
        )
        parts.append(f'"{name}": {{\n' + ",\n".join(rows) + "\n}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    WEIGHTS.write_text(written(learn(sys.stderr.write)), encoding="ascii")
