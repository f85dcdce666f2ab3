"""Whether a sentence denies what its lines affirm, or affirms what they deny; nothing else.

Refusing, lacking and failing count as denying: “wouldn't write” and “refused to write” agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from interview.grounding.clauses import Clause, clauses, is_deed
from interview.grounding.consent import NOT, TURNED_DOWN, is_agreed, is_decided, is_none_of_one
from interview.grounding.outcomes import (
    even,
    is_carried_out,
    is_fulfilled,
    is_opposed,
    is_realised,
    opposites,
)
from interview.grounding.shares import is_not_lacked, is_widened
from interview.grounding.units import listed
from interview.grounding.words import FUNCTION, bears, is_general, is_telling, spoken
from interview.lexis import Part, base
from interview.model import Line
from interview.remembered import remembered

# Verbs and words that deny what follows them although they are no negation in form.
_LIKE_NOT = frozenset(
    listed(
        "refuse decline fail lack miss missing absent prevent avoid stop instead rather withhold "
        "reject oppose against except exclude lose zero unlikely impossible overrule disagree "
        "forbid ban skip omit contradict dispute disprove refute rebut deny struggle "
        "unaffected unhappy unwilling untouched unchanged free leave"
    )
)
# What in a line lets a denial through although it denies nothing itself.
_HINTS = frozenset(
    listed(
        "only just but few little wrong against forget cancel quit lost late empty break end cut "
        "drop close finish leave away alone same still until before zero hard difficult than short"
    )
)
_PREFIXED = re.compile(r"^(?:un|dis|non|mis)[a-z]{4,}$|^[a-z]{3,}less$")
# A deed of not doing: to say it of what was done denies it.
_FAILING = frozenset(listed("fail refuse decline reject cancel abandon miss lose"))
_SAYING = frozenset(listed("say think mean claim prove know believe show see feel guess suggest"))
_PURPOSE = re.compile(r"\b(?:so that|in order that|to make sure|to ensure|lest|otherwise)\b", re.I)
_SOFTLY = re.compile(
    r"\b(?:h[eo]ld (?:\w+ ){0,3}back|rather than|instead of|turn(?:ed|s|ing)? (?:\w+ ){0,3}down|"
    r"(?:rul|call|put|h[eo]ld|le?a?[fv]t?e?)(?:ed|ing)? (?:\w+ ){0,3}(?:out|off)|new to|"
    r"more than (?:\w+ )?(?:could|can|would)|too \w+ (?:to|for)|yet to|short of|no longer|"
    r"out of stock|beyond|went without|cut off|stood down)\b",
    re.I,
)
_PRONOUN = re.compile(r"\b(?:it|them)\b", re.I)
_PASSED_OVER = frozenset(listed("only even yet just quite"))


@dataclass(frozen=True, slots=True)
class _Polarity:
    """What a clause says, what of it is denied outright, and whether it denies in any way."""

    telling: frozenset[str]
    verb: str
    objects: tuple[str, ...]
    outright: bool
    until: bool
    soft: frozenset[str]
    hints: frozenset[str]
    failing: frozenset[str]
    pronoun: bool
    words: tuple[str, ...]
    spoken: tuple[str, ...]
    denials: int


def turned_round(sentence: str, lines: Iterable[Line]) -> Iterator[str]:
    """How a sentence's yes and no differ from its lines', each once."""
    texts = [line.text for line in lines]
    held = [clause for text in texts for clause in _read(text)]
    said = _read(sentence)
    for clause in said:
        if clause.outright:
            instead = opposites(clause.verb)
            if any(base(w, Part.VERB) in instead for other in held for w in other.words):
                continue
            about = _about(clause, held)
            if not clause.verb:
                about = _with_the_next(about, held)
            itself = {base(clause.verb, Part.VERB)}
            if not any(o.outright or (o.soft | o.hints) - itself for o in (about or held)):
                affirmed = "affirm" if about else "do not deny"
                yield f"denies what the cited lines {affirmed}"
                break
    else:
        failed = frozenset().union(*(clause.failing for clause in said))
        if not failed and TURNED_DOWN.search(sentence):
            failed = frozenset({"refuse"})
        if failed and not any(clause.outright or clause.soft or clause.hints for clause in held):
            yield "denies what the cited lines affirm"
    early = bool(_EARLIER.search(sentence))
    denied = (clause for clause in held if clause.outright and (early or not clause.until))
    if any(_is_affirmed(clause, said, held) for clause in denied):
        yield "affirms what the cited lines deny"
    else:
        yield from (reason for found, reason in _READINGS if found(sentence, texts))


_UNTIL = frozenset(listed("till until unless"))
"""“I didn't go till it was written down”: then I went."""

_EARLIER = re.compile(r"\b(?:before|earlier|already|by then|ahead of)\b", re.I)

_SAME = {"i": "you", "my": "your", "me": "you", "mine": "yours", "myself": "yourself"}
_DOING = frozenset(listed("do does did done any some ever yet m re am are is was were s"))
_ALIKE = 0.75
_AFTERTHOUGHT = re.compile(
    r",\s*(?:and |but )?(?:no|nothing|nobody|none|not|never|without)\b", re.I
)


def _is_flipped(sentence: str, texts: Iterable[str]) -> bool:
    """Whether a clause, or the whole, is one of the lines' but for a “not” more or less."""
    whole = _polarity(Clause("", even(sentence)))
    lines = [_polarity(Clause("", even(text))) for text in texts]
    if any((whole.denials - line.denials) % 2 and _alike(whole, line) >= 0.9 for line in lines):
        return True
    held = [clause for text in texts for clause in _read(text)]
    for clause in _read(sentence):
        likest = max(held, key=lambda other: _alike(clause, other), default=None)
        if likest and clause.words and (clause.denials - likest.denials) % 2:
            soft = clause.soft | likest.soft
            if _alike(clause, likest) >= _ALIKE and soft <= {"not"}:
                return True
    return False


def _alike(one: _Polarity, other: _Polarity) -> float:
    mine, theirs = set(one.words), set(other.words)
    return len(mine & theirs) / len(mine | theirs) if mine | theirs else 0.0


def _about(clause: _Polarity, held: list[_Polarity]) -> list[_Polarity]:
    """The clauses of the lines that share most with what a clause denies, else with all of it."""
    weight = 1 if is_general(clause.verb) else 1 + len(clause.objects)
    verb = (clause.verb,) * weight
    for words in ((*verb, *clause.objects), clause.telling):
        shared = [sum(bears(o.telling, word) for word in words if word) for o in held]
        most = max(shared, default=0)
        if most:
            return [other for other, many in zip(held, shared, strict=True) if many == most]
    return []


def _with_the_next(about: list[_Polarity], held: list[_Polarity]) -> list[_Polarity]:
    """With what follows at once: “they wanted one, and there wasn't any”."""
    return [one for at, one in enumerate(held) if one in about or (at and held[at - 1] in about)]


def _is_affirmed(denied: _Polarity, said: Iterable[_Polarity], held: Iterable[_Polarity]) -> bool:
    """Whether a clause says what the lines deny, and neither denies it nor do the lines say it."""
    softly = frozenset().union(*(other.soft for other in held))
    plain = [other for other in held if not other.outright]
    others = plain if denied.verb else [other for other in held if other is not denied]
    what = [w for w in denied.objects if not any(_holds(other, w) for other in others)]
    if not what and (denied.objects or not denied.verb):
        return False
    if denied.verb and any(o.pronoun and _holds(o, denied.verb) for o in plain):
        return False
    if denied.verb and not what and any(_holds(other, denied.verb) for other in plain):
        return False
    affirming = [
        bool(clause.outright or "not" in clause.soft or clause.soft - softly)
        for clause in said
        if _says(clause, denied.verb, what)
    ]
    return bool(affirming) and not any(affirming)


def _says(clause: _Polarity, verb: str, what: list[str]) -> bool:
    """Whether a clause speaks of a denied deed and its object, whatever it says of them."""
    if not verb:
        return _holds_all(clause, what)
    if what and not any(_holds(clause, word) for word in what):
        return False
    if is_general(verb):
        return bool(what)
    return _holds(clause, verb) or bool(what and bears(clause.telling, verb))


def _holds(clause: _Polarity, word: str) -> bool:
    root = base(word, Part.VERB)
    return any(root == base(other, Part.VERB) for other in clause.telling)


def _holds_all(clause: _Polarity, words: list[str]) -> bool:
    near = all(bears(clause.telling, word) for word in words)
    return bool(words) and near and any(_holds(clause, word) for word in words)


@remembered(1024)
def _read(text: str) -> tuple[_Polarity, ...]:
    found: list[_Polarity] = []
    for clause in clauses(even(text)):
        read = _polarity(clause)
        if found and clause.link in _UNTIL:
            found[-1] = replace(found[-1], until=True)
        if found and _ELLIPTIC.search(clause.text):
            found[-1] = _taken_back(found[-1])
        found.append(read)
    return tuple(found)


_ELLIPTIC = re.compile(
    r"\b(?:it|that|this|they|he|she|we|I|you) (?:do|does|did|is|was|are|were|has|have|had|would|"
    r"will|could|can) not[\s.,;!?”\"]*$",
    re.I,
)
"""“It works, I told them it doesn’t”: what stands before is what is denied."""


def _taken_back(clause: _Polarity) -> _Polarity:
    """A clause as what the next one denies: its last verb and what is told around it."""
    deeds = [
        w for w, before in zip(clause.spoken[1:], clause.spoken, strict=False) if is_deed(w, before)
    ]
    verb = deeds[-1] if deeds else ""
    things = [w for w in clause.spoken if is_telling(w) and not is_general(w) and w not in deeds]
    return replace(
        clause, outright=True, verb=verb, objects=tuple(things[-1:]), soft=clause.soft | {"not"}
    )


def _polarity(clause: Clause) -> _Polarity:
    words = spoken(clause.text)
    at = next((i for i, word in enumerate(words) if word in NOT), None)
    if at is not None and words[at + 1 : at + 2] == ["only"]:
        at = None
    purpose = bool(_PURPOSE.search(f"{clause.link} {clause.text}"))
    verb, objects = _denied(clause.text, words, at) if at is not None else ("", ())
    soft = {base(w, Part.VERB) for w in words if base(w, Part.VERB) in _LIKE_NOT}
    soft |= {found[0].lower() for found in _SOFTLY.finditer(clause.text)}
    return _Polarity(
        telling=frozenset(w for w in words if w not in FUNCTION and len(w) > 2),
        verb=verb,
        objects=objects,
        outright=at is not None and not purpose,
        until=not _UNTIL.isdisjoint(words),
        hints=frozenset(
            base(w, Part.VERB) for w in words if base(w, Part.VERB) in _HINTS or _PREFIXED.match(w)
        ),
        failing=frozenset(base(w, Part.VERB) for w in words) & _FAILING,
        soft=frozenset(soft | ({"not"} if at is not None else set())),
        pronoun=bool(_PRONOUN.search(clause.text)),
        spoken=tuple(words),
        words=tuple(sorted({_SAME.get(w, w) for w in words} - NOT - _DOING)),
        denials=sum(word in NOT for word in spoken(_AFTERTHOUGHT.sub(" ", clause.text))),
    )


def _denied(text: str, words: list[str], at: int) -> tuple[str, tuple[str, ...]]:
    """The verb that a negation denies (“” for a bare “no answer”) and the words it is about."""
    found = re.search(rf"\b{words[at]}\b(?P<rest>[^,;:—]*)", text, re.I)
    rest = [w for w in spoken(found["rest"] if found else "") if w not in _PASSED_OVER]
    if not rest:
        return "", tuple(w for w in words[:at] if is_telling(w) and not is_general(w))
    after = [w for w in rest if is_telling(w)]
    if "enough" in after:
        return "", ("enough",)
    if not after:
        return "", tuple(w for w in rest[:1] if w not in FUNCTION)
    if is_deed(after[0], "not") and words[at] in ("not", "never", "hardly", "cannot"):
        rest_of = [w for w in after[1:] if not is_general(w)]
        if base(after[0], Part.VERB) in _SAYING:
            return "", tuple(rest_of[:3])
        return after[0], tuple(rest_of[:2])
    return "", tuple(w for w in after[:2] if not is_general(w))


_READINGS = (
    (_is_flipped, "denies or affirms otherwise than the cited lines"),
    (is_realised, "makes a deed of what the cited lines leave open"),
    (is_carried_out, "makes a deed of what the cited lines leave open"),
    (is_fulfilled, "makes a deed of what the cited lines leave open"),
    (is_opposed, "says the opposite of the cited lines"),
    (is_decided, "says the opposite of the cited lines"),
    (is_agreed, "affirms what the cited lines deny"),
    (is_widened, "says more than the cited lines allow for"),
    (is_not_lacked, "says more than the cited lines allow for"),
    (is_none_of_one, "denies what the cited lines affirm"),
)
