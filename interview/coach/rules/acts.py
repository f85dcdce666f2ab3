"""Finding “I did …” in a sentence, in plain, clipped or broken English; it marks nothing.

A verb of doing is not enough: what follows has to say more than any answer could.
"""

from __future__ import annotations

from dataclasses import dataclass

from interview.coach.rules.lexicon import (
    ADVERBS,
    BASE_ACTIONS,
    DEDICATED_PRONOUNS,
    GENERIC,
    GENERIC_LEMMAS,
    MODALS,
    STATIVE,
    concrete,
    is_past,
    lemma,
    words_of,
)

_OPENERS = words_of("and so then but also well okay ok next first firstly later finally yes")
_TO_BASE = words_of(
    "had decided chose managed went got able used started began offered agreed tried helped ended "
    "have"
)
_AUXILIARY = words_of("have had i've i'd we've we'd was were 've am did")


@dataclass(frozen=True, slots=True)
class Act:
    """A concrete action of a person in a sentence: who, where in the text, how sure."""

    own: bool
    at: int
    past: bool


def acts_in(text: str, lower: list[str]) -> tuple[Act, ...]:
    """Every concrete “I did …” or “we did …” of a sentence, an unspoken “I” at its head too."""
    where = _places(text, lower)
    acts = []
    for index, word in enumerate(lower):
        if word in ("i", "i've", "i'd", "we", "we've", "we'd", "i'm"):
            act = _act_after(lower, index, own=word[0] == "i")
            if act is not None:
                acts.append(Act(act.own, where[index], act.past))
    head = next((at for at, word in enumerate(lower) if word not in _OPENERS), 0)
    first = lower[head] if lower else ""
    if not acts and is_past(first) and first not in STATIVE and "by" not in lower[head : head + 3]:
        follows = lower[head + 1] if head + 1 < len(lower) else ""
        if follows not in ("of", "and") and _says_something(lower[head : head + 12]):
            acts.append(Act(own=True, at=where[head], past=True))
    return tuple(acts)


def _places(text: str, lower: list[str]) -> list[int]:
    straight, at, places = text.lower().replace("’", "'"), 0, []
    for word in lower:
        found = straight.find(word, at)
        found = at if found < 0 else found
        places.append(found)
        at = found + len(word)
    return places


def _act_after(lower: list[str], index: int, *, own: bool) -> Act | None:
    ahead = index + 1
    if lower[max(0, index - 1) : index] in (["did"], ["could"], ["should"], ["would"], ["if"]):
        return None
    perfect = lower[index] in ("i've", "we've", "i'd", "we'd")
    while ahead < len(lower) and (lower[ahead] in ADVERBS or lower[ahead].endswith("ly")):
        ahead += 1
    if ahead >= len(lower) or lower[ahead] in MODALS or lower[ahead].endswith("n't"):
        return None
    verb = lower[ahead]
    rest = lower[ahead : ahead + 14]
    if verb in _AUXILIARY or verb in _TO_BASE:
        return _after_auxiliary(lower, ahead, own=own)
    if is_past(verb) and verb not in STATIVE:
        return Act(own, 0, past=True) if _says_something(rest) else None
    if verb in STATIVE and verb != "was" and _to_base(lower, ahead + 1):
        return None
    if verb in BASE_ACTIONS and not perfect and _says_something(rest):
        return Act(own, 0, past=False)
    return None


def _after_auxiliary(lower: list[str], ahead: int, *, own: bool) -> Act | None:
    """“I had to tell”, “I went to see”, “I have built”, “I was call”: what comes behind them."""
    rest = lower[ahead + 1 : ahead + 14]
    while rest and (rest[0] in ADVERBS or rest[0] in ("not", "to") or rest[0].endswith("ly")):
        if rest[0] == "not":
            return None
        rest = rest[1:]
    if not rest:
        return None
    verb = rest[0]
    passive = lower[ahead] in ("was", "were", "am") and is_past(verb)
    acts = (is_past(verb) and verb not in STATIVE) or verb in BASE_ACTIONS
    if verb.endswith("ing") and lemma(verb) in BASE_ACTIONS:
        acts = lower[ahead] in ("started", "began", "ended", "tried")
    if acts and not passive and lower[ahead] not in ("used", "am") and _says_something(rest):
        return Act(own, 0, past=True)
    plain = is_past(lower[ahead]) and lower[ahead] not in STATIVE | _AUXILIARY
    if plain and _says_something(lower[ahead : ahead + 14]):
        return Act(own, 0, past=True)
    return None


def _to_base(lower: list[str], at: int) -> bool:
    return lower[at : at + 1] == ["to"]


def _says_something(rest: list[str]) -> bool:
    """Whether a verb and what follows it say more than any answer could."""
    verb = rest[0]
    solid = concrete(rest[1:])
    with_someone = bool(DEDICATED_PRONOUNS & set(rest[1:5]))
    if verb in GENERIC or lemma(verb) in GENERIC_LEMMAS:
        return len(solid) + with_someone >= 2
    return len(solid) >= 1 or with_someone
