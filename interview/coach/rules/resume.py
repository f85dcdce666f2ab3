"""Reading a resume line by line: roles, organisations and deeds that can be said to a person's

face. A line that cannot be turned into a clean “you …” is quoted instead; nothing is supplied.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from interview.coach.rules.clauses import QUALIFIED, SENTENCE_END, clause_of
from interview.coach.rules.lexicon import (
    SUFFIXED_ROLES,
    content,
    is_past,
    tokens,
    words_of,
)
from interview.model import Line

_QUOTED_WORDS = 14

_YEARS = re.compile(r"\b(?:19|20)\d\d\b|\bpresent\b|\bcurrent\b|\btoday\b|\bnow\b", re.IGNORECASE)
_DATES = re.compile(
    r"\(?\b(?:(?:"
    r"jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.? )?(?:19|20)\d\d\b.*",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*[|•·;]\s*|\s+[–—-]\s+|,\s+|\s+(?:at|@)\s+|\s+for\s+(?=[A-Z])")
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
_SECTION = re.compile(
    r"^(?:experience|work experience|employment|education|skills?|summary|profile|projects?|"
    r"languages?|interests?|certifications?|references?|objective|contact|about me|"
    r"hobbies)\b.{0,14}$",
    re.IGNORECASE,
)
_SILENT = re.compile(
    r"^(?:education|skills?|languages?|interests?|certifications?|references?|contact|hobbies)\b",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"\b(?:ward|department|dept|team|unit|division|region|floor|depot|branch|shift|year|class|"
    r"group \d|mid-market|enterprise|backend|frontend|platform|north|south|east|west)s?\b",
    re.IGNORECASE,
)
"""Parts of an employer, which are not the employer."""

_EMPLOYER = re.compile(
    r"\b(?:at|school|hospital|infirmary|clinic|home|university|college|academy|bank|trust|council|"
    r"ltd|limited|inc|corp|corporation|gmbh|plc|llc|group|company)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s*\((?!(?:\w+ )?(?:19|20)\d\d)[^()\d]*\)")
_HEAD = 2
"""The last of the lines that may be a person's name, trade and town rather than an employer."""

_LINKING = words_of("in with by on to from the my who that and")


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
    held: Position | None = None
    silent = told = False
    for place, line in enumerate(lines):
        text = line.text.strip().lstrip("-*•·–—▪◦ ").strip()
        heading = None if clause_of(text) else position_of(line)
        if heading:
            own = place <= _HEAD and not (_YEARS.search(text) or _EMPLOYER.search(text))
            held = Position(heading.line, heading.role, "") if own else heading
            positions.append(held)
            silent = told = False
        elif _SECTION.match(text):
            silent, held = bool(_SILENT.match(text)), None
        elif told and _is_named(text):
            # Somewhere else begins, and its name was not read: what follows belongs to no one.
            held, told = None, False
        elif not silent:
            found = _told_in(line, text, held)
            told = told or bool(found)
            deeds += found
    words = content([word.lower() for line in lines for word in tokens(line.text)])
    return Resume(tuple(deeds), tuple(positions), words)


def _told_in(line: Line, text: str, held: Position | None) -> list[Deed]:
    sentences = [(sentence, clause_of(sentence)) for sentence in SENTENCE_END.split(text)]
    return [_deed(line, s, clause, held) for s, clause in sentences if clause or _is_sentence(s)]


def _is_named(text: str) -> bool:
    """Whether nearly every word is a name or a date: an employer, a school, a place."""
    words = [word for word in text.split() if word[0].isalnum() and word.lower() not in _LINKING]
    named = [word for word in words if word[0].isupper() or any(sign.isdigit() for sign in word)]
    return len(words) > 1 and len(named) >= 0.7 * len(words) and not clause_of(text)


def _deed(line: Line, text: str, clause: str, held: Position | None) -> Deed:
    return Deed(
        line=line,
        clause=clause,
        quote=_quoted(text),
        role=held.role if held else "",
        organisation=held.organisation if held else "",
        header=held.line.id if held else "",
        finished=bool(clause)
        and is_past(clause.split()[0].strip(","))
        and not clause.startswith("were "),
        people=bool(_PEOPLE.search(text)),
        change=bool(_CHANGE.search(text)),
        metric=any(sign.isdigit() for sign in text),
    )


def _is_sentence(text: str) -> bool:
    """Prose worth quoting: several words, no heading, no list of skills, no address."""
    words = text.split()
    if len(words) < 5 or _SECTION.match(text) or "@" in text or "http" in text:
        return False
    if _is_named(text):
        return False
    return text.count(",") <= len(words) / 3 and ":" not in text[:24]


def _quoted(text: str) -> str:
    words = text.rstrip(".;, ").split()
    if len(words) <= _QUOTED_WORDS:
        return " ".join(words)
    return " ".join(words[:_QUOTED_WORDS]).rstrip(",;:") + " …"


def position_of(line: Line) -> Position | None:
    """A heading that names a role, with its organisation where the heading gives one plainly."""
    text = line.text.strip().rstrip(".")
    if SENTENCE_END.search(text) or text.split()[:1] == ["I"]:
        return None
    if not SUFFIXED_ROLES.search(text) or len(text.split()) > 16 or _SECTION.match(text):
        return None
    if text.endswith(":") or (not _YEARS.search(text) and len(text.split()) > 9):
        return None
    parts = [_DATES.sub("", part).strip(" ,()–—-.") for part in _PARTS.split(_ASIDE.sub("", text))]
    parts = [part for part in parts if part and not part[0].isdigit()]
    roles = [part for part in parts if SUFFIXED_ROLES.search(part)]
    if not roles or not roles[0][0].isupper() or len(roles[0].split()) > 5:
        return None
    role = roles[0]
    first = role.split()[0].lower()
    if (_LINKING - {"and"}) & set(role.split()) or (is_past(first) and first not in QUALIFIED):
        return None
    others = [part for part in parts if part not in roles and part[0].isupper()]
    others = [part for part in others if len(part.split()) <= 5]
    if " for " in text and not _YEARS.search(text):
        others = []
    return Position(line, role, _the_organisation(others, parts.index(role), parts))


def _the_organisation(others: list[str], role_at: int, parts: list[str]) -> str:
    """What stands before the role, or else behind it; a ward or a team is not an employer."""
    whole = [part for part in others if not _UNIT.search(part)]
    before = [part for part in whole if parts.index(part) < role_at]
    behind = [part for part in whole if parts.index(part) > role_at]
    if before:
        return before[0]
    between = parts[role_at + 1 : parts.index(behind[0])] if behind else []
    return behind[0] if behind and all(_UNIT.search(part) for part in between) else ""


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
