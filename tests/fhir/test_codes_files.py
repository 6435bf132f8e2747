"""`codes/*.yaml`: checked at load with every fault at once, and each ICD-10-CM code in it is one, with all below it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import simple_icd_10_cm as icd10cm

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from immunote.engine.loading import load
from immunote.engine.shapes.codes import SeenCodes
from immunote.service.fhir.datatypes import RecordCoding
from immunote.service.fhir.index import index_of
from tests.conftest import RULES
from tests.fhir.conftest import ICD


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(RULES, tmp_path / "ssc_ivig"))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  has_raynaud:", "  has_raynaut:", "R12 an unknown name: `has_raynaut`"),
        ("icd10: {M34: both}", "icd11: {M34: both}", "R33 an unknown kind"),
        ("icd10: {M34: both}", "icd10: {M34: bth}", "R12 an unknown name: `bth`"),
        ("icd10: {M34: both}", "icd10: {M3: both}", "R05 a value of the wrong kind: `M3`"),
        ("icd10: {M34: both}", "icd10: {M34.81: both, M34.8X: both}", "R05 a value of the wrong kind: `M34.8X`"),
        (
            "  ssc_subset:\n    limited:",
            "  ssc_subset:\n    limitd:",
            "R18 an unknown member of an enumeration: `limitd`",
        ),
        (
            "  ssc_subset:\n    limited:",
            "  has_raynaud:\n    limited:",
            "R13 a name is used as something that it is not",
        ),
        ("    except:\n", "    excepting:\n", "R04 an unknown key: `excepting`"),
        ("    because: an overlap", "    becuase: an overlap", "R04 an unknown key: `becuase`"),
    ],
)
def test_what_names_nothing_is_refused_with_its_place(copy: Path, old: str, new: str, said: str) -> None:
    file = copy / "codes" / "disease.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Refused) as refused:
        load(copy)
    assert said in str(refused.value)
    assert any(str(fault.place).startswith("codes/disease.yaml:") for fault in refused.value.faults)


def test_all_faults_are_told_at_once(copy: Path) -> None:
    file = copy / "codes" / "drugs.yaml"
    text = file.read_text(encoding="utf-8")
    text = text.replace("[rituximab]", "[Rituximab]", 1).replace("L01XC02: atc", "L1XC02: atc", 1)
    file.write_text(text.replace("had_belimumab", "had_belimumap", 1), encoding="utf-8")
    with pytest.raises(Refused) as refused:
        load(copy)
    assert {str(fault.text) for fault in refused.value.faults} >= {"Rituximab", "L1XC02", "had_belimumap"}


def test_an_element_has_its_codes_in_one_file(copy: Path) -> None:
    file = copy / "codes" / "twice.yaml"
    file.write_text("elements:\n  has_raynaud:\n    codes:\n      icd10: {I73.0: both}\n", encoding="utf-8")
    with pytest.raises(Refused, match="R07"):
        load(copy)


def test_codes_without_the_systems_that_they_name_are_refused(copy: Path) -> None:
    (copy / "records.yaml").unlink()
    with pytest.raises(Refused, match=r"codes/disease.yaml:\d+:\d+: R06 a key is missing: `records.yaml`"):
        load(copy)


def test_they_are_part_of_the_content_hash(copy: Path, engine: Engine) -> None:
    assert load(copy).content_hash == engine.rulebase.content_hash
    file = copy / "codes" / "disease.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("{L94.2: both}", "{L94.3: both}", 1), encoding="utf-8")
    assert load(copy).content_hash != engine.rulebase.content_hash


def _lists(engine: Engine) -> Iterator[tuple[str, SeenCodes, SeenCodes]]:
    """(element, codes, exceptions) of each element and member, and of what comes near."""
    codes = engine.rulebase.codes
    for name, known in codes.elements.items():
        yield name, known.codes, known.except_
    for name, members in codes.members.items():
        for known in members.values():
            yield name, known.codes, known.except_
    for near in codes.near:
        yield near.elements[0], near.codes, {}


def test_every_code_of_icd_10_cm_is_one_and_all_codes_below_it_are_read_alike(engine: Engine) -> None:
    index = index_of(engine.rulebase)
    seen = 0
    for name, codes, exceptions in _lists(engine):
        listed = [code for system in ("icd10", "icd10cm") for code in codes.get(system, ())]
        excepted = [code for system in ("icd10", "icd10cm") for code in exceptions.get(system, ())]
        assert [code for code in [*listed, *excepted] if not icd10cm.is_valid_item(code)] == [], name
        below = {each for code in excepted for each in [code, *icd10cm.get_descendants(code)]}
        for code in listed:
            for each in [code, *icd10cm.get_descendants(code)]:
                found = {hit.element for hit in index.recognition.hits([RecordCoding(system=ICD, code=each)])}
                assert (name in found) or each in below, f"{each} below {code}"
                seen += 1
    assert seen > 3000


def test_each_code_says_where_it_was_read(engine: Engine) -> None:
    assert engine.rulebase.records is not None
    used = {source for _, codes, exceptions in _lists(engine) for each in (codes, exceptions)
            for listed in each.values() for source in listed.values()}  # fmt: skip
    known = engine.rulebase.codes.elements.values()
    used |= {source for each in known for listed in each.below.values() for source in listed.values()}
    assert used == set(engine.rulebase.records.code_sources)
