"""Specific, action and its reason, in a story or a claim; availability is read in `facts`."""

from __future__ import annotations

import re

from interview.coach.rules import cues
from interview.coach.rules.acts import Act
from interview.coach.rules.findings import Circumstances, Finding, ids
from interview.coach.rules.lexicon import concrete, tokens
from interview.coach.rules.signals import Reading, Sentence
from interview.model import Element
from interview.rubric import Shape


def acting_in(reading: Reading, shape: Shape) -> list[tuple[Sentence, Act]]:
    """Sentences with a concrete action of an episode; in a claim, a present use counts too.

    Speech without past tenses is read as an episode where a time is named and no habit is.
    """
    told = any(s.find(cues.TIME) for s in reading.counted)
    acting = []
    for sentence in reading.counted:
        hypothetical = sentence.find(cues.HABIT) is not None
        for act in sentence.acts:
            present = shape is Shape.CLAIM or (told and not hypothetical)
            if act.past or present:
                acting.append((sentence, act))
                break
        else:
            proof = sentence.find(cues.PROOF) if shape is Shape.CLAIM else None
            if proof:
                acting.append((sentence, Act(own=True, at=proof.start(), past=False)))
    return acting


_KINDS = {
    "when": cues.TIME,
    "who": cues.PERSON,
    "where": cues.PLACE,
    "constraint": cues.CONSTRAINT,
    "said": cues.SPEECH,
}


def specific(reading: Reading, acting: list[tuple[Sentence, Act]], shape: Shape) -> Finding:
    """The better of two routes: an episode that is told, or facts that are exact.

    A claim is placed by how long something was done, too.
    """
    kinds: dict[str, Sentence] = {}
    exact: dict[str, Sentence] = {}
    for sentence in reading.counted:
        if len(sentence.solid) < 2 and not sentence.acts and sentence.answer == 1:
            continue
        for kind, pattern in _KINDS.items():
            if sentence.find(pattern):
                kinds.setdefault(kind, sentence)
        for detail in _details(sentence):
            exact.setdefault(detail, sentence)
    lasted = next((s for s in reading.counted if s.find(cues.DURATION)), None)
    if lasted and shape is Shape.CLAIM:
        kinds.setdefault("when", lasted)
    if exact:
        kinds.setdefault("detail", next(iter(exact.values())))
    missing = tuple(kind for kind in ("when", "who") if kind not in kinds)
    told, named = list(kinds.values()), list(exact.values())
    said = kinds.get("when") or next(iter(kinds.values()), None)
    at = _start(said, cues.TIME)
    if acting and (len(kinds) >= 4 or len(exact) >= 3):
        cites = ids(told if len(kinds) >= 4 else named)
        return Finding(Element.SPECIFIC, 2, "full", cites, said, at, missing)
    if len(kinds) >= 2 and (acting or len(kinds) >= 3):
        return Finding(Element.SPECIFIC, 1, "some", ids(told), said, at, missing)
    return Finding(Element.SPECIFIC, 0, "none", (), said, at, missing)


def _details(sentence: Sentence) -> list[str]:
    """Figures and names in a sentence, each once; the first word's capital says nothing."""
    found = [m.group().strip().lower() for m in cues.NUMBER.finditer(sentence.text)]
    words = tokens(sentence.text)
    for word in words[1:]:
        named = word[0].isupper() and word not in ("I", "I'd", "I've", "I'm", "I'll")
        mixed = any(c.isdigit() for c in word) and any(c.isalpha() for c in word)
        if named or mixed:
            found.append(word.lower())
    return found


def _start(sentence: Sentence | None, pattern: re.Pattern[str]) -> int:
    found = sentence.find(pattern) if sentence else None
    return found.start() if found else 0


def action(reading: Reading, acting: list[tuple[Sentence, Act]], around: Circumstances) -> Finding:
    own = [(s, act) for s, act in acting if act.own]
    if not acting:
        habit = next((s for s in reading.counted if s.find(cues.HABIT)), None)
        state = "habit" if habit else "none"
        return Finding(Element.ACTION, 0, state, (), habit, _start(habit, cues.HABIT))
    doing = own or acting
    reasoned = _reason_of(reading, [s for s, _ in doing], around)
    said, act = _telling(doing)
    if own and reasoned:
        return Finding(Element.ACTION, 2, "full", ids([*reasoned, said]), *_where(reasoned, doing))
    if own:
        return Finding(Element.ACTION, 1, "unreasoned", ids([s for s, _ in own]), said, act.at)
    if reasoned:
        return Finding(Element.ACTION, 1, "shared", ids([*reasoned, said]), said, act.at)
    return Finding(Element.ACTION, 0, "shared", (), said, act.at)


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
    """The first action with a reason in its own sentence, the one beside it, or when asked why."""
    counted = list(reading.counted)
    for sentence in doing:
        if gives_reason(sentence):
            return [sentence]
    for sentence in doing:
        place = counted.index(sentence)
        for beside in counted[max(0, place - 1) : place + 2]:
            if beside is not sentence and gives_reason(beside):
                return [sentence, beside]
    for sentence in counted:
        asked = around.probed.get(sentence.answer) is Element.ACTION
        if asked and gives_reason(sentence):
            return [doing[0], sentence]
    return []


def gives_reason(sentence: Sentence) -> bool:
    for found in cues.REASON.finditer(sentence.text):
        if cues.NOT_REASON.match(sentence.text[found.start() :]):
            continue
        cue = found.group().lower()
        consequence = cue.startswith("so ") and not cue.startswith("so that")
        around = sentence.text[: found.start()] if consequence else sentence.text[found.start() :]
        words = [word.lower() for word in tokens(around)]
        if len(concrete(words if consequence else words[1:13])) >= (2 if consequence else 1):
            return True
    return False
