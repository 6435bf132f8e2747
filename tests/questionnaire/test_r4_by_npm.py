"""Everything that is given is valid FHIR R4 by a second validator (npm, fhir 4.12.0).

Its warnings are left out: it holds only the examples of some value sets, and warns of each LOINC code beside them.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from immunote.engine.api import Engine
from tests.questionnaire.test_r4 import everything
from tests.support.npm import installed

VALIDATE = """
const {Fhir} = require('fhir');
const all = JSON.parse(require('fs').readFileSync(0));
const fhir = new Fhir();
const found = all.map(each => fhir.validate(each, {errorOnUnexpected: true}));
const errors = each => each.messages.filter(message => ['error', 'fatal'].includes(message.severity));
console.log(JSON.stringify(found.map(errors)));
"""


def test_all_that_is_given_is_valid_r4_by_another_validator(engine: Engine, client: TestClient, tmp_path: Path) -> None:
    modules = installed({"fhir": "4.12.0"})
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed: the validator runs on it")
    made = list(everything(engine, client))
    wrong = {"resourceType": "Questionnaire", "status": "lively", "itm": []}
    script = tmp_path / "validate.js"
    script.write_text(VALIDATE)
    done = subprocess.run(
        [node, str(script)],
        input=json.dumps([*made, wrong]).encode(),
        capture_output=True,
        env={"NODE_PATH": str(modules)},
        timeout=300,
        check=True,
    )
    *found, faulty = json.loads(done.stdout)
    assert faulty  # it does find what is wrong
    assert [messages for messages in found if messages] == []
