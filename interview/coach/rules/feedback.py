"""What a person reads when a question is closed: an assessment, coaching, their own answer again.

The advice says what to change first and how, with their words as material; whatever it says of
them is theirs. A hiring manager's coaching goes for one's own part, its reason and the result; a
recruiter's for the answer, one line of proof, and the end of it.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any

from interview.coach import ReviewBrief
from interview.coach.drafts import Claim, FeedbackDraft
from interview.coach.rules import cues
from interview.coach.rules.findings import Finding, Findings, basis, pressing
from interview.coach.rules.review import examine, family
from interview.coach.rules.revised import revised
from interview.coach.rules.screening import Length, stop_of
from interview.coach.rules.signals import Sentence
from interview.coach.rules.telling import Teller, turn_of
from interview.coach.rules.wording import table
from interview.model import Competency, Element, Stage
from interview.rubric import COMPETENCIES

MOST_COACHING = 900
_MOST_PARAGRAPHS = 3
_SHOWN_HEDGES = 3
_TECHNICAL = frozenset({Competency.TECHNICAL_BASICS, Competency.TECHNICAL_DEPTH})
_TOLD = (Element.SPECIFIC, Element.ACTION, Element.RESULT, Element.LESSON)


def give_feedback(brief: ReviewBrief) -> FeedbackDraft:
    """The draft of the feedback; its figures and names are all in the candidate's own lines."""
    findings = examine(brief)
    teller = _teller(findings, brief)
    coaching = _coaching(findings, brief, teller)
    return FeedbackDraft(
        assessment=tuple(_assessment(findings, brief, teller)),
        coaching=coaching,
        revised=revised(findings, brief),
    )


def _teller(findings: Findings, brief: ReviewBrief) -> Teller:
    """With what stands above the coaching already, which is not said again."""
    review = brief.question.review
    shown = " ".join((*review.strengths, *review.gaps)) if review else ""
    return Teller(findings.reading, shown, brief.question.asked.text)


def _place(brief: ReviewBrief) -> int:
    """Which of the questions of its own shape this is in the interview, from 0.

    Wordings are chosen by it, so that none comes back within an interview.
    """
    shape = family(brief.question.asked.competency)
    earlier = COMPETENCIES[brief.papers.setting.stage][: brief.question.number - 1]
    return sum(family(competency) == shape for competency in earlier)


def _turn(options: list[str], brief: ReviewBrief) -> str:
    return turn_of(options, _place(brief), brief.question.attempt)


def _any(options: list[str], brief: ReviewBrief) -> str:
    """One of the options, by what was said; for what comes once in an interview."""
    said = " ".join(line.text for line in brief.answers)
    return options[zlib.crc32(said.encode("utf-8", "replace")) % len(options)]


def _assessment(findings: Findings, brief: ReviewBrief, teller: Teller) -> Iterator[Claim]:
    """Two or three sentences: what the answer is, what it does, and what rules can't see.

    It neither quotes nor names what is missing: both stand right above it.
    """
    words: dict[str, Any] = table("assessing")["assess"]
    competency = brief.question.asked.competency
    if findings.no_answer:
        yield Claim(text=words["nothing"])
        return
    shape: dict[str, Any] = words[family(competency)]
    parts = [_part(shape, findings[e], teller) for e in _TOLD if findings.value(e)]
    if findings[Element.ACTION].state == "shared" and not findings.value(Element.ACTION):
        parts.append(shape["action_shared"])
    if not parts:
        yield Claim(text=_turn(shape["bare"], brief))
    else:
        told = _turn(shape["tells"], brief).replace("{parts}", _listed(parts))
        yield Claim(text=told)
        does = words["beside"] if _beside(findings) else shape[_effect(findings)]
        yield Claim(text=teller.say(_turn(does, brief), *_carrying(findings)))
    if competency in _TECHNICAL:
        yield Claim(text=teller.say(_any(words["not_right"], brief)))


def _part(shape: dict[str, Any], finding: Finding, teller: Teller) -> str:
    if finding.state == "shared":
        return str(shape["action_shared"])
    some, full = shape[finding.element.value]
    return teller.say(full if finding.value == 2 else some)


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


def _carrying(findings: Findings) -> tuple[Sentence | None, int]:
    """The words that carry the answer: its ending where there is one, else its deed."""
    for element in (Element.RESULT, Element.ACTION):
        if findings.value(element):
            return findings[element].said, findings[element].at
    return None, 0


def _coaching(findings: Findings, brief: ReviewBrief, teller: Teller) -> tuple[str, ...]:
    """Two or three paragraphs, at most 900 characters in all: first things first."""
    words: dict[str, Any] = table("lifting")
    competency = brief.question.asked.competency
    lift = _any(words["raise"][competency.value], brief)
    if findings.no_answer:
        return (words["style"]["no_answer"], teller.say(lift))
    screen = _length(findings, brief, teller)
    advice = [_advice(findings, finding, brief, teller) for finding in pressing(findings)[:2]]
    style = _style(findings)
    if not advice:
        whole = teller.say(_turn(words["style"]["whole"][family(competency)], brief))
        advice, style = [style or whole], ""
    # What lifts a sound answer is of no use before there is something done in it.
    sound = findings.value(Element.ACTION) > 0 or len(advice) < 2
    carrying, at = _carrying(findings)
    lifted = [teller.say(lift, carrying, at, carrying)] if sound else []
    chosen = [advice[0], *screen, *lifted, *advice[1:], *([style] if style else [])]
    chosen = chosen[:_MOST_PARAGRAPHS]
    while len("\n\n".join(chosen)) > MOST_COACHING:
        chosen.pop()
    return tuple(chosen)


def _advice(findings: Findings, finding: Finding, brief: ReviewBrief, teller: Teller) -> str:
    """The advice for one part, with the words it is about where they are not shown above."""
    first: dict[str, list[str]] = table("coaching")["first"][
        family(brief.question.asked.competency)
    ]
    name = finding.element.value
    state = f"{name}_{finding.state}"
    options = first[state if state in first else f"{name}_none"]
    said, at = basis(findings, finding)
    # What is there in part is mended where it stands; what is not there belongs at the end.
    place = finding.said if finding.cites else findings.reading.counted[-1]
    return teller.say(_turn(options, brief), said, at, place)


def _length(findings: Findings, brief: ReviewBrief, teller: Teller) -> list[str]:
    """For a recruiter: where a long answer could have stopped, or that a short one did."""
    if brief.papers.setting.stage is not Stage.RECRUITER_SCREEN:
        return []
    stop = stop_of(findings, fact=family(brief.question.asked.competency) == "fact")
    if stop is None:
        return []
    words: dict[str, list[str]] = table("lifting")["screen"]
    place = brief.question.number - 1
    option = turn_of(words[stop.length], place, brief.question.attempt)
    if stop.length in (Length.LONG, Length.LATE):
        return [teller.say_again(option, stop.said, stop.at)]
    return [teller.say(option)]


def _style(findings: Findings) -> str:
    """Hedges and padding, shown in their own words where there are many; they cost no mark."""
    words: dict[str, str] = table("lifting")["style"]
    for name, pattern in (("hedged", cues.HEDGES), ("filled", cues.FILLERS)):
        heard = [
            m.group().lower() for s in findings.reading.counted for m in pattern.finditer(s.text)
        ]
        if len(heard) >= _SHOWN_HEDGES:
            listed = _listed([f"“{word}”" for word in list(dict.fromkeys(heard))[:3]])
            if len(set(heard)) > 1:
                return words[name].replace("{words}", listed)
    return ""
