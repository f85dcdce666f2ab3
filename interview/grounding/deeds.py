"""Who did what in a sentence: scope of the verb, whose deed it was, what is denied, up or down.

It compares a sentence with the lines it rests on and says in which of these it goes further;
numbers and names are none of its business.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum

from simplemma import lemmatize

from interview.grounding.units import listed
from interview.model import Line


class Doer(StrEnum):
    OWN = "own"
    WE = "we"
    OTHER = "other"
    HELPED = "helped"


_LEAD = (
    r"led|leads|leading(?! to)|owned|owns|owning|drove|drives|driving|driven|headed|heading|"
    r"spearheaded|managed|manages|managing|directed|directs|directing|founded|co-?founded|"
    r"oversaw|oversees|overseeing|supervised|supervises|supervising|chaired|championed|"
    r"orchestrated|(?:lead|own|drive|head|manage|direct|oversee|supervise|chair)(?=\s)"
)
_BUILD = (
    r"built|builds?|designed|designs?|created?|creates|implemented|implements?|launched|"
    r"delivered|developed|develops?|wrote|architected|established|introduced|invented|authored|"
    r"initiated|pioneered|engineered|shipped"
)
# What supports a verb of leading although it is none itself.
_IN_CHARGE = r"in charge of|responsible for|accountable for|ran|running|lead|head of|captain(?:ed)?"
_SCOPES = (
    ("led", re.compile(rf"(?<![\w-])(?:{_LEAD})(?![\w-])", re.I)),
    ("built", re.compile(rf"(?<![\w-])(?:{_BUILD})(?![\w-])", re.I)),
)
_SUPPORTS = {
    "led": re.compile(rf"(?<![\w-])(?:{_LEAD}|{_IN_CHARGE})(?![\w-])", re.I),
    "built": re.compile(rf"(?<![\w-])(?:{_BUILD})(?![\w-])", re.I),
}
_BARE = re.compile(r"lead|own|drive|head|manage|direct|oversee|supervise|chair", re.I)
_TO_DO = re.compile(
    r"(?:\b(?:to|and|or|I|we|you|they|who|will|would|could|can|did|must|should|help|then)|n['’]t)"
    r"(?: \w+ly)?\s$|^\W*$",
    re.I,
)
_HELPING = re.compile(
    r"\b(?:help(?:ed|s|ing)?|assist(?:ed|s|ing)?|support(?:ed|s|ing)?|contribut(?:ed?|es|ing)|"
    r"participat(?:ed?|es|ing)|involved|(?:took|was|were) part|shadow(?:ed|ing))\b",
    re.I,
)
_PRONOUN = re.compile(r"\b(?:I|me|my own|we|us|you|he|she|they|who)\b(?!\.)", re.I)
_NEXT_TO = re.compile(
    r"(?:\b(?:manager|boss|lead|director|colleague|team|company|cto|ceo|vp|founder|supervisor|"
    r"partner|consultant|vendor|peers?|colleagues)|(?<=\s)[A-Z][a-z]+)"
    r"(?: \w+ly| then| also| had)?\s$"
)
# Words that make a deed grander, or a person more senior, than the lines may have it.
_GRAND = re.compile(
    r"\b(?:single-?handed(?:ly)?|solely|award(?:s|ed|-winning)?|prizes?|promoted|promotion|"
    r"(?:company|organi[sz]ation|nation|world|industry|firm|group)-?wide|global(?:ly)?|"
    r"(?:whole|entire) (?:company|organi[sz]ation|group|hospital|department|business|firm|school|"
    r"division|industry)|executive|director|president|chief|principal|senior|head(?= \w)|"
    r"record-breaking|first-ever)\b",
    re.I,
)
_CLAUSE = re.compile(r"[.!?;:]|—|–")


def further(sentence: str, lines: Iterable[Line]) -> tuple[str, ...]:
    """How a sentence goes further than its lines: each entry one reason, in plain words."""
    lines = tuple(lines)
    return (*inflated(sentence, lines), *_denied(sentence, lines), *_turned(sentence, lines))


def inflated(sentence: str, lines: tuple[Line, ...]) -> Iterator[str]:
    """Where a sentence gives a wider part to somebody than the lines do."""
    helped = any(_HELPING.search(line.text) for line in lines)
    for name, verbs in _SCOPES:
        claimed = set(_doers(verbs, sentence)) - {Doer.HELPED}
        held = {doer for line in lines for doer in _doers(_SUPPORTS[name], line.text)}
        if not claimed:
            continue
        if not held - {Doer.HELPED} and (name == "led" or helped or held):
            yield f"no cited line says that anyone {name} it"
        elif Doer.OWN in claimed and held - {Doer.HELPED} and Doer.OWN not in held:
            whose = "“we”" if Doer.WE in held else "somebody else"
            yield f"the cited lines say that {whose} {name} it"
    text = " ".join(line.text for line in lines).lower()
    for grand in _GRAND.finditer(sentence):
        if grand[0].lower().split()[-1] not in text or grand[0].lower().split()[0] not in text:
            yield f"no cited line says “{grand[0]}”"
    if re.search(r"\bI\b(?!\.)", sentence) and _only_we(lines):
        yield "says “I” where the cited lines say “we”"


def _only_we(lines: tuple[Line, ...]) -> bool:
    text = " ".join(line.text for line in lines)
    answers = bool(lines) and all(line.id.startswith("A") for line in lines)
    first = re.search(r"\b(?:i|me|my|mine|myself|im|ive)\b", text, re.I)
    return answers and not first and bool(re.search(r"\b(?:we|our|us)\b", text, re.I))


def _doers(verbs: re.Pattern[str], text: str) -> Iterator[Doer]:
    """Whose deed each of these verbs is; a bare form counts only where it is a verb."""
    for match in verbs.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        if _BARE.fullmatch(match[0]) and not _TO_DO.search(before):
            continue
        near = " ".join(_CLAUSE.split(before)[-1].split()[-4:])
        if _HELPING.search(near):
            yield Doer.HELPED
        elif re.match(r"\s+by\b(?! \w+ing)", after):
            yield Doer.OWN if re.match(r"\s+by (?:me|you)\b", after) else Doer.OTHER
        else:
            yield _subject(before)


def _subject(before: str) -> Doer:
    if _NEXT_TO.search(before):
        return Doer.WE if re.search(r"\bteam(?: \w+)?\s$", before) else Doer.OTHER
    said = [match[0].lower() for match in _PRONOUN.finditer(before)]
    if not said or said[-1] in ("i", "me", "you", "my own"):
        return Doer.OWN
    return Doer.WE if said[-1] in ("we", "us") else Doer.OTHER


_NEGATOR = frozenset(listed("not no never none nobody nothing without neither nor hardly unable"))
_FAILED = re.compile(r"\b(?:failed|refused|declined) to\b", re.I)
_PASSED_OVER = frozenset(
    listed(
        "a an the any to be been being am is are was were have has had do does did able yet even "
        "ever it that this really very much of in on at for with my our your their his her its"
    )
)


def _denied(sentence: str, lines: tuple[Line, ...]) -> Iterator[str]:
    denied, plain, negators = _negation(sentence)
    held = [_negation(line.text) for line in lines]
    held_denied = set().union(*(entry[0] for entry in held)) if held else set()
    held_plain = set().union(*(entry[1] for entry in held)) if held else set()
    if negators and not any(entry[2] for entry in held):
        yield "denies something that the cited lines do not deny"
    elif denied & (held_plain - held_denied):
        yield "denies what the cited lines affirm"
    if plain & (held_denied - held_plain):
        yield "affirms what the cited lines deny"


def _negation(text: str) -> tuple[set[str], set[str], bool]:
    """The words denied, the words not denied, and whether anything is denied at all."""
    text = _FAILED.sub("not", re.sub(r"\bcannot\b", "can not", text, flags=re.I))
    text = re.sub(r"n['’]t\b", " not", text)
    denied: set[str] = set()
    plain: set[str] = set()
    negators, open_ = False, False
    for word in re.findall(r"[a-z]+(?:['’][a-z]+)?|[.,;:!?—–]", text.lower()):
        if not word[0].isalpha():
            open_ = False
        elif word in _NEGATOR:
            negators = open_ = True
        elif open_ and word == "only":
            open_ = False
        elif word not in _PASSED_OVER and not word.endswith("ly"):
            (denied if open_ else plain).add(str(lemmatize(word, lang="en")).lower())
            open_ = False
    return denied, plain, negators


_UP = frozenset(listed("increase raise grow rise rose boost double triple expand gain climb"))
_DOWN = frozenset(
    listed("reduce cut decrease drop down lower shrink fall fell decline halve shorten slash")
)


def _turned(sentence: str, lines: tuple[Line, ...]) -> Iterator[str]:
    claimed = _lemmas(sentence)
    held = _lemmas(" ".join(line.text for line in lines))
    for way, other in ((_UP, _DOWN), (_DOWN, _UP)):
        if claimed & way and not held & way and held & other:
            yield "turns the direction of the change round"
    for first, second in _spans(sentence):
        spans = {span for line in lines for span in _spans(line.text)}
        if (second, first) in spans and (first, second) not in spans:
            yield "turns the direction of the change round"


def _lemmas(text: str) -> set[str]:
    return {str(lemmatize(word, lang="en")) for word in re.findall(r"[a-z]+", text.lower())}


_SPAN = re.compile(r"\bfrom\D{0,12}?([\d.,]*\d)\D{0,24}?\bto\D{0,12}?([\d.,]*\d)", re.I)


def _spans(text: str) -> list[tuple[str, str]]:
    return [(match[1], match[2]) for match in _SPAN.finditer(text)]
