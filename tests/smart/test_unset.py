"""Without record systems, or with settings that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from immunote.service.kernel.problems import Problem
from immunote.service.security.sealing import SealedText
from immunote.service.settings.smart import RecordSystem, SmartSettings
from immunote.service.smart.configuration import checked
from immunote.service.smart.scopes import Granted
from tests.page.visitors import serving

SERVER = {"url": "https://ehr.example.org/fhir", "client_id": "x"}
KEY = "k" * 32


def test_without_a_list_no_launch_is_begun_and_the_start_offers_none(tmp_path: Path) -> None:
    with serving(tmp_path) as service:
        visitor = service.signed_in()
        answer = visitor.client.get("/smart/launch?iss=https://ehr.example.org/fhir&launch=x")
        assert answer.json()["faults"][0]["code"] == "S50"
        assert "record system" not in visitor.get("/").text


@pytest.mark.parametrize(
    "wrong",
    [
        {"servers": [SERVER]},
        {"servers": [SERVER], "cookie_keys": ["k" * 31]},
        {"servers": [SERVER, SERVER | {"url": "https://ehr.example.org/fhir/"}], "cookie_keys": [KEY]},
        {"servers": [SERVER | {"url": "http://ehr.example.org/fhir"}], "cookie_keys": [KEY]},
        {"servers": [SERVER | {"client_id": ""}], "cookie_keys": [KEY]},
    ],
)
def test_settings_that_cannot_be_used_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        SmartSettings.model_validate(wrong)


def test_a_key_of_32_bytes_is_enough() -> None:
    assert SmartSettings.model_validate({"servers": [SERVER], "cookie_keys": [KEY]}).server(SERVER["url"]) is not None


def test_what_is_sealed_opens_for_its_purpose_under_any_key_that_is_listed() -> None:
    old, new = SecretStr("o" * 32), SecretStr("n" * 32)
    text = SealedText([old]).seal("a", b"content")
    assert SealedText([new, old]).open("a", text, 60) == b"content"
    assert SealedText([new]).open("a", text, 60) is None
    assert SealedText([old]).open("b", text, 60) is None
    assert SealedText([old]).open("a", "é", 60) is None


USABLE = {
    "issuer": "https://ehr.example.org",
    "jwks_uri": "https://ehr.example.org/jwks",
    "authorization_endpoint": "https://ehr.example.org/authorize",
    "token_endpoint": "https://ehr.example.org/token",
    "code_challenge_methods_supported": ["S256"],
}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"code_challenge_methods_supported": ["plain"]}, "S51"),
        ({"code_challenge_methods_supported": None}, "S51"),
        ({"token_endpoint": None}, "S51"),
        ({"authorization_endpoint": 5}, "S51"),
        ({"token_endpoint": "https://ehr.example.org.evil.example/token"}, "S52"),
        ({"token_endpoint": "http://ehr.example.org/token"}, "S52"),
        ({"token_endpoint": "https://ehr.example.org:8443/token"}, "S52"),
        ({"authorization_endpoint": "javascript:alert(1)"}, "S52"),
        ({"authorization_endpoint": "https://user@ehr.example.org/authorize"}, "S52"),
        ({"jwks_uri": "https://169.254.169.254/"}, "S52"),
    ],
)
def test_discovery_that_cannot_be_used_is_refused(change: dict[str, object], code: str) -> None:
    server = RecordSystem.model_validate(SERVER)
    assert checked(USABLE, server).issuer == USABLE["issuer"]
    with pytest.raises(Problem) as refused:
        checked(USABLE | change, server)
    assert [fault.code for fault in refused.value.faults] == [code]


def test_endpoints_on_another_host_are_taken_where_they_are_listed() -> None:
    server = RecordSystem.model_validate(SERVER | {"endpoints": ["https://login.example.org/oauth"]})
    elsewhere = {"token_endpoint": "https://login.example.org/oauth/token"}
    assert checked(USABLE | elsewhere, server).token_endpoint == elsewhere["token_endpoint"]
    with pytest.raises(Problem):
        checked(USABLE | {"token_endpoint": "https://login.example.org/other/token"}, server)


@pytest.mark.parametrize(
    ("scopes", "reads", "whole", "writes"),
    [
        (("patient/Condition.rs",), True, True, False),
        (("patient/Condition.read",), True, True, False),
        (("patient/Condition.r",), False, False, False),
        (("patient/*.cruds",), True, True, True),
        (("patient/*.write",), False, False, True),
        (("patient/Condition.rs?category=problem-list-item",), True, False, False),
        (("patient/Condition.rs?category=x", "patient/Condition.rs"), True, True, False),
        (("user/Condition.rs", "system/*.cruds", "patient/condition.rs"), False, False, False),
        (("patient/QuestionnaireResponse.c", "patient/DocumentReference.c"), False, False, True),
    ],
)
def test_scopes_are_read_as_smart_writes_them(scopes: tuple[str, ...], reads: bool, whole: bool, writes: bool) -> None:
    found = Granted.of(scopes)
    assert (found.reads("Condition"), found.is_whole("Condition"), found.writes) == (reads, whole, writes)
