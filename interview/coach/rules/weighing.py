"""Marks weighed anew by what readers would see in the sentences; each still cites what shows it.

The rules know a few ways of saying a thing for sure, readers know many. So what each sentence
likely shows is added up for each element, and where that comes to another mark than the rules'
the finding is raised, with the sentence that bears it, or lowered. Whether the question was missed
stays with the rules, but for what is plainly a whole answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import exp, log1p, prod
from operator import mul

from interview.coach.rules.findings import Finding, Findings, ids
from interview.coach.rules.reasons import says_why
from interview.coach.rules.roles import Likely, Role, roles, weights
from interview.coach.rules.signals import Reading, Sentence
from interview.model import Element
from interview.phrases import Phrase
from interview.rubric import Shape

_STATES = {
    Element.SPECIFIC: ("none", "some", "full"),
    Element.ACTION: ("none", "unreasoned", "full"),
    Element.RESULT: ("none", "unsized", "shown"),
    Element.LESSON: ("none", "named", "full"),
}
"""What there is of an element at 0, 1 and 2, where no rule has found more to say of it."""

_BEARERS = {
    Element.SPECIFIC: (Role.OCCASION,),
    Element.ACTION: (Role.DEED, Role.REASON),
    Element.RESULT: (Role.CHANGE, Role.MEASURED),
    Element.LESSON: (Role.MAXIM, Role.LESSON),
}
_LEAST_LIKELY = 0.15
"""A sentence that so few readers would take for it bears no mark."""

_LIKELY = 0.6
"""So many make it plain."""

_AS_LIKELY = 0.5
"""As many take it for that as do not."""

_FULLY = {
    Element.SPECIFIC: Role.OCCASION,
    Element.ACTION: Role.REASON,
    Element.RESULT: Role.MEASURED,
    Element.LESSON: Role.LESSON,
}
"""What some sentence has to show for an element to be raised to full."""

_MOST_CITED = 3
_LEAST_WORDS = 4


def weighed(findings: Findings) -> Findings:
    """The findings as readers would mark them; what counts for nothing still counts for nothing.

    Of a thin answer only a habit is, and only lower, so that leaving words out raises nothing.
    """
    reading, shape = findings.reading, findings.shape
    if findings.no_answer or not reading.counted:
        return findings
    likely = roles(reading, findings.by, shape)
    values = marks_of(dict(sums_of(likely, reading, shape)))
    by = dict(findings.by)
    answered = values.pop(Element.FIT)
    if not reading.thin:
        by[Element.FIT] = _answering(findings, answered, likely)
    for element, value in values.items():
        if reading.thin and (findings[element].state != "habit" or value > findings.value(element)):
            continue
        by[element] = _moved(findings, element, value, likely)
    own = findings.own_action or (
        by[Element.ACTION].value > findings.value(Element.ACTION)
        and by[Element.ACTION].state in ("full", "unreasoned")
    )
    return replace(findings, by=by, own_action=own)


def marks_of(sums: Mapping[str, float]) -> dict[Element, int]:
    """The middle one of the marks that readers would give each element.

    Half of them would give as much or more, and half as much or less.
    """
    table = weights()["marks"]
    known = [name for name, worth in sums.items() if worth and name in table]
    worths = [1.0, *(sums[name] for name in known)]
    columns = zip(table[""], *(table[name] for name in known), strict=True)
    scores = [sum(map(mul, worths, column)) for column in columns]
    marks = {}
    for place, element in enumerate(Element):
        shares = [exp(score) for score in scores[place * _VALUES : (place + 1) * _VALUES]]
        reached = (2 * sum(shares[: value + 1]) < sum(shares) for value in range(_VALUES))
        marks[element] = sum(reached)
    return marks


_VALUES = 3


def _answering(findings: Findings, value: int, likely: Sequence[Likely]) -> Finding:
    """Whether the whole question was answered or a part.

    That it was missed is for the rules, unless they found no word of the question in what most
    readers would take for a whole answer: people seldom repeat what they were asked.
    """
    found, reading = findings[Element.FIT], findings.reading
    if found.state == "elsewhere" and value == 2 and not reading.elsewhere:
        best = max(range(len(likely)), key=lambda at: likely[at][Role.OCCASION])
        said = reading.counted[best]
        return replace(found, value=2, state="full", cites=(said.id,), said=said)
    if found.value == 0 or not found.cites:
        return found
    value = max(value, 1)
    return replace(found, value=value, state="full" if value == 2 else "loose")


_TOGETHER = {
    "cC": (Role.CHANGE, Role.MEASURED),
    "lL": (Role.MAXIM, Role.LESSON),
    "aw": (Role.DEED, Role.SHARED),
}
_BY_SHAPE = frozenset(["mx:a", "no:r", "no:C", "no:cC", "no:L", "no:lL", "mx:e", "no:e", "mean:h"])
_SURE = 0.9
_MOST = 4


def sums_of(
    likely: Sequence[Likely], reading: Reading, shape: Shape
) -> Iterator[tuple[str, float]]:
    """What the sentences show together, and how much of the question they take up.

    Names with what they count for.
    """
    columns = {str(role): [one[role] for one in likely] for role in Role}
    for name, (one, other) in _TOGETHER.items():
        columns[name] = [max(pair) for pair in zip(columns[one], columns[other], strict=True)]
    for name, column in columns.items():
        ordered = sorted(column, reverse=True)
        told = {
            f"mx:{name}": ordered[0],
            f"m2:{name}": ordered[1] if len(ordered) > 1 else 0.0,
            f"no:{name}": 1 - prod(1 - _SURE * one for one in column),
            f"mean:{name}": sum(column) / len(column),
            f"sum:{name}": min(sum(column), _MOST) / _MOST,
        }
        yield from told.items()
        for key in told.keys() & _BY_SHAPE:
            yield f"{shape.value}{key}", 0.6 * told[key]
    yield "ar", max(columns[Role.DEED]) * max(columns[Role.REASON])
    yield "first_x", columns[Role.ASIDE][0]
    yield f"sh:{shape.value}", 0.5
    touching = [bool(sentence.stems & reading.topic) for sentence in reading.counted]
    said = frozenset[str]().union(*(sentence.stems for sentence in reading.counted))
    yield "touching", sum(touching) / len(touching)
    yield "none_touching", float(not any(touching))
    yield "first_touching", float(touching[0])
    yield "taken_up", len(said & reading.topic) / max(1, len(reading.topic))
    yield "words", log1p(reading.words) / 5


def _moved(findings: Findings, element: Element, value: int, likely: Sequence[Likely]) -> Finding:
    found = findings[element]
    if element is Element.ACTION and found.state == "shared" and found.value == 0:
        return _reasoned_together(found, findings, likely)
    if value < found.value:
        if element is Element.LESSON:
            value = max(value, found.value - 1)  # a half sentence may be one
        if element is Element.SPECIFIC and _tells_of_one(likely):
            value = max(value, 1)
        return found if _is_sure(found, findings) else _lowered(found, value)
    if value == 2 and max(one[_FULLY[element]] for one in likely) < _LEAST_LIKELY:
        value = 1
    bearing = _bearing(findings, element, likely) if value > found.value else []
    return _raised(found, element, value, bearing) if bearing else found


def _tells_of_one(likely: Sequence[Likely]) -> bool:
    """Whether some sentence more likely tells of an occasion than not."""
    return max(one[Role.OCCASION] for one in likely) >= _AS_LIKELY


def _lowered(found: Finding, value: int) -> Finding:
    if value == 0 and found.state == "habit":
        return replace(found, value=0, cites=())
    state = _STATES[found.element][value]
    return replace(found, value=value, state=state, cites=found.cites if value else ())


def _reasoned_together(found: Finding, findings: Findings, likely: Sequence[Likely]) -> Finding:
    """What was done together with its reason, which is worth as much as an own part without."""
    pairs = zip(findings.reading.counted, likely, strict=True)
    reasoned = [s for s, one in pairs if min(one[Role.SHARED], one[Role.REASON]) >= _AS_LIKELY]
    if not reasoned:
        return found
    return replace(found, value=1, cites=ids(reasoned), said=reasoned[0], at=0)


def _is_sure(found: Finding, findings: Findings) -> bool:
    """Whether a rule knows better than readers guess: what is said in so many words."""
    if found.element is Element.SPECIFIC:
        return found.state == "full" and not found.missing
    if found.element is Element.ACTION and found.state == "full":
        return any(says_why(one) for one in _cited(found, findings))
    if found.element is Element.LESSON and found.state == "full":
        return any(one.find(_LEARNED) for one in _cited(found, findings))
    return found.state == "shared"


_LEARNED = Phrase(r"\b(?:i|me|it|that|which|this) (?:\w+ )?(?:learn(?:ed|t)|taught)\b")


def _cited(found: Finding, findings: Findings) -> list[Sentence]:
    return [one for one in findings.reading.counted if one.id in found.cites]


def _bearing(findings: Findings, element: Element, likely: Sequence[Likely]) -> list[Sentence]:
    """The sentences that bear an element, the likeliest first."""
    strength = [max(one[role] for role in _BEARERS[element]) for one in likely]
    told = list(zip(strength, findings.reading.counted, strict=True))
    first = findings.reading.first_act()
    if element is Element.RESULT and first < len(told):
        # What stood before the first deed, or set another off, did not come of it.
        told = [(sure, s) for sure, s in told[first + 1 :] if not (s.own() and s.find(_SET_OFF))]
    telling = (one for one in told if one[1].solid and len(one[1].words) >= _LEAST_WORDS)
    ranked = sorted(telling, key=lambda it: -it[0])
    borne = [sentence for sure, sentence in ranked if sure >= _LEAST_LIKELY]
    if element is Element.ACTION and not any(s.own(past=False) for s in borne):
        # Whose deed it was is for the grammar to say, or plain to most readers.
        plain = [
            s for s in borne if likely[findings.reading.counted.index(s)][Role.DEED] >= _LIKELY
        ]
        return [*plain, *(s for s in borne if s not in plain)] if plain else []
    return borne


_SET_OFF = Phrase(r"^\W*(?:when|once|whenever|as soon as|because)\b|\bhad\b.*\bso (?:i|we)\b")


def _raised(found: Finding, element: Element, value: int, bearing: list[Sentence]) -> Finding:
    said = bearing[0]
    if element is Element.ACTION:
        said = next((sentence for sentence in bearing if sentence.own(past=False)), said)
    act = said.own(past=False)
    cited = [said, *(sentence for sentence in bearing if sentence is not said)][:_MOST_CITED]
    before = [cite for cite in found.cites if cite not in {one.id for one in cited}]
    return Finding(
        element,
        value,
        _STATES[element][value],
        (*(one.id for one in cited), *before)[:_MOST_CITED],
        said,
        act.at if act and element is Element.ACTION else 0,
        found.missing,
    )
