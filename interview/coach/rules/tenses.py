"""Which word of a clause is its verb, and what time it tells; whom it is about it does not ask.

It goes by form words and word forms alone, so that broken English is read like any other.
"""

from __future__ import annotations

from enum import Enum, auto
from functools import lru_cache

from interview.coach.rules import lexicon
from interview.coach.rules.lexicon import words_of
from interview.lexis import Part, base, kinds, share


class When(Enum):
    """How a clause stands in time. `BEFORE` was over when the story began."""

    BEFORE = auto()
    PAST = auto()
    PERFECT = auto()
    PRESENT = auto()
    THOUGHT = auto()
    UNSAID = auto()


_BE = words_of("is are am was were be been being")
_HAVE = words_of("has have had having")
_DO = words_of("do does did")
_IDEAS = words_of("would should might may will shall ought")
_ABLE = words_of("can could cannot")
_FINITE = (_BE | _HAVE | _DO | _IDEAS | _ABLE) - words_of("be been being having")
MINE, OURS = words_of("i me myself"), words_of("we us ourselves")
JOINING = words_of(
    "and but so because which who when while until till though although where if unless as since "
    "that then after before or"
)
_NOUN_FOLLOWS = words_of(
    "a an the my our your his her its their this these those no every each some any of in on at "
    "for by with from to than very more most less"
)
_SAYERS = MINE | OURS | words_of("they you people")
_NOT_IS = words_of("it that this there here what who he she nothing everything nobody everyone one")
_COMES_ABOUT = words_of(
    "been gone had done become held stayed stopped dropped fallen risen worked come run lasted "
    "grown happened changed spread turned passed kept started improved saved"
)
"""Participles that “it's” stands before as “it has”."""
_BETWEEN = words_of("still now always never also already usually often")
"""Between a subject and its verb, also where the verb has no ending: “regulars still text”."""

ADVERBIAL = words_of(
    "not never also then just now still only ever already since actually really even soon later "
    "finally always often usually once too all both kind sort of well yet again almost nearly "
    "currently normally"
)
_PREPOSITIONS = words_of("by in on at to of for with from and or but up off out as so because when")
_DONE = words_of("been had gone done grown risen")


def finite_verb(words: list[str], lead: int) -> int | None:
    """Where the first verb stands that has a tense; None in a clause without one."""
    for place in range(lead, len(words)):
        word, last = words[place], words[place - 1] if place > lead else ""
        if word in ("'d", "i've") or word in _FINITE:
            return place
        if (
            word in ("get", "gets")
            and place > lead
            and is_past(" ".join(words[place + 1 : place + 2]))
        ):
            return place
        if word == "'s" and _stands_for_a_verb(words, place):
            return place
        if is_past(word) and last not in _NOUN_FOLLOWS and not _attributive(words, place, lead):
            return _before_its_object(words, lead, place)
    for place in range(lead, len(words)):
        word, last = words[place], words[place - 1] if place > lead else ""
        ahead = word in ADVERBIAL or word.endswith("ly")
        spoken = next((w for w in reversed(words[lead:place]) if w not in ADVERBIAL), "")
        if spoken in _SAYERS and not ahead:
            return place
        if last in _BETWEEN and not ahead and share(word, Part.VERB) > 0.3:
            return place
        ends = word.endswith("s") and not word.endswith("ss") and len(word) > 3
        if ends and place > lead and last not in _NOUN_FOLLOWS and share(word, Part.VERB) > 0.5:
            return place
    return None


def _before_its_object(words: list[str], lead: int, past: int) -> int:
    """“I keep everyone informed”: the verb right behind “I”, and not the participle after it."""
    first = lead + 1
    if words[lead] not in _SAYERS or first >= past - 1 or words[first] in ADVERBIAL:
        return past
    if not _NEW_SUBJECT.isdisjoint(words[first + 1 : past]):
        return past
    plain = base(words[first], Part.VERB) == words[first] and not words[first].endswith("ly")
    return first if plain and share(words[first], Part.VERB) > 0.6 else past


_NEW_SUBJECT = MINE | OURS | words_of("it that this there he she they you the a")
"""Words that open a clause of its own: “I think it went”."""


@lru_cache(maxsize=4_000)
def is_past(word: str) -> bool:
    """Whether a word reads as a past form where a verb is expected, irregular ones too."""
    if lexicon.is_past(word) or word == "used":
        return word not in ("bit", "wound", "ground", "bound")
    regular = word.endswith(("s", "ing", "er", "est", "ed")) or word in _FINITE | JOINING
    return (
        not regular and bool(word) and share(word, Part.VERB) > 0 and base(word, Part.VERB) != word
    )


def _stands_for_a_verb(words: list[str], place: int) -> bool:
    follows = words[place + 1] if place + 1 < len(words) else ""
    if not follows:
        return False
    if words[place - 1 : place] and words[place - 1] in _NOT_IS:
        return True
    plainly = follows in ADVERBIAL | _NOUN_FOLLOWS | _BE or follows.endswith(("ed", "ing"))
    return plainly or (kinds(follows, Part.ADJECTIVE) != () and not kinds(follows, Part.NOUN))


def _attributive(words: list[str], place: int, lead: int) -> bool:
    """“Locked accounts” at the head of a clause: a past form that belongs to a noun."""
    follows = words[place + 1] if place + 1 < len(words) else ""
    later = any(is_past(word) or word in _FINITE for word in words[place + 2 : place + 6])
    return place == lead and words[place].endswith("ed") and follows.endswith("s") and later


def time_of(words: list[str], verb: int) -> tuple[When, int]:
    """The time of a clause by its first verb, and where the verb stands that says what happens."""
    first = words[verb]
    ahead = verb + 1
    while ahead < len(words) and (words[ahead] in ADVERBIAL or words[ahead].endswith("ly")):
        ahead += 1
    follows = words[ahead] if ahead < len(words) else ""
    done = is_past(follows) or follows in _DONE or follows.endswith("en")
    if first in _IDEAS or first in _ABLE or first == "'d":
        return _modal(first, done=done, denied="not" in words[verb:ahead]), ahead
    after = words[ahead + 1] if ahead + 1 < len(words) else ""
    with_object = is_past(follows) and after not in _PREPOSITIONS and after != ""
    if first == "'s" and (follows in _COMES_ABOUT or with_object):
        return When.PERFECT, ahead
    if first in ("has", "have", "i've", "had"):
        had = first == "had"
        if follows == "got" or not done:
            return (When.PAST if had else When.PRESENT), (ahead if follows == "got" else verb)
        return (When.BEFORE if had else When.PERFECT), ahead
    past = first in ("was", "were", "did") or is_past(first)
    helping = first in _DO or (first in _BE | {"'s"} and done)
    return (When.PAST if past else When.PRESENT), (ahead if helping else verb)


def _modal(first: str, *, done: bool, denied: bool) -> When:
    """“Couldn't” and “can” tell what was and is; “'d” with a participle is “had”."""
    if first == "'d" and done:
        return When.BEFORE
    if first == "could" and denied:
        return When.PAST
    return When.PRESENT if first in ("can", "cannot") else When.THOUGHT
