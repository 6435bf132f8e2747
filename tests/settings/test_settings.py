"""Settings: what is refused and how it is said, all at once; the page and the classes are equal."""

from __future__ import annotations

import ipaddress
import sys
from pathlib import Path
from typing import Any

import pytest

from immunote.engine.faults import Refused
from immunote.service import cli
from immunote.service.rulebases import prepared
from immunote.service.settings.checking import is_loopback, read_settings, variables
from immunote.service.settings.service import Settings
from tools.settings_table import PAGE, with_tables


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def refused(monkeypatch: pytest.MonkeyPatch, **environment: str) -> list[tuple[str, str]]:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(Refused) as found:
        read_settings()
    return [(fault.place, fault.code) for fault in found.value.faults]


def test_the_page_has_every_setting_as_the_classes_have_it() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == with_tables(page), "run: python tools/settings_table.py"


def test_every_setting_says_what_it_does() -> None:
    for name, info in variables():
        assert info.description, name
        assert info.description.endswith("."), name


def test_the_defaults_are_for_this_machine_alone() -> None:
    settings = read_settings()
    assert is_loopback(settings.host)
    assert not settings.development
    assert settings.storage.url.startswith("sqlite:///")


def test_all_bad_settings_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    found = refused(
        monkeypatch,
        IMMUNOTE_PORT="eighty",
        IMMUNOTE_WORKERS="0",
        IMMUNOTE_WORKER="2",
        IMMUNOTE_STORAGE__POOL_SIZE="none",
        IMMUNOTE_STORAGE__POOLSIZE="5",
    )
    assert sorted(found) == [
        ("IMMUNOTE_PORT", "S02"),
        ("IMMUNOTE_STORAGE__POOLSIZE", "S03"),
        ("IMMUNOTE_STORAGE__POOL_SIZE", "S02"),
        ("IMMUNOTE_WORKER", "S03"),
        ("IMMUNOTE_WORKERS", "S02"),
    ]


@pytest.mark.parametrize("name", ["ADDRESS_RATE", "ADDRESS_BURST", "PROXIES"])
def test_what_is_the_proxys_now_is_said_to_be(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(f"IMMUNOTE_SECURITY__{name}", "5")
    with pytest.raises(Refused) as found:
        read_settings()
    (fault,) = found.value.faults
    assert fault.code == "S03"
    assert "docs/proxy/nginx.conf" in fault.help


def test_where_loaded_rule_bases_are_kept_is_no_setting_of_the_service(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(prepared.VARIABLE, prepared.OFF)
    read_settings()


def test_a_list_that_is_no_json_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    ((place, code),) = refused(monkeypatch, IMMUNOTE_SECURITY__HOSTS="a,b")
    assert place.startswith("IMMUNOTE_SECURITY")
    assert code == "S02"


@pytest.mark.parametrize("bad", ["cds.example.org", "http://cds.example.org", "javascript:alert(1)", "https://a b"])
def test_an_address_that_links_cannot_start_with_is_refused(monkeypatch: pytest.MonkeyPatch, bad: str) -> None:
    assert refused(monkeypatch, IMMUNOTE_BASE_URL=bad) == [("IMMUNOTE_BASE_URL", "S02")]


def test_a_secret_is_never_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMMUNOTE_SECURITY__KEY_PEPPER", "short-secret")
    with pytest.raises(Refused) as found:
        read_settings()
    assert "short-secret" not in str(found.value)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "example.org"])
def test_development_mode_refuses_an_address_that_others_reach(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    assert refused(monkeypatch, IMMUNOTE_DEVELOPMENT="true", IMMUNOTE_HOST=host) == [("IMMUNOTE_HOST", "S04")]


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.8.8.8"])
def test_development_mode_takes_a_loopback_address(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    monkeypatch.setenv("IMMUNOTE_HOST", host)
    monkeypatch.setenv("IMMUNOTE_DEVELOPMENT", "true")
    assert read_settings().development
    assert host == "localhost" or ipaddress.ip_address(host).is_loopback


def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[Any, str, str]:
    monkeypatch.setattr(sys, "argv", ["immunote", "serve", *arguments])
    for name, _ in variables():  # what options set in the environment is taken back after the test
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    seen = capsys.readouterr()
    return ended.value.code or 0, seen.out, seen.err


def test_check_says_what_would_be_served_and_starts_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    status, out, _ = run(monkeypatch, capsys, "--check", "--port", "8123")
    assert (status, list(tmp_path.iterdir())) == (0, [])
    assert "127.0.0.1:8123" in out
    assert "authentication on" in out


def test_check_explains_and_exits_with_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    status, out, err = run(monkeypatch, capsys, "--check", "--development", "--host", "0.0.0.0")
    assert (status, out) == (2, "")
    assert "IMMUNOTE_HOST: S04" in err
    assert "help: development mode listens on" in err
    status, _, err = run(monkeypatch, capsys, "--check", "--rules", str(tmp_path / "nowhere"))
    assert (status, "R09" in err) == (2, True)
    status, _, err = run(monkeypatch, capsys, "--check", "--database", "mysql://somewhere/immunote")
    assert (status, "IMMUNOTE_STORAGE__URL: S16" in err) == (2, True)


def test_settings_cannot_be_changed_once_read() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Settings().port = 1  # type: ignore[misc]
