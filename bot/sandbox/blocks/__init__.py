"""Block Kit as Slack's server judges it: what may be sent, and the ids it gives what has none."""

from bot.sandbox.blocks.surfaces import check_blocks, check_message, check_view, with_ids

__all__ = ["check_blocks", "check_message", "check_view", "with_ids"]
