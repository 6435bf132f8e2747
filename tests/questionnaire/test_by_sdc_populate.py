"""The static form is filled by @aehrc/sdc-populate (npm), which nobody here wrote, from a record that a test holds."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from immunote.engine.api import Engine
from immunote.service.fhir.index import Index
from immunote.service.fhir.mapping import map_resources
from immunote.service.questionnaire.forms import static_form
from tests.fhir.conftest import observation, quantity
from tests.questionnaire.conftest import BASE, Json
from tests.questionnaire.renderers import answered_in
from tests.support.npm import installed

FILL = """
const {populateQuestionnaire} = require('@aehrc/sdc-populate');
const [questionnaire, patient, observations] = JSON.parse(require('fs').readFileSync(0));
const found = query => observations.filter(each => decodeURIComponent(query).includes('|' + each.code.coding[0].code));
const fetchResourceCallback = async query => ({
  resourceType: 'Bundle', type: 'searchset', entry: found(query).map(resource => ({resource})),
});
const fetchResourceRequestConfig = {sourceServerUrl: 'http://record.test/fhir', authToken: null};
populateQuestionnaire({questionnaire, fetchResourceCallback, fetchResourceRequestConfig, patient}).then(
  each => console.log(JSON.stringify(each.populateSuccess && each.populateResult.populatedResponse)));
"""


@pytest.mark.parametrize("days", [0, 1])
def test_the_static_form_is_filled_as_the_intake_reads_the_same_record(
    engine: Engine, index: Index, tmp_path: Path, days: int
) -> None:
    """On a birthday and on the day before one: today is the renderer's, so the record is made by it."""
    modules, node = installed({"@aehrc/sdc-populate": "4.7.1"}), shutil.which("node")
    if node is None:
        pytest.skip("node is not installed: sdc-populate runs on it")
    today = datetime.now(UTC).date()
    born = f"{today.year - 60}{today + timedelta(days):-%m-%d}"
    patient: Json = {"resourceType": "Patient", "id": "p", "gender": "female", "birthDate": born}
    observations = [
        observation("29463-7", "2026-06-10", id="w", valueQuantity=quantity(70.5, "kg")),
        observation("1988-5", "2026-06-10", id="crp", valueQuantity=quantity(12, "mg/L")),
        observation("718-7", "2026-06-10", id="hb", valueQuantity=quantity(13, "g/dL")),
    ]
    script = tmp_path / "fill.cjs"
    script.write_text(FILL)
    done = subprocess.run(
        [node, str(script)],
        input=json.dumps([static_form(index, BASE), patient, observations]).encode(),
        capture_output=True,
        env={"NODE_PATH": str(modules)},
        timeout=300,
        check=True,
    )
    filled = json.loads(done.stdout.splitlines()[-1])
    answers: dict[str, Any] = answered_in(filled["item"])
    assert set(answers) == {"sex", "age_years"}  # results are left to `$populate`
    confirmed = {**filled, "status": "completed", "authored": today.isoformat()}
    read = map_resources([patient, *observations], engine.rulebase, today).profile
    profile = map_resources([confirmed], engine.rulebase, today).profile
    assert profile == {name: read[name] for name in answers}
