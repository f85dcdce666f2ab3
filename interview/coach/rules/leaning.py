"""Which words of an answer a follow-up leans on; it asks nothing and quotes nothing itself."""

from __future__ import annotations

import re

from interview.coach.rules import cues
from interview.coach.rules.findings import Finding, Findings
from interview.coach.rules.signals import Sentence
from interview.model import Element, Stage
from interview.phrases import Phrase
from interview.rubric import Shape

_WHAT = re.compile(r"\bwhat\s+$", re.IGNORECASE)
_OPENS = re.compile(
    r"(?:if|when|whenever|as|while|because|since|although|once|before|after|in|at|on|for|from|"
    r"where|with)\b",
    re.IGNORECASE,
)
_OPENED = re.compile(r"\b(?:as|in|at|on|for|from|with) (?:an? |the |our |my )?$", re.IGNORECASE)
_MAIN = re.compile(r",\s+(?:and |so |then |but )?(?P<who>(?:i|we)\b)", re.IGNORECASE)
_DOES = re.compile(
    r"\b(?P<who>(?:i|we)(?:['’](?:d|ll)| (?!was\b|were\b|am\b|are\b|have\b|had\b)\w+) )",
    re.IGNORECASE,
)
_FIRST_PERSON = Phrase(r"\b(?:i|we|my|our|me|us)\b")


def basis(
    findings: Findings, finding: Finding, shape: Shape, stage: Stage
) -> tuple[Sentence | None, int]:
    """The words in which a gap is felt, from where the person comes in."""
    said, at = _felt_in(findings, finding, shape, stage)
    if said is None or finding.element is Element.FIT:
        return said, at
    return said, _from_the_person(said.text, at)


def _felt_in(
    findings: Findings, finding: Finding, shape: Shape, stage: Stage
) -> tuple[Sentence | None, int]:
    """The newest words that bear on it, as near the gap as can be.

    What came of a deed is asked behind the last deed, never behind what would be done; what was
    learned behind what came of it in a story told in full, else behind the doing.
    """
    action, result = findings[Element.ACTION], findings[Element.RESULT]
    whole = shape is Shape.STAR and stage is Stage.HIRING_MANAGER
    deeds = action.said is not None and action.state != "habit"
    match finding.element:
        case Element.FIT if finding.said is not None:
            return finding.said, 0
        case Element.RESULT if finding.value == 0:
            if shape is Shape.FACT:
                return action.said, action.at
            return _last_deed(findings) if deeds else (None, 0)
        case Element.LESSON if result.said is not None and whole:
            return result.said, result.at
        case Element.ACTION | Element.RESULT if finding.said is not None:
            return _whole_turn(finding)
    return _whole_turn(action) if action.said is not None else _told(findings)


def _from_the_person(text: str, at: int) -> int:
    """Behind an opening such as “If nobody knew, …” or “As the lead …”: where “I” or “we” is."""
    opened = _OPENED.search(text[:at])
    if not _OPENS.match(text[at:]) and not opened:
        return at
    found = _MAIN.search(text, at) or _DOES.search(text, at)
    return found.start("who") if found else at


def _whole_turn(finding: Finding) -> tuple[Sentence | None, int]:
    """“What I usually do is …” from its “what” on."""
    what = _WHAT.search(finding.said.text[: finding.at]) if finding.said else None
    return finding.said, what.start() if what else finding.at


def _last_deed(findings: Findings) -> tuple[Sentence | None, int]:
    action = findings[Element.ACTION]
    for sentence in reversed(findings.reading.counted):
        for act in reversed(sentence.acts):
            thought = any(
                m.start() <= act.at < m.end() for m in cues.HYPOTHETICAL.finditer(sentence.text)
            )
            if (act.past and not thought) or action.said is sentence:
                return sentence, act.at
    return action.said, action.at


def _told(findings: Findings) -> tuple[Sentence | None, int]:
    """What the person says most of themselves, in the newest answer that says anything."""
    counted = [s for s in findings.reading.counted if len(s.solid) > 1 and s.find(_FIRST_PERSON)]
    newest = max((s.answer for s in counted), default=0)
    said = max(
        (s for s in counted if s.answer == newest),
        key=lambda s: min(len(s.solid), 6),
        default=None,
    )
    return said, 0
