"""Settings out of files: secrets named by `NAME_FILE`, and everything in one TOML file."""

from __future__ import annotations

from pathlib import Path

import pytest

from immunote.engine.faults import Refused
from immunote.service.settings.checking import read_settings

SECRET = "s" * 40


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def toml(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    Path("immunote.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("IMMUNOTE_CONFIG", "immunote.toml")


def refused() -> list[tuple[str, str]]:
    with pytest.raises(Refused) as found:
        read_settings()
    assert SECRET not in "".join(map(str, found.value.faults))
    return [(fault.place, fault.code) for fault in found.value.faults]


def test_a_secret_comes_out_of_a_file_without_its_line_end(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("pepper").write_text(f"{SECRET}\n", encoding="utf-8")
    Path("url").write_text("postgresql://u:p@h/d\r\n", encoding="utf-8")
    monkeypatch.setenv("IMMUNOTE_SECURITY__KEY_PEPPER_FILE", "pepper")
    monkeypatch.setenv("IMMUNOTE_STORAGE__URL_FILE", "url")
    settings = read_settings()
    assert settings.security.key_pepper is not None
    assert settings.security.key_pepper.get_secret_value() == SECRET
    assert settings.storage.url == "postgresql://u:p@h/d"


def test_a_list_in_a_file_is_json_as_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("hosts").write_text('["cds.example.org"]\n', encoding="utf-8")
    monkeypatch.setenv("IMMUNOTE_SECURITY__HOSTS_FILE", "hosts")
    assert read_settings().security.hosts == ("cds.example.org",)


def test_a_setting_whose_own_name_ends_so_is_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("IMMUNOTE_RUNNING__CANARY_FILE", str(tmp_path / "canaries"))
    assert read_settings().running.canary_file == tmp_path / "canaries"


def test_every_fault_of_files_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("pepper").write_text(SECRET, encoding="utf-8")
    monkeypatch.setenv("IMMUNOTE_SECURITY__KEY_PEPPER", SECRET)
    monkeypatch.setenv("IMMUNOTE_SECURITY__KEY_PEPPER_FILE", "pepper")
    monkeypatch.setenv("IMMUNOTE_FHIR__TOKEN_FILE", "nowhere")
    monkeypatch.setenv("IMMUNOTE_NONE_FILE", "nowhere")
    assert refused() == [
        ("IMMUNOTE_FHIR__TOKEN_FILE", "S02"),
        ("IMMUNOTE_NONE_FILE", "S03"),
        ("IMMUNOTE_SECURITY__KEY_PEPPER_FILE", "S02"),
    ]


def test_one_file_holds_every_setting_and_the_environment_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    toml(
        monkeypatch,
        'port = 9000\nworkers = 3\n[storage]\npool_size = 7\nmigrate = false\n[security]\nhosts = ["a.example.org"]\n'
        '[[security.clients]]\nissuer = "https://ehr.example.org"\njwks_url = "https://ehr.example.org/jwks"\n',
    )
    monkeypatch.setenv("IMMUNOTE_WORKERS", "4")
    monkeypatch.setenv("IMMUNOTE_STORAGE__POOL_SIZE", "8")
    settings = read_settings()
    assert (settings.port, settings.workers) == (9000, 4)
    assert (settings.storage.pool_size, settings.storage.migrate) == (8, False)
    assert settings.security.clients[0].issuer == "https://ehr.example.org"


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("port = ", [("IMMUNOTE_CONFIG", "S02")]),
        (f'[security]\nkey_pepper = "{SECRET}', [("IMMUNOTE_CONFIG", "S02")]),
        ("prot = 1\n[storage]\nurll = 1\n", [("immunote.toml: prot", "S03"), ("immunote.toml: storage.urll", "S03")]),
        ("port = " + "[" * 5000, [("IMMUNOTE_CONFIG", "S02")]),
        ("storage = 1\n", [("immunote.toml: storage", "S02")]),
        ('port = "eighty"\nworkers = 0\n', [("IMMUNOTE_PORT", "S02"), ("IMMUNOTE_WORKERS", "S02")]),
        ('[security]\nkey_pepper = "short"\n', [("IMMUNOTE_SECURITY__KEY_PEPPER", "S02")]),
    ],
)
def test_what_is_wrong_in_the_file(monkeypatch: pytest.MonkeyPatch, text: str, faults: list[tuple[str, str]]) -> None:
    toml(monkeypatch, text)
    assert refused() == faults


def test_a_byte_order_mark_at_the_start_of_a_file_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    toml(monkeypatch, "\ufeffport = 9000\n")
    assert read_settings().port == 9000


def test_a_file_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMMUNOTE_CONFIG", "nowhere.toml")
    assert refused() == [("IMMUNOTE_CONFIG", "S02")]


def test_a_file_that_cannot_be_read_hides_no_fault_of_another_source(monkeypatch: pytest.MonkeyPatch) -> None:
    toml(monkeypatch, "hots = 'h'\n[cds]\nnone = 1\n")
    monkeypatch.setenv("IMMUNOTE_PORT", "eighty")
    monkeypatch.setenv("IMMUNOTE_NONE", "1")
    monkeypatch.setenv("IMMUNOTE_SECURITY__KEY_PEPPER_FILE", "nowhere")
    monkeypatch.setenv("IMMUNOTE_RULES_SIGNATURE", "refuse")  # its keys may stand in the file
    assert refused() == [
        ("IMMUNOTE_NONE", "S03"),
        ("IMMUNOTE_PORT", "S02"),
        ("IMMUNOTE_SECURITY__KEY_PEPPER_FILE", "S02"),
        ("immunote.toml: cds.none", "S03"),
        ("immunote.toml: hots", "S03"),
    ]
