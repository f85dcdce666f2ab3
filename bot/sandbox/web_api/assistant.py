"""What an agent's thread shows beside messages: a status line and suggested prompts."""

from bot.sandbox.errors import SlackError, invalid_arguments
from bot.sandbox.local import LocalSlack
from bot.sandbox.web_api.arguments import channel_of, maybe, needed, structure
from bot.sandbox.workspace import Json

MOST_PROMPTS = 4
MOST_LOADING_MESSAGES = 10
SESSION_STATUSES = ("processing", "active", "suspended", "closed")


def set_status(slack: LocalSlack, arguments: Json) -> Json:
    """Shows a line such as "is reading your answer…"; an empty one takes it away."""
    channel = channel_of(slack, arguments, "channel_id")
    root = needed(arguments, "thread_ts")
    if root not in channel.messages:
        raise SlackError("thread_not_found")
    loading = structure(arguments, "loading_messages", list)
    if loading is not None and len(loading) > MOST_LOADING_MESSAGES:
        raise invalid_arguments("no more than 10 loading_messages")
    status = arguments.get("status")
    if not isinstance(status, str):
        raise invalid_arguments("missing required field: status")
    slack.set_status(channel, root, status)
    return {}


def set_prompts(slack: LocalSlack, arguments: Json) -> Json:
    """Up to four prompts with a title and a message each."""
    channel = channel_of(slack, arguments, "channel_id")
    prompts = structure(arguments, "prompts", list)
    if not prompts or len(prompts) > MOST_PROMPTS:
        raise invalid_arguments("between 1 and 4 prompts")
    for prompt in prompts:
        if not isinstance(prompt, dict) or not prompt.get("title") or not prompt.get("message"):
            raise invalid_arguments("a prompt needs a title and a message")
    slack.prompts[channel.id] = {"title": arguments.get("title"), "prompts": prompts}
    slack.feed.ring()
    return {}


def set_session_status(slack: LocalSlack, arguments: Json) -> Json:
    """The state of an agent's session; only `processing` shows."""
    channel = channel_of(slack, arguments, "channel_id")
    status = needed(arguments, "status")
    if status not in SESSION_STATUSES:
        raise invalid_arguments(f"status must be one of: {', '.join(SESSION_STATUSES)}")
    root = maybe(arguments, "thread_ts")
    if root is not None and root not in channel.messages:
        raise SlackError("thread_not_found")
    if root is not None:
        slack.set_status(channel, root, "is working…" if status == "processing" else "")
    return {}
