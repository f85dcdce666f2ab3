"""The clauses of an answer in the order they were told, and which of them are deeds.

It knows no outcome and no lesson by itself, only where the story ends and what is taken from it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from interview.coach.rules import cues, turns
from interview.coach.rules.lexicon import STATIVE, words_of
from interview.coach.rules.signals import Sentence
from interview.coach.rules.spoken import About, Clause, When, clauses_of
from interview.phrases import Phrase
from interview.remembered import remembered


@dataclass(frozen=True, slots=True)
class Told:
    """A clause with its sentence, and its place among all that was told.

    `is_lesson` says that it belongs to what was taken from the story, and not to the story.
    """

    sentence: Sentence
    clause: Clause
    place: int
    is_lesson: bool

    @property
    def depends(self) -> bool:
        """Whether another clause carries it: a reason, a time, a condition, a description."""
        return not _SUBORDINATE.isdisjoint(self.clause.opened)


_TAKEN_FROM_IT = Phrase(
    r"\b(?:learn(?:ed|t)|lesson|taught (?:me|us)|(?:i|we) came (?:away|out of)|"
    r"what (?:i|we) took|next time|should have|would have|looking back|in hindsight|"
    r"differently|since then,? i|if i (?:did|had)|i(?:'d| would) (?:do|redo))\b"
)
_SUBORDINATE = words_of("because when if although though until unless as since where who after")
_WITHIN = STATIVE | words_of("saw remember know understood won are is be done seen heard")
"""What happens to one or within one: no deed."""

_IDLE = words_of(
    "seen heard known met always "
    "was were been had is are felt liked loved enjoyed hated wanted hoped seemed"
)
_USUALLY = Phrase(
    r"\b(?:usually|always|normally|often|generally|typically|whenever|every time|tend to|would)\b"
)
_BY = Phrase(r"\bby \w+")


@remembered(64)  # endings and lessons are looked for in the same sentences
def told(sentences: tuple[Sentence, ...]) -> tuple[Told, ...]:
    """Every clause of every sentence. A story told in the present is read as what was."""
    every = [(s, _by_then(clause)) for s in sentences for clause in clauses_of(s.text)]
    if not any(_is_deed(clause, About.ME, _WITHIN) for _, clause in every):
        shared = any(_is_deed(clause, About.US, _WITHIN) for _, clause in every)
        usual = any(_USUALLY.search(s.text) for s in sentences)
        past = any(clause.when is When.PAST for _, clause in every)
        if not shared and not usual and (past or any(cues.names_a_time(s.text) for s in sentences)):
            every = [(s, _as_past(clause)) for s, clause in every]
    taken = {s.id: _TAKEN_FROM_IT.search(s.text) for s in sentences}
    return tuple(
        Told(s, clause, place, _reaches(clause, taken[s.id]))
        for place, (s, clause) in enumerate(every)
    )


def _reaches(clause: Clause, taken: re.Match[str] | None) -> bool:
    return taken is not None and clause.at + len(clause.text) > taken.start()


def _by_then(clause: Clause) -> Clause:
    """“By June it had dropped” ends a story; “it had dropped” without a term begins one."""
    ended = clause.when is When.BEFORE and _BY.search(clause.plain)
    return replace(clause, when=When.PAST) if ended else clause


def _as_past(clause: Clause) -> Clause:
    still = clause.when is not When.PRESENT or turns.SINCE.search(clause.plain)
    return clause if still else replace(clause, when=When.PAST)


def _is_deed(clause: Clause, who: About, idle: frozenset[str]) -> bool:
    return clause.about is who and clause.when is When.PAST and clause.verb not in idle


def deeds_in(every: Sequence[Told], *, past_only: bool = False) -> list[int]:
    """The places of the candidate's own deeds; where there are none, of the team's."""
    times = (When.PAST,) if past_only else (When.PAST, When.PERFECT)
    tiers = [(About.ME, _WITHIN), (About.US, _WITHIN)]
    for who, idle in tiers if past_only else [*tiers, (About.ME, _IDLE)]:
        places = [
            item.place
            for item in every
            if item.clause.about is who
            and item.clause.when in times
            and item.clause.verb not in idle
            and not (idle is _IDLE and _USUALLY.search(item.clause.plain))
            and not item.depends
            and not item.is_lesson
        ]
        if places:
            return places
    return []


def span(item: Told, every: Sequence[Told]) -> str:
    """The clause with what hangs on it: the figures and afterthoughts that have no verb."""
    words = [item.clause.plain]
    for after in every[item.place + 1 :]:
        hangs = after.clause.when in (When.UNSAID, When.BEFORE)
        if after.sentence is not item.sentence or not hangs:
            break
        words.append(after.clause.plain)
    return turns.CLOCK.blanked(" ".join(words))[0]


def around(item: Told, every: Sequence[Told]) -> str:
    """The clause with its neighbours in the sentence, where a doubt would stand."""
    near = every[max(0, item.place - 1) : item.place + 2]
    own = [other for other in near if other.sentence is item.sentence]
    return " ".join(
        other.clause.text
        for other in own
        if other.place >= item.place or len(other.clause.plain) < _SHORT
    )


_SHORT = 24
"""“I think” before a clause is about it; a longer clause says something of its own."""


def is_verbless(item: Told, every: Sequence[Told]) -> bool:
    """Whether the whole sentence, which this clause opens, has no verb."""
    if item.clause.at:
        return False
    own = [other for other in every[item.place :] if other.sentence is item.sentence]
    return all(other.clause.when is When.UNSAID for other in own)


@dataclass(frozen=True, slots=True)
class Ending:
    """A clause as an ending: `span` is its words with what hangs on it.

    `behind` says that no deed comes after it, `closing` that none comes after it but itself,
    `dated` that its sentence names a time, `claimed` that a claim is proved and no story told,
    `added` that its sentence has no verb and an outcome stands before it; `told_on` is the rest of
    the sentence, where someone's report of it would stand.
    """

    clause: Clause
    span: str
    behind: bool
    closing: bool
    dated: bool
    claimed: bool
    added: bool
    told_on: str = ""

    @property
    def over(self) -> bool:
        return self.clause.when in (When.PAST, When.PERFECT)

    @property
    def figure(self) -> bool:
        return turns.FIGURE.search(self.span) is not None

    @property
    def pair(self) -> bool:
        return turns.PAIR.search(self.span) is not None

    @property
    def twice(self) -> bool:
        """Whether two figures stand side by side: before and after, then and now."""
        figures = turns.FIGURE.findall(self.span)
        return len(figures) >= 2 and turns.THEN.search(self.span) is not None

    @property
    def total(self) -> bool:
        return turns.TOTAL.search(self.clause.plain) is not None

    @property
    def fell(self) -> bool:
        went = turns.WENT.search(self.clause.plain) is not None
        return self.clause.verb in turns.FELL or went

    @property
    def sound(self) -> bool:
        return turns.SOUND.search(self.clause.plain) is not None

    @property
    def evaluates(self) -> bool:
        """Whether it only says how good something was."""
        return self.sound and self.clause.verb in turns.NOTHING_HAPPENED | turns.BEING

    @property
    def vague(self) -> bool:
        """Whether nobody in particular did it."""
        return not turns.VAGUE.isdisjoint(self.clause.subject)
