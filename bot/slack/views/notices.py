"""The few things an interview says besides questions and judgements."""

from __future__ import annotations

from collections.abc import Callable

from bot.slack.text import Block, Shown, clip, link, one_line, paragraph, quote, rich, shown, words
from bot.slack.views.at_work import still_at_work
from bot.slack.views.question import MOST_QUESTION
from bot.slack.views.subject import (
    ASKS_AGAIN,
    again_or_what_came_of_it,
    asked,
    finish_or_what_came_of_it,
    probe,
    skip_or_what_came_of_it,
)
from interview.model import Interview, Notice, Post, PostKind

_SAID = {
    Notice.NUDGE: "Take your time. A few sentences about something you really did are enough.",
    Notice.OFFER: "A smaller example will do, even one from a single day. You can also skip this.",
    Notice.NO_QUESTION: (
        "I could not come up with the next question. Say next to have me try again, or end."
    ),
    Notice.LIMIT: (
        "What may be spent on this coach is used up for now. Your words are kept. "
        "The rules coach costs nothing and can go on."
    ),
    Notice.NO_REVIEW: (
        "I could not judge this answer just now. Your words are kept. You can also say skip or end."
    ),
}


def notice(interview: Interview, post: Post) -> Shown:
    """A sentence or two, with the button that the question had before it stood above."""
    said = _said(interview, post)
    return shown(said, rich(paragraph(words(clip(said, MOST_QUESTION)))), _way_out(interview, post))


def reminder(
    interview: Interview, post: Post, link_to: Callable[[str], str] | None = None
) -> Shown:
    """What still waits for a reply, in its own words, with the way to it and the way past it."""
    question = asked(interview, post)
    text = probe(question, post).text if post.number > 0 else question.asked.text
    kind = PostKind.FOLLOW_UP if post.number > 0 else PostKind.QUESTION
    origin = interview.post(Post(kind=kind, question_id=question.id, number=post.number).key)
    to = link_to(origin.ts) if link_to and origin and origin.ts else None
    said = f"No hurry: question {question.number} still waits for you."
    waits = clip(one_line(text), MOST_QUESTION)
    return shown(
        f"{said} {waits}",
        rich(
            paragraph(words(f"{said} "), link(to, "Go to it")),
            quote(words(waits)),
            paragraph(words("A few sentences are enough.")),
        ),
        _way_out(interview, post),
    )


def _said(interview: Interview, post: Post) -> str:
    match post.notice:
        case Notice.STILL_AT_WORK:
            return still_at_work(interview)
        case Notice.IN_OTHER_WORDS if post.number > 0:
            follow = probe(asked(interview, post), post)
            return f"In other words: {follow.in_other_words or follow.text}"
        case Notice.IN_OTHER_WORDS:
            question = asked(interview, post).asked
            return f"In other words: {question.in_other_words or question.text}"
        case Notice.EASIER_ANGLE:
            question = asked(interview, post).asked
            return f"That is fine. A smaller question: {question.easier or question.in_other_words}"
        case None:
            raise LookupError("a notice that says nothing")
    return _SAID[post.notice]


def _way_out(interview: Interview, post: Post) -> Block | None:
    """Buttons stand under the newest message only, so a notice takes over those of its question."""
    if post.notice in (Notice.NO_QUESTION, Notice.NO_REVIEW, Notice.LIMIT):
        return again_or_what_came_of_it(interview, post)
    if post.notice not in ASKS_AGAIN:
        return None
    question = asked(interview, post)
    if post.number > 0:
        return finish_or_what_came_of_it(interview, post, question, post.number)
    return skip_or_what_came_of_it(interview, post, question)
