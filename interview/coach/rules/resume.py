"""Reading a resume line by line into deeds that can be said to a person's face.

A line that cannot be turned into a clean “you …” is quoted instead; nothing is supplied.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from interview.coach.rules.clauses import SENTENCE_END, clause_of, is_spoken
from interview.coach.rules.headings import (
    EMPLOYER,
    SECTION,
    YEARS,
    Position,
    bare,
    in_context,
    is_named,
    position_of,
)
from interview.coach.rules.lexicon import content, is_past, tokens, words_of
from interview.model import Line

_QUOTED_WORDS = 14

_PEOPLE = re.compile(
    r"\b(?:team|staff|people|nurses?|teachers?|engineers?|students?|pupils?|class|classes|crew|"
    r"colleagues?|apprentices?|trainees?|pickers?|drivers?|juniors?|volunteers?|starters?|interns?|"
    r"led|lead|trained|coached|mentor(?:ed|s)?|taught|managed|manage|supervised?|recruited|hired)\b",
    re.IGNORECASE,
)
_PARTIES = re.compile(
    r"\b(?:customers?|clients?|families|parents?|patients?|partners?|partnership|departments?|"
    r"suppliers?|accounts?|teams|doctors|social workers|unions?|authorities|landlords?|guests?|"
    r"donors?|directors?|boards?|negotiat\w+|agreed|persuaded|convinced|liaised?|complaints?|"
    r"stakeholders?|between|contracts?|renewals?|objections?)\b",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:cut|reduced|grew|raised|increased|improved|doubled|halved|saved|built|introduced|"
    r"launched|rebuilt|redesigned|fixed|migrated|automated|created|designed|wrote|reorganised|"
    r"reorganized|set up|replaced|won|moved|changed|started|organised|organized|opened|"
    r"negotiated|renegotiated|resolved|turned|restored|recovered|expanded|simplified|standardised|standardized)\b",
    re.IGNORECASE,
)
_SILENT = re.compile(
    r"^(?:\w+ )?(?:education|skills?|languages?|interests?|certifications?|references?|contact|"
    r"hobbies|qualifications|training|awards|summary|profile|objective|statement|about me|"
    r"details)\b",
    re.IGNORECASE,
)
"""Under these a resume tells no deeds: what somebody is, has, or likes."""

_NO_DEED = re.compile(
    r"\b(?:licen[cs]es?|certificates?|certified|qualified|award(?:ed)?|employee of|dissertation|"
    r"modules|gcses?|a-levels?|phone|email|references)\b|"
    r"^(?:before that |then )?I(?:'m| am| was an?\b| like| love| enjoy| have)\b|"
    r"^(?:a |an )?(?:\w+ly )?(?:\w+, )*(?:compassionate|motivated|dedicated|passionate|experienced|"
    r"hard-?working|reliable|enthusiastic|results)\b",
    re.IGNORECASE,
)
_HEAD = 2
"""The last of the lines that may be a person's name, trade and town rather than an employer."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One line that says what a person did. `clause` follows “you”; without it, `quote` stands.

    `finished` is a deed that is over, whether it can be said or has to be quoted.
    """

    line: Line
    clause: str
    quote: str
    role: str = ""
    organisation: str = ""
    headers: tuple[str, ...] = ()
    finished: bool = False
    people: bool = False
    parties: bool = False
    change: bool = False
    metric: bool = False

    @property
    def cites(self) -> tuple[str, ...]:
        return (*self.headers, self.line.id)


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
        text = bare(line)
        heading = None if clause_of(text) else position_of(line)
        if heading:
            own = place <= _HEAD and not (YEARS.search(text) or EMPLOYER.search(text))
            held = _of_nobody(heading) if own else in_context(heading, lines, place)
            positions.append(held)
            silent = told = False
        elif SECTION.match(text):
            silent, held = bool(_SILENT.match(text)), None
        elif told and is_named(text):
            # Somewhere else begins, and its name was not read: what follows belongs to no one.
            held, told = None, False
        elif not silent and not (held and held.at == line):
            found = _told_in(line, text, held)
            told = told or bool(found)
            deeds += found
    words = content([word.lower() for line in lines for word in tokens(line.text)])
    return Resume(tuple(deeds), tuple(positions), words)


def _of_nobody(heading: Position) -> Position:
    """A trade under a person's name says where it is held no more than a town does."""
    return Position(heading.line, heading.role, "")


def _told_in(line: Line, text: str, held: Position | None) -> list[Deed]:
    sentences = [(sentence, clause_of(sentence)) for sentence in SENTENCE_END.split(text)]
    return [_deed(line, s, clause, held) for s, clause in sentences if clause or _is_sentence(s)]


def _deed(line: Line, text: str, clause: str, held: Position | None) -> Deed:
    first = clause.split()[0].strip(",") if clause else text.split()[0].lower()
    past = is_past(first) and not clause.startswith("were ")
    return Deed(
        line=line,
        clause=clause if clause and is_spoken(clause) and _is_timely(clause, held) else "",
        quote=_quoted(text),
        role=held.role if held else "",
        organisation=held.organisation if held else "",
        headers=held.cites if held else (),
        finished=past,
        people=bool(_PEOPLE.search(text)),
        parties=bool(_PARTIES.search(text)),
        change=bool(_CHANGE.search(text)),
        metric=any(sign.isdigit() for sign in text),
    )


def _is_timely(clause: str, held: Position | None) -> bool:
    """Whether the tense goes with the dates: nobody leads a team where they left years ago."""
    if held is None:
        return True
    past = is_past(clause.split()[0].strip(","))
    return not (held.over and not past) and not (held.current and clause.startswith("were "))


def _is_sentence(text: str) -> bool:
    """Prose worth quoting: several words, no heading, no list of skills, no address."""
    words = text.split()
    if len(words) < 5 or SECTION.match(text) or "@" in text or "http" in text:
        return False
    if is_named(text) or _NO_DEED.search(text):
        return False
    return text.count(",") <= len(words) / 3 and ":" not in text[:24]


def _quoted(text: str) -> str:
    words = text.rstrip(".;, ").split()
    if len(words) <= _QUOTED_WORDS:
        return " ".join(words)
    return " ".join(words[:_QUOTED_WORDS]).rstrip(",;:") + " …"


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
