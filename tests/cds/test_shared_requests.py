"""The requests that the specification and its hooks print as examples: no error of the program, each answer known."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.cds.support import IVIG, SICK, bundle, draft, prefetch

FOLDER = next(
    (
        found
        for parent in Path(__file__).resolve().parents
        if (found := parent / "shared" / "data" / "fhir" / "cds-hooks-requests").is_dir()
    ),
    None,
)
NO_COVERED_PRODUCT = (200, None)
EXPECTED: dict[str, tuple[int, str | None]] = {
    # none of them fills a prefetch key that is asked for here, and none brings a FHIR server that is on the list
    "current-1.request.json": (412, "S38"),
    "quickstart-2.request.json": (412, "S64"),
    # an example of extensions that leaves out the patient, which the hook requires
    "current-22.request.json": (400, "S60"),
    # of CDS Hooks 0.1: `medications` in place of `draftOrders`
    "examples-0.request.json": (400, "S60"),
    "examples-2.request.json": NO_COVERED_PRODUCT,
    "order-select-0.context.json": NO_COVERED_PRODUCT,
    "order-select-1.context.json": NO_COVERED_PRODUCT,
    "order-sign-0.context.json": NO_COVERED_PRODUCT,
    "order-sign-1.context.json": NO_COVERED_PRODUCT,
}
pytestmark = pytest.mark.skipif(FOLDER is None, reason="the shared requests are not on this machine")


def body_of(name: str) -> dict[str, Any]:
    assert FOLDER is not None
    found: dict[str, Any] = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    return {"hook": name.rpartition("-")[0], "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea", **found}


def test_every_request_is_expected() -> None:
    assert FOLDER is not None
    assert {path.name for path in FOLDER.iterdir()} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_each_request_gets_the_answer_that_is_documented(client: TestClient, name: str) -> None:
    body = body_of(name)
    answer = client.post(f"/cds-services/ssc-ivig-{body['hook']}", json=body)
    status, code = EXPECTED[name]
    assert answer.status_code == status
    if code is None:
        assert answer.json() == {"cards": []}
    else:
        assert {fault["code"] for fault in answer.json()["faults"]} == {code}


@pytest.mark.parametrize("name", EXPECTED)
def test_each_request_made_whole_gets_a_card(client: TestClient, name: str) -> None:
    body = body_of(name)
    context = {"patientId": "1288992", **body["context"]}
    if body["hook"] != "patient-view":
        entries = context.get("draftOrders", {}).get("entry", [])
        context["draftOrders"] = bundle(draft(IVIG)) | {"entry": [*entries, {"resource": draft(IVIG)}]}
        context["selections"] = [*context.get("selections", []), "MedicationRequest/draft"]
    patient = {"resourceType": "Patient", "id": context["patientId"], "gender": "male", "birthDate": "1925-12-23"}
    sick = {**SICK, "subject": {"reference": f"Patient/{context['patientId']}"}}
    context["userId"] = f"Practitioner/{name}"
    body |= {"context": context, "prefetch": prefetch(patient=patient, conditions=bundle(sick))}
    answer = client.post(f"/cds-services/ssc-ivig-{body['hook']}", json=body)
    assert answer.status_code == 200, answer.text
    assert len(answer.json()["cards"]) == 1
