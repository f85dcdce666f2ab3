"""What every story may ask for: a local Slack that brings back quickly what was not acked."""

from __future__ import annotations

import pytest

from bot.sandbox import Sandbox

RETRY_DELAYS = (0.2, 0.4, 0.8)
"""Seconds, in the place of Slack's 0, 60 and 300."""


@pytest.fixture
async def slack():
    async with Sandbox(retry_delays=RETRY_DELAYS) as sandbox:
        yield sandbox


@pytest.fixture
async def forgetful_slack():
    """A Slack that does not look at `client_msg_id`."""
    async with Sandbox(dedupe=False, retry_delays=RETRY_DELAYS) as sandbox:
        yield sandbox
