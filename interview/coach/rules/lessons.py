"""What a candidate took from it: a thing learned, a use since, a choice again, a price, a transfer.

A creed is no lesson: it has to rest on something done, and to say something that not everyone
could. Whether the lesson is wise it does not ask.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from interview.coach.rules import learning, manner
from interview.coach.rules.findings import Circumstances, Finding, ids
from interview.coach.rules.lexicon import BASE_ACTIONS, STATIVE, concrete, words_of
from interview.coach.rules.plot import Told, deeds_in, told
from interview.coach.rules.reasons import gives_reason
from interview.coach.rules.signals import Reading, Sentence
from interview.coach.rules.spoken import About, When
from interview.model import Element
from interview.rubric import Shape


class Kind(Enum):
    """What is taken from a story."""

    USE = auto()
    AGAIN = auto()
    LEARNED_TO = auto()
    TRANSFER = auto()
    LEARNED = auto()
    PRICE = auto()
    MAXIM = auto()


@dataclass(frozen=True, slots=True)
class Taken:
    """One clause that says what was taken. `sure` is false where it could be anyone's."""

    sentence: Sentence
    at: int
    shown: Kind
    sure: bool = True


def lesson(reading: Reading, around: Circumstances) -> Finding:
    """A lesson named counts; with its use — since, again, or in this job — it is full."""
    found = taken_in(reading, around)
    if not found:
        return Finding(Element.LESSON, 0, "none")
    full = next((one for one in found if one.sure and one.shown in _WITH_USE), None)
    if full is None and around.shape is Shape.CLAIM:
        full = _weighed(found)
    said = full or found[0]
    cites = ids([said.sentence, *(one.sentence for one in found)])
    state = "full" if full else "named"
    return Finding(Element.LESSON, 2 if full else 1, state, cites, said.sentence, said.at)


_WITH_USE = frozenset({Kind.USE, Kind.AGAIN, Kind.LEARNED_TO, Kind.TRANSFER})


def _weighed(found: Sequence[Taken]) -> Taken | None:
    """Prices that one knows of and has worked out tie one to a post; one alone is named."""
    prices = [one for one in found if one.shown is Kind.PRICE and one.sure]
    said = dict.fromkeys(one.sentence for one in prices)
    worked_out = any(" and " in s.text or len(s.solid) >= _WORKED_OUT for s in said)
    return prices[0] if worked_out or len(said) > 1 else None


_WORKED_OUT = 5


def taken_in(reading: Reading, around: Circumstances) -> list[Taken]:
    """Every clause that says what was taken, in order."""
    every = told(reading.counted)
    deeds = deeds_in(every, past_only=True)
    first = deeds[0] if deeds else len(every)
    found = []
    for item in every:
        asked = around.probed.get(item.sentence.answer) is Element.LESSON
        kind = _kind(item, around, behind=item.place > first or asked)
        if asked and kind is None and len(item.sentence.solid) >= _TOLD_OUT:
            kind = Kind.LEARNED
        if kind is None or len(item.sentence.solid) < _LEAST[kind]:
            continue
        if kind is Kind.LEARNED and len(concrete(_to_the_end(item, every))) < 2:
            continue
        own = not learning.ANYONE.search(item.sentence.text)
        sure = bool(deeds) and own
        if sure or _rests_on_itself(item, kind, around, reading if own else None):
            found.append(Taken(item.sentence, item.clause.at, kind, sure))
    if any(one.sure and one.shown in _WITH_USE for one in found):
        return found
    closing = _closing(every, deeds, around.shape)
    return [*found, closing] if closing and (not found or closing.shown in _WITH_USE) else found


def _closing(every: Sequence[Told], deeds: list[int], shape: Shape) -> Taken | None:
    """A sentence behind a story of the past: what one does or would do, or what holds.

    “I look at the belt first”; “people sign what they were asked about”.
    """
    if not deeds:
        return None
    own: dict[Sentence, list[Told]] = {}
    for item in every:
        own.setdefault(item.sentence, []).append(item)
    last = [s for s, items in own.items() if items[0].place > deeds[-1]][-_LATEST:]
    story = frozenset[str]().union(*(s.solid for s in own if s not in last))
    ends = every[-1].sentence
    said = [_holds(s, own[s], shape, story, ends=s is ends) for s in last if _says_much(s)]
    found = [one for one in said if one]
    return next((one for one in found if one.shown in _WITH_USE), found[-1] if found else None)


_LATEST = 3
_ADDING = words_of("and so but")


def _says_much(sentence: Sentence) -> bool:
    """Whether it is more than an opinion, a boast or a question: those hold of anything."""
    text = sentence.text
    empty = learning.ANYONE.search(text) or learning.OPINION.search(text)
    boast = any(
        move.kind is manner.Kind.BOAST and not set(move.clause.opened) - _ADDING
        for move in sentence.moves
    )
    return not (empty or boast or text.rstrip().endswith("?")) and len(sentence.solid) >= 2


def _holds(
    sentence: Sentence, own: Sequence[Told], shape: Shape, story: frozenset[str], *, ends: bool
) -> Taken | None:
    """What a sentence says that holds since, or would be done again."""
    times = {item.clause.when for item in own} - {When.UNSAID}
    mine = [item.clause for item in own if item.clause.about is About.ME]
    acts = [clause for clause in mine if clause.verb not in _STATES]
    at = own[0].clause.at
    if not times <= {When.PRESENT, When.THOUGHT}:
        return None
    if shape is not Shape.CLAIM and not learning.WARM.search(sentence.text):
        would = [clause for clause in acts if clause.when is When.THOUGHT]
        if any("if" not in clause.opened and clause.rest for clause in would):
            limit = learning.PRICE.search(sentence.text)
            return Taken(sentence, at, Kind.PRICE if limit else Kind.AGAIN)
    if ends and not times and own[0].clause.plain.split()[0] in BASE_ACTIONS:
        return Taken(sentence, at, Kind.MAXIM)
    if When.PRESENT not in times:
        return None
    since = learning.SINCE.search(sentence.text)
    if any(clause.when is When.PRESENT for clause in acts):
        anchored = since or learning.ORDER.search(sentence.text)
        if anchored or sentence.solid & story:
            return Taken(sentence, at, Kind.USE if anchored else Kind.MAXIM)
        return None
    stated = any(clause.when is When.PRESENT for clause in mine)
    return None if stated or since or not ends else Taken(sentence, at, Kind.MAXIM)


_LEAST = dict.fromkeys(Kind, 1) | {Kind.PRICE: 2, Kind.LEARNED: 2}


def _rests_on_itself(
    item: Told, kind: Kind, around: Circumstances, reading: Reading | None
) -> bool:
    """Without a story a habit given up, or a price known, still says something."""
    if kind is Kind.USE:
        return bool(learning.GAVE_UP_A_HABIT.search(item.clause.plain))
    if kind is Kind.PRICE and around.shape is Shape.CLAIM:
        return True
    if reading is None or kind not in (Kind.PRICE, Kind.LEARNED):
        return False
    return any(gives_reason(s) for s in reading.counted)


def _to_the_end(item: Told, every: Sequence[Told]) -> Iterable[str]:
    """The words from this clause to the end of its sentence."""
    for other in every[item.place :]:
        if other.sentence is not item.sentence:
            break
        yield from (word for word in other.clause.plain.split() if word[0] != "'")


def _kind(item: Told, around: Circumstances, *, behind: bool) -> Kind | None:
    clause, text = item.clause, item.clause.text
    if learning.LEARNED.search(text):
        to_do = learning.TO_DO.search(item.sentence.text) or _bids(item)
        return Kind.LEARNED_TO if to_do else Kind.LEARNED
    if around.shape is Shape.CLAIM:
        linked = _linked(item, behind=behind)
        if linked:
            return linked
    if behind:
        again = learning.AGAIN.search(text) or (_is_wish(item) and learning.ORDER.search(text))
        if again:
            return Kind.AGAIN
        if learning.DONE_SINCE.search(item.sentence.text) and clause.about is not About.SOMEONE:
            return Kind.USE
        if clause.about in (About.ME, About.US) and learning.GAVE.search(text):
            return Kind.PRICE
    if _is_use(item, behind=behind):
        return Kind.USE
    return (
        Kind.PRICE
        if (behind or around.shape is not Shape.STAR) and learning.PRICE.search(text)
        else None
    )


def _bids(item: Told) -> bool:
    """“You ask before you draw”, “come with a date”: what was learnt as a thing to do."""
    learnt = learning.LEARNED.search(item.sentence.text)
    said = item.sentence.text[learnt.end() :].lower() if learnt else ""
    bidden = learning.BIDDEN.search(said)
    return bidden is not None or any(
        part.split()[0] in BASE_ACTIONS for part in re.split(r"[:,–]\s+", said)[1:] if part
    )


def _linked(item: Told, *, behind: bool) -> Kind | None:
    """The tie to this job: what one would do in it, or what taking it costs and one knows of."""
    clause = item.clause
    if behind and learning.LIMIT.search(item.sentence.text):
        ahead = clause.when in (When.PRESENT, When.THOUGHT)
        routed = ahead and clause.about is About.ME and clause.verb in BASE_ACTIONS
        return Kind.USE if routed else Kind.PRICE
    if clause.when not in (When.PRESENT, When.THOUGHT, When.UNSAID):
        return None
    known = learning.KNOWING.search(clause.text) and learning.GIVEN_UP.search(item.sentence.text)
    if known or learning.FORGONE.search(clause.text):
        return Kind.PRICE
    kind_words = learning.OPINION.search(item.sentence.text) or learning.WARM.search(
        item.sentence.text
    )
    if not behind or kind_words:
        return None
    would = clause.when is When.THOUGHT and learning.POST.search(clause.text)
    daily = clause.when is not When.THOUGHT and learning.WITH_YOU.search(clause.text)
    return Kind.TRANSFER if would or daily else None


_TOLD_OUT = 3


def _is_wish(item: Told) -> bool:
    clause = item.clause
    return clause.about is About.ME and clause.when is When.THOUGHT and not clause.opened


def _is_use(item: Told, *, behind: bool) -> bool:
    """Whether it tells what the candidate does since, or has left off."""
    clause = item.clause
    if clause.about is not About.ME or clause.verb in _STATES:
        return False
    if clause.when not in (When.PRESENT, When.PERFECT):
        return False
    present = clause.when is When.PRESENT
    said = item.sentence.text[clause.at :] if present else clause.plain
    since = behind and (learning.SINCE.search(said) or learning.HEAD.search(item.sentence.text))
    return bool(since or learning.GAVE_UP_A_HABIT.search(clause.plain))


_STATES = STATIVE | words_of(
    "is am are have think know believe feel like love want need remember work live guess suppose "
    "been see"
)
