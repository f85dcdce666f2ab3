"""What came of it and what was taken from it: result and lesson, in a story or a claim."""

from __future__ import annotations

import re

from interview.coach.rules import cues
from interview.coach.rules.acts import Act
from interview.coach.rules.findings import Circumstances, Finding, ids
from interview.coach.rules.lexicon import tokens
from interview.coach.rules.quoting import clause_start
from interview.coach.rules.signals import Reading, Sentence
from interview.coach.rules.story import gives_reason
from interview.model import Element
from interview.rubric import Shape

_DOER = re.compile(r"\b(?:i|we)\s+$", re.IGNORECASE)


def result(reading: Reading, acting: list[tuple[Sentence, Act]], around: Circumstances) -> Finding:
    """A change of state behind the first action: its size, or someone who took it up, fills it."""
    first = reading.counted.index(acting[0][0]) if acting else len(reading.counted)
    changes: list[tuple[Sentence, int, bool]] = []
    reactions: list[tuple[Sentence, int, bool]] = []
    for place, sentence in enumerate(reading.counted):
        asked = around.probed.get(sentence.answer) is Element.RESULT
        if place < first and not asked:
            continue
        changed = _change_in(sentence)
        act = next((act for s, act in acting if s is sentence), None)
        ending = changed and (act is None or _ends(sentence, changed, act, first=place == first))
        if changed and ending and (sentence.solid or asked):
            at = clause_start(sentence.text, changed.start())
            changes.append((sentence, at, _sized(sentence)))
        elif asked and _sized(sentence):
            changes.append((sentence, 0, True))
        reaction = sentence.find(cues.REACTION) if place > first or asked else None
        if reaction and _by_someone(sentence, reaction.start()):
            at = clause_start(sentence.text, reaction.start())
            reactions.append((sentence, at, sentence.find(cues.ADOPTED) is not None))
        if around.shape is Shape.CLAIM and len(sentence.solid) >= 2 and place >= first:
            checked = sentence.find(cues.VERIFIED) or sentence.find(cues.FORGO)
            if checked:
                reactions.append((sentence, 0, False))
    return _weighed(changes, reactions)


def _ends(sentence: Sentence, changed: re.Match[str], act: Act, *, first: bool) -> bool:
    """Whether a change in a sentence with an action came of one: of this, or of an earlier.

    “p99 fell; since then I test first” ends a story that was told; “it had dropped, so I rang”
    only begins one.
    """
    if changed.end() > act.at:
        return True
    before = sentence.text[: changed.start()]
    between = sentence.text[changed.end() : act.at]
    begins = cues.JOINED.search(between) or cues.SET_UP.search(before)
    return not (first or begins or before.rstrip().endswith("had"))


def _weighed(
    changes: list[tuple[Sentence, int, bool]], reactions: list[tuple[Sentence, int, bool]]
) -> Finding:
    sure = [(s, at) for s, at, sized in changes if sized]
    taken_up = [(s, at) for s, at, adopted in reactions if adopted]
    full = max(sure, key=lambda found: _measured(found[0]), default=None)
    full = full or next(iter(taken_up), None)
    cited = [s for s, _, _ in [*changes, *reactions]]
    if full:
        state = "sized" if full in sure else "vouched"
        return Finding(Element.RESULT, 2, state, ids([full[0], *cited]), *full)
    if changes and reactions and changes[0][0] is not reactions[-1][0]:
        return Finding(Element.RESULT, 2, "vouched", ids(cited), *reactions[-1][:2])
    if cited:
        said, at, _ = [*changes, *reactions][0]
        state = "unsized" if changes else "seen"
        return Finding(Element.RESULT, 1, state, ids(cited), said, at)
    return Finding(Element.RESULT, 0, "none")


def _change_in(sentence: Sentence) -> re.Match[str] | None:
    """The turn of speech that tells a change; of several the one that is no one's own doing.

    “I stopped using it, and late drops fell”: what fell is the result.
    """
    turns = [*cues.CHANGE.finditer(sentence.text), *cues.FROM_TO.finditer(sentence.text)]
    thought = [m.span() for m in cues.HYPOTHETICAL.finditer(sentence.text)] if turns else []
    found = [m for m in turns if not any(at <= m.start() < end for at, end in thought)]
    happened = [m for m in found if not _DOER.search(sentence.text[: m.start()])]
    return next(iter([*happened, *found]), None)


def _measured(sentence: Sentence) -> int:
    """How plainly a sentence measures a change: before and after, a figure, or neither."""
    figure = bool(cues.NUMBER.search(cues.TIME.sub(" ", sentence.text)))
    return 2 * bool(sentence.find(cues.FROM_TO)) + figure


def _sized(sentence: Sentence) -> bool:
    """Whether a figure stands there that is no date, or the change is total."""
    text = cues.TIME.sub(" ", sentence.text)
    return bool(cues.NUMBER.search(text) or cues.ABSOLUTE.search(text))


def _by_someone(sentence: Sentence, at: int) -> bool:
    before = sentence.text[:at]
    words = [word.lower() for word in tokens(before)]
    named = any(word[0].isupper() for word in tokens(before)[1:] if word != "I")
    others = {"she", "he", "they", "who", "everyone", "it", "both"} & set(words[-4:])
    counted = words[-2:] == ["of", "them"] or words[-1:] in (["others"], ["all"], ["most"])
    return bool(cues.PERSON.search(before) or named or others or counted) and words[-1:] not in (
        ["i"],
        ["we"],
    )


_LESSONS = {
    "learned": cues.LEARNED,
    "next time": cues.NEXT_TIME,
    "since then": cues.SINCE_THEN,
    "trade-off": cues.TRADE_OFF,
}


def lesson(reading: Reading, around: Circumstances) -> Finding:
    kinds: dict[str, tuple[Sentence, int]] = {}
    claim = around.shape is Shape.CLAIM
    for sentence in reading.counted:
        asked = around.probed.get(sentence.answer) is Element.LESSON
        if len(sentence.solid) < 2:
            continue
        for kind, pattern in _LESSONS.items():
            found = sentence.find(pattern)
            if found:
                kinds.setdefault(kind, (sentence, clause_start(sentence.text, found.start())))
        transfer = sentence.find(cues.TRANSFER)
        if transfer and (claim or asked) and len(sentence.solid) >= 3:
            kinds.setdefault("transfer", (sentence, clause_start(sentence.text, transfer.start())))
        linked = transfer or sentence.find(cues.LINK)
        if claim and linked and len(sentence.solid & around.job) >= 2:
            kinds.setdefault("link", (sentence, 0))
        if asked and len(sentence.solid) >= 3:
            kinds.setdefault("told", (sentence, 0))
    if not kinds:
        return Finding(Element.LESSON, 0, "none")
    said, at = next(iter(kinds.values()))
    cited = ids([s for s, _ in kinds.values()])
    rich = any(len(s.solid) >= 4 and gives_reason(s) for s, _ in kinds.values())
    full = len(kinds) >= 2 or rich
    return Finding(Element.LESSON, 2 if full else 1, "full" if full else "named", cited, said, at)
