"""`$next-question`: what comes next, when nothing is left, and what becomes of answers that do not fit."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from immunote.service.fhir.mapping import map_resources
from immunote.service.questionnaire.next_question import next_response
from tests.questionnaire.conftest import (
    AS_OF,
    BASE,
    SETTINGS,
    Filling,
    Json,
    form_in,
    given,
    line_in,
    opened,
    questions_in,
    says_in,
)
from tests.questionnaire.constraints import broken_in_response
from tests.support.interviews import completed


def asked(engine: Engine, response: Json) -> Json:
    return next_response(SETTINGS, engine, response, BASE, AS_OF)


def with_items(response: Json, *items: Json) -> Json:
    return {**response, "item": [*response.get("item", []), *items]}


@pytest.fixture(scope="module")
def filled(engine: Engine) -> Filling:
    """A published case, completed and asked to its end."""
    case = next(each for each in engine.rulebase.cases.values() if each.completed)
    return Filling(engine, completed(engine, {**case.profile, **case.completed})).fill()


def test_the_first_call_gives_the_first_group_and_the_line_of_the_note(engine: Engine) -> None:
    response = asked(engine, opened(engine))
    assert response["status"] == "in-progress"
    assert line_in(response) == engine.note({}).headline
    patient = engine.patient({})
    truths = engine.decide(patient).truths
    first = engine.forms.next_group(patient, truths)
    assert first is not None
    assert questions_in(response) == list(first.elements)
    assert says_in(response) == []


def test_the_form_grows_and_keeps_what_it_asked(filled: Filling) -> None:
    before: list[str] = []
    for response in filled.calls:
        now = questions_in(response)
        assert [link for link in now if link in before] == before or set(before) <= set(now)
        before = now


def test_it_ends_with_the_settled_note(engine: Engine, filled: Filling) -> None:
    note = engine.note_of(map_resources([filled.response], engine.rulebase, AS_OF).patient)
    assert note.status == "settled"
    assert line_in(filled.response) == note.headline
    assert filled.response["status"] == "completed"


def test_each_answer_is_valid_and_meets_its_profiles(filled: Filling) -> None:
    for response in filled.calls:
        assert list(broken_in_response(response)) == []


def test_nothing_is_kept_between_calls(engine: Engine, filled: Filling) -> None:
    """A call depends on its body alone: asked again in another order, each gives the same."""
    bodies = [{**opened(engine)}, *({**call, "item": call.get("item", [])} for call in filled.calls)]
    first = [asked(engine, body) for body in bodies]
    engine.forget()
    again = [asked(engine, body) for body in reversed(bodies)]
    assert first == again[::-1]


def test_answers_in_any_order_lead_to_the_same_questions(engine: Engine, filled: Filling) -> None:
    half = filled.calls[len(filled.calls) // 2]
    turned = {**half, "item": half["item"][::-1]}
    assert {**asked(engine, turned), "item": None} == {**asked(engine, half), "item": None}


def test_answers_may_come_before_they_are_asked_for(engine: Engine) -> None:
    response = asked(engine, with_items(opened(engine), given(engine, "has_systemic_sclerosis", False)))
    assert "has_systemic_sclerosis" in questions_in(response)
    assert line_in(response) == engine.note({"has_systemic_sclerosis": False}).headline


def test_an_answer_that_is_taken_back_is_not_known_again(engine: Engine, filled: Filling) -> None:
    last = filled.response
    taken_back = filled.answered[0]
    left = {**last, "item": [item for item in last["item"] if item["linkId"] != taken_back]}
    response = asked(engine, left)
    assert taken_back in questions_in(response)  # it stays on the form, to be answered again
    patient = map_resources([{**left, "status": "completed"}], engine.rulebase, AS_OF).patient
    assert line_in(response) == engine.note_of(patient).headline
    assert asked(engine, with_items(response, *(i for i in last["item"] if i["linkId"] == taken_back)))["status"] == (
        "completed"
    )


def test_a_question_left_open_is_passed_by_and_the_form_ends(engine: Engine) -> None:
    found = Filling(engine, {}).fill()
    assert found.response["status"] == "completed"
    assert found.answered == []
    assert line_in(found.response) == engine.note({}).headline


def test_contradictory_answers_count_for_nothing_and_are_named(engine: Engine) -> None:
    clashing = [given(engine, "had_renal_crisis", False), given(engine, "has_active_renal_crisis", True)]
    with pytest.raises(Refused):
        engine.note({"had_renal_crisis": False, "has_active_renal_crisis": True})
    response = asked(engine, with_items(opened(engine), *clashing))
    (said,) = says_in(response)
    elements = engine.rulebase.elements
    assert said.startswith("These answers contradict each other, so none of them is used: ")
    assert all(elements[item["linkId"]].label in said for item in clashing)
    assert line_in(response) == engine.note({}).headline
    assert response["item"] == clashing  # what was answered is the client's, and stays


def test_a_form_with_answers_that_are_not_used_is_never_completed(engine: Engine, filled: Filling) -> None:
    clashing = with_items(filled.response, given(engine, "mrss", Decimal(12)), given(engine, "mrss", Decimal(30)))
    assert asked(engine, clashing)["status"] == "in-progress"
    assert says_in(asked(engine, clashing)) != []


@pytest.mark.parametrize(
    ("link", "answer", "words"),
    [
        ("mrss", {"valueInteger": 99}, "outside the plausible range"),
        ("mrss", {"valueBoolean": True}, "of another kind"),
        ("ssc_subset", {"valueCoding": {"code": "purple"}}, "not one that answers this"),
        ("creatinine_mg_dl", {"valueQuantity": {"value": 1.2}}, "no unit"),
        ("favourite_colour", {"valueString": "red"}, "no such question: favourite_colour"),
    ],
)
def test_an_answer_that_cannot_be_used_is_said(engine: Engine, link: str, answer: Json, words: str) -> None:
    response = asked(engine, with_items(opened(engine), {"linkId": link, "answer": [answer]}))
    (said,) = says_in(response)
    assert words in said


def test_an_earlier_version_is_said_and_what_fits_is_kept(engine: Engine) -> None:
    response = asked(engine, with_items(opened(engine), given(engine, "has_systemic_sclerosis", True)))
    form_in(response)["derivedFrom"] = [f"{BASE}/Questionnaire/ssc-ivig-adaptive|{'0' * 64}"]
    again = asked(engine, response)
    assert says_in(again)[0].startswith("These answers were given to an earlier version of this form.")
    assert form_in(again)["version"] == engine.rulebase.content_hash
    assert form_in(again)["derivedFrom"][0].endswith(f"|{engine.rulebase.content_hash}")
    assert "has_systemic_sclerosis" in questions_in(again)
    assert says_in(asked(engine, again)) == []  # it is of this version from now on


@pytest.mark.parametrize("named", ["http://elsewhere/Questionnaire/phq9", "#nowhere", None, 7])
def test_answers_to_another_form_are_refused(engine: Engine, named: Any) -> None:
    with pytest.raises(Refused) as refused:
        asked(engine, {**opened(engine), "questionnaire": named})
    assert [fault.code for fault in refused.value.faults] == ["S91"]


def test_a_red_flag_is_asked_about_before_the_first_group(engine: Engine) -> None:
    high: Json = {"linkId": "systolic_mmhg", "answer": [{"valueDecimal": 200}]}
    plain, flagged = (questions_in(asked(engine, each)) for each in (opened(engine), with_items(opened(engine), high)))
    assert "has_systemic_sclerosis" in plain
    assert "has_systemic_sclerosis" not in flagged
    assert any(name in flag.asks for flag in engine.rulebase.flags.flags for name in flagged)
