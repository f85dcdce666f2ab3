"""Filling the coach's sentences with what an answer says, each deed and quotation once.

A way of saying it that cannot be filled is passed over; the last way of each needs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from interview.coach.rules.lexicon import content, tokens
from interview.coach.rules.naming import about, bare, clause, deed, is_telling, person, topics
from interview.coach.rules.quoting import quote
from interview.coach.rules.signals import Reading, Sentence

_QUOTE_WIDTH = 70
_LEAST_QUOTE = 2
_SEEN = 3
_MOST_ASKED = 18
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(slots=True)
class Teller:
    """Says what a table has, in the words of one answer; `shown` is what was said of it before."""

    reading: Reading
    shown: str
    asked: str = ""
    _deeds: list[str] = field(init=False)
    _clauses: list[str] = field(init=False)
    _person: str = field(init=False)
    _topics: str = field(init=False)
    _about: str = field(init=False)

    def __post_init__(self) -> None:
        counted = self.reading.counted
        deeds = [
            deed(sentence.text, act.at)
            for sentence in counted
            for act in sentence.acts
            if act.own and act.past
        ]
        self._deeds = [one for one in dict.fromkeys(deeds) if one and not self._is_shown(one)]
        self._clauses = [told for sentence in counted if is_telling(told := clause(sentence.text))]
        self._person = person(sentence.text for sentence in counted)
        words = [word for sentence in counted for word in sentence.words]
        known = content(word.lower() for word in tokens(self.asked))
        self._topics = topics(words, known)
        self._about = about(words, known)

    def say(
        self,
        option: str,
        said: Sentence | None = None,
        at: int = 0,
        place: Sentence | None = None,
    ) -> str:
        """The first way of `option` that can be filled; `said` from `at` on is what it quotes.

        `place` is the sentence behind which something is missing.
        """
        for way in option.split(" | "):
            filled = self._filled(way, said, at, place)
            if filled is not None:
                return filled.replace(" / ", " ")
        raise ValueError(f"no way to say it: {option}")

    def say_again(self, option: str, said: Sentence | None, at: int) -> str:
        """As `say`, quoting even what was shown: a place in the answer has to be named by it."""
        words = quote(said.text, at, width=_QUOTE_WIDTH) if said else ""
        return option.replace("{quote}", words).replace(" / ", " ")

    def _filled(
        self, way: str, said: Sentence | None, at: int, place: Sentence | None
    ) -> str | None:
        words = {name: self._word(name, said, at, place) for name in _SLOT.findall(way)}
        if not all(words.values()):
            return None
        if "did" in words:
            self._deeds.remove(words["did"])
        if "person" in words:
            self._person = ""
        if "topics" in words or "about" in words:
            self._topics = self._about = ""
        if "asked" in words:
            self.asked = ""
        self.shown += " " + " ".join(words.values())
        return _SLOT.sub(lambda found: words[found[1]], way)

    def _word(self, name: str, said: Sentence | None, at: int, place: Sentence | None) -> str:
        if name == "quote":
            found = quote(said.text, at, width=_QUOTE_WIDTH) if said else ""
            enough = len(found.split()) >= _LEAST_QUOTE
            return found if enough and not self._is_shown(found) else ""
        if name == "did":
            return next((one for one in self._deeds if not self._is_shown(one)), "")
        if name in ("that", "place"):
            sentence, start = (said, at) if name == "that" else (place, 0)
            own = clause(sentence.text, start) if sentence else ""
            if name == "place" and not is_telling(own):
                return ""
            return "" if self._is_shown(own) else own
        if name == "claim":
            return next((one for one in self._clauses if not self._is_shown(one)), "")
        named = {"person": self._person, "topics": self._topics, "about": self._about}
        return named[name] if name in named else asked_again(self.asked)

    def _is_shown(self, words: str) -> bool:
        """Whether a text above opens the same: to a reader that is the same quotation."""
        opening = " ".join(bare(words).split()[:_SEEN])
        return opening in bare(self.shown)


def asked_again(question: str) -> str:
    """The question's last sentence as it follows a colon; "" where that would be long."""
    if not question:
        return ""
    last = re.split(r"(?<=[.”])\s+", question.strip())[-1]
    if not last.endswith("?") or len(last.split()) > _MOST_ASKED or "“" in last:
        return ""
    return last[0].lower() + last[1:]


def turn_of(options: Sequence[str], place: int, attempt: int) -> str:
    """The wording of the question at `place` (from 0); what is over is for second attempts."""
    return options[min(place, len(options) - 1) if attempt == 1 else -1]
