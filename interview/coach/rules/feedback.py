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
_QUOTING = re.compile(r"(?:After|Where you say) “\{quote\}”,\s(\w)")
_TECHNICAL = frozenset({Competency.TECHNICAL_BASICS, Competency.TECHNICAL_DEPTH})
_CARRYING = (Element.RESULT, Element.ACTION, Element.SPECIFIC, Element.LESSON)


def give_feedback(brief: ReviewBrief) -> FeedbackDraft:
    """The draft of the feedback; its figures and names are all in the candidate's own lines."""
    findings = examine(brief)
    return FeedbackDraft(
        assessment=tuple(_assessment(findings, brief)),
        coaching=_coaching(findings, brief),
        revised=revised(findings, brief),
    )


def _assessment(findings: Findings, brief: ReviewBrief) -> Iterator[Claim]:
    """Two or three sentences: what carries the answer, what is missing, what rules can't see."""
    words: dict[str, Any] = table("advice")["assess"]
    competency = brief.question.asked.competency
    if findings.no_answer:
        yield Claim(text=words["nothing"])
        return
    best, held = _best(findings)
    said = quote(best.said.text, best.at, width=_QUOTE_WIDTH) if best and best.said else ""
    if best and best.said and len(said.split()) > 1:
        options = words["held" if held else "carried"]
        text = options[(brief.question.number - 1) % len(options)].replace("{quote}", said)
        yield Claim(text=text, cites=(best.said.id,))
    else:
        yield Claim(text=words["uncarried"])
    names = table("advice")["parts"][family(competency)]
    parts = [
        names.get(f"{finding.element.value}_{finding.state}", names[finding.element.value])
        for finding in pressing(findings)
    ]
    text = (
        words["missing"].replace("{parts}", "; ".join(parts[:3]))
        if parts
        else words["whole"][family(competency)]
    )
    yield Claim(text=text)
    if competency in _TECHNICAL:
        yield Claim(text=words["not_right"])


def _best(findings: Findings) -> tuple[Finding | None, bool]:
    """What the answer stands on, and whether even that is only half there."""
    shown = [findings[element] for element in _CARRYING if findings.value(element) > 0]
    shown = [finding for finding in shown if finding.said is not None]
    best = max(shown, key=lambda finding: finding.value, default=None)
    return best, best is not None and best.value < 2


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
    paragraphs = [
        text
        for finding in pressing(findings)[:2]
        if (text := _advice(first, findings, finding)) is not None
    ]
    style = _style(findings)
    if not paragraphs:
        paragraphs = [style or words["style"]["whole"][family(competency)]]
        style = ""
    chosen = [paragraphs[0], lift, *paragraphs[1:], *([style] if style else [])][:3]
    while len("\n\n".join(chosen)) > MOST_COACHING:
        chosen.pop()
    return tuple(chosen)


def _advice(first: dict[str, str], findings: Findings, finding: Finding) -> str | None:
    """The advice for one part, with the words it is about; without any, its plain half."""
    name = finding.element.value
    state = finding.state if f"{name}_{finding.state}" in first else "none"
    text = first.get(f"{name}_{state}")
    if text is None or "{quote}" not in text:
        return text
    said, at = basis(findings, finding)
    words = quote(said.text, at, width=_QUOTE_WIDTH) if said else ""
    if len(words.split()) > 1:
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
