"""A real `immunote serve`: its start, its workers, and a stop that loses no request."""

from __future__ import annotations

import json
import shutil
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from signal import SIGHUP, SIGINT, SIGKILL, SIGTERM
from typing import Any

import httpx
import psutil
import pytest

from immunote.service import rulebases
from immunote.service.settings.storage import StorageSettings
from immunote.service.signatures.ed25519 import make_pair
from immunote.service.storage import heads
from immunote.service.storage.database import opened
from immunote.service.storage.events import EventLog
from tests.support.server import Server, launched, serving, stream_a_batch

NDJSON = {"Content-Type": "application/x-ndjson"}


@pytest.fixture
def soup(tmp_path: Path) -> Path:
    """A small rule base of its own, which loads quickly and may be changed."""
    found = tmp_path / "rules"
    shutil.copytree(Path(__file__).parents[1] / "rulebases" / "soup", found)
    return found


def digests(server: Server, digest: str) -> int:
    with server.client() as client:
        return len(client.get(f"/v1/notes/{digest}").json()["decisions"])


def test_the_first_key_is_made_on_request_alone_and_opens_everything(tmp_path: Path, soup: Path) -> None:
    with serving(tmp_path, development="false", rules=soup, ready=False) as server:
        assert "`immunote keys first` makes one" in server.said
        key = server.first_key()
        with server.client(headers={"Authorization": f"Bearer {key}"}) as client:
            note = client.post("/v1/notes", json={})
            assert note.status_code == 200
            assert client.get("/v1/rules").status_code == 200
            assert client.get(f"/v1/notes/{note.json()['digest']}").status_code == 200
        with server.client() as client:
            refused = client.post("/v1/notes", json={})
            assert (refused.status_code, refused.json()["faults"][0]["code"]) == (401, "S20")
            assert client.get("/v1/rulebase", headers={"Accept": "text/html"}).status_code == 200
        with pytest.raises(subprocess.CalledProcessError):
            server.first_key()
        assert server.stop() == 0
        assert "imn_" not in server.said
    with serving(tmp_path, development="false", rules=soup, ready=False) as server:
        assert "keys first" not in server.said


def test_a_database_that_was_deleted_gives_no_note_and_is_not_made_again(tmp_path: Path, soup: Path) -> None:
    with serving(tmp_path, workers=2, rules=soup) as server, server.client() as client:
        assert client.post("/v1/notes", json={}).status_code == 200
        (tmp_path / "immunote.sqlite").unlink()
        answer = client.post("/v1/notes", json={})
        assert (answer.status_code, answer.json()["faults"][0]["code"]) == (503, "S01")
        assert client.get("/health/ready").json()["checks"]["database"] == "does not answer"
        server.workers[0].kill()
        server.wait_for_loss()
        server.wait_for(lambda: "there is no such file" in server.said, "the new worker says why it ends")
        assert not (tmp_path / "immunote.sqlite").exists()


def test_another_database_in_the_place_of_the_first_gives_no_note(tmp_path: Path, soup: Path) -> None:
    with serving(tmp_path, rules=soup) as server, server.client() as client:
        file = tmp_path / "immunote.sqlite"
        other = tmp_path / "other.sqlite"
        shutil.copy(file, other)
        other.replace(file)
        assert client.post("/v1/notes", json={}).status_code == 503
        assert client.get("/health/ready").status_code == 503


def test_a_write_ahead_log_that_was_deleted_gives_no_note(tmp_path: Path, soup: Path) -> None:
    with serving(tmp_path, rules=soup) as server, server.client() as client:
        assert client.post("/v1/notes", json={}).status_code == 200
        (tmp_path / "immunote.sqlite-wal").unlink()
        assert client.post("/v1/notes", json={}).status_code == 503


def test_a_locked_database_is_not_ready_and_is_again_when_it_is_free(tmp_path: Path, soup: Path) -> None:
    with serving(tmp_path, rules=soup, storage__statement_seconds="0.3") as server, server.client() as client:
        other = sqlite3.connect(tmp_path / "immunote.sqlite", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        assert client.post("/v1/notes", json={}).status_code == 503
        assert client.get("/health/ready").status_code == 503
        other.execute("ROLLBACK")
        other.close()
        server.wait_until_ready()
        assert client.post("/v1/notes", json={}).status_code == 200


def test_heads_leave_the_database_and_a_shorter_log_does_not_start(tmp_path: Path, soup: Path) -> None:
    make_pair(tmp_path / "audit.pem")
    settings = {
        "rules": soup,
        "storage__signing_key": tmp_path / "audit.pem",
        "storage__anchors_file": tmp_path / "anchors",
        "storage__anchors_decisions": 2,
    }
    with serving(tmp_path, **settings) as server, server.client() as client:
        for _ in range(5):
            assert client.post("/v1/notes", json={}).status_code == 200
        server.wait_for((tmp_path / "anchors").exists, "a head")
        assert server.stop() == 0
    found, _ = heads.read(tmp_path / "anchors")
    assert found[-1].decisions.sequence == 5
    assert len(found) >= 2
    assert (tmp_path / "anchors").stat().st_mode & 0o777 == 0o600
    words = ["audit", "verify", "--database", f"sqlite:///{tmp_path / 'immunote.sqlite'}"]
    words += ["--anchors", str(tmp_path / "anchors"), "--anchor-key", str(tmp_path / "audit.pem.pub")]
    said = subprocess.run([sys.executable, "-m", "immunote", *words], capture_output=True, text=True, check=True)
    assert "nothing outside stands for rows after 5" in said.stderr
    (tmp_path / "immunote.sqlite").unlink()
    again = launched(tmp_path, **settings)
    assert again.process.wait(60) == 2
    again.end()
    assert "S98" in again.said


def test_starts_settings_and_refused_sign_ins_are_recorded(tmp_path: Path, soup: Path) -> None:
    secret = "s" * 40
    with serving(
        tmp_path, development="false", ready=False, rules=soup, security__key_pepper=secret, threads=3
    ) as server:
        with server.client() as client:
            for _ in range(3):
                assert client.post("/v1/notes", json={}).status_code == 401
        assert server.stop() == 0
    database = opened(StorageSettings(url=f"sqlite:///{tmp_path / 'immunote.sqlite'}"))
    told = {each.kind: each for each in EventLog(database).entries()}
    database.dispose()
    assert told["service-started"].detail["settings"]["IMMUNOTE_THREADS"] == "3"
    assert told["service-started"].detail["settings"]["IMMUNOTE_SECURITY__KEY_PEPPER"] == "a value that is not shown"
    assert told["rulebase-used"].detail["name"] == "soup"
    assert (told["sign-in-refused"].subject, told["sign-in-refused"].detail) == ("S20", {"count": 3})


@pytest.mark.parametrize("number", [SIGTERM, SIGINT])
def test_a_stop_under_load_loses_no_request_and_logs_each_note_once(tmp_path: Path, soup: Path, number: int) -> None:
    """Whoever has a connection keeps being answered until told to close it; nobody is cut off."""
    given, lost = [0], list[str]()
    stopped = threading.Event()

    def ask(server: Server) -> None:
        is_kept = False
        with server.client() as client:
            while True:
                try:
                    answer = client.post("/v1/notes", json={})
                except httpx.ConnectError:
                    return  # nobody listens any more, which is known before anything is sent
                except httpx.TransportError as error:
                    if is_kept:
                        lost.append(repr(error))
                    return  # who connects in the last instant may be cut off before anything is read
                assert answer.status_code == 200
                is_kept = answer.headers.get("connection") != "close"
                with counting:
                    given[0] += 1
                if stopped.is_set() and is_kept:
                    time.sleep(0.001)

    counting = threading.Lock()
    with serving(tmp_path, workers=2, rules=soup, drain_seconds="0.5") as server:
        with server.client() as client:
            digest = client.post("/v1/notes", json={}).json()["digest"]
        threads = [threading.Thread(target=ask, args=(server,)) for _ in range(8)]
        for thread in threads:
            thread.start()
        time.sleep(1)
        stopped.set()
        assert server.stop(number) == 0
        for thread in threads:
            thread.join(20)
    assert lost == []
    assert given[0] > 20
    with serving(tmp_path, rules=soup) as server:
        logged = digests(server, digest)
    assert logged == given[0] + 1  # nothing was decided for anybody who was not answered


def test_a_request_under_way_is_answered_before_the_end(tmp_path: Path, soup: Path) -> None:
    """A batch whose lines are still coming in when the stop begins goes on to its last line."""
    going = threading.Event()

    def lines() -> Iterator[bytes]:
        for _ in range(5):
            yield b"{}\n"
            going.set()
            time.sleep(0.3)

    with serving(tmp_path, rules=soup, drain_seconds="0") as server:
        ender = threading.Thread(target=lambda: (going.wait(), server.send(SIGTERM)))
        ender.start()
        with server.client() as client:
            answer = client.post("/v1/notes/batch", content=lines(), headers=NDJSON)
        assert [json.loads(line)["row"] for line in answer.text.splitlines()] == [1, 2, 3, 4, 5]
        ender.join()
        assert server.stop() == 0


def test_a_batch_is_answered_while_it_is_still_sent(tmp_path: Path, soup: Path) -> None:
    with serving(tmp_path, rules=soup) as server:
        host, port = server.url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=10) as raw:
            stream_a_batch(raw)


def test_a_worker_that_dies_is_replaced(tmp_path: Path, soup: Path) -> None:
    with serving(tmp_path, workers=2, rules=soup) as server:
        first = {each.pid for each in server.workers}
        psutil.Process(min(first)).send_signal(SIGKILL)
        server.wait_for(lambda: len({each.pid for each in server.workers} - first) == 1, "another worker")
        server.wait_for_loss()
        with server.client() as client:
            assert {client.post("/v1/notes", json={}).status_code for _ in range(20)} == {200}
        assert server.stop() == 0


def test_a_worker_that_cannot_be_replaced_leaves_the_others_alone(tmp_path: Path, soup: Path) -> None:
    with serving(tmp_path, workers=2, rules=soup) as server:
        (soup / "rulebase.yaml").write_text("nonsense: [", encoding="utf-8")
        server.workers[0].kill()
        server.wait_for_loss(2)  # that one, and the first that was to replace it
        with server.client() as client:
            assert client.post("/v1/notes", json={}).status_code == 200
        assert server.stop() == 0


def test_no_worker_outlives_its_parent(tmp_path: Path, soup: Path) -> None:
    with serving(tmp_path, workers=2, rules=soup) as server:
        workers = server.workers
        server.process.kill()
        gone, alive = psutil.wait_procs(workers, timeout=15)
        assert (len(gone), alive) == (2, [])


def test_a_reload_takes_the_new_rules_and_keeps_the_old_where_they_are_refused(tmp_path: Path, soup: Path) -> None:
    file = soup / "rulebase.yaml"
    text = file.read_text(encoding="utf-8")

    def hashes(server: Server) -> set[Any]:
        with server.client() as client:
            return {client.get("/health/live").headers["Immunote-Rule-Base-Hash"] for _ in range(20)}

    with serving(tmp_path, workers=2, rules=soup) as server:
        (before,) = hashes(server)
        file.write_text(text + "nonsense: [", encoding="utf-8")
        server.send(SIGHUP)
        server.wait_for_line("rule base refused, the old one stays", count=2)
        assert hashes(server) == {before}
        with server.client() as client:
            assert client.post("/v1/notes", json={}).json()["provenance"]["content_hash"] == before
        (title,) = [line for line in text.splitlines() if line.startswith("title:")]
        file.write_text(text.replace(title, "title: Another soup"), encoding="utf-8")
        server.send(SIGHUP)
        server.wait_for_line("rule base loaded again", count=2)
        (after,) = hashes(server)
        assert after != before
        with server.client() as client:
            assert client.post("/v1/notes", json={}).json()["provenance"]["content_hash"] == after


def ended(server: Server) -> tuple[int, str]:
    try:
        server.process.wait(60)
    finally:
        server.end()
    return server.process.returncode, server.said


def test_a_start_that_cannot_be_says_why(tmp_path: Path, soup: Path) -> None:
    for workers in (1, 2):
        status, said = ended(launched(tmp_path, workers=workers, rules=tmp_path / "nowhere"))
        assert (status, "R09" in said, "answering" in said, "Traceback" in said) == (2, True, False, False)
    status, said = ended(launched(tmp_path, rules=soup, storage__url=f"sqlite:///{tmp_path / 'no' / 'such'}.sqlite"))
    assert (status, "S73" in said) == (3, True)
    status, said = ended(launched(tmp_path, rules=soup, host="0.0.0.0"))
    assert (status, "S04" in said) == (2, True)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        status, said = ended(launched(tmp_path, rules=soup, port=taken.getsockname()[1]))
    assert (status, "S02" in said) == (2, True)


def test_the_shipped_rules_are_what_is_served_by_default(tmp_path: Path) -> None:
    with serving(tmp_path) as server, server.client() as client:
        assert client.get("/v1/rulebase").json()["id"] == rulebases.SHIPPED
