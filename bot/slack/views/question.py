"""A question and its follow-ups as they are asked; judges nothing."""

from __future__ import annotations

from bot.slack.text import Shown, clip, context, one_line, paragraph, rich, shown, words
from bot.slack.views.subject import (
    asked,
    finish_or_what_came_of_it,
    probe,
    skip_or_what_came_of_it,
)
from bot.slack.views.words import label
from interview.model import Interview, Post

MOST_QUESTION = 1_000
MOST_BRIEF = 110
MOST_QUOTE = 120
HOW_TO_REPLY = (
    "Reply here, in as many messages as you like. You can also say skip, feedback or end."
)


def question(interview: Interview, post: Post) -> Shown:
    """The question under its label; how to reply is said with the very first one only."""
    it = asked(interview, post)
    named = label(it)
    first = it.number == 1 and it.attempt == 1
    return shown(
        f"Question {named}: {it.asked.text}",
        rich(
            paragraph(words(named, bold=True)), paragraph(words(clip(it.asked.text, MOST_QUESTION)))
        ),
        context(HOW_TO_REPLY) if first else None,
        skip_or_what_came_of_it(interview, post, it),
    )


def follow_up(interview: Interview, post: Post) -> Shown:
    """What was missing, the words it builds on, and one question."""
    it = asked(interview, post)
    follow = probe(it, post)
    quoted = clip(one_line(follow.quote).strip('"“” '), MOST_QUOTE)
    opening = f"You said “{quoted}”. " if quoted else ""
    return shown(
        f"Follow-up to question {it.number}: {follow.brief} {opening}{follow.text}",
        context(follow.brief, most=MOST_BRIEF),
        rich(paragraph(words(opening), words(clip(follow.text, MOST_QUESTION)))),
        finish_or_what_came_of_it(interview, post, it, post.number),
    )
