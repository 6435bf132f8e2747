"""The case files against the records that they were made from: nobody missing, numbers equal, no hindsight."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from immunote.engine.api import Engine
from immunote.engine.tables import Case

ROOT = Path(__file__).resolve().parent.parent
FEATURES = ROOT / "features" / "published_cases"
SHARED = Path(os.environ.get("IMMUNOTE_SHARED", ROOT.parent / "shared"))
RECORDS = SHARED / "data" / "cases" / "published-cases.jsonl"

# Two series without a patient, quotations, and a table that the features hold as examples.
WITHOUT_A_PATIENT = {"C13", "C18", "D01"}
TABLE = "B31"
# What was given and what came of it, and the plan for it.
TRIALS = [f"{organ}_ivig_trial" for organ in ("muscle", "joints", "upper_gi", "bowel", "skin")]
HINDSIGHT = [
    *TRIALS,
    "has_ever_had_ivig",
    "on_ivig_now",
    "months_on_ivig",
    "ivig_benefit",
    "last_ivig_product",
    "immunoglobulin_reaction",
    "had_ivig_thrombosis",
    "had_ivig_haemolysis",
    "had_ivig_acute_kidney_injury",
    "had_trali_after_ivig",
    "had_aseptic_meningitis_after_ivig",
    "planned_g_kg",
    "planned_days",
    "planned_product",
    "planned_product_contains_sucrose",
]

needs_records = pytest.mark.skipif(
    not RECORDS.is_file(),
    reason="the published records are not beside this checkout; set IMMUNOTE_SHARED to the folder that holds data/",
)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.load(ROOT / "rules" / "ssc_ivig")


@pytest.fixture(scope="module")
def cases(engine: Engine) -> Mapping[str, Case]:
    return engine.rulebase.cases


def records() -> list[dict[str, Any]]:
    return [json.loads(line, parse_float=Decimal) for line in RECORDS.read_text(encoding="utf-8").splitlines()]


def patients() -> Iterator[tuple[str, dict[str, Any]]]:
    """Each patient of the records with the name of the case file."""
    for record in records():
        if record["id"] in WITHOUT_A_PATIENT or record["id"] == TABLE:
            continue
        if "rows" in record:
            yield from ((f"{record['id']}_{number}", row) for number, row in enumerate(record["rows"], start=1))
        else:
            yield record["id"], record["profile"]


def comparable(profile: Mapping[str, Any]) -> dict[str, Any]:
    """What a record states as a number or as a word that an element takes as it is."""
    disease, labs = profile.get("ssc", {}), profile.get("labs", {})
    found = {
        "age_years": profile.get("age"),
        "sex": profile.get("sex"),
        "ssc_duration_years": disease.get("duration_years"),
        "ck_u_l": labs.get("CK_U_per_L"),
        "creatinine_mg_dl": labs.get("creatinine_mg_dL", labs.get("creatinine_mg_dL_baseline")),
        "prednisone_mg_day": profile.get("steroid", {}).get("prednisone_mg_per_day"),
        "haemoglobin_g_dl": profile.get("Hb_g_dL", [None])[0],
        "abo_group": re.split(r"[\d_]", profile["group"])[0] if "group" in profile else None,
        "is_smoker": profile.get("smoker"),
        "systolic_mmhg": int(profile["vitals"]["bp"].split("/")[0]) if "vitals" in profile else None,
    }
    return {name: None if value == "unknown" else value for name, value in found.items()}


def rules_of_features() -> dict[str, str]:
    """The text of each `Rule:` block, by the record that it is named after."""
    found = {}
    for path in sorted(FEATURES.glob("*.feature")):
        for block in re.split(r"^\s*Rule: ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            found[re.split(r"\W", block)[0]] = block
    return found


def test_every_case_is_a_profile_that_intake_accepts(engine: Engine, cases: Mapping[str, Case]) -> None:
    for case in cases.values():
        engine.patient(case.profile)
        engine.patient({**case.profile, **case.completed})


def test_no_hindsight_is_in_a_profile(cases: Mapping[str, Case]) -> None:
    assert not {(name, element) for name, case in cases.items() for element in HINDSIGHT if element in case.profile}


def test_what_is_added_for_illustration_never_replaces_what_was_published(cases: Mapping[str, Case]) -> None:
    assert not {name for name, case in cases.items() if set(case.profile) & set(case.completed)}
    assert [name for name, case in cases.items() if case.completed] == ["A01"]


def test_the_patient_of_make_note_is_settled_once_completed(engine: Engine, cases: Mapping[str, Case]) -> None:
    case = cases["A01"]
    assert engine.note(case.profile).status == "provisional"
    assert engine.note({**case.profile, **case.completed}).grade == "may_consider_with_precautions"


@needs_records
def test_every_patient_of_the_records_has_a_case_and_no_case_is_invented(cases: Mapping[str, Case]) -> None:
    assert set(cases) == {name for name, _ in patients()}


@needs_records
def test_29_records_give_a_profile() -> None:
    assert len({name.split("_")[0] for name, _ in patients()}) == 29


@needs_records
def test_numbers_and_words_agree_with_the_records(cases: Mapping[str, Case]) -> None:
    differing = {
        (name, element, value, cases[name].profile.get(element))
        for name, published in patients()
        for element, value in comparable(published).items()
        if cases[name].profile.get(element) != value
    }
    assert not differing


@needs_records
def test_a_range_is_left_out(cases: Mapping[str, Case]) -> None:
    published = dict(patients())["B18"]
    assert published["organs"]["heart"]["LVEF_percent"] == [36, 40]
    assert not {"lvef_pct", "has_reduced_ejection_fraction"} & set(cases["B18"].profile)


@needs_records
def test_sources_are_those_of_the_records(cases: Mapping[str, Case]) -> None:
    own = {record["id"]: record.get("cite") for record in records()}
    for name, case in cases.items():
        cite = own[name.split("_")[0]]
        if cite is None:
            assert case.cite == "source not named in the record"
        elif not cite.startswith("as "):
            assert case.cite.startswith(cite), name  # which row it is may follow


@needs_records
def test_each_record_s_own_reading_is_checked_in_its_feature() -> None:
    blocks = rules_of_features()
    for record in records():
        if record["id"] in WITHOUT_A_PATIENT:
            continue
        expected = record["expectation"]
        readings = [expected[key] for key in ("leaning", "flag") if key in expected]
        for reading in readings:
            assert re.search(rf"@record(_differs)?:{reading}\b", blocks[record["id"]]), record["id"]


@needs_records
def test_the_table_of_nineteen_is_copied_whole() -> None:
    record = next(each for each in records() if each["id"] == TABLE)
    table = [line.split("|")[1:-1] for line in rules_of_features()[TABLE].split("Examples:")[1].splitlines()]
    rows = [[cell.strip() for cell in line] for line in table if line][1:]
    assert len(rows) == len(record["rows"]) == 19
    for said, row in zip(rows, record["rows"], strict=True):
        number, age, sex, years, _, antibody, complications, subset, clinical, gut = row
        assert said == [
            str(number),
            str(age),
            {"F": "woman", "M": "man"}[sex],
            str(years),
            f"{subset.lower()} cutaneous",
            *(
                "yes" if is_said else "not known"
                for is_said in (
                    antibody == "Scl-70",
                    antibody == "ACA",
                    "DU" in clinical,
                    "IP" in clinical,
                    "GERD" in gut,
                    "PM" in complications,
                )
            ),
        ]
        assert "RP" in clinical
