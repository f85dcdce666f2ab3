"""What the sentences of an answer show, one by one; it gives no marks and writes no words.

All answers to a question are read together. A sentence that is a copy, a repetition, an
instruction to the judge, praise of the interviewer or a heap of keywords is set aside: it counts
for nothing, so that adding one can raise nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from interview.coach.rules import cues
from interview.coach.rules.lexicon import (
    ADVERBS,
    BASE_ACTIONS,
    DEDICATED_PRONOUNS,
    FUNCTION_WORDS,
    GENERIC,
    GENERIC_LEMMAS,
    MODALS,
    STATIVE,
    concrete,
    content,
    is_past,
    known,
    lemma,
    tokens,
    words_of,
)
from interview.model import Line

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


@dataclass(frozen=True, slots=True)
class Sentence:
    """One numbered sentence and what it shows. `set_aside` names why it counts for nothing."""

    line: Line
    words: tuple[str, ...]
    stems: frozenset[str]
    solid: frozenset[str]
    set_aside: str = ""
    acts: tuple[Act, ...] = ()

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
        digits = re.match(r"A(\d+)", self.line.id)
        return int(digits[1]) if digits else 1

    def own(self, *, past: bool = True) -> Act | None:
        return next((act for act in self.acts if act.own and (act.past or not past)), None)

    def shared(self) -> Act | None:
        return next((act for act in self.acts if not act.own and act.past), None)

    def find(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        return pattern.search(self.text)


@dataclass(frozen=True, slots=True)
class Reading:
    """All sentences of all answers to one question, in order, with the gates' findings."""

    sentences: tuple[Sentence, ...]
    topic: frozenset[str] = frozenset()
    least_words: int = 25
    counted: tuple[Sentence, ...] = field(init=False)

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
) -> Reading:
    """Reads every sentence once. `copied_from` holds the coach's own texts and the posting;

    `familiar` are words that are known because the papers use them (products, names).
    """
    sources = [set(_plain(text).split()) for text in copied_from if text.strip()]
    seen: list[str] = []
    sentences = []
    for line in answers:
        words = _once(tokens(line.text))
        lower = [word.lower() for word in words]
        aside = _set_aside(line.text, lower, sources, seen, familiar)
        seen.append(" ".join(lower))
        stems, solid = content(lower), concrete(lower)
        acts = () if aside else _acts(line.text, lower)
        sentences.append(Sentence(line, tuple(lower), stems, solid, aside, acts))
    return Reading(_settled(sentences), topic, least_words)


def _plain(text: str) -> str:
    return " ".join(token.lower() for token in tokens(text))


def _once(words: list[str]) -> list[str]:
    """The words without their immediate repetition as a whole."""
    half = len(words) // 2
    if len(words) >= 6 and len(words) % 2 == 0 and words[:half] == words[half:]:
        return words[:half]
    return words


def _set_aside(
    text: str,
    lower: list[str],
    sources: list[set[str]],
    seen: list[str],
    familiar: frozenset[str],
) -> str:
    if not lower:
        return "blank"
    if cues.INJECTION.search(text):
        return "instruction"
    joined = " ".join(lower)
    if any(joined == old or (len(lower) > 4 and fuzz.ratio(joined, old) >= 93) for old in seen):
        return "repetition"
    if _gibberish(text, lower, familiar):
        return "noise"
    if _is_copy(lower, sources):
        return "copy"
    if _is_salad(text, lower):
        return "keywords"
    if cues.FLATTERY.search(text) and not _acts(text, lower):
        return "praise"
    return ""


def _gibberish(text: str, lower: list[str], familiar: frozenset[str]) -> bool:
    alphabetic = [word for word in lower if word[0].isalpha() and len(word) > 1]
    if not alphabetic:
        return len(lower) == 1 and not lower[0][0].isdigit()
    named = {token.lower() for token in tokens(text)[1:] if token[0].isupper()}
    strange = [
        word
        for word in alphabetic
        if word not in familiar
        and word not in named
        and not any(sign.isdigit() for sign in word)
        and not all(known(part) for part in re.split(r"[-/.]", word) if part)
    ]
    return len(strange) * 2 > len(alphabetic) and len(strange) > (len(alphabetic) == 1)


def _is_copy(lower: list[str], sources: list[set[str]]) -> bool:
    """Whether nearly all content of a sentence of some length stands in one of the coach's texts."""
    mine = {word for word in lower if word not in FUNCTION_WORDS}
    if len(lower) < 5 or len(mine) < 3:
        return False
    for source in sources:
        shared = len(mine & source) / len(mine)
        if shared >= 0.8 and len(set(lower) & source) / len(set(lower)) >= 0.75:
            return True
    return False


def _is_salad(text: str, lower: list[str]) -> bool:
    if len(lower) < 5 or {"i", "we", "my", "our"} & set(lower):
        return False
    function = sum(word in FUNCTION_WORDS for word in lower) / len(lower)
    listed = text.count(",") >= len(lower) / 3
    spoken = is_past(lower[0]) and any(word in FUNCTION_WORDS for word in lower)
    return (function < 0.15 and not spoken) or (listed and function < 0.2)


def _acts(text: str, lower: list[str]) -> tuple[Act, ...]:
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


_PADDING = re.compile(
    r"^\W*(?:the |my |our )?(?:situation|task|action|result|outcome|impact|star)s?\b\s*[:\-–—]?",
    re.IGNORECASE,
)


def _settled(sentences: list[Sentence]) -> tuple[Sentence, ...]:
    """Sentences with little but the names of an answer's parts are set aside too."""
    return tuple(
        Sentence(s.line, s.words, s.stems, s.solid, "padding", ())
        if s.counts and not s.acts and _PADDING.match(s.text) and len(s.solid) < 2
        else s
        for s in sentences
    )
