"""Structured logs without personal data: ids, codes and durations, never names or texts."""

import sys
import traceback
from collections.abc import Iterator
from typing import Any

import structlog

from seibi.config.settings.environment import environment

LOGGING_CONFIG = "logging.config.dictConfig"


def places_of(error: BaseException) -> str:
    """Which errors came from which, and where; their texts quote addresses, names and rows."""
    lines = []
    for link in _chain(error):
        kind = type(link)
        lines.append(f"{kind.__module__}.{kind.__qualname__} {getattr(link, 'code', '')}".strip())
        for frame in traceback.extract_tb(link.__traceback__):
            lines.append(f"  {frame.filename}:{frame.lineno} {frame.name}")
    return "\n".join(lines)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _tell_error(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """The error of a line, told by its places; whole for developers (SEIBI_DEBUG)."""
    info = event.pop("exc_info", None)
    error = (
        info if isinstance(info, BaseException) else info[1] if isinstance(info, tuple) else None
    )
    if info is True:
        error = sys.exception()
    if error is not None:
        whole = "".join(traceback.format_exception(error))
        event["exception"] = whole if environment().debug else places_of(error)
    return event


_shared: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
_render: Any = (
    structlog.processors.JSONRenderer()
    if environment().log_json
    else structlog.dev.ConsoleRenderer(colors=False)
)

structlog.configure(
    processors=[*_shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "structured": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _tell_error,
                _render,
            ],
            "foreign_pre_chain": _shared,
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "structured"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"seibi": {"level": "INFO"}, "django.request": {"level": "ERROR"}},
}
