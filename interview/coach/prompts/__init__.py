"""What a model is told, as prose in the files beside this one, filled strictly; it calls nobody.

`system` is the same for every interview of a stage, so that it is cached for all of them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources

from interview.anchors import ANCHORS
from interview.model import Competency, Level, Stage
from interview.rubric import COMPETENCIES, GLOSS, SHAPES, Shape

TASKS = ("ask", "review", "feedback", "summary")
_PLACE = re.compile(r"\{([a-z_]+)\}")
_MANNER = {
    Stage.RECRUITER_SCREEN: "a recruiter wants an answer, one line of proof, and no more; short "
    "questions, no trade details.",
    Stage.HIRING_MANAGER: "a hiring manager wants one occasion, the candidate's own part in it, "
    "why they did it, and what came of it.",
}
_ORDER = {
    Shape.STAR: "situation, task, action, result",
    Shape.CLAIM: "claim, proof, link to this job",
    Shape.FACT: "fact, constraint, flexibility",
    Shape.PROBLEM: "problem, options, choice, effect",
}


class UnfilledPrompt(Exception):
    """A name in a prompt has no value, or a value has no place in it."""


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with each `{name}` replaced by its value, once; values are not read again.

    Raises `UnfilledPrompt` where names and values differ.
    """
    places = set(_PLACE.findall(text))
    if places != set(values):
        raise UnfilledPrompt(", ".join(sorted(places ^ set(values))))
    return _PLACE.sub(lambda place: values[place[1]], text)


@cache
def system(stage: Stage) -> str:
    """Everything a model is told of an interview at this stage before it has seen anybody."""
    role = filled(_text("role"), {"stage": stage.replace("_", " "), "manner": _MANNER[stage]})
    rubric = filled(
        _text("rubric"),
        {
            "shapes": "; ".join(_shape(shape, stage) for shape in Shape if _used(shape, stage)),
            "levels": "; ".join(f"{level} {GLOSS[level]}" for level in _levels()),
            "anchors": "\n".join(_anchor(competency) for competency in COMPETENCIES[stage]),
        },
    )
    return "\n".join((role, rubric, *(filled(_text(task), {}) for task in TASKS)))


@cache
def prompt_version() -> str:
    """Eight letters that change whenever a word of any prompt does, the rubric's included."""
    said = "\0".join(system(stage) for stage in Stage)
    return hashlib.sha256(said.encode()).hexdigest()[:8]


@cache
def _text(name: str) -> str:
    return resources.files(__package__).joinpath(f"{name}.md").read_text(encoding="utf-8")


def _levels() -> tuple[Level, ...]:
    return tuple(level for level in Level if level is not Level.NOT_SHOWN)


def _used(shape: Shape, stage: Stage) -> bool:
    return any(SHAPES[competency] is shape for competency in COMPETENCIES[stage])


def _shape(shape: Shape, stage: Stage) -> str:
    told = [it.replace("_", " ") for it in COMPETENCIES[stage] if SHAPES[it] is shape]
    return f"{', '.join(told)}: {_ORDER[shape]} ({shape})"


def _anchor(competency: Competency) -> str:
    anchor = ANCHORS[competency]
    lines = [
        f"- **{competency.replace('_', ' ')}** 3: {anchor.three}. 6: {anchor.six}. "
        f"9: {anchor.nine}."
    ]
    if anchor.levels:
        lines.append("; ".join(f"{level}: {shown}" for level, shown in anchor.levels.items()) + ".")
    return " ".join([*lines, f"Ask: {anchor.probe}"])
