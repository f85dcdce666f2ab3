"""What was found of each part of an answer, and what presses most; it finds nothing itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from interview.coach.rules.signals import Reading, Sentence
from interview.model import Element
from interview.rubric import Shape


@dataclass(frozen=True, slots=True)
class Finding:
    """What is shown of one element. `state` says in a word what there is or what is missing;

    `said` and `at` are where to quote from.
    """

    element: Element
    value: int
    state: str
    cites: tuple[str, ...] = ()
    said: Sentence | None = None
    at: int = 0
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Findings:
    """All five elements, and the two flags that feed the caps."""

    reading: Reading
    by: Mapping[Element, Finding]
    own_action: bool
    habit: bool
    no_answer: bool = False

    def __getitem__(self, element: Element) -> Finding:
        return self.by[element]

    def value(self, element: Element) -> int:
        return self.by[element].value


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a mark may depend on besides the words: the shape, what was probed, the job."""

    shape: Shape
    probed: Mapping[int, Element] = field(default_factory=dict)
    job: frozenset[str] = frozenset()


def ids(sentences: Iterable[Sentence], most: int = 3) -> tuple[str, ...]:
    """Ids without repetition, the newest answer's always among them."""
    unique = list(dict.fromkeys(sentences))
    newest = max((s.answer for s in unique), default=1)
    new = [s for s in unique if s.answer == newest]
    kept = new[:1] + [s for s in unique if s not in new[:1]][: most - 1]
    return tuple(s.id for s in unique if s in kept)


_WEIGHTS = {
    Element.RESULT: 3.0,
    Element.ACTION: 3.1,
    Element.SPECIFIC: 2.0,
    Element.FIT: 1.6,
    Element.LESSON: 1.2,
}


def pressing(findings: Findings) -> list[Finding]:
    """The parts that are not full, the one whose mending helps most first.

    A question missed comes before everything; a lesson that is named is enough.
    """
    weak = [finding for finding in findings.by.values() if finding.value < 2]
    weak = [f for f in weak if not (f.element is Element.LESSON and f.value == 1)]
    missed = [f for f in weak if f.element is Element.FIT and f.value == 0]
    return sorted(weak, key=lambda f: (f not in missed, -(2 - f.value) * _WEIGHTS[f.element]))


def basis(findings: Findings, finding: Finding) -> tuple[Sentence | None, int]:
    """The sentence in which a gap is felt: its own, else the action that was told."""
    if finding.said is not None and finding.element is not Element.SPECIFIC:
        return finding.said, finding.at
    action = findings[Element.ACTION]
    return (action.said, action.at) if action.state != "habit" else (None, 0)
