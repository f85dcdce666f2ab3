"""Claude, or a server that speaks its protocol, as the coach; the only package with its SDK.

Begin with `coach`: what is asked of whom, and how often. `requests` is what is sent, `exchange` one
message on the wire, `reading` what came back, `faults` what it means that nothing did, `probing`
what is tried before anybody waits.
"""

from interview.coach.claude.coach import SECONDS, STALL_SECONDS, STREAMED, ClaudeCoach
from interview.coach.claude.exchange import READ_SECONDS, open_client
from interview.coach.claude.requests import Structured

__all__ = [
    "READ_SECONDS",
    "SECONDS",
    "STALL_SECONDS",
    "STREAMED",
    "ClaudeCoach",
    "Structured",
    "open_client",
]
