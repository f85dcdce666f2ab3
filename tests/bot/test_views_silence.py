"""What is read in a silence: that a coach is at work, or that a question still waits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.slack.text import Shown
from bot.slack.views import at_work
from bot.slack.views.thread import render
from interview.model import Answer, Interview, Message, Notice, Phase, Post, PostKind
from views_seen import (
    PROBE,
    SUMMARY,
    a_post,
    a_question,
    an_interview,
    buttons,
    judged,
    objects,
    read_aloud,
    stamp,
)


def standing(interview: Interview, *posts: Post) -> Interview:
    stood = tuple(replace(post, ts=stamp(place)) for place, post in enumerate(posts, start=1))
    return replace(interview, posts=stood)


def link_to(ts: str) -> str:
    return f"https://example.slack.com/archives/D1/p{ts.replace('.', '')}"


def links(shown: Shown) -> list[str]:
    return [it["url"] for it in objects(list(shown.blocks)) if it.get("type") == "link"]


@pytest.mark.parametrize(
    ("interview", "doing"),
    [
        (an_interview(phase=Phase.PREPARING), "preparing your first question"),
        (an_interview(judged(1), phase=Phase.PREPARING), "preparing the next question"),
        (an_interview(a_question(1), phase=Phase.UNDER_REVIEW), "reading your answer"),
        (an_interview(judged(1), phase=Phase.WRITING_FEEDBACK), "writing your feedback"),
        (an_interview(judged(1), phase=Phase.SUMMING_UP), "writing your summary"),
    ],
)
def test_who_waits_is_told_what_for(interview: Interview, doing: str) -> None:
    post = Post(kind=PostKind.NOTICE, notice=Notice.STILL_AT_WORK, number=7)
    shown = render(interview, post)
    assert read_aloud(shown) == f"Still {doing}. This one takes a little longer.\n"
    assert not buttons(shown)
    assert at_work.status(interview) == f"is still {doing} …"


def test_what_only_says_that_a_coach_is_at_work_takes_no_button_away() -> None:
    question = replace(
        judged(1, closed=None, feedback=None, follow_ups=(PROBE,)),
        answers=(Answer(number=1, parts=(Message(ts=stamp(1), text="I traced it."),)),),
    )
    follow_up = a_post(PostKind.FOLLOW_UP, question, number=1)
    still = a_post(PostKind.NOTICE, question, notice=Notice.STILL_AT_WORK, number=9)
    there = standing(an_interview(question, phase=Phase.UNDER_REVIEW), follow_up, still)
    assert list(buttons(render(there, there.posts[0]))) == ["finish_question"]


def test_a_reminder_quotes_the_question_with_a_way_to_it_and_past_it() -> None:
    question = a_question(2, reminded=True)
    asked = a_post(PostKind.QUESTION, question)
    reminder = a_post(PostKind.NOTICE, question, notice=Notice.REMINDER)
    there = standing(an_interview(question), asked, reminder)
    shown = render(there, there.posts[1], link_to)
    said = read_aloud(shown)
    assert said.startswith("No hurry: question 2 still waits for you. [Go to it]")
    assert question.asked.text in said
    assert links(shown) == [link_to(stamp(1))]
    assert list(buttons(shown)) == ["skip_question"]
    assert not buttons(render(there, there.posts[0]))


def test_a_reminder_of_a_follow_up_quotes_the_follow_up() -> None:
    question = judged(2, closed=None, feedback=None, follow_ups=(PROBE,))
    asked = a_post(PostKind.FOLLOW_UP, question, number=1)
    reminder = a_post(PostKind.NOTICE, question, notice=Notice.REMINDER, number=1)
    there = standing(an_interview(question, phase=Phase.FOLLOW_UP_OPEN), asked, reminder)
    shown = render(there, there.posts[1], link_to)
    assert PROBE.text in read_aloud(shown)
    assert links(shown) == [link_to(stamp(1))]
    assert list(buttons(shown)) == ["finish_question"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "Ended, not scored: Slack did not take the question"),
        ({"summary": SUMMARY}, "Ended early, for Slack took no more questions: Almost ready"),
    ],
)
def test_the_card_says_why_an_interview_ended_early(more, said) -> None:
    over = an_interview(judged(1), phase=Phase.ENDED, halted=True, **more)
    assert said in read_aloud(render(over, a_post(PostKind.CARD)))
