"""Runs the sandbox alone: `python -m bot.sandbox`."""

import argparse
import asyncio
import json
import logging
import signal
import sys
from pathlib import Path

from bot.sandbox import Sandbox


async def serve(port: int, dedupe: bool, state_file: Path | None) -> None:
    """Serves until SIGTERM or SIGINT, after one line of JSON with the address and the tokens."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    async with Sandbox(port, dedupe=dedupe, state_file=state_file) as slack:
        said = {
            "url": slack.url,
            "api_url": slack.api_url,
            "bot_token": slack.bot_token,
            "app_token": slack.app_token,
        }
        print(json.dumps(said), flush=True)
        await stopped.wait()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bot.sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=8766, help="0 takes a free one")
    parser.add_argument(
        "--no-dedupe", action="store_true", help="a Slack that ignores client_msg_id"
    )
    parser.add_argument("--state", type=Path, help="a file that keeps what was said")
    asked = parser.parse_args()
    logging.basicConfig(level=logging.WARNING)
    try:
        asyncio.run(serve(asked.port, not asked.no_dedupe, asked.state))
    except OSError as failed:
        print(failed.strerror or failed, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
