"""The process: bounds itself, reads a document from standard input, answers in JSON and ends.

The answer is the fields of a `Reading`, or `{"refused": reason}`.
"""

import json
import sys
from dataclasses import asdict
from typing import Any, Final

from bot.document_reader import Refused
from bot.document_reader.kinds import read

MEMORY_BYTES: Final = 1024**3
CPU_SECONDS: Final = 10


def limit_this_process() -> None:
    """Bounds memory and CPU time, writes no core dump; a limit the system lacks is left out."""
    try:
        import resource
    except ImportError:  # Windows; the caller's clock still ends this process
        return
    for what, soft, hard in (
        (resource.RLIMIT_AS, MEMORY_BYTES, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS, CPU_SECONDS + 1),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        try:
            resource.setrlimit(what, (soft, hard))
        except (ValueError, OSError):  # macOS refuses RLIMIT_AS
            continue


def answer(content: bytes) -> dict[str, Any]:
    """What is printed for a document: a reading or a refusal, never a traceback."""
    try:
        return asdict(read(content))
    except Refused as refused:
        return {"refused": refused.reason}
    except MemoryError:
        return {"refused": "heavy"}
    except Exception:  # whatever a parser trips over, it is the file that is wrong
        return {"refused": "broken"}


if __name__ == "__main__":
    limit_this_process()
    sys.stdout.write(json.dumps(answer(sys.stdin.buffer.read())))
