"""What the things of an answer are called in the coach's own sentences, in the answer's words only.

“I rang the supplier” becomes “rang the supplier”, to stand behind “you”. Where that is not sure
there is no name, and whoever asks has to quote or to say it plainly.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from interview.coach.rules.lexicon import (
    FUNCTION_WORDS,
    GENERIC_LEMMAS,
    STATIVE,
    is_past,
    lemma,
    tokens,
    words_of,
)
from interview.coach.rules.quoting import quote
from interview.lexis import Part, base, kinds, share
from interview.phrases import Phrase
from interview.remembered import remembered

_BEGUN = re.compile(r"I (?:(?:also|then|just|first|finally|simply) )?(?=[a-z])", re.IGNORECASE)
_TURNED = {
    "i": "you",
    "my": "your",
    "me": "you",
    "myself": "yourself",
    "our": "the",
}
_UNSURE = Phrase(
    r"\b(?:we|us|ours|ourselves|mine|am|i'm|i'd|i've|i'll|im|ive|would|usually|always|try|tried)\b|"
    r"[“”\"?()]"
)
_LEAST_WORDS, _MOST_WORDS = 3, 11
_LAME = words_of("was were had got did felt thought knew wanted said came could used")
"""Past forms that tell little by themselves, or begin something longer than a name."""

_LOOSE_END = re.compile(
    r"(?:\s+(?:(?:and|or|but)\s+\w+|since|though|with|which|that|of|to|for|from|by|all|each|"
    r"whether|like|as|about|than|just))+$",
    re.IGNORECASE,
)
_DETERMINED = Phrase(
    r"\b(?:the|my|our|a|an|their|his|her|this|that)\s+"
    r"((?:[a-z][a-z'-]+\s+)?[a-z][a-z'-]+)"
)
_TOPICS = frozenset(
    f"noun.{kind}"
    for kind in ("act", "cognition", "attribute", "feeling", "communication", "state")
)
_PALE = words_of(
    "thing way lot bit time day week month year people person one someone anyone everyone "
    "nobody kind sort part place line side end top bottom point case home work job team man "
    "woman guy boy girl other same whole next last first second half number hand head self "
    "friend world life ward somebody anybody everybody individual member human user example "
    "sample course style sense matter fact mind track charge touch pride truth purpose basis "
    "detail "
)
_SHORTEST_TOPIC = 5
_OWN = frozenset({"i", "you", "my", "your", "me", "our", "the"})
_LEAST_CLAUSE = 4
_LATEST_VERB = 5
_POINTS_BACK = words_of("it this that that's there these those it's there's")
_OPENS_A_CLAUSE = words_of("that whether because")
_AUXILIARY = words_of("is are was were has have had does did can could will")
_SPEAKING = words_of("i'm i've i'd i'll we're we've we'd we'll i we")
_UNCLEAR = Phrase(r"\b(?:you|your|you're|yes|no|okay|ok|well|situation|question)\b|[“”\"?():]")
_SAID_TO = {
    **{"i": "you", "we": "you", "me": "you", "us": "you", "my": "your", "our": "your"},
    **{"mine": "yours", "ours": "yours", "myself": "yourself", "ourselves": "yourselves"},
    **{"i'm": "you're", "i've": "you've", "i'd": "you'd", "i'll": "you'll", "am": "are"},
    **{"we're": "you're", "we've": "you've", "we'd": "you'd", "we'll": "you'll"},
}
_ANYONE = re.compile(
    r"\b(?:(?:I|we)['’](?:m|ve|d|ll|re)|I|we|me|us|my|our|mine|ours|myself|ourselves|am)\b",
    re.IGNORECASE,
)
_WAS = re.compile(r"\b(I) was\b", re.IGNORECASE)
_NO_SUBJECT = words_of(
    "once and or but so because that which who when while where if as since until before after "
    "for with without to of from by at in on not then also is are was were has have had did does"
)


@remembered(1024)  # the same deeds are named in findings, gaps and coaching
def deed(text: str, at: int = 0) -> str:
    """What the speaker says to have done, as it follows “you”; "" where that is not sure."""
    said = quote(text, at, words=_MOST_WORDS, width=58)
    begun = _BEGUN.match(said)
    if _UNSURE.search(said) or not (begun or text.startswith(said)):
        return ""
    words = said[begun.end() if begun else 0 :].split()
    first = words[0].lower() if words else ""
    if not is_past(first) or first in STATIVE | _LAME:
        return ""
    if _is_half_told(words):
        return ""
    turned = " ".join([first, *(_TURNED.get(word.lower(), word) for word in words[1:])])
    whole = _LOOSE_END.sub("", turned.replace("you was", "you were")).strip(" ,.;:")
    return whole if len(whole.split()) >= _LEAST_WORDS else ""


@remembered(1024)
def clause(text: str, at: int = 0) -> str:
    """What is said, as it follows “You say that”; "" where it would not read well."""
    own = deed(text, at)
    if own:
        return f"you {own}"
    said = quote(text, at, width=62)
    words = [word.lower() for word in tokens(said)]
    if len(words) < _LEAST_CLAUSE or _UNCLEAR.search(said) or words[0] in _NO_SUBJECT:
        return ""
    if words[0] not in _SPEAKING and words[1] in _SPEAKING:
        return ""
    places = [place for place, word in enumerate(words) if _is_verb(word)]
    if not places or places[0] > _LATEST_VERB or (places[0] == 0 and words[0] not in _SPEAKING):
        return ""
    if _cut_short(text, said) or _is_half_told(words):
        return ""
    turned = _WAS.sub(r"\1 were", said)
    turned = _ANYONE.sub(lambda found: _SAID_TO[found[0].lower().replace("’", "'")], turned)
    first, _, rest = _LOOSE_END.sub("", turned).partition(" ")
    return f"{first.lower() if _is_common(first) else first} {rest}"


def _is_common(word: str) -> bool:
    """Whether a word at the head of a sentence has its capital from there alone."""
    lower = word.lower()
    if lower in FUNCTION_WORDS:
        return True
    thing = kinds(lower, Part.NOUN)[:1]
    general = base(lower, Part.NOUN) != lower or lower.endswith(("ing", "ty", "tion", "ment"))
    return bool(thing) and thing[0] not in ("noun.person", "noun.location") and general


def is_telling(told: str) -> bool:
    """Whether a clause says enough by itself to be pointed at: a deed, or a thing that is named."""
    words = told.lower().split()
    return (
        len(words) >= _LEAST_CLAUSE
        and words[0] not in _POINTS_BACK
        and not any(word.endswith("n't") for word in words)
    )


def _is_half_told(words: list[str]) -> bool:
    """Whether a clause was cut before its verb: “showed that nineteen of the hotfixes”."""
    lower = [word.lower() for word in words]
    at = max((place for place, word in enumerate(lower) if word in _OPENS_A_CLAUSE), default=-1)
    return at > 0 and not any(_is_verb(word) for word in lower[at + 1 :])


def _cut_short(text: str, said: str) -> bool:
    """Whether a list of adjectives was cut: “I'm all about a positive”, and “inclusive” to come."""
    last = said.split()[-1].lower()
    at = text.find(said) + len(said)
    return text[at : at + 1] == "," and share(last, Part.ADJECTIVE) > 0.5


def _is_verb(word: str) -> bool:
    return is_past(word) or word in _AUXILIARY or word in _SPEAKING


def person(texts: Iterable[str]) -> str:
    """Whom an answer speaks of most, as “finance manager” behind “the”; "" where nobody is."""
    found: Counter[str] = Counter()
    for text in texts:
        for match in _DETERMINED.finditer(text):
            name = _named(match[1].lower())
            if name:
                found[name] += 1
    return found.most_common(1)[0][0] if found else ""


def _named(words: str) -> str:
    """The noun of one or two words behind a determiner, if it names a person."""
    first, _, second = words.partition(" ")
    if second and _is_person(second) and _qualifies(first):
        return words
    return first if _is_person(first) else ""


@lru_cache(maxsize=4_000)
def _is_person(word: str) -> bool:
    plain = base(word, Part.NOUN)
    if plain in _PALE or lemma(word) in GENERIC_LEMMAS or word in FUNCTION_WORDS or "'" in word:
        return False
    return share(word, Part.NOUN) > 0.7 and kinds(word, Part.NOUN)[:1] == ("noun.person",)


def _qualifies(word: str) -> bool:
    """Whether a word before a noun belongs to its name: “finance manager”."""
    if word in FUNCTION_WORDS or word in _PALE or word.endswith(("ly", "'s")):
        return False
    return share(word, Part.NOUN) > 0.6 and bool(kinds(word, Part.NOUN))


def topics(words: Iterable[str], without: frozenset[str] = frozenset()) -> str:
    """Two general things an answer speaks of, as “teamwork and communication”, or ""."""
    found = Counter(word for word in words if _is_topic(word) and lemma(word) not in without)
    chosen = [word for word, _ in found.most_common(2)]
    return " and ".join(chosen) if len(chosen) > 1 else ""


@lru_cache(maxsize=4_000)
def _is_topic(word: str) -> bool:
    if len(word) < _SHORTEST_TOPIC or base(word, Part.NOUN) != word or word in _PALE:
        return False
    general = kinds(word, Part.NOUN)[:1]
    return share(word, Part.NOUN) > 0.85 and bool(general) and general[0] in _TOPICS


def about(words: Iterable[str], without: frozenset[str] = frozenset()) -> str:
    """Two things an answer speaks of most, whatever they are: “porters and linen”."""
    found = Counter(word for word in words if _is_subject(word) and lemma(word) not in without)
    chosen = [word for word, _ in found.most_common(2)]
    return " and ".join(chosen) if len(chosen) > 1 else ""


@lru_cache(maxsize=4_000)
def _is_subject(word: str) -> bool:
    plain = base(word, Part.NOUN)
    if len(word) < _SHORTEST_TOPIC or plain in _PALE or lemma(word) in GENERIC_LEMMAS:
        return False
    if "'" in word or plain == "congratulation":
        return False
    plural = plain != word and word.endswith("s")
    sort = kinds(word, Part.NOUN)[:1]
    mass = bool(sort) and sort[0] in _TOPICS
    return share(word, Part.NOUN) > 0.85 and (plural or mass) and sort[0] not in _PASSING


_PASSING = frozenset({"noun.time", "noun.quantity"})


def bare(text: str) -> str:
    """The words of a text without whom they are about: “I rang my boss” is “rang boss”."""
    return " ".join(word for token in tokens(text) if (word := token.lower()) not in _OWN)
