"""A note in parts: the lean answer, the knowledge of its rule base, and the client of the docs that joins them."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from random import Random
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from immunote.engine.api import Engine
from immunote.engine.lean import lean_json
from immunote.engine.noting.digest import note_json, plain
from immunote.service.kernel.context import Context
from tests.support.patients import random_patient

HOUSE = Path(__file__).parents[2]
CLIENT = re.search(r"```python\n(.*?)```", (HOUSE / "docs" / "note-formats.md").read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture(scope="session")
def known(client: TestClient, engine: Engine) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/v1/rulebases/{engine.rulebase.content_hash}/knowledge").json()
    return found


def test_the_client_of_the_docs_puts_the_same_dossier_together(client: TestClient, known: dict[str, Any]) -> None:
    engine = client.app.state.context.knowledge.engine  # type: ignore[attr-defined]
    assert CLIENT is not None
    assert len([line for line in CLIENT[1].splitlines() if line.strip()]) <= 30
    written: dict[str, Any] = {}
    exec(CLIENT[1], written)
    profiles = [dict(case.profile) for case in engine.rulebase.cases.values()]
    profiles += [{**case.profile, **case.completed} for case in engine.rulebase.cases.values() if case.completed]
    rng = Random(12)
    profiles += [random_patient(engine, rng, share) for share in (0.2, 0.4, 0.6, 0.8) for _ in range(50)]
    for profile in profiles:
        decided = engine.decide(engine.patient(profile))
        lean = json.loads(lean_json(engine.lean(decided)))
        whole = plain(engine.whole(decided))
        assert said(written["dossier"](lean, known), known) == said_whole(whole)


def said(found: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    """What the client found, with sources by their ids."""

    def ids(numbers: list[int]) -> list[str]:
        return [known["sources"][number - 1]["source"] for number in numbers]

    def lines(given: list[Any]) -> list[Any]:
        return [(text, ids(numbers)) for text, numbers in given]

    statements = [
        (text, ids(numbers), choice, lines(below), lines(because))
        for text, numbers, choice, below, because in found["statements"]
    ]
    return {
        "statements": sorted(statements, key=str),
        "open": [(title, lines(below)) for title, below in found["open"]],
        "checklist": [(shown, text, ids(numbers)) for shown, text, numbers in found["checklist"]],
        "products": lines(found["products"]),
        "dose": lines(found["dose"]),
        "sources": [each["text"] for each in found["sources"]],
    }


def said_whole(note: dict[str, Any]) -> dict[str, Any]:
    def ids(numbers: list[int]) -> list[str]:
        return [note["citations"][number - 1]["source"] for number in numbers]

    def lines(given: list[Any]) -> list[Any]:
        return [(each["text"], ids(each["citations"])) for each in given]

    statements = [
        (each["text"], ids(each["citations"]), each["choice"], lines(each["lines"]), lines(each["certainty_because"]))
        for name in ("statements", "conflicts", "follow_up")
        for each in note[name]
    ]
    return {
        "statements": sorted(statements, key=str),
        "open": [(each["title"], lines(each["lines"])) for each in note["open_rules"]],
        "checklist": [(each["shown"], each["text"], ids(each["citations"])) for each in note["checklist"]],
        "products": lines(note["products_excluded"]),
        "dose": lines(note["dose"]["notes"]) if note["dose"] else [],
        "sources": [each["text"] for each in note["citations"]],
    }


def test_the_answer_is_lean_unless_the_whole_is_asked_for(
    client: TestClient, engine: Engine, case: dict[str, Any]
) -> None:
    decided = engine.decide(engine.patient(case))
    lean = client.post("/v1/notes", json=case)
    assert lean.content == lean_json(engine.lean(decided))
    assert client.post("/v1/notes?parts=lean", json=case).content == lean.content
    assert client.post("/v1/notes?parts=whole", json=case).content == note_json(engine.whole(decided))


def test_parts_that_are_not_on_offer_are_refused(client: TestClient, case: dict[str, Any]) -> None:
    answer = client.post("/v1/notes?parts=half", json=case)
    assert answer.status_code == 422
    assert [fault["code"] for fault in answer.json()["faults"]] == ["S07"]


def test_knowledge_is_fetched_once(client: TestClient, engine: Engine) -> None:
    content_hash = engine.rulebase.content_hash
    path = f"/v1/rulebases/{content_hash}/knowledge"
    plain = client.get(path, headers={"Accept-Encoding": "identity"})
    assert plain.status_code == 200
    assert "content-encoding" not in plain.headers
    assert plain.content == lean_json(engine.knowledge)
    assert plain.headers["cache-control"] == "private, max-age=31536000, immutable"
    assert content_hash in plain.headers["etag"]
    assert plain.headers["immunote-rule-base-hash"] == content_hash
    with client.stream("GET", path, headers={"Accept-Encoding": "gzip"}) as packed:
        raw = b"".join(packed.iter_raw())
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(raw) == plain.content
    assert len(raw) < len(plain.content) / 3
    again = client.get(path, headers={"If-None-Match": plain.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    refused = client.get(path, headers={"Accept-Encoding": "gzip;q=0, br"})
    assert "content-encoding" not in refused.headers


@pytest.mark.parametrize("content_hash", ["0" * 64, "latest", "1"])
def test_a_rule_base_that_was_never_kept_is_404(client: TestClient, content_hash: str) -> None:
    answer = client.get(f"/v1/rulebases/{content_hash}/knowledge")
    assert answer.status_code == 404
    (fault,) = answer.json()["faults"]
    assert (fault["code"], fault["text"]) == ("S06", content_hash)


def test_an_old_rule_base_that_was_kept_is_given_by_its_hash(app: FastAPI, client: TestClient) -> None:
    context: Context = app.state.context
    soup = Engine.load(HOUSE / "tests" / "rulebases" / "soup")
    content_hash = soup.rulebase.content_hash
    assert client.get(f"/v1/rulebases/{content_hash}/knowledge").status_code == 404
    assert context.rulebases.keep(soup.rulebase)
    answer = client.get(f"/v1/rulebases/{content_hash}/knowledge")
    assert answer.json()["content_hash"] == content_hash
    assert answer.headers["immunote-rule-base-hash"] == content_hash
    assert answer.content == lean_json(soup.knowledge)
