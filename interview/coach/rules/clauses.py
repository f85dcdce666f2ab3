"""Turning a resume's line into what follows “you”: “led a team of 4”; it supplies no word.

Where it is not sure that a line tells a deed, or how to say it, there is no clause.
"""

from __future__ import annotations

import re

from interview.coach.rules.lexicon import (
    BASE_ACTIONS,
    STATIVE,
    SUFFIXED_ROLES,
    is_past,
    words_of,
)
from interview.lexis import Part, base, kinds

MOST_CLAUSE_WORDS = 17
_HOW = re.compile(
    r"\s*(?:,\s+(?=\w+\s+by\b)|,?\s+and (?:was|were|is|am|are|has|have|had)\b|"
    r",?\s+by\b(?!\s+(?:[\d£$€]|half\b|an? (?:third|quarter|fifth|tenth)\b|over\b|about\b))|"
    r",?\s+through\b(?=\s+\w)|"
    r",\s+(?:both|top|now|all|including|mainly|averaging|average|\d\w*)\b|"
    r",?\s+(?:using|via|resulting in|leading to|which|thereby|thanks to|while|"
    r"in order to)\b|;|\s[–—-]\s|\s*\(|,\s+(?=\w+ing\b)|\.\s|:\s).*$",
    re.IGNORECASE,
)
_DONE_TO = re.compile(
    r"\b(?:\w+ed|run|taken|given|written|shown|driven|seen|known|done|built|made|held|kept|led|set|"
    r"taught|read|sold|put)(?: (?:over|up|out|on|in|down))?\s+by\b",
    re.IGNORECASE,
)
"""“used by 200 firms” belongs to the thing that was made; “cut errors by checking” is how."""

SENTENCE_END = re.compile(r"(?<=[a-z0-9)])[.!]\s+(?=[A-Z“\"])")
_SET_IN_TIME = re.compile(
    r"^(?:in|since|from|during|for|as|at)\s[^,.]{2,30}?,?\sI\s", re.IGNORECASE
)
_LEADING_ADVERB = re.compile(r"^(?:successfully|effectively|efficiently)\s+", re.IGNORECASE)
_CHANGED = words_of(
    "cut reduced raised increased improved grew halved doubled lowered boosted tripled decreased "
    "shortened lifted eliminated restored monitored maintained"
)
"""Verbs whose object is often a measure, which needs no article: “cut latency by a third”."""

_MASS = frozenset(
    f"noun.{kind}"
    for kind in ("attribute", "state", "possession", "substance", "feeling", "phenomenon", "food")
)
_ENDS_OF_MASS = re.compile(r"(?:ing|age|ity|ness|ance|ence|ency|ancy|ware|work|ics)$")
_SMALL = words_of(
    "a an the my your his her its our their this that these those all both each every some any no "
    "two three four five six seven eight nine ten twelve several many more most one another half "
    "up out over down off on about what how who whom which when where why whether if that "
    "everyone everybody someone anyone people staff stock part place care charge"
)
_PHRASE_ENDS = re.compile(
    r"(?<![\w-])(?:for|of|to|from|with|in|on|at|by|and|or|into|across|between|against|after|before|so|"
    r"as|during|per|within|without|through|until|around|under|over|who|which|that|using)(?![\w-])|[,;]",
    re.IGNORECASE,
)
_OF_A_NOUN = words_of("for of to at")
_FIRST_PERSON = {"i": "you", "my": "your", "me": "you", "mine": "yours", "myself": "yourself"}
_AMBIGUOUS = words_of(
    "lead design report support test work cover sales help order plan review change set cut "
    "practice supply contact book track train open close present project walk watch talk care "
    "cook process program market record pick pack stock code dress host audit document purchase "
    "schedule trial hire call deal draft measure offer share show sort split start stop switch "
    "treat turn update use visit phone repair check map count draw own drive produce feed drive "
    "monitor conduct care load press pull push raise reference track file study finish fix"
)
_GIVEN = words_of(
    "awarded selected chosen nominated named elected appointed recognised recognized honoured "
    "honored promoted seconded invited asked entrusted trusted"
)
"""Past forms that a resume uses of what was done to its owner."""

QUALIFIED = words_of(
    "registered qualified certified licensed chartered motivated dedicated skilled experienced "
    "detailed advanced accredited trusted committed trained-up"
)


def clause_of(text: str) -> str:
    """The line as it follows “you”: “led a team of 4”; "" where that is not sure."""
    text = _SET_IN_TIME.sub("I ", _LEADING_ADVERB.sub("", SENTENCE_END.split(text)[0])).strip()
    words = text.split()
    if len(words) < 3:
        return ""
    if words[0].lower() == "i":
        words = words[1:]
    first = words[0].lower().strip(",")
    if _is_title(words, first) or first in _GIVEN or "by" in words[1:2]:
        return ""
    if not is_past(first) and first != "responsible" and words[1].lower() in _OF_A_NOUN:
        # “Mentor for student nurses” names a part; “mentors student nurses” tells a deed.
        return ""
    if first == "responsible" and words[1] == "for":
        verb = ["were", "responsible"]
    elif _is_verb(first, words[1].lower()):
        verb = [words[0].lower()]
    elif first.endswith("s") and first[:-1] in BASE_ACTIONS - _AMBIGUOUS:
        verb = [first[:-1]]
    else:
        return ""
    rest = [_FIRST_PERSON.get(word.lower(), word) for word in words[1:]]
    if {"we", "our", "us", "ours"} & {word.lower().strip(",.") for word in rest}:
        return ""
    return _short([*verb, *rest])


def is_spoken(clause: str) -> bool:
    """Whether one would say it so: “introduced handover sheet” lacks its article, and is quoted."""
    words = clause.split()
    if words[0].endswith(",") or words[1] == "and" or words[0] == "were":
        return True
    first = _PHRASE_ENDS.split(" ".join(words[1:]))[0].split()
    if not first or first[0].lower() in _SMALL:
        return True
    if any(word[0].isupper() or any(c.isdigit() for c in word) for word in first):
        return True
    return _needs_no_article(first[-1].strip(".,;:").lower(), words[0].lower())


def _needs_no_article(head: str, verb: str) -> bool:
    plural = base(head, Part.NOUN) != head or (head.endswith("s") and not head.endswith("ss"))
    if plural or head.endswith("ly") or head in _SMALL or _ENDS_OF_MASS.search(head):
        return True
    found = kinds(head, Part.NOUN)[:1]
    return found[0] in _MASS if found else verb in _CHANGED


def _is_title(words: list[str], first: str) -> bool:
    """Whether a line names a role (“Care assistant, Oakfield Home”) and tells no deed."""
    if first in QUALIFIED:
        return True
    head = " ".join(words[:3]).split(",")[0].split()
    role = SUFFIXED_ROLES.search(" ".join(head[1:]))
    told = {"a", "an", "the", "my", "our", "and", "with", "as", "for", "to", "of", "new", "all"}
    return bool(role and not role[0].endswith("s") and not told & {w.lower() for w in head})


def _is_verb(first: str, second: str) -> bool:
    """Whether a line that opens so tells a deed; “lead”, “design” and the like need an article."""
    if is_past(first):
        return first not in STATIVE
    if first in _AMBIGUOUS:
        return second in ("a", "an", "the", "my", "all", "and") or second[:1].isdigit()
    return first in BASE_ACTIONS


def _short(words: list[str]) -> str:
    """The clause without its how and why, at most as long as one can say in a breath."""
    whole = " ".join(words).rstrip(".;, ")
    kept = _DONE_TO.sub(lambda found: found[0][:-2] + _HELD, whole)
    cut = _HOW.sub("", kept).replace(_HELD, "by").rstrip(".;, ")
    for found in _NEXT.finditer(cut):
        if is_past(found[1].lower()) and len(cut[: found.start()].split()) >= 3:
            cut = cut[: found.start()]
            break
    if len(cut.split()) < 3:
        cut = whole
    while len(cut.split()) > MOST_CLAUSE_WORDS:
        # A “from” keeps its “to”: half of a change would be another one.
        joints = [found.start() for found in _JOINT.finditer(cut)]
        ends = [at for at in joints if not _HALF.search(cut[:at])]
        if not ends or len(cut[: ends[-1]].split()) < 4:
            return ""
        cut = cut[: ends[-1]]
    return cut.rstrip(".;, ")


_HELD = "\x00"
_JOINT = re.compile(r",\s|\s(?:and|for|with|across|in|to|within|over)\s")
_NEXT = re.compile(r",\s(\w+)")
_HALF = re.compile(r"\bfrom\s(?!.*\bto\b).*$|\bbetween\s(?!.*\band\b).*$", re.IGNORECASE)
