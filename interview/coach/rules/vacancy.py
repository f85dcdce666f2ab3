"""Which lines of a posting can be read out: its duties, or when and where; it asks nothing."""

from __future__ import annotations

import re

from interview.coach.rules.headings import position_of
from interview.coach.rules.lexicon import BASE_ACTIONS, lemma, tokens, words_of
from interview.lexis import Part, base, share
from interview.model import Line

_YOU_WILL = re.compile(r"^you(?:'ll| will)\b", re.IGNORECASE)
_TERMS_OF_WORK = re.compile(
    r"\b(?:(?<!each )(?<!every )(?<!per )(?<!the )(?<!whole )(?<!an )"
    r"shifts?(?! lead| report| plan)|"
    r"(?<!an )(?<!per )(?<!opening )hours?|hybrid|on-?site|remote|travel|weekends?|rota|"
    r"part[- ]time|full[- ]time|nights?|evenings?|relocat\w+|days a week|"
    r"permanent|fixed[- ]term)\b",
    re.IGNORECASE,
)
_HOURS = re.compile(
    r"\b(?:\d[\d.]*[- ](?:hours?|days?)|nights?|weekends?|evenings?|part[- ]time|full[- ]time|"
    r"hybrid|remote|on-?site|rota|days a week)\b",
    re.IGNORECASE,
)
_REQUIREMENT = re.compile(
    r"\b(?:years|degree|required|must|experience|knowledge|salary|benefits?|apply|equal)\b", re.I
)


def can_be_read_out(text: str, *, terms: bool) -> bool:
    """Whether a sentence of a posting tells what would be done or, for `terms`, when and where."""
    words = text.split()
    if not 2 <= len(words) <= 16 or "http" in text or text.rstrip().endswith(":"):
        return False
    if terms:
        return bool(_TERMS_OF_WORK.search(text)) and not _is_duty(text)
    if _TERMS_OF_WORK.search(text) and not text.lower().startswith(("you", "lead")):
        return False
    return _tells_what_to_do(text) and not _REQUIREMENT.search(text) and len(words) >= 5


def _is_duty(text: str) -> bool:
    """Whether a line tells what is to be done: “Lead 4 nurses on all shifts” names no hours."""
    first, *rest = (word.lower() for word in tokens(text))
    second = rest[0] if rest else ""
    if first in _OF_HOURS:
        return False
    doing = first in BASE_ACTIONS or lemma(first) in BASE_ACTIONS
    return doing and (not _HOURS.search(text) or second in _A_THING or second[:1].isdigit())


def _tells_what_to_do(text: str) -> bool:
    """Whether a line opens with what somebody would do: “Keep …”, “Leading …”, “You will …”."""
    if _YOU_WILL.match(text):
        return True
    words = tokens(text)
    if position_of(Line(id="J", text=text)) or len(words) < 2:
        return False
    first = words[0].lower()
    if first in _OF_HOURS:
        return False
    plain = base(first, Part.VERB) if first.endswith("ing") else first
    return plain in BASE_ACTIONS or (
        share(plain, Part.VERB) > _MOSTLY and base(plain, Part.VERB) == plain
    )


_OF_HOURS = words_of("work start working starting hours shifts shift")
_A_THING = words_of("a an the our your all")
_MOSTLY = 0.5
"""A line of a posting that opens with a word used so often as a verb says what is to be done."""
