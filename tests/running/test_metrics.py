"""The counters: what they are labelled with, and that several workers add up."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from immunote.engine.api import Engine
from immunote.engine.truth import TRUE, UNKNOWN
from immunote.service.running import workers
from immunote.service.running.metrics import Metrics

HOUSE = Path(__file__).parents[2]


def values(page: bytes) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    """Every sample of a page."""
    families = text_string_to_metric_families(page.decode())
    return {(each.name, frozenset(each.labels.items())): each.value for family in families for each in family.samples}


def value(page: bytes, name: str, **labels: str) -> float | None:
    return values(page).get((name, frozenset(labels.items())))


def test_a_note_is_counted_by_entry_status_outcome_and_grade(engine: Engine) -> None:
    counters = Metrics(frozenset(engine.rulebase.rules))
    case = next(iter(engine.rulebase.cases.values()))
    patient = engine.patient(case.profile)
    note, truths = engine.note_of(patient), engine.truths(patient.facts)
    for _ in range(3):
        counters.note(note, truths, 0.01, "rest")
    page = counters.page()
    labels = {"entry": "rest", "status": note.status, "outcome": note.outcome or "none", "grade": note.grade or "none"}
    assert value(page, "immunote_notes_total", **labels) == 3
    assert value(page, "immunote_note_seconds_count", entry="rest") == 3
    fired = {name for name in engine.rulebase.rules if truths[name] is TRUE}
    unknown = {name for name in engine.rulebase.rules if truths[name] is UNKNOWN}
    found = {(dict(labels)["rule"], dict(labels)["truth"]): count for (name, labels), count in values(page).items()
             if name == "immunote_rule_truths_total"}  # fmt: skip
    assert found == {**{(name, "true"): 3.0 for name in fired}, **{(name, "unknown"): 3.0 for name in unknown}}
    assert fired
    assert unknown


def test_truths_may_come_as_words(engine: Engine) -> None:
    counters = Metrics()
    note = engine.note({})
    counters.note(note, {"a": "true", "b": "false", "c": "unknown"}, 0.01, "fhir")
    page = counters.page()
    assert value(page, "immunote_rule_truths_total", rule="a", truth="true") == 1
    assert value(page, "immunote_rule_truths_total", rule="c", truth="unknown") == 1
    assert b'rule="b"' not in page


def test_alarms_start_at_nought_so_that_a_first_one_is_seen() -> None:
    counters = Metrics()
    assert value(counters.page(), "immunote_disagreements_total") == 0
    assert value(counters.page(), "immunote_notes_not_logged_total") == 0
    counters.disagreement()
    assert value(counters.page(), "immunote_disagreements_total") == 1


def test_no_text_of_a_request_becomes_a_label() -> None:
    counters = Metrics()
    for text in ("Jane Doe", "x" * 10_000, 'a"b\n'):
        counters.unknown_code(text)
        counters.http("/v1/notes", 200, 0.1, text)
    counters.unknown_code("http://loinc.org")
    counters.unknown_code("local")
    counters.unknown_code(None)
    page = counters.page()
    assert value(page, "immunote_unknown_codes_total", system="other") == 4
    assert value(page, "immunote_unknown_codes_total", system="loinc") == 1
    assert value(page, "immunote_http_request_seconds_count", method="other", route="/v1/notes", status="200") == 3
    assert b"Jane" not in page
    assert b"xxx" not in page


@pytest.fixture
def shared() -> Iterator[Path]:
    with workers.shared_folder() as folder:
        yield folder


WORKER = """
import os, sys, time
from immunote.service.running.metrics import Metrics
counters = Metrics()
counters.http("/v1/notes", 200, 0.01)
counters.canaries(sys.argv[1] == "well")
print(os.getpid(), flush=True)
sys.stdin.readline()
print(counters.page().decode(), flush=True)
sys.stdin.readline()
"""


def test_workers_add_up_a_killed_one_stays_counted_and_takes_its_state_with_it(shared: Path) -> None:
    def start(state: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", WORKER, state], cwd=HOUSE, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    well, ill = start("well"), start("ill")
    try:
        assert well.stdin
        assert well.stdout
        assert ill.stdout
        well.stdout.readline()
        ill.stdout.readline()
        page = page_of(well)
        assert value(page, "immunote_http_request_seconds_count", method="GET", route="/v1/notes", status="200") == 2
        assert value(page, "immunote_canaries_ok") == 0
        ill.kill()
        ill.wait()
        another = start("well")
        assert another.stdout
        another.stdout.readline()
        page = page_of(another)
        another.kill()
        another.wait()
        assert value(page, "immunote_http_request_seconds_count", method="GET", route="/v1/notes", status="200") == 3
        assert value(page, "immunote_canaries_ok") == 1
    finally:
        for each in (well, ill):
            each.kill()
            each.communicate()


def test_counters_have_their_room_on_disk_from_the_start(shared: Path) -> None:
    """A count without room would end the process by SIGBUS, on a disk that is full at that moment."""
    code = (
        "import os; from immunote.service.running.metrics import Metrics; m = Metrics(); print(os.getpid())\n"
        "for n in range(600): m.http(f'/v1/{n % 40}', 200 + n % 9, 0.1); m._truth(f'rule-{n}', 'true').inc()"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=HOUSE, text=True, capture_output=True, check=True)
    files = list(shared.glob(f"*_{done.stdout.strip()}.db"))
    assert {path.name.split("_")[0] for path in files} == {"counter", "gauge", "histogram"}
    for path in files:
        assert path.stat().st_blocks * 512 >= path.stat().st_size == 2**21


def page_of(worker: subprocess.Popen[str]) -> bytes:
    assert worker.stdin
    assert worker.stdout
    worker.stdin.write("\n")
    worker.stdin.flush()
    lines: list[str] = []
    until = time.monotonic() + 10
    while time.monotonic() < until:
        line = worker.stdout.readline()
        if not line.strip():
            break
        lines.append(line)
    return "".join(lines).encode()


def test_the_folder_of_the_workers_goes_at_the_end() -> None:
    with workers.shared_folder() as folder:
        assert workers.folder() == folder
        assert folder.is_dir()
    assert not folder.exists()
    assert workers.folder() is None


def test_what_a_note_costs_in_counting_is_small(engine: Engine) -> None:
    """Counting must not cost what deciding costs."""
    counters = Metrics(frozenset(engine.rulebase.rules))
    note, truths = engine.note({}), engine.truths({})
    counters.note(note, truths, 0.01, "rest")
    start = time.process_time()
    for _ in range(100):
        counters.note(note, truths, 0.01, "rest")
    assert (time.process_time() - start) / 100 < 0.002


def test_names_are_as_prometheus_wants_them() -> None:
    for name in re.findall(r"^# TYPE (\S+)", Metrics().page().decode(), re.MULTILINE):
        assert re.fullmatch(r"immunote_[a-z_]+", name), name
