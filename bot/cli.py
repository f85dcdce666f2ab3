"""The command line: try, run, worker, migrate. It reads arguments; each command imports its own."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Coroutine
from typing import Annotated, Any

import typer

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="A mock interviewer that lives in Slack.",
)
_BAD_SETTING = 2


@app.command(name="try")
def try_(
    port: Annotated[int, typer.Option(min=0, max=65535, help="Where the page is served.")] = 8765,
    no_open: Annotated[bool, typer.Option("--no-open", help="Do not open a browser.")] = False,
) -> None:
    """Play an interview in your browser: no account, no key, nothing leaves this machine."""
    from bot.trial import play

    _run(play(port=port, opens_browser=not no_open))


@app.command()
def run(
    no_worker: Annotated[
        bool, typer.Option("--no-worker", help="Only listen; `worker` does the rest elsewhere.")
    ] = False,
) -> None:
    """Run the bot in your workspace, over Socket Mode."""
    from bot.service import serve

    _run(serve(listens=True, works=not no_worker))


@app.command()
def worker() -> None:
    """Run a worker alone; any number, on any machine that reaches the database."""
    from bot.service import serve

    _run(serve(listens=False, works=True))


@app.command()
def migrate() -> None:
    """Bring the database to the newest schema; safe from several processes at once."""
    from bot.service import migrate_database

    _run(migrate_database())


def _run(command: Coroutine[Any, Any, None]) -> None:
    """Run a command to its end; a setting that cannot work is one line and exit code 2."""
    from bot.database import DatabaseUnavailable
    from bot.service import loop_factory
    from bot.settings import BadSetting

    try:
        with asyncio.Runner(loop_factory=loop_factory()) as runner:
            runner.run(command)
    except (BadSetting, DatabaseUnavailable) as wrong:
        print(f"mock-interview: {wrong}", file=sys.stderr)
        raise typer.Exit(_BAD_SETTING) from None
    except OSError as taken:
        print(f"mock-interview: {taken.strerror or taken}", file=sys.stderr)
        raise typer.Exit(_BAD_SETTING) from None
    except KeyboardInterrupt:
        raise typer.Exit(0) from None


def main() -> None:
    """The console script."""
    app()
