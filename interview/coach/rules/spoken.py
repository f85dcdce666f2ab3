"""A sentence cut into clauses: whom each is about, and whether it was, is, or is thought of.

It reads tense and subject from form words alone, so that broken English is read like any other;
what a clause means it does not know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from interview.coach.rules import lexicon
from interview.coach.rules.lexicon import words_of
from interview.coach.rules.tenses import (
    ADVERBIAL,
    JOINING,
    MINE,
    OURS,
    When,
    finite_verb,
    is_past,
    time_of,
)
from interview.lexis import Part, kinds
from interview.phrases import Phrase
from interview.remembered import remembered

__all__ = ["About", "Clause", "When", "clauses_of", "is_past"]


class About(Enum):
    """Whom a clause is about."""

    ME = auto()
    US = auto()
    SOMEONE = auto()
    SOMETHING = auto()
    UNSAID = auto()


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a sentence: `at` is where it begins, `plain` its words with full auxiliaries.

    `verb` is the verb that carries the meaning, where one was found, and `rest` what follows it.
    """

    at: int
    text: str
    plain: str
    about: About
    when: When
    verb: str = ""
    rest: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()


_JOINT = Phrase(
    r"[.;:!?…]+\s+|,(?!\d{3}\b)\s*|\s[-–—]+\s|[–—]|"
    r"\s+(?=(?:and|but|because|which|who|when|while|until|till|though|although|where|if|unless)\s)|"
    r"\s+(?=(?:so|as|since|that|then|after|before)\s+(?:i|we|you|he|she|it|they|the|that|this|there|"
    r"nobody|everyone|nothing|my|our|his|her|their|people)\b)"
)
_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")
"""What others said is theirs: its words are no clause of the story."""
_WORD = re.compile(r"[$£€]?[A-Za-zÀ-ÖØ-öø-ÿ\d]+(?:['’.,:/-][A-Za-zÀ-ÖØ-öø-ÿ\d]+)*[%+]?")
_OPENING = words_of("if unless whenever wherever whoever whatever suppose")
_OTHERS = words_of(
    "he she they who everyone everybody nobody no-one someone somebody both others whoever people "
    "most all"
)
_PEOPLE_DO = words_of(
    "asked wrote rang ordered copied adopted approved agreed renewed thanked booked bought hired "
    "accepted decided refused complained"
)
"""Deeds of people: a thing that does one is a body of them, “the shops asked for it”."""

_BOTH = words_of("both everyone everybody nobody them whom")
_SUBORDINATE = words_of("because when while if although though until unless since where who which")
_THINGS = words_of("it that this which there nothing everything these those one something")


@remembered(1024)  # what was said before is held against every answer
def clauses_of(text: str) -> tuple[Clause, ...]:
    """The clauses of a sentence in order; a subject left out is that of the clause it goes on."""
    clauses: list[Clause] = []
    leading: list[Clause] = []
    for at, piece in _pieces(_QUOTED.sub(lambda found: " " * len(found[0]), text)):
        clause = _read(at, piece, next(reversed(leading), None))
        if clause.plain:
            clauses.append(clause)
            if _SUBORDINATE.isdisjoint(clause.opened):
                leading.append(clause)
    return tuple(clauses)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    begin = 0
    for joint in _JOINT.finditer(text):
        if joint.start() > begin:
            yield begin, text[begin : joint.start()]
        begin = joint.end()
    if begin < len(text):
        yield begin, text[begin:]


def _read(at: int, piece: str, before: Clause | None) -> Clause:
    spoken = _WORD.findall(piece)
    words = [word for token in spoken for word in _whole(token)]
    names = {token.lower() for token in spoken[1:] if token[0].isupper() and len(token) > 1}
    lead = 0
    while lead < len(words) and words[lead] in JOINING:
        lead += 1
    opened = words[:lead]
    verb = finite_verb(words, lead)
    if verb is None:
        return Clause(at, piece, " ".join(words), _after(before), When.UNSAID, opened=tuple(opened))
    subject = [word for word in words[lead:verb] if word not in ADVERBIAL]
    about = _subject(subject, opened, names, before)
    when, main = time_of(words, verb)
    if about is About.SOMETHING and subject and main == verb and words[verb] in _PEOPLE_DO:
        about = About.SOMEONE
    if not subject and before is None and words[verb] in ("is", "has", "was"):
        about = About.SOMETHING
    if _OPENING & set(words[: lead + 1]):
        when = When.THOUGHT
    plain, rest = " ".join(words), tuple(words[main + 1 :])
    meant = words[main] if main < len(words) else ""
    return Clause(at, piece, plain, about, when, meant, rest, tuple(subject), tuple(opened))


def _after(before: Clause | None) -> About:
    return before.about if before else About.UNSAID


@lru_cache(maxsize=4_000)
def _whole(token: str) -> tuple[str, ...]:
    """“Hasn't” as has and not, “it's” as it and is; another's “'s” stays with its word."""
    word = token.lower().replace("’", "'")
    if word in _RUN_TOGETHER:
        return _RUN_TOGETHER[word]
    if word.endswith("n't"):
        return word[:-3], "not"
    for end, full in _SHORTENED:
        if word.endswith(end):
            return word.removesuffix(end), full
    return (word,)


_RUN_TOGETHER = {
    **dict.fromkeys(("can't", "cant", "cannot"), ("can", "not")),
    **dict.fromkeys(("won't", "wont"), ("will", "not")),
    **{
        f"{verb}nt": (verb, "not")
        for verb in ["do", "did", "does", "is", "was", "has", "have", "could", "would"]
    },
    "ive": ("i've",),
    "im": ("i",),
}
_SHORTENED = (
    *(("'ve", "have"), ("'re", "are"), ("'ll", "will"), ("'m", "am")),
    *(("'d", "'d"), ("'s", "'s")),
)


def _subject(
    subject: list[str], opened: list[str], names: set[str], before: Clause | None
) -> About:
    said = set(subject)
    last = subject[-1] if subject else ""
    told_of = last in _THINGS
    if last in MINE or (said & MINE and not said & JOINING and not told_of):
        return About.ME
    if said & OURS:
        return About.US
    if last in _OTHERS or said & _BOTH or (not subject and "who" in opened):
        return About.SOMEONE
    if last in _THINGS or (not subject and {"which", "that"} & set(opened)):
        return About.SOMETHING
    if not subject:
        return _after(before) if before else About.ME
    if any("noun.time" not in kinds(n, Part.NOUN) for n in said & names) or any(
        _person(word) for word in subject[-2:]
    ):
        return About.SOMEONE
    return About.SOMETHING


@lru_cache(maxsize=4_000)
def _person(word: str) -> bool:
    """Whether a noun names people: a person, or a body of them."""
    found = kinds(word, Part.NOUN)[:2]
    if not found:
        return bool(lexicon.SUFFIXED_ROLES.fullmatch(word)) or word.endswith(("or", "ist", "ee"))
    return "noun.person" in found or found[:1] == ("noun.group",)
