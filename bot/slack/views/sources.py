"""Where each sentence of the revised answer comes from, as a modal; judges and stores nothing.

A sentence stands above the lines it rests on, and a slot above the question that would fill it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, TypeAlias

from slack_sdk.models.views import View

from bot.slack.text import Block, Element, clip, heading, one_line, paragraph, quote, rich, words
from bot.slack.views.words import with_slots, without_slots
from interview.evidence import cited
from interview.grounding import slots
from interview.model import Feedback, Line, Question, Review, Sourced

SOURCES = "show_sources"
LABEL = "Where each sentence comes from"

MOST_FINDINGS = 3
MOST_SENTENCES = 50
"""A revised answer has room for fewer that say anything; each is a block, of at most 100."""

MOST_LINES = 4
"""Lines shown under one sentence; a sentence that needs more is a summary of them."""

_ROOM = 15_000
"""Characters of all sentences and lines, so that a view stays below Slack's 250 kB."""
_LONGEST, _LONGEST_QUESTION = 900, 250
_COUNTED = ("", "first ", "second ", "third ")
_CUT = "A claim was cut here: nothing you told me supports it."
_TAKEN_BACK = "You have taken back the words that this rests on."
_NOTHING = "There is no sentence here that says anything about you."

_Resting: TypeAlias = tuple[Sourced, tuple[Line, ...]]


def sources(question: Question, feedback: Feedback, lines: Sequence[Line]) -> dict[str, Any]:
    """The modal for one question; `lines` are the resume, the job and the answers, numbered."""
    revised = _resting(feedback.revised[:MOST_SENTENCES], lines)
    landed = _resting(_landed(question.review) if question.review else [], lines)
    pieces = sum(1 + len(found) for _, found in (*revised, *landed))
    width = min(_LONGEST, _ROOM // max(1, pieces))
    follow_ups = len(question.follow_ups)
    return _modal(
        *_section("Your answer, sentence by sentence", revised, follow_ups, width),
        *_section("What landed, and where you said it", landed, follow_ups, width),
    )


def _landed(review: Review) -> list[Sourced]:
    """What was praised with the lines it rests on; a review stored without them shows nothing."""
    pairs = zip(review.strengths, review.strength_cites, strict=False)
    return [Sourced(text=text, cites=cites) for text, cites in pairs if cites][:MOST_FINDINGS]


def _resting(sentences: Iterable[Sourced], lines: Sequence[Line]) -> list[_Resting]:
    """Each sentence with the lines that it rests on and that still say something."""
    return [
        (sentence, cited(lines, sentence.cites)[:MOST_LINES])
        for sentence in sentences
        if one_line(sentence.text)
    ]


def _part(sentence: Sourced, lines: Sequence[Line], follow_ups: int, width: int) -> list[Element]:
    """A sentence, the words it rests on by where they were said, and what would fill its slot."""
    text = clip(one_line(sentence.text), width)
    fill = ""
    if without_slots(text) != text:
        fill = clip(one_line(sentence.asks or slots.asked(text)), _LONGEST_QUESTION)
    if fill and not sentence.cites:
        why = words(f"\n{_CUT}", italic=True) if text in slots.CUT else []
        return [paragraph(with_slots(text), why, words(f"\n{fill}"))]
    part: list[Element] = [paragraph(with_slots(text))]
    for said_in, here in groupby(lines, lambda line: _origin(line, follow_ups)):
        quoted = "\n".join(clip(one_line(line.text), width) for line in here)
        part.append(quote(words(f"{said_in}\n", italic=True), words(quoted)))
    if sentence.cites and not lines:
        part.append(paragraph(words(_TAKEN_BACK, italic=True)))
    if fill:
        part.append(paragraph(words(fill)))
    return part


def _origin(line: Line, follow_ups: int) -> str:
    """Where a line was said, by its number; `follow_ups` is how many were asked."""
    if line.id.startswith("R"):
        return "From your resume"
    if line.id.startswith("J"):
        return "From the job posting"
    answer = int(line.id.removeprefix("A").partition(".")[0])
    if answer == 1:
        return "From your first answer"
    which = _COUNTED[answer - 1] if follow_ups > 1 else ""
    return f"From your answer to the {which}follow-up"


def _section(
    title: str, resting: Sequence[_Resting], follow_ups: int, width: int
) -> Iterator[Block | None]:
    """A heading and a block a sentence; nothing where there is none."""
    if resting:
        yield heading(title)
    for sentence, lines in resting:
        yield rich(*_part(sentence, lines, follow_ups, width))


def _modal(*blocks: Block | None) -> dict[str, Any]:
    shown = blocks or (rich(paragraph(words(_NOTHING))),)
    return View(
        type="modal",
        callback_id="sources",
        title="Where it comes from",
        close="Close",
        blocks=[block for block in shown if block is not None],
    ).to_dict()
