"""A form goes in and a page comes out: the note of the command line, faults beside their fields, nothing kept."""

from __future__ import annotations

import gc
import json
import re
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from starlette.testclient import TestClient

from immunote.engine.api import Engine
from immunote.engine.profile import value_json
from immunote.service.page.reading import UNIT, fields_of_profile, raw_of, read_form
from tests.page.alone import alone
from tests.page.forms import digest_of, fields_of

QUESTIONS = "/page/questions"
AS_JSON = {"Accept": "application/json"}


def profile_of(engine: Engine, case: str, *, is_completed: bool = True) -> dict[str, Any]:
    found = engine.rulebase.cases[case]
    return {**found.profile, **found.completed} if is_completed else dict(found.profile)


def test_a_published_case_has_the_note_that_the_command_line_gives(client: TestClient, engine: Engine) -> None:
    for case in engine.rulebase.cases:
        page = client.post(QUESTIONS, data={"page.do": f"case:{case}"})
        assert page.status_code == 200
        assert digest_of(page.text) == engine.note(profile_of(engine, case, is_completed=False)).digest
    page = client.post(QUESTIONS, data={"page.do": "completed:A01"})
    assert digest_of(page.text) == engine.note(profile_of(engine, "A01")).digest


def test_a_form_that_is_sent_again_as_it_came_is_the_same_form(client: TestClient, engine: Engine) -> None:
    first = client.post(QUESTIONS, data={"page.do": "completed:A01"})
    again = client.post(QUESTIONS, data=fields_of(first.text))
    assert fields_of(again.text) == fields_of(first.text)
    assert digest_of(again.text) == digest_of(first.text)


def test_a_profile_becomes_fields_and_again_the_profile(engine: Engine) -> None:
    for case in engine.rulebase.cases:
        profile = profile_of(engine, case)
        raw = raw_of(engine.rulebase, fields_of_profile(engine.rulebase, profile))
        assert engine.patient(raw).given == engine.patient(profile).given


def test_a_value_in_another_unit_stands_in_the_field_of_its_quantity(client: TestClient, engine: Engine) -> None:
    fields = fields_of_profile(engine.rulebase, {"iga_mg_dl": 90})
    assert fields == {"iga_g_l": "90", f"{UNIT}iga_g_l": "iga_mg_dl"}
    assert read_form(engine, fields).patient.facts["iga_g_l"] == Decimal("0.9")
    shown = client.post(QUESTIONS, data=fields).text
    assert '<option value="iga_mg_dl" selected>mg/dL</option>' in shown


def test_every_page_says_what_a_browser_may_do_with_it(client: TestClient) -> None:
    for page in (client.get("/"), client.post(QUESTIONS, data={}), client.post(QUESTIONS, data={}, headers=AS_JSON)):
        assert page.headers["cache-control"] == "no-store"
        # no other site learns an address; to this one the browser names its origin, which every form is checked by
        assert page.headers["referrer-policy"] == "same-origin"
        policy = page.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'self'; script-src 'self'")
        assert "unsafe" not in policy


def test_style_and_script_are_found_by_names_that_hold_their_hash(client: TestClient) -> None:
    page = client.get("/").text
    found = re.findall(r'(?:href|src)="(/page/assets/[^"]+)"', page)
    assert [each.rpartition(".")[2] for each in found] == ["css", "js"]
    for each in found:
        answer = client.get(each)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
    assert client.get("/page/assets/page-0000.css").status_code == 404
    assert not re.search(r"url\(|@import|https?:", client.get(found[0]).text)


def test_a_refused_value_is_told_beside_its_field_and_the_note_is_of_the_rest(
    client: TestClient, engine: Engine
) -> None:
    fields = {"age_years": "560", "has_systemic_sclerosis": "yes"}
    answer = client.post(QUESTIONS, data=fields, headers=AS_JSON).json()
    assert answer["says"]["age_years"][0] == "Age is plausible from 0 to 120 years"
    assert "age_years" in answer["faulty"]
    assert "Not counted until corrected" in answer["panel"]
    assert digest_of(answer["sheet"]) == engine.note({"has_systemic_sclerosis": True}).digest


@pytest.mark.parametrize("typed", ["1,9", "1e5", "2 g/L", "<1", "-0", "١", "9" * 60])
def test_what_is_typed_for_a_number_is_read_whole_or_told(client: TestClient, typed: str) -> None:
    answer = client.post(QUESTIONS, data={"iga_g_l": typed}, headers=AS_JSON).json()
    assert ("iga_g_l" in answer["faulty"]) == (typed != "-0")


def test_two_answers_that_contradict_each_other_are_both_told_and_none_counts(
    client: TestClient, engine: Engine
) -> None:
    fields = {"sex": "male", "is_pregnant": "yes", "age_years": "30"}
    answer = client.post(QUESTIONS, data=fields, headers=AS_JSON).json()
    assert {"sex", "is_pregnant"} <= set(answer["faulty"])
    assert digest_of(answer["sheet"]) == engine.note({"age_years": 30}).digest


def test_none_of_these_answers_what_is_open_and_overrides_nothing(client: TestClient, engine: Engine) -> None:
    fields = {"had_thrombosis": "yes", "page.do": "none:clots"}
    after = client.post(QUESTIONS, data=fields, headers=AS_JSON).json()["set"]
    group = next(each for each in engine.rulebase.question_groups if each.id == "clots")
    assert after == {name: "no" for name in group.stores if name != "had_thrombosis"}


def test_an_answer_to_the_next_question_is_taken_from_its_button(client: TestClient) -> None:
    first = client.post(QUESTIONS, data={}).text
    button = re.search(r'name="page.do" value="(set:[^"]+)"', first)
    assert button is not None
    after = fields_of(client.post(QUESTIONS, data={"page.do": button[1]}).text)
    name, _, value = button[1].removeprefix("set:").partition("=")
    assert after[name] == value


def test_a_what_if_shows_what_moves_and_undo_gives_back_what_was(client: TestClient) -> None:
    page = client.post(QUESTIONS, data={"page.do": "completed:A01"}).text
    trying = fields_of(client.post(QUESTIONS, data={**fields_of(page), "page.do": "what-if"}).text)
    changed = client.post(QUESTIONS, data={**trying, "has_sepsis": "yes"}).text
    assert "no → <b>yes</b>" in changed
    assert "Undo the change" in changed
    undone = client.post(QUESTIONS, data={**fields_of(changed), "page.do": "undo"}).text
    assert digest_of(undone) == digest_of(page)
    assert "Undo the change" not in undone
    kept = client.post(QUESTIONS, data={**fields_of(changed), "page.do": "keep"}).text
    assert digest_of(kept) == digest_of(changed) != digest_of(page)


def test_a_later_visit_keeps_the_history_and_asks_again_what_may_have_changed(
    client: TestClient, engine: Engine
) -> None:
    page = client.post(QUESTIONS, data={"page.do": "completed:A01"}).text
    later = fields_of(client.post(QUESTIONS, data={**fields_of(page), "page.do": "next-visit"}).text)
    assert later["on_ivig_now"] == "yes"
    assert later["azathioprine_outcome"] == "relapsed"
    shape = engine.rulebase.form.next_visit
    assert shape is not None
    assert not any(later.get(name) for name in shape.asks_again)


@pytest.mark.parametrize(
    "fields",
    [
        {"page.do": "burn"},
        {"page.do": "case:Z99"},
        {"page.do": "none:no_group"},
        {"page.do": "set:nobody=yes"},
        {"page.do": "undo", "page.before": "["},
        {"page.before": '{"age_years": 5}'},
    ],
)
def test_a_form_that_this_page_never_sends_is_refused(client: TestClient, fields: dict[str, str]) -> None:
    answer = client.post(QUESTIONS, data=fields)
    assert answer.status_code == 422
    assert answer.json()["faults"][0]["code"] == "S07"


def test_a_field_that_is_no_question_is_told_and_counts_for_nothing(client: TestClient, engine: Engine) -> None:
    answer = client.post(QUESTIONS, data={"age": "50", "age_years": "50"}, headers=AS_JSON).json()
    assert "Not counted until corrected" in answer["panel"]
    assert digest_of(answer["sheet"]) == engine.note({"age_years": 50}).digest


NASTY = '"><script>alert(1)</script><img src=x onerror=a>{{ 7 * 7 }}'


def test_html_in_every_field_stays_text(client: TestClient, engine: Engine) -> None:
    fields = dict.fromkeys(engine.rulebase.elements, NASTY)
    page = client.post(QUESTIONS, data=fields)
    assert page.status_code == 200
    assert page.text.count("<script") == 1
    assert "<img" not in page.text
    assert "{{ 7 * 7 }}" in unescape(page.text)
    assert "<script" not in json.dumps(client.post(QUESTIONS, data=fields, headers=AS_JSON).json()["panel"])
    unknown = client.post(QUESTIONS, data={NASTY: NASTY})
    assert unknown.text.count("<script") == 1
    for place in ("page.before", "page.do"):
        answer = client.post(QUESTIONS, data={place: NASTY})
        assert answer.headers["content-type"] == "application/problem+json"


def test_what_is_saved_opens_again_as_the_same_patient(client: TestClient, engine: Engine) -> None:
    fields = fields_of(client.post(QUESTIONS, data={"page.do": "completed:A01"}).text)
    saved = client.post("/page/out/profile", data=fields)
    assert saved.headers["content-disposition"] == 'attachment; filename="immunote-answers.json"'
    assert engine.patient(saved.json()).given == engine.patient(profile_of(engine, "A01")).given
    opened = client.post("/page/open", files={"file": ("a.json", saved.content)})
    assert digest_of(opened.text) == engine.note(profile_of(engine, "A01")).digest


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        (b"", {"P16"}),
        (b"[1]", {"P02"}),
        (b'{"age_years": 900, "agee": 3}', {"P04", "P07"}),
        (b"{" + b" " * 300_000 + b"}", {"P11"}),
        (NASTY.encode(), None),
    ],
)
def test_a_file_that_is_no_profile_is_refused_with_every_fault(
    client: TestClient, content: bytes, codes: set[str] | None
) -> None:
    answer = client.post("/page/open", files={"file": ("a.json", content)})
    assert answer.status_code == 422
    assert answer.text.count("<script") == 1
    refused = answer.text[answer.text.index('class="refused"') :].partition("</section>")[0]
    found = set(re.findall(r'class="aside">(\w\d\d)', refused))
    assert found == codes if codes is not None else found


@pytest.mark.parametrize("way", ["print", "text", "profile", "pdf", "log"])
def test_nothing_is_taken_away_while_a_value_does_not_count(client: TestClient, way: str) -> None:
    answer = client.post(f"/page/out/{way}", data={"age_years": "560"})
    if answer.status_code == 501:
        pytest.skip("needs the extra `pdf`")
    assert answer.status_code == 422
    assert "Not counted until corrected" in answer.text
    assert fields_of(answer.text)["age_years"] == "560"


def test_the_page_can_be_printed_copied_and_had_as_pdf(client: TestClient, engine: Engine) -> None:
    fields = fields_of(client.post(QUESTIONS, data={"page.do": "completed:A01"}).text)
    digest = engine.note(profile_of(engine, "A01")).digest
    printed = client.post("/page/out/print", data=fields)
    assert digest in printed.text
    assert "Dossier" in printed.text
    copied = client.post("/page/out/text", data=fields).text
    assert copied.count("<textarea") == 2
    drawn = client.post("/page/out/pdf", data=fields)
    assert drawn.status_code in (200, 501)
    assert drawn.status_code == 501 or drawn.content.startswith(b"%PDF")


def test_a_decision_is_logged_only_where_somebody_asks(client: TestClient, engine: Engine) -> None:
    fields = {"age_years": "43", "has_systemic_sclerosis": "yes"}
    digest = digest_of(client.post(QUESTIONS, data=fields).text)
    assert client.get(f"/v1/notes/{digest}").status_code == 404
    client.post("/page/out/text", data=fields)
    assert client.get(f"/v1/notes/{digest}").status_code == 404
    assert digest in client.post("/page/out/log", data=fields).text
    decisions = client.get(f"/v1/notes/{digest}").json()["decisions"]
    assert [each["entry"] for each in decisions] == ["page"]


def test_nothing_of_a_patient_is_left_in_memory_after_the_answer(client: TestClient, engine: Engine) -> None:
    weight = Decimal("61.37")
    fields = {"weight_kg": str(weight), "height_cm": "171.3", "creatinine_mg_dl": "0.83", "age_years": "47"}
    fields |= {"sex": "female"}
    assert client.post(QUESTIONS, data=fields).status_code == 200
    assert client.post(QUESTIONS, data={**fields, "page.do": "what-if"}, headers=AS_JSON).status_code == 200
    gc.collect()
    with alone():
        held = [
            type(each)
            for each in gc.get_objects()
            if isinstance(each, dict | tuple | list)
            and any(
                isinstance(value, Decimal) and value == weight
                for value in (each.values() if isinstance(each, dict) else each)
            )
        ]
    assert held == []


def test_every_value_that_a_form_can_hold_is_a_value_of_the_dictionary(engine: Engine) -> None:
    for form in (*(start.answers for start in engine.rulebase.form.starts), engine.rulebase.form.next_visit.answers):  # type: ignore[union-attr]
        given = engine.patient(form).given
        assert {name: value_json(engine.rulebase.elements[name], value) for name, value in given.items()} == form
