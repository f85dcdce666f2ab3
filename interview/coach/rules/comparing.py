"""What is said two ways: an answer against the resume, other answers, earlier practice.

Precision before recall: a wrong doubt costs trust. Two figures disagree only where both are stated
outright, of the same thing, in the same unit, on the same occasion as far as words can tell, and
further apart than rounding. Who is right is never judged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from interview.coach import ReviewBrief
from interview.coach.rules.lexicon import FUNCTION_WORDS, tokens
from interview.coach.rules.stated import Stated, speaks_of, stated
from interview.model import Line
from interview.phrases import Phrase

_ROUNDED = Fraction(1, 10)
"""How far apart, as a share of the larger, two figures may be and still be the same one."""
_ALIKE = {"team": 0, "count": 2, "rate": 1, "turn": 1, "time": 2, "year": 2}
"""How many concrete words two lines on one question share before their figures are of one thing."""
_ALIKE_ELSEWHERE = 2
_LIKELY = 2
_MOST_HEADING = 8
_ASKED_AS = {"team": "team", "time": "time", "year": "year"}
_TAKES_BACK = Phrase(
    r"^\W*(?:no|sorry|actually|i mean|wait|correction|rather)\b|"
    r"\b(?:i meant|correction|or rather|i misspoke|should have said|to be exact|more exactly|"
    r"that was wrong|my mistake)\b"
)
_MINE = Phrase(r"\b(?:i|we|my|our|us)\b")
_SPAN = re.compile(
    r"\b(?P<first>(?:19|20)\d\d)\b(?:\s*[-–—/]\s*|\s+(?:to|until|till)\s+)(?:[a-z]{3,9}\.? )?"
    r"(?P<last>(?:19|20)\d\d|today|now|present|current|date)\b",
    re.IGNORECASE,
)
_EMPLOYED = re.compile(
    r"\b(?:[Aa]t|[Jj]oined|[Ww]ith|[Ff]or) (?P<name>[A-Z][\w&'’.-]*(?: [A-Z][\w&'’.-]*)*)"
)
_NAME = re.compile(r"\b[A-Z][\w&'’-]+")
_YEAR = re.compile(r"\bin ((?:19|20)\d\d)\b")
_AROUND = Phrase(r"\b(?:before|after|since|left|until|by then|later)\b")


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two lines that cannot both be true; `there` was said first, `here` is in an answer."""

    there: Line
    here: Line
    kind: str
    words: tuple[str, str]

    @property
    def pair(self) -> tuple[str, str]:
        return self.there.id, self.here.id

    @property
    def source(self) -> str:
        return {"R": "resume", "E": "earlier"}.get(self.there.id[0], "answer")

    @property
    def caps(self) -> bool:
        """What was said in an earlier interview is asked about and costs nothing."""
        return self.source != "earlier"


_Figure: TypeAlias = tuple[Line, Stated]


def disagreements(brief: ReviewBrief) -> Iterator[Dispute]:
    """Every pair once: resume, then answer against answer, then what was said in other practice."""
    lines = _first_hand(brief)
    figures = [(line, one) for line in lines for one in _own(line)]
    told = frozenset[str]().union(*(speaks_of(line.text) for line in lines if figures))
    cites, papers = brief.question.asked.cites, brief.papers

    def on_this(there: _Figure, here: _Figure) -> int:
        (line, one), (_, other) = there, here
        around = speaks_of(line.text) & told - speaks_of(one.words) - speaks_of(other.words)
        near = len(around) >= (1 if line.id in cites else 2) and _is_alike(one, other)
        most = max(len(speaks_of(rival.text) & told) for rival in papers.resume) if near else 0
        return len(around) if near and len(speaks_of(line.text) & told) >= most else 0

    def here_too(there: _Figure, here: _Figure) -> int:
        (_, one), (_, other) = there, here
        return int(one.kind != "count" and bool(one.about & other.about) and _is_alike(one, other))

    def there_too(there: _Figure, here: _Figure) -> int:
        (line, one), (newer, other) = there, here
        around = speaks_of(line.text) & speaks_of(newer.text)
        around -= speaks_of(one.words) | speaks_of(other.words)
        return len(around) if len(around) >= _ALIKE_ELSEWHERE and _is_alike(one, other) else 0

    if figures:
        resume = _of_this_employer(papers.resume, lines, cites)
        yield from _between(resume, figures, on_this)
        for number in sorted({answer_of(line) for line in lines}):
            before = [figure for figure in figures if answer_of(figure[0]) < number]
            now = [figure for figure in figures if answer_of(figure[0]) == number]
            yield from _between(before, now, here_too)
    for line in lines:
        yield from _outside_employment(line, papers.resume)
    if figures:
        near = _akin(papers.earlier, lines)
        earlier = [(line, one) for line in near for one in _own(line)]
        yield from _between(earlier, figures, there_too)


def _is_alike(one: Stated, other: Stated) -> bool:
    """Whether two figures name enough of the same things, or meet at one end of a change.

    What each side names alone tells two things apart; a number that is smaller than one said
    before may be a part of it.
    """
    shared, enough = one.about & other.about, _ALIKE[one.kind]
    if one.kind == "turn":
        meet = [a == b for a, b in _both(one, other)]
        met = len(meet) == 2 and (any(meet) or _is_turned(one, other))
        same = one.about <= other.about or other.about <= one.about
        return (met and bool(shared or not one.unit.startswith(" "))) or (
            same and len(shared) >= enough
        )
    if one.kind == "count" and other.values[0][1] < one.values[0][1]:
        return False
    return len(shared) >= enough


def _first_hand(brief: ReviewBrief) -> list[Line]:
    """The sentences of answers that were not given to clear something up and take nothing back."""
    aside = {at for at, probe in enumerate(brief.question.follow_ups, 2) if len(probe.about) > 1}
    said = [line for line in brief.answers if line.text.strip()]
    aside |= {answer_of(line) for line in said if _TAKES_BACK.search(line.text)}
    return [line for line in said if answer_of(line) not in aside]


def answer_of(line: Line) -> int:
    """The number of the answer that a sentence belongs to."""
    return int(line.id[1:].partition(".")[0])


def _own(line: Line) -> list[Stated]:
    """What a person states of themselves: a team is theirs only where they say so."""
    return [one for one in stated(line.text) if one.kind != "team" or _MINE.search(line.text)]


def _between(
    before: Iterable[_Figure],
    now: Sequence[_Figure],
    near: Callable[[_Figure, _Figure], int],
) -> Iterator[Dispute]:
    """Figures that disagree, the nearest of several, but for those that one side states both ways.

    `near` says how much speaks for the same occasion; nothing, where it says 0.
    """
    before = list(before)
    for here in now:
        rivals = [there for there in before if there[1].topic == here[1].topic]
        if any(_agree(there[1], here[1]) for there in rivals):
            continue
        alone = [one for one in rivals if not any(_agree(one[1], other[1]) for other in now)]
        apart = [one for one in alone if _disagree(one[1], here[1]) and near(one, here)]
        if apart:
            line, there = max(apart, key=lambda one: near(one, here))
            words = (there.words, here[1].words)
            yield Dispute(line, here[0], _disagree(there, here[1]), words)


def _both(one: Stated, other: Stated) -> list[tuple[Fraction, Fraction]]:
    theirs = dict(other.values)
    return [(value, theirs[part]) for part, value in one.values if part in theirs]


def _agree(one: Stated, other: Stated) -> bool:
    both = _both(one, other)
    alike = all(_is_rounded(a, b, one.kind) for a, b in both)
    return one.topic == other.topic and bool(both) and alike


def _is_rounded(one: Fraction, other: Fraction, kind: str) -> bool:
    """Whether two figures may be one: a year is exact, a team may count its leader in or out."""
    if kind == "year":
        return one == other
    if kind == "team" and abs(one - other) <= 1:
        return True
    return abs(one - other) <= _ROUNDED * max(abs(one), abs(other))


def _disagree(one: Stated, other: Stated) -> str:
    """The kind under which two figures of one topic are asked about, or nothing."""
    both = _both(one, other)
    if not both or all(_is_rounded(a, b, one.kind) for a, b in both):
        return ""
    return "turn" if _is_turned(one, other) else _ASKED_AS.get(one.kind, "count")


def _is_turned(one: Stated, other: Stated) -> bool:
    """“From 6 to 2” against “from 2 to 6”."""
    ends, theirs = dict(one.values), dict(other.values)
    return len(ends) == 2 and [*ends.values()] == [theirs.get("to"), theirs.get("from")]


def _akin(lines: Iterable[Line], said: Iterable[Line]) -> list[Line]:
    """The lines that look as if they shared two words with what was said; reading costs more."""
    heard = {stem for line in said for stem in _stems(line.text)}
    return [line for line in lines if len(_stems(line.text) & heard) >= _LIKELY]


def _stems(text: str) -> set[str]:
    return {word[:4] for word in tokens(text.lower()) if word not in FUNCTION_WORDS}


def _of_this_employer(
    resume: Sequence[Line], said: Sequence[Line], cites: Sequence[str]
) -> list[_Figure]:
    """The resume's figures, without those of an employer where the answer names another one."""
    akin = {*cites, *(line.id for line in _akin(resume, said))}
    names = {name for line in said for name in _NAME.findall(line.text)}
    headers = [set(_NAME.findall(line.text)) for line in resume if _SPAN.search(line.text)]
    every = set().union(*headers) if headers else set()
    own: set[str] = set()
    figures: list[_Figure] = []
    for line in resume:
        if _SPAN.search(line.text):
            own = set(_NAME.findall(line.text))
        elif line.id in akin and (own & names or not (every - own) & names):
            figures += [(line, one) for one in stated(line.text)]
    return figures


def _outside_employment(line: Line, resume: Sequence[Line]) -> Iterator[Dispute]:
    """A year at an employer in which, by the resume, the person was not there."""
    dated = list(_YEAR.finditer(line.text))
    employed = _EMPLOYED.search(line.text) if len(dated) == 1 else None
    if not employed or _AROUND.search(line.text):
        return
    name = re.compile(rf"\b{re.escape(employed['name'])}\b")
    spans = [
        (held, found)
        for held in resume
        if name.search(held.text)
        for found in _SPAN.finditer(held.text)
    ]
    if len(spans) != 1:
        return
    held, span = spans[0]
    year, first, last = int(dated[0][1]), int(span["first"]), span["last"]
    if year < first or (last.isdigit() and year > int(last)):
        whole = held.text[: span.end()]
        there = whole if len(whole.split()) <= _MOST_HEADING else span.group()
        yield Dispute(held, line, "year", (there, dated[0].group()))
