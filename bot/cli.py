"""The command line: it reads arguments, and each command imports what it needs itself."""

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


@app.command()
def doctor(
    online: Annotated[
        bool, typer.Option("--online", help="Also ask the model, for a fraction of a cent.")
    ] = False,
) -> None:
    """Check settings, database, Slack and coach, and say how to mend what is wrong."""
    from bot.doctor import examine

    ill = False

    async def look() -> None:
        nonlocal ill
        async for finding in examine(online=online):
            print(finding, flush=True)
            ill = ill or not finding.is_well

    _run(look())
    if ill:
        raise typer.Exit(1)


@app.command()
def usage(
    days: Annotated[int, typer.Option(min=1, max=3660, help="How many days back.")] = 31,
) -> None:
    """Print what Claude has cost, by day, workspace and model."""
    from bot.usage import usage as read

    async def show() -> None:
        print(await read(days))

    _run(show())


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
