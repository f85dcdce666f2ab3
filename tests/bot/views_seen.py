"""An interview to be drawn, and how a person and Slack see what was drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid5

from bot.slack.text import Shown
from interview.model import (
    Answer,
    Closed,
    Competency,
    Difficulty,
    Element,
    Feedback,
    Interview,
    Level,
    Mark,
    Message,
    Notice,
    Phase,
    Post,
    PostKind,
    PreparedQuestion,
    Probe,
    Question,
    QuestionLine,
    Readiness,
    Review,
    Setting,
    Sourced,
    Stage,
    Summary,
)

ID = UUID("6f6a1d3e-58a5-4b6c-9a53-2f1f5c3b7a10")
RULES = "rules coach, stays on this server"

SETTING = Setting(
    stage=Stage.HIRING_MANAGER,
    difficulty=Difficulty.MEDIUM,
    target=Level.L5A,
    job_title="Senior Backend Engineer",
    company="Globex",
    engine="rules v1",
    engine_label=RULES,
)

REVIEW = Review(
    score=7,
    level=Level.L5A,
    marks=tuple(Mark(element=element, value=1, cites=("A1.1",)) for element in Element),
    strengths=(
        "“ruled out the index by tracing ten requests” – your part and your reason are clear",
        "“p99 fell from 900 to 120 ms” – a result with its size",
    ),
    gaps=("What happened after launch: did the gain last?",),
    brief="Clear cause and a real number. I can't see your own part yet.",
    engine="rules v1",
)

FEEDBACK = Feedback(
    overall_assessment=(
        "You named the cause and proved it. The end is missing: nobody learns if it held."
    ),
    coaching=(
        "Start with the number, then say what you ruled out and why.",
        "Close with what you would do earlier next time.",
    ),
    revised=(
        Sourced(text="I traced ten requests and ruled out the index.", cites=("A1.1",)),
        Sourced(text="p99 fell from 900 to 120 ms ‹add: how long it stayed there›."),
    ),
    cut=1,
)

ASKED = {
    1: (Competency.LEADERSHIP, "When did you last lead without being asked to?"),
    2: (
        Competency.PROBLEM_SOLVING,
        "At Acme you took p99 from 900 ms to 120 ms. How did you find what was slow?",
    ),
    3: (Competency.AMBIGUITY_TOLERANCE, "When did you have to decide before you knew enough?"),
    4: (Competency.STAKEHOLDER_MANAGEMENT, "Who wanted something else than you, and why?"),
    5: (Competency.TECHNICAL_DEPTH, "How does the ledger keep two writers apart?"),
}


def stamp(number: int) -> str:
    return f"1789000000.{number:06d}"


def a_question(number: int = 2, attempt: int = 1, **more: Any) -> Question:
    competency, text = ASKED[number]
    asked = PreparedQuestion(
        competency=competency,
        text=text,
        in_other_words="What was slow, and how did you know?",
        easier="Think of one slow page. What did you look at first?",
    )
    question = Question(
        id=uuid5(ID, f"{number}:{attempt}"), number=number, attempt=attempt, asked=asked
    )
    return replace(question, **more)


def judged(number: int = 2, attempt: int = 1, **more: Any) -> Question:
    told = Answer(number=1, parts=(Message(ts=stamp(500), text="It was the ledger's lock."),))
    held: dict[str, Any] = {
        "answers": (told,),
        "review": REVIEW,
        "feedback": FEEDBACK,
        "closed": Closed.JUDGED,
    }
    return a_question(number, attempt, **(held | more))


PROBE = Probe(
    element=Element.ACTION,
    quote="we moved the hot rows out",
    text="What did you rule out before that, and on what evidence?",
    in_other_words="What else could it have been, and how did you know it was not?",
    brief=REVIEW.brief,
)

SUMMARY = Summary(
    overall_score=6.75,
    readiness=Readiness.ALMOST_READY,
    assessment="Your stories are real and yours. Most stop before the result.",
    strengths=("Problem solving: you prove a cause before you mend it",),
    areas=("Results: say what changed and by how much", "Leadership: say what you decided"),
    priorities=("End every story with its effect", "Name one thing you would do differently"),
    next_steps="Tell the ledger story again in ninety seconds, with its result first.",
    lines=tuple(
        QuestionLine(
            number=n, text=ASKED[n][1], score=None if n == 4 else 7, level=Level.L5A, brief="…"
        )
        for n in range(1, 6)
    ),
    answered=4,
)


def a_post(kind: PostKind, question: Question | None = None, **more: Any) -> Post:
    return Post(kind=kind, question_id=question.id if question else None, **more)


def an_interview(
    *questions: Question, phase: Phase = Phase.QUESTION_OPEN, **more: Any
) -> Interview:
    held: dict[str, Any] = {"id": ID, "setting": SETTING, "phase": phase, "questions": questions}
    return Interview(**(held | more))


def every_post(interview: Interview) -> list[Post]:
    """Each kind of post and notice about each question, whether it makes sense or not."""
    posts = [a_post(PostKind.CARD)]
    if interview.summary:
        posts.append(a_post(PostKind.SUMMARY))
    for question in interview.questions:
        posts.append(a_post(PostKind.QUESTION, question))
        posts.append(a_post(PostKind.FEEDBACK, question))
        posts.extend(a_post(PostKind.NOTICE, question, notice=notice) for notice in Notice)
        for number in range(1, len(question.follow_ups) + 1):
            posts.append(a_post(PostKind.FOLLOW_UP, question, number=number))
            posts.append(
                a_post(PostKind.NOTICE, question, number=number, notice=Notice.IN_OTHER_WORDS)
            )
    return posts


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every JSON object in a value, outermost first."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from objects(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from objects(inner)


def read_aloud(value: Any) -> str:
    """All that is printed of blocks, in order, as a person reads it."""
    return "".join(_pieces(value.blocks if isinstance(value, Shown) else value))


def _pieces(value: Any) -> Iterator[str]:
    if isinstance(value, list | tuple):
        for inner in value:
            yield from _pieces(inner)
    elif isinstance(value, dict):
        kind, text = value.get("type"), value.get("text")
        if isinstance(text, str):
            yield f"[{text}]" if kind == "link" else text
        elif kind == "date":
            yield value["fallback"]
        elif kind == "button":
            yield f" ({text['text']}{'!' if value.get('style') else ''})"
        else:
            yield from (piece for inner in value.values() for piece in _pieces(inner))
        ends = ("header", "context", "actions", "rich_text_section", "rich_text_quote", "input")
        yield "\n" if kind in ends or (kind == "plain_text" and "emoji" in value) else ""


def buttons(shown: Shown) -> dict[str, str | None]:
    """The buttons of a message by their action, each with its value."""
    return {
        it["action_id"]: it.get("value")
        for it in objects(list(shown.blocks))
        if it.get("type") == "button"
    }
