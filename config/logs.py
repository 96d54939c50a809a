"""Structured logs on standard error; a request's path never reaches them."""

from __future__ import annotations

import logging
import sys

import structlog
from django.http import HttpRequest

from config.environment import NotASetting

WRONG_HOST = "django.security.DisallowedHost"
"""Anybody may ask for a name that is not ours: a line says so, the way through the program says nothing more."""
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class RouteInsteadOfPath(logging.Filter):
    """Replaces the path by the route: a path may contain a pass's code, which is like cash."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite records of Django that carry a request; let everything through."""
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest):
            match = request.resolver_match
            record.msg = f"{request.method} {match.route if match else '(no such page)'}"
            record.args = (getattr(record, "status_code", "-"),)
            record.msg += " %s"
        if record.name == WRONG_HOST:
            record.exc_info = None
        return True


def configure(level: str) -> None:
    """Send every log line to standard error: readable on a terminal, JSON elsewhere."""
    if level.upper() not in LEVELS:
        raise NotASetting("QUITUS_LOG_LEVEL", level, ", ".join(LEVELS))
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    terminal = sys.stderr.isatty()
    renderer: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer() if terminal else structlog.processors.JSONRenderer()
    )
    handler = logging.StreamHandler()
    handler.addFilter(RouteInsteadOfPath())
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    logging.basicConfig(handlers=[handler], level=level.upper(), force=True)
    for noisy in ("procrastinate", "psycopg", "asyncio", "_granian"):
        logging.getLogger(noisy).setLevel(max(logging.WARNING, logging.getLevelName(level.upper())))
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
