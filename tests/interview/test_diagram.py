"""The state diagram in ARCHITECTURE.md is what `advance` does: drawn from it, and held against it.

`WRITE_DOCS=1` writes it anew.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeAlias
from uuid import UUID

import pytest

from builders import ANSWER, Thread, review, thread_in
from interview import silence
from interview.events import Alarm, AlarmRang, CoachFailed, MessageDeleted, Task
from interview.model import Interview, Phase

PAGE = Path(__file__).parents[2] / "ARCHITECTURE.md"
BEGINS = "<!-- states: drawn by tests/interview/test_diagram.py -->"
ENDS = "<!-- end of states -->"
MENDED_BY = "WRITE_DOCS=1 .venv/bin/python -m pytest tests/interview/test_diagram.py"


def _later_question() -> Thread:
    """At the second question, the first one scored and the third not ready yet."""
    thread = thread_in(Phase.FEEDBACK_OUT)
    thread.prepared()
    thread.say("next")
    return thread


def _fifth_question(*, scored: bool) -> Thread:
    thread = thread_in(Phase.FEEDBACK_OUT if scored else Phase.QUESTION_OPEN)
    while thread.question.number < 5:
        thread.prepared()
        thread.say("next")
    return thread


def _with(thread: Thread, *deeds: Callable[[Thread], object]) -> Thread:
    for deed in deeds:
        deed(thread)
    return thread


def _says(word: str) -> Callable[[Thread], object]:
    return lambda thread: thread.say(word)


def _reviewed(probes: int) -> Callable[[Thread], object]:
    return lambda thread: thread.reviewed(review(probes=probes))


def _fails(task: Task) -> Callable[[Thread], object]:
    def fail(thread: Thread) -> None:
        now = thread.interview
        if task is Task.PREPARE:
            thread.happen(CoachFailed(task=task, version=now.preparing))
        else:
            current = thread.question
            failed = CoachFailed(task=task, question_id=current.id, version=current.version)
            thread.happen(failed)

    return fail


def _deletes(thread: Thread) -> None:
    thread.happen(MessageDeleted(ts=thread.question.answers[-1].parts[-1].ts))


def _silence(*lasting: Alarm) -> Callable[[Thread], object]:
    """Nothing happens for so long that these alarms ring, one after another."""

    def wait(thread: Thread) -> None:
        while (alarm := silence.due(thread.interview)) in lasting:
            version, ts = thread.interview.alarm, thread.tick(60)
            thread.happen(AlarmRang(alarm=alarm, version=version, ts=ts))

    return wait


def _slips(thread: Thread) -> None:
    """To a question three non-answers end it; anything else is moved by the first or by none."""
    before = thread.interview.phase
    for _ in range(3):
        thread.say("...")
        if thread.interview.phase is not before:
            return


ANSWERED, PREPARED = _says(ANSWER), Thread.prepared
GIVEN_UP = _fails(Task.REVIEW)

# Where someone may stand in a phase; the first of each is the usual one and needs no remark.
# With a slow coach the score is shown first, and its coaching written while that stands there.
SCENES: dict[Phase, dict[str, Callable[[], Thread]]] = {
    Phase.PREPARING: {
        "": lambda: _with(thread_in(Phase.FEEDBACK_OUT), _says("next")),
        "nothing scored": lambda: thread_in(Phase.PREPARING),
    },
    Phase.QUESTION_OPEN: {
        "": _later_question,
        "next one ready": lambda: _with(_later_question(), PREPARED),
        "the fifth": lambda: _fifth_question(scored=True),
        "nothing scored": lambda: thread_in(Phase.QUESTION_OPEN),
        "the fifth, nothing scored": lambda: _fifth_question(scored=False),
    },
    Phase.UNDER_REVIEW: {
        "": lambda: _with(_later_question(), ANSWERED),
        "next asked for": lambda: _with(_later_question(), ANSWERED, _says("next")),
        "end asked for": lambda: _with(_later_question(), ANSWERED, _says("end")),
        "score first": lambda: thread_in(Phase.UNDER_REVIEW, two_breaths=True),
        "to a follow-up": lambda: _with(
            _later_question(), ANSWERED, _reviewed(1), _says("It has held for a year now.")
        ),
        "no coach can judge it": lambda: _with(_later_question(), ANSWERED, GIVEN_UP),
    },
    Phase.FOLLOW_UP_OPEN: {
        "": lambda: thread_in(Phase.FOLLOW_UP_OPEN),
        "score first": lambda: thread_in(Phase.FOLLOW_UP_OPEN, two_breaths=True),
    },
    Phase.WRITING_FEEDBACK: {
        "": lambda: thread_in(Phase.WRITING_FEEDBACK),
        "next asked for": lambda: _with(thread_in(Phase.WRITING_FEEDBACK), _says("next")),
        "next asked for and ready": lambda: _with(
            thread_in(Phase.WRITING_FEEDBACK), _says("next"), PREPARED
        ),
        "end asked for": lambda: _with(thread_in(Phase.WRITING_FEEDBACK), _says("end")),
    },
    Phase.FEEDBACK_OUT: {
        "": lambda: thread_in(Phase.FEEDBACK_OUT),
        "next one ready": lambda: _with(thread_in(Phase.FEEDBACK_OUT), PREPARED),
        "the fifth": lambda: _with(
            _fifth_question(scored=True), ANSWERED, _reviewed(0), Thread.feedback_written
        ),
    },
    Phase.SUMMING_UP: {"": lambda: thread_in(Phase.SUMMING_UP)},
    Phase.ENDED: {"": lambda: thread_in(Phase.ENDED)},
}
DEEDS: dict[str, Callable[[Thread], object]] = {
    "an answer": _says(ANSWER + " It has held for two years."),
    "non-answers": _slips,
    "skip": _says("skip"),
    "feedback": _says("feedback"),
    "next": _says("next"),
    "retry": _says("retry"),
    "end": _says("end"),
    "the answer deleted": _deletes,
    "ten minutes": _silence(Alarm.SUMMARY_DUE),
    "a week": _silence(Alarm.REMINDER_DUE, Alarm.CLOSING_DUE),
    "question prepared": Thread.prepared,
    "reviewed with a follow-up": _reviewed(1),
    "reviewed with none": _reviewed(0),
    "feedback written": Thread.feedback_written,
    "feedback given up": _fails(Task.FEEDBACK),
    "review given up": GIVEN_UP,
    "question given up": _fails(Task.PREPARE),
    "summary written": Thread.summary_written,
}
_NEEDS_A_QUESTION = frozenset(
    [
        *("the answer deleted", "feedback written", "feedback given up"),
        *("reviewed with a follow-up", "reviewed with none", "review given up"),
    ]
)


Move: TypeAlias = tuple[Phase, Phase, str, str]


@cache
def moves() -> tuple[Move, ...]:
    """From where to where, by what deed, in which scene; only what leads somewhere else."""
    found: list[Move] = []
    for phase, scenes in SCENES.items():
        for scene, reach in scenes.items():
            for name, deed in DEEDS.items():
                thread = reach()
                before = thread.interview
                assert before.phase is phase, f"{scene or 'the usual scene'} is not {phase}"
                if _can(name, before):
                    deed(thread)
                    after = thread.interview
                    if (before.phase, _asked(before)) != (after.phase, _asked(after)):
                        found.append((phase, after.phase, name, scene))
    return tuple(found)


def _can(deed: str, interview: Interview) -> bool:
    current = interview.current
    if current is None:
        return deed not in _NEEDS_A_QUESTION
    return deed != "the answer deleted" or bool(current.answers)


def _asked(interview: Interview) -> UUID | None:
    return interview.current.id if interview.current else None


def _label(deeds: dict[str, list[str]]) -> str:
    """The deeds of one arrow; those with the same remark share it, the usual scene has none."""
    by_remark: dict[str, list[str]] = {}
    for deed, scenes in deeds.items():
        remark = "" if "" in scenes else f" ({' / '.join(scenes)})"
        by_remark.setdefault(remark, []).append(deed)
    return " · ".join(", ".join(names) + remark for remark, names in by_remark.items())


def diagram() -> str:
    """The machine as a Mermaid state diagram, always in the same order."""
    arrows: dict[tuple[Phase, Phase], dict[str, list[str]]] = {}
    for before, after, deed, scene in moves():
        arrows.setdefault((before, after), {}).setdefault(deed, []).append(scene)
    order = list(Phase)
    lines = [
        f"    {before} --> {after}: {_label(arrows[before, after])}"
        for before, after in sorted(arrows, key=lambda a: (order.index(a[0]), order.index(a[1])))
    ]
    return "\n".join(
        [
            "```mermaid",
            "stateDiagram-v2",
            f"    [*] --> {Phase.PREPARING}",
            *lines,
            f"    {Phase.ENDED} --> [*]",
            "```",
        ]
    )


def test_the_page_shows_the_machine_as_it_is():
    page = PAGE.read_text(encoding="utf-8")
    block = re.compile(f"{re.escape(BEGINS)}\n.*?{re.escape(ENDS)}", re.DOTALL)
    [shown] = block.findall(page)
    drawn = f"{BEGINS}\n{diagram()}\n{ENDS}"
    if os.environ.get("WRITE_DOCS"):
        PAGE.write_text(page.replace(shown, drawn), encoding="utf-8")
    else:
        assert shown == drawn, f"the machine has changed; draw it again: {MENDED_BY}"


@pytest.mark.parametrize("phase", list(Phase))
def test_every_phase_is_in_the_diagram(phase):
    befores, afters = zip(*((before, after) for before, after, _, _ in moves()), strict=True)
    assert phase in afters
    assert (phase in befores) == (phase is not Phase.ENDED)
