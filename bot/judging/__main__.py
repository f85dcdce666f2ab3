"""The process: loads the rules coach, then does one piece of work after another to its input's end.

Only answers go to standard output; a defect is logged to standard error and told by its name.
"""

from __future__ import annotations

import gc
import os
import pickle
import sys
import threading
import time
from collections.abc import Coroutine
from typing import Any, BinaryIO

import structlog

from bot import logs
from bot.judging import LENGTH
from interview.coach.rules import RulesCoach, warm_up
from interview.remembered import FORGOTTEN_AFTER, forget

_log = structlog.get_logger(__name__)


def serve(asked: BinaryIO, answers: BinaryIO) -> None:
    """Answer whatever is asked, in its order, until nothing is asked any more."""
    warm_up()
    coach = RulesCoach()
    gc.freeze()
    forgetting = threading.Thread(target=_forget_again_and_again, name="forgetting", daemon=True)
    forgetting.start()
    while work := _whole(asked):
        task, about, more = pickle.loads(work)
        try:
            outcome = True, _outcome(task(coach, *about, **more))
        except Exception as failed:
            _log.exception("judging_defect")
            outcome = False, type(failed).__name__
        said = pickle.dumps(outcome)
        answers.write(LENGTH.pack(len(said)) + said)
        answers.flush()


def _whole(asked: BinaryIO) -> bytes:
    """The next piece of work; nothing where there is none, or whoever asked died over it."""
    head = asked.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return b""
    (length,) = LENGTH.unpack(head)
    work = asked.read(length)
    return work if len(work) == length else b""


def _forget_again_and_again() -> None:
    while True:
        time.sleep(FORGOTTEN_AFTER)
        forget()


def _outcome(work: Coroutine[Any, Any, Any]) -> Any:
    """What the work comes to; a coach of rules waits for nothing, so it never stops on its way."""
    try:
        work.send(None)
    except StopIteration as ended:
        return ended.value
    raise RuntimeError("the work waits for something")


if __name__ == "__main__":
    logs.configure()
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # nothing else may come between the answers
    try:
        serve(sys.stdin.buffer, answers)
    except BrokenPipeError:  # whoever asked has died; what is left unsaid is for nobody
        os.dup2(os.open(os.devnull, os.O_WRONLY), answers.fileno())
