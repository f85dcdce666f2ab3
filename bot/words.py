"""What the words of a command, or of a message to the desk, ask for; does nothing about it.

A command is read generously, for whoever types it means the bot. A message in the DM is read
strictly, for it may be an answer in the wrong place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

from interview.model import Difficulty, Stage


class Word(StrEnum):
    """What can be asked for; `OPEN` is a command without words."""

    OPEN = ""
    START = "start"
    PROFILE = "profile"
    HISTORY = "history"
    STATUS = "status"
    END = "end"
    FORGET = "forget"
    HELP = "help"


class NamedJob(Protocol):
    """A stored job, by what people call it."""

    @property
    def company(self) -> str: ...

    @property
    def job_title(self) -> str: ...


_Job = TypeVar("_Job", bound=NamedJob)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One wish. What was not said of an interview is None; `job` holds words that may name one."""

    word: Word
    stage: Stage | None = None
    difficulty: Difficulty | None = None
    job: tuple[str, ...] = ()


_STAGES = {
    "recruiter": Stage.RECRUITER_SCREEN,
    "recruiter_screen": Stage.RECRUITER_SCREEN,
    "hiring_manager": Stage.HIRING_MANAGER,
    "manager": Stage.HIRING_MANAGER,
}
_PAIRS = {
    ("recruiter", "screen"): Stage.RECRUITER_SCREEN,
    ("hiring", "manager"): Stage.HIRING_MANAGER,
}
_DIFFICULTIES = {difficulty.value: difficulty for difficulty in Difficulty}
_SAID = {word.value: word for word in Word if word is not Word.OPEN}
_COMMANDS = {
    **_SAID,
    **dict.fromkeys(("begin", "go", "practice", "practise"), Word.START),
    **dict.fromkeys(("resume", "cv", "edit"), Word.PROFILE),
    **dict.fromkeys(("scores", "progress"), Word.HISTORY),
    **dict.fromkeys(("stop", "quit", "finish"), Word.END),
    **dict.fromkeys(("delete", "erase"), Word.FORGET),
}
_COURTESIES = frozenset(
    [
        *("a", "an", "the", "my", "me", "please", "pls", "can", "could", "you", "i", "i'd"),
        *("would", "like", "want", "to", "let's", "show", "see", "now"),
    ]
)
_FILLERS = _COURTESIES | frozenset(
    ["mock", "interview", "interviews", "for", "at", "with", "as", "by", "on", "and"]
)
# What the desk understands by heart but does not do in this release gets the help, not a guess.
_NOT_YET = frozenset({"export"})
_EDGES = "*_~`\"'“”‘’()[]<>.,;:!?…"


def read_command(text: str) -> Words:
    """What a command asks for; without words `OPEN`, and whatever is not understood is `HELP`.

    Courtesies are passed over, and an interview may be described without the word start.
    """
    said = _tokens(text)
    if not said:
        return Words(word=Word.OPEN)
    while said and said[0] in _COURTESIES:
        said = said[1:]
    word = _COMMANDS.get(said[0]) if said else None
    if word is not None and word is not Word.START:
        return Words(word=word)
    if word is None:
        wish = _interview([token for token in said if token not in _FILLERS])
        named = bool(said) and (wish.stage is not None or wish.difficulty is not None)
        return wish if named and not wish.job else Words(word=Word.HELP)
    return _interview([token for token in said[1:] if token not in _FILLERS])


def read_dm(text: str, jobs: Iterable[NamedJob]) -> Words | None:
    """What a message at the top of the DM asks for; None where it is no command.

    It is one when it says nothing but the word (any case, closing punctuation), or start followed
    only by stage, difficulty and words that name a stored job by its title or company.
    """
    said = text.split()
    bare = [token.strip(_EDGES).casefold() for token in said]
    if len(bare) == 1:
        word = _SAID.get(bare[0], Word.HELP if bare[0] in _NOT_YET else None)
        return Words(word=word) if word else None
    if not bare or bare[0] != Word.START.value:
        return None
    wish = _interview(_tokens(" ".join(said[1:])))
    names = [_names(job) for job in jobs]
    known = all(any(word in name for name in names) for word in wish.job)
    return wish if known else None


def job_meant(words: Sequence[str], jobs: Sequence[_Job]) -> _Job | None:
    """Of jobs that come newest first the one that most words name; the newest where none is."""
    wanted = frozenset(words)
    return max(jobs, key=lambda job: len(wanted & _names(job)), default=None)


def _interview(tokens: list[str]) -> Words:
    """A start; the first stage and the first difficulty said count, the rest may name a job."""
    stage: Stage | None = None
    difficulty: Difficulty | None = None
    job: list[str] = []
    at = 0
    while at < len(tokens):
        token, pair = tokens[at], _PAIRS.get((tokens[at], (*tokens, "")[at + 1]))
        if stage is None and (pair or token in _STAGES):
            stage = pair or _STAGES[token]
            at += 1 if pair else 0
        elif difficulty is None and token in _DIFFICULTIES:
            difficulty = _DIFFICULTIES[token]
        else:
            job.append(token)
        at += 1
    return Words(word=Word.START, stage=stage, difficulty=difficulty, job=tuple(job))


def _tokens(text: str) -> list[str]:
    """The words in one case, without the signs around them; a stage's dash as its underscore."""
    tokens = []
    for token in text.replace("’", "'").split():
        bare = token.strip(_EDGES).casefold()
        dashed = bare.replace("-", "_")
        tokens.append(dashed if dashed in _STAGES else bare)
    return [token for token in tokens if token]


def _names(job: NamedJob) -> frozenset[str]:
    """The words that a job is called by, whole and in the pieces between dashes and slashes."""
    whole = _tokens(f"{job.job_title} {job.company}")
    pieces = [piece for token in whole for piece in re.split(r"[-/·&|]+", token) if piece]
    return frozenset([*whole, *pieces])
