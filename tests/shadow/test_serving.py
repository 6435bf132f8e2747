"""`immunote serve --shadow` as a process: counted, never waited for, never in the way."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from signal import SIGKILL, SIGSTOP
from typing import Any

import psutil
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from immunote.engine.faults import Refused
from immunote.service.rulebases import bundle
from immunote.service.server import shadow_process
from immunote.service.server.serve import check_shadow
from immunote.service.settings.service import Settings
from immunote.service.settings.shadow import ShadowSettings
from immunote.service.shadow import trial_file
from tests.running.test_metrics import value
from tests.shadow.support import SETTLED, SOUP, stricter_soup
from tests.support.server import Server, launched, serving

PLAIN = {"is_a_soup": True, "has_mould": False, "temperature_c": 20, "flavour": "bland", "pot_was_opened": True}


def run(*words: object, **more: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "immunote.service.cli", *(str(each) for each in words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, **more)


def shadow_of(server: Server) -> psutil.Process:
    children = psutil.Process(server.process.pid).children(recursive=True)
    (found,) = [each for each in children if "immunote.service.server.shadow_process" in each.cmdline()]
    return found


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("rules")
    shutil.copytree(SOUP, folder / "soup")
    return {"rules": folder / "soup", "shadow__rules": stricter_soup(folder)}


def metrics(server: Server) -> bytes:
    with server.client() as client:
        return client.get("/metrics").content


def test_who_would_move_is_counted_over_all_workers_and_reported(tmp_path: Path, rules: dict[str, Path]) -> None:
    file = tmp_path / "trial.json"
    with serving(tmp_path, workers=2, shadow__file=file, running__metrics="open", **rules) as server:
        digests = set()
        with server.client() as client:
            for _ in range(10):
                answer = client.post("/v1/notes", json=SETTLED)
                assert answer.json()["outcome"] == "serve_with_care"
                digests.add(answer.json()["digest"])
                assert client.post("/v1/notes", json={"is_a_soup": False}).status_code == 200
            rows = b'{"has_mould":true}\n' * 5
            assert client.post(
                "/v1/notes/batch", content=rows, headers={"Content-Type": "application/x-ndjson"}
            ).is_success
        server.wait_for(
            lambda: value(metrics(server), "immunote_shadow_decisions_total", result="same") == 15, "counted"
        )
        page = metrics(server)
        assert value(page, "immunote_shadow_decisions_total", result="moved") == 10
        assert value(page, "immunote_shadow_up") == 1
        assert value(page, "immunote_shadow_dropped_total") == 0
        assert server.stop() == 0
        assert "silent trial ends" in server.said
    (trial,) = trial_file.read_trials(file)
    assert (trial.tally.decisions, trial.tally.same, trial.tally.moved) == (25, 15, 10)
    (((_, after), move),) = trial.tally.moves.items()
    assert after == "keep"
    assert set(move.digests) == digests
    told = run("shadow", "report", file)
    assert told.returncode == 0
    assert "25 decisions: 15 the same, 10 moved, 0 refused" in told.stdout
    shown: dict[str, Any] = json.loads(run("shadow", "report", file, "--json").stdout)
    assert shown["tally"]["moves"][0]["count"] == 10
    assert file.stat().st_mode & 0o777 == 0o600


def test_callers_notice_nothing_of_a_trial_that_hangs_or_dies(tmp_path: Path, rules: dict[str, Path]) -> None:
    """Its process is stopped for good, then killed: every note is given, and what had no room is counted."""
    with serving(
        tmp_path, shadow__file=tmp_path / "trial.json", shadow__queue=5, running__metrics="open", **rules
    ) as server:
        server.wait_for_line("silent trial begins")
        first = shadow_of(server)
        first.send_signal(SIGSTOP)
        big = b'{"is_a_soup":true}\n' * 500  # more than the sockets hold
        with server.client(timeout=60) as client:
            answer = client.post("/v1/notes/batch", content=big, headers={"Content-Type": "application/x-ndjson"})
            assert answer.text.count('"note"') == 500
            dropped = value(metrics(server), "immunote_shadow_dropped_total")
            assert dropped is not None
            assert dropped > 0
            first.send_signal(SIGKILL)
            assert client.post("/v1/notes", json=PLAIN).status_code == 200
            server.wait_for_line("silent trial ended, started again")
            file = tmp_path / "trial.json"
            server.wait_for(lambda: any(each.tally.decisions for each in trial_file.read_trials(file)), "counting")
            assert client.post("/v1/notes", json=SETTLED).status_code == 200
        assert server.stop() == 0
        (trial,) = trial_file.read_trials(file)
        assert trial.tally.moved == 1
        assert trial.tally.dropped >= dropped
        assert trial.tally.decisions + trial.tally.dropped == 502


def test_the_trial_ends_with_the_service_however_it_ends(tmp_path: Path, rules: dict[str, Path]) -> None:
    with serving(tmp_path, shadow__file=tmp_path / "trial.json", **rules) as server:
        shadow = shadow_of(server)
        server.wait_for_line("silent trial begins")
        os.kill(server.process.pid, SIGKILL)
        psutil.wait_procs([shadow], 20)
        assert not shadow.is_running()


def test_a_second_rule_base_that_is_refused_stops_the_start(tmp_path: Path, rules: dict[str, Path]) -> None:
    server = launched(tmp_path, rules=rules["rules"], shadow__rules=tmp_path / "nothing")
    try:
        assert server.process.wait(30) == 2
        server.wait_for(lambda: "nothing" in server.said, "the fault")
    finally:
        server.end()


@pytest.mark.parametrize(
    ("policy", "second", "is_taken"),
    [
        ("refuse", "folder", False),
        ("refuse", "wrong", False),
        ("refuse", "bundle", True),
        ("warn", "folder", True),
        ("off", "folder", True),
    ],
)
def test_a_second_rule_base_is_signed_as_the_first_has_to_be(
    tmp_path: Path, rules: dict[str, Path], policy: str, second: str, is_taken: bool
) -> None:
    """Also the process that counts refuses it, which loads it for itself."""
    key = Ed25519PrivateKey.generate()
    public = tmp_path / "key.pub"
    public.write_bytes(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    bundle.make(rules["rules"], tmp_path / "first", key)
    bundle.make(rules["shadow__rules"], tmp_path / "bundle", key)
    bundle.make(rules["shadow__rules"], tmp_path / "wrong", Ed25519PrivateKey.generate())
    taken = rules["shadow__rules"] if second == "folder" else tmp_path / second
    settings = Settings(
        rules=tmp_path / "first",
        rules_signature=policy,  # type: ignore[arg-type]
        rules_keys=(public,),
        shadow=ShadowSettings(rules=taken, file=tmp_path / "trial.json"),
    )
    if is_taken:
        assert check_shadow(settings) is not None
        return
    ended = threading.Event()
    ended.set()
    for way in (lambda: check_shadow(settings), lambda: shadow_process.counted(settings, tmp_path, ended)):
        with pytest.raises(Refused) as refused:
            way()
        assert [(each.code, each.place) for each in refused.value.faults] in (
            [("S96", "IMMUNOTE_SHADOW__RULES")],
            [("S96", "wrong")],
        )


def test_check_says_what_would_be_tried_and_which_elements_differ(tmp_path: Path, rules: dict[str, Path]) -> None:
    environment = {f"IMMUNOTE_{name.upper()}": str(path) for name, path in rules.items()}
    told = run("serve", "--check", cwd=tmp_path, env={**os.environ, **environment})
    assert told.returncode == 0
    assert "silent trial of soup" in told.stdout
    shipped = {**environment, "IMMUNOTE_SHADOW__RULES": str(Path(__file__).parents[2] / "rules" / "ssc_ivig")}
    told = run("serve", "--check", cwd=tmp_path, env={**os.environ, **shipped})
    assert "unknown in the trial" in told.stderr
    assert "left out of the trial" in told.stderr


def test_without_a_trial_the_report_says_how_to_begin_one(tmp_path: Path) -> None:
    told = run("shadow", "report", tmp_path / "none.json")
    assert told.returncode == 2
    assert "S68" in told.stderr
    assert "immunote serve --shadow" in told.stderr
