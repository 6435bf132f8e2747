"""The unit of an answer that is a bare number: the element's own, the question's, the local map's, or none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from immunote.engine.api import Engine
from immunote.service.fhir.local_map import LocalMap, read_map
from immunote.service.fhir.mapping import Mapped, map_resources
from tests.fhir.conftest import AS_OF, LOINC, UCUM, Json, Mapping, reasons

UNIT = "http://hl7.org/fhir/StructureDefinition/questionnaire-unit"
MAP = """\
entries:
  - {system: "urn:hospital", code: KREA-1, element: creatinine_umol_l, unit: umol/L}
  - {system: "urn:hospital", code: CK-1, element: ck_u_l}
  - {system: "urn:hospital", code: RODNAN-1, element: mrss}
  - {text: Gewicht in Pfund, element: weight_kg, unit: "[lb_av]"}
"""


def asked(code: Json | None, *units: Json, link: str = "q1") -> Json:
    extension = [{"url": UNIT, "valueCoding": unit} for unit in units]
    item = {"linkId": link, "code": [code] if code else [], "extension": extension}
    return {"resourceType": "Questionnaire", "url": "http://example.org/q", "item": [item]}


def answered(link: str = "q1", text: str | None = None, **answer: Any) -> Json:
    item = {"linkId": link, "answer": [answer], **({"text": text} if text else {})}
    return {"resourceType": "QuestionnaireResponse", "status": "completed", "authored": "2026-06-10",
            "questionnaire": "http://example.org/q|3", "item": [item]}  # fmt: skip


def loinc(code: str) -> Json:
    return {"system": LOINC, "code": code}


def ucum(code: str) -> Json:
    return {"system": UCUM, "code": code}


@pytest.fixture
def local(engine: Engine, tmp_path: Path) -> LocalMap:
    file = tmp_path / "map.yaml"
    file.write_text(MAP, encoding="utf-8")
    return read_map(file, engine.rulebase)


def with_map(engine: Engine, local: LocalMap, *resources: Json) -> Mapped:
    return map_resources(list(resources), engine.rulebase, AS_OF, local)


@pytest.mark.parametrize("key", ["valueDecimal", "valueInteger"])
@pytest.mark.parametrize(
    ("code", "unit", "number", "element", "expected"),
    [
        ("2160-0", "umol/L", 106, "creatinine_umol_l", 106),
        ("2160-0", "mg/dL", 1, "creatinine_mg_dl", 1),
        ("29463-7", "[lb_av]", 141, "weight_kg", 63.96),
        ("8302-2", "cm", 165, "height_cm", 165),
        ("2157-6", "ukat/L", 20, "ck_u_l", 1200),
        ("718-7", "g/L", 112, "haemoglobin_g_dl", 11.2),
    ],
)
def test_the_question_says_its_unit(
    mapped: Mapping, key: str, code: str, unit: str, number: int, element: str, expected: float
) -> None:
    found = mapped(answered(**{key: number}), asked(loinc(code), ucum(unit)))
    assert found.profile[element] == pytest.approx(expected, abs=0.06)


@pytest.mark.parametrize("code", ["2160-0", "29463-7", "2157-6", "718-7", "2951-2"])
def test_a_code_of_a_question_names_no_unit(mapped: Mapping, code: str) -> None:
    """LOINC 29463-7 is a weight, in kilograms or in pounds."""
    found = mapped(answered(valueDecimal=64), asked(loinc(code)))
    assert found.profile == {}
    assert {each.reason for each in found.report.not_used} == {"no_unit"}
    assert mapped(answered(f"/{code}", valueDecimal=64)).profile == {}


@pytest.mark.parametrize(
    "units", [(ucum("stone"),), (ucum("kg"), ucum("[lb_av]")), ({"system": UCUM},), ({"code": 5},)]
)
def test_a_unit_that_is_not_known_or_not_the_only_one_is_none(mapped: Mapping, units: tuple[Json, ...]) -> None:
    found = mapped(answered(valueDecimal=64), asked(loinc("29463-7"), *units))
    assert found.profile == {}
    assert set(reasons(found, "weight_kg")) <= {"unit", "no_unit"}
    assert reasons(found, "weight_kg")


def test_a_quantity_has_its_own_unit(mapped: Mapping) -> None:
    pounds = {"value": 141.1, "code": "[lb_av]", "system": UCUM}
    found = mapped(answered(valueQuantity=pounds), asked(loinc("29463-7"), ucum("kg")))
    assert found.profile["weight_kg"] == pytest.approx(64, abs=0.06)


def test_an_elements_name_stands_for_its_unit_and_a_stated_one_is_converted(mapped: Mapping) -> None:
    assert mapped(answered("weight_kg", valueDecimal=64)).profile["weight_kg"] == 64
    found = mapped(answered("weight_kg", valueDecimal=141), asked(None, ucum("[lb_av]"), link="weight_kg"))
    assert found.profile["weight_kg"] == pytest.approx(64, abs=0.06)


def test_the_local_map_says_the_unit_of_its_question(engine: Engine, local: LocalMap) -> None:
    for link in ("KREA-1", "urn:hospital/KREA-1"):
        code = {"system": "urn:hospital", "code": "KREA-1"}
        found = with_map(engine, local, answered(link, valueDecimal=106), asked(code, link=link))
        assert found.profile["creatinine_umol_l"] == 106
        (each,) = [each for each in found.report.elements if each.element == "creatinine_umol_l"]
        assert each.source.by == "local map"


def test_a_unit_of_the_question_counts_before_that_of_the_map(engine: Engine, local: LocalMap) -> None:
    asks = asked({"system": "urn:hospital", "code": "KREA-1"}, ucum("mmol/L"))
    found = with_map(engine, local, answered(valueDecimal=0.106), asks)
    assert found.profile["creatinine_umol_l"] == 106


def test_a_line_of_the_map_without_a_unit_reads_scores_alone(engine: Engine, local: LocalMap) -> None:
    ck = with_map(engine, local, answered(valueDecimal=900), asked({"system": "urn:hospital", "code": "CK-1"}))
    assert ck.profile == {}
    assert reasons(ck, "ck_u_l") == ["no_unit"]
    skin = with_map(engine, local, answered(valueInteger=24), asked({"system": "urn:hospital", "code": "RODNAN-1"}))
    assert skin.profile["mrss"] == 24


def test_the_text_of_a_question_is_looked_up_in_the_map(engine: Engine, local: LocalMap) -> None:
    found = with_map(engine, local, answered("q9", "Gewicht in  Pfund", valueDecimal=141.1))
    assert found.profile["weight_kg"] == pytest.approx(64, abs=0.06)
    assert "weight_kg" not in with_map(engine, local, answered("q9", "Gewicht", valueDecimal=141.1)).profile
