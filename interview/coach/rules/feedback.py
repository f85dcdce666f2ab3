"""What a person reads when a question is closed: an assessment, coaching, their own answer again.

The advice says what to change first and how, with their words as material; whatever it says of
them is a quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from interview.coach import ReviewBrief
from interview.coach.drafts import Claim, FeedbackDraft
from interview.coach.rules import cues
from interview.coach.rules.findings import Finding, Findings, basis, pressing
from interview.coach.rules.quoting import quote
from interview.coach.rules.review import examine, family
from interview.coach.rules.revised import revised
from interview.coach.rules.wording import table
from interview.model import Competency, Element

MOST_COACHING = 900
_SHOWN_HEDGES = 3
_QUOTE_WIDTH = 70
_SEEN = 16
"""A quotation that opens with so many characters of another is the same to a reader."""
_QUOTING = re.compile(r"(?:After|Where you say) “\{quote\}”,\s(\w)")
_TECHNICAL = frozenset({Competency.TECHNICAL_BASICS, Competency.TECHNICAL_DEPTH})
_TOLD = (Element.SPECIFIC, Element.ACTION, Element.RESULT, Element.LESSON)


def give_feedback(brief: ReviewBrief) -> FeedbackDraft:
    """The draft of the feedback; its figures and names are all in the candidate's own lines."""
    findings = examine(brief)
    return FeedbackDraft(
        assessment=tuple(_assessment(findings, brief)),
        coaching=_coaching(findings, brief),
        revised=revised(findings, brief),
    )


def _assessment(findings: Findings, brief: ReviewBrief) -> Iterator[Claim]:
    """Two or three sentences: what the answer is, what it does, and what rules can't see.

    It neither quotes nor names what is missing: both stand right above it.
    """
    words: dict[str, Any] = table("advice")["assess"]
    competency = brief.question.asked.competency
    if findings.no_answer:
        yield Claim(text=words["nothing"])
        return
    shape: dict[str, Any] = words[family(competency)]
    parts = [_part(shape, findings[element]) for element in _TOLD if findings.value(element)]
    if findings[Element.ACTION].state == "shared" and not findings.value(Element.ACTION):
        parts.append(shape["action_shared"])
    if not parts:
        yield Claim(text=shape["bare"])
    else:
        yield Claim(text=shape["tells"].replace("{parts}", _listed(parts)))
        yield Claim(text=words["beside"] if _beside(findings) else shape[_effect(findings)])
    if competency in _TECHNICAL:
        yield Claim(text=words["not_right"])


def _part(shape: dict[str, Any], finding: Finding) -> str:
    if finding.state == "shared":
        return str(shape["action_shared"])
    some, full = shape[finding.element.value]
    return str(full if finding.value == 2 else some)


def _beside(findings: Findings) -> bool:
    return findings.value(Element.FIT) == 0


def _effect(findings: Findings) -> str:
    """What the parts that are full do for a listener."""
    full = {element for element in _TOLD if findings.value(element) == 2}
    if full == set(_TOLD):
        return "whole"
    acted, ended = Element.ACTION in full, Element.RESULT in full
    return {(True, True): "both", (True, False): "decides", (False, True): "works"}.get(
        (acted, ended), "begins"
    )


def _listed(parts: list[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def _coaching(findings: Findings, brief: ReviewBrief) -> tuple[str, ...]:
    """Two or three paragraphs, at most 900 characters in all: first things first."""
    words: dict[str, Any] = table("advice")
    competency = brief.question.asked.competency
    lift = words["raise"][competency.value]
    if findings.no_answer:
        return (words["style"]["no_answer"], lift)
    first = words["first"][family(competency)]
    review = brief.question.review
    shown = " ".join((*review.strengths, *review.gaps)) if review else ""
    paragraphs = [
        text
        for finding in pressing(findings)[:2]
        if (text := _advice(first, findings, finding, shown)) is not None
    ]
    style = _style(findings)
    if not paragraphs:
        paragraphs = [style or words["style"]["whole"][family(competency)]]
        style = ""
    chosen = [paragraphs[0], lift, *paragraphs[1:], *([style] if style else [])][:3]
    while len("\n\n".join(chosen)) > MOST_COACHING:
        chosen.pop()
    return tuple(chosen)


def _advice(first: dict[str, str], findings: Findings, finding: Finding, shown: str) -> str | None:
    """The advice for one part, with the words it is about; its plain half where there are none,

    or where the findings above show them already.
    """
    name = finding.element.value
    state = finding.state if f"{name}_{finding.state}" in first else "none"
    text = first.get(f"{name}_{state}")
    if text is None or "{quote}" not in text:
        return text
    said, at = basis(findings, finding)
    words = quote(said.text, at, width=_QUOTE_WIDTH) if said else ""
    if len(words.split()) > 1 and f"“{words[:_SEEN]}" not in shown:
        return text.replace("{quote}", words)
    plain = _QUOTING.sub(lambda found: found.group(1).upper(), text)
    return plain.replace("“{quote}”", "it")


def _style(findings: Findings) -> str:
    """Hedges and padding, shown in their own words where there are many; they cost no mark."""
    words: dict[str, str] = table("advice")["style"]
    for name, pattern in (("hedged", cues.HEDGES), ("filled", cues.FILLERS)):
        heard = [
            m.group().lower() for s in findings.reading.counted for m in pattern.finditer(s.text)
        ]
        if len(heard) >= _SHOWN_HEDGES:
            listed = _listed([f"“{word}”" for word in list(dict.fromkeys(heard))[:3]])
            if len(set(heard)) > 1:
                return words[name].replace("{words}", listed)
    return ""
