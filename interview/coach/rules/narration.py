"""The tense in which a whole answer is told, where its single clauses leave it open; no marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from interview.coach.rules.manner import Kind, Move, as_a_rule
from interview.coach.rules.spoken import About, When
from interview.lexis import Part, base


def settled(told: Sequence[tuple[Move, ...]], *, timed: bool) -> list[tuple[Move, ...]]:
    """The clauses of a whole answer, once it is plain in which tense it is told.

    “I set the direction” is past or present by its neighbours. An occasion that is set in time and
    told in the present, as many tell it in a second language, is an occasion.
    """
    told = _unspoken(told)
    every = [move for moves in told for move in moves if move.clause.when is not When.UNSAID]
    past = sum(move.past and not _either_tense(move) for move in every)
    if not past:
        return [tuple(_as_present(move) for move in moves) for moves in told]
    now = sum(move.present for move in every)
    rule = any(as_a_rule(move.clause) or move.clause.when is When.THOUGHT for move in every)
    if timed and not rule and past * 2 <= now:
        return [tuple(_as_past(move) for move in moves) for moves in told]
    return list(told)


def _unspoken(told: Sequence[tuple[Move, ...]]) -> Sequence[tuple[Move, ...]]:
    """“Asked the girl”: done by whoever the answer speaks of, and by “we” where that is all."""
    spoken = {move.clause.about for moves in told for move in moves if move.clause.subject}
    if About.US not in spoken or About.ME in spoken:
        return told
    return [tuple(_as_shared(move) for move in moves) for moves in told]


def _as_shared(move: Move) -> Move:
    unsaid = move.kind is Kind.DEED and not move.clause.subject
    return replace(move, kind=Kind.SHARED) if unsaid else move


def _either_tense(move: Move) -> bool:
    verb = move.clause.verb
    return move.clause.when is When.PAST and base(verb, Part.VERB) == verb


def _as_present(move: Move) -> Move:
    if move.kind is Kind.DEED and _either_tense(move):
        return replace(move, kind=Kind.USE, past=False)
    return move


def _as_past(move: Move) -> Move:
    if not move.present:
        return move
    if move.kind in (Kind.USE, Kind.WAY):
        return replace(move, kind=Kind.DEED, past=True)
    if move.kind is Kind.OTHER and not move.mine:
        return replace(move, kind=Kind.EVENT, past=True)
    return move
