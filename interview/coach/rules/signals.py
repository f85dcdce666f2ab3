"""What the sentences of an answer show, one by one; it gives no marks and writes no words.

All answers to a question are read together. A sentence that is a copy, a repetition, an
instruction to the judge, praise of the interviewer or a heap of keywords is set aside: it counts
for nothing, so that adding one can raise nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from interview.coach.rules.acts import Act, acts_of
from interview.coach.rules.cues import TIME, names_a_time
from interview.coach.rules.gates import is_padding, set_aside, source_of, worded
from interview.coach.rules.lexicon import concrete, content
from interview.coach.rules.manner import Kind, Move, moves_of
from interview.coach.rules.matter import astray
from interview.coach.rules.narration import settled
from interview.model import Line
from interview.phrases import Phrase

_OF_ANSWER = re.compile(r"A(\d+)")


@lru_cache(maxsize=1_000)
def _answer_of(name: str) -> int:
    digits = _OF_ANSWER.match(name)
    return int(digits[1]) if digits else 1


@dataclass(frozen=True, slots=True)
class Sentence:
    """One numbered sentence and what it shows. `set_aside` names why it counts for nothing.

    What is not hashed follows from the rest and from the sentences around it.
    """

    line: Line
    words: tuple[str, ...] = field(hash=False)
    stems: frozenset[str] = field(hash=False)
    solid: frozenset[str] = field(hash=False)
    set_aside: str = ""
    acts: tuple[Act, ...] = field(default=(), hash=False)
    moves: tuple[Move, ...] = field(default=(), hash=False)

    @property
    def id(self) -> str:
        return self.line.id

    @property
    def text(self) -> str:
        return self.line.text

    @property
    def counts(self) -> bool:
        return not self.set_aside

    @property
    def answer(self) -> int:
        """The number of the answer it belongs to, from its id."""
        return _answer_of(self.line.id)

    def own(self, *, past: bool = True) -> Act | None:
        return next((act for act in self.acts if act.own and (act.past or not past)), None)

    def shared(self) -> Act | None:
        return next((act for act in self.acts if not act.own and act.past), None)

    def has(self, *kinds: Kind) -> bool:
        return any(move.kind in kinds for move in self.moves)

    def find(self, pattern: Phrase) -> re.Match[str] | None:
        return pattern.search(self.text)


@dataclass(frozen=True, slots=True)
class Reading:
    """All sentences of all answers to one question, in order, with the gates' findings.

    `elsewhere` says that every one of them is about another matter than the interview.
    """

    sentences: tuple[Sentence, ...]
    topic: frozenset[str] = frozenset()
    least_words: int = 25
    elsewhere: bool = False
    counted: tuple[Sentence, ...] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "counted", tuple(s for s in self.sentences if s.counts))

    @property
    def words(self) -> int:
        return sum(len(sentence.words) for sentence in self.counted)

    @property
    def empty(self) -> bool:
        """Nothing is left once copies, noise and instructions are set aside."""
        return self.words < 3 and not any(s.answer > 1 and s.words for s in self.counted)

    @property
    def thin(self) -> bool:
        """Too few words for any part of an answer to be full."""
        return self.words < self.least_words

    @property
    def newest(self) -> int:
        return max((sentence.answer for sentence in self.sentences), default=1)

    def first_act(self) -> int:
        """The place of the first action, the candidate's or the team's; past the end if none."""
        for place, sentence in enumerate(self.counted):
            if sentence.own() or sentence.shared():
                return place
        return len(self.counted)


def read(
    answers: Sequence[Line],
    *,
    copied_from: Iterable[str] = (),
    topic: frozenset[str] = frozenset(),
    least_words: int = 25,
    familiar: frozenset[str] = frozenset(),
    matter: frozenset[str] = frozenset(),
) -> Reading:
    """Reads every sentence once. `copied_from` holds the coach's own texts and the posting;

    `familiar` are words that are known because the papers use them (products, names), `matter`
    those that say what the interview is about, where the papers say enough.
    """
    sources = [source_of(text) for text in copied_from if text.strip()]
    seen: list[str] = []
    sentences = []
    for line in answers:
        said = worded(line.text)
        aside = set_aside(said, sources, seen, familiar)
        seen.append(said.joined)
        stems, solid = content(said.lower), concrete(said.lower)
        moves = () if aside else moves_of(line.text)
        if not aside and not acts_of(moves) and is_padding(line.text, solid):
            aside, moves = "padding", ()
        sentences.append(Sentence(line, said.lower, stems, solid, aside, (), moves))
    away = _elsewhere(sentences, matter)
    whole = bool(away) and all(s.id in away for s in sentences if s.counts)
    if not whole:
        sentences = [
            replace(s, set_aside="another matter", moves=()) if s.id in away else s
            for s in sentences
        ]
    timed = any(s.counts and names_a_time(s.text) for s in sentences)
    told = settled([s.moves for s in sentences], timed=timed)
    sentences = [
        replace(sentence, moves=moves, acts=acts_of(moves))
        for sentence, moves in zip(sentences, told, strict=True)
    ]
    return Reading(tuple(sentences), topic, least_words, elsewhere=whole)


def _elsewhere(sentences: Sequence[Sentence], matter: frozenset[str]) -> frozenset[str]:
    """The ids of the sentences about another matter than the papers, the question and the rest."""
    counted = [s for s in sentences if s.counts]
    opening = (place for place, s in enumerate(counted) if _OPENS.match(s.text))
    away = astray([s.solid for s in counted], frozenset(opening), matter)
    return frozenset(counted[place].id for place in away)


_OPENS = Phrase(rf"\W*(?:{TIME.pattern})")
