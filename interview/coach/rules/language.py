"""Whether words are in another language than English, which the rules cannot read; guesses none.

Told by script, or by the little words that no sentence of a language does without.
"""

from __future__ import annotations

import re
import unicodedata

from interview.coach.rules.lexicon import FUNCTION_WORDS, words_of

_ELSEWHERE = words_of(
    # German, French, Spanish, Portuguese, Italian, Dutch, Polish, Turkish, Swedish
    "und der die das dem den weil sie zu von es ist nicht ich wir ein eine mit auf für habe haben "
    "war wurde dass "
    "et le les des est pas je nous une avec pour dans que qui sur "
    "el los las una con para por que es no yo fue era mi del como "
    "o os um uma não com foi eu meu nosso "
    "il che di un sono ho non per abbiamo della "
    "het een van ik niet met voor hebben wij naar "
    "w z na się nie to jest był była mój przez oraz że "
    "ve bir bu için ile ben biz çok da "
    "och det att som jag inte på är till vi av"
)
_WORD = re.compile(r"[^\W\d_]+")
_FEWEST = 5


def is_foreign(text: str) -> bool:
    """Whether most of a text is in another language; too few words are never said to be."""
    words = [word.casefold() for word in _WORD.findall(text)]
    if not words:
        return False
    letters = "".join(words)
    if sum(_is_latin(sign) for sign in letters) * 2 < len(letters):
        return len(letters) >= _FEWEST
    if len(words) < _FEWEST:
        return False
    english = sum(word in FUNCTION_WORDS for word in words)
    other = sum(word in _ELSEWHERE and word not in FUNCTION_WORDS for word in words)
    return other >= 2 and other * 5 >= len(words) and other > english


def _is_latin(sign: str) -> bool:
    return sign.isascii() or unicodedata.name(sign, "").startswith("LATIN")
