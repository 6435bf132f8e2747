"""Law: a second rule base needs no change in engine/. This one is about soup and uses every feature of the language."""

from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from immunote.engine.api import Engine
from immunote.engine.examples import check_examples
from immunote.engine.faults import Refused
from immunote.engine.note import Note
from immunote.engine.noting.digest import note_json
from immunote.engine.truth import FALSE, TRUE, UNKNOWN

SOUP = Path(__file__).parent.parent / "rulebases" / "soup"


@pytest.fixture(scope="module")
def soup() -> Engine:
    return Engine.load(SOUP)


def test_it_loads_and_its_examples_come_out_as_stated(soup: Engine) -> None:
    assert check_examples(soup.rulebase) == []


def test_it_uses_every_feature_but_the_dose(soup: Engine) -> None:
    rulebase = soup.rulebase
    elements = rulebase.elements.values()
    ways = {derivation.how for element in elements for derivation in element.derivations}
    assert ways == {"ratio", "ratio_to_square", "product", "difference", "scale", "highest", "count", "formula"}
    assert {element.type for element in elements} == {"boolean", "integer", "decimal", "enumeration"}
    assert any(element.only_if for element in elements)
    assert any(element.no_needs for element in elements)
    assert any(element.mistaken_unit for element in elements)
    assert any(len(parts) > 1 for parts in rulebase.groups.values())
    assert rulebase.constraints
    assert rulebase.orders
    assert rulebase.products
    assert rulebase.exclusions
    assert rulebase.checklist
    assert rulebase.cases
    assert rulebase.dose is None
    assert {"rescued_water", "rescued_potato"} <= set(rulebase.rules)
    assert any(rule.kind == "conflict" for rule in rulebase.rules.values())


def test_a_whole_note_is_made_of_its_published_case(soup: Engine) -> None:
    case = soup.rulebase.cases["FIRST"]
    as_reported = soup.note(case.profile)
    assert as_reported.status == "provisional"
    assert set(as_reported.reachable) == {"keep", "wait", "serve_with_care", "serve"}
    assert as_reported.missing
    completed = soup.note({**case.profile, **case.completed})
    assert (completed.status, completed.outcome, completed.grade) == ("settled", "serve", "serve")
    assert completed.headline == "Served. How certain that is stays low."
    assert "Two signs of a good soup are there, and it tastes good." in [each.text for each in completed.statements]
    assert completed.dose is None
    assert TypeAdapter(Note).validate_json(note_json(completed)) == completed


def test_an_empty_profile_is_insufficient_and_says_what_to_ask_first(soup: Engine) -> None:
    note = soup.note({})
    assert note.status == "insufficient_data"
    assert note.missing[0].element == "is_a_soup"


def test_the_grade_once_corrected_is_found(soup: Engine) -> None:
    case = soup.rulebase.cases["FIRST"]
    hot = {**case.profile, **case.completed, "temperature_c": 95, "temperature_highest_c": 95}
    note = soup.note(hot)
    assert (note.outcome, note.grade, note.grade_once_corrected) == ("wait", None, "serve")
    assert [each.product for each in note.products_excluded] == ["paper_cup"]


def test_other_units_ratios_products_counts_and_the_highest_are_worked_out(soup: Engine) -> None:
    facts = soup.patient(
        {
            "volume_ml": 2500,
            "salt_g": 10,
            "pot_diameter_m": 0.5,
            "ladles": 3,
            "ladle_l": 0.2,
            "has_nuts": True,
            "has_milk": False,
            "pepper_heat": 2,
            "chilli_heat": 5,
        }
    ).facts
    worked_out = {
        "volume_l": "2.5",
        "salt_g_l": "4",
        "volume_to_square": "10",
        "ladled_l": "0.6",
        "allergens_found": "1",
        "hottest": "5",
    }
    assert {name: facts[name] for name in worked_out} == {name: Decimal(value) for name, value in worked_out.items()}


def test_a_no_that_needs_something_is_set_aside_until_that_is_recorded(soup: Engine) -> None:
    alone = soup.patient({"has_mould": False})
    assert alone.set_aside == {"has_mould": ("pot_was_opened",)}
    assert soup.reference(alone.facts)["mould"] is UNKNOWN
    assert soup.note({"has_mould": False}).set_aside[0].element == "has_mould"
    looked = soup.patient({"has_mould": False, "pot_was_opened": True})
    assert looked.set_aside == {}
    assert soup.reference(looked.facts)["mould"] is FALSE
    assert soup.reference(soup.patient({"has_mould": True}).facts)["mould"] is TRUE


def test_constraints_complete_and_refuse(soup: Engine) -> None:
    patient = soup.patient({"has_mould": True, "minutes_since_boil_over": 3})
    assert patient.facts["is_a_soup"] is True
    assert patient.because["is_a_soup"] == "only a soup is looked at for mould"
    assert patient.facts["had_boil_over"] is True
    with pytest.raises(Refused, match="P09"):
        soup.patient({"has_mould": True, "is_a_soup": False})
    with pytest.raises(Refused, match="P09"):
        soup.patient({"temperature_c": 80, "temperature_highest_c": 60})
    with pytest.raises(Refused, match="P09"):
        soup.patient({"minutes_since_boil_over": 3, "had_boil_over": False})


def test_a_rule_of_one_jurisdiction_is_unknown_where_none_is_given(soup: Engine) -> None:
    def told(profile: dict[str, object]) -> object:
        return soup.reference(soup.patient(profile).facts)["north_is_told"]

    assert told({"hottest": 9, "jurisdiction": "north"}) is TRUE
    assert told({"hottest": 9, "jurisdiction": "south"}) is FALSE
    assert told({"hottest": 9}) is UNKNOWN
    assert told({"hottest": 1}) is FALSE


def test_a_value_in_the_other_unit_is_refused_with_the_value_it_would_be(soup: Engine) -> None:
    with pytest.raises(Refused, match="P08") as refused:
        soup.patient({"volume_l": 2000})
    assert "if it was measured in ml, it is 2 l" in refused.value.faults[0].help
