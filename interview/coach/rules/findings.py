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
    shape: Shape = Shape.STAR

    def __getitem__(self, element: Element) -> Finding:
        return self.by[element]

    @property
    def own_deed(self) -> bool:
        """Whether an occasion with a part of one's own was told; only that shows a level."""
        answered = not self.no_answer and self.value(Element.FIT) > 0
        return answered and self[Element.ACTION].state in ("full", "unreasoned")

    def value(self, element: Element) -> int:
        return self.by[element].value


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a mark may depend on besides the words: the shape, what was probed, the job."""

    shape: Shape
    probed: Mapping[int, Element] = field(default_factory=dict, hash=False)
    job: frozenset[str] = frozenset()


def ids(sentences: Iterable[Sentence], most: int = 3) -> tuple[str, ...]:
    """Ids without repetition, the newest answer's always among them."""
    unique = list(dict.fromkeys(sentences))
    newest = max((s.answer for s in unique), default=1)
    new = [s for s in unique if s.answer == newest]
    kept = new[:1] + [s for s in unique if s not in new[:1]][: most - 1]
    return tuple(s.id for s in unique if s in kept)


_ORDER = (Element.ACTION, Element.RESULT, Element.SPECIFIC, Element.FIT, Element.LESSON)


def pressing(findings: Findings) -> list[Finding]:
    """The parts that are not full, in the order in which a good coach names them.

    A question missed comes before everything, then an occasion that is missing: without it nothing
    that is told can be believed. Then the weaker of deed and outcome, of equals the deed in a story
    and the outcome elsewhere, then what lacks detail, and what was taken from it last.
    """
    weak = [findings[element] for element in _ORDER if findings.value(element) < 2]
    told = findings.shape in (Shape.STAR, Shape.PROBLEM)
    first = Element.ACTION if told else Element.RESULT
    return sorted(weak, key=lambda finding: (*_turn(finding), finding.element is not first))


def _turn(finding: Finding) -> tuple[int, int]:
    """When a part's turn comes, and which of two weak ones is the weaker."""
    element, missing = finding.element, finding.value == 0
    if missing and element is Element.FIT:
        return 0, 0
    if missing and element is Element.SPECIFIC:
        return 1, 0
    if element in (Element.ACTION, Element.RESULT):
        # A reason among “we” still leaves open whose part it was.
        return 2, 0 if finding.state == "shared" else finding.value
    return 3, _ORDER.index(element)


def basis(findings: Findings, finding: Finding) -> tuple[Sentence | None, int]:
    """The sentence in which a gap is felt: its own, else the action that was told."""
    if finding.said is not None and finding.element is not Element.SPECIFIC:
        return finding.said, finding.at
    action = findings[Element.ACTION]
    return (action.said, action.at) if action.state != "habit" else (None, 0)
