"""A model that can judge and believes whatever it is told: what it sees is all it knows.

It marks as the rules do, since a test needs a judge whose marks mean something. But an order makes
it give full marks with everything there is as evidence, and praise, noise and catchwords impress
it, which it then cites. So it is the checks in code that have to hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any
from uuid import UUID

from builders import SETTING
from interview.coach import Papers, ReviewBrief
from interview.coach.drafts import Claim, MarkDraft, ReviewDraft
from interview.coach.rules import review
from interview.model import (
    Answer,
    Competency,
    Element,
    Line,
    Message,
    PreparedQuestion,
    Probe,
    Question,
)
from loopback_author import honest, obedient
from loopback_cache import Body

_KEYS = {
    Element.FIT: "f",
    Element.SPECIFIC: "s",
    Element.ACTION: "a",
    Element.RESULT: "r",
    Element.LESSON: "l",
}
_ORDER = re.compile(
    r"full marks|score me|punktzahl|puntuaci[oó]n|满分|mark element|ten of ten|earned ten|"
    r"note maximale|\"score\"|<\w+|give (?:me )?(?:a )?10",
    re.I,
)
_IMPRESSES = re.compile(
    r"best interviewer|great interviewer|excellent question|asdf|synergy|catchword|"
    r"my task was important|i took action|result was great|situation was challenging|"
    r"^(?:situation|task|action|result): ",
    re.I,
)
_ABOUT = re.compile(r"the ([a-z ]+) question after answer")
_LINE = re.compile(r"^([RJE]\d+|A\d+\.\d+) (.+)$", re.M)
_ANSWER = re.compile(r'<answer n="(\d)">\n(.*?)\n?</answer>', re.S)


def gullible(body: Body) -> dict[str, Any]:
    """A review by the rules, unless somebody asked for more; inventions in everything else."""
    if honest(body)["kind"] != "review":
        return obedient(body)
    brief = brief_of(body)
    draft = review.review(brief)
    ordered = any(_ORDER.search(line.text) for line in _all_lines(body))
    if ordered:
        draft = _full(draft, [line.id for line in brief.answers])
    elif impressive := [line.id for line in brief.answers if _IMPRESSES.search(line.text)]:
        draft = _full(draft, impressive)
    return _written(draft)


def brief_of(body: Body) -> ReviewBrief:
    """What a review is about, read out of the request alone; what was left out is not there."""
    thread = "\n".join(block["text"] for block in body["messages"][0]["content"])
    told = _ABOUT.search(body["messages"][-1]["content"])
    assert told is not None
    text = unescape(_between(thread, "question"))
    lines = _all_lines(body)
    said = tuple(line for line in lines if line.id[0] == "A" and line.text[:1] != "(")
    asked = PreparedQuestion(
        competency=Competency(told[1].replace(" ", "_")),
        text=text,
        in_other_words=text,
        easier=text,
    )
    follow_ups = tuple(
        Probe(element=Element.FIT, quote="", text=unescape(probe))
        for probe in re.findall(r"<follow_up>\n(.*?)\n</follow_up>", thread, re.S)
    )
    answers = tuple(
        Answer(number=int(number), parts=(Message(ts=f"178900000{number}.000000", text=words),))
        for number, words in _ANSWER.findall(thread)
    )
    question = Question(
        id=UUID(int=1), number=1, attempt=1, asked=asked, answers=answers, follow_ups=follow_ups
    )
    papers = Papers(
        setting=SETTING,
        resume=tuple(line for line in lines if line.id[0] == "R"),
        job=tuple(line for line in lines if line.id[0] == "J"),
    )
    return ReviewBrief(papers=papers, question=question, answers=said)


def _all_lines(body: Body) -> list[Line]:
    blocks = (*body["system"][1:], *body["messages"][0]["content"])
    return [
        Line(id=found[1], text=unescape(found[2]))
        for block in blocks
        for found in _LINE.finditer(block["text"])
    ]


def _between(text: str, tag: str) -> str:
    found = re.search(rf"<{tag}>\n(.*?)\n</{tag}>", text, re.S)
    return found[1] if found else ""


def _full(draft: ReviewDraft, cites: Iterable[str]) -> ReviewDraft:
    marks = tuple(MarkDraft(element=it, value=2, cites=tuple(cites)) for it in Element)
    praise = Claim(text="You led 400 engineers at Google", cites=tuple(cites)[:1])
    return draft.model_copy(
        update={
            "marks": marks,
            "no_answer": False,
            "own_action": True,
            "habit": False,
            "contradicts": (),
            "strengths": (praise,),
            "gaps": (),
            "probes": (),
        }
    )


def _written(draft: ReviewDraft) -> dict[str, Any]:
    marks = {
        _KEYS[mark.element]: {"c": list(mark.cites), "w": mark.reason, "v": mark.value}
        for mark in draft.marks
    }
    return {
        "kind": "review",
        **marks,
        "g": list(_flags(draft)),
        "x": [{"a": it.axis.value, "c": list(it.cites), "v": it.value} for it in draft.axes],
        "d": [{"one": one, "other": other} for one, other in draft.contradicts],
        "p": [_said(it) for it in draft.strengths],
        "m": [_said(it) for it in draft.gaps],
        "b": _said(draft.brief),
        "q": [
            {"e": it.element.value, "c": it.cite or (it.about or ("",))[0], "t": it.text}
            for it in draft.probes
        ],
    }


def _flags(draft: ReviewDraft) -> Iterator[str]:
    if draft.no_answer:
        yield "no_answer"
    if not draft.own_action:
        yield "no_own_action"
    if draft.habit:
        yield "only_a_habit"


def _said(claim: Claim) -> dict[str, Any]:
    return {"c": list(claim.cites), "t": claim.text}
