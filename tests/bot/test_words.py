"""Commands are read generously, messages in the DM strictly."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bot.words import Word, Words, job_meant, read_command, read_dm
from interview.model import Difficulty, Stage


@dataclass(frozen=True)
class Job:
    company: str
    job_title: str


GLOBEX = Job("Globex", "Senior Backend Engineer")
INITECH = Job("Initech", "Product Manager")
JOBS = (GLOBEX, INITECH)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", Word.OPEN),
        ("  \n", Word.OPEN),
        ("start", Word.START),
        ("START.", Word.START),
        ("history!", Word.HISTORY),
        ("*status*", Word.STATUS),
        ("please help", Word.HELP),
        ("show me my history, please", Word.HISTORY),
        ("I want to start", Word.START),
        ("stop", Word.END),
        ("forget me", Word.FORGET),
        ("my profile", Word.PROFILE),
        ("export", Word.HELP),
        ("how do I start", Word.HELP),
        ("please", Word.HELP),
        ("<@U1> 🤷", Word.HELP),
    ],
)
def test_a_command_is_read_generously(text: str, word: Word) -> None:
    assert read_command(text).word is word


def test_a_command_names_stage_difficulty_and_job_in_any_order_and_case() -> None:
    assert read_command("Start hiring manager HARD globex") == Words(
        word=Word.START, stage=Stage.HIRING_MANAGER, difficulty=Difficulty.HARD, job=("globex",)
    )
    assert read_command("start easy recruiter_screen") == Words(
        word=Word.START, stage=Stage.RECRUITER_SCREEN, difficulty=Difficulty.EASY
    )
    assert read_command("start a recruiter interview at Initech") == Words(
        word=Word.START, stage=Stage.RECRUITER_SCREEN, job=("initech",)
    )


def test_an_interview_may_be_described_without_the_word_start() -> None:
    assert read_command("hiring-manager hard") == Words(
        word=Word.START, stage=Stage.HIRING_MANAGER, difficulty=Difficulty.HARD
    )


def test_what_was_not_said_is_left_open() -> None:
    assert read_command("start") == Words(word=Word.START)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("start", Word.START),
        (" Start! ", Word.START),
        ("HISTORY.", Word.HISTORY),
        ("`forget`", Word.FORGET),
        ("end…", Word.END),
        ("export", Word.HELP),
    ],
)
def test_a_message_is_a_command_when_it_says_nothing_but_the_word(text: str, word: Word) -> None:
    assert read_dm(text, ()) == Words(word=word)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "please help",
        "help me",
        "history of the ledger",
        "we start at nine",
        "start with the team",
        "start please",
        "end-to-end",
        "skip",
        "stop",
    ],
)
def test_a_message_that_says_more_is_no_command(text: str) -> None:
    assert read_dm(text, JOBS) is None


def test_start_in_a_message_takes_only_stage_difficulty_and_words_of_a_stored_job() -> None:
    assert read_dm("Start recruiter hard Globex!", JOBS) == Words(
        word=Word.START,
        stage=Stage.RECRUITER_SCREEN,
        difficulty=Difficulty.HARD,
        job=("globex",),
    )
    assert read_dm("start backend", JOBS) == Words(word=Word.START, job=("backend",))
    assert read_dm("start backend", ()) is None
    assert read_dm("start globex tomorrow", JOBS) is None


def test_the_job_that_most_words_name_is_meant_and_the_newest_where_none_is() -> None:
    assert job_meant(("product", "initech"), JOBS) is INITECH
    assert job_meant(("senior",), JOBS) is GLOBEX
    assert job_meant(("nowhere",), JOBS) is GLOBEX
    assert job_meant((), JOBS) is GLOBEX
    assert job_meant(("globex",), ()) is None


def test_a_second_stage_or_difficulty_may_be_part_of_a_jobs_name() -> None:
    words = read_command("start recruiter product manager")
    assert words.stage is Stage.RECRUITER_SCREEN
    assert job_meant(words.job, JOBS) is INITECH


def test_a_dashed_name_is_known_by_its_pieces() -> None:
    job = Job("Rolls-Royce", "Full-stack Engineer")
    assert read_dm("start full-stack royce", (job,)) == Words(
        word=Word.START, job=("full-stack", "royce")
    )
