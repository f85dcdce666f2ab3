"""An answer about dates and conditions, read in its own terms: no story is asked of it.

Specific is something to plan with, action what it depends on, result the date, lesson an option.
"""

from __future__ import annotations

from interview.coach.rules import cues, dates
from interview.coach.rules.findings import Finding, ids
from interview.coach.rules.lexicon import concrete, tokens
from interview.coach.rules.signals import Reading, Sentence
from interview.coach.rules.story import gives_reason
from interview.model import Element


def specific(reading: Reading) -> Finding:
    exact = [s for s in reading.counted if s.find(cues.DATE) or cues.NUMBER.search(s.text)]
    about = [s for s in reading.counted if s.find(cues.START) or s.stems & reading.topic]
    if exact:
        sure = any(s.find(cues.START) or s.stems & reading.topic for s in exact) or len(exact) > 1
        said = exact[0]
        state, value = ("full", 2) if sure else ("some", 1)
        return Finding(Element.SPECIFIC, value, state, ids(exact), said)
    if about:
        return Finding(Element.SPECIFIC, 1, "some", ids(about), about[0], 0, ("when",))
    return Finding(Element.SPECIFIC, 0, "none", missing=("when",))


def condition(reading: Reading) -> Finding:
    named = [s for s in reading.counted if _names_a_condition(s)]
    if not named:
        return Finding(Element.ACTION, 0, "none")
    said = next((s for s in named if gives_reason(s) or s.find(cues.DATE)), None)
    if said:
        return Finding(Element.ACTION, 2, "full", ids([said, *named]), said)
    return Finding(Element.ACTION, 1, "unreasoned", ids(named), named[0])


def _names_a_condition(sentence: Sentence) -> bool:
    """A condition that says something: “it depends” alone does not."""
    found = sentence.find(cues.CONDITION)
    if found is None or not found.group().lower().startswith("depend"):
        return found is not None and bool(sentence.solid)
    return bool(concrete([word.lower() for word in tokens(sentence.text[found.end() :])]))


def date(reading: Reading) -> Finding:
    """A day that can be planned with fills it; a span or a month that is only near does not."""
    for sentence in reading.counted:
        exact = dates.EXACT.search(sentence.text)
        if exact and not dates.HELD_OPEN.search(sentence.text):
            return Finding(Element.RESULT, 2, "sized", ids([sentence]), sentence)
    for sentence in reading.counted:
        named = dates.NEAR.search(sentence.text) if sentence.find(dates.STARTING) else None
        near = named.group() if named else ""
        if near and (dates.MONTH.search(near) or not dates.HELD_OPEN.search(sentence.text)):
            return Finding(Element.RESULT, 1, "unsized", ids([sentence]), sentence)
    return Finding(Element.RESULT, 0, "none")


def option(reading: Reading) -> Finding:
    """A way round the constraint; with its day or figure, or a question back, it is full."""
    offered = [s for s in reading.counted if s.find(dates.OFFERED) and len(s.solid) >= 2]
    asked = [s for s in reading.counted if s.text.rstrip().endswith("?")]
    if not offered:
        return Finding(Element.LESSON, 0, "none")
    plain = any(cues.NUMBER.search(s.text) or s.find(cues.DATE) for s in offered)
    full = bool(asked) or plain
    state, value = ("full", 2) if full else ("named", 1)
    return Finding(Element.LESSON, value, state, ids([*offered, *asked]), offered[0])
