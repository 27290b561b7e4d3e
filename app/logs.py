"""What is logged and how: one stream to stderr, for people or for machines.

What this file promises: everything that logs, ours (structlog) and the libraries' (logging), goes through the same
processors; e-mail addresses and Slack tokens never leave them readable, at any level; libraries that log what people
wrote are held at warnings whatever LOG_LEVEL says. A bug is logged with the reference id that its finder was shown
(`reference=…`), bound through `structlog.contextvars` like the other ids of the work at hand.
"""

import logging
import re
import sys
from typing import Literal, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

LogFormat = Literal["console", "json"]

# The part before the @ is what tells a person; the domain stays, because delivery problems are about domains.
ADDRESS = re.compile(r"[^\s@<>\"'(),:;\[\]={}]+@(?=[\w-])")
SLACK_TOKEN = re.compile(r"\b(xox[a-z]|xapp)-[\w-]+")

# Below the level given here these write message bodies, envelopes or job arguments, or more than anybody reads.
CAPPED = {
    "alembic": logging.WARNING,
    "aiosmtplib": logging.WARNING,
    "asyncio": logging.WARNING,
    "httpx": logging.WARNING,
    "mail.log": logging.WARNING,
    "procrastinate": logging.WARNING,
    "slack_bolt": logging.WARNING,
    "slack_sdk": logging.WARNING,
    "sqlalchemy": logging.WARNING,
    "uvicorn.access": logging.WARNING,
    "websockets": logging.WARNING,
}


def configure(level: str, form: LogFormat, stream: TextIO | None = None) -> None:
    """Send every log line at `level` (a LOG_LEVEL) or above to `stream` (stderr), as `console` or `json`."""
    structlog.configure(
        processors=[*_shared(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_shared(), processors=_rendering(form, handler.stream)
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name, least in CAPPED.items():
        logging.getLogger(name).setLevel(max(least, root.level))
    for name in ("uvicorn", "uvicorn.error"):
        logging.getLogger(name).handlers.clear()


def redact(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Take addresses and tokens out of every value of a log line, however deep."""
    return {key: _redacted(value) for key, value in event.items()}


def _redacted(value: object) -> object:
    match value:
        case str():
            return SLACK_TOKEN.sub(r"\1-***", ADDRESS.sub("***@", value))
        case dict():
            return {key: _redacted(inner) for key, inner in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_redacted(inner) for inner in value]
        case None | bool() | int() | float():
            return value
        case _:
            return _redacted(str(value))


def _shared() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]


def _rendering(form: LogFormat, stream: TextIO) -> list[Processor]:
    """The foot of the chain: exceptions become text before the redaction, so that it sees them too."""
    renderer: Processor = (
        structlog.processors.JSONRenderer(sort_keys=True)
        if form == "json"
        else structlog.dev.ConsoleRenderer(
            colors=stream.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    )
    remove = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    return [remove, structlog.processors.format_exc_info, redact, renderer]
