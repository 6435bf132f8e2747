"""One patient as three more systems would send her: each fact is found, or named as seen; none is wrong."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from immunote.engine.api import Engine
from immunote.service.fhir.mapping import Mapped, map_resources
from tests.fhir.persona_records import cerner, mii, omop
from tests.fhir.test_personas import RECORDS, is_same

RECORD = {"cerner": cerner.ENTRIES, "mii": mii.ENTRIES, "omop": omop.ENTRIES}
AS_OF = date(2026, 11, 28)
ALWAYS_SEEN = {
    "has_digital_ulcers", "has_upper_gi_dysmotility_on_test", "had_renal_crisis", "dlco_pct_predicted", "mrss",
    "haq_di", "has_indwelling_vascular_catheter", "has_prolonged_immobilisation", "muscle_mri_is_positive",
    "emg_is_positive", "ssc_subset",
}  # fmt: skip
SEEN = {
    "cerner": ALWAYS_SEEN
    | {"has_anti_rna_polymerase_3", "immunoglobulin_reaction", "has_ever_had_ivig"},
    "mii": ALWAYS_SEEN
    | {"has_bacterial_overgrowth", "has_anti_scl_70", "has_anticentromere", "has_anti_rna_polymerase_3"},
    # an encounter diagnosis without a state says neither present nor past, but of what lasts
    "omop": ALWAYS_SEEN
    | {
        "has_reflux", "has_swallowing_disorder", "has_bacterial_overgrowth", "has_heart_failure",
        "has_hypercholesterolaemia", "immunoglobulin_reaction", "has_ever_had_ivig",
    },
}  # fmt: skip


def read(engine: Engine, style: str) -> Mapped:
    bundle = {"resourceType": "Bundle", "type": "searchset", "entry": [{"resource": each} for each in RECORD[style]]}
    return map_resources(json.loads(json.dumps(bundle)), engine.rulebase, AS_OF)


@pytest.mark.skipif(not RECORDS.is_dir(), reason="what is true of her stands in shared/, beside the checkout")
@pytest.mark.parametrize("style", sorted(RECORD))
def test_each_fact_is_found_or_named_as_seen_and_none_is_wrong(engine: Engine, style: str) -> None:
    facts: dict[str, Any] = json.loads((RECORDS / "persona.json").read_bytes())
    found = read(engine, style)
    seen = {each.element for each in found.report.seen}
    told = {name: found.profile.get(name, found.patient.facts.get(name)) for name in facts}
    wrong = {name: (told[name], true) for name, true in facts.items()
             if true is not None and told[name] is not None and not is_same(told[name], true)}  # fmt: skip
    assert wrong == {}
    assert {name for name, true in facts.items() if true is not None and told[name] is None} == SEEN[style]
    assert SEEN[style] <= seen


@pytest.mark.parametrize("style", sorted(RECORD))
def test_nothing_is_denied_that_nobody_denied(engine: Engine, style: str) -> None:
    """Of all these records say, no smoking, no pregnancy and two antibodies are denied, and nothing else."""
    found = read(engine, style)
    denied = {name for name, value in found.profile.items() if value is False}
    assert denied <= {"is_smoker", "is_pregnant", "has_anticentromere", "has_anti_rna_polymerase_3"}


@pytest.mark.parametrize("style", sorted(RECORD))
def test_the_order_of_the_entries_changes_nothing(engine: Engine, style: str) -> None:
    turned = [{"resource": each} for each in reversed(RECORD[style])]
    other = map_resources({"resourceType": "Bundle", "type": "searchset", "entry": turned}, engine.rulebase, AS_OF)
    assert other.profile == read(engine, style).profile


def test_a_state_after_is_past_and_a_route_by_its_european_code_counts(engine: Engine) -> None:
    found = read(engine, "mii")
    assert found.profile["had_thrombosis"] is True
    assert "months_since_thrombosis" not in found.profile
    assert found.profile["prednisone_mg_day"] == 10
    assert found.profile["has_ever_had_ivig"] is True
    assert found.profile["immunoglobulin_reaction"] == "severe"
