"""`immunote map draft`: what it is sure of decides as the list means it; what it is not sure of stands as a comment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import polars as pl
import pytest
import yaml
from typer.testing import CliRunner

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from immunote.service.cli.app import app
from immunote.service.lists.mapping.drafting import MapDrafter
from immunote.service.lists.mapping.redcap import read_redcap
from immunote.service.lists.progress import progress
from immunote.service.lists.results import open_results
from immunote.service.lists.run import Options, run
from tests.lists.cohorts import cohort, write_csv


def draft(engine: Engine, columns: Mapping[str, Sequence[str]], dictionary: Path | None = None) -> str:
    fields = read_redcap(dictionary) if dictionary is not None else {}
    return MapDrafter(engine.rulebase, fields).draft(pl.DataFrame(columns))


def sure(text: str) -> dict[str, object]:
    found = yaml.safe_load(text).get("columns") or {}
    return {name: each["to"] if isinstance(each, dict) else each for name, each in found.items()}


@pytest.mark.parametrize(
    ("header", "cells", "element"),
    [
        ("IgA [g/L]", ["0.9"], "iga_g_l"),
        ("Kreatinin mg/dl", ["1.1"], "creatinine_mg_dl"),
        ("Créatinine (µmol/L)", ["80"], "creatinine_mg_dl"),
        ("AGE_YEARS", ["50"], "age_years"),
        ("Alter (Jahre)", ["50"], "age_years"),
        ("Edad", ["50"], "age_years"),
        ("Età (anni)", ["50"], "age_years"),
        ("Âge", ["50"], "age_years"),
        ("Koerpergewicht (kg)", ["70"], "weight_kg"),
        ("Geschlecht", ["w", "m", "divers"], "sex"),
        ("Sexe", ["femme", "homme"], "sex"),
        ("mRSS", ["12"], "mrss"),
        ("Diabète", ["oui", "non", "NR"], "has_diabetes"),
        ("Raynaud's phenomenon", ["Yes", "No"], "has_raynaud"),
        ("Cutaneous subset", ["lcSSc", "dcSSc"], "ssc_subset"),
        ("LVEF (%)", ["66"], "lvef_pct"),
        ("FVC (% predicted)", ["78"], "fvc_pct_predicted"),
        ("CK [U/l] (normal < 170)", ["99"], "ck_u_l"),
        ("IgA (0.7–4.0) (g/L)", ["0.9"], "iga_g_l"),
        ("Harnstoff (mmol/l)", ["5"], "urea_mmol_l"),
        ("BUN (mmol/L)", ["5"], "bun_mg_dl"),
        ("mRSS", ["4", "n.d."], "mrss"),
    ],
)
def test_a_header_in_five_languages_with_its_unit_is_sure(
    engine: Engine, header: str, cells: list[str], element: str
) -> None:
    assert sure(draft(engine, {"Patient ID": ["1"] * len(cells), header: cells})) == {header: element}


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Kreatinin", ["1.1"]),
        ("IgA", ["95"]),
        ("Gewicht", ["70"]),
        ("IgA (furlong)", ["1"]),
        ("mRSS", ["twelve"]),
        ("DM", ["0", "1"]),
        ("SSc", ["diffuse", "limited"]),
        ("Sex", ["1", "2"]),
        ("Outcome of the last drug", ["1"]),
        ("age at onset", ["30"]),
        ("Age (at onset) (years)", ["30"]),
        ("Creatinine (urine) [mg/dL]", ["90"]),
        ("LVEF (%) (old)", ["60"]),
        ("CK (U/L) (2)", ["60"]),
        ("IgA (g/L) (mg/dL)", ["0.9"]),
        ("Diabetes (years)", ["0", "1"]),
        ("Harnstoff (mg/dl)", ["40"]),
        ("Urea (g/L)", ["0.4"]),
        ("Urea", ["5"]),
        ("IgA (g/L)", ["0.9", "ND"]),
        ("CRP [mg/l]", ["n.d.", "12"]),
        ("dob", ["01/02/1970"]),
        ("dob", ["1970"]),
        ("dob", ["01-02-1970"]),
        ("dob", ["1970-01-31T23:00:00Z"]),
        ("Sexo", ["M", "V"]),
        ("Prednison", ["0", "1"]),
        ("Krankheitsdauer", ["24"]),
        ("CK (U/L)", ["1,200", "150"]),
        ("IgA (mg/dL)", ["1,234", "2,100"]),
    ],
)
def test_what_could_be_read_in_two_ways_is_a_comment_and_the_list_is_refused(
    engine: Engine, tmp_path: Path, header: str, cells: list[str]
) -> None:
    text = draft(engine, {"id": [str(number) for number in range(len(cells))], header: cells})
    assert sure(text) == {}
    assert "# unsure: " in text
    pl.DataFrame({"id": ["1"] * len(cells), header: cells}).write_csv(tmp_path / "list.csv")
    (tmp_path / "map.yaml").write_text(text + "\n")
    with pytest.raises(Refused):
        run(Options(tmp_path / "list.csv", tmp_path / "out.csv", map=tmp_path / "map.yaml"), engine, progress("none"))


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("Diabetes (0=yes, 1=no)", {"0": True, "1": False}),
        ("Diabetes (1 = nein / 0 = ja)", {"0": True, "1": False}),
        ("Diabetes [1: oui | 0: non]", {"0": False, "1": True}),
        ("Sex (1=male 0=female)", {"0": "female", "1": "male"}),
    ],
)
def test_codes_that_a_header_explains_mean_what_it_says(
    engine: Engine, header: str, values: Mapping[str, object]
) -> None:
    found = yaml.safe_load(draft(engine, {"id": ["a", "b"], header: ["0", "1"]}))["columns"]
    assert found[header]["values"] == values


def test_a_number_that_the_header_does_not_explain_is_open(engine: Engine) -> None:
    text = draft(engine, {"id": ["a", "b"], "Diabetes (1=no, 2=yes)": ["0", "1"]})
    assert 'not explained: "0"' in text
    assert yaml.safe_load(text)["columns"]["Diabetes (1=no, 2=yes)"]["values"] == {"1": False, "2": True}


def test_of_two_columns_that_are_called_like_an_id_a_person_chooses(engine: Engine) -> None:
    found = yaml.safe_load(draft(engine, {"Fallnummer": ["1", "2"], "Patientennummer": ["7", "7"], "mRSS": ["3", "4"]}))
    assert found["id"] == "NAME_THE_COLUMN"
    assert found["columns"] == {"mRSS": "mrss"}
    assert yaml.safe_load(draft(engine, {"pid": ["oui"], "id": ["1"]}))["id"] == "id"


def test_italian_sexes_are_read_by_one_letter_each(engine: Engine) -> None:
    found = yaml.safe_load(draft(engine, {"id": ["1", "2"], "Sesso": ["U", "D"]}))["columns"]
    assert found["Sesso"]["values"] == {"U": "male", "D": "female"}


@pytest.mark.parametrize(
    ("name", "label"),
    [("diabetes", "Diabetes of the mother"), ("raynaud", "Hypertension"), ("age_years", "Age at onset")],
)
def test_a_field_whose_name_and_label_differ_is_unsure(engine: Engine, tmp_path: Path, name: str, label: str) -> None:
    path = tmp_path / "dictionary.csv"
    path.write_text(DICTIONARY + f"{name},base,text,{label},\n", encoding="utf-8")
    text = draft(engine, {"record_id": ["1", "2"], name: ["0", "1"]}, path)
    assert sure(text) == {}
    assert "the name of its field and the label do not say the same" in text


@pytest.mark.parametrize("label", ["Family history of", "No evidence of"])
def test_a_box_below_a_question_that_denies_or_asks_for_others_is_unsure(
    engine: Engine, tmp_path: Path, label: str
) -> None:
    path = tmp_path / "dictionary.csv"
    path.write_text(DICTIONARY + f'fam,base,checkbox,{label},"1, Diabetes"\n', encoding="utf-8")
    assert sure(draft(engine, {"record_id": ["1", "2"], "fam___1": ["0", "1"]}, path)) == {}


@pytest.mark.parametrize(
    ("test", "unit", "why"),
    [
        ("IgA (mg/dL)", "g/L", "its name says mg/dL, its rows say g/L"),
        ("CRP", "", "some of its rows say no unit"),
        ("CRP", "stone", "is not read in stone"),
    ],
)
def test_a_test_whose_units_do_not_fit_is_unsure(engine: Engine, test: str, unit: str, why: str) -> None:
    rows = {"id": ["1", "2"], "date": ["2026-11-01"] * 2, "test": [test] * 2, "value": ["2", "3"]}
    text = draft(engine, rows | {"unit": ["mg/L" if test == "CRP" else unit, unit]})
    assert yaml.safe_load(text)["long"]["tests"] == {}
    assert why in text


def test_signs_that_end_a_line_in_yaml_are_escaped(engine: Engine) -> None:
    names = ["Dia\u2028betes", "Mein\x85Feld", "x\x7fy", "z\u2029z"]
    text = draft(engine, {"id": ["1"], **{name: ["1"] for name in names}, "Sex": ["F\u2028"]})
    assert all(line.startswith(("#", "map", "id", "columns", " ")) for line in text.splitlines())
    active = text.replace('\n  # "', '\n  "')
    assert {*names} <= {*yaml.safe_load(active)["columns"]}


def test_no_date_of_python_is_not_known(engine: Engine) -> None:
    text = draft(engine, {"id": ["1", "2"], "dob": ["1970-01-05 00:00:00", "NaT"]})
    assert '"dob": {to: age_years, date: YYYY-MM-DD, missing: ["NaT"]}  # sure' in text


LONG = {"id": ["1", "1"], "test": ["IgA", "IgA"], "value": ["2", "3"], "unit": ["g/L", "g/L"]}


@pytest.mark.parametrize(
    ("dates", "why"),
    [
        (["05/01/2026", "03/02/2026"], "dates that fit DD/MM/YYYY and MM/DD/YYYY"),
        (["13/02/2026", "02/25/2026"], "no form of a date fits"),
        (["05.01.26", "03.02.26"], "no form of a date fits"),
        (["2026-11-01T23:30:00Z", "2026-11-02T08:00:00Z"], "YYYY-MM-DD, with times of day in a zone"),
    ],
)
def test_dates_of_measurements_with_two_readings_or_none_are_left_to_a_person(
    engine: Engine, tmp_path: Path, dates: list[str], why: str
) -> None:
    table = pl.DataFrame(LONG | {"date": dates})
    text = MapDrafter(engine.rulebase, {}).draft(table)
    assert yaml.safe_load(text)["long"]["date_form"] == "NAME_THE_FORM"
    assert f"# unsure: {why}" in text
    table.write_csv(tmp_path / "list.csv")
    (tmp_path / "map.yaml").write_text(text + "\n")
    options = Options(tmp_path / "list.csv", tmp_path / "out.csv", map=tmp_path / "map.yaml", as_of=date(2026, 11, 28))
    with pytest.raises(Refused, match="NAME_THE_FORM"):
        run(options, engine, progress("none"))


@pytest.mark.parametrize(
    ("dates", "line"),
    [
        (["13.02.2026", "01.03.2026"], "date_form: DD.MM.YYYY  # sure"),
        (["2026-02-13 08:30", ""], "date_form: YYYY-MM-DD  # sure"),
        (["13.02.2026", "pending"], "date_form: DD.MM.YYYY  # unsure: cells of no such form set their rows aside"),
        (["", "NA"], "date_form: YYYY-MM-DD  # sure: no row has a date"),
    ],
)
def test_the_form_of_dates_of_measurements_is_found(engine: Engine, dates: list[str], line: str) -> None:
    assert f"  {line}" in draft(engine, LONG | {"date": dates}).splitlines()


def test_a_test_of_which_the_latest_value_may_stand_under_another_name_is_unsure(engine: Engine) -> None:
    rows = {"id": ["1", "1", "2"], "date": ["2026-11-01", "2026-11-03", "2026-11-03"], "unit": ["g/L"] * 3}
    text = draft(engine, rows | {"test": ["IgA", "Serum IgA", "Serum IgA"], "value": ["0.9", "0.4", "<0.07"]})
    assert yaml.safe_load(text)["long"]["tests"] == {}
    assert '"Serum IgA" could be it too' in text
    both = draft(engine, rows | {"test": ["IgA", "Serum IgA", "Serum IgA"], "value": ["0.9", "0.4", "0.07"]})
    assert yaml.safe_load(both)["long"]["tests"] == {"IgA": "iga_g_l", "Serum IgA": "iga_g_l"}


def test_a_sign_in_place_of_a_unit_leaves_a_test_of_yes_and_no_as_it_is(engine: Engine) -> None:
    rows = {"id": ["1", "2"], "date": ["2026-11-01"] * 2, "test": ["Diabetes"] * 2, "unit": ["-", ""]}
    text = draft(engine, rows | {"value": ["yes", "no"]})
    assert yaml.safe_load(text)["long"]["tests"]["Diabetes"]["values"] == {"yes": True, "no": False}


def test_two_columns_for_one_element_are_left_to_a_person(engine: Engine) -> None:
    text = draft(engine, {"id": ["1"], "Age": ["5"], "Alter": ["5"]})
    assert sure(text) == {}
    assert text.count("could be it too") == 2


def test_a_date_of_birth_is_counted_and_its_form_is_found(engine: Engine) -> None:
    text = draft(engine, {"id": ["1", "2"], "Geburtsdatum": ["29.11.1970", "01.02.1960"], "dob2": ["x", "y"]})
    assert yaml.safe_load(text)["columns"] == {"Geburtsdatum": {"to": "age_years", "date": "DD.MM.YYYY"}}


def test_free_text_and_ids_are_not_shown(engine: Engine) -> None:
    names = [f"Ada Lovelace {number}" for number in range(30)]
    text = draft(engine, {"id": [f"secret{n}" for n in range(30)], "Name": names, "Sex": names})
    assert "Lovelace" not in text
    assert "secret" not in text


DICTIONARY = """Variable / Field Name,Form Name,Field Type,Field Label,"Choices, Calculations, OR Slider Labels"
record_id,base,text,Record ID,
gender,base,radio,Sex,"1, Male | 2, Female"
como,base,checkbox,Comorbidities,"1, Diabetes | 2, Something else"
crea,labs,text,"Creatinine (µmol/L), -9 = not done",
mtx,drugs,dropdown,"Methotrexate, outcome","0, Never given | 1, Failed | 2, Own words"
note,base,descriptive,Read this,
"""


def test_a_redcap_dictionary_explains_raw_and_labelled_columns(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "dictionary.csv"
    path.write_text(DICTIONARY, encoding="utf-8")
    raw = {"record_id": ["1", "2"], "gender": ["1", "2"], "como___1": ["1", "0"], "como___2": ["0", "0"],
           "crea": ["80", "-9"], "mtx": ["0", "2"], "base_complete": ["2", "2"]}  # fmt: skip
    found = yaml.safe_load(draft(engine, raw, path))
    assert found["columns"]["gender"] == {"to": "sex", "values": {"1": "male", "2": "female"}}
    assert found["columns"]["como___1"]["values"]["1"] is True
    assert found["columns"]["como___1"]["values"]["0"] is None
    assert found["columns"]["crea"] == {"to": "creatinine_mg_dl", "unit": "µmol/L", "missing": ["-9"]}
    assert found["columns"]["mtx"]["values"] == {"0": "never_given", "1": "failed"}
    assert "como___2" not in found["columns"]
    assert found["ignore"] == ["base_complete"]
    labelled = {
        "Record ID": ["1", "2"],
        "Sex": ["Male", "Female"],
        "Comorbidities (choice=Diabetes)": ["Checked", "Unchecked"],
    }
    found = yaml.safe_load(draft(engine, labelled, path))
    assert found["columns"]["Sex"]["values"] == {"Male": "male", "Female": "female"}
    assert found["columns"]["Comorbidities (choice=Diabetes)"]["values"]["Checked"] is True


def test_what_is_no_data_dictionary_is_refused(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("id,age\n1,2\n")
    with pytest.raises(Refused, match="L01"):
        read_redcap(tmp_path / "list.csv")


def test_a_list_in_the_words_of_the_dictionary_decides_the_same_through_its_draft(
    engine: Engine, tmp_path: Path
) -> None:
    source = write_csv(tmp_path / "list.csv", engine, cohort(engine, 30))
    text = MapDrafter(engine.rulebase, {}).draft(pl.read_csv(source, infer_schema=False))
    assert "unsure" not in text.split("columns are sure")[1]
    (tmp_path / "map.yaml").write_text(text + "\n", encoding="utf-8")
    run(Options(source, tmp_path / "plain.csv"), engine, progress("none"))
    run(Options(source, tmp_path / "mapped.csv", map=tmp_path / "map.yaml"), engine, progress("none"))
    plain, mapped = (open_results(tmp_path / f"{name}.csv").rows.collect().rows() for name in ("plain", "mapped"))
    assert mapped == plain


def test_a_wide_and_a_long_table_are_drafted_and_read_as_one_list(engine: Engine, tmp_path: Path) -> None:
    wide = ["id,age_years,sex,has_diabetes", "1,50,female,true", "2,61,male,false", "3,44,female,"]
    long = [
        "id,date,test,value,unit",
        "1,2026-11-01,IgA,0.9,g/L",
        "1,2026-01-01,IgA,0.5,g/L",
        "2,2026-11-20,IgA,210,mg/dL",
    ]
    one = ["id,age_years,sex,has_diabetes,iga_g_l", "1,50,female,true,0.9", "2,61,male,false,2.1", "3,44,female,,"]
    for name, lines in (("wide", wide), ("long", long), ("one", one)):
        (tmp_path / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    names = [str(tmp_path / "wide.csv"), str(tmp_path / "long.csv")]
    done = CliRunner().invoke(app, ["map", "draft", *names, "-o", str(tmp_path / "map.yaml")])
    assert done.exit_code == 0, done.output
    reading = {"map": tmp_path / "map.yaml", "as_of": date(2026, 11, 28)}
    run(Options(names[0], tmp_path / "out.csv", more=(names[1],), **reading), engine, progress("none"))
    run(Options(tmp_path / "one.csv", tmp_path / "plain.csv"), engine, progress("none"))
    found, plain = open_results(tmp_path / "out.csv"), open_results(tmp_path / "plain.csv")
    assert found.quarantine.is_empty()
    assert found.rows.collect().equals(plain.rows.collect())
    with pytest.raises(Refused, match="L04"):  # without a map nobody says how they belong together
        run(Options(names[0], tmp_path / "no.csv", more=(names[1],)), engine, progress("none"))
