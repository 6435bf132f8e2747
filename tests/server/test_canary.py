"""Canary patients: the same digests for ever, or the service says that it is not ready."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from immunote.engine.api import Engine, alarm
from immunote.engine.faults import Refused
from immunote.engine.note import Note
from immunote.service.running import workers
from immunote.service.running.metrics import Metrics
from immunote.service.server.canary import Canaries, digests_of
from immunote.service.settings.running import RunningSettings

FEW = 3


class Bent:
    """An engine some of whose notes can be bent, as by a fault of this machine."""

    def __init__(self, engine: Engine) -> None:
        self.rulebase = engine.rulebase
        self.bend: set[str] = set()
        self.disagree = False
        self._engine = engine
        self._names = {id(case.profile): case.name for case in engine.rulebase.cases.values()}

    def note(self, profile: Mapping[str, Any]) -> Note:
        if self.disagree:
            raise alarm("on purpose")
        note = self._engine.note(profile)
        if self._names.get(id(profile)) in self.bend:
            return replace(note, digest="0" * 64)
        return note


class Held:
    """What `Knowledge` is to the canaries."""

    def __init__(self, engine: Any) -> None:
        self.engine = engine


@pytest.fixture
def few(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Bent:
    """Three cases are enough for these tests; the whole list is evaluated once below."""
    cases = dict(list(engine.rulebase.cases.items())[:FEW])
    monkeypatch.setitem(engine.rulebase.__dict__, "cases", cases)
    return Bent(engine)


def canaries(bent: Bent, kept: Path | None = None) -> Canaries:
    return Canaries(Held(bent), Metrics(), kept)  # type: ignore[arg-type]


def first(bent: Bent) -> str:
    return next(iter(bent.rulebase.cases))


def test_every_published_case_is_a_canary(engine: Engine) -> None:
    digests = digests_of(engine)
    cases = engine.rulebase.cases
    assert {*cases} <= {*digests}
    assert len(digests) == len(cases) + sum(bool(case.completed) for case in cases.values())
    assert all(digest is not None and len(digest) == 64 for digest in digests.values())
    assert digests_of(Engine(engine.rulebase)) == digests


def test_not_ready_before_the_first_evaluation(few: Bent) -> None:
    watched = canaries(few)
    assert watched.trouble() == "not evaluated yet"
    watched.check()
    assert watched.trouble() is None


def test_a_changed_digest_is_found_named_and_counted(few: Bent, caplog: pytest.LogCaptureFixture) -> None:
    counters = Metrics()
    watched = Canaries(Held(few), counters)  # type: ignore[arg-type]
    watched.check()
    assert b"immunote_canaries_ok 1.0" in counters.page()
    few.bend = {first(few)}
    found = watched.check()
    assert found.changed == (first(few),)
    assert watched.trouble() == f"a canary's note changed: {first(few)}"
    assert b"immunote_canaries_ok 0.0" in counters.page()
    few.bend = set()
    watched.check()
    assert watched.trouble() is None


def test_a_disagreement_on_a_canary_is_trouble_from_the_start(few: Bent) -> None:
    few.disagree = True
    watched = canaries(few)
    found = watched.check()
    assert len(found.changed) == found.count >= FEW
    assert watched.trouble() is not None


def test_kept_digests_outlast_a_restart(few: Bent, tmp_path: Path) -> None:
    kept = tmp_path / "canaries.json"
    canaries(few, kept).check()
    assert list(tmp_path.iterdir()) == [kept]
    assert json.loads(kept.read_text())[few.rulebase.content_hash] == digests_of(few)  # type: ignore[arg-type]
    few.bend = {first(few)}
    again = canaries(few, kept)
    again.check()
    assert again.trouble() == f"a canary's note changed: {first(few)}"


def test_another_rule_base_gets_digests_of_its_own(few: Bent, tmp_path: Path) -> None:
    kept = tmp_path / "canaries.json"
    watched = canaries(few, kept)
    watched.check()
    few.rulebase = type("Other", (), {"content_hash": "f" * 64, "cases": few.rulebase.cases})()  # type: ignore[assignment]
    few.bend = {first(few)}
    watched.check()
    assert watched.trouble() is None
    assert len(json.loads(kept.read_text())) == 2


@pytest.mark.parametrize("content", ["{", "[1]", '{"hash": 3}', "\xff"])
def test_a_file_that_is_no_such_file_is_refused(content: str, few: Bent, tmp_path: Path) -> None:
    kept = tmp_path / "canaries.json"
    kept.write_bytes(content.encode("latin-1"))
    with pytest.raises(Refused) as refused:
        canaries(few, kept)
    assert [fault.code for fault in refused.value.faults] == ["S72"]


def test_a_file_in_no_folder_is_refused_as_a_setting(tmp_path: Path) -> None:
    assert RunningSettings(canary_file=tmp_path / "canaries.json").canary_file
    for bad in (tmp_path, tmp_path / "nowhere" / "canaries.json"):
        with pytest.raises(ValidationError, match="folder that is there"):
            RunningSettings(canary_file=bad)


def test_a_file_that_cannot_be_written_stops_nothing(few: Bent, tmp_path: Path) -> None:
    watched = canaries(few, tmp_path / "not-there" / "canaries.json")
    watched.check()
    assert watched.trouble() is None


def test_what_one_worker_finds_holds_for_all(few: Bent) -> None:
    with workers.shared_folder() as folder:
        watched = canaries(few)
        watched.check()
        other = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
        try:
            (folder / f"canary-{other.pid}.changed").touch()
            assert watched.trouble() == "a canary's note changed in another worker"
        finally:
            other.communicate(b"\n")
        assert watched.trouble() is None  # a worker that is gone no longer speaks
        assert not list(folder.glob("canary-*.changed"))
        few.bend = {first(few)}
        watched.check()
        assert list(folder.glob("canary-*.changed"))
        watched.close()
        assert not list(folder.glob("canary-*.changed"))
