"""What goes wrong around a running service, each with a real process: clear words, no wrong note, none unrecorded."""

from __future__ import annotations

import resource
import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import event

from immunote.engine.api import Disagreement, Engine
from immunote.engine.tree import Facts
from immunote.engine.truth import FALSE, TRUE, Truth
from immunote.service.kernel.context import Context
from immunote.service.kernel.deciding import without_trace
from immunote.service.questionnaire.forms import FormKind, form_id
from immunote.service.server.app import create_app
from immunote.service.settings.running import RunningSettings
from immunote.service.settings.security import SecuritySettings
from immunote.service.settings.service import Settings
from immunote.service.settings.storage import StorageSettings
from immunote.service.storage import audit
from immunote.service.storage.database import opened
from immunote.service.storage.decisions import DecisionLog
from tests.running.loads import loading, profiles_of
from tests.support.postgres import Postgres
from tests.support.server import Server, launched, serving

RULES = Path(__file__).parents[2] / "rules" / "ssc_ivig"


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    with Postgres.started() as server:
        yield server


@pytest.fixture(scope="module")
def profiles(engine: Engine) -> list[dict[str, Any]]:
    return profiles_of(engine)[:12]


@pytest.fixture
def app(tmp_path: Path) -> FastAPI:
    """An app in this process, for what has to be bent from inside."""
    settings = Settings(
        development=True,
        storage=StorageSettings(url=sqlite(tmp_path)),
        security=SecuritySettings(caller_rate=0, hosts=("testserver",)),
        running=RunningSettings(canary_minutes=0),
    )
    return create_app(settings)


def log_of(url: str) -> DecisionLog:
    return DecisionLog(opened(StorageSettings(url=url)))


def sqlite(folder: Path) -> str:
    return f"sqlite:///{folder / 'immunote.sqlite'}"


def codes(answer: httpx.Response) -> list[str]:
    assert answer.headers["Content-Type"] == "application/problem+json"
    return [fault["code"] for fault in answer.json()["faults"]]


def counted(server: Server, name: str) -> float:
    with server.client() as client:
        page = client.get("/metrics").text
    return sum(float(line.split()[-1]) for line in page.splitlines() if line.startswith(name))


@pytest.mark.parametrize("url", ["postgresql://immunote@127.0.0.1:9/immunote", "sqlite:////nowhere/immunote.sqlite"])
def test_database_down_at_start(url: str, tmp_path: Path) -> None:
    server = launched(tmp_path, storage__url=url)
    try:
        status = server.process.wait(60)
    finally:
        server.end()
    assert status == 3
    assert "S73" in server.said
    assert "IMMUNOTE_STORAGE__URL" in server.said
    assert "Traceback" not in server.said
    assert "answering" not in server.said


def test_database_lost_in_mid_request(postgres: Postgres, tmp_path: Path) -> None:
    url = postgres.new_database()
    with serving(tmp_path, storage__url=url) as server, server.client() as client, ThreadPoolExecutor() as pool:
        assert client.post("/v1/notes", json={}).status_code == 200
        waiting, _held = stuck_at_the_log(postgres, url, lambda: pool.submit(client.post, "/v1/notes", json={}))
        postgres.stop("immediate")
        lost = waiting.result(30)
        assert lost.status_code == 503
        assert codes(lost) == ["S01"]
        assert "headline" not in lost.text
        assert client.post("/v1/notes", json={}).status_code == 503
        ready = client.get("/health/ready")
        assert ready.status_code == 503
        assert ready.json()["checks"]["database"] == "does not answer"
        assert counted(server, "immunote_notes_not_logged_total") == 2
        postgres.start()
        server.wait_until_ready()
        assert client.post("/v1/notes", json={}).status_code == 200
        log = log_of(url)
        assert audit.verify(log) == []
        assert len(list(log.entries())) == 2
        log.engine.dispose()
        assert server.stop() == 0


def stuck_at_the_log(
    postgres: Postgres, url: str, ask: Callable[[], Future[httpx.Response]]
) -> tuple[Future[httpx.Response], object]:
    """A request that has come as far as the decision log, and waits there while the second of these is held."""
    name = url.partition("@/")[2].partition("?")[0]
    held, other = postgres.connect(name), postgres.connect(name)
    held.autocommit = False
    tables = [row[0] for row in held.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
    held.execute("LOCK TABLE " + ", ".join(tables) + " IN ACCESS EXCLUSIVE MODE")
    waiting = ask()
    until = time.monotonic() + 10
    while not other.execute("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'").fetchall():
        assert time.monotonic() < until, "no request came as far as the log"
        time.sleep(0.02)
    return waiting, held


def test_full_disk(tmp_path: Path) -> None:
    """No file of the worker may grow any more: the same for SQLite as a disk without room."""
    with serving(tmp_path, ready=False) as server, server.client() as client:
        assert client.post("/v1/notes", json={}).status_code == 200
        (worker,) = server.workers
        before = resource.prlimit(worker.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(worker.pid, resource.RLIMIT_FSIZE, (4096, before[1]))
        refused = [client.post("/v1/notes", json={}) for _ in range(3)]
        assert {answer.status_code for answer in refused} == {503}
        assert codes(refused[0]) == ["S01"]
        assert all("headline" not in answer.text for answer in refused)
        assert client.get("/health/live").status_code == 200
        resource.prlimit(worker.pid, resource.RLIMIT_FSIZE, before)
        assert client.post("/v1/notes", json={}).status_code == 200
        assert counted(server, "immunote_notes_not_logged_total") == 3
        assert server.stop() == 0
    log = log_of(sqlite(tmp_path))
    assert audit.verify(log) == []
    assert len(list(log.entries())) == 2
    log.engine.dispose()


def test_a_full_database(app: FastAPI) -> None:
    """SQLite's own word for a disk without room, on an app in this process."""
    context: Context = app.state.context

    @event.listens_for(context.database, "connect")
    def limit(connection: Any, _: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")

    with TestClient(app) as client:
        context.database.dispose()
        answers = [client.post("/v1/notes", json={}) for _ in range(80)]
        given = [answer for answer in answers if answer.status_code == 200]
        refused = [answer for answer in answers if answer.status_code == 503]
        assert len(given) + len(refused) == len(answers)
        assert refused
        assert all(codes(answer) == ["S01"] and "headline" not in answer.text for answer in refused)
        assert len(list(context.decisions.entries())) == len(given)
        assert audit.verify(context.decisions) == []
        assert f"immunote_notes_not_logged_total {float(len(refused))}" in client.get("/metrics").text


@pytest.mark.parametrize("path", ["/v1/notes", "/v1/notes/batch"])
def test_durable_rules_and_reference_forced_to_disagree(
    path: str, app: FastAPI, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """No note by any way in, an alarm with an id, a count; and nothing is recorded as decided."""
    context: Context = app.state.context
    with TestClient(app) as client:
        rule = _bend(context.knowledge.engine, monkeypatch)
        answer = client.post(path, content="{}\n", headers={"Content-Type": content_type(path)})
        assert "E01" in answer.text
        assert "headline" not in answer.text
        assert "digest" not in answer.text
        if path == "/v1/notes":
            assert answer.status_code == 500
            assert codes(answer) == ["E01"]
        alarms = [record for record in caplog.records if record.levelname == "CRITICAL"]
        assert any(rule in record.getMessage() for record in alarms)
        assert "immunote_disagreements_total 1.0" in client.get("/metrics").text
        assert list(context.decisions.entries()) == []
        monkeypatch.undo()
        answer = client.post("/v1/notes", json={})
        assert answer.status_code == 200


def _bend(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> str:
    """Have the reference say another truth of one rule, also in engines apart from now on; its name is returned."""
    defined = engine.reference
    rule = next(iter(engine.rulebase.rules))

    def bent(facts: Facts) -> dict[str, Truth]:
        truths = defined(facts)
        return {**truths, rule: TRUE if truths[rule] is not TRUE else FALSE}

    monkeypatch.setitem(engine.__dict__, "compiled_reference", bent)
    monkeypatch.setattr(engine, "_idle", [])  # those made meanwhile would serve later tests
    return rule


def test_a_disagreement_is_counted_where_a_form_is_filled_in_too(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over HTTP for a questionnaire, and by the piece that the page uses as well."""
    context: Context = app.state.context
    form = f"http://localhost/fhir/Questionnaire/{form_id(context.knowledge.engine.rulebase, FormKind.adaptive)}"
    response = {"resourceType": "QuestionnaireResponse", "status": "in-progress", "questionnaire": form}
    with TestClient(app) as client:
        _bend(context.knowledge.engine, monkeypatch)
        answer = client.post("/fhir/Questionnaire/$next-question", json=response)
        assert (answer.status_code, "E01" in answer.text) == (500, True)
        assert "immunote_disagreements_total 1.0" in client.get("/metrics").text
        with pytest.raises(Disagreement):
            anyio.run(without_trace, context, lambda engine: engine.note({}))
        assert "immunote_disagreements_total 2.0" in client.get("/metrics").text
        assert list(context.decisions.entries()) == []


def content_type(path: str) -> str:
    return "application/x-ndjson" if path.endswith("batch") else "application/json"


def test_a_worker_killed_under_load(tmp_path: Path, engine: Engine, profiles: list[dict[str, Any]]) -> None:
    expected = [engine.note(profile).digest for profile in profiles]
    with serving(tmp_path, ready=False, workers=2) as server:
        with loading(server, profiles, threads=6) as load:
            for _ in range(2):
                load.wait_for(40)
                server.workers[0].kill()
            server.wait_for_loss(2)
            load.wait_for(60)
        assert server.stop() == 0
    assert all(each.digest == expected[each.case] for each in load.answered)
    assert {each.status for each in load.seen} <= {200, 0}  # an answer as it should be, or none
    lost = [each for each in load.seen if each.status == 0]
    assert 1 <= len(lost) <= 2 * 6
    log = log_of(sqlite(tmp_path))
    assert audit.verify(log) == []
    logged = Counter(entry.decision.request_id for entry in log.entries())
    assert set(logged.values()) == {1}
    assert {each.request_id for each in load.answered} <= set(logged)
    log.engine.dispose()


def test_a_corrupted_rule_file_at_reload(tmp_path: Path) -> None:
    rules = tmp_path / "ssc_ivig"
    shutil.copytree(RULES, rules)
    with serving(tmp_path, workers=2, rules=rules) as server, server.client() as client:
        before = client.post("/v1/notes", json={}).json()
        file = next(rules.glob("benefit/*.yaml"))
        whole = file.read_bytes()
        file.write_bytes(whole[: len(whole) // 2] + b"\x00: [")
        server.send(signal.SIGHUP)
        server.wait_for_line("rule base refused, the old one stays", 2)
        assert {line["code"] for line in server.lines if "refused" in line["event"]} <= {"R01", "R04", "R06"}
        for _ in range(4):
            assert client.post("/v1/notes", json={}).json() == before
        assert counted(server, 'immunote_rulebase_reloads_total{result="refused"}') == 2
        assert server.is_ready()
        file.write_bytes(whole)
        about = rules / "rulebase.yaml"
        about.write_text(about.read_text().replace("\nversion: ", "\nversion: 9", 1))
        server.send(signal.SIGHUP)
        server.wait_for_line("rule base loaded again", 2)
        after = client.post("/v1/notes", json={}).json()
        assert after["provenance"]["content_hash"] != before["provenance"]["content_hash"]
        assert after["provenance"]["version"].startswith("9")


def test_graceful_stop_under_load_without_a_lost_request(
    tmp_path: Path, engine: Engine, profiles: list[dict[str, Any]]
) -> None:
    """As behind a load balancer: callers go elsewhere once /health/ready says no; all that was sent is answered."""
    expected = [engine.note(profile).digest for profile in profiles]
    with serving(tmp_path, workers=2, drain_seconds="1.5") as server:
        with (
            loading(server, profiles, threads=4) as kept,
            loading(server, profiles, threads=4, keep_alive=False) as fresh,
        ):
            kept.wait_for(30)
            server.send(signal.SIGTERM)
            server.wait_for(lambda: not server.is_ready(), "not ready any more")
            kept.ended.set()
            fresh.ended.set()
        seen = kept.seen + fresh.seen
        assert server.stop() == 0
    assert [each for each in seen if each.status != 200] == []
    assert all(each.digest == expected[each.case] for each in seen)
    log = log_of(sqlite(tmp_path))
    assert audit.verify(log) == []
    assert Counter(entry.decision.request_id for entry in log.entries()) == Counter(each.request_id for each in seen)
    log.engine.dispose()


def test_a_canary_that_changed_since_the_last_start_is_not_ready(tmp_path: Path, engine: Engine) -> None:
    kept = tmp_path / "canaries.json"
    name = next(iter(engine.rulebase.cases))
    kept.write_text(f'{{"{engine.rulebase.content_hash}": {{"{name}": "{"0" * 64}"}}}}')
    with serving(tmp_path, ready=False, running__canary_file=kept) as server, server.client() as client:
        server.wait_for_line("canary patients changed")
        ready = client.get("/health/ready")
        assert ready.status_code == 503
        assert name in ready.json()["checks"]["canaries"]
        assert counted(server, "immunote_canaries_ok") == 0
        assert client.get("/health/live").status_code == 200
