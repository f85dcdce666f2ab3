"""Reading a resume line by line: roles, organisations and deeds that can be said to a person's

face. A line that cannot be turned into a clean “you …” is quoted instead; nothing is supplied.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from interview.coach.rules.lexicon import (
    BASE_ACTIONS,
    STATIVE,
    SUFFIXED_ROLES,
    content,
    is_past,
    tokens,
    words_of,
)
from interview.model import Line

MOST_CLAUSE_WORDS = 17
_QUOTED_WORDS = 14

_YEARS = re.compile(r"\b(?:19|20)\d\d\b|\bpresent\b|\bcurrent\b|\btoday\b|\bnow\b", re.IGNORECASE)
_DATES = re.compile(
    r"\(?\b(?:(?:"
    r"jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.? )?(?:19|20)\d\d\b.*",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*[|•·;]\s*|\s+[–—-]\s+|,\s+|\s+(?:at|@)\s+|\s+for\s+(?=[A-Z])")
_HOW = re.compile(
    r"\s*(?:,?\s+(?:by|through|using|via|resulting in|leading to|which|thereby|thanks to|while|"
    r"in order to)\b|;|\s[–—-]\s|\s*\(|,\s+(?=\w+ing\b)|\.\s|:\s).*$",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"\b(?:team|staff|people|nurses?|teachers?|engineers?|students?|pupils?|class|classes|"
    r"colleagues?|apprentices?|trainees?|pickers?|drivers?|customers?|clients?|families|parents?|"
    r"patients?|managers?|departments?|suppliers?|juniors?|volunteers?|accounts?|reps?|led|"
    r"trained|coached|mentored|taught|managed|supervised|negotiated|persuaded)\b",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:cut|reduced|grew|raised|increased|improved|doubled|halved|saved|built|introduced|"
    r"launched|rebuilt|redesigned|fixed|migrated|automated|created|designed|wrote|reorganised|"
    r"reorganized|set up|replaced|won|moved|changed|started|organised|organized)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[a-z0-9)])[.!]\s+(?=[A-Z“\"])")
_SET_IN_TIME = re.compile(r"^(?:in|since|from|during|for|as)\s[^,.]{2,30}?,?\sI\s", re.IGNORECASE)
_LEADING_ADVERB = re.compile(r"^(?:successfully|effectively|efficiently)\s+", re.IGNORECASE)
_FIRST_PERSON = {"i": "you", "my": "your", "me": "you", "mine": "yours", "myself": "yourself"}
_AMBIGUOUS = words_of(
    "lead design report support test work cover sales help order plan review change set cut "
    "practice supply contact book track train open close present project walk watch talk"
)
_SECTION = re.compile(
    r"^(?:experience|work experience|employment|education|skills?|summary|profile|projects?|"
    r"languages?|interests?|certifications?|references?|objective|contact|about me|"
    r"hobbies)\b.{0,14}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Deed:
    """One line that says what a person did. `clause` follows “you”; without it, `quote` stands."""

    line: Line
    clause: str
    quote: str
    role: str = ""
    organisation: str = ""
    header: str = ""
    finished: bool = False
    people: bool = False
    change: bool = False
    metric: bool = False

    @property
    def cites(self) -> tuple[str, ...]:
        return (self.header, self.line.id) if self.header else (self.line.id,)


@dataclass(frozen=True, slots=True)
class Position:
    """A role, and where it was held if that is sure."""

    line: Line
    role: str
    organisation: str


@dataclass(frozen=True, slots=True)
class Resume:
    deeds: tuple[Deed, ...]
    positions: tuple[Position, ...]
    words: frozenset[str]


def read_resume(lines: Sequence[Line]) -> Resume:
    """Every line is a deed, a position, or left alone; order is kept."""
    deeds: list[Deed] = []
    positions: list[Position] = []
    for line in lines:
        text = line.text.strip().lstrip("-*•·–—▪◦ ").strip()
        held = None if clause_of(text) else position_of(line)
        if held:
            positions.append(held)
            continue
        for sentence in _SENTENCE_END.split(text):
            clause = clause_of(sentence)
            if clause or _is_sentence(sentence):
                deeds.append(_deed(line, sentence, clause, positions[-1] if positions else None))
    words = content([word.lower() for line in lines for word in tokens(line.text)])
    return Resume(tuple(deeds), tuple(positions), words)


def _deed(line: Line, text: str, clause: str, held: Position | None) -> Deed:
    return Deed(
        line=line,
        clause=clause,
        quote=_quoted(text),
        role=held.role if held else "",
        organisation=held.organisation if held else "",
        header=held.line.id if held else "",
        finished=bool(clause) and is_past(clause.split()[0]) and not clause.startswith("were "),
        people=bool(_PEOPLE.search(text)),
        change=bool(_CHANGE.search(text)),
        metric=any(sign.isdigit() for sign in text),
    )


def _is_sentence(text: str) -> bool:
    """Prose worth quoting: several words, no heading, no list of skills, no address."""
    words = text.split()
    if len(words) < 5 or _SECTION.match(text) or "@" in text or "http" in text:
        return False
    return text.count(",") <= len(words) / 3 and ":" not in text[:24]


def _quoted(text: str) -> str:
    words = text.rstrip(".;, ").split()
    if len(words) <= _QUOTED_WORDS:
        return " ".join(words)
    return " ".join(words[:_QUOTED_WORDS]).rstrip(",;:") + " …"


def clause_of(text: str) -> str:
    """The line as it follows “you”: “led a team of 4”; "" where that is not sure."""
    text = _SET_IN_TIME.sub("I ", _LEADING_ADVERB.sub("", _SENTENCE_END.split(text)[0])).strip()
    words = text.split()
    if len(words) < 3:
        return ""
    if words[0].lower() == "i":
        words = words[1:]
    first = words[0].lower().strip(",")
    if first == "responsible" and words[1] == "for":
        verb = ["were", "responsible"]
    elif _is_verb(first, words[1].lower()):
        verb = [first]
    elif first.endswith("s") and first[:-1] in BASE_ACTIONS - _AMBIGUOUS:
        verb = [first[:-1]]
    else:
        return ""
    rest = [_FIRST_PERSON.get(word.lower(), word) for word in words[1:]]
    if {"we", "our", "us", "ours"} & {word.lower().strip(",.") for word in rest}:
        return ""
    return _short([*verb, *rest])


def _is_verb(first: str, second: str) -> bool:
    """Whether a line that opens so tells a deed; “lead”, “design” and the like need an article."""
    if is_past(first):
        return first not in STATIVE
    if first in _AMBIGUOUS:
        return second in ("a", "an", "the", "my", "all", "and")
    return first in BASE_ACTIONS


def _short(words: list[str]) -> str:
    """The clause without its how and why, at most as long as one can say in a breath."""
    whole = " ".join(words).rstrip(".;, ")
    cut = _HOW.sub("", whole).rstrip(".;, ")
    if len(cut.split()) < 3:
        cut = whole
    while len(cut.split()) > MOST_CLAUSE_WORDS:
        shorter = re.sub(
            r"(?:,| and| for| with| across| in| to)\s(?!.*(?:,| and | for | with | "
            r"across | in | to )).*$",
            "",
            cut,
        )
        if shorter == cut or len(shorter.split()) < 4:
            return ""
        cut = shorter
    return cut.rstrip(".;, ")


def position_of(line: Line) -> Position | None:
    """A heading that names a role, with its organisation where the heading gives one plainly."""
    text = line.text.strip().rstrip(".")
    if _SENTENCE_END.search(text) or text.split()[:1] == ["I"]:
        return None
    if not SUFFIXED_ROLES.search(text) or len(text.split()) > 16 or _SECTION.match(text):
        return None
    if text.endswith(":") or (not _YEARS.search(text) and len(text.split()) > 9):
        return None
    parts = [_DATES.sub("", part).strip(" ,()–—-") for part in _PARTS.split(text)]
    parts = [part for part in parts if part and not part[0].isdigit()]
    roles = [part for part in parts if SUFFIXED_ROLES.search(part)]
    if not roles or not roles[0][0].isupper() or len(roles[0].split()) > 5:
        return None
    role = roles[0]
    others = [part for part in parts if part not in roles and part[0].isupper()]
    others = [part for part in others if len(part.split()) <= 5]
    return Position(line, role, _the_organisation(others, parts.index(role), parts))


def _the_organisation(others: list[str], role_at: int, parts: list[str]) -> str:
    """What stands right behind the role, or before it where nothing does."""
    behind = [part for part in others if parts.index(part) > role_at]
    before = [part for part in others if parts.index(part) < role_at]
    if behind and parts.index(behind[0]) == role_at + 1:
        return behind[0]
    return before[-1] if before else ""


def job_terms(job: Iterable[Line], resume: Resume) -> list[tuple[str, Line]]:
    """What the posting asks for by name and the resume does not have, in the posting's order."""
    terms = []
    for line in job:
        for found in _ASKED_FOR.finditer(line.text):
            for part in re.split(r",\s*|\s+(?:and|or)\s+", found["terms"]):
                term = _ASKED_WORDS.sub("", part)
                words = [word.lower() for word in tokens(term)]
                fresh = content(words)
                if 1 <= len(words) <= 4 and fresh - resume.words and not fresh & _WEAK:
                    terms.append((term.strip(" .;:"), line))
    return terms


_ASKED_WORDS = re.compile(
    r"^(?:knowledge|experience|understanding|use) (?:of|with|in)\s+", re.IGNORECASE
)
_ASKED_FOR = re.compile(
    r"\b(?:experience (?:with|in|of|using)|knowledge of|familiar(?:ity)? with|"
    r"proficien(?:t|cy) (?:in|"
    r"with)|skilled in|background in|expertise in|trained in|certified in|working with|"
    r"understanding of)\s+(?P<terms>[^.;:()]{3,70})",
    re.IGNORECASE,
)
_WEAK = content(
    words_of(
        "similar related other relevant people others team environment years least plus strong "
        "good "
        "various modern field least one similar role position must required us"
    )
)
