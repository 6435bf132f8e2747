"""Requests with their answers, for the OpenAPI description: published cases of the rule base, answered by the engine.

A test sends each of them and compares the answers, so none can grow old. A note in full has some thousand lines, so
the one shown is short; of long lists the first entries are shown.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from itertools import islice
from typing import Any

import orjson

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from immunote.engine.lean import lean_json
from immunote.engine.noting.digest import plain
from immunote.engine.profile import number_json, value_json
from immunote.engine.tables import Case
from immunote.service.kernel.problems import problem_body, problem_of
from immunote.service.rest import serializers
from immunote.service.rest.models import Decisions, DecisionShown, Explained

_FEW = 3
REQUEST_ID = "00000000-0000-4000-8000-000000000000"
_JSON = "application/json"
_PROBLEM = "application/problem+json"
_NDJSON = "application/x-ndjson"


def describe(paths: dict[str, Any], engine: Engine) -> None:
    """Put the examples into the paths of an OpenAPI description."""
    cases = engine.rulebase.cases.values()
    reported = _first(_plain(case.profile) for case in cases)
    completed = _first(_plain({**case.profile, **case.completed}) for case in cases if case.completed)
    short = _first(_plain(case.profile) for case in cases if _is_short(engine, case))
    refused = _refused(engine)
    problem = problem_body(problem_of(_fault(engine, refused)), REQUEST_ID)
    note = plain(engine.note(short))
    lean = orjson.loads(lean_json(engine.lean(engine.decide(engine.patient(short)))))
    explained = {name: each for name, each in plain(engine.note(completed)).items() if name in Explained.model_fields}

    for path, profiles, answers in (
        ("/v1/notes", {"short": short, "as_reported": reported, "completed": completed}, {"short": lean}),
        ("/v1/explain", {"completed": completed, "as_reported": reported}, {"completed": explained}),
    ):
        operation = paths[path]["post"]
        _content(operation["requestBody"], _JSON)["examples"] = _examples({**profiles, "refused": refused})
        _content(operation["responses"]["200"], _JSON)["examples"] = _examples(answers)
        operation["responses"]["422"] = {
            "description": "The profile is refused, with every fault",
            "content": {
                _PROBLEM: {
                    "schema": {"$ref": "#/components/schemas/ProblemShown"},
                    "examples": _examples({"refused": problem}),
                }
            },
        }
    _batch(paths["/v1/notes/batch"]["post"], {"in": [short, refused], "out": [note, problem]})
    _decisions(paths["/v1/notes/{digest}"]["get"], engine, short)
    _knowledge(paths, engine)


def _first(profiles: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """The first of them; nothing recorded where a rule base has no such case."""
    return next(iter(profiles), {})


def _is_short(engine: Engine, case: Case) -> bool:
    """A note on which nothing is open, with nothing beyond its decision."""
    note = engine.note(case.profile)
    return note.status == "settled" and not note.checklist


def _refused(engine: Engine) -> dict[str, Any]:
    """A profile with two slips: a number written as text, and a misspelt name."""
    number = next(each for each in engine.rulebase.elements.values() if each.is_number)
    other = next(each for each in engine.rulebase.elements.values() if each.type == "boolean")
    return {number.name: "50", other.name + "s": True}


def _fault(engine: Engine, raw: dict[str, Any]) -> Refused:
    try:
        engine.patient(raw)
    except Refused as refused:
        return refused
    raise AssertionError("an example that is to be refused was read")


def _batch(operation: dict[str, Any], rows: dict[str, list[dict[str, Any]]]) -> None:
    note, problem = rows["out"]
    answers = [{"row": 1, "note": note}, {"row": 2, "problem": problem}]
    _content(operation["requestBody"], _NDJSON)["examples"] = _examples({"rows": _lines(rows["in"])})
    _content(operation["responses"]["200"], _NDJSON)["examples"] = _examples({"rows": _lines(answers)})


def _decisions(operation: dict[str, Any], engine: Engine, raw: dict[str, Any]) -> None:
    patient = engine.patient(raw)
    decided = engine.decide(patient)
    note = decided.note
    elements = engine.rulebase.elements
    shown_decision = DecisionShown.model_validate(
        {
            "digest": note.digest,
            "rulebase_hash": note.provenance.content_hash,
            "engine_version": note.provenance.engine_version,
            "status": note.status,
            "outcome": note.outcome,
            "truths": {rule: decided.truths[rule].name.lower() for rule in engine.rulebase.rules},
            "facts": {each: value_json(elements[each], value) for each, value in patient.given.items()},
            "caller": "key-1",
            "entry": "rest",
            "request_id": REQUEST_ID,
            "at": datetime(2026, 1, 1, tzinfo=UTC),
        }
    )
    found = Decisions(digest=note.digest, decisions=(shown_decision,)).model_dump(mode="json")
    _content(operation["responses"]["200"], _JSON)["examples"] = _examples({"short": found})
    _parameter(operation, "digest")["example"] = note.digest


def _knowledge(paths: dict[str, Any], engine: Engine) -> None:
    rulebase = engine.rulebase
    rule = next(iter(rulebase.rules.values()))
    source = next(iter(rulebase.sources.values()))
    answers = {
        "/v1/fields": serializers.fields(rulebase),
        "/v1/rules": serializers.rules(rulebase),
        "/v1/rules/{id}": serializers.rule(rulebase, rule),
        "/v1/sources/{id}": serializers.source(rulebase, source),
        "/v1/rulebase": serializers.rulebase(engine),
    }
    for path, answer in answers.items():
        example = {key: _begun(value) for key, value in answer.model_dump(mode="json").items()}
        _content(paths[path]["get"]["responses"]["200"], _JSON)["examples"] = _examples({"in_use": example})
    known = orjson.loads(lean_json(engine.knowledge))
    operation = paths["/v1/rulebases/{hash}/knowledge"]["get"]
    example = {
        key: dict(islice(value.items(), _FEW)) if isinstance(value, dict) else _begun(value)
        for key, value in known.items()
    }
    _content(operation["responses"]["200"], _JSON)["examples"] = _examples({"in_use": example})
    _parameter(operation, "hash")["example"] = rulebase.content_hash
    _parameter(paths["/v1/rules/{id}"]["get"], "id")["example"] = rule.name
    _parameter(paths["/v1/sources/{id}"]["get"], "id")["example"] = source.id


def _begun(value: Any) -> Any:
    """The first entries of a long list."""
    return value[:_FEW] if isinstance(value, list) else value


def _examples(values: dict[str, Any]) -> dict[str, Any]:
    return {name: {"summary": name.replace("_", " "), "value": value} for name, value in values.items()}


def _content(holder: dict[str, Any], media: str) -> dict[str, Any]:
    found: dict[str, Any] = holder["content"][media]
    return found


def _parameter(operation: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in operation["parameters"] if each["name"] == name)
    return found


def _lines(rows: list[dict[str, Any]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows)


def _plain(raw: Mapping[str, Any]) -> dict[str, Any]:
    found = {key: number_json(value) if isinstance(value, Decimal) else value for key, value in raw.items()}
    plain: dict[str, Any] = orjson.loads(orjson.dumps(found))
    return plain
