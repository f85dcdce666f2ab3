"""Specific, action and its reason, in a story or a claim; availability is read in `facts`."""

from __future__ import annotations

from interview.coach.rules import cues
from interview.coach.rules.acts import Act
from interview.coach.rules.findings import Circumstances, Finding, ids
from interview.coach.rules.manner import Kind, Move
from interview.coach.rules.particulars import Weighed
from interview.coach.rules.reasons import gives_reason, reason_for, says_why
from interview.coach.rules.signals import Reading, Sentence
from interview.coach.rules.spoken import When
from interview.model import Element
from interview.phrases import Phrase
from interview.rubric import Shape

__all__ = ["acting_in", "action", "gives_reason", "specific"]


def acting_in(reading: Reading, shape: Shape) -> list[tuple[Sentence, Act]]:
    """Sentences with a concrete action of an episode, each with the first of them.

    Speech without past tenses is read as an episode where a time is named, no habit is, and twice
    as much is told of doing as of being. In a claim, having done something for so long counts too.
    """
    kinds = [move.kind for s in reading.counted for move in s.moves]
    timed = any(cues.names_a_time(s.text) for s in reading.counted)
    does, is_so = kinds.count(Kind.USE) + kinds.count(Kind.WAY), kinds.count(Kind.BOAST)
    timed = timed and (shape is Shape.CLAIM or does >= 2 * is_so)
    acting = []
    for sentence in reading.counted:
        now = timed and sentence.find(cues.HABIT) is None
        act = next((act for act in sentence.acts if act.past or now), None)
        if act is None and shape is Shape.CLAIM:
            act = _proof(sentence)
        if act:
            acting.append((sentence, act))
    return acting


_LONG = Phrase(r"\b(?:years?|months?|since)\b")


def _proof(sentence: Sentence) -> Act | None:
    """Years of practice, or a paper that proves it, in place of a deed."""
    held = sentence.find(cues.PROOF)
    if held:
        return Act(own=True, at=held.start(), past=False)
    for move in sentence.moves:
        if move.mine and move.clause.when is When.PERFECT and sentence.find(_LONG):
            return Act(own=True, at=move.at, past=False)
    return None


_LEAST_STEPS = 3
"""So many steps make a way of working; fewer may be a manner of speaking."""


def specific(reading: Reading, weighed: Weighed, shape: Shape) -> Finding:
    """How particular it is: what happened, when, who, how much; self-praise takes away."""
    told = weighed.telling
    timed = next((s for s in reading.counted if cues.names_a_time(s.text)), None)
    if shape is Shape.CLAIM:
        timed = timed or next((s for s in reading.counted if s.find(cues.DURATION)), None)
    missing = (*(() if timed else ("when",)), *(() if weighed.people else ("who",)))
    said = timed or next(iter(told), None)
    at = _start(said, cues.TIME)
    if weighed.full:
        return Finding(Element.SPECIFIC, 2, "full", ids(told), said, at, missing)
    if weighed.some:
        return Finding(Element.SPECIFIC, 1, "some", ids(told), said, at, missing)
    return Finding(Element.SPECIFIC, 0, "none", (), said, at, missing)


def _start(sentence: Sentence | None, pattern: Phrase) -> int:
    found = sentence.find(pattern) if sentence else None
    return found.start() if found else 0


def action(
    reading: Reading,
    weighed: Weighed,
    acting: list[tuple[Sentence, Act]],
    around: Circumstances,
    came: Finding,
) -> Finding:
    """The own part: with its reason in a story, with what `came` of it where it is a proof."""
    own = _owned(acting)
    doing = own or acting
    if not doing or weighed.points <= 0:
        return _way(reading)
    said, act = _telling(doing)
    if not own and _is_everybodys(reading):
        return Finding(Element.ACTION, 0, "shared", (), said, act.at)
    if own and around.shape is Shape.CLAIM:
        return _proved(own, weighed, came)
    reasoned = _reason_of(reading, [s for s, _ in doing], around)
    if own and reasoned:
        return Finding(Element.ACTION, 2, "full", ids([*reasoned, said]), *_where(reasoned, doing))
    if own:
        return Finding(Element.ACTION, 1, "unreasoned", ids([s for s, _ in own]), said, act.at)
    if reasoned:
        return Finding(Element.ACTION, 1, "shared", ids([*reasoned, said]), said, act.at)
    return Finding(Element.ACTION, 0, "shared", (), said, act.at)


_EVERYBODYS = Phrase(
    r"\b(?:we|us)(?:'re|'ve| are| were)? (?:all|each|both)\b|\b(?:all|each|both|none) of us\b|"
    r"\b(?:we|us) (?:\w+ ){0,4}together\b|\bstick together\b|\beach other|"
    r"\b(?:team|group|joint|shared) effort\b|\bas a (?:team|group|family)\b|"
    r"\bstronger (?:team|group)\b"
)


def _is_everybodys(reading: Reading) -> bool:
    """Whether it says in so many words, or more than once, that all did it: no one's own part."""
    said = [s for s in reading.counted for _ in _EVERYBODYS.findall(s.text)]
    return len(said) > 1 or any(s.has(Kind.SHARED) for s in said)


def _proved(own: list[tuple[Sentence, Act]], weighed: Weighed, came: Finding) -> Finding:
    """A proof holds where something came of it, for sure or by a particular or reasoned deed."""
    said, act = _telling(own)
    sure = weighed.full or any(says_why(s) for s, _ in own)
    holds = came.value == 2 or (came.value == 1 and sure)
    if holds:
        told = list(dict.fromkeys([said, *(s for s, _ in own)]))
        cites = tuple(dict.fromkeys([*ids(told, 2), *came.cites[:1]]))
        return Finding(Element.ACTION, 2, "full", cites, said, act.at)
    return Finding(Element.ACTION, 1, "unreasoned", ids([s for s, _ in own]), said, act.at)


def _owned(acting: list[tuple[Sentence, Act]]) -> list[tuple[Sentence, Act]]:
    """Each sentence's own deed; where none is told as past, what is told of the present."""
    done = [(s, act) for s, _ in acting for act in [s.own()] if act]
    return done or [(s, first) for s, first in acting if first.own]


def _way(reading: Reading) -> Finding:
    """A way of working told in steps, or in one with its reason; a duty or boast is no part."""
    moves = [(s, m) for s in reading.counted for m in s.moves if not m.being]
    steps = [s for s, m in moves if m.kind in (Kind.WAY, Kind.USE)]
    ways = [s for s, m in moves if m.kind is Kind.WAY]
    plain = [s for s, m in moves if m.kind is Kind.WAY and not m.lame]
    boasts = sum(m.kind is Kind.BOAST for s in reading.counted for m in s.moves)
    habit = next((s for s in reading.counted if s.find(cues.HABIT)), None)
    why = [s for s, m in moves if (m.kind is Kind.WAY or _imagined(m)) and says_why(s)]
    if ways and why and boasts <= len(steps) + 1:
        return Finding(Element.ACTION, 2, "habit", ids([*why, *steps]), ways[0])
    several = len(plain) >= _LEAST_STEPS - 1 or (len(ways) > 1 and len(steps) >= _LEAST_STEPS)
    if several and boasts < len(steps):
        return Finding(Element.ACTION, 1, "habit", ids(steps), ways[0])
    state = "habit" if habit else "none"
    return Finding(Element.ACTION, 0, state, (), habit, _start(habit, cues.HABIT))


def _imagined(move: Move) -> bool:
    """“I'd say so”; what one would never do is no step that a reason could be for."""
    denied = {"never", "not"} & set(move.clause.plain.split())
    return move.mine and move.clause.when is When.THOUGHT and not denied


def _telling(doing: list[tuple[Sentence, Act]]) -> tuple[Sentence, Act]:
    """The action worth quoting: the one with most to it, the earliest among equals."""
    return max(doing, key=lambda pair: min(len(pair[0].solid), 6))


def _where(reasoned: list[Sentence], doing: list[tuple[Sentence, Act]]) -> tuple[Sentence, int]:
    for sentence, act in doing:
        if sentence in reasoned:
            return sentence, act.at
    said, act = _telling(doing)
    return said, act.at


def _reason_of(reading: Reading, doing: list[Sentence], around: Circumstances) -> list[Sentence]:
    """The action whose reason is told, in or beside its sentence, or where why was asked."""
    found = reason_for(reading.counted, doing)
    if found:
        return found
    for sentence in reading.counted:
        asked = around.probed.get(sentence.answer) is Element.ACTION
        if asked and gives_reason(sentence):
            return [doing[0], sentence]
    return []
