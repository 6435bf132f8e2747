"""Structured logs that cannot hold a value of a patient.

This is so by form, not by a search for values. Our own lines have a fixed sentence and only the fields listed in
`FIELDS`. A line of an unknown library shows its module and line number, not its text. An exception shows its type and
where it was raised, never its message.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any, Final, TextIO

import structlog
from structlog.stdlib import ProcessorFormatter

from immunote.service.settings.running import RunningSettings

# Every field that a log line may have. A field that is not listed is left out, and its name is shown.
FIELDS: Final = {
    "timestamp": "UTC",
    "level": "debug, info, warning, error or critical",
    "event": "what happened, a fixed sentence",
    "logger": "the part of the program",
    "pid": "the process",
    "request_id": "the id that the answer also carries, as X-Request-Id",
    "method": "GET, POST ...",
    "route": "the template of the path, never the path",
    "status": "the HTTP status",
    "ms": "milliseconds",
    "entry": "the way in: rest, fhir, cds ...",
    "caller": "the id of the key or client, never the key",
    "digest": "of a note",
    "rulebase": "the content hash of a rule base",
    "code": "the code of a fault, as in docs/errors.md",
    "count": "how many",
    "case": "the name of a published case",
    "cases": "names of published cases",
    "why": "a fixed phrase",
    "stream": "an element, rule, code, unit or outcome of the rule base that came in before",
    "host": "a host that is on one of our own lists",
    "port": "a port that we listen on",
    "exception": "the kind of an exception and where it was raised",
    "place": "module and line of a library's log line",
    "left_out": "fields that are not on this list",
}

# Libraries whose fixed sentences are worth reading. Of what they fill in only whole numbers are shown.
_PLAIN: Final = frozenset({"uvicorn", "uvicorn.error", "alembic.runtime.migration"})
_OURS: Final = "immunote"
_SHOWN: Final = 300


def configure(settings: RunningSettings, stream: TextIO | None = None) -> None:
    """Send every log line of this process to stdout (or `stream`), ours and those of libraries alike."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _process_id,
        _exception_without_words,
        _only_listed_fields,
    ]
    structlog.configure(
        processors=[*shared, ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    render: Any = structlog.processors.JSONRenderer(sort_keys=False)
    if settings.log_format == "text":
        render = structlog.dev.ConsoleRenderer(colors=False)
    handler = logging.StreamHandler(stream or sys.stdout)
    handler.setFormatter(
        ProcessorFormatter(
            foreign_pre_chain=[_plain_sentence, *shared],
            processors=[ProcessorFormatter.remove_processors_meta, render],
            keep_exc_info=False,
            pass_foreign_args=True,
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    level = logging.getLevelNamesMapping()[settings.log_level.upper()]
    for name in (_OURS, *_PLAIN):
        logger = logging.getLogger(name)
        logger.handlers = []
        logger.propagate = True
        logger.setLevel(level)
    # our middleware logs each request by its route; uvicorn's access log would show the path
    access = logging.getLogger("uvicorn.access")
    access.handlers = []
    access.propagate = False
    access.disabled = True
    logging.captureWarnings(True)


def log(name: str) -> structlog.stdlib.BoundLogger:
    """A logger of ours: `log("cds").info("cards given", count=2)`."""
    found: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(f"{_OURS}.{name}")
    return found


def where(error: BaseException) -> str:
    """Return the type of an exception and of its causes, and where each was raised; never their messages."""
    shown: list[str] = []
    current: BaseException | None = error
    while current is not None and len(shown) < 5:
        trace = current.__traceback__
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        module = "" if trace is None else trace.tb_frame.f_globals.get("__name__", "")
        line = "" if trace is None else f" at {module}:{trace.tb_lineno}"
        shown.append(f"{type(current).__module__}.{type(current).__qualname__}{line}".removeprefix("builtins."))
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return " from ".join(shown)


def _process_id(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> Mapping[str, Any]:
    record: logging.LogRecord | None = line.get("_record")
    line["pid"] = record.process if record is not None else os.getpid()
    return line


def _plain_sentence(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Clean a line of the standard library's logging: keep ours, and only the fixed sentences of a few libraries."""
    record: logging.LogRecord = line["_record"]
    given = line.pop("positional_args", ())
    if record.name == _OURS or record.name.startswith(f"{_OURS}."):
        return line
    line["place"] = f"{record.module}:{record.lineno}"
    line["event"] = "a library wrote a log line"
    if record.name in _PLAIN and isinstance(record.msg, str):
        if given and all(isinstance(each, int) for each in given):
            line["event"] = record.msg % given
        else:
            line["event"] = _known(record.msg.strip())
    return line


def _known(sentence: str) -> str:
    # some sentences of uvicorn are composed and could hold a path; those that are fixed start like this
    fixed = (
        *("Started", "Waiting for", "Application startup", "Application shutdown", "Shutting down", "Finished"),
        *("Stopping", "Received SIG", "Terminated child", "Child process", "New child", "Invalid HTTP request"),
        *("Uvicorn running", "Exception in ASGI", "Context impl", "Will assume", "Running upgrade", "Cancel "),
    )
    return sentence if sentence.startswith(fixed) else "a library wrote a log line"


def _exception_without_words(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    error = line.pop("exc_info", None)
    line.pop("stack_info", None)
    if error is True:
        error = sys.exc_info()
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        line["exception"] = where(error)
    return line


def _only_listed_fields(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> dict[str, Any]:
    inner = {"_record", "_from_structlog", "_logger", "_name"}
    left_out = sorted(name for name in line if name not in FIELDS and name not in inner)
    for name in left_out:
        del line[name]
    if left_out:
        line["left_out"] = left_out
    for name, value in line.items():
        if name in inner:
            continue
        if isinstance(value, str):
            line[name] = value if len(value) <= _SHOWN else value[: _SHOWN - 1] + "…"
        elif isinstance(value, list | tuple):
            line[name] = [str(each)[:_SHOWN] for each in value[:50]]
        elif not isinstance(value, bool | int | float | None):
            line[name] = type(value).__name__
    return {**{name: line[name] for name in FIELDS if name in line}, **{name: line[name] for name in inner & {*line}}}
