"""Which view draws which post of an interview's thread; draws nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from bot.slack.text import Shown
from bot.slack.views.card import card
from bot.slack.views.feedback import feedback
from bot.slack.views.notices import notice, reminder
from bot.slack.views.question import follow_up, question
from bot.slack.views.summary import summary
from interview.model import Interview, Notice, Post, PostKind

LinkTo: TypeAlias = Callable[[str], str]
"""The address of a message of the thread, by its `ts`."""

_VIEWS: Mapping[PostKind, Callable[[Interview, Post], Shown]] = {
    PostKind.CARD: card,
    PostKind.QUESTION: question,
    PostKind.FOLLOW_UP: follow_up,
    PostKind.FEEDBACK: feedback,
    PostKind.SUMMARY: summary,
    PostKind.NOTICE: notice,
}


def render(interview: Interview, post: Post, link_to: LinkTo | None = None) -> Shown:
    """The post as the interview stands now: the same call draws it first and redraws it later.

    Raises LookupError where the interview lacks what the post is about.
    """
    if post.notice is Notice.REMINDER:
        return reminder(interview, post, link_to)
    return _VIEWS[post.kind](interview, post)


def metadata(interview: Interview, post: Post) -> dict[str, Any]:
    """What the message carries for the bot alone: its kind and an opaque id, no content."""
    return {
        "event_type": f"mock_interview_{post.kind}",
        "event_payload": {"id": str(interview.post_id(post))},
    }
