"""Whatever the words are, Slack takes what is drawn of them and parses none of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from slack_sdk.models.blocks import Block

from bot.sandbox.blocks import check_message, check_view
from bot.slack.text import Shown
from bot.slack.views import desk, erasing, history, modals, sources, whispers
from bot.slack.views.forms import ProfileForm, StartForm
from bot.slack.views.thread import render
from interview.effects import WhisperKind
from interview.model import (
    Closed,
    Difficulty,
    Interview,
    Level,
    Line,
    Message,
    Phase,
    Post,
    PostKind,
    Readiness,
    Sourced,
    Stage,
)
from views_seen import (
    FEEDBACK,
    PROBE,
    REVIEW,
    SETTING,
    SUMMARY,
    a_question,
    an_interview,
    every_post,
    judged,
    objects,
    read_aloud,
)

HARD_WORDS = [
    "<!channel> <@U123> <https://evil.example|*bank*> `{braces}` &amp; \x00\ud800 :tada:",
    "Senior Staff Principal Engineer of Everything " * 64,
    "x" * 30_000,
    "🎉👩‍💻" * 300,
    "\n\n\n",
    "",
]
_NOT_WORDS = {"id", "question_id", "ts", "client_msg_id", "engine", "prompt_version", "ended_ts"}
LINK = "https://example.slack.com/archives/D1/p1"


def saying(value: Any, text: str) -> Any:
    """The same value with every word that a person or a model wrote replaced."""
    if is_dataclass(value) and not isinstance(value, type | Message):
        changed = {
            field.name: saying(getattr(value, field.name), text)
            for field in fields(value)
            if field.name not in _NOT_WORDS
        }
        return replace(value, **changed)
    if isinstance(value, tuple):
        return tuple(saying(one, text) for one in value)
    return text if type(value) is str else value


def interviews() -> Iterator[Interview]:
    asked = a_question(1)
    probed = judged(2, follow_ups=(PROBE, PROBE, PROBE), closed=None, feedback=None)
    many = replace(REVIEW, strengths=REVIEW.gaps * 9, gaps=REVIEW.gaps * 9, level=Level.L5B)
    closed = [judged(n, review=many) for n in range(1, 5)]
    again = judged(4, attempt=2, review=many)
    slow = replace(SETTING, two_breaths=True)
    all_lists = replace(SUMMARY, strengths=("a",) * 5, areas=("b",) * 5, priorities=("c",) * 5)
    yield an_interview(phase=Phase.PREPARING)
    yield an_interview(asked)
    yield an_interview(asked, probed, phase=Phase.FOLLOW_UP_OPEN)
    yield an_interview(*closed, again, phase=Phase.FEEDBACK_OUT)
    yield an_interview(judged(1, feedback=None), phase=Phase.FEEDBACK_OUT, setting=slow)
    yield an_interview(judged(1, review=None), a_question(2, closed=Closed.SKIPPED))
    for readiness in Readiness:
        summary = replace(all_lists, readiness=readiness)
        yield an_interview(*closed, judged(5), phase=Phase.ENDED, summary=summary)


def of_the_thread(text: str) -> Iterator[Shown]:
    for interview in interviews():
        said = saying(interview, text)
        for post in every_post(said):
            yield render(said, post)
            standing = replace(post, ts="1789000000.000001")
            yield render(replace(said, posts=(standing,)), standing)


def past(text: str, **more: Any) -> history.PastInterview:
    it = history.PastInterview(
        started=datetime(2026, 11, 20, tzinfo=UTC),
        job_title=text,
        company=text,
        stage=Stage.HIRING_MANAGER,
        difficulty=Difficulty.HARD,
        score=6.75,
        readiness=Readiness.ALMOST_READY,
        answered=5,
    )
    return replace(it, **more)


def outside_the_thread(text: str) -> Iterator[Shown]:
    for interview in interviews():
        said = saying(interview, text)
        yield desk.status(said, LINK)
        yield desk.started(said, LINK)
        yield desk.second_start(said, LINK)
        yield from (whispers.whisper(kind, said, LINK) for kind in WhisperKind)
    yield history.history([past(text) for _ in range(40)], text)
    yield history.history([past(text, score=None, readiness=None)])
    yield desk.welcome(text)


def plainly() -> Iterator[Shown]:
    """What is said in our own words alone."""
    yield from (desk.help_page(), desk.hint(), desk.offer_profile(), desk.offer_start())
    yield from (desk.status(None), desk.answer_used(2, LINK))
    yield from (desk.misplaced_answer(2, "id", LINK), desk.answer_not_used(2, LINK))
    yield from (erasing.forget_question(), erasing.erased(), erasing.not_erased())
    yield from (whispers.message_not_saved(), whispers.click_not_saved(), history.history([]))
    yield from (whispers.not_yours(), whispers.no_interview())


def forms(text: str) -> Iterator[dict[str, Any]]:
    kept = saying(ProfileForm(), text)
    consent = "Stays on this server."
    yield modals.save_profile(kept, consent=consent, problem=text, has_resume=True)
    yield modals.save_profile(consent=consent)
    jobs = [modals.JobChoice(id=str(n), title=text, company=text) for n in range(120)]
    yield modals.start_interview(jobs, StartForm(job="7", target=Level.L5B), consent=consent)
    yield modals.start_interview(jobs[:1], StartForm(job="gone"), consent=consent)
    yield modals.reading_file()
    yield from of_the_sources(text)


def of_the_sources(text: str) -> Iterator[dict[str, Any]]:
    """Feedback of one sentence, of many, and of many that rest on everything there is."""
    lines = tuple(Line(id=f"{part}{n}", text=text) for part in ("R", "J", "A1.") for n in range(9))
    ids = tuple(line.id for line in lines)
    review = replace(REVIEW, strengths=(text,) * 3, strength_cites=(ids[:1], (), ids))
    for many in (1, 40, 300):
        revised = (
            Sourced(text=text, cites=ids),
            *(Sourced(text=f"‹add: {text[:900]}›", asks=text[:110]) for _ in range(many)),
            *(Sourced(text=f"{n}. {text[:900]}", cites=ids[n % 20 :]) for n in range(many)),
        )
        feedback = replace(FEEDBACK, revised=revised)
        yield sources.sources(judged(1, review=review, feedback=feedback), feedback, lines)
    nothing = replace(FEEDBACK, revised=())
    yield sources.sources(judged(1, review=None, feedback=nothing), nothing, ())


@pytest.mark.parametrize("text", HARD_WORDS)
@pytest.mark.parametrize("drawn", [of_the_thread, outside_the_thread])
def test_slack_takes_every_message(drawn: Callable[[str], Iterator[Shown]], text: str) -> None:
    for message in drawn(text):
        check_message(message.text, list(message.blocks))
        assert message.blocks
        assert 0 < len(message.text) <= 300


def test_slack_takes_what_is_said_in_our_own_words() -> None:
    for message in plainly():
        check_message(message.text, list(message.blocks))
        assert 0 < len(message.text) <= 300


@pytest.mark.parametrize("text", HARD_WORDS)
@pytest.mark.parametrize("drawn", [of_the_thread, outside_the_thread])
def test_every_block_is_what_slack_sdk_would_make(
    drawn: Callable[[str], Iterator[Shown]], text: str
) -> None:
    """Its models leave out what they do not know, and refuse what breaks a limit they know."""
    for block in (block for message in (*drawn(text), *plainly()) for block in message.blocks):
        of_its_models = Block.parse(block)
        assert of_its_models is not None
        assert of_its_models.to_dict() == block


@pytest.mark.parametrize("text", HARD_WORDS)
def test_slack_opens_every_form(text: str) -> None:
    for view in forms(text):
        check_view(view)
        assert view["blocks"]
        assert len(view["blocks"]) <= 100


def test_nothing_that_is_drawn_is_parsed() -> None:
    loud = HARD_WORDS[0]
    drawn = [*of_the_thread(loud), *outside_the_thread(loud), *plainly()]
    pieces = [*objects([list(message.blocks) for message in drawn]), *objects([*forms(loud)])]
    assert len(pieces) > 1_000
    assert {it.get("type") for it in pieces} & {"mrkdwn", "markdown", "broadcast", "user"} == set()
    assert all("<" not in message.text for message in drawn)


def test_a_candidate_meets_none_of_the_makers_words() -> None:
    said = " ".join(
        f"{message.text} {read_aloud(message)}"
        for message in [*of_the_thread("So."), *outside_the_thread("So."), *plainly()]
    ).lower()
    said += " ".join(read_aloud(view["blocks"]) for view in forms("So.")).lower()
    assert "feedback" in said
    for word in ("element", "evidence", "grounding", "axis", "none", "null", "notshown", "not_"):
        assert word not in said


@pytest.mark.parametrize("text", HARD_WORDS[1:4])
def test_every_part_keeps_to_its_length(text: str) -> None:
    for interview in interviews():
        said = saying(interview, text)
        for post in every_post(said):
            for block, most in _bounds(post, render(said, post)):
                assert len(read_aloud([block]).strip("\n")) <= most, (post, block)


def _bounds(post: Post, message: Shown) -> Iterator[tuple[Any, int]]:
    for block in message.blocks:
        match post.kind, block["type"]:
            case PostKind.CARD, "header":
                yield block, 60
            case PostKind.SUMMARY, "header":
                yield block, 50
            case PostKind.FOLLOW_UP, "context":
                yield block, 110
            case PostKind.QUESTION, "context":
                yield block, 140
            case _, "context":
                yield block, 120
    if post.kind is PostKind.QUESTION:
        yield message.blocks[0]["elements"][0], 40
        yield message.blocks[0]["elements"][1], 1_000
    if post.kind is PostKind.FEEDBACK:
        yield message.blocks[0], 700 + 7
        yield [it for it in message.blocks[1:] if it["type"] == "rich_text"], 2_300
    if post.kind is PostKind.SUMMARY:
        yield message.blocks, 2_500
