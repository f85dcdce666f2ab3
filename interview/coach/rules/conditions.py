"""What can be planned with in an answer about dates, and what it depends on; no story is asked.

The day and a way round what stands in its way are read in `facts`.
"""

from __future__ import annotations

from interview.coach.rules import cues, dates
from interview.coach.rules.findings import Finding, ids
from interview.coach.rules.lexicon import concrete, tokens, words_of
from interview.coach.rules.reasons import gives_reason
from interview.coach.rules.signals import Reading, Sentence
from interview.model import Element

_PLANNED = words_of("day hour shift evening morning night weekend week month early late")


def specific(reading: Reading) -> Finding:
    """A day on the calendar is something to plan with; a span, a shift or an hour is half of it."""
    exact = _exact(reading)
    if exact:
        return Finding(Element.SPECIFIC, 2, "full", ids(exact), exact[0])
    near = [s for s in reading.counted if dates.NEAR.search(s.text) or _when(s)]
    if near:
        return Finding(Element.SPECIFIC, 1, "some", ids(near), near[0], 0, ("when",))
    return Finding(Element.SPECIFIC, 0, "none", missing=("when",))


def condition(reading: Reading) -> Finding:
    """What the start depends on; beside a day that is named it can be planned with."""
    named = [s for s in reading.counted if _names_a_condition(s)]
    if not named:
        return Finding(Element.ACTION, 0, "none")
    if _exact(reading):
        said = next((s for s in named if gives_reason(s) or s.find(cues.DATE)), named[0])
        return Finding(Element.ACTION, 2, "full", ids([said, *named]), said)
    return Finding(Element.ACTION, 1, "unreasoned", ids(named), named[0])


def _exact(reading: Reading) -> list[Sentence]:
    found = [s for s in reading.counted if dates.EXACT.search(s.text)]
    return [s for s in found if not dates.HELD_OPEN.search(s.text)]


def _when(sentence: Sentence) -> bool:
    """Whether a day or a figure stands there with what is planned."""
    planned = sentence.find(cues.START) or bool(sentence.stems & _PLANNED)
    return bool(planned and (sentence.find(cues.DATE) or cues.NUMBER.search(sentence.text)))


def _names_a_condition(sentence: Sentence) -> bool:
    """A condition that says something: “it depends” alone does not."""
    found = sentence.find(cues.CONDITION)
    if found is None or not found.group().lower().startswith("depend"):
        return found is not None and bool(sentence.solid)
    return bool(concrete([word.lower() for word in tokens(sentence.text[found.end() :])]))
