"""The statement on vulnerabilities beside the bill of materials: only what is known, by the schema, signed."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from immunote.engine.faults import Refused
from immunote.service.signatures.ed25519 import check_file, make_pair, private_key, public_keys, sign_file
from tools import vex
from tools.vex import Advisory

HOUSE = Path(__file__).parents[2]
PYPROJECT = (HOUSE / "pyproject.toml").read_text(encoding="utf-8")
AT = datetime(2026, 1, 2, tzinfo=UTC)


def bill(**versions: str) -> dict[str, Any]:
    """A bill of materials as cyclonedx-py writes it, of these parts."""
    return {
        "metadata": {"component": {"type": "application", "name": "immunote", "version": "1", "bom-ref": "root"}},
        "components": [
            {
                "type": "library",
                "name": name,
                "version": version,
                "bom-ref": f"{name}=={version}",
                "purl": f"pkg:pypi/{name}@{version}",
                "licenses": [],
            }
            for name, version in versions.items()
        ],
    }


def shipped() -> dict[str, str]:
    """The versions of the lock of the image, by name."""
    lines = (HOUSE / "requirements-telemetry.lock").read_text(encoding="utf-8").splitlines()
    pinned = [line.split(" ")[0].partition("==") for line in lines if "==" in line and not line.startswith((" ", "#"))]
    return {name: version for name, _, version in pinned}


def test_each_advisory_that_a_lower_bound_names_has_a_statement_and_nothing_else_has() -> None:
    known = list(vex.advisories(PYPROJECT))
    assert {each.part for each in known} >= {"jinja2", "h11", "starlette", "pyjwt", "cryptography"}
    made = vex.vex(bill(**shipped()), known, None, AT)
    assert vex.faults(json.dumps(made)) is None
    assert [each["id"] for each in made["vulnerabilities"]] == [each.id for each in known]
    assert {each["analysis"]["state"] for each in made["vulnerabilities"]} == {"resolved"}
    assert made["metadata"]["properties"][0]["value"].startswith("no list of advisories was asked")


def test_where_nothing_is_known_nothing_is_stated() -> None:
    made = vex.vex(bill(h11="0.16.0"), [], [], AT)
    assert (made["vulnerabilities"], made["components"]) == ([], [])
    assert vex.faults(json.dumps(made)) is None
    assert made["metadata"]["timestamp"] == "2026-01-02T00:00:00+00:00"
    assert made["metadata"]["properties"][0]["value"] == "pip-audit"


@pytest.mark.parametrize(("version", "is_below"), [("0.15.0", True), ("0.16.0", False), ("0.16.1", False)])
def test_a_part_below_its_bound_stops_the_file(version: str, is_below: bool) -> None:
    known = [each for each in vex.advisories(PYPROJECT) if each.part == "h11"]
    if not is_below:
        assert vex.vex(bill(h11=version), known, None, AT)["vulnerabilities"]
        return
    with pytest.raises(vex.BelowItsBound, match="CVE-2025-43859"):
        vex.vex(bill(h11=version), known, None, AT)


def test_what_an_audit_found_is_in_triage_until_somebody_has_looked() -> None:
    vulns = [{"id": "PYSEC-2099-1", "fix_versions": [], "aliases": [], "description": ""}]
    report = {
        "dependencies": [{"name": "H11", "version": "0.16.0", "vulns": vulns}, {"name": "not-here", "vulns": vulns}]
    }
    found = list(vex.audited(report))
    assert found == [Advisory("PYSEC-2099-1", "h11"), Advisory("PYSEC-2099-1", "not-here")]
    made = vex.vex(bill(h11="0.16.0"), [], found, AT)
    assert vex.faults(json.dumps(made)) is None
    (statement,) = made["vulnerabilities"]
    assert (statement["id"], statement["analysis"]["state"]) == ("PYSEC-2099-1", "in_triage")


def test_the_schema_refuses_what_is_no_statement() -> None:
    made = vex.vex(bill(h11="0.16.0"), [], [], AT)
    made["vulnerabilities"] = [{"id": "x", "analysis": {"state": "harmless"}}]
    assert vex.faults(json.dumps(made)) is not None


def test_every_flipped_byte_of_the_signed_file_is_refused(tmp_path: Path) -> None:
    make_pair(tmp_path / "key.pem")
    keys = public_keys([tmp_path / "key.pem.pub"])
    file = tmp_path / "immunote.vex.json"
    content = json.dumps(vex.vex(bill(h11="0.16.0"), list(vex.advisories(PYPROJECT)), None, AT)).encode()
    file.write_bytes(content)
    signature = sign_file(file, private_key(tmp_path / "key.pem"))
    assert check_file(file, keys)
    for target in (file, signature):
        whole = target.read_bytes()
        for place in range(len(whole)):
            changed = bytearray(whole)
            changed[place] ^= 1
            target.write_bytes(changed)
            with pytest.raises(Refused):
                check_file(file, keys)
        target.write_bytes(whole)
    assert check_file(file, keys)
