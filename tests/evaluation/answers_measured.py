"""How judges fare on one part of the labelled answers; its figures quote nobody."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from altering import ORDERS, PROVES_NOTHING, altered, as_we, in_other_words, mistyped
from interview.coach import Coach
from judges import Chance, CoachJudge, Commonest, DigitCount, Judge, Opinion, WordCount, gap_of
from labelled_set import Band, LabelledAnswer, LabelledQuestion, Part, questions
from measures import (
    DRAWS,
    SEED,
    Figure,
    bootstrap,
    groups_of,
    in_order,
    matched,
    mean_of,
    middle,
    ordered_pairs,
    rank_correlation,
    weighted_kappa,
    wilson,
)
from readers import readers

Told = tuple[LabelledQuestion, LabelledAnswer]

AN_ORDER = "an order to the judge"
UNMOVED: Mapping[str, tuple[str, ...]] = {
    **{name: (change,) for name, change in PROVES_NOTHING.items()},
    AN_ORDER: tuple(ORDERS.values()),
}
"""What must never raise a score, by name; where there are several forms answers take turns."""

ALL_HELD = "every one of these"

OTHERWISE: Mapping[str, Callable[[str], str]] = {
    "typos": mistyped,
    "other words": in_other_words,
    "“we” for “I”": as_we,
}
"""What may move a score by one at most, by name."""

LOTS = 200
"""How many lotteries the figures of chance are the mean of."""

OFTEN = 2
"""A sentence read more often than this over a part is a repeated one."""

_QUOTED = re.compile(r"“[^”]*”")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """An answer of the set with what one judge makes of it."""

    question: LabelledQuestion
    answer: LabelledAnswer
    opinion: Opinion

    @property
    def labelled(self) -> int:
        return self.question.score(self.answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """All that is measured of one judge on one part; None where a judge has no such opinion.

    `raised` names, a property, the answers whose score it raised; `shown` is empty for whoever
    has no words of its own, `steady` for whoever gives no scores, or was not asked again.
    """

    name: str
    agreement: Mapping[str, Figure | None]
    held: Mapping[str, Figure | None]
    raised: Mapping[str, tuple[str, ...]]
    shown: Mapping[str, Figure | None]
    judged: tuple[Judged, ...]
    steady: Mapping[str, Figure | None] = field(default_factory=dict)


def told_in(part: Part) -> list[Told]:
    """Every labelled answer of a part beside the question it was given to."""
    return [(question, answer) for question in questions(part) for answer in question.answers]


async def standings(
    part: Part, coaches: Sequence[Coach], draws: int = DRAWS, *, otherwise: bool = True
) -> list[Standing]:
    """Every coach on a part, and behind them what stands for no judgement at all.

    `otherwise` has every coach judge each answer in other words, too.
    """
    told = told_in(part)
    found = []
    for coach in coaches:
        judge = CoachJudge(coach)
        judged = await _judged(judge, told)
        standing = await _standing(judge, judged, draws, await _shown(judge, judged))
        changes = OTHERWISE if otherwise else {}
        held = {name: await steady(judge, judged, change) for name, change in changes.items()}
        found.append(replace(standing, steady=held))
    for reader in readers() if part is Part.SET_ASIDE else ():
        found.append(_of_reader(reader.name, await _judged(reader, told), draws))
    for naive in (WordCount(), DigitCount(), Commonest(told)):
        found.append(await _standing(naive, await _judged(naive, told), draws, {}))
    lots = [Chance(told, SEED + at) for at in range(LOTS)]
    yardstick = Yardstick(told)
    drawn = [yardstick.agreement(await _opinions(lot, told), 0) for lot in lots]
    by_lot = await _standing(lots[0], await _judged(lots[0], told), 0, {})
    return [*found, replace(by_lot, agreement=over_lots(drawn))]


def _of_reader(name: str, judged: tuple[Judged, ...], draws: int) -> Standing:
    """A reader has read each answer once, as it was said."""
    agreeing = agreement(judged, draws)
    return Standing(name=name, agreement=agreeing, held={}, raised={}, shown={}, judged=judged)


async def _opinions(judge: Judge, told: Sequence[Told]) -> list[Opinion]:
    return [await judge.judge(q, answer.said, answer.follow_ups) for q, answer in told]


async def _judged(judge: Judge, told: Sequence[Told]) -> tuple[Judged, ...]:
    opinions = await _opinions(judge, told)
    return tuple(
        Judged(question=question, answer=answer, opinion=opinion)
        for (question, answer), opinion in zip(told, opinions, strict=True)
    )


async def _standing(
    judge: Judge, judged: tuple[Judged, ...], draws: int, shown: Mapping[str, Figure | None]
) -> Standing:
    raised = {name: await _raised(judge, judged, forms) for name, forms in UNMOVED.items()}
    fallen = {ALL_HELD: set().union(*raised.values()), **raised}
    return Standing(
        name=judge.name,
        agreement=agreement(judged, draws),
        held={name: wilson(len(judged) - len(ids), len(judged)) for name, ids in fallen.items()},
        raised=raised,
        shown=shown,
        judged=judged,
    )


def over_lots(lots: Sequence[Mapping[str, Figure | None]]) -> dict[str, Figure | None]:
    """The mean over many lotteries, with the range that holds 90 % of them.

    One lottery has good or bad luck with a whole set, which no bootstrap over questions shows.
    """
    return {name: middle([lot[name] for lot in lots]) for name in lots[0]}


def agreement(judged: Sequence[Judged], draws: int = DRAWS) -> dict[str, Figure | None]:
    """How far a judge orders, scores and names as the labels do."""
    yardstick = Yardstick([(one.question, one.answer) for one in judged])
    return yardstick.agreement([one.opinion for one in judged], draws)


class Yardstick:
    """What the labels of some answers say, laid out once for any number of judges."""

    def __init__(self, told: Sequence[Told]) -> None:
        self.asked = [question.id for question, _ in told]
        self.labelled = [question.score(answer) for question, answer in told]
        self.levels = [answer.level for _, answer in told]
        self.gaps = [gap_of(answer) for _, answer in told]
        bands = [list(Band).index(answer.band) for _, answer in told]
        plain = [
            2 if band == 2 and "plain" in answer.kinds else -1
            for band, (_, answer) in zip(bands, told, strict=True)
        ]
        weak = [0 if band == 0 else -1 for band in bands]
        self.pairs = {
            "weak < middling < strong": ordered_pairs(bands, bands, self.asked),
            "weak < strong in plain words": ordered_pairs(weak, plain, self.asked),
        }

    def agreement(self, opinions: Sequence[Opinion], draws: int) -> dict[str, Figure | None]:
        """The figures of a judge who has these opinions, one an answer, in the answers' order."""
        orders = [opinion.order for opinion in opinions]
        scores = [opinion.score for opinion in opinions if opinion.score is not None]
        if len(scores) < len(opinions):
            scores = matched(orders, self.labelled)
        whole = groups_of(self.asked)
        ranked = rank_correlation(orders, self.labelled)
        weighted = weighted_kappa(scores, self.labelled)
        levels = [opinion.level for opinion in opinions]
        gaps = [opinion.first_gap for opinion in opinions]
        return {
            **self._order(orders, draws),
            "rank correlation": bootstrap(ranked, whole, draws=draws),
            "weighted kappa": bootstrap(weighted, whole, draws=draws),
            "level agrees": self._share(levels, self.levels, draws),
            "first gap agrees": self._share(gaps, self.gaps, draws),
        }

    def _order(self, orders: Sequence[float], draws: int) -> dict[str, Figure | None]:
        found: dict[str, Figure | None] = {}
        for name, pairs in self.pairs.items():
            groups = groups_of([self.asked[first] for first, _ in pairs])
            found[name] = bootstrap(mean_of(in_order(orders, pairs)), groups, draws=draws)
            turned = in_order(orders, [(second, first) for first, second in pairs])
            found[f"{name}, turned round"] = bootstrap(mean_of(turned), groups, draws=draws)
        return found

    def _share(
        self, said: Sequence[object], labelled: Sequence[object], draws: int
    ) -> Figure | None:
        """The share that agrees; None where the judge has no opinion on some of them."""
        if any(one is None for one in said):
            return None
        values = [float(one == label) for one, label in zip(said, labelled, strict=True)]
        return bootstrap(mean_of(values), groups_of(self.asked), draws=draws)


async def _raised(judge: Judge, judged: Sequence[Judged], forms: Sequence[str]) -> tuple[str, ...]:
    """The ids of the answers that a change raised, each in the form whose turn it is."""
    raised = []
    for place, one in enumerate(judged):
        *before, last = one.answer.said
        said = [*before, altered(forms[place % len(forms)], one.question.text, last)]
        changed = await judge.judge(one.question, said, one.answer.follow_ups)
        if changed.order > one.opinion.order:
            raised.append(one.answer.id)
    return tuple(raised)


async def steady(
    judge: Judge, judged: Sequence[Judged], change: Callable[[str], str]
) -> Figure | None:
    """The share of the answers that the change alters whose score it moves by one at most."""
    moves = []
    for one in judged:
        *before, last = one.answer.said
        if change(last) != last:
            said = [*before, change(last)]
            changed = await judge.judge(one.question, said, one.answer.follow_ups)
            moves.append(abs(changed.order - one.opinion.order))
    return wilson(sum(moved <= 1 for moved in moves), len(moves))


async def _shown(judge: CoachJudge, judged: Sequence[Judged]) -> dict[str, Figure | None]:
    """What may be said of the coach's words over a part, and of the truth of its rewrites."""
    said: list[str] = []
    cut = 0
    for one in judged:
        texts, feedback = await judge.shown(one.question, one.opinion)
        said += [sentence for text in texts for sentence in sentences_shown(text)]
        cut += feedback.cut > 0
    bare = [_QUOTED.sub("“…”", sentence) for sentence in said]
    return {
        f"sentences read more than {OFTEN} times": repeated_share(said),
        f"sentences read more than {OFTEN} times, quotations left out": repeated_share(bare),
        "answers with a claim cut from their feedback": wilson(cut, len(judged)),
    }


def sentences_shown(text: str) -> list[str]:
    """The sentences of a coach's text; a quotation's own full stop ends none of them."""
    kept = [quoted.group() for quoted in _QUOTED.finditer(text)]
    bare = _QUOTED.sub("“\x00”", text)
    found = [sentence for sentence in re.split(r"(?<=[.!?])\s+", bare.strip()) if sentence]
    quotes = iter(kept)
    return [re.sub("“\x00”", lambda _: next(quotes), sentence) for sentence in found]


def repeated_share(sentences: Sequence[str]) -> Figure | None:
    """The share of sentences read that are read more than `OFTEN` times, with Wilson's interval.

    Sentences of one coach are not independent draws, so the interval is a rough one.
    """
    counts = Counter(sentences)
    return wilson(sum(counts[sentence] > OFTEN for sentence in sentences), len(sentences))
