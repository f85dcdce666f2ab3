"""A file's bytes become the text of a resume or job, in a limited process; keeps and logs nothing.

DocumentRefused    there is no text to be had; its sentence says why and what to do
"""

import asyncio
import json
import signal
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from weakref import WeakKeyDictionary

from bot import own_process

MOST_BYTES: Final = 10_000_000
WALL_CLOCK_SECONDS: Final = 20.0
# Each reader may take a gigabyte and a processor.
READERS_AT_ONCE: Final = 2

_PASTE = "paste the text instead"
REASONS: Final[Mapping[str, str]] = {
    "busy": f"I could not open this file just now. Please try again in a moment, or {_PASTE}.",
    "broken": f"This file seems to be damaged. Please save it again and resend it, or {_PASTE}.",
    "empty": f"There is no text in this file. Please send another, or {_PASTE}.",
    "garbled": f"The letters of this PDF cannot be copied out of it. Please {_PASTE}.",
    "heavy": f"This file unpacks to far more than a resume or job. Please {_PASTE}.",
    "image": f"This is a picture, and I cannot read pictures. Please send a PDF, or {_PASTE}.",
    "large": "This file is over 10 MB. Please send a smaller one, for instance without pictures.",
    "locked": "This PDF is locked with a password. Please save a copy without it.",
    "locked_word": "This document is locked with a password. Please save a copy without it.",
    "old_word": "This is an old Word file (.doc). Please save it as .docx or PDF and send that.",
    "other": f"I can read PDF, Word (.docx) and plain text, but not this file. Please {_PASTE}.",
    "protected": "This PDF is protected. Please print it to a new PDF and send that one.",
    "scanned": f"This PDF holds only pictures of its pages (a scan?), no text. Please {_PASTE}.",
    "slow": f"This file takes too long to read. Please {_PASTE}.",
    "web_page": f"This is a web page, not a document. Please save it as PDF, or {_PASTE}.",
}


class DocumentRefused(Exception):
    """No text can be had of a file: `sentence` is for the person, `reason` (a key of `REASONS`)
    may be logged. Only for `busy` would the same file do better later.
    """

    def __init__(self, reason: str) -> None:
        self.reason = reason
        self.sentence = REASONS[reason]
        super().__init__(self.sentence)


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a file, tidied, one thought a line, at most 100,000 characters.

    `left_out` is a sentence for the person where that is not all of it, else None.
    """

    text: str
    left_out: str | None = None


async def read_document(name: str, content: bytes) -> Document:
    """The text of a PDF, .docx or plain-text file; its kind is told by its bytes, not its name.

    Reads at most 50 pages, in a process of its own that has 1 GiB, 10 s of processor and 20 s of
    clock and is ended when the caller is cancelled. `name` occurs only in `left_out`. Raises
    `DocumentRefused`.
    """
    if len(content) > MOST_BYTES:
        raise DocumentRefused("large")
    if not content.strip():
        raise DocumentRefused("empty")
    async with _turns():
        answer = await _ask_reader(content)
    if "refused" in answer:
        raise DocumentRefused(answer["refused"])
    return Document(answer["text"], _left_out(name, answer))


_turns_of_loops: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = (
    WeakKeyDictionary()
)


def _turns() -> asyncio.Semaphore:
    return _turns_of_loops.setdefault(
        asyncio.get_running_loop(), asyncio.Semaphore(READERS_AT_ONCE)
    )


async def _ask_reader(content: bytes) -> dict[str, Any]:
    try:
        # The parsers' complaints quote the file.
        reader = await own_process.started("bot.document_reader", stderr=asyncio.subprocess.DEVNULL)
    except OSError:  # no memory, no process left: nothing is wrong with the file
        raise DocumentRefused("busy") from None
    try:
        async with asyncio.timeout(WALL_CLOCK_SECONDS):
            printed, _ = await reader.communicate(content)
    except TimeoutError:
        raise DocumentRefused("slow") from None
    finally:
        if reader.returncode is None:
            reader.kill()
            await reader.communicate()
    return _parsed(printed, reader.returncode)


def _parsed(printed: bytes, exit_code: int | None) -> dict[str, Any]:
    if hasattr(signal, "SIGXCPU") and exit_code in (-signal.SIGXCPU, -signal.SIGKILL):
        return {"refused": "slow"}
    try:
        answer: dict[str, Any] = json.loads(printed)
    except ValueError:  # the reader died: of memory, or in a parser's C code
        return {"refused": "broken"}
    return answer


def _left_out(name: str, answer: Mapping[str, Any]) -> str | None:
    """What was not read, as one sentence, naming the file; None where all of it was."""
    reasons = []
    unread = answer["pages"] - answer["pages_read"] - answer["pages_unreadable"]
    if answer["cut"]:
        reasons.append(f"only the first {len(answer['text']):,} characters were read")
    elif unread:
        reasons.append(
            f"only the first {answer['pages'] - unread} of {answer['pages']} pages were read"
        )
    if answer["pages_unreadable"]:
        pages = (
            "a page" if answer["pages_unreadable"] == 1 else f"{answer['pages_unreadable']} pages"
        )
        reasons.append(f"{pages} could not be read")
    if not reasons:
        return None
    shown = " ".join(name.split())[:80] or "your file"
    return f"Of {shown}, {' and '.join(reasons)}."
