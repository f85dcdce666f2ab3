"""What is worth asking after an answer: the weakest part first, nothing twice; it marks nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Any

from interview.coach import ReviewBrief
from interview.coach.drafts import Claim, ProbeDraft
from interview.coach.rules import cues
from interview.coach.rules.claiming import Bold, bold_claims
from interview.coach.rules.comparing import Dispute
from interview.coach.rules.contradictions import probe_of
from interview.coach.rules.findings import Finding, Findings, pressing
from interview.coach.rules.leaning import basis
from interview.coach.rules.quoting import MOST_WORDS, quote
from interview.coach.rules.signals import Reading
from interview.coach.rules.wording import table
from interview.model import MOST_FOLLOW_UPS, Competency, Difficulty, Element, Probe, Stage
from interview.phrases import Phrase
from interview.rubric import SHAPES, Shape

_TRIES = 2
"""How often one part of an answer is asked for; after that the person has said what they have."""

_LEAST_QUOTE = 2
_SHARPNESS = MappingProxyType(
    {
        Difficulty.EASY: (0, 1, 2),
        Difficulty.MEDIUM: (1, 0, 2),
        Difficulty.HARD: (2, 1, 0),
    }
)
"""Which wording of a side is taken, and which instead of it where it was heard before."""

_SAID_ALREADY: Mapping[str, Phrase] = MappingProxyType(
    {
        "when": cues.TIME,
        "who": cues.PERSON,
        "hurdle": cues.CONSTRAINT,
        "length": cues.DURATION,
        "choice": cues.ALTERNATIVE,
        "voice": cues.REACTION,
        "check": cues.VERIFIED,
        "next": cues.NEXT_TIME,
        "since": cues.SINCE_THEN,
        "learned": cues.LEARNED,
        "price": cues.TRADE_OFF,
        "job": cues.TRANSFER,
        "option": cues.OPTION,
        "forgo": cues.FORGO,
    }
)

_BINARY = Phrase(
    rf"{cues.ABSOLUTE.pattern}|{cues.ADOPTED.pattern}|\bagain\b|\b(?:was|were) (?:fine|ok|okay)\b"
)


@dataclass(frozen=True, slots=True)
class _Side:
    """One side from which a part of an answer may be asked for: three wordings, mild to sharp."""

    ask: tuple[str, ...]
    again: str
    leans: bool = True
    unless: str = ""


def probes(
    findings: Findings, brief: ReviewBrief, found: Sequence[Dispute] = ()
) -> tuple[ProbeDraft, ...]:
    """At most as many as may still be asked; none where nothing worth asking is left.

    What does not agree comes first, then the weakest part. Once that was asked for, a claim that
    nothing bears out comes before the same part from another side.
    """
    question, left = brief.question, MOST_FOLLOW_UPS - len(brief.question.follow_ups)
    drafts = probe_of(found, brief)
    if _nothing_left(findings):
        return tuple(drafts[:left])
    claims = [] if findings.no_answer else bold_claims(findings.reading)
    claims = [claim for claim in claims if not _was_asked(claim, question.follow_ups)]
    for finding in _worth_asking(findings):
        tries = _tries(finding.element, question.follow_ups)
        if tries or (finding.element is Element.RESULT and finding.value):
            drafts += _claims_asked(claims, brief, drafts)
            claims = []
        if tries < _TRIES:
            drafts += _asked_for(finding, findings, brief, drafts)
    drafts += _claims_asked(claims, brief, drafts)
    return tuple(drafts[:left])


def _nothing_left(findings: Findings) -> bool:
    """All is shown, and action and result are whole."""
    full = findings.value(Element.ACTION) == findings.value(Element.RESULT) == 2
    return full and all(findings.value(element) > 0 for element in Element)


def _worth_asking(findings: Findings) -> list[Finding]:
    """What presses and may still be told; of an answer that misses the question only that."""
    fit = findings[Element.FIT]
    return [fit] if findings.no_answer or fit.value == 0 else pressing(findings)


def _tries(element: Element, asked: Sequence[Probe]) -> int:
    return sum(probe.element is element and not probe.about for probe in asked)


def _asked_for(
    finding: Finding, findings: Findings, brief: ReviewBrief, drafts: Sequence[ProbeDraft]
) -> list[ProbeDraft]:
    stage = brief.papers.setting.stage
    sides = _sides(brief.question.asked.competency, stage, finding, findings)
    found = next(
        (
            (side, text)
            for side, text in _wordings(sides, brief, drafts)
            if not _is_told(side.unless, finding, findings.reading)
        ),
        None,
    )
    if found is None:
        return []
    side, text = found
    said, at = basis(findings, finding, SHAPES[brief.question.asked.competency], stage)
    leans = side.leans and said is not None and not findings.no_answer
    words = quote(said.text, at) if said and leans else ""
    words = words if len(words.split()) >= _LEAST_QUOTE else ""
    return [
        ProbeDraft(
            element=finding.element,
            text=text,
            in_other_words=side.again,
            cite=said.id if said and words else "",
            quote=words,
        )
    ]


def _wordings(
    sides: Iterable[_Side], brief: ReviewBrief, drafts: Sequence[ProbeDraft]
) -> Iterator[tuple[_Side, str]]:
    """The sides that were not asked from yet, first those worded as sharply as the interview is."""
    here = [probe.text for probe in brief.question.follow_ups]
    heard = {*here, *brief.asked, *(draft.text for draft in drafts)}
    fresh = [side for side in sides if not set(here) & set(side.ask)]
    for place in _SHARPNESS[brief.papers.setting.difficulty]:
        for side in fresh:
            if side.ask[place] not in heard:
                yield side, side.ask[place]


def _is_told(what: str, finding: Finding, reading: Reading) -> bool:
    """Whether the answer holds already what a side asks for; a side may ask for nothing such."""
    if what == "binary":
        return bool(finding.said and finding.said.find(_BINARY))
    return bool(what) and any(s.find(_SAID_ALREADY[what]) for s in reading.counted)


def _state(finding: Finding, findings: Findings, competency: Competency) -> str:
    """What is missing of a part: of an occasion first that there is one, then when or who."""
    if finding.state == "habit" and competency is Competency.MOTIVATION:
        return "none"  # “I would like to …” is what was asked for, and no habit
    if finding.state == "shared" and finding.said and finding.said.own(past=False):
        return "none"
    told = finding.element is not Element.SPECIFIC or finding.state != "some"
    if told or SHAPES[competency] is Shape.FACT:
        return finding.state
    if findings[Element.ACTION].state == "habit":
        return "none"
    return finding.missing[0] if finding.missing else finding.state


def _sides(
    competency: Competency, stage: Stage, finding: Finding, findings: Findings
) -> Iterator[_Side]:
    """The competency's own first where it fits what is missing, then the shape's."""
    own = _read(f"{competency.value}.{finding.element.value}")
    yield from _read(f"{competency.value}.{finding.element.value}_{finding.state}")
    if finding.element is Element.FIT:
        yield from own
        return
    fits = finding.state == "unreasoned" or (
        finding.state == "none" and finding.element is not Element.ACTION
    )
    if fits:
        yield from own
    state = _state(finding, findings, competency)
    for shape in _shapes(competency, stage):
        for name in dict.fromkeys((state, "none")):
            yield from _read(f"{shape}.{finding.element.value}.{name}")
    if not fits and finding.element is not Element.ACTION:
        yield from own


def _shapes(competency: Competency, stage: Stage) -> tuple[str, ...]:
    """The tables to ask from: a recruiter asks for a line of proof, not for the whole story."""
    shape = SHAPES[competency]
    if shape is Shape.STAR and stage is Stage.RECRUITER_SCREEN:
        return ("screen", "claim", "story")
    return {
        Shape.CLAIM: ("claim", "story"),
        Shape.FACT: ("fact",),
        Shape.PROBLEM: ("problem", "story"),
        Shape.STAR: ("story",),
    }[shape]


@cache
def _read(path: str) -> tuple[_Side, ...]:
    """The sides that stand in the table under a path; none where it has no such path."""
    found: Any = table("probes")
    for key in path.split("."):
        found = found.get(key, {}) if isinstance(found, dict) else {}
    return tuple(
        _Side(tuple(row["ask"]), row["again"], row.get("leans", True), row.get("unless", ""))
        for row in found or ()
    )


def opening(drafts: Sequence[ProbeDraft], brief: ReviewBrief) -> Claim | None:
    """The line above a question that is after a claim, another one each time; else none."""
    about = drafts[0].about if drafts else ()
    if not about:
        return None
    lines = table("probes")["opening"]["contradiction" if len(about) > 1 else "figure"]
    turn = brief.question.number + len(brief.question.follow_ups)
    return Claim(text=lines[turn % len(lines)])


def _with_its_size(claim: Bold) -> str:
    """The claim's own clause, or the last words up to its size where that comes too late."""
    text = claim.sentence.text
    whole = quote(text, claim.at)
    if claim.size in whole:
        return whole
    until = text.index(claim.size) + len(claim.size)
    words = list(re.finditer(r"\S+", text[claim.at : until]))[-MOST_WORDS:]
    return text[claim.at + words[0].start() : until]


def _was_asked(claim: Bold, asked: Sequence[Probe]) -> bool:
    return any(probe.about == (claim.sentence.id,) for probe in asked)


def _claims_asked(
    claims: Sequence[Bold], brief: ReviewBrief, drafts: Sequence[ProbeDraft]
) -> list[ProbeDraft]:
    """What the boldest claim rests on; one of them is enough."""
    for claim in claims[:1]:
        sides = [
            replace(side, ask=tuple(ask.replace("{size}", claim.size) for ask in side.ask))
            for side in _read(f"figure.{claim.kind}")
        ]
        found = next(_wordings(sides, brief, drafts), None)
        if found:
            side, text = found
            return [
                ProbeDraft(
                    element=Element.RESULT,
                    text=text,
                    in_other_words=side.again,
                    cite=claim.sentence.id,
                    quote=_with_its_size(claim),
                    about=(claim.sentence.id,),
                )
            ]
    return []
