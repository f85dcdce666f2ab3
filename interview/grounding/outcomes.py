"""Whether something came about in a sentence as in its lines: tried or done, won or lost.

It also writes denials in one form; what is denied is `denial`'s business.
"""

from __future__ import annotations

import re

from interview.grounding.clauses import clauses, is_deed
from interview.grounding.units import listed
from interview.grounding.words import is_general, is_telling, spoken
from interview.lexis import Part, base
from interview.remembered import remembered

_EXPANDED = (
    (re.compile(r"\b[Nn]o\.? (?=\d)"), "number "),
    (re.compile(r"\b(said|says?|saying|an?|another|the|first) no\b(?! \w)", re.I), r"\1 nay"),
    (re.compile(r"\b(said|says?|saying|an?|another) no\b", re.I), r"\1 nay"),
    (
        re.compile(
            r"\b(?:refus(?:ed|es|ing)|declin(?:ed|es|ing)|fail(?:ed|s|ing)|forgot|neglected|"
            r"(?:was|were|am|is|are|been) (?:unable|unwilling)) to\b",
            re.I,
        ),
        "did not",
    ),
    (re.compile(r"\bcan(?:['’]t|not)\b", re.I), "can not"),
    (re.compile(r"n['’]t\b"), " not"),
    (re.compile(r"\b(?:came|come|comes|coming|went|go|goes|going) down on\b", re.I), "dropped"),
    (re.compile(r"\bnot (?:quite|far (?:off|from|short of)) (?=\S*\d|an? )", re.I), "nearly "),
)
_OPEN = re.compile(
    r"\b(?:(?:try|tried|tries|trying|attempt(?:ed|s|ing)?|want(?:ed)?|hop(?:ed|ing|e)|"
    r"plan(?:ned|ning)?|meant|intend(?:ed)?|all set|supposed|about|due) to|"
    r"the plan was (?:that )?(?:I|we|they|he|she|you)['’]d|"
    r"(?:(?:would|could|should|might)|['’]d(?= have| like| love))(?: have|['’]ve)?"
    r"(?: (?:like|love)d? to)?|nearly|almost)\s+(?:\w+ly )?(?P<deed>[a-z]+)",
    re.I,
)
_STILL_OPEN = re.compile(
    r"\b(?:try|tried|tries|trying|attempt\w*|want\w*|hop(?:ed?|es|ing)|plan\w*|meant|mean|"
    r"intend\w*|would|could|can|will|should|might|may|nearly|almost|if|ready|keen|idea|"
    r"suggest\w*|propos\w*|aim\w*|effort|to)\b|['’](?:d|ll)\b",
    re.I,
)
# Few on purpose: pairs of which a story has only the one or the other.
_OPPOSITES = [
    tuple(frozenset(side.split("/")) for side in pair.split("-"))
    for pair in listed(
        "win-lose pass-fail accept/approve/agree-decline/reject/refuse/disagree succeed-fail "
        "allow/permit-forbid/ban hire-fire happy-unhappy likely-unlikely able-unable "
        "stay-leave/move/switch right/correct-wrong "
        "keep/retain-revert/drop/abandon/scrap/reverse"
    )
]
_NOT = frozenset(listed("not no never none nobody nothing without neither nor hardly cannot"))


@remembered(1024)
def even(text: str) -> str:
    """The text with “refused to”, “can’t” and the like as “did not” and “can not”."""
    for pattern, words in _EXPANDED:
        text = pattern.sub(words, text)
    return text


def is_realised(sentence: str, texts: list[str]) -> bool:
    """Whether a deed that the lines only try, plan or would have done is told as done."""
    told = [clause for text in texts for clause in clauses(even(text))]
    for clause in told:
        found = _OPEN.search(clause.text)
        deed = found["deed"].lower() if found else ""
        if found and deed in ("get", "have"):
            deed = next((w for w in spoken(clause.text[found.end() :]) if w.endswith("ed")), deed)
        if not deed or not is_deed(deed, "to") or is_general(deed):
            continue
        root = base(deed, Part.VERB)
        done = [c.words for c in told if not _OPEN.search(c.text)]
        if any(root == base(word, Part.VERB) for words in done for word in words):
            continue
        things = {w for w in clause.words if is_telling(w) and not is_general(w)}
        for mine in clauses(even(sentence)):
            same = any(root == base(word, Part.VERB) for word in mine.words)
            if same and not _STILL_OPEN.search(mine.text) and not things.isdisjoint(mine.words):
                return True
    return False


_PLANNED = re.compile(
    r"\b(?:planned|proposed|intended|possible|future|upcoming|hoped-for|draft)\s(?P<deed>[a-z]+)|"
    r"\b(?P<ahead>[a-z]+) (?:is |was )?(?:planned|proposed|not yet|pending)\b",
    re.I,
)


def is_carried_out(sentence: str, texts: list[str]) -> bool:
    """Whether what the lines name as planned (“planned launch”) is told as done."""
    said = [
        word
        for clause in clauses(sentence)
        if not _STILL_OPEN.search(clause.text)
        for word in clause.words
    ]
    for text in texts:
        for found in _PLANNED.finditer(text):
            deed = base((found["deed"] or found["ahead"]).lower(), Part.VERB)
            told = {w for w in said if w.endswith("ed") and base(w, Part.VERB) == deed}
            if told and told.isdisjoint(spoken(text)):
                return True
    return False


_CAME_ABOUT = re.compile(
    r"\b(?:(?:was|were) able to|managed to|succeeded in|got to|in the end)\b", re.I
)
# What others can do since then, and what turned out well, is told by the lines or by nobody.
_ABLE_NOW = re.compile(
    r"\b(?!I\b|you\b|we\b)\w+ (?:(?:have|has) been|(?:is|are)(?: now)?) (?:\w+ly )?able to\b"
    r"|\b(?!I\b|you\b|we\b)\w+ can now\b|\bno longer (?:need|have|has|had) to\b",
    re.I,
)
_ABLE = re.compile(r"\b(?:able|can|could|manag\w+|let|allow\w*|enabl\w+|need\w*|lets)\b", re.I)
_TURNED_OUT = re.compile(
    r"\b(?:c[ao]me through|g[eo]t through|sailed through|paid off|worked out well|pulled it off|"
    r"made it|pass(?:ed|es)(?= (?:the|its|his|her|their|our|my|your|an?) )|succeed(?:ed|s))\b",
    re.I,
)
_WENT_WELL = re.compile(
    r"\b(?:through|paid|worked|pull\w*|made|pass\w*|succe\w+|clear\w*|won|fine|ok|okay|well|"
    r"accept\w*|approv\w*|got)\b",
    re.I,
)


_GRANTED = re.compile(
    r"\b(?:and|who|which)(?: (?:I|you|we|he|she|they))? (?:got|received|secured|won|agreed|"
    r"accepted|"
    r"(?:was|were) (?:given|granted))(?: (?:it|one|them|that|to it|him|her|over))?\s*(?:[.,;]|$)",
    re.I,
)
_GRANTING = re.compile(
    r"\b(?:g[eo]t\w*|g[ai]v[en]\w*|yes|agree\w*|grant\w*|receiv\w*|accept\w*|won|okay|ok|fine|"
    r"secur\w*|sign\w*|approv\w*|let|allow\w*|took|came|joined|did)\b",
    re.I,
)


_APPROVED = re.compile(r"\b(?:approved|approval|signed off|sign-off|go-ahead|green light)\b", re.I)


def is_fulfilled(sentence: str, texts: list[str]) -> bool:
    """Whether somebody “was able to” do what the lines only wish for, in other words for it."""
    if _GRANTED.search(sentence) and not any(_GRANTING.search(text) for text in texts):
        return True
    if _ABLE_NOW.search(sentence) and not any(_ABLE.search(text) for text in texts):
        return True
    if _APPROVED.search(sentence) and not any(_GRANTING.search(text) for text in texts):
        return True
    if _TURNED_OUT.search(sentence) and not any(_WENT_WELL.search(text) for text in texts):
        return True
    told = [clause for text in texts for clause in clauses(even(text))]
    wished = [clause for clause in told if _OPEN.search(clause.text)]
    done = [clause for clause in told if not _OPEN.search(clause.text)]
    for mine in clauses(even(sentence)):
        if not _CAME_ABOUT.search(mine.text) or any(_CAME_ABOUT.search(c.text) for c in told):
            continue
        what = [w for w in mine.words if is_telling(w) and not is_general(w)]
        things = {w for c in wished for w in c.words} - {w for c in done for w in c.words}
        if not things.isdisjoint(what):
            return True
    return False


def opposites(verb: str) -> frozenset[str]:
    """What not doing this comes to: not to win is to lose."""
    root = base(verb, Part.VERB)
    return frozenset().union(
        *(two for pair in _OPPOSITES for one, two in (pair, pair[::-1]) if root in one)
    )


def is_opposed(sentence: str, texts: list[str]) -> bool:
    """Whether a sentence has a word's opposite where neither it nor the lines deny anything."""
    held = {base(word, Part.VERB) for text in texts for word in spoken(even(text))}
    said = {base(word, Part.VERB) for word in spoken(even(sentence))}
    if not _NOT.isdisjoint(held | said):
        return False
    return any(
        said & mine and not said & other and held & other and not held & mine
        for one, two in _OPPOSITES
        for mine, other in ((one, two), (two, one))
    )
