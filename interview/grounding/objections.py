"""What grounding any kind of draft needs: objections, the posting as a line, what was asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from interview.coach import Papers
from interview.coach.drafts import Claim
from interview.evidence import cited
from interview.grounding.truth import unsupported
from interview.model import Line, Question
from interview.reading import plain


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
