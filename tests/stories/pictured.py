"""What a model might say to the answer of the README's picture, written by hand; checked as any."""

from __future__ import annotations

from typing import Any

from loopback_author import honest
from loopback_cache import Body

ANSWER = (
    "Last spring the payments team refused to give us a window at night, because of their yearly "
    "audit. I met their lead, Ana, and offered to move their service last, since a mistake there "
    "would have cost the most. She agreed within a week. We finished in October without downtime, "
    "and her team asked us to run their next migration too."
)
_QUESTION = {
    "kind": "question",
    "notes": "nothing presumed",
    "q": {
        "c": [],
        "t": "Tell me about another team whose help you needed and who did not want to give it. "
        "How did you move them, and what did it cost you?",
    },
    "o": "When did you have to win over people who had said no?",
    "easier": "When did somebody at work first say no to you, and then yes?",
}
_REVIEW = {
    "kind": "review",
    "f": {"c": ["A1.1", "A1.2"], "w": "a team that refused, and was won", "v": 2},
    "s": {"c": ["A1.1", "A1.2"], "w": "last spring, their audit, Ana", "v": 2},
    "a": {"c": ["A1.2"], "w": "own offer with its reason", "v": 2},
    "r": {"c": ["A1.4"], "w": "no downtime, and asked again", "v": 2},
    "l": {"c": [], "w": "nothing learned is named", "v": 0},
    "g": [],
    "x": [{"a": "span", "c": ["A1.1"], "v": 1}, {"a": "influence", "c": ["A1.2", "A1.3"], "v": 1}],
    "d": [],
    "p": [
        {"c": ["A1.2"], "t": "You offered to move their service last, and said why"},
        {"c": ["A1.4"], "t": "No downtime, and her team asked you to run their next migration"},
    ],
    "m": [{"c": [], "t": "What you would do sooner the next time"}],
    "b": {"c": ["A1.2"], "t": "Your own part is clear. Say what you took from it."},
    "q": [
        {
            "e": "lesson",
            "c": "A1.1",
            "t": "What would you do sooner, the next time a team needs its nights for an audit?",
        }
    ],
}
_FEEDBACK = {
    "kind": "feedback",
    "a": [
        {
            "c": ["A1.2"],
            "t": "You moved a team that had refused, by giving way where it cost them.",
        },
        {"c": [], "t": "What you learned from it is still missing."},
    ],
    "p": [
        "Open with the offer, not with the refusal: that you would move their service last is the "
        "decision a hiring manager listens for.",
        "End on what you do differently since. One sentence is enough: whom you now ask first, and "
        "when.",
    ],
    "r": [
        {
            "c": ["A1.1"],
            "t": "Last spring the payments team refused us a window at night, because of their "
            "yearly audit.",
        },
        {
            "c": ["A1.2"],
            "t": "I met their lead, Ana, and offered to move their service last, since a mistake "
            "there would have cost the most.",
        },
        {
            "c": ["A1.3", "A1.4"],
            "t": "She agreed within a week. We finished in October without "
            "downtime, and her team asked us to run their next migration too.",
        },
        {"c": [], "t": "‹add: what you do differently since›"},
    ],
}
_WRITTEN = {"question": _QUESTION, "review": _REVIEW, "feedback": _FEEDBACK}


def pictured(body: Body) -> dict[str, Any]:
    """The reply to this task, whoever asks."""
    reply = honest(body)
    return _WRITTEN.get(reply["kind"], reply)
