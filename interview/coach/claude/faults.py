"""What it means that a call failed: whether trying again would help, and after how long.

    CoachRetry     overloaded, a cut or stalled connection, too many requests; `after` says when
    CoachGiveUp    refused, a wrong key or name, a spent limit

It tries nothing again; that is `coach`'s. What is said of a fault holds no one's words.
"""

from __future__ import annotations

from collections.abc import Mapping

import anthropic
import httpx2

from interview.coach import CoachError, CoachGiveUp, CoachRetry

_TRY_AGAIN = frozenset({408, 409, 429, 500, 502, 503, 504, 529})


class Unfinished(Exception):
    """A message stopped coming before its end, though the line stood: a stall, or a lost end."""


OF_THE_WIRE = (anthropic.APIError, httpx2.HTTPError, Unfinished)
"""All that a call may raise: a cut in the middle of a stream is no `APIError` to the SDK."""


def name(failed: Exception) -> str:
    """A fault in a word or two, for the books and logs."""
    if isinstance(failed, Unfinished):
        return str(failed)
    kind = getattr(failed, "type", None)
    return str(kind) if isinstance(kind, str) and kind else type(failed).__name__


def translated(failed: Exception) -> CoachError:
    """What a fault of the wire means: whether trying again would help."""
    said = name(failed)
    if isinstance(failed, anthropic.APIStatusError):
        # An error in the middle of a stream comes with the status of its beginning.
        broke_off = failed.status_code == 200
        if _is_spent(failed) or not (broke_off or failed.status_code in _TRY_AGAIN):
            return CoachGiveUp(said)
        return CoachRetry(said, after=_asked_to_wait(failed))
    return CoachRetry(said)


def _is_spent(failed: anthropic.APIStatusError) -> bool:
    """Whether a limit of money was reached, which no waiting mends."""
    code = str(getattr(failed, "error_code", None) or "")
    return failed.status_code == 402 or "spend" in code or "credit" in code


def _asked_to_wait(failed: anthropic.APIStatusError) -> float:
    """Seconds of `retry-after`; 0 where there is none that can be read."""
    told: Mapping[str, str] = failed.response.headers
    try:
        if "retry-after-ms" in told:
            return max(0.0, float(told["retry-after-ms"]) / 1000)
        return max(0.0, float(told.get("retry-after", "0")))
    except ValueError:
        return 0.0
