"""Strings from a request or a rule base reach a card as text: no markup, no html, no link of their own."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from markdown_it import MarkdownIt
from pydantic import TypeAdapter
from starlette.testclient import TestClient

from immunote.engine.api import Engine
from immunote.engine.note import Note
from immunote.engine.noting.digest import plain
from immunote.service.cds.cards import card_of
from immunote.service.fhir.mapping import map_resources
from immunote.service.settings.cds import CdsSettings
from tests.cds.conftest import BASE
from tests.cds.support import IVIG, PATIENT, SIGN, VIEW, bundle, draft, prefetch, record_of, request

EVIL = (
    "<script>alert(1)</script><img src=x onerror=alert(1)> [click](javascript:alert(1)) ![x](https://evil.example/x) "
    "**bold** `code` | # heading\n\n# heading\n\n---\n* list\n[ref]: https://evil.example\n<https://evil.example> "
    "www.evil.example https://evil.example ~~gone~~ \u202e\u200b\x00\x1b[31m &lt; $x$ @someone a@evil.example"
)
ALLOWED = {"p", "strong", "em", "ul", "li", "h3", "a", "br"}
DISPLAYED = {
    *("text", "headline", "label", "question", "title", "design", "n", "read", "limits", "words", "choice", "reason"),
    *("reasons", "profile", "intended_use", "name", "answer", "unit", "indirect", "products_not_listed", "titles"),
}


class Tags(HTMLParser):
    """The tags and addresses of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs


def shown(detail: str) -> Tags:
    """The detail as the most permissive client would show it: html passed through, bare links made into links."""
    markdown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    tags = Tags()
    tags.feed(markdown.render(detail))
    return tags


def harmless(card: dict[str, Any]) -> None:
    """Nothing of a card acts on whoever looks at it."""
    tags = shown(card["detail"])
    assert tags.tags <= ALLOWED, tags.tags - ALLOWED
    assert all(name == "href" and value and value.startswith(f"{BASE}/v1/") for name, value in tags.attributes)
    assert not re.search(r"(?<!\\)(://|\.)evil", card["detail"])  # nothing that a client makes into a link
    for text in (card["summary"], card["detail"], *(link["label"] for link in card.get("links", ()))):
        assert not set(text) & {"\u202e", "\u200b", "\x00", "\x1b"}
    assert "\n" not in card["summary"]
    assert all(link["url"].startswith(f"{BASE}/v1/") for link in card.get("links", ()))


def hostile(part: Any, key: str = "") -> Any:
    """The same with every string that is shown made hostile; ids stay, or nothing would be found by them."""
    if isinstance(part, dict):
        return {name: hostile(value, name if key != "titles" else key) for name, value in part.items()}
    if isinstance(part, (list, tuple)):
        return [hostile(each, key) for each in part]
    return f"{EVIL} {part}" if isinstance(part, str) and key in DISPLAYED else part


@pytest.mark.parametrize("case", ["A01", "A02", "A10", "B03"])
def test_every_string_of_a_rule_base_is_shown_as_text(engine: Engine, case: str) -> None:
    found = engine.rulebase.cases[case]
    note = engine.note({**found.profile, **found.completed})
    evil = TypeAdapter(Note).validate_python(hostile(plain(note)))
    made = card_of(evil, engine.rulebase, PATIENT, BASE, CdsSettings(), [EVIL])
    assert made is not None
    card = made.card.model_dump(mode="json", exclude_none=True)
    assert "alert" in card["detail"]  # it is there, as text
    harmless(card)


def poisoned(part: Any) -> Any:
    """A request with every string hostile that is not needed to be understood."""
    kept = {"resourceType", "hook", "patientId", "reference", "system", "code", "status", "effectiveDateTime"}
    if isinstance(part, dict):
        known = {
            key: (
                value if (key in kept and not isinstance(value, (dict, list))) or value == PATIENT else poisoned(value)
            )
            for key, value in part.items()
        }
        return {**known, EVIL: EVIL}
    if isinstance(part, list):
        return [poisoned(each) for each in part]
    return EVIL + part if isinstance(part, str) else part


@pytest.mark.parametrize("service", [VIEW, SIGN])
def test_no_string_of_a_request_acts_on_a_card(client: TestClient, engine: Engine, service: str) -> None:
    outcome = {"resourceType": "OperationOutcome", "issue": [{"severity": "error", "diagnostics": EVIL}]}
    resources = record_of(engine.rulebase, {"has_systemic_sclerosis": True, "age_years": 50})
    unknown = {"resourceType": "Condition", "code": {"coding": [{"system": EVIL, "code": EVIL, "display": EVIL}]}}
    body = request(service, prefetch=prefetch(*resources, unknown, conditions=outcome, extra={"text": EVIL}))
    if service == SIGN:
        body["context"]["draftOrders"] = bundle(draft(IVIG, note=[{"text": EVIL}]))
    calm = client.post(f"/cds-services/{service}", json=body).json()["cards"][0]
    body = {**poisoned(body), "hook": body["hook"], "hookInstance": EVIL}
    body["fhirServer"] = EVIL
    answer = client.post(
        f"/cds-services/{service}", content=json.dumps(body), headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 200, answer.text
    card = answer.json()["cards"][0]
    harmless(card)
    assert "evil" not in card["detail"]
    digests = [each["extension"]["immunote.note"]["digest"] for each in (card, calm)]
    assert digests[0] == digests[1]


def test_a_hostile_name_is_not_in_the_report_on_the_card(engine: Engine) -> None:
    from datetime import date

    from immunote.service.cds.detail import asides_of

    recorded = record_of(engine.rulebase, {"has_systemic_sclerosis": True})
    other = {**recorded[0], "id": EVIL, "valueBoolean": False, "note": [{"text": EVIL}]}
    report = map_resources([*recorded, other], engine.rulebase, date(2100, 1, 1)).report
    assert "evil" not in " ".join(asides_of({"conditions": "error"}, report, engine.rulebase))


def test_errors_do_not_act_either(client: TestClient) -> None:
    for body in (request(hook=EVIL), request(context={"patientId": EVIL}), {"context": EVIL, EVIL: EVIL}):
        answer = client.post(f"/cds-services/{VIEW}", json=body)
        assert answer.status_code == 400
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["x-content-type-options"] == "nosniff"
