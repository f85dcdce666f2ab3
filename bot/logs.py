"""What is logged: one line an event to standard error, JSON where that is no terminal.

Ids, kinds and figures; never a token or a person's words. The libraries' own loggers are kept to
what an operator can act on, since some of them quote whole requests.
"""

from __future__ import annotations

import logging
import sys
import traceback

import structlog

_QUIET = {
    "anthropic": logging.WARNING,  # at other levels it would show what it sends
    "httpx2": logging.WARNING,
    "slack_bolt": logging.CRITICAL,  # quotes the body of a request it does not believe
    "slack_sdk": logging.CRITICAL,  # tracebacks for every lost connection
    "procrastinate": logging.CRITICAL,  # tracebacks for jobs that will be tried again
    "psycopg": logging.ERROR,
    "aiohttp": logging.ERROR,
    "asyncio": logging.ERROR,
    "alembic": logging.WARNING,
    "pypdf": logging.CRITICAL,  # quotes what it cannot read
}


def configure() -> None:
    """Set up logging for a process; the second call changes nothing."""
    if structlog.is_configured():
        return
    human = sys.stderr.isatty()
    shared: list[structlog.types.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    renderer: structlog.types.Processor = (
        structlog.dev.ConsoleRenderer() if human else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler()
    finish: list[structlog.types.Processor] = [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        _trace,
        renderer,
    ]
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=finish)
    )
    logging.root.handlers = [handler]
    logging.root.setLevel(logging.INFO)
    for name, level in _QUIET.items():
        logging.getLogger(name).setLevel(level)


def _trace(
    _logger: object, _method: str, event: structlog.types.EventDict
) -> structlog.types.EventDict:
    """Where a defect is, without the exceptions' texts: PostgreSQL's quote the row they refuse."""
    info = event.pop("exc_info", None)
    failed = sys.exc_info()[1] if info is True else info[1] if isinstance(info, tuple) else info
    if isinstance(failed, BaseException) and _is_outage(failed):
        event["error"] = type(failed).__name__
        return event
    frames: list[str] = []
    while isinstance(failed, BaseException):
        frames += [type(failed).__name__, *traceback.format_tb(failed.__traceback__)]
        failed = failed.__cause__ or failed.__context__
    if frames:
        event["traceback"] = "\n".join(frame.rstrip() for frame in frames)
    return event


def _is_outage(failed: BaseException) -> bool:
    """The database away or a job taken over: a line is enough, there is nothing to debug."""
    import psycopg
    from procrastinate.exceptions import ConnectorException
    from psycopg_pool import PoolTimeout

    kinds = (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout, ConnectorException)
    return isinstance(failed, kinds)
