"""Whether a sentence speaks of all, or of having, where its lines speak of some, or of lacking.

It compares such words clause by clause; figures and plain denials are none of its business.
"""

from __future__ import annotations

import re

from interview.grounding.clauses import clauses
from interview.grounding.units import listed
from interview.grounding.words import FUNCTION, bears, is_telling, spoken

_RHYTHM = r"(?! (?:\w+ )?(?:time|day|week|month|quarter|year|morning|evening|night|hour))"
_ALL = re.compile(
    rf"\b(?:all(?! but| except| along| right| (?:of )?(?:\d|the (?:time|way|same)))(?<!at all)"
    r"(?<!after all)|"
    rf"every{_RHYTHM}|everyone|"
    r"everybody|"
    r"always|never|whole|entire|throughout|fully|completely)\b",
    re.I,
)
_SOME = re.compile(
    r"\b(?:few|fewer|only|some|sometimes|most|mostly|half|part|partly|almost|nearly|rarely|seldom|"
    r"once|twice|except|apart|but|several|occasionally|largely|many)\b",
    re.I,
)
_LACKING = re.compile(
    r"\b(?:lack(?:ed|s|ing)?|missed out on|gave up|ran out of|had run out of|turned down|passed on)"
    r" (?:an?|the|any|my|our|that|this)? ?(?P<what>[a-z]+)",
    re.I,
)
_NOT_HAVING = re.compile(
    r"\b(?:not|no|never|without|lack\w*|miss\w*|short|out|gave up|declin\w*|refus\w*|turn\w*|"
    r"pass\w*|reject\w*|need\w*|want\w*|need|yet|offer\w*)\b|n['’]t\b",
    re.I,
)
_EVERYBODY = frozenset(listed("everyone everybody always whole entire throughout"))
_PASSED_OVER = frozenset(listed("message note word news baton information"))


def is_widened(sentence: str, texts: list[str]) -> bool:
    """Whether a sentence says “all”, “never” where a line on the same says “few”, “once”."""
    if _SOME.search(sentence) or any(_ALL.search(text) for text in texts):
        return False
    told = [c for text in texts for c in clauses(text) if _SOME.search(f"{c.link} {c.text}")]
    for mine in clauses(sentence):
        found = _ALL.search(mine.text)
        if not found:
            continue
        words = [w for w in mine.words if w not in FUNCTION and w not in _EVERYBODY]
        for line in told:
            same = sum(bears(line.words, word) for word in words)
            if same and same >= len(words) - 1:
                return True
    return False


def is_not_lacked(sentence: str, texts: list[str]) -> bool:
    """Whether a sentence has what the lines lack, gave up or passed on, and denies nothing."""
    if _NOT_HAVING.search(sentence):
        return False
    said = set(spoken(sentence))
    held = " ".join(texts).lower()
    for text in texts:
        for found in _LACKING.finditer(text):
            what = found["what"].lower()
            once = len(re.findall(rf"\b{what}\b", held)) == 1
            if is_telling(what) and once and what in said and what not in _PASSED_OVER:
                return True
    return False
