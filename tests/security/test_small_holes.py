"""What a review found in small places: each hole with its whole kind."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import httpx
import pytest

from immunote.service.cds.reasons import OVERRIDE_REASONS, reason_to_keep
from immunote.service.kernel.context import Context
from immunote.service.kernel.decider import DecisionThread, Drafted
from immunote.service.security.api_keys import make_key
from immunote.service.security.links import base_url_of
from immunote.service.security.rate import SharedBuckets
from immunote.service.security.servers import _may_connect
from immunote.service.settings.fhir_servers import ListedServer, is_public
from immunote.service.settings.security import SecuritySettings
from immunote.service.settings.storage import StorageSettings
from immunote.service.storage import tokens
from immunote.service.storage.database import connect
from immunote.service.storage.tokens import JtiStore
from tests.security.support import PATH, Ehr, code_of, make_app, post, serve, token

SPECIAL = [
    "64:ff9b:1::1",
    "64:ff9b:1:ffff::808:808",
    "64:ff9b::7f00:1",
    "::ffff:0:127.0.0.1",
    "::ffff:0:8.8.8.8",
    "::ffff:10.0.0.1",
    "::ffff:8.8.8.8",
    "::127.0.0.1",
    "::8.8.8.8",
    "::1",
    "::",
    "168.63.129.16",
    "::ffff:168.63.129.16",
    "fd00:ec2::254",
    "fd20:ce::254",
    "100.100.100.200",
    "100.64.0.1",
    "169.254.169.254",
    "fe80::1",
    "fec0::1",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.0.1",
    "127.0.0.1",
    "0.0.0.0",
    "0.1.2.3",
    "192.0.0.1",
    "192.0.0.170",
    "192.0.2.1",
    "192.31.196.1",
    "192.52.193.1",
    "192.88.99.1",
    "192.175.48.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "2001::1",
    "2001:2::1",
    "2001:10::1",
    "2001:20::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:808:808::",
    "2620:4f:8000::1",
    "3fff::1",
    "5f00::1",
    "100::1",
    "fc00::1",
    "ff02::1",
    "4000::1",
]
PUBLIC = [
    "93.184.216.34",
    "8.8.8.8",
    "2606:4700:4700::1111",
    "2a00:1450:4001:80e::200e",
    "168.63.129.17",
    "193.0.0.1",
]
OF_CLOUDS = [
    "169.254.169.254",
    "168.63.129.16",
    "fd00:ec2::254",
    "fd20:ce::254",
    "100.100.100.200",
    "::ffff:169.254.169.254",
]


@pytest.mark.parametrize("address", SPECIAL)
def test_special_addresses_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_other_addresses_are_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize("address", OF_CLOUDS)
def test_what_clouds_tell_their_machines_is_asked_of_no_server_even_of_a_private_one(address: str) -> None:
    entry = ListedServer(url="https://inside.example.org/fhir", private=True)
    assert not _may_connect(ip_address(address), entry, None)


def test_a_reason_that_no_card_offers_is_not_kept() -> None:
    assert all(reason_to_keep(each.code) == each.code for each in OVERRIDE_REASONS)
    assert {reason_to_keep(each) for each in ("JaneDoe", "1944-01-01", "", "unlisted")} == {"unlisted"}
    assert reason_to_keep(None) is None


def test_a_used_token_stays_used_when_the_clock_turns_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = connect(StorageSettings(url=f"sqlite:///{tmp_path / 'db'}"))
    now = datetime.now(UTC)

    class Later(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return now + timedelta(days=1)

    expires = now + timedelta(minutes=5)
    assert JtiStore(engine).use_once("ehr", "1", expires)
    monkeypatch.setattr(tokens, "datetime", Later)
    later = JtiStore(engine)
    assert later.use_once("ehr", "2", now + timedelta(days=1, minutes=5))  # which forgets the first
    monkeypatch.undo()
    assert not JtiStore(engine).use_once("ehr", "1", expires)
    assert not later.use_once("ehr", "2", now + timedelta(days=1, minutes=5))
    assert JtiStore(engine).use_once("ehr", "3", now + timedelta(days=1, minutes=6))


def test_a_hanging_jwks_holds_nobody_with_an_api_key(tmp_path: Path) -> None:
    with Ehr(delay=30).serving() as ehr:
        app = make_app(tmp_path / "db", clients=[ehr.client()], jwks_time_limit_seconds=10, key_kept_seconds=0)
        context = app.state.context
        key = make_key(context.keys, context.settings.security, ["notes:write"], 1, "")
        with serve(app) as url:
            threads = [threading.Thread(target=post, args=(url, PATH, token())) for _ in range(18)]
            for thread in threads:
                thread.start()
            time.sleep(1)
            begin = time.monotonic()
            assert post(url, "/v1/notes", key, content=b"{}").status_code == 200
            assert time.monotonic() - begin < 7
            for thread in threads:
                thread.join()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "rebound.example.org"}, 421),
        ({"Origin": "https://elsewhere.example.org"}, 403),
        ({"Origin": "null"}, 403),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content-Type": "multipart/form-data; boundary=x"}, 415),
        ({"Content-Type": "application/fhir+json; charset=utf-8"}, 200),
        ({"Origin": "http://localhost:3000"}, 200),
        ({"Host": "127.0.0.1"}, 200),
    ],
)
def test_development_mode_answers_this_machine_alone(tmp_path: Path, headers: dict[str, str], status: int) -> None:
    with serve(make_app(tmp_path / "db", development=True, base_url=None)) as url:
        sent = {"Content-Type": "application/json", **headers}
        assert httpx.post(f"{url}/echo", content=b"{}", headers=sent).status_code == status


@pytest.mark.parametrize("host", ["evil.example.org", "evil.example.org:8000", "127.0.0.1.evil.example.org", ""])
def test_a_foreign_host_never_becomes_a_link(host: str) -> None:
    settings = SimpleNamespace(
        base_url=None, host="0.0.0.0", port=8000, security=SecuritySettings(hosts=("cds.example",))
    )
    context = cast(Context, SimpleNamespace(settings=settings))

    def asked(name: str) -> Any:
        return SimpleNamespace(headers={"host": name}, base_url=f"http://{name}/")

    assert base_url_of(asked(host), context) == "http://0.0.0.0:8000"
    assert base_url_of(asked("cds.example"), context) == "http://cds.example"
    assert base_url_of(asked("localhost:8000"), context) == "http://localhost:8000"


def test_a_made_up_method_is_no_name_of_a_span() -> None:
    sdk = pytest.importorskip("opentelemetry.sdk.trace")
    memory = pytest.importorskip("opentelemetry.sdk.trace.export.in_memory_span_exporter")
    export = pytest.importorskip("opentelemetry.sdk.trace.export")
    from immunote.service.running.telemetry import Traces

    provider, kept = sdk.TracerProvider(), memory.InMemorySpanExporter()
    provider.add_span_processor(export.SimpleSpanProcessor(kept))
    for method in ("GET", "JANE"):
        with Traces(provider).request({}) as finish:
            finish(method, "/v1/notes/{digest}", 200, "x")
    assert [each.name for each in kept.get_finished_spans()] == ["GET /v1/notes/{digest}", "other /v1/notes/{digest}"]


def test_one_bucket_for_all_workers_whichever_a_caller_reaches(tmp_path: Path) -> None:
    now = [0.0]
    shares = [SharedBuckets(tmp_path / "rates", 2, 5, lambda: now[0]) for _ in range(3)]
    assert sum(each.take("a") == 0 for _ in range(4) for each in shares) == 5
    assert shares[0].take("a") == pytest.approx(0.5)
    assert shares[1].take("b") == 0
    now[0] = 1.0
    assert sum(each.take("a") == 0 for _ in range(4) for each in shares) == 2


def test_callers_take_turns_however_many_notes_each_wants() -> None:
    done: list[str] = []
    free = threading.Event()

    class Log:
        def append_all(self, _: Any) -> None:
            pass

    def draft(name: str) -> Callable[[], Drafted[None]]:
        def made() -> Drafted[None]:
            free.wait(10)
            done.append(name)
            return Drafted(cast(Any, None), lambda: None, lambda error: error)

        return made

    thread = DecisionThread(cast(Any, Log()))
    waiting: list[Future[None]] = [thread.submit(draft("greedy"), "greedy") for _ in range(40)]
    waiting += [thread.submit(draft(f"other {n}"), f"other {n}") for n in range(3)]
    free.set()
    for each in waiting:
        each.result(10)
    thread.close()
    assert all(done.index(f"other {n}") <= 6 for n in range(3)), done
    assert len(done) == 43


def test_an_unknown_caller_is_refused_before_his_body_is_there(tmp_path: Path) -> None:
    with serve(make_app(tmp_path / "db")) as url:
        answer = post(url, "/v1/notes", content=b" " * 500_000)
        assert (answer.status_code, code_of(answer)) == (401, "S20")
