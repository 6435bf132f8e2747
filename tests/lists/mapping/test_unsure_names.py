"""A name with two readings is never drafted as sure: the draft says both, and a person decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl
import pytest
import yaml

from immunote.engine.api import Engine
from immunote.service.lists.mapping.drafting import MapDrafter
from immunote.service.lists.mapping.names import name_index
from tests.lists.mapping.test_drafting import DICTIONARY, draft, sure

READ = """
abo age apl aza bmi bun ck ckd cpk crea crp cyc dbp dfg dfge edad ef egfr eta fevg gerd gfr haq hb hgb hta htap
iga ild ilk imc khk krea lvef mmf mrss mtx pah peso plt rtx sbp sex sexe sexo ssc tcz tfg urea uree vfg
"""
"""Names of four letters and fewer that are sure, each read by a person and found to have one meaning in such a list."""


def cells_for(engine: Engine, names: Sequence[str], dates: bool) -> list[str]:
    """Cells that fit the first element, so that nothing but its name is in doubt."""
    element = engine.rulebase.elements[names[0]] if names else None
    if dates:
        return ["2020-01-31", "2021-02-28"]
    if element is None or not element.is_number:
        return ["yes", "no"]
    assert element.low is not None
    return [str(int(element.low) + 7), str(int(element.low) + 9)]


def test_no_unsure_name_is_drafted_as_sure(engine: Engine) -> None:
    headers = engine.rulebase.headers
    assert headers is not None
    for each in headers.unsure:
        cells = cells_for(engine, each.may_be, each.dates)
        for name in each.names:
            for header in (name, name.upper(), name.replace(" ", "_")):
                text = draft(engine, {"record id": ["1", "2"], header: cells})
                assert sure(text) == {}, header
                assert each.or_ in text, header


def test_a_comment_is_right_as_it_stands_where_the_first_reading_is_meant(engine: Engine) -> None:
    headers = engine.rulebase.headers
    assert headers is not None
    for each in headers.unsure:
        if each.may_be and not each.ids:
            cells = cells_for(engine, each.may_be, each.dates)
            text = draft(engine, {"record id": ["1", "2"], each.names[0]: cells})
            assert sure(text.replace('\n  # "', '\n  "').replace("columns: {}", "columns:")) == {
                each.names[0]: each.may_be[0]
            }


@pytest.mark.parametrize(
    ("header", "element"),
    [
        ("Active cancer", "has_active_malignancy"),
        ("Thrombosis ever", "had_thrombosis"),
        ("History of renal crisis", "had_renal_crisis"),
        ("Prednisone (mg/day)", "prednisone_mg_day"),
        ("FVC (% predicted)", "fvc_pct_predicted"),
        ("DLCO [%]", "dlco_pct_predicted"),
        ("Current digital ulcers", "has_digital_ulcers"),
        ("Years since first non-Raynaud symptom", "ssc_duration_years"),
    ],
)
def test_a_name_that_says_which_reading_is_sure(engine: Engine, header: str, element: str) -> None:
    cells = cells_for(engine, [element], dates=False)
    assert sure(draft(engine, {"id": ["1", "2"], header: cells})) == {header: element}


@pytest.mark.parametrize(
    "header", ["Prednisolone (mg/day)", "Steroid dose (mg/day)", "FVC (L)", "DLCO (mmol/min/kPa)", "IgG (g/L)"]
)
def test_a_unit_does_not_help_where_it_leaves_two_readings(engine: Engine, header: str) -> None:
    assert sure(draft(engine, {"id": ["1", "2"], header: ["7", "9"]})) == {}


@pytest.mark.parametrize("header", ["PID", "Fallnummer", "study id", "Centre patient ID"])
def test_a_column_that_may_be_the_ids_is_named_by_a_person_and_its_cells_are_not_shown(
    engine: Engine, header: str
) -> None:
    text = draft(engine, {header: ["secret1", "secret2"], "mRSS": ["3", "4"]})
    assert yaml.safe_load(text)["id"] == "NAME_THE_COLUMN"
    assert f'"{header}" may be the patients\' ids, or ' in text
    assert "secret" not in text
    beside = draft(engine, {header: ["secret1", "secret2"], "Record ID": ["1", "2"], "mRSS": ["3", "4"]})
    assert sure(beside) == {"mRSS": "mrss"}
    assert "secret" not in beside


def test_a_box_of_redcap_and_a_label_with_two_readings_are_unsure(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "dictionary.csv"
    path.write_text(
        DICTIONARY + 'ill,base,checkbox,Comorbidities,"1, Cancer"\nactive_cancer,base,yesno,Cancer,\n'
        "cancer,base,yesno,Active cancer,\narthritis,base,yesno,Diabetes,\n",
        encoding="utf-8",
    )
    columns: Mapping[str, Sequence[str]] = {
        "record_id": ["1", "2"], "ill___1": ["0", "1"], "active_cancer": ["0", "1"], "arthritis": ["0", "1"],
    }  # fmt: skip
    text = draft(engine, columns, path)
    assert sure(text) == {}
    assert text.count("a cancer of the past") == 2
    assert sure(draft(engine, {"record_id": ["1", "2"], "cancer": ["0", "1"]}, path)) == {
        "cancer": "has_active_malignancy"
    }


def test_a_test_of_a_long_table_with_two_readings_is_unsure(engine: Engine) -> None:
    rows = {"id": ["1", "2"], "date": ["2026-11-01"] * 2, "test": ["FVC", "IgG"], "value": ["70", "9"]}
    text = draft(engine, rows | {"unit": ["%", "g/L"]})
    assert yaml.safe_load(text)["long"]["tests"] == {"FVC": "fvc_pct_predicted"}
    assert "IgG under IVIG" in text


def test_each_short_name_that_is_sure_was_read_by_a_person(engine: Engine) -> None:
    """Of a new one look up what else the letters stand for in a clinic; then it stands here, or under `unsure`."""
    index = name_index(engine.rulebase)
    short = {words for words in (*index.elements, *index.dates) if len(words) <= 4 and words not in index.unsure}
    assert short == {"dob", "ddn", "geb", *READ.split()}


def test_a_draft_of_measurements_counts_its_tests(engine: Engine) -> None:
    rows = {"id": ["1", "2"], "date": ["2026-11-01"] * 2, "test": ["CRP", "Own test"], "value": ["70", "9"]}
    text = draft(engine, rows | {"unit": ["mg/L", "g/L"]})
    assert "# 1 of 2 tests are sure. A test that is not sure is left out unless a person names it." in text
    both = draft(engine, rows | {"unit": ["mg/L", "g/L"], "mRSS": ["3", "4"], "Note": ["a", "b"]})
    assert "# 1 of 2 columns and 1 of 2 tests are sure." in both
    assert "# There is no column beside the ids." in MapDrafter(engine.rulebase, {}).draft(pl.DataFrame({"id": ["1"]}))
