"""The truth check in other languages than English: German, French and Spanish.

Figures and names are `truth`'s business in any language. Here it is whether words are borne by the
lines, who led or only helped, which rank, up or down, and yes or no. Words are compared by their
stems, so a synonym counts as strange; two facts merged into one pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from interview.grounding.tongues import Tongue, fold, folded, in_english, is_general, is_one
from interview.grounding.units import MONTHS, UNITS, WORDS
from interview.model import Line
from interview.remembered import remembered

_STOP = re.compile(r"[;:!?()…“”„«»\"–—]|(?<!\d)[,.]|[,.](?!\d)")
_LEAST = 4
_NEARLY = 0.8
_SPAN = re.compile(r"\bfrom\D{0,12}?([\d.,]*\d)\D{0,24}?\bto\D{0,12}?([\d.,]*\d)", re.I)


@dataclass(frozen=True, slots=True)
class _Clause:
    """A piece of a sentence: how it is joined to the one before, its words and the telling ones."""

    joint: str
    words: tuple[str, ...]
    telling: frozenset[str]


def beyond(
    sentence: str, lines: Iterable[Line], tongue: Tongue, job: Iterable[str] = ()
) -> Iterator[str]:
    """How a sentence goes beyond its lines, each as a reason; `job` may be named as the job's."""
    texts = tuple(line.text for line in lines)
    held = frozenset(word for text in texts for word in folded(text))
    yield from _scope(sentence, texts, held, tongue)
    yield from _way(sentence, texts, tongue)
    yield from _yes_and_no(sentence, texts, tongue)
    yield from _added(sentence, held, tongue, tuple(job))


def _scope(
    sentence: str, texts: tuple[str, ...], held: frozenset[str], tongue: Tongue
) -> Iterator[str]:
    """Leading that nobody told of, ranks, “I” for “we”, and the whole of what was helped with."""
    said = folded(sentence)
    if _leads(said, tongue) and not any(map(tongue.leading.match, held)):
        yield "no cited line says that anyone led it"
    for word in filter(tongue.ranks.match, said):
        if not any(is_one(word, other, tongue) for other in held):
            yield f"no cited line says “{word}”"
    if _is_ours(sentence, texts, tongue):
        yield "says “I” where the cited lines say “we”"
    for role in _taken_roles(sentence, texts, tongue):
        yield f"“{role}” is somebody else in the cited lines"
    if _is_whole(sentence, texts, tongue):
        yield "the cited lines give a smaller part in it"


def _is_ours(sentence: str, texts: tuple[str, ...], tongue: Tongue) -> bool:
    """Whether a sentence says “I did” of what the lines tell of “we”."""
    held = [clause for text in texts for clause in _clauses(text, tongue)]
    for clause in _clauses(sentence, tongue):
        if any(map(tongue.i.match, clause.words)):
            likest = _likest(clause, held, tongue) or held
            ours = [any(map(tongue.we.match, other.words)) for other in likest]
            own = [any(map(tongue.i.match, other.words)) for other in likest]
            if all(ours) and not any(own):
                return True
    return False


def _taken_roles(sentence: str, texts: tuple[str, ...], tongue: Tongue) -> Iterator[str]:
    """Roles of the candidate in a sentence that the lines give, with an article, to others."""
    for before, role in pairwise(folded(sentence)):
        if before not in tongue.as_ or not _is_telling(role, tongue):
            continue
        told = [
            (other, word)
            for text in texts
            for other, word in pairwise(("", *folded(text)))
            if is_one(role, word, tongue)
        ]
        if told and all(other in tongue.determiners for other, _ in told):
            yield role


def _is_whole(sentence: str, texts: tuple[str, ...], tongue: Tongue) -> bool:
    """Whether a sentence tells without “helped” most of what a line tells with it."""
    if any(map(tongue.helping.match, folded(sentence))):
        return False
    mine = {word for clause in _clauses(sentence, tongue) for word in clause.telling}
    for clause in (clause for text in texts for clause in _clauses(text, tongue)):
        told = {word for word in clause.telling if not tongue.helping.match(word)}
        helped = len(told) < len(clause.telling)
        if helped and _shared(told, mine, tongue) * 2 >= max(1, len(told)):
            return True
    return False


def _leads(said: tuple[str, ...], tongue: Tongue) -> bool:
    leads = any(word in tongue.leaders for word in said)
    led = any(word in tongue.led for word in said)
    return leads or (led and any(tongue.led_whom.match(word) for word in said))


def _way(sentence: str, texts: tuple[str, ...], tongue: Tongue) -> Iterator[str]:
    """Up told of what went down, and the other way; and spans turned round."""
    said, held = folded(sentence), [word for text in texts for word in folded(text)]
    for way, other in ((tongue.up, tongue.down), (tongue.down, tongue.up)):
        turned = any(map(way.match, said)) and not any(map(other.match, said))
        if turned and any(map(other.match, held)) and not any(map(way.match, held)):
            yield "turns the direction of the change round"
    spans = {span for text in texts for span in _SPAN.findall(in_english(text, tongue))}
    for first, second in _SPAN.findall(in_english(sentence, tongue)):
        if (second, first) in spans and (first, second) not in spans:
            yield "turns the direction of the change round"


def _yes_and_no(sentence: str, texts: tuple[str, ...], tongue: Tongue) -> Iterator[str]:
    """Denials that the lines do not make, and theirs left out, clause by clause."""
    held = [clause for text in texts for clause in _clauses(text, tongue)]
    said = _clauses(sentence, tongue)
    denied: _Clause | None = None
    for clause in said:
        likest = _likest(clause, held, tongue)
        mine, theirs = _softly([clause], tongue), _softly(likest or held, tongue)
        if _denies(clause, tongue):
            if not theirs - mine and not any(_denies(o, tongue) for o in likest or held):
                yield "denies what the cited lines affirm"
        elif likest and not mine - theirs and all(_denies(other, tongue) for other in likest):
            denied = denied or clause
    if denied and not any(_denies(other, tongue) for other in said):
        yield "affirms what the cited lines deny"
    if _is_opposed(sentence, texts, tongue):
        yield "says the opposite of the cited lines"
    if _is_none_of_some(sentence, texts, tongue):
        yield "denies what the cited lines affirm"


def _is_opposed(sentence: str, texts: tuple[str, ...], tongue: Tongue) -> bool:
    """Whether a sentence has a word's opposite where neither it nor the lines deny anything."""
    said, held = folded(sentence), [word for text in texts for word in folded(text)]
    if any(map(tongue.deny.match, (*said, *held))):
        return False
    return any(
        any(map(mine.match, said))
        and any(map(other.match, held))
        and not any(map(other.match, said))
        and not any(map(mine.match, held))
        for pair in tongue.opposites
        for mine, other in (pair, pair[::-1])
    )


def _is_none_of_some(sentence: str, texts: tuple[str, ...], tongue: Tongue) -> bool:
    """Whether a sentence says “keine Ausfälle” of what the lines count."""
    said = folded(sentence)
    none = [word for before, word in pairwise(said) if tongue.deny.match(before)]
    some = {
        fold(what)
        for text in texts
        for many, what in pairwise(re.findall(r"\w+", text))
        if many.isdigit() or WORDS.get(tongue.figures.get(fold(many), ""))
    }
    return any(_is_telling(w, tongue) and is_one(w, what, tongue) for w in none for what in some)


def _likest(clause: _Clause, held: list[_Clause], tongue: Tongue) -> list[_Clause]:
    """The clauses that have most of what this one tells; none where none has any."""
    alike = [_alike(clause, other, tongue) for other in held]
    most = max(alike, default=0.0)
    near = _NEARLY * most
    return [o for o, share in zip(held, alike, strict=True) if share and share >= near]


def _softly(clauses: Iterable[_Clause], tongue: Tongue) -> frozenset[str]:
    """The beginnings of words that deny without a “not”."""
    words = (word for clause in clauses for word in clause.words if word not in tongue.little)
    return frozenset(found[0] for found in map(tongue.deny_softly.match, words) if found)


def _denies(clause: _Clause, tongue: Tongue) -> bool:
    return any(tongue.deny.match(word) for word in clause.words)


def _alike(one: _Clause, other: _Clause, tongue: Tongue) -> float:
    if not one.telling or not other.telling:
        return 0.0
    return _shared(one.telling, other.telling, tongue) / len(one.telling)


def _shared(words: Iterable[str], held: Iterable[str], tongue: Tongue) -> int:
    held = tuple(held)
    return sum(any(is_one(word, other, tongue) for other in held) for word in words)


def _added(
    sentence: str, held: frozenset[str], tongue: Tongue, job: tuple[str, ...]
) -> Iterator[str]:
    """Each clause with more that no line has than that they have."""
    for at, clause in enumerate(_clauses(sentence, tongue)):
        if job and any(map(tongue.job.match, clause.words)) and not _is_claimed(clause, tongue):
            continue
        strange = [
            word
            for word in clause.words
            if word in clause.telling
            and not tongue.of_telling.match(word)
            and not any(is_one(word, other, tongue) for other in held)
        ]
        borne = sum(any(is_one(w, o, tongue) for o in held) for w in clause.telling)
        joined = at and clause.joint not in ("", "und", "oder", "et", "ou", "y", "o")
        follows = joined and not borne
        if (len(strange) > 1 and len(strange) >= borne) or (strange and follows):
            yield f"no cited line tells of “{' '.join(strange)}”"


def _is_claimed(clause: _Clause, tongue: Tongue) -> bool:
    return any(word in tongue.persons for word in clause.words)


@remembered(1024)
def _clauses(text: str, tongue: Tongue) -> tuple[_Clause, ...]:
    found: list[_Clause] = []
    for piece in _STOP.split(text):
        words: list[str] = []
        joint = "," if found else ""
        for word in folded(piece):
            if word in tongue.joins and words:
                found.append(_clause(joint, words, tongue))
                words, joint = [], word
            words.append(word)
        if words:
            found.append(_clause(joint, words, tongue))
    return tuple(found)


def _clause(joint: str, words: list[str], tongue: Tongue) -> _Clause:
    return _Clause(joint, tuple(words), frozenset(w for w in words if _is_telling(w, tongue)))


def _is_telling(word: str, tongue: Tongue) -> bool:
    return not (
        len(word) < _LEAST
        or word in tongue.little
        or is_general(word, tongue)
        or word in tongue.figures
        or word in WORDS
        or word in UNITS
        or word in MONTHS
        or tongue.deny.match(word)
    )
