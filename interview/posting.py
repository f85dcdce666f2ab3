"""Which level a job asks for, read from its title and description; candidates are not judged here.

Words count whole: a leading vendor leads nobody, staffing is not staff. Grades count in the title
alone, for a description names other people's (“reports to the Principal Engineer”).
"""

from __future__ import annotations

import re

from interview.model import Level

# Titles in which the word names a trade, not a grade, or belongs to somebody else.
_NOT_A_GRADE = re.compile(
    r"\bstaff (?:nurse|midwife|accountant|writer|reporter|photographer|pharmacist|attorney|"
    r"auditor|assistant|trainer|training)\b"
    r"|\blead (?:times?|generation|gen|qualification|nurturing)\b"
    r"|\bsenior (?:care|living|citizens?|home|centre|center|services)\b"
    r"|\b(?:assistant|secretary|reporting|reports) to\b.*",
    re.IGNORECASE,
)
_TITLES = (
    (
        Level.L5B,
        re.compile(
            r"\b(?:staff|principal|head of|chief|vice president|vp)\b"
            r"|(?<!assistant )(?<!associate )(?<!deputy )\bdirector\b",
            re.IGNORECASE,
        ),
    ),
    (Level.L5A, re.compile(r"\b(?:senior|sr|lead)\b", re.IGNORECASE)),
)

_LEADERS = r"(?:leadership|leaders|executives|team)"
_WIDE = r"(?:company|organi[sz]ation|enterprise|firm|business)"
_FEW = r"(?:[\w’'-]+ ){0,3}?"
_SCOPES = (
    (
        Level.L5B,
        (
            rf"leads? {_FEW}strategic initiatives",
            r"(?:defines?|sets?|shapes?) (?:the |our )?"
            rf"(?:organi[sz]ational|{_WIDE}(?:['’]s|-wide)?) (?:direction|strategy|vision)",
            rf"(?:defines?|sets?) {_FEW}(?:direction|strategy) (?:for|of) the "
            rf"(?:whole |entire )?{_WIDE}",
            r"influences? (?:the |our )?(?:senior|executive) " + _LEADERS,
            rf"drives? {_FEW}{_WIDE}[- ]wide",
            rf"(?:drives?|leads?) {_FEW}across the (?:whole |entire )?{_WIDE}",
        ),
    ),
    (
        Level.L5A,
        (
            r"leads? (?:and \w+ )?cross[- ]functional",
            rf"(?:coordinates?|leads?|aligns?|drives?) {_FEW}across "
            r"(?:[\w’'-]+ ){0,2}?(?:teams|functions|departments)",
            r"strategic input",
            r"influences? without (?:formal |direct )?authority",
        ),
    ),
)
_PHRASES = tuple(
    (level, re.compile(r"\b(?:" + "|".join(phrases) + r")\b")) for level, phrases in _SCOPES
)
_DENIED = re.compile(r"\b(?:not|never|no need to|won['’]t|don['’]t)(?: [\w’'-]+){0,2} $")


def target_level(job_title: str, job_description: str) -> Level:
    """The level to aim at: from the title's grade, else from phrases of scope, else L4."""
    title = _NOT_A_GRADE.sub(" ", " ".join(job_title.split()))
    for level, grade in _TITLES:
        if grade.search(title):
            return level
    text = re.sub(r"[‐‑–]", "-", " ".join(job_description.lower().split()))
    for level, phrases in _PHRASES:
        if any(not _DENIED.search(text[: found.start()]) for found in phrases.finditer(text)):
            return level
    return Level.L4
