"""A local Slack: real slack_sdk and Bolt talk to it over real sockets, people through a page.

It is what `mock-interview try` shows and what the tests run against: one program. It knows
nothing of the interview and imports nothing else of the bot.
"""

from bot.sandbox.errors import SlackError
from bot.sandbox.feed import WaitedInVainError
from bot.sandbox.local import Call
from bot.sandbox.sandbox import Sandbox

__all__ = ["Call", "Sandbox", "SlackError", "WaitedInVainError"]
