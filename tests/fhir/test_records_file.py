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
