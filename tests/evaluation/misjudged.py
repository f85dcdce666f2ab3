"""Where a coach is furthest from the labels, in words; of the tuning part alone, or it refuses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from answers_measured import Judged, Standing
from interview.model import Element
from judges import gap_of
from labelled_set import LabelledClaim, Part

WORST = 12


def errors(part: Part, standing: Standing, claims: Sequence[LabelledClaim]) -> str:
    """Marks, first gaps and the worst scores of a coach, then the claims it judged wrongly.

    Raises ValueError for the part set aside: whoever reads its answers can no longer measure by it.
    """
    if part is not Part.TUNING:
        raise ValueError("only the answers for tuning may be read")
    judged = [one for one in standing.judged if one.opinion.score is not None]
    worst = sorted(judged, key=lambda one: -abs(_off(one)))[:WORST]
    blocks = [
        f"## {standing.name}: where it is wrong",
        *_marks(judged),
        "First gap, labelled → named:",
        *_gaps(judged),
        "Raised by what must raise nothing:",
        *(f"- {name}: {', '.join(ids)}" for name, ids in standing.raised.items() if ids),
        *(_told(one) for one in worst if _off(one)),
        "",
        "## Claims judged wrongly",
        *(f"- {claim.label.value}, {claim.kind}: {claim.id}" for claim in claims),
    ]
    return "\n".join(blocks) + "\n"


def _off(one: Judged) -> int:
    return (one.opinion.score or 0) - one.labelled


def _marks(judged: Sequence[Judged]) -> Iterable[str]:
    for element in Element:
        offs = [_value(one, element) - one.answer.marks.of(element) for one in judged]
        counts = Counter(offs)
        spread = ", ".join(f"{off:+d}: {counts[off]}" for off in sorted(counts))
        yield f"- {element.value} off by {spread}"


def _gaps(judged: Sequence[Judged]) -> Iterable[str]:
    pairs = Counter((gap_of(one.answer), one.opinion.first_gap) for one in judged)
    wrong = [(pair, count) for pair, count in pairs.most_common() if pair[0] != pair[1]]
    for (labelled, named), count in wrong:
        yield f"- {labelled} → {named}: {count}"


def _told(one: Judged) -> str:
    review, marks = one.opinion.review, one.answer.marks
    found = {element: _value(one, element) for element in Element}
    compared = ", ".join(f"{e.value} {found[e]} ({marks.of(e)})" for e in Element)
    caps = ", ".join(review.caps) if review else ""
    return "\n".join(
        [
            "",
            f"### {one.answer.id}: {one.opinion.score}, labelled {one.labelled}",
            f"{one.question.competency.value}; {', '.join(one.answer.kinds)}",
            f"marks, labels in brackets: {compared}" + (f"; capped: {caps}" if caps else ""),
            f"labelled so because: {one.answer.why}",
            *(f"> {' '.join(said.split())}" for said in one.answer.said),
        ]
    )


def _value(one: Judged, element: Element) -> int:
    return one.opinion.review.value(element) if one.opinion.review else 0
