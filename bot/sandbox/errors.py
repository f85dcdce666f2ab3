"""What the sandbox refuses, by Slack's own error names; knows nothing of HTTP."""

from typing import Any


class SlackError(Exception):
    """A call that Slack would answer with `{"ok": false, "error": name}`.

    `more` is merged into that answer, as Slack does with `response_metadata`.
    """

    def __init__(self, name: str, **more: Any) -> None:
        super().__init__(name)
        self.name = name
        self.more = more

    def answer(self) -> dict[str, Any]:
        return {"ok": False, "error": self.name, **self.more}


def invalid_arguments(*messages: str) -> SlackError:
    """The refusal of a missing or ill-typed argument, saying which."""
    return SlackError(
        "invalid_arguments",
        response_metadata={"messages": [f"[ERROR] {message}" for message in messages]},
    )
