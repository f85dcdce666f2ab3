"""The candidate's own sentences again, in the shape that an interviewer can follow.

Extractive: sentences are moved, fillers trimmed, lines of the resume set in as themselves, and a
slot stands where something is missing. No word is composed, so nothing can be made up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from interview.coach import ReviewBrief
from interview.coach.drafts import Claim
from interview.coach.rules import cues
from interview.coach.rules.findings import Findings
from interview.coach.rules.lexicon import concrete, tokens
from interview.coach.rules.review import family
from interview.coach.rules.signals import Sentence
from interview.coach.rules.wording import table
from interview.evidence import cited
from interview.model import Element

MOST_CHARACTERS = 900
_FEWEST_WORDS = 4

_SCENE, _TASK, _DEED, _ENDING, _CLOSE = range(5)
_LEADING = re.compile(
    r"^(?:(?:um+|uh+|er+m?|so|well|yeah|yes|okay|ok|right|basically|honestly|like|to be honest|"
    r"you know|i mean)\b[\s,.…-]*)+(?=\w)",
    re.IGNORECASE,
)
_INSIDE = re.compile(
    r",?\s*\b(?:um+|uh+|erm|you know|i mean|basically|literally|to be honest|and stuff|or whatever|"
    r"like i said)\b,?",
    re.IGNORECASE,
)
_LONE_I = re.compile(r"\bi(?=['’]|\b)")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of the answer: where it belongs, its order there, how much it would be missed."""

    part: int
    order: int
    weight: int
    claim: Claim


def revised(findings: Findings, brief: ReviewBrief) -> tuple[Claim, ...]:
    """Claims in order, at most 900 characters together; the weakest are left out whole."""
    if findings.no_answer:
        return tuple(_slot(brief, name) for name in ("specific", "action", "result"))
    told = _said(findings, family(brief.question.asked.competency))
    pieces = [*told, *_from_resume(findings, brief), *_slots(findings, brief)]
    while len(" ".join(piece.claim.text for piece in pieces)) > MOST_CHARACTERS:
        pieces.remove(min(pieces, key=lambda piece: (piece.weight, -piece.order)))
    return tuple(p.claim for p in sorted(pieces, key=lambda piece: (piece.part, piece.order)))


def trimmed(text: str) -> str:
    """The sentence without fillers, with a capital and a full stop; no other word changes."""
    bare = _INSIDE.sub(_comma_left, _LEADING.sub("", text.strip())).strip(" ,")
    bare = _LONE_I.sub("I", re.sub(r"\s+", " ", bare))
    if not bare:
        return ""
    if bare.split()[0].isalpha():
        bare = bare[0].upper() + bare[1:]
    return bare if bare[-1] in '.!?…”"' else f"{bare.rstrip(' ,;:–—-')}."


def _comma_left(filler: re.Match[str]) -> str:
    """A comma goes with the filler it sets off; one behind several words alone parts clauses."""
    said = filler[0].strip()
    parts = said.endswith(",") and not said.startswith(",") and " " in said
    return "," if parts else ""


def _said(findings: Findings, family: str) -> list[_Piece]:
    pieces: list[_Piece] = []
    counted = findings.reading.counted
    first = findings.reading.first_act()
    ended = [s for s in counted if s.id in findings[Element.RESULT].cites]
    shown = {line_id for element in Element for line_id in findings[element].cites}
    for order, sentence in enumerate(counted):
        if order and _runs_on(counted[order - 1], sentence) and pieces:
            pieces[-1] = _joined(pieces[-1], sentence)
            continue
        text = trimmed(sentence.text)
        bare = not sentence.solid and len(counted) > 1 and any(s.solid for s in counted)
        if len(text.split()) < _FEWEST_WORDS or bare or text.endswith("?"):
            continue
        weight = 3 * (sentence.id in shown) + 2 * bool(sentence.acts) + min(2, len(sentence.solid))
        part = _part(findings, sentence, before=order < first, fact=family == "fact")
        if family == "claim" and order == 0:
            part = _SCENE
        elif (
            part == _DEED
            and family != "fact"
            and not sentence.own()
            and ended
            and order > counted.index(ended[-1])
        ):
            part = _ENDING
        pieces.append(_Piece(part, order, weight, Claim(text=text, cites=(sentence.id,))))
    return pieces


def _runs_on(before: Sentence, sentence: Sentence) -> bool:
    """Whether a sentence was only numbered apart, and is the end of the one before it."""
    opens = sentence.text[:1].islower() and sentence.words[:1] != ("i",)
    return opens and before.answer == sentence.answer and before.text.rstrip()[-1:] not in ".!?"


def _joined(piece: _Piece, sentence: Sentence) -> _Piece:
    text = f"{piece.claim.text.rstrip('.')} {trimmed(sentence.text)[:1].lower()}"
    text += trimmed(sentence.text)[1:]
    claim = Claim(text=text, cites=(*piece.claim.cites, sentence.id))
    return _Piece(piece.part, piece.order, piece.weight, claim)


def _part_of_fact(findings: Findings, sentence: Sentence) -> int:
    """The date, what it depends on, where it can bend."""
    order = ((Element.RESULT, _SCENE), (Element.ACTION, _DEED), (Element.LESSON, _CLOSE))
    return next((part for element, part in order if sentence.id in findings[element].cites), _TASK)


def _part(findings: Findings, sentence: Sentence, *, before: bool, fact: bool) -> int:
    """Where a sentence belongs: the last part of the answer that it serves."""
    if fact:
        return _part_of_fact(findings, sentence)
    ending = sentence.id in findings[Element.RESULT].cites and not sentence.own()
    closes = (cues.LEARNED, cues.NEXT_TIME, cues.SINCE_THEN)
    if not ending and any(sentence.find(cue) for cue in closes) and not before:
        return _CLOSE
    if sentence.id in findings[Element.LESSON].cites and not sentence.acts:
        return _CLOSE
    if ending:
        return _ENDING
    if sentence.acts:
        return _DEED
    if sentence.find(cues.GOAL) and before:
        return _TASK
    if before or (sentence.answer > 1 and sentence.id in findings[Element.SPECIFIC].cites):
        return _SCENE
    return _DEED


def _from_resume(findings: Findings, brief: ReviewBrief) -> list[_Piece]:
    """The line that was asked about, as it stands, where its change is missing from the answer."""
    if findings.value(Element.RESULT) == 2:
        return []
    said = frozenset[str]().union(*(s.solid for s in findings.reading.counted))
    heard = " ".join(s.text for s in findings.reading.counted)
    for line in cited(brief.papers.resume, brief.question.asked.cites):
        words = [word.lower() for word in tokens(line.text)]
        figures = [word for word in words if word[0].isdigit()]
        fresh = any(figure not in heard for figure in figures)
        if fresh and cues.CHANGE.search(line.text) and len(concrete(words) & said) >= 2:
            text = trimmed(line.text)
            return [_Piece(_ENDING, -1, 4, Claim(text=text, cites=(line.id,)))]
    return []


def _slots(findings: Findings, brief: ReviewBrief) -> list[_Piece]:
    wanted: list[tuple[int, str]] = []
    if findings.value(Element.SPECIFIC) == 0:
        wanted.append((_SCENE, "specific"))
    if findings.value(Element.ACTION) == 0:
        wanted.append((_DEED, "action"))
    elif findings.value(Element.ACTION) == 1:
        wanted.append((_DEED, "action" if findings[Element.ACTION].state == "shared" else "reason"))
    if findings.value(Element.RESULT) < 2:
        missing = "result" if findings.value(Element.RESULT) == 0 else "result_unsized"
        wanted.append((_ENDING, missing))
    if findings.value(Element.LESSON) == 0:
        wanted.append((_CLOSE, "lesson"))
    return [_Piece(part, 1000, 100, _slot(brief, name)) for part, name in wanted]


def _slot(brief: ReviewBrief, name: str) -> Claim:
    """The place for what is missing, and the question that would fill it."""
    words = table("advice")["slots"][family(brief.question.asked.competency)][name]
    return Claim(text=words["slot"], asks=words["asks"])
