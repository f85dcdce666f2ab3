"""How an answer is told, clause by clause: an occasion, a way of working, a boast; it marks none.

A clause counts for what its subject, its tense and its verb make it, in whatever trade and however
broken the English: “I rang them” is a deed, “I would ring them” a way of working, “I am calm” a
boast.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from interview.coach.rules.lexicon import FUNCTION_WORDS, GENERIC_LEMMAS, concrete, lemma, words_of
from interview.coach.rules.spoken import About, Clause, When, clauses_of, is_past
from interview.lexis import Part, base, kinds, share
from interview.phrases import Phrase
from interview.remembered import remembered


class Kind(Enum):
    """What a clause does in an answer.

    A deed of the candidate's, or shared with others; an event; a way of working (“I would ring”),
    a use (“I carry out tests”, a duty as much as a practice), a boast (“I am calm”); or none.
    """

    DEED = auto()
    SHARED = auto()
    EVENT = auto()
    WAY = auto()
    USE = auto()
    BOAST = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Move:
    """A clause with what it does, where it begins, and whether it is told as past."""

    kind: Kind
    clause: Clause
    at: int
    past: bool

    @property
    def mine(self) -> bool:
        """Whether it is about the candidate or the candidate's people."""
        return self.clause.about in (About.ME, About.US)

    @property
    def lame(self) -> bool:
        """Whether its verb is one that any answer could hold: “make”, “use”, “keep”."""
        return lemma(self.clause.verb) in GENERIC_LEMMAS

    @property
    def being(self) -> bool:
        """Whether it tells what someone is, whatever follows: “I'd be glad to grow”."""
        cleft = _CLEFT.search(self.clause.plain)
        return base(self.clause.verb, Part.VERB) == "be" and not cleft

    @property
    def present(self) -> bool:
        return self.clause.when is When.PRESENT

    @property
    def happened(self) -> bool:
        """Whether it tells something that took place, in words that not every answer holds."""
        told = self.past and self.kind not in (Kind.OTHER, Kind.USE)
        return told and bool(concrete(self.clause.plain.split()))


_PAST = (When.PAST, When.PERFECT, When.BEFORE)
_MENTAL = words_of(
    "be have get think know feel want need like love hope seem hear understand realise realize "
    "remember forget wish prefer expect mean guess suppose worry learn believe enjoy live stay "
    "become suspect reckon figure tend hate appreciate assume notice mind remain miss lose "
    "do happen see struggle fail doubt consider spend manage start begin end can"
)
"""Verbs that name no deed by themselves; some lead to one (“had to ring”, “kept asking”)."""

_LEADS_TO = words_of(
    "have get manage start begin end try go come help choose keep spend continue do be need agree"
)
_OFTEN = Phrase(
    r"\b(?:always|usually|generally|normally|typically|often|never|every time|whenever|in general|"
    r"tend|sometimes|mostly|constantly|nearly always|most (?:days|mornings|times)|would)\b"
)
OF_A_WAY = Phrase(rf"{_OFTEN.pattern}|\b(?:if|when|once|what i do)\b")
_POINTED_AT = words_of(
    "her him them it his their this that these those us me one both each all what when who why how "
    "which whether where"
)
_SOMEONE = words_of("her him them")
_FIRST = words_of("first next initially obviously maybe perhaps probably")
_ARTICLES = words_of("a an the my our some")
_BE = words_of("was were been am is are be")
_CLEFT = re.compile(r"\bwhat i (?:\w+ )?(did|do|done) (?:was|is|'s)(?: i)?\b")
_SAYING = words_of("say tell")
_BY_ME = Phrase(
    r"\b(?:i(?:'m| am| was) the (?:only )?(?:one|person) (?:who|that)|it was (?:me|i) (?:who|that)|"
    r"my (?:own |first |next )?(?:idea|step|suggestion|plan|answer|proposal|decision|solution) "
    r"was(?: to)?)\s+(?:then |also |not )?(?P<verb>[a-z]+)(?P<rest>.*)"
)
"""“It was me who rang them”, “my idea was to ring them”: a deed in other clothes."""
_BROUGHT = re.compile(
    r"\b(?:got|had|made|persuaded|convinced)\b.{2,60}?\bto [a-z]+|"
    r"got (?:onto|hold of|in touch with|rid of)\b|"
    r"got (?:everyone|everybody|them|him|her|it|all|both|the|my|our|two|one)\b.{0,40}?"
    r"\b(?:in|into|out|onto|off|back|together|down|round|moved|done|changed|fixed)\b",
    re.IGNORECASE,
)
"""“I got the two heads and the owner to agree”: what was brought about stands a joint away."""


def moves_of(text: str) -> tuple[Move, ...]:
    """Every clause of a sentence with what it does, in order."""
    return tuple(_moves(text))


@remembered(1024)  # what was said before is held against every answer
def _moves(text: str) -> list[Move]:
    often = OF_A_WAY.search(text) is not None
    return [_move(clause, text[clause.at :], often=often) for clause in clauses_of(text)]


def _move(clause: Clause, onward: str, *, often: bool) -> Move:
    cleft = _CLEFT.search(clause.plain)
    if cleft and _does(clause):
        past = cleft[1] != "do"
        return Move(Kind.DEED if past else Kind.WAY, clause, clause.at, past)
    dressed = _BY_ME.match(onward)
    if dressed and is_doing(dressed["verb"]) and concrete(dressed["rest"].split()):
        return Move(Kind.DEED, clause, clause.at, past=True)
    past = clause.when in _PAST
    kind = _kind(clause, past=past, often=often)
    if kind in (Kind.DEED, Kind.SHARED, Kind.WAY, Kind.USE):
        return Move(kind, clause, clause.at, past)
    later = _later(clause)
    if later:
        return Move(later, clause, clause.at, later is not Kind.WAY)
    if kind is Kind.EVENT and clause.about is About.ME and clause.verb in ("got", "had", "made"):
        found = _BROUGHT.match(onward[onward.lower().find(clause.verb) :])
        kind = Kind.DEED if found else kind
    return Move(kind, clause, clause.at, past)


def _kind(clause: Clause, *, past: bool, often: bool) -> Kind:
    if clause.when is When.UNSAID:
        return Kind.OTHER
    if clause.about not in (About.ME, About.US):
        return Kind.EVENT if past and not as_a_rule(clause) else Kind.OTHER
    own = clause.about is About.ME
    if past and not as_a_rule(clause):
        return _done(own=own) if _does(clause) else Kind.EVENT
    if own and clause.when in (When.THOUGHT, When.PRESENT) and _does(clause):
        if base(clause.verb, Part.VERB) in _SAYING or "never" in clause.plain.split():
            return Kind.OTHER
        return Kind.WAY if often or clause.when is When.THOUGHT else Kind.USE
    if own and clause.when is When.PRESENT:
        words = clause.plain.split()
        done = clause.verb == "do" or (clause.verb in _ARTICLES and "do" in words[:3])
        return Kind.USE if done and concrete(clause.rest) else Kind.BOAST
    return Kind.OTHER


def as_a_rule(clause: Clause) -> bool:
    """Whether something is told as happening again and again, or never."""
    words = clause.plain.split()
    at = words.index(clause.verb) if clause.verb in words else len(words)
    return bool(_OFTEN.search(" ".join(words[: at + 2])) or _AGAIN_AND_AGAIN.search(clause.plain))


_AGAIN_AND_AGAIN = re.compile(r"\b(?:always|usually|generally|normally|every time|whenever)\b")


def _done(*, own: bool) -> Kind:
    return Kind.DEED if own else Kind.SHARED


_WOULD = words_of("'d will would")
_BETWEEN = words_of("then also just always often still first")


def _later(clause: Clause) -> Kind | None:
    """A deed behind another verb in one breath: “on those I have seen I went with the other”."""
    words = clause.plain.split()
    starts = [at for at, word in enumerate(words) if word in ("i", "we") and at > 1]
    if not starts:
        return None
    at = starts[-1] + 1
    would = words[at : at + 1] and words[at] in _WOULD
    at += bool(would)
    while at < len(words) and (words[at].endswith("ly") or words[at] in _BETWEEN):
        at += 1
    verb, rest = (words[at], words[at + 1 :]) if at < len(words) else ("", [])
    if not verb or not is_doing(verb) or not _pictured(verb, rest):
        return None
    if would:
        return Kind.WAY if words[starts[-1]] == "i" and base(verb, Part.VERB) == verb else None
    return _done(own=words[starts[-1]] == "i") if is_past(verb) else None


def _does(clause: Clause) -> bool:
    """Whether someone does something that can be pictured; what is denied or able is no deed."""
    words = clause.plain.split()
    at = words.index(clause.verb) if clause.verb in words else 0
    ahead = words[:at]
    if "could" in ahead or "can" in ahead or "not" in ahead[-2:] or "if" in ahead:
        return False
    if set(ahead) & _BE and not clause.verb.endswith("ing") and clause.when in _PAST:
        return False
    if not clause.subject and words[at + 1 :] and _names_a_thing(clause, words[at + 1 :]):
        return False
    if "did" in ahead and (clause.verb in _POINTED_AT or clause.verb in _ARTICLES):
        return bool(concrete(clause.rest))
    verb, rest = _meant(clause, words, at)
    return is_doing(verb) and _pictured(verb, rest)


def _names_a_thing(clause: Clause, rest: list[str]) -> bool:
    """“Spread plates do not do that”: what could be a verb without its “I” is the subject."""
    return base(clause.verb, Part.VERB) == clause.verb and bool(_FINITE & set(rest[:4]))


_FINITE = words_of("do does is are has have can will was were")


def _meant(clause: Clause, words: list[str], at: int) -> tuple[str, list[str]]:
    """The verb of doing and what follows: “had to ring”, “spent a week reading”, “did was ring”."""
    rest = list(clause.rest[:14])
    cleft = _CLEFT.search(clause.plain)
    if cleft:
        rest = clause.plain[cleft.end() :].split()
        rest = rest[1:] if rest[:1] == ["to"] else rest
        return (rest[0], rest[1:]) if rest else ("", [])
    if clause.verb in _FIRST and rest:
        return rest[0], rest[1:]
    led = _led_to(rest) if base(clause.verb, Part.VERB) in _LEADS_TO else None
    return led if led and is_doing(led[0]) else (clause.verb, rest)


def _led_to(rest: list[str]) -> tuple[str, list[str]] | None:
    for place, word in enumerate(rest):
        gerund = word.endswith("ing") and len(word) > 4 and share(word, Part.VERB) > 0
        if place and rest[place - 1] == "to" and place < 9 and word.isalpha():
            return (word, rest) if place > 1 else (word, rest[place + 1 :])
        if gerund and place < 7:
            return word, rest[place + 1 :]
    return None


@lru_cache(maxsize=4_000)
def is_doing(verb: str) -> bool:
    """Whether a verb names something one does: no state, no feeling, no thought."""
    stem = base(verb, Part.VERB)
    if not verb.replace("-", "").isalpha() or stem in _MENTAL:
        return False
    found = kinds(verb, Part.VERB)[:1]
    if not found:
        # A verb that is misspelt or rare is known as nothing else either.
        strange = len(verb) > 3 and verb not in FUNCTION_WORDS
        return strange and not any(kinds(verb, part) for part in Part)
    return found[0] != "verb.weather"


_PARTICLES = words_of("up down in out on off back over away round through again")
"""“I stood up”: a verb of two words, which needs nothing behind it."""


def _pictured(verb: str, rest: list[str]) -> bool:
    """Whether what follows the verb says more than any answer could."""
    while rest and rest[0] in _PARTICLES:
        rest = rest[1:]
    solid = concrete(rest)
    pointed = bool(_POINTED_AT & set(rest[:4]))
    if lemma(verb) in GENERIC_LEMMAS:
        return bool(solid) or (bool(_SOMEONE & set(rest[:3])) and len(rest) >= 3)
    return bool(solid) or pointed or not rest
