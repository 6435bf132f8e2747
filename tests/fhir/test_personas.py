"""One fictional patient in two kinds of record: each fact is found, or named as seen; none is wrong."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from immunote.engine.api import Engine
from immunote.service.fhir.mapping import Mapped, map_resources
from immunote.service.fhir.recognition import MatchedBy

RECORDS = Path(__file__).parents[3] / "shared" / "data" / "records"
pytestmark = pytest.mark.skipif(not RECORDS.is_dir(), reason="the records stand in shared/, beside the checkout")
AS_OF = date(2026, 11, 28)
# Facts of the persona of which a record holds nothing at all.
NOT_THERE = {
    "epic": {"emg_is_positive"},
    "french": {
        "ssc_subset", "has_digital_ulcers", "has_swallowing_disorder", "has_bacterial_overgrowth",
        "has_upper_gi_dysmotility_on_test", "has_hypercholesterolaemia", "has_coronary_disease", "had_renal_crisis",
        "is_smoker", "ck_upper_limit_u_l", "igg_g_l", "weight_kg", "height_cm", "fvc_pct_predicted",
        "dlco_pct_predicted", "mrss", "haq_di", "has_anti_scl_70", "has_anticentromere", "has_anti_rna_polymerase_3",
        "abo_group", "has_indwelling_vascular_catheter", "has_prolonged_immobilisation",
        "has_antiphospholipid_antibodies", "muscle_mri_is_positive", "emg_is_positive",
    },
}  # fmt: skip
# "Given, result not known" is no answer: the record does not say why, or for how long it was taken.
NO_ANSWER = {"mycophenolate_outcome", "rituximab_outcome"}


def persona(engine: Engine, style: str) -> tuple[dict[str, Any], Mapped]:
    facts = json.loads((RECORDS / "persona.json").read_bytes())
    bundle = json.loads((RECORDS / f"{style}-style.json").read_bytes())
    return facts, map_resources(bundle, engine.rulebase, AS_OF)


def is_same(told: Any, true: Any) -> bool:
    if isinstance(true, bool | str):
        return bool(told == true)
    return abs(Decimal(str(told)) - Decimal(str(true))) <= Decimal("0.02") * abs(Decimal(str(true)))


@pytest.mark.parametrize("style", ["epic", "french"])
def test_each_fact_of_the_persona_is_found_or_named_as_seen_and_none_is_wrong(engine: Engine, style: str) -> None:
    facts, found = persona(engine, style)
    for name, true in facts.items():
        told = found.profile.get(name, found.patient.facts.get(name))
        if true is None:
            continue
        if told is None:
            assert (name in found.report.not_recorded) is (name in NOT_THERE[style]), name
        elif not (name in NO_ANSWER and told == "result_not_known"):
            assert is_same(told, true), (name, told, true)


@pytest.mark.parametrize("style", ["epic", "french"])
def test_each_value_says_where_it_came_from(engine: Engine, style: str) -> None:
    _, found = persona(engine, style)
    for each in found.report.elements:
        assert "/" in each.source.resource
        assert each.source.by is not None, each.element
    ways = {each.element: each.source.by for each in found.report.elements}
    assert ways["sex"] is MatchedBy.person
    assert ways["takes_corticosteroid"] is (MatchedBy.ingredient_text if style == "epic" else MatchedBy.code)
    (ck,) = [each for each in found.report.elements if each.element == "ck_u_l"]
    assert (ck.source.text, ck.source.recorded, ck.source.date, ck.source.by) == (
        "CK", "1240 U/L" if style == "epic" else "1240 UI/L", "2026-11-10", "code",
    )  # fmt: skip


def test_what_is_seen_and_not_read_is_said_with_its_words_and_entry(engine: Engine) -> None:
    _, found = persona(engine, "epic")
    seen = {each.element: each for each in found.report.seen}
    assert seen["muscle_mri_is_positive"].sources[0].resource == "DiagnosticReport/eDR2"
    assert seen["has_upper_gi_dysmotility_on_test"].words.startswith("seen, not read with certainty: ")
    assert not set(seen) & set(found.report.not_recorded)
    assert set(seen) | set(found.report.not_recorded) == set(found.report.absent)
