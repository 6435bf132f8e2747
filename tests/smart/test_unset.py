"""Without record systems, or with settings that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from immunote.service.security.sealing import SealedText
from immunote.service.settings.smart import SmartSettings
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
