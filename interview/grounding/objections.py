"""What grounding any kind of draft needs: objections, the posting as a line, what was asked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from interview.coach import Papers
from interview.coach.drafts import Claim
from interview.evidence import cited
from interview.grounding.truth import unsupported
from interview.model import Line, Question
from interview.reading import plain

_POINTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBER = rf"(\d+(?:\.\d+)?|{'|'.join(_POINTS)})"
_SCORE = re.compile(
    rf"\b{_NUMBER} ?(?:/|of|out of) ?(?:10|ten)\b|"
    rf"\bscor(?:e|ed|ing)\b(?: is| was| of| a|:| at){{0,2}} ?{_NUMBER}\b(?! ?%)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Objections:
    """What was wrong with a draft, told to whoever wrote it."""

    found: list[str] = field(default_factory=list)

    def add(self, about: str, reasons: Iterable[str]) -> bool:
        """Note the reasons, if there are any, and say whether there were."""
        reasons = tuple(reasons)
        self.found += [f"{about}: {reason}" for reason in reasons]
        return bool(reasons)

    @property
    def told(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.found))


def posting(papers: Papers) -> Line:
    setting = papers.setting
    return Line(id="J0", text=f"{setting.job_title}, {setting.company}")


def unaskable(text: str, asked: Iterable[str], most_words: int) -> list[str]:
    wrong = []
    if not any(sign.isalpha() for sign in text):
        wrong.append("says nothing")
    if len(text.split()) > most_words:
        wrong.append(f"has more than {most_words} words")
    if plain(text) in {plain(other) for other in asked}:
        wrong.append("was asked before")
    return wrong


def misstated(text: str, scores: Iterable[float], said: Iterable[str]) -> list[str]:
    """Scores are computed: one that a coach states has to be among them, or somebody's own words.

    "Of ten" is traced with every score that is shown, so a 10 would else pass for a figure.
    """
    right, words = set(scores), plain(" ".join(said))
    found = [(it[0], _points(it[1] or it[2])) for it in _SCORE.finditer(text)]
    return [
        f"“{phrase}” is not the score that was computed"
        for phrase, score in found
        if score not in right and plain(phrase) not in words
    ]


def _points(written: str) -> float:
    word = written.lower()
    return _POINTS.index(word) + 1 if word in _POINTS else float(word)


def questions_said(question: Question) -> tuple[str, ...]:
    """What the bot itself has said: the question and its follow-ups."""
    return (question.asked.text, *(probe.text for probe in question.follow_ups))


def unsupported_claim(claim: Claim, papers: Papers, answers: tuple[Line, ...]) -> tuple[str, ...]:
    """Why a claim about the candidate may not be said, by the lines it cites itself."""
    lines = cited((*papers.resume, *papers.job, *answers), claim.cites)
    own = [line for line in lines if not line.id.startswith("J")]
    return unsupported(
        claim.text, own, job_lines=[line for line in lines if line.id.startswith("J")]
    )
