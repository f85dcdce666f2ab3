"""What came of a deed, clause by clause: a change, its size, whether it lasted, who bore it out.

It looks behind the first deed only, and takes no plan, wish, claim or thought for an outcome. It
gives no mark; what nobody's words can show, whether the outcome was good, it does not ask.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from interview.coach.rules import cues, turns
from interview.coach.rules.plot import Ending, Told, around, deeds_in, is_verbless, span, told
from interview.coach.rules.signals import Sentence
from interview.coach.rules.spoken import About, When


class Shown(Enum):
    """What a clause shows of an outcome."""

    SIZED = auto()
    LASTING = auto()
    ADOPTED = auto()
    CHANGED = auto()
    REACTED = auto()


@dataclass(frozen=True, slots=True)
class Outcome:
    """One clause that tells an outcome. `sure` is false where the teller only believes it."""

    sentence: Sentence
    at: int
    shown: Shown
    sure: bool = True


def outcomes(
    sentences: tuple[Sentence, ...],
    *,
    claimed: bool = False,
    asked: frozenset[int] = frozenset(),
) -> list[Outcome]:
    """Every clause that tells an outcome, in order, behind the first deed of one's own.

    In a claim the present speaks of the post and the listener, so only what is over counts. An
    answer to a question about the outcome, by its number in `asked`, needs no deed before it.
    """
    every = told(sentences)
    deeds = deeds_in(every) or [len(every)]
    found: list[Outcome] = []
    for item in every:
        clause, prompted = item.clause, item.sentence.answer in asked
        thought = clause.when in (When.THOUGHT, When.BEFORE)
        if thought or item.is_lesson or item.depends or "you" in clause.plain.split()[:4]:
            continue
        if item.place < deeds[0] and not prompted:
            continue
        ending = Ending(
            clause,
            span(item, every),
            behind=item.place > deeds[-1] or prompted,
            closing=item.place >= deeds[-1] and item.place > deeds[0],
            dated=cues.names_a_time(item.sentence.text),
            claimed=claimed,
            added=(prompted or bool(found)) and is_verbless(item, every),
            told_on=item.sentence.text[clause.at + len(clause.text) :],
        )
        shown = _shown(ending)
        if shown:
            sure = not turns.BELIEVED.search(around(item, every))
            if not sure and ending.evaluates and shown is Shown.CHANGED:
                continue
            found.append(Outcome(item.sentence, clause.at, shown, sure))
    return found or (_as_a_rule(every) if deeds[0] == len(every) else [])


def _as_a_rule(every: Sequence[Told]) -> list[Outcome]:
    """What usually comes of a way of working, where no deed is told: “most mornings it clears”."""
    last = list(dict.fromkeys(item.sentence for item in every))[-2:]
    return [
        Outcome(item.sentence, item.clause.at, Shown.CHANGED)
        for item in every[1:]
        if item.clause.about in (About.SOMEONE, About.SOMETHING)
        and item.clause.when is When.PRESENT
        and not item.depends
        and item.clause.verb not in turns.BEING
        and turns.AS_A_RULE.search(span(item, every))
        and "you" not in item.sentence.words
        and item.sentence in last
    ]


def told_by(found: Iterable[Outcome], *kinds: Shown) -> Iterator[Outcome]:
    """Those of some kinds that the teller is sure of."""
    return (outcome for outcome in found if outcome.sure and outcome.shown in kinds)


def _shown(ending: Ending) -> Shown | None:
    clause = ending.clause
    mine = clause.about is About.ME and clause.when is not When.UNSAID
    lasted = _lasted(ending, mine=mine)
    if lasted:
        return lasted
    if mine:
        return _gained(ending) if ending.over else None
    if ending.claimed and clause.when is When.PRESENT:
        return None
    return _changed(ending) or (_ended(ending) if ending.behind else None)


def _lasted(ending: Ending, *, mine: bool) -> Shown | None:
    """What has held since, or never came again; it is full where something measures it."""
    clause = ending.clause
    since = turns.SINCE.search(clause.plain) is not None
    never = turns.NEVER.search(clause.plain) is not None
    perfect, present = clause.when is When.PERFECT, clause.when is When.PRESENT
    if mine and never and ending.claimed and perfect:
        return Shown.LASTING
    if never and not (mine and present) and (ending.behind or ending.over) and (since or perfect):
        measured = ending.total or turns.DATED.search(ending.span) or ending.dated
        return Shown.LASTING if measured else Shown.CHANGED
    if mine and perfect and ending.behind and turns.DATED.search(ending.span):
        return Shown.LASTING
    if mine:
        nothing = ending.total or turns.NO_MORE.search(clause.plain)
        return Shown.LASTING if nothing and ending.over and ending.closing else None
    if since and (perfect or (present and ending.behind)):
        someone = clause.about is About.SOMEONE and not ending.vague
        kept = turns.EVERY.search(ending.span) or turns.KEPT_IN.search(ending.span)
        dated = ending.figure or turns.DATED.search(ending.span)
        taken_up = someone and clause.verb not in turns.BEING
        return Shown.LASTING if kept or dated or taken_up else Shown.CHANGED
    return None


def _gained(ending: Ending) -> Shown | None:
    """What one did oneself is an outcome where it measures what came of an earlier deed."""
    verb = ending.clause.verb
    if ending.fell and ending.pair:
        return Shown.SIZED
    if ending.closing and verb in turns.FINISHED and ending.figure:
        return Shown.SIZED
    brought = ending.behind and verb in turns.BROUGHT_ABOUT
    if brought and verb in turns.LIGHT and not ending.figure:
        return None
    if brought or (ending.claimed and verb in turns.TRIED):
        return Shown.SIZED if ending.figure else Shown.CHANGED
    return None


def _changed(ending: Ending) -> Shown | None:
    """A change of state, or someone who took it up, wherever in the story it is told."""
    clause = ending.clause
    moved = ending.fell or turns.MORE.search(clause.plain) is not None
    if moved and ending.pair:
        return Shown.SIZED
    if clause.about is About.SOMEONE:
        if clause.verb in turns.ADOPTING:
            return Shown.REACTED if ending.vague else Shown.ADOPTED
        returned = ending.over and turns.RETURNED.search(clause.plain)
        told_of = clause.verb in turns.TELLING and not ending.vague
        reported = turns.FIGURE.search(clause.plain) or (
            ending.behind
            and (turns.REPORTED.search(ending.told_on) or turns.FIGURE.search(ending.told_on))
        )
        if returned or (told_of and (moved or reported)):
            return Shown.ADOPTED
        put = clause.verb in turns.PUT_TO_USE and not ending.vague
        if put and ending.over and not turns.WHAT_I_MADE.isdisjoint(clause.rest[:1]):
            return Shown.ADOPTED
    if moved and clause.when is not When.UNSAID and (ending.behind or clause.verb in turns.FELL):
        return Shown.SIZED if ending.figure else Shown.CHANGED
    return None


def _ended(ending: Ending) -> Shown | None:
    """Behind the last deed whatever happened is what came of it, if anything did."""
    clause = ending.clause
    if "there" in clause.subject and not turns.NEVER.search(clause.plain):
        return None
    if turns.STANDARD.search(clause.plain):
        return Shown.ADOPTED
    if clause.verb in turns.COST:
        return Shown.SIZED if turns.LESS_THAN.search(ending.span) else None
    if turns.REFUSED.search(clause.plain) or clause.verb in turns.WISHED:
        return None
    if clause.when is When.UNSAID:
        return _noted(ending)
    if ending.over and ending.twice:
        return Shown.SIZED
    if clause.about is About.SOMEONE:
        return _answered(ending)
    done = clause.verb in turns.BROUGHT_ABOUT - (frozenset() if ending.figure else turns.LIGHT)
    if clause.about is About.US and not done:
        counted = clause.when is When.PRESENT and ending.figure
        return Shown.SIZED if counted else Shown.CHANGED if ending.sound else None
    if clause.when is When.PRESENT:
        kept = turns.EVERY.search(clause.plain) and turns.KEPT_IN.search(clause.plain)
        instead = turns.INSTEAD.search(ending.span)
        return (
            Shown.LASTING
            if kept
            else Shown.SIZED
            if instead
            else Shown.CHANGED
            if ending.sound
            else None
        )
    return _was(ending)


def _was(ending: Ending) -> Shown | None:
    """What happened to the thing itself; “there was nobody” only says who was not there."""
    clause = ending.clause
    total = turns.TOTAL.search(ending.span) is not None and "there" not in clause.subject
    happened = clause.verb not in turns.NOTHING_HAPPENED or ending.sound or ending.total
    if happened or (ending.figure and clause.about is About.SOMETHING):
        return Shown.SIZED if ending.figure or total else Shown.CHANGED
    return None


def _noted(ending: Ending) -> Shown | None:
    """Words without a verb: “Six a night before, one after.” A bare figure only adds a size."""
    compared = ending.pair or ending.twice or (ending.figure and turns.MORE.search(ending.span))
    none = ending.total and not set(ending.clause.opened) - {"and", "but"}
    if compared or none or (ending.added and ending.figure):
        return Shown.SIZED
    return Shown.CHANGED if ending.sound else None


def _answered(ending: Ending) -> Shown | None:
    """What somebody did on it: bore it out, took it on, or only took note."""
    clause = ending.clause
    if ending.over and clause.verb in turns.BORNE_OUT and not ending.vague:
        return Shown.ADOPTED
    replied = ending.claimed and clause.verb in turns.REPLIED and len(clause.rest) >= 2
    if clause.verb == "went" and not clause.rest:
        return None
    acted = ending.over and (replied or clause.verb not in turns.NOTHING_HAPPENED)
    counted = turns.FIGURE.search(" ".join(clause.rest)) or turns.OF.search(clause.plain)
    if acted and (counted or turns.TOTAL.search(ending.span)):
        return Shown.SIZED
    return Shown.REACTED if acted or ending.sound else None
