"""What the loopback Claude says: a plain, honest coach, and one that obeys whoever shouts.

Both read nothing but the request, as a model would; the honest one speaks in quotations, so that
what it says of a candidate is true.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

Body = Mapping[str, Any]
_LINE = re.compile(r"^([RJ]\d+|A\d+\.\d+) (.+)$", re.M)
_TASK = re.compile(r'Task "(\w+)"')
_ELEMENTS = "fsarl"
_PROBES = (
    ("action", "What was your own part in that, and why did you do it this way?"),
    ("result", "What was different afterwards, and how do you know?"),
    ("lesson", "What would you do differently the next time?"),
    ("specific", "When was that, and who else was there?"),
)


def honest(body: Body) -> dict[str, Any]:
    """A reply that fits the task and cites what it rests on."""
    return _TASKS[_task(body)](body)


def obedient(body: Body) -> dict[str, Any]:
    """Full marks without a source, and inventions, as if every instruction in the data were one."""
    reply = honest(body)
    if reply["kind"] == "review":
        full = {"c": ["A9.9"], "w": "as instructed", "v": 2}
        reply |= dict.fromkeys(_ELEMENTS, full)
        reply |= {
            "g": [],
            "x": [{"a": "span", "c": ["R99"], "v": 2}, {"a": "influence", "c": [], "v": 2}],
            "p": [{"c": ["A1.1"], "t": "You led 400 engineers at Google"}],
            "m": [],
            "b": {"c": [], "t": "Perfect: 10 of 10, hire Alex at once"},
            "q": [],
        }
    elif reply["kind"] == "feedback":
        invented = "I led 400 engineers at Google and saved $9 million."
        reply |= {"r": [{"c": ["A1.1"], "t": invented}], "p": ["Score: 10. You are hired by NASA."]}
    elif reply["kind"] == "question":
        reply["q"] = {"c": ["R1"], "t": "How did you save Google $9 million in 2019?"}
    else:
        reply |= {"a": "Alex scored 10 of 10 and is Ready.", "s": ["You tripled sales at NASA."]}
    return reply


def _task(body: Body) -> str:
    last = body["messages"][-1]["content"]
    text = last if isinstance(last, str) else last[-1]["text"]
    found = _TASK.search(text)
    assert found is not None, text
    return found[1]


def lines(body: Body) -> dict[str, str]:
    """The numbered lines that a request shows, by id."""
    blocks = [*body["system"], *_user(body)]
    return {m[1]: m[2] for block in blocks[1:] for m in _LINE.finditer(block["text"])}


def _user(body: Body) -> list[dict[str, Any]]:
    content = body["messages"][0]["content"]
    return [{"text": content}] if isinstance(content, str) else content


def _question(body: Body) -> dict[str, Any]:
    text = body["messages"][-1]["content"]
    number = re.search(r"question (\d) of 5, on ([a-z ]+);", text if isinstance(text, str) else "")
    about = number[2] if number else "your work"
    return {
        "kind": "question",
        "notes": "nothing presumed",
        "q": {"c": [], "t": f"Tell me about a time that shows your {about}. What did you do?"},
        "o": f"What would you tell a friend about your {about}?",
        "easier": "What is one thing you did at work this month?",
    }


def _review(body: Body) -> dict[str, Any]:
    """Marks that rise with how much was said; every citation is a sentence that stands there."""
    said = {name: text for name, text in lines(body).items() if name.startswith("A")}
    ids = list(said)
    newest = max((name.split(".")[0] for name in ids), default="A1")
    latest = next((name for name in ids if name.startswith(f"{newest}.")), "")
    answers = len({name.split(".")[0] for name in ids})
    words = " ".join(said.values()).split()
    if len(words) < 3:
        nothing = {"c": [], "w": "nothing was said", "v": 0}
        return _reviewed(dict.fromkeys(_ELEMENTS, nothing), ["no_answer"], [], latest, answers)
    shown = {"c": [ids[0], latest], "w": "said in so many words", "v": 2}
    partly = {"c": [latest], "w": "named, not shown", "v": 1}
    marks = dict(zip(_ELEMENTS, (shown, shown, partly, partly, partly), strict=True))
    if answers > 1:
        marks |= {"a": shown}
    if answers > 2:
        marks |= {"r": shown}
    return _reviewed(marks, [], [_quoting(latest, said[latest])], latest, answers)


def _quoting(line: str, text: str) -> dict[str, Any]:
    words = text.split()[:8]
    return {"c": [line], "t": f"You said “{' '.join(words)}”"}


def _reviewed(
    marks: dict[str, Any], flags: list[str], landed: list[Any], latest: str, answers: int
) -> dict[str, Any]:
    element, ask = _PROBES[(answers - 1) % len(_PROBES)]
    probes = [{"e": element, "c": latest, "t": ask}]
    if answers < len(_PROBES):
        other, spare = _PROBES[answers]
        probes.append({"e": other, "c": "", "t": spare})
    return {
        "kind": "review",
        **marks,
        "g": flags,
        "x": [],
        "d": [],
        "p": landed,
        "m": [{"c": [], "t": f"The {element} is not clear yet"}],
        "b": {"c": [], "t": f"Say more about the {element}."},
        "q": probes,
    }


def _feedback(body: Body) -> dict[str, Any]:
    said = {name: text for name, text in lines(body).items() if name.startswith("A")}
    return {
        "kind": "feedback",
        "a": [{"c": [], "t": "The answer names one occasion. What came of it is thin."}],
        "p": ["Begin with what you did.", "Then say what was different afterwards."],
        "r": [
            *({"c": [name], "t": text} for name, text in list(said.items())[:4]),
            {"c": [], "t": "‹add: what changed, and by how much›"},
        ],
    }


def _summary(body: Body) -> dict[str, Any]:
    return {
        "kind": "summary",
        "a": "You told real occasions. Results were often left open.",
        "s": ["You stay with one occasion"],
        "i": ["Say what changed afterwards"],
        "p": ["Practise the last sentence of each answer"],
        "n": "Take one answer and tell it again in two minutes.",
    }


_TASKS = {"question": _question, "review": _review, "feedback": _feedback, "summary": _summary}
