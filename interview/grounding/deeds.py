"""Who did what in a sentence: scope of the verb, how big a part, whose deed, up or down.

It compares a sentence with the lines it rests on and says in which of these it goes further;
numbers, names, titles and denials are none of its business.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from fractions import Fraction

from simplemma import lemmatize

from interview.grounding.implied import spans
from interview.grounding.parts import joined_in
from interview.grounding.quantities import quantities
from interview.grounding.ranks import made_grand
from interview.grounding.units import WORDS, listed
from interview.grounding.words import FUNCTION, spoken, tells
from interview.lexis import Part, kinds
from interview.model import Line


class Doer(StrEnum):
    OWN = "own"
    WE = "we"
    OTHER = "other"
    HELPED = "helped"


_ELSEWHERE = r"(?! (?:to|for|in|into|home|off|towards|by)\b)"
_BY_ROAD = (
    r"(?! (?:\w+ )?(?:\d[\d.,]*|home|there|back|over|round|around|to|past|from|for|up|"
    r"down|on|at|in|all|every|"
    r"nights?|days?|(?:the|an?|my|his|her|our|your|that|this|[\d.]+) (?:[\w.]+ )?"
    r"(?:van|car|truck|lorry|bus|train|minibus|forklift|tractor|taxi|cab|coach|tipper|wagon|"
    r"artic|route|round|run|tram|ambulance|digger|excavator|miles?|km|hours?|tonnes?|vans|buses))\b)"
)
_LEAD = (
    r"led(?! (?:to|(?:you|me|us|him|her|them) to)\b)|leads|"
    r"leading(?! to)|(?<!who )owned(?! (?:it|this|that|up)[:,]?\s?[“\"])|owns|owning|"
    rf"(?:drove|drives|driving|driven){_BY_ROAD}|headed{_ELSEWHERE}|heading{_ELSEWHERE}|"
    r"spearheaded|managed(?! (?:to|with|without|by)\b)|manages(?! to\b)|managing(?! to\b)|"
    r"directed|directs|directing|founded|co-?founded|"
    r"oversaw|oversees|overseeing|supervised|supervises|supervising|chaired|championed|"
    r"(?<!\bhim )(?<!\bher )(?<!\bthem )in charge of|responsible for|accountable for|"
    r"at the helm|took charge|took the lead|orchestrated|"
    r"(?:lead(?! with)|own|drive|head|(?<!could )(?<!can )(?<!not )manage|direct|oversee|"
    r"supervise|chair)(?=\s)"
)
_BUILD = (
    r"built|builds?|designed|designs?|created?|creates|implemented|implements?|launched|"
    r"delivered|developed|develops?|wrote|architected|established|introduced|invented|authored|"
    r"initiated|pioneered|engineered|shipped"
)
# What supports a verb of leading although it is none itself.
_NOT_OWN = "".join(
    f"(?<!{word} )" for word in listed("my our the her his to assistant deputy junior trainee")
)
_IN_CHARGE = (
    r"in charge(?: of)?|(?:took|taking|take) (?:charge|the lead|over)|looked after|under me|"
    r"reports? to me|reporting to me|answer(?:able|s|ed) (?:for|to me)|responsibility for|"
    r"at the helm|my team|responsible for|accountable for|ran|running|lead|head of|captain(?:ed)?|"
    rf"{_NOT_OWN}(?:supervisor|manager|director|foreman|head|chair|leader)(?!['’])|"
    r"drivers?|owners?|founders?|management|leadership"
)
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
_CLAUSE = re.compile(r"[.!?;:]|—|–")


def further(sentence: str, lines: Iterable[Line]) -> tuple[str, ...]:
    """How a sentence goes further than its lines: each entry one reason, in plain words."""
    lines = tuple(lines)
    return (*inflated(sentence, lines), *joined_in(sentence, lines), *_turned(sentence, lines))


def inflated(sentence: str, lines: tuple[Line, ...]) -> Iterator[str]:
    """Where a sentence gives a wider part to somebody than the lines do."""
    helped = any(_HELPING.search(line.text) for line in lines)
    # Beside a quotation “own” is to admit.
    said = re.sub(r"\bown(?:ed|s)?\b", " ", sentence) if "…" in sentence else sentence
    if any(re.search(r"\bown\b", line.text) for line in lines):
        said = re.sub(r"\bown\b", " ", said)
    titled = _has_the_title(said, lines)
    for name, verbs in _SCOPES:
        if name == "led" and titled:
            continue
        claimed = set(_doers(verbs, said)) - {Doer.HELPED}
        if not claimed:
            continue
        held = {doer for line in lines for doer in _doers(_SUPPORTS[name], line.text)}
        if not held - {Doer.HELPED} and (name == "led" or helped or held):
            yield f"no cited line says that anyone {name} it"
        elif name == "built" and Doer.WE in held and not re.search(r"\bI\b", said):
            continue  # “you” may be all of them
        elif Doer.OWN in claimed and held - {Doer.HELPED} and Doer.OWN not in held:
            whose = "“we”" if Doer.WE in held else "somebody else"
            yield f"the cited lines say that {whose} {name} it"
    if _I_DO.search(sentence) and _only_we(lines):
        yield "says “I” where the cited lines say “we”"
    yield from made_grand(sentence, lines)


_TITLED = re.compile(
    r"(?:^|: ?|, ?)(?P<of>(?:[\w/&-]+ ){1,3})lead(?=\s*(?:[,;:.)/–—]|$|for\b|of\b|at\b|on\b))"
)
"""“Kestrel: LDU lead, 2019–22”: who has the title led that, and nothing else by it."""


def _has_the_title(sentence: str, lines: Iterable[Line]) -> bool:
    """Whether a line's title is that of the lead of what a sentence speaks of."""
    words = spoken(sentence)
    titles = (found["of"] for line in lines for found in _TITLED.finditer(line.text))
    return any(tells(word) and word in words for title in titles for word in spoken(title))


def _only_we(lines: tuple[Line, ...]) -> bool:
    text = " ".join(line.text for line in lines)
    answers = bool(lines) and all(line.id.startswith("A") for line in lines)
    first = re.search(r"\b(?:i|me|my|mine|myself|im|ive)\b", text, re.I)
    return answers and not first and bool(re.search(r"\bwe\b", text, re.I))


_I_DO = re.compile(
    r"\bI\b(?!\.)(?! (?:work|worked|am|was|have|had|live|belong|belonged|know)\b"
    r"(?! (?:\w+ly )?\w+ed\b))"
)


def _doers(verbs: re.Pattern[str], text: str) -> Iterator[Doer]:
    """Whose deed each of these verbs is; a bare form counts only where it is a verb."""
    for match in verbs.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        if _BARE.fullmatch(match[0]) and not _TO_DO.search(before):
            continue
        if match[0].lower().endswith("ing") and _WHOSE.search(before):
            continue
        if _DONE_TO.search(before) and not re.match(r"\s+by\b", after):
            continue
        near = " ".join(_CLAUSE.split(before)[-1].split()[-4:])
        if _HELPING.search(near):
            yield Doer.HELPED
        elif re.match(r"\s+by\b(?! \w+ing)", after):
            yield Doer.OWN if re.match(r"\s+by (?:me|you)\b", after) else Doer.OTHER
        else:
            yield _subject(before)


_WHOSE = re.compile(r"\b(?:my|your|our|his|her|their) $", re.I)
_DONE_TO = re.compile(
    r"\b(?:is|are|was|were|been|being|be|get|got|no claim to have|not|n['’]t) (?:\w+ly )?$", re.I
)
"""“It was built” names nobody, “I was not leading it” says that somebody did not."""


_A_NOUN = re.compile(r"\b(?:my|our|his|her|their|the) (?:[a-z]+ )?(?P<noun>[a-z]+)\s$", re.I)


def _subject(before: str) -> Doer:
    named = re.fullmatch(r"\W*([A-Z][a-z]+)\s", before)
    if named and named[1].lower() not in FUNCTION and not any(kinds(named[1], it) for it in Part):
        return Doer.OTHER
    if _NEXT_TO.search(before):
        return Doer.WE if re.search(r"\bteam(?: \w+)?\s$", before) else Doer.OTHER
    noun = _A_NOUN.search(before)
    if noun and kinds(noun["noun"], Part.NOUN)[:1] == ("noun.person",):
        return Doer.OTHER
    if not _PRONOUN.search(before) and re.match(r"\W*(?:the|his|her|their) [a-z]", before, re.I):
        return Doer.OTHER
    said = [match[0].lower() for match in _PRONOUN.finditer(before)]
    if not said or said[-1] in ("i", "me", "you", "my own"):
        return Doer.OWN
    return Doer.WE if said[-1] in ("we", "us") else Doer.OTHER


_UP = frozenset(listed("increase raise grow rise rose boost double triple expand gain climb"))
_DOWN = frozenset(
    listed("reduce cut decrease drop down lower shrink fall fell decline halve shorten slash")
)


def _turned(sentence: str, lines: tuple[Line, ...]) -> Iterator[str]:
    if not any(_may_rise(text) for text in (sentence, *(line.text for line in lines))):
        return
    claimed = _lemmas(sentence)
    held = _lemmas(" ".join(line.text for line in lines))
    went = {pair for line in lines for pair in _changes(line.text)}
    for way, other, sign in ((_UP, _DOWN, 1), (_DOWN, _UP, -1)):
        told = any((b - a) * sign > 0 and (a, b) in went for a, b in _changes(sentence))
        if claimed & way and not held & way and held & other and not told:
            yield "turns the direction of the change round"
    for first, second in _spans(sentence):
        spans = {span for line in lines for span in _spans(line.text)}
        if (second, first) in spans and (first, second) not in spans:
            yield "turns the direction of the change round"


def _may_rise(text: str) -> bool:
    """Whether a text holds a figure of anything that may go up or down."""
    return any(q.unit not in ("ordinal", "vague", "clock") for q in quantities(text))


def _changes(text: str) -> set[tuple[Fraction, Fraction]]:
    """From what to what figures go in a text: “from 97.1 % to 99.4 %”."""
    return {(one.value, other.value) for one, other in spans(text) if other.way == "to"}


def _lemmas(text: str) -> set[str]:
    return {str(lemmatize(word, lang="en")) for word in re.findall(r"[a-z]+", text.lower())}


_SPAN = re.compile(r"\bfrom\D{0,12}?([\d.,]*\d)\D{0,24}?\bto\D{0,12}?([\d.,]*\d)", re.I)


_INSTEAD = re.compile(
    r"(?P<to>\d[\d.,]*\d|\d)\D{0,24}?\b(?:instead of|rather than|not)\s(?P<of>\d[\d.,]*\d|\d)", re.I
)


def _spans(text: str) -> list[tuple[str, str]]:
    text = _in_figures(text)
    instead = [(match["of"], match["to"]) for match in _INSTEAD.finditer(text)]
    return [*((match[1], match[2]) for match in _SPAN.finditer(text)), *instead]


def _in_figures(text: str) -> str:
    """The text with each number word that opens a quantity as its figure."""
    for quantity in reversed(quantities(text)):
        first, *_ = re.split(r"[ -]", quantity.text)
        if first.lower() in WORDS and quantity.bare == WORDS[first.lower()]:
            end = quantity.start + len(first)
            text = f"{text[: quantity.start]}{quantity.bare}{text[end:]}"
    return text
