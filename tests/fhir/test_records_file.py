"""`records.yaml` is checked at load and part of the content hash; a rule base without it maps nothing."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from immunote.engine.loading import load
from immunote.service.fhir.mapping import map_resources
from tests.conftest import RULES
from tests.fhir.conftest import SNOMED, condition

SOUP = Path(__file__).parent.parent / "rulebases" / "soup"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(RULES, tmp_path / "ssc_ivig"))


def changed(folder: Path, old: str, new: str) -> Path:
    file = folder / "records.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  weight_kg: {kg:", "  weight_g: {kg:", "R12 an unknown name: `weight_g`"),
        ("  weight_kg: {kg:", "  is_smoker: {kg:", "R13 a name is used as something that it is not: `is_smoker`"),
        ('g: "0.001"', 'g: "a thousandth"', "R05 a value of the wrong kind: `a thousandth`"),
        ('g: "0.001"', 'g: "0"', "R05 a value of the wrong kind: `0`"),
        ('snomed: ["77386006"]', 'snomde: ["77386006"]', "R33 an unknown kind"),
        ("hierarchical: [atc, icd10cm,", "hierarchical: [atk, icd10cm,", "R33 an unknown kind"),
        ("female: female", "female: woman", "R18 an unknown member of an enumeration: `woman`"),
        ("sets: severe", "sets: awful", "R18 an unknown member of an enumeration: `awful`"),
        ("{since: birth, in: years}", "{since: birth, of: sex, in: years}", "R06 a key is missing: `of`"),
        ("words_against:", "words_againts:", "R04 an unknown key: `words_againts`"),
        (
            "lowest_of_a_day: {systolic_mmhg: 5",
            "lowest_of_a_day: {has_hypotension: 5",
            "R13 a name is used as something",
        ),
        (
            "creatinine_upper_limit_mg_dl: creatinine_mg_dl",
            "creatinine_upper_limit_mg_dl: creatinine",
            "R12 an unknown",
        ),
        ("days: creatinine_before_days}", "days: creatinine_days}", "R12 an unknown name: `creatinine_days`"),
        ('panels: {loinc: ["85354-9"]}', 'panels: {lionc: ["85354-9"]}', "R33 an unknown kind"),
        ('"true": {snomed: ["77386006"],', '"perhaps": {snomed: ["77386006"],', "R18 an unknown member"),
    ],
)
def test_what_names_nothing_is_refused_with_its_place(copy: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(Refused) as refused:
        load(changed(copy, old, new))
    assert said in str(refused.value)
    assert "records.yaml:" in refused.value.faults[0].place


# What a section on reading entries may not say: text of the file, text in its place, the fault and what it names.
BAD_READING = [
    ("  is_breast_feeding: {yes", "  is_breastfeeding: {yes", "R12", "is_breastfeeding"),
    ("  has_sepsis: {yes_days: 30", "  weight_kg: {yes_days: 30", "R13", "weight_kg"),
    ("has_sepsis: {yes_days: 30", "has_sepsis: {yes_days: 0", "R05", "0"),
    ("has_sepsis: {yes_days: 30", "has_sepsis: {yes_days: -1", "R05", "-1"),
    ("has_sepsis: {yes_days: 30", "has_sepsis: {yes_days: soon", "R05", "soon"),
    ("no_days: 7, choice: sepsis is over within weeks and can begin any day}", "no_days: 7}", "R06", "choice"),
    ("ever_no: {no_days: 365, choice: what was not found once can have come since}", "ever_no: {no_days: 365}",
     "R06", "choice"),
    ("  days: 365\n", "  days: 0\n", "R05", "0"),
    ("  choice: no source read sets an age; a list of last year says nothing of a diagnosis made since\n", "",
     "R06", "choice"),
    ("  mrss: [mrss", "  mrs: [mrss", "R12", "mrs"),
    ("  has_reflux:\n    codes: {atc", "  has_refluks:\n    codes: {atc", "R12", "has_refluks"),
    ("  has_reflux:\n    codes: {atc", "  mrss:\n    codes: {atc", "R13", "mrss"),
    ("  has_reflux:\n    codes: {atc", "  has_reflux:\n    codes: {atk", "R33", "atk"),
    ("    choice: these drugs are for migraine and its like\n", "", "R06", "choice"),
    ("below: {egfr_ml_min_1_73m2: egfr_insufficient}", "below: {egfr: egfr_insufficient}", "R12", "egfr"),
    ("below: {egfr_ml_min_1_73m2: egfr_insufficient}", "below: {egfr_ml_min_1_73m2: egfr_low}", "R12", "egfr_low"),
    ("elements: [takes_corticosteroid, had_tac", "elements: [takes_steroid, had_tac", "R12", "takes_steroid"),
    ("    choice: what acts on one place only is no treatment of the whole body\n", "", "R06", "choice"),
    ("    counts:\n      snomed:", "    counts:\n      snomde:", "R33", "snomde"),
    ("      not_tolerated:\n", "      not_liked:\n", "R18", "not_liked"),
    ("    otherwise: result_not_known", "    otherwise: nobody_knows", "R18", "nobody_knows"),
    ("        months: 4\n", "        months: 0\n", "R05", "0"),
    ("  has_ever_had_ivig: {codes", "  has_had_ivig: {codes", "R12", "has_had_ivig"),
    ("in_place: [has_indwelling", "in_place: [has_in_dwelling", "R12", "has_in_dwelling_vascular_catheter"),
    ("  has_anticentromere: {codes: {loinc", "  has_anticentromere: {codes: {lionc", "R33", "lionc"),
    ("  abo_group: {A: [a,", "  abo_group: {C: [a,", "R18", "C"),
    ('unit: "% predicted", not_beside: [previous*, prior,\n', 'unit: L, not_beside: [previous*, prior,\n', "R05", "L"),
    ("word_lists:\n  choice: >-", "word_lists:\n  because: >-", "R06", "choice"),
    ("  refuted: [A]\n", "", "R06", "refuted"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "text"), BAD_READING, ids=[f"{c} {t}" for _, _, c, t in BAD_READING])
def test_what_a_section_on_reading_may_not_say_is_refused_with_its_place(
    copy: Path, old: str, new: str, code: str, text: str
) -> None:
    whole = (copy / "records.yaml").read_text(encoding="utf-8")
    with pytest.raises(Refused) as refused:
        load(changed(copy, old, new))
    (found,) = [fault for fault in refused.value.faults if fault.code == code]
    assert text in (found.text, *found.text.split())
    first = whole[: whole.index(old)].count("\n") + 1
    lines = old.count("\n") + (3 if code == "R06" else 1)  # a missing key is told at the block that lacks it
    place = int(found.place.split(":")[1])
    assert first - lines <= place <= first + lines


def test_it_is_part_of_the_content_hash(copy: Path, engine: Engine) -> None:
    assert load(copy).content_hash == engine.rulebase.content_hash
    assert load(changed(copy, 'mg/L: "0.1"', 'mg/L: "0.10001"')).content_hash != engine.rulebase.content_hash


def test_a_rule_base_without_it_knows_no_code() -> None:
    found = map_resources([condition(SNOMED, "89155008")], load(SOUP), date(2026, 1, 1))
    assert found.profile == {}
    assert len(found.report.unknown_codes) == 1


def test_no_code_stands_in_the_service(engine: Engine) -> None:
    """Codes and units are data of the rule base."""
    records = engine.rulebase.records
    assert records is not None
    codes = {code for each in engine.rulebase.elements.values() for listed in each.codes.values() for code in listed}
    codes |= {code for each in records.raises for listed in each.codes.values() for code in listed}
    units = {unit for factors in records.units.values() for unit in factors if len(unit) > 3}
    for path in (Path(__file__).parents[2] / "service" / "fhir").glob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert [each for each in codes | units if f'"{each}"' in text] == [], path.name
