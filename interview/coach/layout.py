"""What a model is shown for a task: in blocks that change the less the earlier they stand.

The prompts are the same for all interviews of a stage, resume and posting for all of one
interview, the thread for all reviews of one question; the task comes last and is never cached.
Whatever a person wrote stands between tags, with its angle brackets escaped, so that no tag of
theirs closes one of ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from interview.coach import AskBrief, Papers, ReviewBrief, SummaryBrief
from interview.coach.gates import is_order
from interview.coach.prompts import system
from interview.grounding.clipping import clip
from interview.model import Answer, Line, Question, Review
from interview.shortening import JOB_CHARACTERS, RESUME_CHARACTERS, shortened

Kind = Literal["question", "review", "feedback", "summary"]

MOST_TOKENS: dict[Kind, int] = {"question": 500, "review": 900, "feedback": 1600, "summary": 900}
"""Room for a reply; one that needs more is asked for once more with twice the room."""

_ORDER = "(left out: it speaks to the judge and answers nothing)"
_MOST_SENTENCES, _MOST_TOLD, _MOST_EARLIER = 2, 80, 6
"""Of what was said before: sentences of a question, characters of one, and from other days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One call: `shared` and `papers` are cached for an hour.

    `thread` is cached for five minutes where it `grows`: each answer is a block of its own behind
    those before, so that a later review reads what an earlier one wrote.
    """

    kind: Kind
    shared: str
    papers: str
    thread: tuple[str, ...]
    task: str

    @property
    def grows(self) -> bool:
        return self.kind == "review"

    @property
    def most_tokens(self) -> int:
        return MOST_TOKENS[self.kind]


def question(brief: AskBrief, objections: Iterable[str]) -> Request:
    """A question to be asked; those asked before are what must not come again."""
    asked = "\n".join(f"- {_data(text)}" for text in brief.asked) or "none yet"
    task = [
        f"question {brief.number} of 5, on {_words(brief.competency)};",
        f"difficulty {brief.papers.setting.difficulty}.",
    ]
    return _request(
        "question", brief.papers, (f"<asked_before>\n{asked}\n</asked_before>",), task, objections
    )


def review(brief: ReviewBrief, objections: Iterable[str]) -> Request:
    setting = brief.papers.setting
    number = len(brief.question.answers)
    task = [
        f"the {_words(brief.question.asked.competency)} question after answer {number} of at most",
        f"4; difficulty {setting.difficulty}; the level aimed at is {setting.target}.",
    ]
    return _request("review", brief.papers, (*_earlier(brief), *_thread(brief)), task, objections)


def feedback(brief: ReviewBrief, objections: Iterable[str]) -> Request:
    setting, judged = brief.papers.setting, brief.question.review
    task = [f"the level aimed at is {setting.target}."]
    if judged is not None:
        task.append(_standing(judged))
    weak = [weakest for other in brief.others if (weakest := _weakest(other))]
    if weak:
        task.append(f"Weakest before: {', '.join(weak)}.")
    return _request("feedback", brief.papers, _thread(brief), task, objections)


def summary(brief: SummaryBrief, objections: Iterable[str]) -> Request:
    digest = "\n".join(_digest(asked) for asked in brief.questions)
    task = [
        f"average {brief.overall_score:.1f} of 10, readiness {brief.readiness};",
        f"the level aimed at is {brief.papers.setting.target}.",
    ]
    return _request(
        "summary", brief.papers, (f"<interview>\n{digest}\n</interview>",), task, objections
    )


def _request(
    kind: Kind,
    papers: Papers,
    thread: tuple[str, ...],
    task: Iterable[str],
    objections: Iterable[str],
) -> Request:
    told = [f'Task "{kind}":', *task]
    wrong = "\n".join(f"- {_data(objection)}" for objection in objections)
    if wrong:
        told.append(f"Your draft before was sent back; mend exactly this:\n{wrong}")
    return Request(
        kind=kind,
        shared=system(papers.setting.stage),
        papers=_papers(papers),
        thread=thread,
        task=" ".join(told),
    )


def _papers(papers: Papers) -> str:
    setting = papers.setting
    return "\n".join(
        (
            "<resume>",
            *_numbered(shortened(papers.resume, RESUME_CHARACTERS, matter=papers.job)),
            "</resume>",
            "<posting>",
            _data(f"{setting.job_title}, {setting.company}"),
            *_numbered(shortened(papers.job, JOB_CHARACTERS, matter=papers.resume)),
            "</posting>",
        )
    )


def _earlier(brief: ReviewBrief) -> tuple[str, ...]:
    """What was said to the questions before, in this interview and in others; empty at first.

    Figures first: they are what can disagree. It stays the same for all reviews of a question.
    """
    told = [
        f"{other.number}. {_words(other.asked.competency)}: {' '.join(_telling(other))}"
        for other in brief.others
    ]
    told += _numbered(brief.papers.earlier[:_MOST_EARLIER])
    return ("\n".join(("<earlier>", *told, "</earlier>")),) if told else ()


def _telling(other: Question) -> list[str]:
    """The sentences said to a question that say most for their length: those with figures."""
    said = [line.text for line in other.review.evidence] if other.review else []
    said = [text for text in said if text and not is_order(text)]
    figures = [text for text in said if any(sign.isdigit() for sign in text)]
    return [_data(clip(text, _MOST_TOLD)) for text in (figures or said)[:_MOST_SENTENCES]]


def _weakest(other: Question) -> str:
    """The element that an answer before this one showed least; empty where it showed all."""
    lacking = [mark for mark in (other.review.marks if other.review else ()) if mark.value < 2]
    least = min(lacking, key=lambda mark: mark.value, default=None)
    return f"{other.number} {least.element}" if least else ""


def _thread(brief: ReviewBrief) -> tuple[str, ...]:
    """The question with the first answer, then each follow-up with its own; sentences numbered.

    An order to the judge is named and not repeated: a model that has not read it cannot obey it.
    """
    asked, blocks = brief.question, []
    lines = tuple(
        replace(line, text=_ORDER) if is_order(line.text) else line for line in brief.answers
    )
    for answer in asked.answers:
        if answer.number == 1:
            said = ["<question>", _data(asked.asked.text), "</question>"]
        elif len(asked.follow_ups) >= answer.number - 1:
            probe = asked.follow_ups[answer.number - 2]
            said = ["<follow_up>", _data(probe.text), "</follow_up>"]
        else:
            said = []
        said += [f'<answer n="{answer.number}">', *_numbered(_of(answer, lines)), "</answer>"]
        blocks.append("\n".join(said))
    return tuple(blocks)


def _of(answer: Answer, lines: Iterable[Line]) -> list[Line]:
    return [line for line in lines if line.id.startswith(f"A{answer.number}.")]


def _standing(judged: Review) -> str:
    marks = ", ".join(f"{mark.element} {mark.value}" for mark in judged.marks)
    return f"Marks: {marks}. Score {judged.score} of 10, level {judged.level}."


def _digest(asked: Question) -> str:
    """A question in three lines: what was asked, what came of it, what was found."""
    judged = asked.review
    head = f"{asked.number}. {_words(asked.asked.competency)}: {_data(asked.asked.text)}"
    if judged is None:
        return f"{head}\n   {asked.closed or 'open'}, not judged"
    found = [
        *(f"+ {_data(it)}" for it in judged.strengths),
        *(f"- {_data(it)}" for it in judged.gaps),
    ]
    marks = ", ".join(f"{mark.element} {mark.value}" for mark in judged.marks)
    return f"{head}\n   {judged.score} of 10, {judged.level}; {marks}\n   {' '.join(found)}"


def _numbered(lines: Iterable[Line]) -> list[str]:
    return [f"{line.id} {_data(line.text)}" for line in lines if line.text]


def _data(text: str) -> str:
    """A person's words: no angle bracket of theirs is one."""
    return " ".join(text.replace("<", "&lt;").replace(">", "&gt;").split())


def _words(name: str) -> str:
    return name.replace("_", " ")
