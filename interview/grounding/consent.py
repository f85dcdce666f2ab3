"""Whether somebody agreed to something, decided for it or had any of it, against what lines say.

It looks for a few turns of phrase; plain denials are `denial`'s business.
"""

from __future__ import annotations

import re

from interview.grounding.outcomes import even
from interview.grounding.units import listed
from interview.grounding.words import is_telling, spoken

NOT = frozenset(
    listed("not no never none nobody nothing without neither nor hardly unable cannot nowhere")
)
_AGREED = re.compile(
    r"\b(?:agreed|accepted|complied|obliged|gave in|went along|did so|did (?:it|that)|"
    r"(?:and|so) (?:I|you|we|he|she|they) did)\b(?! not|n['’]t)",
    re.I,
)
TURNED_DOWN = re.compile(r"\b(?:declined|refused|rejected|turned (?:it|that|them)? ?down)\b", re.I)


def is_agreed(sentence: str, texts: list[str]) -> bool:
    """Whether a sentence says “and did” of what the lines say was turned down."""
    turned_down = any(TURNED_DOWN.search(text) for text in texts)
    agreed = _AGREED.search(sentence) and not any(_AGREED.search(text) for text in texts)
    return bool(turned_down and agreed and not TURNED_DOWN.search(sentence))


_AGAINST = re.compile(
    r"\b(?P<verb>decid|vot|argu|advis|rul)\w* against (?:an? |the |it)?\s?(?P<what>\w*)", re.I
)


def is_decided(sentence: str, texts: list[str]) -> bool:
    """Whether a sentence decides for what the lines decide against."""
    if re.search(r"\bagainst\b|\bnot\b|n['’]t\b|\bdown\b|\bno\b", sentence, re.I):
        return False
    for text in texts:
        for found in _AGAINST.finditer(text):
            for_it = rf"\b{found['verb']}\w* (?:on|for|to|in favour of)\b[^.;]*\b{found['what']}"
            if re.search(for_it, sentence, re.I):
                return True
    return False


_NONE_OF = re.compile(
    r"\b(?:no|nor|neither|without|not)(?: an?| a single| any)? (\w+(?: \w+)?)", re.I
)
_ONE_OF = re.compile(r"\b(?:one|only an?|just an?|a single) (\w+(?: \w+)?)", re.I)


def is_none_of_one(sentence: str, texts: list[str]) -> bool:
    """Whether a sentence says “no near miss” of what the lines have one of."""
    none = {found[1].lower() for found in _NONE_OF.finditer(sentence)}
    parts = (part for text in texts for part in re.split(r"[,;:—]", even(text)))
    told = [part for part in parts if NOT.isdisjoint(spoken(part))]
    one = {found[1].lower() for text in told for found in _ONE_OF.finditer(text)}
    held = {found[1].lower() for text in texts for found in _NONE_OF.finditer(text)}
    return any(is_telling(what.split()[-1]) for what in (none & one) - held)
