"""`/v1` in this process: what goes in, what comes out, and what is said where nothing does."""

from __future__ import annotations

import io
import json
import sys
from typing import Any

import pytest
from fastapi import FastAPI
from pypdf import PdfReader
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient

from immunote.engine.api import Engine, alarm
from immunote.engine.noting.digest import plain
from immunote.engine.parsing import LARGEST
from immunote.service.html.day import today
from immunote.service.kernel.context import Context
from tests.support import pdf_needs

PROBLEM = "application/problem+json"
JSON = {"Content-Type": "application/json"}
NDJSON = {"Content-Type": "application/x-ndjson"}
HASH = "Immunote-Rule-Base-Hash"


def faults(answer: Any) -> list[tuple[str, str]]:
    assert answer.headers["content-type"] == PROBLEM
    return [(fault["code"], fault["pointer"]) for fault in answer.json()["faults"]]


def test_a_profile_in_gives_the_note_that_the_engine_gives(
    client: TestClient, engine: Engine, case: dict[str, Any]
) -> None:
    answer = client.post("/v1/notes?parts=whole", json=case)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    assert answer.json() == plain(engine.note(case))
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("accept", "media", "begins"),
    [
        (None, "application/json", "{"),
        ("*/*", "application/json", "{"),
        ("text/*;q=0.5, application/json;q=0.4", "text/markdown", "# "),
        ("text/html", "text/html", "<!DOCTYPE html>"),
        ("text/html;q=0.9, text/markdown;q=0", "text/html", "<!DOCTYPE html>"),
        ("application/json;q=0, */*", "text/markdown", "# "),
    ],
)
def test_the_accept_header_chooses_the_form(
    client: TestClient, case: dict[str, Any], accept: str | None, media: str, begins: str
) -> None:
    answer = client.post("/v1/notes", json=case, headers={} if accept is None else {"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == media
    assert answer.text.startswith(begins)
    assert answer.headers["vary"] == "Accept"


def test_the_page_comes_as_pdf_and_html_and_both_have_the_day(client: TestClient, case: dict[str, Any]) -> None:
    pdf_needs.provide()
    answer = client.post("/v1/notes", json=case, headers={"Accept": "application/pdf"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert (answer.headers["vary"], answer.headers["cache-control"]) == ("Accept", "no-store")
    (sheet,) = PdfReader(io.BytesIO(answer.content)).pages
    digest = client.post("/v1/notes", json=case).json()["digest"]
    assert f"{today()} · Digest {digest}" in sheet.extract_text()
    for media in ("text/html", "text/markdown"):
        assert today() in client.post("/v1/notes", json=case, headers={"Accept": media}).text


def test_where_no_pdf_can_be_drawn_nothing_is_decided(
    client: TestClient, engine: Engine, case: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)  # as where the package is not installed
    profile = {**case, "age_years": 57}
    answer = client.post("/v1/notes", json=profile, headers={"Accept": "application/pdf"})
    assert answer.status_code == 501
    assert faults(answer) == [("E03", "")]
    assert "[pdf]" in answer.json()["faults"][0]["help"]
    digest = engine.note(profile).digest
    assert client.get(f"/v1/notes/{digest}").status_code == 404


@pytest.mark.parametrize("accept", ["application/rtf", "text/html;q=0", "*/*;q=0", "nonsense", "text/html;q=x"])
def test_a_form_that_is_not_on_offer_is_406(client: TestClient, case: dict[str, Any], accept: str) -> None:
    answer = client.post("/v1/notes", json=case, headers={"Accept": accept})
    assert answer.status_code == 406
    assert faults(answer) == [("S05", "")]


def test_all_faults_come_at_once_each_with_its_pointer(client: TestClient) -> None:
    answer = client.post("/v1/notes", json={"age_years": "50", "sexx": "female", "a/b~c": 1, "sex": "women"})
    assert answer.status_code == 422
    assert sorted(faults(answer)) == [("P04", "/a~1b~0c"), ("P04", "/sexx"), ("P06", "/age_years"), ("P13", "/sex")]
    body = answer.json()
    assert (body["type"], body["status"]) == ("about:blank", 422)
    assert body["instance"] == f"urn:immunote:request:{answer.headers['x-request-id']}"
    assert all(fault["help"] and fault["what"] and fault["text"] for fault in body["faults"])


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        (b"", ["P02"]),
        (b"null", ["P02"]),
        (b"[]", ["P02"]),
        (b"age_years: 50", ["P02"]),
        (b'{"age_years": 50', ["P01"]),
        (b'{"sex": "male", "sex": "female"}', ["P03"]),
        (b'{"age_years": NaN}', ["P10"]),
        (b'{"age_years": 1e999999}', ["P07"]),
        (b'{"age_years": \xff}', ["P17"]),
        (b'{"\\ud800": 1}', ["P04"]),
        (b'{"a": ' + b"[" * 12 + b"]" * 12 + b"}", ["P12"]),
    ],
)
def test_what_is_no_profile_is_refused_by_its_code(client: TestClient, body: bytes, codes: list[str]) -> None:
    answer = client.post("/v1/notes", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422
    assert [code for code, _ in faults(answer)] == codes


def test_a_body_of_another_type_or_size_is_refused(client: TestClient, case: dict[str, Any]) -> None:
    xml = client.post("/v1/notes", content=b"<a/>", headers={"Content-Type": "text/xml"})
    assert (xml.status_code, faults(xml)) == (415, [("S05", "")])
    large = client.post("/v1/notes", content=b"{" + b" " * LARGEST + b"}", headers=JSON)
    assert (large.status_code, faults(large)) == (413, [("P11", "")])
    assert client.post("/v1/notes", content=json.dumps(case).encode(), headers=JSON).status_code == 200


def test_explain_gives_what_is_open_and_no_more(client: TestClient, engine: Engine) -> None:
    given = {"has_systemic_sclerosis": True, "age_years": 56}
    answer = client.post("/v1/explain", json=given)
    note = plain(engine.note(given))
    open_ones = ["flags", "reachable", "answers_needed", "missing", "questions"]
    assert list(answer.json()) == [*open_ones, "settled_by", "would_change", "nothing_to_change"]
    assert answer.json() == {name: note[name] for name in answer.json()}


def test_an_open_flag_is_told_with_what_it_asks(client: TestClient, case: dict[str, Any]) -> None:
    raised = {**case, "creatinine_mg_dl": 6.8, "creatinine_upper_limit_mg_dl": 1.2, "creatinine_age_days": 2}
    note = client.post("/v1/notes?parts=whole", json=raised).json()
    (flag,) = [each for each in note["flags"] if each["flag"] == "creatinine_above_limit"]
    assert flag["open"]
    assert "6.8" in flag["heading"]
    asked = {each["element"] for each in flag["questions"]}
    assert asked >= {"has_acute_kidney_injury", "has_active_renal_crisis"}
    assert client.post("/v1/explain", json=raised).json()["flags"] == note["flags"]
    listed = {each["id"]: each for each in client.get("/v1/rules").json()["flags"]}
    assert asked <= {*listed[flag["flag"]]["asks"]}


def test_the_line_of_a_note_is_its_headline_in_few_words(client: TestClient, case: dict[str, Any]) -> None:
    note = client.post("/v1/notes?parts=whole", json=case).json()
    assert 0 < len(note["line"]) <= 140
    assert {"also", "also_now", "answers_needed", "questions", "nothing_to_change"} <= set(note)


def test_what_was_decided_can_be_read_by_its_digest(client: TestClient, case: dict[str, Any]) -> None:
    note = client.post("/v1/notes", json=case)
    answer = client.get(f"/v1/notes/{note.json()['digest']}")
    last = answer.json()["decisions"][-1]
    assert last["facts"] == case
    assert (last["status"], last["outcome"]) == (note.json()["status"], note.json()["outcome"])
    assert (last["entry"], last["caller"]) == ("rest", "development")
    assert last["request_id"] == note.headers["x-request-id"]
    assert {rule for rule, truth in last["truths"].items() if truth == "true"} >= set(note.json()["decision"]["rules"])


@pytest.mark.parametrize("digest", ["0" * 64, "x", "0" * 63, "A" * 64, "' OR 1=1 --"])
def test_a_digest_that_is_none_is_404(client: TestClient, digest: str) -> None:
    answer = client.get(f"/v1/notes/{digest}")
    assert (answer.status_code, faults(answer)) == (404, [("S06", "")])


def test_a_batch_answers_each_line_in_its_place(client: TestClient, engine: Engine, case: dict[str, Any]) -> None:
    one = json.dumps(case)
    lines = [one, "", '{"age_years": "x", "foo": 1}', "not json", " " * (LARGEST + 1) + one, "{}"]
    answer = client.post("/v1/notes/batch", content="\n".join(lines), headers=NDJSON)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/x-ndjson")
    rows = [json.loads(line) for line in answer.text.splitlines()]
    assert [row["row"] for row in rows] == [1, 3, 4, 5, 6]
    assert rows[0]["note"] == plain(engine.note(case))
    codes = [[fault["code"] for fault in row["problem"]["faults"]] for row in rows if "problem" in row]
    assert codes == [["P06", "P04"], ["P02"], ["P11"]]
    assert rows[-1]["note"]["status"] == "insufficient_data"
    assert all(row["problem"]["status"] == 422 for row in rows if "problem" in row)


def test_a_batch_of_nothing_is_nothing_and_of_another_type_is_refused(client: TestClient) -> None:
    assert client.post("/v1/notes/batch", content="\n\n", headers=NDJSON).text == ""
    assert client.post("/v1/notes/batch", json=[]).status_code == 415


@pytest.mark.parametrize("path", ["fields", "rules", "rules/muscle_target", "sources/sanges-2017", "rulebase"])
def test_knowledge_has_an_etag_and_is_not_sent_twice(client: TestClient, path: str) -> None:
    first = client.get(f"/v1/{path}")
    tag = first.headers["etag"]
    assert first.status_code == 200
    for given in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = client.get(f"/v1/{path}", headers={"If-None-Match": given})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get(f"/v1/{path}", headers={"If-None-Match": '"other"'}).status_code == 200


def test_knowledge_is_complete(client: TestClient, engine: Engine) -> None:
    rulebase = engine.rulebase
    assert [each["name"] for each in client.get("/v1/fields").json()["fields"]] == list(rulebase.elements)
    groups = {each["id"]: each["elements"] for each in client.get("/v1/fields").json()["groups"]}
    assert groups == {each.id: list(each.elements) for each in rulebase.question_groups}
    rules = client.get("/v1/rules").json()
    assert {each["id"] for each in rules["rules"]} == set(rulebase.rules)
    assert [each["id"] for each in rules["flags"]] == [each.id for each in rulebase.flags.flags]
    assert rules["held_back_by_flags"] == list(rulebase.flags.holds_back)
    assert [each["row"] for each in rules["decision_list"]] == [row.name for row in rulebase.rows]
    for each in rules["rules"]:
        assert client.get(each["href"]).json()["id"] == each["id"]
    shown = client.get("/v1/rulebase").json()
    assert shown["content_hash"] == rulebase.content_hash
    for each in shown["sources"]:
        assert client.get(each["href"]).json()["id"] == each["id"]
    assert {each["id"] for each in shown["sources"]} == set(rulebase.sources)


@pytest.mark.parametrize("path", ["rules/muscle_target", "sources/sanges-2017", "rulebase"])
def test_rules_and_sources_are_pages_too(client: TestClient, path: str) -> None:
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    answer = client.get(f"/v1/{path}", headers={"Accept": browser})
    assert answer.headers["content-type"].startswith("text/html")
    assert "<script" not in answer.text
    assert answer.headers["etag"] != client.get(f"/v1/{path}").headers["etag"]


def test_a_name_that_is_none_is_404_with_the_nearest(client: TestClient) -> None:
    answer = client.get("/v1/rules/muscle_targt")
    assert answer.status_code == 404
    assert answer.json()["faults"][0]["help"] == "did you mean `muscle_target`?"
    for path in ("/v1/sources/none", "/v1/nothing", "/nothing"):
        assert faults(client.get(path)) == [("S06", "")]
    assert faults(client.delete("/v1/rules")) == [("S08", "")]


def test_every_answer_carries_the_hash_of_the_rule_base(client: TestClient, engine: Engine) -> None:
    answers = [
        client.get("/v1/rules"),
        client.get("/nothing"),
        client.post("/v1/notes", content=b"x", headers=JSON),
        client.get("/health/live"),
        client.get("/v1/rules", headers={"X-Much": "x" * 20_000}),
    ]
    assert [answer.status_code for answer in answers] == [200, 404, 422, 200, 431]
    assert {answer.headers[HASH] for answer in answers} == {engine.rulebase.content_hash}


def test_a_note_that_cannot_be_recorded_is_not_given(
    app: FastAPI, client: TestClient, case: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    context: Context = app.state.context

    def full(_: object) -> list[int]:
        raise OperationalError("INSERT", {"facts": "planted-value"}, Exception("disk is full"))

    monkeypatch.setattr(context.decisions, "append_all", full)
    answer = client.post("/v1/notes", json=case)
    assert (answer.status_code, faults(answer)) == (503, [("S01", "")])
    assert "planted-value" not in answer.text
    row = json.loads(client.post("/v1/notes/batch", content=json.dumps(case), headers=NDJSON).text)
    assert (row["problem"]["status"], "note" in row) == (503, False)


def test_evaluators_that_disagree_give_no_note(
    app: FastAPI, client: TestClient, case: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    context: Context = app.state.context

    def disagree(_: object) -> None:
        raise alarm("chaining and reference: a_rule")

    monkeypatch.setattr(context.knowledge.engine, "decide", disagree)
    answer = client.post("/v1/notes", json=case)
    assert (answer.status_code, faults(answer)) == (500, [("E01", "")])


def test_what_nobody_foresaw_is_500_without_a_word_of_it(
    app: FastAPI,
    client: TestClient,
    case: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    context: Context = app.state.context

    def fail(_: object) -> None:
        raise ZeroDivisionError("planted-value")

    monkeypatch.setattr(context.knowledge.engine, "decide", fail)
    answer = client.post("/v1/notes", json=case)
    assert (answer.status_code, faults(answer)) == (500, [("S09", "")])
    assert answer.json()["instance"].endswith(answer.headers["x-request-id"])
    seen = capsys.readouterr()
    assert "planted-value" not in answer.text + caplog.text + seen.out + seen.err
    streamed = client.post("/v1/notes/batch", content=json.dumps(case), headers=NDJSON)
    assert "note" not in streamed.text
