"""What is said outside the thread, and to one person alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.slack.views import desk, erasing
from bot.slack.views.history import PastInterview, history, trend_in_words
from bot.slack.views.whispers import click_not_saved, message_not_saved, whisper
from interview.effects import WhisperKind
from interview.model import Difficulty, Phase, Readiness, Stage
from interview.progress import Direction, Trend
from views_seen import ID, a_question, an_interview, buttons, judged, objects, read_aloud

LINK = "https://example.slack.com/archives/D1/p1"
OPEN = an_interview(judged(1), a_question(2))


def test_help_in_the_thread_names_every_word_that_does_something() -> None:
    said = read_aloud(whisper(WhisperKind.HELP, OPEN))
    for word in ("skip –", "feedback –", "next –", "retry –", "end –"):
        assert word in said


def test_feedback_that_is_out_is_linked() -> None:
    said = read_aloud(whisper(WhisperKind.FEEDBACK_IS_OUT, OPEN, LINK))
    assert said == "The feedback on this question is already here. [Read it]\n"


def test_without_an_address_the_whisper_still_makes_sense() -> None:
    said = read_aloud(whisper(WhisperKind.FEEDBACK_IS_OUT, OPEN))
    assert said == "The feedback on this question is already here.\n"


def test_words_after_the_feedback_are_kept_with_both_ways_on() -> None:
    question = judged(2)
    shown = whisper(
        WhisperKind.KEPT_AFTER_FEEDBACK, an_interview(question, phase=Phase.FEEDBACK_OUT)
    )
    assert buttons(shown) == {
        "next_question": str(question.id),
        "retry_question": str(question.id),
    }


def test_after_the_last_feedback_the_way_on_is_the_summary() -> None:
    question = judged(5)
    shown = whisper(
        WhisperKind.KEPT_AFTER_FEEDBACK, an_interview(question, phase=Phase.FEEDBACK_OUT)
    )
    assert buttons(shown) == {"end_interview": str(ID), "retry_question": str(question.id)}


def test_an_interview_that_is_over_is_not_confused_with_one_being_summed_up() -> None:
    over = whisper(WhisperKind.FINISHED, an_interview(judged(1), phase=Phase.ENDED), LINK)
    assert read_aloud(over) == "This interview is over; nothing more is kept. [See how it went]\n"
    soon = whisper(WhisperKind.FINISHED, an_interview(judged(1), phase=Phase.SUMMING_UP))
    assert "summary is being written" in read_aloud(soon)


def test_a_fault_says_what_to_do_and_no_more() -> None:
    assert read_aloud(message_not_saved()) == (
        "I could not save that yet. No need to send it again.\n"
    )
    assert read_aloud(click_not_saved()) == "Not saved, please press again.\n"


def test_help_fits_on_a_phone_and_offers_the_first_steps() -> None:
    shown = desk.help_page()
    assert len(read_aloud(shown)) < 700
    assert list(buttons(shown)) == ["open_start", "open_profile"]
    for word in ("start", "profile", "status", "history", "end", "forget"):
        assert f"{word} –" in read_aloud(shown)
        assert word in shown.text


def test_the_status_says_where_the_interview_stands_and_leads_there() -> None:
    shown = desk.status(OPEN, LINK)
    assert read_aloud(shown) == (
        "Senior Backend Engineer · Globex\nQuestion 2 of 5 · average 7.0. [Go to the interview]\n"
    )


@pytest.mark.parametrize("interview", [None, replace(OPEN, phase=Phase.ENDED)])
def test_without_an_open_interview_one_is_offered(interview: object) -> None:
    shown = desk.status(interview)  # type: ignore[arg-type]
    assert "no open interview" in read_aloud(shown)
    assert list(buttons(shown)) == ["open_start"]


def test_a_second_start_is_a_choice_between_two() -> None:
    shown = desk.second_start(OPEN, LINK, value="wanted")
    assert buttons(shown) == {"continue_interview": str(ID), "replace_interview": "wanted"}
    assert "Question 2 of 5" in read_aloud(shown)
    assert buttons(desk.second_start(OPEN))["replace_interview"] == str(ID)


def test_an_answer_in_the_wrong_place_can_be_moved() -> None:
    shown = desk.misplaced_answer(2, "kept", LINK)
    assert buttons(shown) == {"use_as_answer": "kept"}
    assert "(Use it as my answer to question 2)" in read_aloud(shown)
    assert "[Go to the thread]" in read_aloud(shown)


def test_erasing_is_asked_about_and_marked_as_dangerous() -> None:
    shown = erasing.forget_question("who")
    assert buttons(shown) == {"confirm_forget": "who", "cancel_forget": "who"}
    styles = {
        it["action_id"]: it.get("style")
        for it in objects(list(shown.blocks))
        if it.get("type") == "button"
    }
    assert styles == {"confirm_forget": "danger", "cancel_forget": None}


def past(**more: object) -> PastInterview:
    it = PastInterview(
        started=datetime(2026, 11, 20, 9, tzinfo=UTC),
        job_title="Senior Backend Engineer",
        company="Globex",
        stage=Stage.HIRING_MANAGER,
        difficulty=Difficulty.MEDIUM,
        score=6.75,
        readiness=Readiness.ALMOST_READY,
        answered=5,
    )
    return replace(it, **more)  # type: ignore[arg-type]


def test_the_history_has_two_short_lines_an_interview() -> None:
    said = read_aloud(history([past()], "Up by 1.0 since the first."))
    assert "Up by 1.0 since the first.\n" in said
    assert (
        "6.8 · Almost ready · Senior Backend Engineer · Globex\n"
        "Hiring manager · medium · 5 of 5 answered · 2026-11-20\n"
    ) in said


@pytest.mark.parametrize(
    ("trend", "said"),
    [
        (None, ""),
        (
            Trend(first=5.8, latest=6.75, sessions=2, direction=None),
            "A first impression: from 5.8 to 6.8 over two interviews. "
            "One more, and I can speak of a trend.",
        ),
        (
            Trend(first=5.8, latest=7.0, sessions=4, direction=Direction.IMPROVING),
            "You are improving: from 5.8 to 7.0 over four interviews.",
        ),
        (
            Trend(first=7.0, latest=6.8, sessions=12, direction=Direction.STEADY),
            "Steady: from 7.0 to 6.8 over 12 interviews.",
        ),
        (
            Trend(first=6.6, latest=6.6, sessions=3, direction=Direction.STEADY),
            "Steady at 6.6 over three interviews.",
        ),
        (
            Trend(first=6.6, latest=6.6, sessions=2, direction=None),
            "A first impression: 6.6 both times. One more, and I can speak of a trend.",
        ),
        (
            Trend(first=7.0, latest=5.8, sessions=3, direction=Direction.SLIPPING),
            "Lower than at first: from 7.0 to 5.8 over three interviews.",
        ),
    ],
)
def test_the_trend_claims_no_more_than_it_knows(trend: Trend | None, said: str) -> None:
    assert trend_in_words(trend) == said


def test_the_day_is_shown_in_the_readers_own_zone() -> None:
    (day,) = (it for it in objects(list(history([past()]).blocks)) if it.get("type") == "date")
    assert day["timestamp"] == int(datetime(2026, 11, 20, 9, tzinfo=UTC).timestamp())


def test_interviews_without_a_score_say_why() -> None:
    said = read_aloud(history([past(open=True, score=None), past(score=None, readiness=None)]))
    assert "Open now · Senior" in said
    assert "Not scored · Senior" in said


def test_a_long_history_says_how_much_it_leaves_out() -> None:
    shown = history([past(job_title=f"Job {n}") for n in range(34)])
    said = read_aloud(shown)
    assert "The 20 newest of 34." in said
    assert said.count("Almost ready") == 20
    assert "Job 0 " in said
    assert "Job 20 " not in said


def test_an_empty_history_offers_a_beginning() -> None:
    shown = history([])
    assert "No interviews yet." in read_aloud(shown)
    assert list(buttons(shown)) == ["open_start"]
