"""Codes that nothing reads are counted alike for cards and for the operation: once for each entry that has them."""

from __future__ import annotations

from typing import Any

from starlette.testclient import TestClient

from tests.cds.conftest import Make
from tests.cds.support import PATIENT, SICK, SIGN, bundle, prefetch, request

RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"


def order(number: int, code: str) -> dict[str, Any]:
    return {
        "resourceType": "MedicationRequest",
        "id": f"o{number}",
        "status": "active",
        "intent": "order",
        "subject": {"reference": f"Patient/{PATIENT}"},
        "medicationCodeableConcept": {"coding": [{"system": RXNORM, "code": code}]},
    }


def counted(client: TestClient) -> float:
    lines = client.get("/metrics").text.splitlines()
    found = [line for line in lines if line.startswith("immunote_unknown_codes_total") and 'system="rxnorm"' in line]
    return float(found[0].rsplit(" ", 1)[1]) if found else 0.0


def test_an_unknown_code_of_several_entries_counts_for_each_in_both_ways(make: Make) -> None:
    client = make()
    orders = [order(1, "999999991"), order(2, "999999991"), order(3, "999999991"), order(4, "999999992")]
    given = prefetch(conditions=bundle(SICK), medications=bundle(*orders))
    assert client.post(f"/cds-services/{SIGN}", json={**request(SIGN), "prefetch": given}).status_code == 200
    by_card = counted(client)
    assert client.post("/fhir/$ivig-note", json=bundle(SICK, *orders)).status_code == 200
    assert (by_card, counted(client)) == (4, 8)
