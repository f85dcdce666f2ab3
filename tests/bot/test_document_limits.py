"""What a file cannot do to the bot: take its time, memory or secrets, or be cut in silence."""

import asyncio
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot import documents, own_process
from bot.documents import REASONS, Document, read_document
from documents_made import LINE, drawn, pdf, reason_of, word_with_body


async def test_pages_beyond_fifty_are_left_out_and_said_so() -> None:
    document = await read_document("my\nlong resume.pdf", pdf([drawn(f"Page {LINE}")] * 60))
    assert document.text.count(LINE) == 50
    assert document.left_out == ("Of my long resume.pdf, only the first 50 of 60 pages were read.")


async def test_characters_beyond_the_limit_are_left_out_and_said_so() -> None:
    document = await read_document("job.txt", b"Led a team.\n" * 10_000)
    assert 99_000 < len(document.text) <= 100_000
    assert document.text.endswith("Led a team.")
    assert document.left_out == (
        f"Of job.txt, only the first {len(document.text):,} characters were read."
    )


async def test_a_page_that_cannot_be_read_costs_only_itself() -> None:
    bomb = b"0 0 m\n" * 4_000_000
    document = await read_document("r.pdf", pdf([drawn(LINE), bomb], deflated=True))
    assert document == Document(LINE, "Of r.pdf, a page could not be read.")


async def test_a_pdf_bomb_is_refused_quickly() -> None:
    began = time.perf_counter()
    assert await reason_of(pdf([b"0 0 m\n" * 10_000_000], deflated=True)) == "heavy"
    assert time.perf_counter() - began < 5


async def test_a_zip_bomb_is_refused_without_being_unpacked() -> None:
    content = word_with_body(b" " * 40_000_000)
    assert len(content) < 100_000
    assert await reason_of(content) == "heavy"


async def test_a_file_that_takes_too_long_is_given_up_and_its_reader_ended(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(documents, "WALL_CLOCK_SECONDS", 0.001)
    assert await reason_of(pdf([drawn(LINE)])) == "slow"
    assert not readers_alive()


async def test_a_cancelled_reading_leaves_no_reader_behind() -> None:
    slow = pdf([drawn(LINE) * 20_000] * 50, deflated=True)
    reading = asyncio.create_task(read_document("r.pdf", slow))
    await started()
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert not readers_alive()


async def started() -> None:
    """Until a reader stands in the system's list of processes; 10 s at most."""
    for _ in range(1000):
        if await asyncio.to_thread(readers_alive):
            return
        await asyncio.sleep(0.01)
    pytest.fail("no reader was started")


def readers_alive() -> list[int]:
    """The document readers that this process has started and not yet buried."""
    listed = subprocess.run(
        ["ps", "-ww", "-A", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True
    ).stdout
    rows = [line.split(maxsplit=2) for line in listed.splitlines()]
    return [
        int(pid)
        for pid, parent, *command in rows
        if int(parent) == os.getpid() and "bot.document_reader" in "".join(command)
    ]


async def test_the_loop_stays_free_while_a_long_file_is_read() -> None:
    reading = asyncio.create_task(read_document("job.txt", b"lorem ipsum dolor sit\n" * 200_000))
    turns = 0
    while not reading.done():
        await asyncio.sleep(0.005)
        turns += 1
    assert (await reading).left_out is not None
    assert turns > 20


async def test_of_many_files_two_are_read_at_a_time() -> None:
    reading = asyncio.gather(*(read_document("r.pdf", pdf([drawn(LINE)])) for _ in range(6)))
    seen = []
    while not reading.done():
        seen.append(len(await asyncio.to_thread(readers_alive)))
    assert {document.text for document in await reading} == {LINE}
    assert max(seen) == 2


def test_a_reader_cannot_take_more_memory_or_time_than_it_is_given() -> None:
    greedy = (
        "from bot.document_reader.__main__ import *; import resource; limit_this_process();"
        "print(resource.getrlimit(resource.RLIMIT_CPU)); print(resource.getrlimit("
        "resource.RLIMIT_AS) if sys.platform == 'linux' else (1 << 30, 1 << 30))"
    )
    printed = subprocess.run(
        [sys.executable, "-c", greedy], capture_output=True, text=True, check=True
    ).stdout
    assert printed.split("\n")[:2] == ["(10, 11)", "(1073741824, 1073741824)"]


@pytest.mark.parametrize(
    ("printed", "exit_code", "reason"),
    [
        (b"", -signal.SIGXCPU, "slow"),
        (b"", -signal.SIGKILL, "slow"),
        (b"", -signal.SIGSEGV, "broken"),
        (b'{"text": "ha', 1, "broken"),
    ],
)
def test_a_reader_that_died_gives_a_reason(printed: bytes, exit_code: int, reason: str) -> None:
    assert documents._parsed(printed, exit_code) == {"refused": reason}


def test_a_reader_is_given_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SLACK_BOT_TOKEN", "DATABASE_URL", "ANTHROPIC_API_KEY"):
        monkeypatch.setenv(name, "secret")
    assert "secret" not in own_process.environment().values()


def test_every_reason_a_reader_gives_has_one_plain_sentence() -> None:
    sources = Path(documents.__file__).parent.glob("document_reader/*.py")
    given = {reason for s in sources for reason in re.findall(r'"refused": "(\w+)"', s.read_text())}
    sources = Path(documents.__file__).parent.glob("document_reader/*.py")
    for source in sources:
        for call in re.findall(r"Refused\(([^)]*)\)", source.read_text()):
            given |= set(re.findall(r'(?<!b)"([a-z_]+)"', call))
    assert given >= {"locked", "heavy", "broken", "scanned", "other", "old_word"}
    assert given <= set(REASONS)
    assert all(sentence.endswith(".") and "\n" not in sentence for sentence in REASONS.values())


def test_no_sentence_is_too_long_for_an_error_under_a_field() -> None:
    assert max(map(len, REASONS.values())) <= 150
