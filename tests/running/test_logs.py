"""What a log line can hold: a fixed sentence, listed fields, and of an exception its kind and place."""

from __future__ import annotations

import ast
import json
import logging
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from immunote.service.running import logs
from immunote.service.settings.running import RunningSettings

HOUSE = Path(__file__).parents[2]
SECRET = "Planted-Value-77123"
LEVELS = {"bind", "debug", "info", "warning", "error", "exception", "critical", "log"}


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    """Loggers are one for the whole process: other tests find them as they were."""
    kept = {name: logging.getLogger(name) for name in (None, "immunote", "uvicorn", "uvicorn.error", "uvicorn.access")}
    before = {name: (log.handlers[:], log.level, log.propagate, log.disabled) for name, log in kept.items()}
    yield
    for name, (handlers, level, propagate, disabled) in before.items():
        kept[name].handlers, kept[name].propagate, kept[name].disabled = handlers, propagate, disabled
        kept[name].setLevel(level)
    logging.captureWarnings(False)


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """The lines written since the last call, each of them JSON."""
    out, err = capsys.readouterr()
    assert err == ""
    return [json.loads(line) for line in out.splitlines()]


def configured(**settings: Any) -> None:
    logs.configure(RunningSettings(**settings))


def test_a_line_is_json_with_time_level_and_fields(capsys: pytest.CaptureFixture[str]) -> None:
    configured()
    logs.log("test").info("cards given", count=2, code="E01")
    (line,) = lines(capsys)
    assert {name: line[name] for name in ("event", "level", "logger", "count", "code")} == {
        "event": "cards given",
        "level": "info",
        "logger": "immunote.test",
        "count": 2,
        "code": "E01",
    }
    assert line["timestamp"].endswith("Z")
    assert set(line) <= set(logs.FIELDS)


def test_a_field_that_is_not_listed_is_left_out_and_named(capsys: pytest.CaptureFixture[str]) -> None:
    configured()
    logs.log("test").warning("odd", weight=SECRET, count=1)
    (line,) = lines(capsys)
    assert line["left_out"] == ["weight"]
    assert SECRET not in str(line)


def test_an_object_in_a_listed_field_shows_its_kind_only(capsys: pytest.CaptureFixture[str]) -> None:
    configured()
    logs.log("test").warning("odd", why={"name": SECRET}, code=ValueError(SECRET), count=None)
    (line,) = lines(capsys)
    assert (line["why"], line["code"], line["count"]) == ("dict", "ValueError", None)


@pytest.mark.parametrize("logger", ["immunote.server", "uvicorn.error", "httpx", "sqlalchemy.engine"])
def test_an_exception_shows_its_kind_and_place_never_its_words(logger: str, capsys: pytest.CaptureFixture[str]) -> None:
    configured()
    try:
        try:
            int(SECRET)
        except ValueError as cause:
            raise RuntimeError(SECRET) from cause
    except RuntimeError:
        logging.getLogger(logger).exception("Exception in ASGI application\n")
    (line,) = lines(capsys)
    assert SECRET not in str(line)
    assert line["exception"].startswith(f"RuntimeError at {__name__}:")
    assert f" from ValueError at {__name__}:" in line["exception"]


def test_a_library_shows_where_it_logged_not_what(capsys: pytest.CaptureFixture[str]) -> None:
    configured(log_level="debug")
    logging.getLogger("httpx").warning("GET %s", SECRET)
    logging.getLogger("asyncio").error(f"Task was destroyed {SECRET}")
    logging.getLogger("uvicorn.error").error('%s - "%s" refused', SECRET, SECRET)
    logging.getLogger("uvicorn.error").error(f"Started {'x'} and more", exc_info=ValueError(SECRET))
    warnings.warn(SECRET, UserWarning, stacklevel=1)
    found = lines(capsys)
    assert SECRET not in str(found)
    assert len(found) == 5
    assert all(line["place"].startswith("test_logs:") or line["logger"] == "py.warnings" for line in found)


def test_sentences_of_uvicorn_that_are_known_stay_readable(capsys: pytest.CaptureFixture[str]) -> None:
    configured()
    logging.getLogger("uvicorn.error").info("Started server process [%d]", 4711)
    logging.getLogger("uvicorn.error").warning("Invalid HTTP request received.")
    assert [line["event"] for line in lines(capsys)] == [
        "Started server process [4711]",
        "Invalid HTTP request received.",
    ]


def test_uvicorns_access_log_is_off(capsys: pytest.CaptureFixture[str]) -> None:
    configured(log_level="debug")
    logging.getLogger("uvicorn.access").info('%s - "GET /%s"', "127.0.0.1", SECRET)
    logging.getLogger("httpx").info("GET %s", SECRET)
    assert lines(capsys) == []


def test_the_level_is_that_of_the_settings(capsys: pytest.CaptureFixture[str]) -> None:
    configured(log_level="error")
    logs.log("test").warning("not this")
    logs.log("test").error("this")
    assert [line["event"] for line in lines(capsys)] == ["this"]


def test_text_for_a_person_holds_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    configured(log_format="text")
    logs.log("test").info("cards given", count=2, name=SECRET)
    out = capsys.readouterr().out
    assert "cards given" in out
    assert "count=2" in out
    assert SECRET not in out


def logging_calls(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in LEVELS:
            owner = node.func.value
            name = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
            if name in {"log", "_log", "line", "logger", "_logger", "logging"}:
                yield node


def test_every_log_call_of_the_house_has_a_fixed_sentence_and_listed_fields() -> None:
    calls = 0
    for path in [*(HOUSE / "service").rglob("*.py"), *(HOUSE / "engine").rglob("*.py")]:
        for call in logging_calls(path):
            calls += 1
            place = f"{path.relative_to(HOUSE)}:{call.lineno}"
            if getattr(call.func, "attr", "") != "bind":
                assert call.args, place
                assert isinstance(call.args[0], ast.Constant), f"{place}: the sentence is put together"
            keywords = {keyword.arg for keyword in call.keywords} - {"exc_info"}
            assert keywords <= set(logs.FIELDS), f"{place}: {keywords - set(logs.FIELDS)}"
    assert calls >= 5
