"""The headings of a resume: which role was held, where, and whether it is over.

An employer is named only where the heading gives it plainly; a ward, a team or a town is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from interview.coach.rules.clauses import QUALIFIED, SENTENCE_END, clause_of
from interview.coach.rules.lexicon import SUFFIXED_ROLES, is_past, words_of
from interview.lexis import Part, kinds
from interview.model import Line

YEARS = re.compile(r"\b(?:19|20)\d\d\b|\bpresent\b|\bcurrent\b|\btoday\b|\bnow\b", re.IGNORECASE)
_STILL = re.compile(r"\b(?:present|current|today|now|ongoing)\b", re.IGNORECASE)
_DATES = re.compile(
    r"\(?\b(?:(?:"
    r"jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.? )?(?:19|20)\d\d\b.*",
    re.IGNORECASE,
)
_ONLY_DATES = re.compile(
    r"(?:[\W\d]|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*|\bto\b|"
    r"\buntil\b|\bsince\b|\bpresent\b|\bcurrent\b|\btoday\b|\bnow\b)+",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*[|•·;]\s*|\s+[–—-]\s+|,\s+|\s+(?:at|@)\s+|\s+for\s+(?=[A-Z])")
SECTION = re.compile(
    r"^(?:(?:professional |work |career |key |other |relevant |personal |additional )?"
    r"(?:experience|employment|education|skills?|summary|profile|projects?|history|highlights|"
    r"achievements|background|qualifications|training|activities|volunteering|awards|"
    r"languages?|interests?|certifications?|references?|objective|statement|contact|about me|"
    r"details|hobbies))\b.{0,14}$",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"\b(?:ward|department|dept|team|unit|division|region|floor|depot|branch|shift|year|class|"
    r"group \d|mid-market|enterprise|backend|frontend|platform|north|south|east|west)s?\b",
    re.IGNORECASE,
)
"""Parts of an employer, which are not the employer."""

EMPLOYER = re.compile(
    r"\b(?:at|school|hospital|infirmary|clinic|home|university|college|academy|bank|trust|council|"
    r"ltd|limited|inc|corp|corporation|gmbh|plc|llc|group|company)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s*\((?!(?:\w+ )?(?:19|20)\d\d)[^()\d]*\)")
_BULLETS = "-*•·–—▪◦"
_LINKING = words_of("in with by on to from the my who that and of upon")
_NOT_IN_A_ROLE = _LINKING - {"and", "of"}
_TRADES = frozenset(
    f"noun.{kind}" for kind in ("group", "act", "artifact", "possession", "food", "substance")
)
"""What the last word of a firm's name is, where it is a word: “Hargreaves Foods”, “Logistics”."""


@dataclass(frozen=True, slots=True)
class Position:
    """A role, and where it was held if that is sure; `over` and `current` where the dates say."""

    line: Line
    role: str
    organisation: str
    over: bool = False
    current: bool = False
    at: Line | None = None
    """The line that names the organisation, where the heading does not."""

    @property
    def cites(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*((self.at.id,) if self.at else ()), self.line.id)))


def bare(line: Line) -> str:
    """The line without its bullet."""
    return line.text.strip().lstrip(f"{_BULLETS} ").strip()


def position_of(line: Line) -> Position | None:
    """A heading that names a role, with its organisation where the heading gives one plainly."""
    text = line.text.strip().rstrip(".")
    if SENTENCE_END.search(text) or text.split()[:1] == ["I"]:
        return None
    if not SUFFIXED_ROLES.search(text) or len(text.split()) > 16 or SECTION.match(text):
        return None
    if text.endswith(":") or (not YEARS.search(text) and len(text.split()) > 9):
        return None
    parts = [_DATES.sub("", part).strip(" ,()–—-.") for part in _PARTS.split(_ASIDE.sub("", text))]
    parts = [part for part in parts if part and not part[0].isdigit()]
    roles = [part for part in parts if SUFFIXED_ROLES.search(part)]
    if not roles or not roles[0][0].isupper() or len(roles[0].split()) > 5:
        return None
    role = roles[0].partition("(")[0].strip()
    first = role.split()[0].lower()
    if _NOT_IN_A_ROLE & set(role.split()) or (is_past(first) and first not in QUALIFIED):
        return None
    others = [part for part in parts if part not in roles and part[0].isupper()]
    others = [part for part in others if len(part.split()) <= 5]
    if " for " in text and not YEARS.search(text):
        others = []
    found = _the_organisation(others, parts.index(roles[0]), parts)
    over, current = _when(text)
    return Position(line, role, found, over, current)


def _when(text: str) -> tuple[bool, bool]:
    """Whether the dates of a position say that it is over, and that it is not."""
    still = bool(_STILL.search(text))
    return bool(YEARS.search(text)) and not still, still


def _the_organisation(others: list[str], role_at: int, parts: list[str]) -> str:
    """What stands before the role, or else behind it; a ward or a team is not an employer."""
    whole = [part for part in others if not _UNIT.search(part)]
    before = [part for part in whole if parts.index(part) < role_at]
    behind = [part for part in whole if parts.index(part) > role_at]
    if before:
        return before[0]
    between = parts[role_at + 1 : parts.index(behind[0])] if behind else []
    return behind[0] if behind and all(_UNIT.search(part) for part in between) else ""


def in_context(held: Position, lines: Sequence[Line], place: int) -> Position:
    """The position with the employer and the dates that stand on lines of their own beside it.

    An employer above is believed where the heading bears dates, one below where dates follow it.
    """
    dated = held.over or held.current
    above = lines[place - 1] if place else None
    below = lines[place + 1] if place + 1 < len(lines) else None
    after = lines[place + 2] if place + 2 < len(lines) else None
    over, current, at, name = held.over, held.current, None, held.organisation
    if not dated:
        dates = next((it for it in (below, after) if it and _ONLY_DATES.fullmatch(it.text)), None)
        over, current = _when(dates.text) if dates else (False, False)
        if not name and below and dates is after and dates is not None:
            at, name = below, employer_of(below)
    elif not name and above and place > 1:
        at, name = above, employer_of(above)
    return Position(held.line, held.role, name, over, current, at if name else None)


def employer_of(line: Line) -> str:
    """The employer a line consists of; "" where it may be a town, a section or anything else."""
    text = line.text.strip()
    if text[:1] in _BULLETS or SECTION.match(text) or not is_named(text) or YEARS.search(text):
        return ""
    text = re.sub(r"\s*\([^()]*\)", "", text)
    name = re.split(r",|\||\s[–—-]\s", text)[0].strip()
    if EMPLOYER.search(name):
        return name
    last = name.split()[-1]
    trade = kinds(last.lower(), Part.NOUN)[:1]
    sure = len(name.split()) > 1 and ((trade and trade[0] in _TRADES) or last.lower() in _FIRMS)
    return name if sure and "," not in text else ""


_FIRMS = words_of("software telecom telecoms systems labs solutions pharma retail media studios")


def is_named(text: str) -> bool:
    """Whether nearly every word is a name or a date: an employer, a school, a place."""
    words = [word for word in text.split() if word[0].isalnum() and word.lower() not in _LINKING]
    named = [word for word in words if word[0].isupper() or any(sign.isdigit() for sign in word)]
    return len(words) > 1 and len(named) >= 0.7 * len(words) and not clause_of(text)
