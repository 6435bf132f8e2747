"""`immunote replay`, `immunote audit` and `immunote database` as they are typed."""

from __future__ import annotations

import json
import stat
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy

from immunote.engine.api import Engine
from immunote.service import cli
from immunote.service.settings.storage import StorageSettings
from immunote.service.storage.database import connect
from immunote.service.storage.decisions import DecisionLog
from immunote.service.storage.feedback import ASKS_FOR_REVIEW, FeedbackStore
from immunote.service.storage.rulebases import RuleBaseStore
from tests.storage.support import START, decision, filled, tamper
from tests.storage.test_replay import SOUP, changed_soup, decided

CARD = "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea"
Immunote = Callable[..., tuple[int, str, str]]


@pytest.fixture
def immunote(url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Immunote:
    monkeypatch.setenv("IMMUNOTE_STORAGE__URL", url)

    def call(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["immunote", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        captured = capsys.readouterr()
        code = ended.value.code
        return (code if isinstance(code, int) else 0), captured.out, captured.err

    return call


@pytest.fixture
def soup() -> Engine:
    return Engine.load(SOUP)


def test_upgrade_and_verify(immunote: Immunote, empty: sqlalchemy.Engine) -> None:
    status, out, err = immunote("audit", "verify")
    assert (status, out) == (2, "")
    assert "S11" in err or "S16" in err
    assert immunote("database", "upgrade") == (0, "the tables are of version 0005\n", "")
    assert immunote("audit", "verify")[:2] == (0, f"whole from the first row to the end 0:{'0' * 64}\n")


def test_verify_says_which_row(immunote: Immunote, database: sqlalchemy.Engine) -> None:
    log = filled(database, 4)
    head = log.head()
    assert immunote("audit", "verify", "--witness", head) == (0, f"whole from the first row to the end {head}\n", "")
    tamper(database, "UPDATE decisions SET outcome = 'keep' WHERE sequence = 2")
    status, out, err = immunote("audit", "verify")
    assert (status, out) == (1, "changed: row 2: its content is not what its hash covers\n")
    assert "1 finding; the log does not hold together" in err
    status, out, _ = immunote("audit", "verify", "--format", "json")
    found = json.loads(out)
    assert (status, found["whole"], found["end"]) == (1, False, str(head))
    assert found["findings"] == [
        {"kind": "changed", "first": 2, "last": 2, "says": "its content is not what its hash covers"}
    ]


def test_an_export_is_verified_without_the_database(
    immunote: Immunote, database: sqlalchemy.Engine, tmp_path: Path
) -> None:
    log = filled(database, 5)
    since = (START + timedelta(days=2)).isoformat()
    status, out, _ = immunote("audit", "export", "--since", since, "--until", "2026-11-05")
    rows = [json.loads(line) for line in out.splitlines()]
    assert (status, [row["sequence"] for row in rows]) == (0, [2, 3])
    assert rows[0]["facts"] == decision(2).facts
    assert rows[0]["truths"] == decision(2).truths
    file = tmp_path / "log.ndjson"
    assert immunote("audit", "export", "-o", file)[0] == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert immunote("audit", "export", "-o", file)[0] == 2  # what is there is not written over
    assert immunote("audit", "verify", "--file", file, "--witness", log.head())[0] == 0
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join([*lines[:2], lines[2].replace("key-1", "key-2"), *lines[3:]]), encoding="utf-8")
    assert immunote("audit", "verify", "--file", file)[:2] == (
        1,
        "changed: row 3: its content is not what its hash covers\n",
    )
    file.write_text("nothing\n", encoding="utf-8")
    assert immunote("audit", "verify", "--file", file)[0] == 2


def test_retention_is_said_before_it_is_done(immunote: Immunote, database: sqlalchemy.Engine) -> None:
    filled(database, 5)
    status, out, _ = immunote("audit", "retain", "--before", "2026-11-04")
    assert (status, out.split(";")[0]) == (0, "would remove rows 1 to 2, decided before 2026-11-04T00:00:00Z")
    status, out, _ = immunote("audit", "retain", "--before", "2026-11-04", "--yes")
    assert (status, out.split(";")[0]) == (0, "removed rows 1 to 2, decided before 2026-11-04T00:00:00Z")
    assert immunote("audit", "retain", "--days", "36500") == (0, "nothing to remove\n", "")
    status, out, _ = immunote("audit", "verify")
    assert (status, out.split(":")[0]) == (0, "whole after 2")


@pytest.mark.parametrize(
    "arguments",
    [
        ("audit", "retain"),
        ("audit", "retain", "--before", "2026-11-04", "--days", "3"),
        ("audit", "export", "--since", "yesterday"),
        ("audit", "export", "--since", "2026-11-04T08:00:00"),
        ("audit", "verify", "--witness", "end"),
        ("audit", "verify", "--format", "xml"),
        ("replay",),
        ("replay", "0" * 64, "--since", "2026-11-04"),
        ("replay", "0" * 64),
    ],
)
def test_bad_arguments_are_refused(immunote: Immunote, database: sqlalchemy.Engine, arguments: tuple[str, ...]) -> None:
    status, out, err = immunote(*arguments)
    assert (status, out) == (2, "")
    assert "1 fault" in err


def test_replay(immunote: Immunote, database: sqlalchemy.Engine, soup: Engine, tmp_path: Path) -> None:
    case = soup.rulebase.cases["FIRST"]
    first = decided(soup, {**case.profile, **case.completed})
    RuleBaseStore(database).keep(soup.rulebase)
    DecisionLog(database).append(first)
    status, out, err = immunote("replay", first.digest, "--rules", SOUP)
    assert (status, out.count(": the same\n")) == (0, 2)
    assert "1 replayed, 0 came out otherwise" in err
    changed_soup(tmp_path / "now", "thresholds.yaml", "too_hot_from: {value: 80", "too_hot_from: {value: 61")
    status, out, err = immunote("replay", "--since", "2026-01-01", "--rules", tmp_path / "now")
    assert status == 1
    assert "    outcome: serve -> wait\n" in out
    assert "    too_hot: false -> true\n" in out
    status, out, _ = immunote("replay", "--since", "2026-01-01", "--rules", tmp_path / "now", "--format", "json")
    (line,) = [json.loads(each) for each in out.splitlines()]
    assert (status, line["changed"], line["again"][0]["changes"]) == (1, True, [])
    assert {"what": "outcome", "name": None, "then": "serve", "now": "wait"} in line["again"][1]["changes"]


def test_a_row_that_cannot_be_read_is_said(immunote: Immunote, database: sqlalchemy.Engine) -> None:
    filled(database, 3)
    tamper(database, "UPDATE decisions SET truths = 'x' WHERE sequence = 2")
    status, _, err = immunote("audit", "export")
    assert status == 2
    assert "S12" in err


def test_a_database_that_is_away(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("IMMUNOTE_STORAGE__URL", "postgresql://user:secret@127.0.0.1:1/x")
    monkeypatch.setattr(sys, "argv", ["immunote", "audit", "verify"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 3
    err = capsys.readouterr().err
    assert "S73" in err
    assert "secret" not in err


def test_the_database_option_wins(
    immunote: Immunote, database: sqlalchemy.Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = f"sqlite:///{tmp_path / 'other.sqlite'}"
    made = connect(StorageSettings(url=other))
    filled(made, 2)
    made.dispose()
    status, out, _ = immunote("audit", "verify", "--database", other)
    assert (status, "end 2:" in out) == (0, True)


def test_reviews_are_listed_and_closed(immunote: Immunote, database: sqlalchemy.Engine) -> None:
    assert immunote("reviews", "list") == (0, "", "immunote: no open review entry\n")
    store = FeedbackStore(database)
    store.add(CARD, "overridden", reason=ASKS_FOR_REVIEW, rules=[], citations=["cook-book", "grandmother"], at=START)
    status, out, err = immunote("reviews", "list")
    assert (status, err) == (0, "")
    assert out.splitlines()[0].startswith("1  cook-book  opened ")
    for because in ("", "two\nlines"):
        status, out, err = immunote("reviews", "close", 1, "--because", because)
        assert (status, out) == (2, "")
        assert "--because: S67" in err
    status, out, _ = immunote("reviews", "close", 1, "--because", "read again; nothing newer")
    assert status == 0
    assert out.endswith("by command line: read again; nothing newer\n")
    for number in (1, 99):
        status, out, err = immunote("reviews", "close", number, "--because", "again")
        assert (status, out) == (2, "")
        assert f"ID: S67 a review entry that cannot be closed: `{number}`" in err
    assert [line.split()[1] for line in immunote("reviews", "list")[1].splitlines()] == ["grandmother"]
    status, out, _ = immunote("reviews", "list", "--all", "--format", "json")
    assert [json.loads(line)["resolution"] for line in out.splitlines()] == ["read again; nothing newer", None]
