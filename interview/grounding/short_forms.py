"""Short forms and what they stand for, read off the texts themselves: SRE, NVQ, KS1, p99, Ltd.

It rewrites a sentence in the words of its sources where both say the same; it judges nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from interview.grounding.units import listed
from interview.remembered import remembered

_WORD = re.compile(r"[^\W_]+(?:&[^\W_]+)*")
_SHORT = re.compile(r"[A-Z][A-Za-z&]*[A-Z&][A-Za-z]*\d*|[A-Z]{1,4}\d{1,2}")
_PASSED_OVER = frozenset(listed("of and the for in to on"))
_EQUAL = (
    ("Ltd", "Limited"),
    ("Inc", "Incorporated"),
    ("Corp", "Corporation"),
    ("Co", "Company"),
    ("Dr", "Doctor"),
    ("Prof", "Professor"),
    ("Univ", "University"),
    ("Dept", "Department"),
    ("Sr", "Senior"),
    ("Jr", "Junior"),
    ("Asst", "Assistant"),
    ("Mgr", "Manager"),
    ("Eng", "Engineer"),
    ("Hosp", "Hospital"),
    ("CEO", "chief executive"),
    ("DBA", "database administrator"),
    ("govt", "government"),
    ("mgmt", "management"),
)
_PERCENTILE = (
    re.compile(r"\b[pP](\d\d(?:\.\d+)?)\b"),
    re.compile(r"\b(\d\d(?:\.\d+)?)(?:st|nd|rd|th)[-\s]percentile\b", re.I),
)
_QUARTER = (
    re.compile(r"\bQ([1-4])\b"),
    re.compile(r"\b(first|second|third|fourth|1st|2nd|3rd|4th) quarter\b", re.I),
)
_PLACES = {"first": "1", "second": "2", "third": "3", "fourth": "4"}


def in_their_words(sentence: str, sources: Iterable[str]) -> str:
    """The sentence with every short form, or its long one, written as the sources write it."""
    sources = tuple(sources)
    held = " \n ".join(sources)
    sentence = _numbered(sentence, held)
    words = {word.lower() for word in re.findall(r"[A-Za-z]+", held)}
    for one, other in _EQUAL:
        for mine, theirs in ((one, other), (other, one)):
            if _holds(theirs, held, words) and mine in sentence and not _holds(mine, held, words):
                sentence = re.sub(rf"\b{mine}\b\.?", theirs, sentence)
    for short in _shorts(held):
        run = _run(short, sentence)
        if run:
            sentence = sentence[: run[0]] + short + sentence[run[1] :]
    for short in _shorts(sentence):
        for source in sources:
            run = None if re.search(rf"\b{re.escape(short)}\b", held) else _run(short, source)
            if run:
                sentence = sentence.replace(short, source[run[0] : run[1]])
                break
    return sentence


def _holds(form: str, held: str, words: set[str]) -> bool:
    return form in held if " " in form else form.lower() in words


def _numbered(sentence: str, held: str) -> str:
    """p99 and Q3 as the sources have them."""
    short, long = _PERCENTILE
    ranks = {match[1] for match in short.finditer(held)}
    sentence = long.sub(lambda m: f"p{m[1]}" if m[1] in ranks else m[0], sentence)
    spelt = {match[1]: match[0] for match in long.finditer(held)}
    sentence = short.sub(lambda m: spelt.get(m[1], m[0]), sentence)
    short, long = _QUARTER
    quarters = {match[1] for match in short.finditer(held)}

    def number(match: re.Match[str]) -> str:
        return _PLACES.get(match[1].lower(), match[1][0])

    sentence = long.sub(lambda m: f"Q{number(m)}" if number(m) in quarters else m[0], sentence)
    spelt = {number(match): match[0] for match in long.finditer(held)}
    return short.sub(lambda m: spelt.get(m[1], m[0]), sentence)


@remembered(512)
def _shorts(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m[0] for m in _WORD.finditer(text) if _SHORT.fullmatch(m[0])))


def _run(short: str, text: str) -> tuple[int, int] | None:
    """Where words on end spell a short form by how they begin: C-SAT, S-E-N-CO, KS-1."""
    plural = short.endswith("s") and short[:-1].isupper()
    letters = (short[:-1] if plural else short).lower().replace("&", "")
    words = list(_WORD.finditer(text))
    for at, word in enumerate(words):
        if word[0].lower().startswith(letters[0]) and word[0] != short:
            last = _spelt(letters, words, at, 0)
            if last is not None:
                return word.start(), words[last].end()
    return None


def _spelt(letters: str, words: Sequence[re.Match[str]], at: int, taken: int) -> int | None:
    """The last word of a run from `at` that spells `letters`; None where there is no run."""
    if not letters:
        return at - 1 if taken > 1 else None
    if at >= len(words) or taken > 8:
        return None
    word = words[at][0].lower()
    if taken and word in _PASSED_OVER and not word.startswith(letters):
        found = _spelt(letters, words, at + 1, taken)
        if found is not None:
            return found
    for many in range(1, min(4, len(letters)) + 1):
        whole = many == len(word) or not any(sign.isdigit() for sign in word)
        if word.startswith(letters[:many]) and whole:
            found = _spelt(letters[many:], words, at + 1, taken + 1)
            if found is not None:
                return found
    return None
