"""What the truth check knows of other languages than English, and which of them words are in.

It holds tables and reads words; it judges no sentence. A language is told by the little words that
no sentence does without, and its own words are compared by their stems: a dictionary of it would
cost more memory and a longer first look than the check has.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from interview.grounding.units import listed
from interview.grounding.words import FUNCTION
from interview.remembered import remembered

_WORD = re.compile(r"[^\W\d_]+")
_FEWEST = 2
_LEAST_STEM = 3
_LONG = 5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tongue:
    """The words of one language that the check asks for, folded; see `tongues.toml`."""

    code: str
    little: frozenset[str]
    general: frozenset[str]
    determiners: frozenset[str]
    nouns: frozenset[str]
    titles: frozenset[str]
    persons: frozenset[str]
    as_: frozenset[str]
    opposites: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    noun_ends: tuple[str, ...]
    joins: frozenset[str]
    leaders: frozenset[str]
    led: frozenset[str]
    led_whom: re.Pattern[str]
    leading: re.Pattern[str]
    helping: re.Pattern[str]
    ranks: re.Pattern[str]
    deny: re.Pattern[str]
    deny_softly: re.Pattern[str]
    of_telling: re.Pattern[str]
    i: re.Pattern[str]
    we: re.Pattern[str]
    up: re.Pattern[str]
    down: re.Pattern[str]
    job: re.Pattern[str]
    verbs: dict[str, str]
    figures: dict[str, str]

    @property
    def capitals(self) -> bool:
        """Whether every noun has a capital, so that one makes no name."""
        return bool(self.noun_ends)


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """A word without case, accents and umlauts, as the tables have it."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


@remembered(4096)
def folded(text: str) -> tuple[str, ...]:
    """The words of a text in order, folded."""
    return tuple(fold(word) for word in _WORD.findall(text))


@remembered(1024)
def tongue_of(sentence: str, sources: tuple[str, ...] = ()) -> Tongue | None:
    """The language of a sentence where it is a known one other than English, else None.

    A sentence too short to tell is taken to be in the language of its sources.
    """
    told = _told(folded(sentence))
    if told is not None:
        return told if isinstance(told, Tongue) else None
    found = _told(tuple(word for source in sources for word in folded(source)))
    return found if isinstance(found, Tongue) else None


def is_english(sentence: str) -> bool:
    """Whether a sentence tells by itself that it is in English."""
    return _told(folded(sentence)) == "en"


def _told(words: tuple[str, ...]) -> Tongue | str | None:
    """The language of these words, “en” where it is English, None where too few tell."""
    english = sum(map(FUNCTION.__contains__, words))
    counted = [
        (
            sum(map(tongue.little.__contains__, words)),
            sum(map(_COMMON[tongue.code].__contains__, words)),
            tongue,
        )
        for tongue in _TONGUES
    ]
    most, _, likeliest = max(counted, key=lambda one: one[0] + one[1])
    if most >= _FEWEST and most > english:
        return likeliest
    return "en" if english >= _FEWEST else None


@lru_cache(maxsize=50_000)
def stems(word: str, tongue: Tongue) -> frozenset[str]:
    """What a folded word may come from in a language: without endings, “ge-” and particles."""
    code = tongue.code
    found = {word}
    bare = {word}
    if code == "de":
        bare |= {rest for rest in map(word.removeprefix, _PARTICLES) if len(rest) > _LEAST_STEM}
        bare |= {one[2:] for one in bare if one.startswith(("ge", "zu")) and len(one) > _LONG}
    for one in bare:
        found |= _short(one, code)
    roots = found | {one.removeprefix(p) for one in found for p in _PREFIXES if code == "de"}
    return frozenset(found | {tongue.verbs[one] for one in roots if one in tongue.verbs})


_PARTICLES = listed(
    "zuruck durch nach hoch fest fort heim hinzu vor aus auf ein an ab mit um weg zu los bei"
)
_PREFIXES = ("be", "ver", "ent", "er", "zer")
_ENDINGS = {
    "de": re.compile(
        r"(?:innen|in|ungen|ung|lichen|liche|lich|keiten|keit|heiten|heit|igen|ige|ig|"
        r"test|ten|tet|te|st|ern|em|en|er|es|et|e|n|s|t)$"
    ),
    "fr": re.compile(
        r"(?:issements?|ements?|ations?|itions?|ions?|ements?|aient|erent|irent|ees?|ais|ait|ons|"
        r"ez|ent|ant|ers?|irs?|res?|es?|is|it|us?|s|x)$"
    ),
    "es": re.compile(
        r"(?:aciones|acion|iciones|icion|imientos?|amientos?|aron|ieron|aste|iste|ando|iendo|"
        r"abas?|aban|amos|imos|ados?|adas?|idos?|idas?|ar|er|ir|os|as|es|io|en|an|o|a|e|s|i)$"
    ),
}


def _short(word: str, code: str) -> set[str]:
    once = _ENDINGS[code].sub("", word)
    twice = _INFLECTED.sub("", once)
    return {word, *(form for form in (once, twice) if len(form) >= _LEAST_STEM)}


_INFLECTED = re.compile(r"(?:e[mnrs]?|n|s|t|te)$")


@lru_cache(maxsize=20_000)
def is_general(word: str, tongue: Tongue) -> bool:
    """Whether a folded word, in any of its forms, adds nothing to what stands beside it."""
    found = _short(word, tongue.code)
    roots = {tongue.verbs[form] for form in found if form in tongue.verbs}
    return not tongue.general.isdisjoint(found | roots)


@lru_cache(maxsize=100_000)
def is_one(word: str, other: str, tongue: Tongue) -> bool:
    """Whether two folded words are forms of one, or one of them is a compound with the other."""
    if word == other or not stems(word, tongue).isdisjoint(stems(other, tongue)):
        return True
    short, long = sorted((word, other), key=len)
    alike = max(_LONG, len(short) - 2)
    if len(short) >= _LONG and short[:alike] == long[:alike]:
        return True
    if tongue.code != "de" or len(long) < len(short) + 3:
        return False
    parts = [stem for stem in stems(short, tongue) if len(stem) > _LEAST_STEM]
    wholes = stems(long, tongue)
    return any(long.startswith(part) or any(w.endswith(part) for w in wholes) for part in parts)


_SHORTENED = re.compile(r"\b(Mio|Mrd|Std|Min|Sek)\.", re.I)
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3})+(?![\d.])")
_COMMA = re.compile(r"(?<![\d.,])(\d+),(\d{1,2})(?![\d,])")
_HALVED = re.compile(r"\b(years|months|hours|days) and half\b")
_COUNTED = re.compile(r"\b(half) (?=(?:hours|years|days|months|million|dozen)\b)")
_TENS = re.compile(
    r"(?P<ones>ein|zwei|drei|vier|funf|sechs|sieben|acht|neun)und"
    r"(?P<tens>zwanzig|dreissig|vierzig|funfzig|sechzig|siebzig|achtzig|neunzig)"
)
_FROM = re.compile(r"\b(?:de|des) (?=\d[\d.,]*[^.;,]{0,24}? (?:à|a) \d)", re.I)
_PHRASES = {
    "fr": (
        (re.compile(r"\bpour cent\b", re.I), "percent"),
        (re.compile(r"\b(?:de|que) (?=\d)"), "than "),
    ),
    "es": (
        (re.compile(r"\bpor ciento\b", re.I), "percent"),
        (re.compile(r"\b(?:de|que) (?=\d)"), "than "),
    ),
    "de": ((re.compile(r"\bnur noch\b", re.I), "to"),),
}


@remembered(1024)
def in_english(text: str, tongue: Tongue) -> str:
    """A text with its numbers, units and months in English words: for comparing figures alone."""
    code = tongue.code
    text = _SHORTENED.sub(r"\1", text)
    text = _GROUPED.sub(lambda found: found[0].replace(".", ","), text)
    text = _COMMA.sub(r"\1.\2", text)
    if code in ("fr", "es"):
        text = _FROM.sub("from ", text)
    for pattern, words in _PHRASES[code]:
        text = pattern.sub(words, text)

    def told(found: re.Match[str]) -> str:
        word = fold(found[0])
        tens = _TENS.fullmatch(word) if code == "de" else None
        if tens:
            ones = "one" if tens["ones"] == "ein" else tongue.figures[tens["ones"]]
            return f"{tongue.figures[tens['tens']]}-{ones}"
        return tongue.figures.get(word, found[0])

    text = _WORD.sub(told, text)
    text = _HALVED.sub(r"and a half \1", text)
    return _COUNTED.sub("half a ", text)


def _read(code: str, table: dict[str, str | dict[str, str]]) -> Tongue:
    rows = {name: listed(row) for name, row in table.items() if isinstance(row, str)}
    figures = table["figures"]
    verbs = [listed(row) for row in " ".join(rows["verbs"]).split(",")]

    def words(name: str) -> frozenset[str]:
        return frozenset(rows.get(name, ()))

    def begun(name: str) -> re.Pattern[str]:
        return _beginnings(rows[name])

    return Tongue(
        code=code,
        little=words("little"),
        general=words("general"),
        determiners=words("determiners"),
        nouns=words("nouns"),
        titles=words("titles"),
        persons=words("persons"),
        as_=words("as"),
        opposites=tuple(
            (_beginnings(listed(one)), _beginnings(listed(other)))
            for one, other in (pair.split("-") for pair in " ".join(rows["opposites"]).split(","))
        ),
        noun_ends=tuple(rows.get("noun_ends", ())),
        joins=words("joins"),
        leaders=words("leaders"),
        led=words("led"),
        led_whom=begun("led_whom"),
        leading=begun("leading"),
        helping=begun("helping"),
        ranks=begun("ranks"),
        deny=begun("deny"),
        deny_softly=begun("deny_softly"),
        of_telling=begun("of_telling"),
        i=begun("i"),
        we=begun("we"),
        up=begun("up"),
        down=begun("down"),
        job=begun("job"),
        verbs={form: row[-1] for row in verbs for form in row},
        figures=figures if isinstance(figures, dict) else {},
    )


def _beginnings(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern of words that begin so; with “$” of the word itself."""
    return re.compile("|".join(re.escape(word).replace(r"\$", r"\b") for word in words) or r"(?!)")


def _loaded() -> tuple[Tongue, ...]:
    text = Path(__file__).with_name("tongues.toml").read_text("utf-8")
    return tuple(_read(code, table) for code, table in tomllib.loads(text).items())


_TONGUES = _loaded()
_COMMON = {tongue.code: tongue.general | tongue.figures.keys() for tongue in _TONGUES}
"""Read with the module, so that no sentence waits for it."""
