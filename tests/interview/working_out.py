"""The page on how a score is made: prose from a template, and every figure from the code itself."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from string import Template

from hearing import as_asked, hear, papers_for
from interview import rubric
from interview.coach import Coach
from interview.evidence import cited
from interview.model import Axis, Cap, Competency, Element, Level, Line, Mark, Review, Stage
from interview.rubric import ANCHORS, CEILING, COMPETENCIES, GLOSS, SHAPES, Shape

HOME = Path(__file__).parent / "worked"
PAGE = Path(__file__).parents[2] / "docs" / "how-a-score-is-made.md"
ORIGIN = "written by tests/interview/test_worked_examples.py with WRITE_DOCS=1; change nothing here"

SHAPE_TOLD = {
    Shape.STAR: "told as a story: situation, task, action, result",
    Shape.CLAIM: "told as a claim, its proof, and the link to this job",
    Shape.FACT: "told as a fact, what binds it, and what could give",
    Shape.PROBLEM: "told as a problem, the options, the choice, its effect",
}
CAP_TOLD = {
    Cap.NO_ANSWER: "nothing was said, or noise, or a copy of the question or of the coach's words",
    Cap.OFF_QUESTION: "what was said answers another question (Fit is 0)",
    Cap.CONTRADICTED: "two of the lines cannot both be true, and it was not cleared up",
    Cap.NO_OWN_ACTION: "nothing in it is done by the candidate",
    Cap.ONLY_A_HABIT: "what one usually does, or would do, and no occasion",
}
READ_AS = {
    Element.FIT: ("answers the question that was asked",) * 3,
    Element.SPECIFIC: (
        "one occasion of its own: who, when, under what constraint",
        "a fact of its own: what, when, for how long",
        "something to plan with: a date, a place, hours",
    ),
    Element.ACTION: (
        "what the candidate did, and why",
        "the proof that is named",
        "the constraint, and what it depends on",
    ),
    Element.RESULT: (
        "what changed, with its size or someone who noticed",
        "what came of it, or how it was checked",
        "the date or the condition is clear",
    ),
    Element.LESSON: (
        "what was learned or given up, or what is of use in this job",
        "a limit, a trade-off, or the link to this job",
        "an option that comes with the constraint",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """An answer to be worked out; `job` stands for the posting where it plays a part."""

    competency: Competency
    profession: str
    said: str
    job: tuple[str, ...] = ()

    @property
    def stage(self) -> Stage:
        return next(stage for stage in Stage if self.competency in COMPETENCIES[stage])


def answers() -> tuple[Worked, ...]:
    """The ten answers, in the order of their file."""
    rows = tomllib.loads((HOME / "answers.toml").read_text("utf-8"))["answer"]
    return tuple(
        Worked(
            competency=Competency(row["competency"]),
            profession=row["profession"],
            said=row["said"].strip(),
            job=tuple(row.get("job", ())),
        )
        for row in rows
    )


async def review_of(coach: Coach, worked: Worked) -> Review:
    """What the product would make of it, with the question that presumes nothing."""
    papers = papers_for(coach, worked.stage)
    if worked.job:
        lines = tuple(Line(id=f"J{at}", text=text) for at, text in enumerate(worked.job, 1))
        papers = replace(papers, job=lines)
    asked = as_asked(worked.stage, worked.competency, ANCHORS[worked.competency].ask)
    return (await hear(coach, papers, asked, [worked.said]))[1]


async def page(coach: Coach) -> str:
    """The whole page, as this coach works the examples out."""
    examples = [example(worked, await review_of(coach, worked)) for worked in answers()]
    text = Template((HOME / "page.md").read_text("utf-8"))
    return text.substitute(
        origin=ORIGIN,
        engine=coach.engine,
        elements=_elements(),
        scores=_scores(),
        caps=table(
            ["cap", "because", "at most"],
            [[_words(cap), CAP_TOLD[cap], str(most)] for cap, most in CEILING.items()],
        ),
        plus_minus=rubric.PLUS_MINUS,
        levelled=", ".join(_words(each) for each in COMPETENCIES[Stage.HIRING_MANAGER]),
        l4=_level(Level.L4),
        l5a=_level(Level.L5A),
        l5b=_level(Level.L5B),
        examples="\n\n".join(examples),
    )


def example(worked: Worked, review: Review) -> str:
    """One answer worked out, from the question to the follow-up."""
    shape = SHAPE_TOLD[SHAPES[worked.competency]]
    posting = [f"The posting: {'; '.join(worked.job)}."] if worked.job else []
    return "\n\n".join(
        [
            f"### {_words(worked.competency).capitalize()}: a {worked.profession}",
            f"**Asked** ({shape}): {ANCHORS[worked.competency].ask}",
            *posting,
            "\n".join(f"- `{line.id}` {line.text}" for line in review.evidence),
            _marks(review),
            "\n".join(f"- {line}" for line in (_score(review), _scope(review), _next(review))),
        ]
    )


def _marks(review: Review) -> str:
    rows = [
        [mark.element.value, str(mark.value), mark.reason, _rests_on(mark, review.evidence)]
        for mark in review.marks
    ]
    return table(["element", "mark", "reason", "rests on"], rows)


def _rests_on(mark: Mark, evidence: Sequence[Line]) -> str:
    """The first sentence in words, the others by number: they stand right above."""
    lines = cited(evidence, mark.cites)
    if not lines:
        return "–"
    others = "".join(f", `{line.id}`" for line in lines[1:])
    return f"`{lines[0].id}` “{lines[0].text}”{others}"


def _score(review: Review) -> str:
    values = [mark.value for mark in review.marks]
    total = sum(values)
    exact = (10 + 9 * total) / 10
    earned = rubric.score(review.marks)
    sums = f"{' + '.join(map(str, values))} = {total}; 1 + 0.9 × {total} = {exact:g}"
    rounded = f", rounded {earned}" if exact != earned else ""
    held = [f"{_words(cap)} (at most {CEILING[cap]})" for cap in review.caps]
    capped = f"Caps: {', '.join(held)}." if held else "No cap."
    return f"**Score {review.score}**: {sums}{rounded}. {capped}"


def _scope(review: Review) -> str:
    names = ("own task", "middle", "top")
    seen = {axis.axis: axis for axis in review.axes if axis.cites}
    axes = [
        f"{axis.value} {names[seen[axis].value]} ({', '.join(f'`{i}`' for i in seen[axis].cites)})"
        for axis in Axis
        if axis in seen
    ]
    told = f": {', '.join(axes)}" if axes else ""
    if review.level is Level.NOT_SHOWN:
        return f"**Level not shown**{told and told + '; one axis is too little here'}."
    return f"**Level {_level(review.level)}**{told}."


def _next(review: Review) -> str:
    if not review.probes or rubric.nothing_left(review):
        return "**Follow-up**: none, nothing is left to ask."
    probe = review.probes[0]
    quote = f"“{probe.quote}” … " if probe.quote else ""
    return f"**Follow-up** (after {probe.element.value}): {quote}{probe.text}"


def _elements() -> str:
    head = ["element", "in a story", "where a claim is asked for", "where a fact is asked for"]
    return table(head, [[element.value, *READ_AS[element]] for element in Element])


def _scores() -> str:
    sums = range(2 * len(Element) + 1)
    full = [
        [Mark(element=e, value=min(2, max(0, total - 2 * at))) for at, e in enumerate(Element)]
        for total in sums
    ]
    scores = [str(rubric.score(marks)) for marks in full]
    return table(["sum of marks", *map(str, sums)], [["score", *scores]])


def _level(level: Level) -> str:
    return f"{level.value} ({GLOSS[level]})"


def _words(name: str) -> str:
    return name.replace("_", " ")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of Markdown; a bar within a cell would end it."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(
        f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines
    )
