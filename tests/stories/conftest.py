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
async def patient_slack():
    """Slack's three seconds for an ack; what was not acked comes again every second."""
    async with Sandbox(retry_delays=(0.0, *[1.0] * 20)) as sandbox:
        yield sandbox


@pytest.fixture
async def slack_that_ignores_ids():
    """A Slack that posts a `client_msg_id` as often as it comes."""
    async with Sandbox(dedupe=False, retry_delays=RETRY_DELAYS) as sandbox:
        yield sandbox


@pytest.fixture(params=[True, False], ids=["honours_ids", "ignores_ids"])
async def any_slack(request):
    """A Slack that posts a `client_msg_id` once, and one that does not look at it."""
    async with Sandbox(dedupe=request.param, retry_delays=RETRY_DELAYS) as sandbox:
        yield sandbox
