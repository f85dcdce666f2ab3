"""What comes back from the two forms: checked and saved before the ack, or told under its field."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from bot.front_desk import FrontDesk
from bot.slack.views.forms import ProfileForm, StartForm
from bot.slack.views.modals import FORM_NOT_SAVED

_FIRST_FIELD = {"save_profile": "resume_text", "start_interview": "job_application"}
_NO_SUCH_JOB = "I no longer have this job. Please close this form and start again."


def register(app: AsyncApp, desk: FrontDesk) -> None:
    """Subscribe to the forms. An error of theirs is answered by `not_saved`."""

    async def on_profile(ack: AsyncAck, body: dict[str, Any]) -> None:
        view = body["view"]
        reply = await desk.profiles.submit(
            desk.person(body["user"]["id"]), ProfileForm.read(view), str(view["id"])
        )
        await ack(**reply)

    async def on_start(ack: AsyncAck, body: dict[str, Any]) -> None:
        form = StartForm.read(body["view"])
        if await desk.start(desk.person(body["user"]["id"]), form) is None:
            await ack(response_action="errors", errors={"job_application": _NO_SUCH_JOB})
        else:
            await ack(response_action="clear")

    app.view("save_profile")(on_profile)
    app.view("start_interview")(on_start)


def not_saved(body: Mapping[str, Any]) -> BoltResponse:
    """The answer to a form that could not be saved: it stays, with all that was typed."""
    field = _FIRST_FIELD.get(body.get("view", {}).get("callback_id", ""), "")
    reply = {"response_action": "errors", "errors": {field: FORM_NOT_SAVED}}
    return BoltResponse(
        status=200, body=json.dumps(reply), headers={"content-type": "application/json"}
    )
