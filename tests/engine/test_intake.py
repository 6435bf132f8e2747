"""What a profile means: what is not a fault, what follows, and what does not matter."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from immunote.engine.api import Engine
from immunote.engine.elements import Element
from immunote.engine.faults import Fault, Refused
from immunote.engine.intake import Patient
from immunote.engine.parsing import parse_text
from immunote.engine.profile import value_json
from tests.engine.bad_rules import SOUP, copy_of_soup

SOME = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much],
)


def values_of(element: Element) -> st.SearchStrategy[Any]:
    """Plausible values of an element."""
    if element.type == "boolean":
        return st.booleans()
    if element.type == "enumeration":
        return st.sampled_from([*element.values])
    assert element.low is not None
    assert element.high is not None
    if element.type == "integer":
        return st.integers(int(element.low), int(element.high))
    return st.decimals(element.low, element.high, places=element.decimals)


def profiles(engine: Engine, most: int = 12) -> st.SearchStrategy[dict[str, Any]]:
    """Profiles with a few elements at plausible values; some contradict themselves."""
    elements = engine.rulebase.elements
    names = st.lists(st.sampled_from([*elements]), max_size=most, unique=True)
    return names.flatmap(lambda chosen: st.fixed_dictionaries({name: values_of(elements[name]) for name in chosen}))


def patient_of(engine: Engine, raw: Mapping[str, Any]) -> Patient:
    """The patient; the example is left out where the profile contradicts itself."""
    try:
        return engine.patient(raw)
    except Refused:
        assume(False)
        raise


@pytest.fixture(scope="module")
def soup() -> Engine:
    return Engine.load(SOUP)


# What is not a fault


def test_null_and_the_word_unknown_mean_not_known(engine: Engine) -> None:
    left_out = engine.patient({"age_years": 56})
    for not_known in (None, "unknown"):
        every = dict.fromkeys(engine.rulebase.elements, not_known) | {"age_years": 56}
        assert engine.patient(every) == left_out
    assert left_out.given == {"age_years": Decimal(56)}


@pytest.mark.parametrize(
    "text", ["{}", " {} ", "null", "age_years: null", "age_years:", "age_years: ~", b"\xef\xbb\xbf{}"]
)
def test_an_empty_profile_is_insufficient_data_and_says_what_to_ask(text: str | bytes, engine: Engine) -> None:
    note = engine.note_of_text(text)
    assert note.status == "insufficient_data"
    assert note.outcome is None
    assert note.missing[0].rank == 1
    assert "?" in note.missing[0].question


def test_yaml_and_json_mean_the_same(engine: Engine) -> None:
    raw = dict(engine.rulebase.cases["A01"].profile)
    assert engine.patient(parse_text(json.dumps(raw, default=float))) == engine.patient(raw)
    plain = json.loads(json.dumps(raw, default=float))
    assert engine.patient(parse_text(yaml.safe_dump(plain))) == engine.patient(raw)


def test_a_derived_value_is_worked_out_and_says_so(engine: Engine) -> None:
    patient = engine.patient({"weight_kg": 70, "height_cm": 175})
    assert patient.facts["height_m"] == Decimal("1.75")
    assert patient.facts["bmi_kg_m2"] == Decimal("22.86")
    assert patient.because["bmi_kg_m2"].startswith("worked out from ")
    assert "bmi_kg_m2" not in patient.given


def test_a_derived_value_may_be_given_where_it_agrees(engine: Engine) -> None:
    assert engine.patient({"bmi_kg_m2": 22}).facts["bmi_kg_m2"] == 22
    assert engine.patient({"weight_kg": 70, "height_cm": 175, "bmi_kg_m2": 23}).facts["bmi_kg_m2"] == Decimal("22.86")
    assert engine.patient({"weight_kg": 70, "bmi_kg_m2": 40}).facts["bmi_kg_m2"] == 40


def test_another_unit_is_converted_exactly(engine: Engine) -> None:
    # 0.07 g/L x 100 is 7.000000000000001 in floats
    for mg_dl, is_deficient in ((6.99, True), (7, False), (7.0, False), (7.01, False)):
        facts = engine.patient({"iga_mg_dl": mg_dl}).facts
        assert facts["has_iga_deficiency"] is is_deficient


def test_what_is_implied_is_completed_and_says_why(engine: Engine) -> None:
    patient = engine.patient({"has_active_renal_crisis": True, "takes_corticosteroid": False})
    assert patient.facts["had_renal_crisis"] is True
    assert patient.facts["prednisone_mg_day"] == 0
    assert patient.because["prednisone_mg_day"] == "without a corticosteroid the present dose is zero"
    assert patient.given == {"has_active_renal_crisis": True, "takes_corticosteroid": False}


def test_an_element_of_a_host_implies_the_host(engine: Engine) -> None:
    patient = engine.patient({"months_since_thrombosis": 5})
    assert patient.facts["had_thrombosis"] is True
    assert patient.because["had_thrombosis"]


def test_a_no_that_rests_on_an_old_measurement_is_set_aside(engine: Engine) -> None:
    alone = engine.patient({"has_acute_kidney_injury": False})
    assert "has_acute_kidney_injury" not in alone.facts
    assert alone.set_aside == {"has_acute_kidney_injury": ("creatinine_age_days",)}
    for days, counts in ((30, True), (31, False)):
        patient = engine.patient({"has_acute_kidney_injury": False, "creatinine_age_days": days})
        assert ("has_acute_kidney_injury" in patient.facts) is counts
    assert engine.patient({"has_acute_kidney_injury": True}).facts["has_acute_kidney_injury"] is True


def test_a_no_that_is_set_aside_and_contradicted_is_refused(tmp_path: Path) -> None:
    folder = copy_of_soup(tmp_path)
    with (folder / "profile" / "pot.yaml").open("a") as file:
        file.write('  - if: flavour == "bland"\n    then: has_mould\n    says: bland soup is old\n')
    engine = Engine.load(folder)
    assert engine.patient({"has_mould": False}).set_aside
    with pytest.raises(Refused) as refused:
        engine.patient({"has_mould": False, "flavour": "bland"})
    (fault,) = refused.value.faults
    assert (fault.place, fault.code, fault.text) == ("$.has_mould", "P09", "has_mould: false")
    assert fault.help == "it is true, since bland soup is old"


def test_a_number_is_rounded_to_the_decimals_of_its_element_before_anything_else(engine: Engine) -> None:
    assert str(engine.patient({"prednisone_mg_day": 7.505}).facts["prednisone_mg_day"]) == "7.50"
    assert str(engine.patient({"prednisone_mg_day": 7.515}).facts["prednisone_mg_day"]) == "7.52"
    assert str(engine.patient({"prednisone_mg_day": -0.0}).facts["prednisone_mg_day"]) == "0.00"


def test_bounds_of_a_range_belong_to_it(engine: Engine) -> None:
    for name, element in engine.rulebase.elements.items():
        if element.is_number and element.mistaken_unit is None:
            assert element.low is not None
            assert element.high is not None
            for bound in (element.low, element.high):
                outcome = _outcome(engine, {name: bound})
                # what follows from a bound may be implausible
                assert isinstance(outcome, Patient) or {fault.code for fault in outcome} == {"P09"}
            for beyond in (element.low - 1, element.high + 1):
                with pytest.raises(Refused, match="P07"):
                    engine.patient({name: beyond})


# What does not matter


@SOME
@given(data=st.data())
def test_the_order_of_keys_does_not_matter(data: st.DataObject, engine: Engine) -> None:
    raw = data.draw(profiles(engine))
    shuffled = {name: raw[name] for name in data.draw(st.permutations([*raw]))}
    one, other = _outcome(engine, raw), _outcome(engine, shuffled)
    assert one == other
    if isinstance(one, Patient) and isinstance(other, Patient):
        assert [*one.facts] == [*other.facts]
        assert [*one.given] == [*other.given]


def _outcome(engine: Engine, raw: Mapping[str, Any]) -> Patient | tuple[Fault, ...]:
    try:
        return engine.patient(raw)
    except Refused as refused:
        return refused.faults


@SOME
@given(data=st.data())
def test_five_equals_five_point_nought(data: st.DataObject, engine: Engine) -> None:
    numbers = [name for name, element in engine.rulebase.elements.items() if element.is_number]
    name = data.draw(st.sampled_from(numbers))
    element = engine.rulebase.elements[name]
    assert element.low is not None
    assert element.high is not None
    number = data.draw(st.integers(int(element.low), int(element.high)))
    forms = [number, float(number), Decimal(number), Decimal(f"{number}.000")]
    texts = [f'{{"{name}": {form}}}' for form in forms] + [f"{name}: {form}" for form in (number, f"{number}.0")]
    outcomes = [_outcome(engine, {name: form}) for form in forms] + [
        _outcome(engine, parse_text(text)) for text in texts
    ]
    patients = [each for each in outcomes if isinstance(each, Patient)]
    if patients:
        assert len(patients) == len(outcomes)
        assert all(each == patients[0] for each in patients)


@SOME
@given(data=st.data())
def test_completing_is_idempotent(data: st.DataObject, engine: Engine, soup: Engine) -> None:
    each = data.draw(st.sampled_from([engine, soup]))
    patient = patient_of(each, data.draw(profiles(each)))
    # a value that is worked out may lie where one that was given would be taken for another unit
    worked_out = {name for name in each.rulebase.elements if each.rulebase.elements[name].derivations}
    raw = {name: value for name, value in patient.facts.items() if name not in worked_out or name in patient.given}
    again = each.patient(raw)
    assert again.facts == patient.facts
    assert set(again.given) == set(raw)


@SOME
@given(data=st.data())
def test_what_is_recorded_stays_unless_it_is_worked_out_or_set_aside(data: st.DataObject, engine: Engine) -> None:
    patient = patient_of(engine, data.draw(profiles(engine)))
    for name, value in patient.given.items():
        element = engine.rulebase.elements[name]
        if value in element.not_an_answer:
            assert name not in patient.facts or name in patient.because
        elif name not in patient.set_aside and not element.derivations:
            assert patient.facts[name] == value
    assert all(name in patient.because for name in patient.facts if name not in patient.given)


@SOME
@given(data=st.data())
def test_taking_a_fact_away_never_makes_up_another(data: st.DataObject, engine: Engine) -> None:
    raw = data.draw(profiles(engine).filter(bool))
    patient = patient_of(engine, raw)
    left = data.draw(st.sampled_from([*raw]))
    fewer = patient_of(engine, {name: value for name, value in raw.items() if name != left})
    for name, value in fewer.facts.items():
        element = engine.rulebase.elements[name]
        replaces = element.derivations or element.absent_means  # a plan entered later replaces "none is made yet"
        if not replaces and name not in fewer.set_aside:
            assert patient.facts.get(name, value) == value


@SOME
@given(data=st.data())
def test_a_refused_profile_stays_refused_when_something_is_not_known(data: st.DataObject, engine: Engine) -> None:
    raw = data.draw(profiles(engine))
    noise = {name: None for name in engine.rulebase.elements if name not in raw}
    assert _outcome(engine, raw) == _outcome(engine, raw | noise)


def test_a_value_goes_out_as_it_came_in(engine: Engine) -> None:
    raw = {"age_years": 56, "weight_kg": 61.5, "sex": "female", "has_diabetes": False}
    given = engine.patient(raw).given
    shown = {name: value_json(engine.rulebase.elements[name], value) for name, value in given.items()}
    assert shown == raw
    assert type(shown["age_years"]) is int


def test_what_answers_nothing_answers_nothing_once_corrected_either(engine: Engine) -> None:
    raw = {"has_systemic_sclerosis": True, "age_years": 60, "systolic_mmhg": 220, "muscle_is_active": True}
    note = engine.note({**raw, "methotrexate_outcome": "result_not_known"})
    assert note.status == engine.note(raw).status
    assert note.grade_once_corrected == engine.note(raw).grade_once_corrected
