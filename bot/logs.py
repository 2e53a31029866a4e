"""Structured logs: one line an occurrence, with the request's number, and never a customer's words."""

import logging
import sys

import structlog

# Libraries that would log whole payloads, customers' words included.
_QUIET = ("slack_bolt", "slack_sdk", "apscheduler", "uvicorn", "alembic", "sqlalchemy", "urllib3")


def configure(*, as_json: bool, level: int = logging.INFO) -> None:
    """Send everything that is logged through structlog to standard error, as text for people or JSON for machines."""
    shared: list[structlog.types.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    last: list[structlog.types.Processor] = (
        [structlog.processors.dict_tracebacks, structlog.processors.JSONRenderer()]
        if as_json
        else [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), pad_event_to=0)]
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.ERROR)
