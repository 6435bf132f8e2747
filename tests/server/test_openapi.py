"""The OpenAPI description: every example in it is sent, and answered as it says."""

from __future__ import annotations

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from immunote.engine.api import Engine

NDJSON = "application/x-ndjson"
JSON = "application/json"


@pytest.fixture(scope="module")
def paths(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/openapi.json").json()["paths"]
    return found


def examples(content: dict[str, Any], media: str = JSON) -> dict[str, Any]:
    return {name: each["value"] for name, each in content["content"][media]["examples"].items()}


def without_ids(problem: dict[str, Any]) -> dict[str, Any]:
    return {**problem, "instance": ""}


@pytest.mark.parametrize("path", ["/v1/notes", "/v1/explain"])
def test_each_example_of_a_profile_is_answered_as_shown(client: TestClient, paths: dict[str, Any], path: str) -> None:
    operation = paths[path]["post"]
    answered = examples(operation["responses"]["200"])
    refused = examples(operation["responses"]["422"], "application/problem+json")
    for name, profile in examples(operation["requestBody"]).items():
        answer = client.post(path, json=profile)
        if name in refused:
            assert (answer.status_code, without_ids(answer.json())) == (422, without_ids(refused[name]))
        else:
            assert answer.status_code == 200
            assert answer.json() == answered.get(name, answer.json())
    assert answered


def test_the_example_of_a_batch_is_answered_as_shown(client: TestClient, paths: dict[str, Any]) -> None:
    operation = paths["/v1/notes/batch"]["post"]
    (lines,) = examples(operation["requestBody"], NDJSON).values()
    (shown,) = examples(operation["responses"]["200"], NDJSON).values()
    answer = client.post("/v1/notes/batch", content=lines, headers={"Content-Type": NDJSON})
    for line, expected in zip(answer.text.splitlines(), shown.splitlines(), strict=True):
        found, wanted = json.loads(line), json.loads(expected)
        if "problem" in wanted:
            found["problem"], wanted["problem"] = without_ids(found["problem"]), without_ids(wanted["problem"])
        assert found == wanted


def test_the_example_of_a_decision_is_answered_as_shown(client: TestClient, paths: dict[str, Any]) -> None:
    operation = paths["/v1/notes/{digest}"]["get"]
    client.post("/v1/notes", json=examples(paths["/v1/notes"]["post"]["requestBody"])["short"])
    (digest,) = [each["example"] for each in operation["parameters"] if each["name"] == "digest"]
    found = client.get(f"/v1/notes/{digest}").json()["decisions"][-1]
    (shown,) = examples(operation["responses"]["200"])["short"]["decisions"]
    own = ("caller", "entry", "request_id", "at")
    assert {key: value for key, value in found.items() if key not in own} == {
        key: value for key, value in shown.items() if key not in own
    }
    assert list(found) == list(shown)


def test_each_example_of_knowledge_is_answered_as_shown(client: TestClient, paths: dict[str, Any]) -> None:
    for path in ("/v1/fields", "/v1/rules", "/v1/rules/{id}", "/v1/sources/{id}", "/v1/rulebase"):
        operation = paths[path]["get"]
        ids = [each["example"] for each in operation.get("parameters", ()) if each["name"] == "id"]
        found = client.get(path.replace("{id}", "".join(ids))).json()
        shown = examples(operation["responses"]["200"])["in_use"]
        begun = {key: value[: len(shown[key])] if isinstance(value, list) else value for key, value in found.items()}
        assert begun == shown


def test_the_example_of_what_notes_refer_to_is_answered_as_shown(client: TestClient, paths: dict[str, Any]) -> None:
    operation = paths["/v1/rulebases/{hash}/knowledge"]["get"]
    (content_hash,) = [each["example"] for each in operation["parameters"] if each["name"] == "hash"]
    found = client.get(f"/v1/rulebases/{content_hash}/knowledge").json()
    shown = examples(operation["responses"]["200"])["in_use"]
    assert list(shown) == list(found)
    for key, value in shown.items():
        if isinstance(value, dict):
            assert {name: found[key][name] for name in value} == value
        else:
            assert value == (found[key][: len(value)] if isinstance(value, list) else found[key])


def test_the_profile_is_described_by_the_data_dictionary(client: TestClient, engine: Engine) -> None:
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    assert list(schemas["Profile"]["properties"]) == list(engine.rulebase.elements)
    assert {"Note", "LeanNote", "SharedKnowledge", "BatchRow", "ProblemShown"} <= set(schemas)
    assert "HTTPValidationError" not in schemas


def test_every_reference_leads_somewhere(client: TestClient) -> None:
    text = client.get("/openapi.json").text
    schemas = json.loads(text)["components"]["schemas"]
    names = {part.partition('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert names <= set(schemas)
