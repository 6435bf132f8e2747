"""The local mapping file: read and checked whole, and its facts are marked as such, over a real server too."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from immunote.service.fhir.local_map import LocalMap, read_map
from immunote.service.fhir.mapping import Mapped, map_resources
from immunote.service.fhir.recognition import MatchedBy
from tests.conftest import RULES
from tests.fhir.conftest import AS_OF, Json, condition, medication, observation, quantity
from tests.support.server import serving

FLOWSHEET = "urn:oid:1.2.840.114350.1.13.861.1.7.2.768282"
FILE = """\
entries:
  - {text: Modified Rodnan skin score, element: mrss, unit: "{score}"}
  - {system: "urn:oid:1.2.840.114350.1.13.861.1.7.2.768282", code: FLO9911, element: haq_di}
  - {system: "urn:local", code: SSC-D, element: has_systemic_sclerosis}
  - {system: "urn:local", code: SSC-D, element: ssc_subset, value: diffuse}
  - {system: "urn:local", code: NO-DM, element: has_diabetes, value: false}
  - {system: "urn:local", code: SCL70, element: has_anti_scl_70}
  - {text: "positive >8.0 ai", element: has_anti_scl_70, value: true}
  - {system: "urn:formulary", code: "4711", element: takes_loop_diuretic}
"""


@pytest.fixture
def local(tmp_path: Path, engine: Engine) -> LocalMap:
    return read_map(written(tmp_path, FILE), engine.rulebase)


def written(folder: Path, text: str) -> Path:
    file = folder / "map.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def mapped(engine: Engine, local: LocalMap, *resources: Json, as_of: date = AS_OF) -> Mapped:
    return map_resources(list(resources), engine.rulebase, as_of, local)


def ran(*arguments: str, folder: Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "immunote.service.cli", *arguments]
    return subprocess.run(command, env=env, check=False, capture_output=True, text=True, timeout=120, cwd=folder)


def local_only(found: Mapped) -> bool:
    return all(each.source.by is MatchedBy.local_map for each in found.report.elements)


def test_a_text_and_a_code_of_the_hospital_are_read_as_it_says(engine: Engine, local: LocalMap) -> None:
    score = observation(
        "x", system="urn:other", code={"text": "MODIFIED  RODNAN SKIN SCORE"}, valueQuantity={"value": 24}
    )
    haq = observation("FLO9911", system=FLOWSHEET, valueQuantity=quantity(1.4, "{score}"))
    found = mapped(engine, local, score, haq)
    assert found.profile == {"mrss": 24, "haq_di": 1.4}
    assert local_only(found)


def test_one_code_can_answer_two_elements_and_say_no(engine: Engine, local: LocalMap) -> None:
    found = mapped(engine, local, condition("urn:local", "SSC-D"), condition("urn:local", "NO-DM"))
    assert found.profile == {"has_systemic_sclerosis": True, "ssc_subset": "diffuse", "has_diabetes": False}
    assert local_only(found)


def test_a_written_result_is_read_as_the_hospital_says(engine: Engine, local: LocalMap) -> None:
    found = mapped(engine, local, observation("SCL70", system="urn:local", valueString="Positive >8.0 AI"))
    assert found.profile == {"has_anti_scl_70": True}


def test_a_drug_of_the_hospital_s_formulary_is_read(engine: Engine, local: LocalMap) -> None:
    assert mapped(engine, local, medication("urn:formulary", "4711")).profile == {"takes_loop_diuretic": True}


def test_a_unit_of_the_map_fills_a_gap_and_overrules_nothing(engine: Engine, local: LocalMap) -> None:
    other = observation(
        "x", system="urn:other", code={"text": "modified rodnan skin score"}, valueQuantity=quantity(24, "kg")
    )
    assert mapped(engine, local, other).profile == {}


def test_what_the_map_does_not_name_stays_as_it_was(engine: Engine, local: LocalMap) -> None:
    assert mapped(engine, local, condition("urn:local", "SSC-E"), condition("urn:other", "SSC-D")).profile == {}


def test_all_faults_of_a_file_are_told_at_once_with_their_places(tmp_path: Path, engine: Engine) -> None:
    text = """\
entries:
  - {text: a, element: mrs}
  - {text: b, element: ssc_subset, value: difuse}
  - {text: c, element: has_diabetes, value: "yes"}
  - {text: d, element: mrss, value: "24"}
  - {text: e, element: creatinine_mg_dl, unit: stones}
  - {text: f, element: mrss}
  - {text: F, element: mrss}
  - {system: "urn:x", element: mrss}
  - {system: "urn:x", code: "1", text: g, element: mrss}
  - {text: " ", element: mrss}
"""
    with pytest.raises(Refused) as refused:
        read_map(written(tmp_path, text), engine.rulebase)
    faults = refused.value.faults
    assert {fault.code for fault in faults} == {"S48"}
    assert sorted({int(str(fault.place).split(":")[1]) for fault in faults}) == [2, 3, 4, 5, 6, 8, 9, 10, 11]
    assert "did you mean `diffuse`?" in str(refused.value)


@pytest.mark.parametrize(
    "text", ["", "entries: 3", "- a", "entries: [{element: mrss, code: 1}]", "entries: [\n", "other: 1"]
)
def test_what_is_no_map_is_refused(tmp_path: Path, engine: Engine, text: str) -> None:
    with pytest.raises(Refused):
        read_map(written(tmp_path, text), engine.rulebase)


def test_a_file_that_is_not_there_is_told(tmp_path: Path, engine: Engine) -> None:
    with pytest.raises(Refused, match="S48"):
        read_map(tmp_path / "none.yaml", engine.rulebase)


def test_a_server_reads_by_it_and_says_so(tmp_path: Path) -> None:
    file = written(tmp_path, FILE)
    with serving(tmp_path, rules=RULES, fhir__map=file, workers=1) as server, server.client() as client:
        answer = client.post(
            "/fhir/$ivig-note?as_of=2026-06-15",
            json=[condition("urn:local", "SSC-D")],
            headers={"Accept": "application/json"},
        )
    assert answer.status_code == 200, answer.text
    found = {each["element"]: each for each in answer.json()["mapping"]["elements"]}
    assert found["ssc_subset"]["value"] == "diffuse"
    assert found["ssc_subset"]["source"]["by"] == "local map"


def test_a_server_with_a_faulty_map_does_not_start(tmp_path: Path) -> None:
    file = written(tmp_path, "entries:\n  - {text: a, element: mrs}\n  - {text: b, element: sex, value: fem}\n")
    environment = {**os.environ, "IMMUNOTE_FHIR__MAP": str(file)}
    done = ran("serve", "--check", "--development", folder=tmp_path, env=environment)
    assert done.returncode != 0
    assert "map.yaml:2:" in done.stdout + done.stderr
    assert "map.yaml:3:" in done.stdout + done.stderr


def test_the_command_reads_by_it(tmp_path: Path) -> None:
    file = written(tmp_path, FILE)
    done = ran("codes", "check", "urn:local", "SSC-D", "--map", str(file), "--json", folder=RULES.parents[1])
    assert done.returncode == 0, done.stderr
    assert [(each["element"], each["by"]) for each in json.loads(done.stdout)] == [
        ("has_systemic_sclerosis", "local map"),
        ("ssc_subset", "local map"),
    ]
