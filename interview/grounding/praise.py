"""What of a sentence is a coach's verdict on what was told, and claims nothing of what was done.

“You stayed till nine, which makes the story credible”: what stands behind the comma judges. A
verdict stands in the present or has no verb, behind the fact or around it, and brings in no
figure, no name, no person and no lasting effect. It judges no claim itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from interview.grounding.clauses import is_deed
from interview.grounding.quantities import Quantity, quantities
from interview.grounding.units import listed
from interview.grounding.words import bears, spoken, tells
from interview.lexis import Part, base, kinds, share

_JOINT = re.compile(
    r"\s*,\s+(?:which|and that|and this|and|so that|so|but|all of (?:it|which)|both)?\b"
    r"|\s*[:;]\s|\s[–—-]\s|\s+(?:and|so|but) (?=(?:the|that|this|it|your|both) )"
    r"|(?<=[a-z])\s+(?=is an? )|\.\s",
    re.I,
)
_MOST_WORDS = 16
_MOST_VERDICTS = 2
_LASTING = frozenset(
    listed(
        "now still today since ever later until always never already became once used using "
        "fine okay possible available ready"
    )
)
_SUBJECTS = frozenset(listed("i we he she they them him who"))
_PAST = frozenset(listed("was were had did got went came became would been"))
# Of what a verdict speaks: the telling, the choice, what it shows of somebody.
_OF_A_VERDICT = frozenset(
    listed(
        "story answer example line sentence word phrase point detail fact figure number scale "
        "size reason choice decision judgement judgment move habit practice step steps order "
        "priority proof evidence argument claim remedy fault craft teaching work care method "
        "approach instinct diagnosis explanation account picture message recognition praise "
        "credit admission experience result measure outcome weight name page substance strength "
        "skill range pace volume spine feedback impression sign thing place side way kind level "
        "scope stake limit cost risk trade consequence effect sense initiative listener "
        "interviewer reader panel anyone somebody someone action"
    )
)
_VERDICTS = frozenset(
    listed(
        "be make show give read stand tell sound land count suggest prove speak carry need let "
        "put name say set bear matter work picture follow remember check believe judge see hear "
        "add explain state measure shape mean want ring feel look come go answer"
    )
)
_WHAT = frozenset(listed("which that this it and so but"))
_LASTS = frozenset(listed("work hold last pay run help keep stick stay pass save win"))
_CAN = frozenset(listed("can could may might"))
_JUDGED = [(f"noun.{it}",) for it in listed("cognition communication motive attribute feeling")]


def without_verdicts(sentence: str, sources: Iterable[str]) -> str:
    """The sentence without the verdicts it ends in; itself where what is left would say nothing.

    Nothing is cut of a sentence that says “I” or “we”: nobody judges his own telling there.
    """
    if re.search(r"\b(?:I|we|my|our)\b", sentence):
        return sentence
    held = frozenset(word for source in sources for word in spoken(source))
    for _ in range(_MOST_VERDICTS):
        joints = [found for found in _JOINT.finditer(sentence) if found.start()]
        cut = next((j for j in joints if _is_verdict(sentence[j.end() :], held)), None)
        if cut is None or not _tells_of(sentence[: cut.start()], held):
            break
        sentence = sentence[: cut.start()]
    return sentence


def _tells_of(text: str, held: frozenset[str]) -> bool:
    """Whether two of the lines' words are left, so that something is still told."""
    return len({word for word in spoken(text) if tells(word) and bears(held, word)}) > 1


def _is_verdict(text: str, held: frozenset[str]) -> bool:
    words = spoken(text)
    if not words or len(words) > _MOST_WORDS or any(q.unit or q.bare > 3 for q in _counted(text)):
        return False
    if re.search(r"[A-Z]", text) or not _LASTING.isdisjoint(words):
        return False
    if not _SUBJECTS.isdisjoint(words) or _tells_of_the_past(words) or _claims_a_deed(words):
        return False
    strange = [word for word in words if tells(word) and not bears(held, word)]
    return any(map(_judges, words)) and all(map(_judges, strange))


def _tells_of_the_past(words: list[str]) -> bool:
    """Whether something is said to have come of it: “convinced the panel”, “and it works”."""
    return not _PAST.isdisjoint(words) or any(
        before in _WHAT and (_is_past(word) or base(word, Part.VERB) in _LASTS)
        for before, word in pairwise(["which", *words])
    )


def _is_past(word: str) -> bool:
    form = base(word, Part.VERB)
    finite = form != word and not word.endswith(("s", "ing"))
    return finite and share(form, Part.VERB) > 0


def _counted(text: str) -> list[Quantity]:
    return [quantity for quantity in quantities(text) if quantity.strict]


def _judges(word: str) -> bool:
    verb, noun = base(word, Part.VERB), base(word, Part.NOUN)
    if noun in _OF_A_VERDICT or verb in _VERDICTS:
        return True
    if share(word, Part.ADJECTIVE) > 0.4 or (word.endswith("ly") and len(word) > 4):
        return True
    return share(word, Part.NOUN) > 0.5 and kinds(word, Part.NOUN)[:1] in _JUDGED


def _claims_a_deed(words: list[str]) -> bool:
    """Whether somebody who is “you” does something there other than tell."""
    return any(
        word == "you"
        and after not in _CAN
        and is_deed(after, "you")
        and base(after, Part.VERB) not in _VERDICTS
        for word, after in pairwise(words)
    )
