"""Write what is known of vulnerabilities in the parts that ship: a VEX in CycloneDX 1.6 beside the bill of materials.

    python tools/vex.py dist/immunote.cdx.json -o dist/immunote.vex.json [--audit report.json]

A statement stands there for each advisory that pyproject.toml names behind a lower bound, which keeps its versions out.
`--audit`: what `pip-audit --format json` found in the environment that ships; each of these is `in_triage` until
somebody has looked at it. Without it the file says that no list of advisories was asked. Nothing else is stated.

The file is checked against the schema of CycloneDX. Exit status 1 where a part that ships lies below its bound.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HOUSE = Path(__file__).parents[1]
_NAMED = re.compile(r'^\s*"(?P<wanted>[^"]+)",\s*#\s*(?P<ids>(?:CVE|GHSA|PYSEC)-.*)$', re.MULTILINE)
_ID = re.compile(r"(?:CVE-\d{4}-\d{4,}|PYSEC-\d{4}-\d+|GHSA(?:-[0-9a-z]{4}){3})")
_PLACES = {"CVE": "https://nvd.nist.gov/vuln/detail/", "GHSA": "https://github.com/advisories/"}
_OTHER_PLACE = "https://osv.dev/vulnerability/"


@dataclass(frozen=True)
class Advisory:
    """An advisory and the part that it is about. `wanted`: the lower bound that keeps its versions out, or None."""

    id: str
    part: str
    wanted: Requirement | None = None


class BelowItsBound(ValueError):
    """A part that ships has a version that pyproject.toml excludes for an advisory."""


def advisories(pyproject: str) -> Iterator[Advisory]:
    """Those that a pyproject.toml names behind the lower bounds of its parts."""
    for line in _NAMED.finditer(pyproject):
        wanted = Requirement(line["wanted"])
        for found in _ID.findall(line["ids"]):
            yield Advisory(found, canonicalize_name(wanted.name), wanted)


def audited(report: dict[str, Any]) -> Iterator[Advisory]:
    """Those of a report of pip-audit. Raises KeyError where it is none."""
    for part in report["dependencies"]:
        for each in part.get("vulns", ()):
            yield Advisory(each["id"], canonicalize_name(part["name"]))


def vex(bill: dict[str, Any], known: list[Advisory], found: list[Advisory] | None, at: datetime) -> dict[str, Any]:
    """The document. `found`: what an audit found; None where none was made. Raises BelowItsBound."""
    parts: dict[str, Any] = {canonicalize_name(each["name"]): each for each in bill.get("components", ())}
    statements = [_excluded(each, parts[each.part]) for each in known if each.part in parts]
    stated = {(each["id"], each["affects"][0]["ref"]) for each in statements}
    for each in found or ():
        if each.part in parts and (each.id, parts[each.part]["bom-ref"]) not in stated:
            detail = "Found by pip-audit in what ships. Nobody has looked at it yet."
            statements.append(_statement(each, parts[each.part], "in_triage", detail))
    named = {each["affects"][0]["ref"] for each in statements}
    looked = "pip-audit" if found is not None else "no list of advisories was asked; pyproject.toml alone was read"
    made: dict[str, Any] = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "timestamp": at.isoformat(timespec="seconds"),
            "component": {key: bill["metadata"]["component"][key] for key in ("type", "name", "version", "bom-ref")},
            "properties": [{"name": "immunote:looked-with", "value": looked}],
        },
        "components": [_part(each) for each in parts.values() if each["bom-ref"] in named],
        "vulnerabilities": statements,
    }
    made["serialNumber"] = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(made, sort_keys=True))}"
    return made


def faults(document: str) -> str | None:
    """What the schema of CycloneDX 1.6 says against a document; None where nothing."""
    error = JsonStrictValidator(SchemaVersion.V1_6).validate_str(document)
    return None if error is None else str(error)


def _excluded(advisory: Advisory, part: dict[str, Any]) -> dict[str, Any]:
    assert advisory.wanted is not None
    if not advisory.wanted.specifier.contains(part["version"], prereleases=True):
        msg = f"{advisory.id}: {part['name']} {part['version']} ships, and {advisory.wanted.specifier} is wanted"
        raise BelowItsBound(msg)
    detail = f"pyproject.toml asks for {advisory.wanted.specifier} because of it; {part['version']} ships."
    return _statement(advisory, part, "resolved", detail)


def _statement(advisory: Advisory, part: dict[str, Any], state: str, detail: str) -> dict[str, Any]:
    place = _PLACES.get(advisory.id.partition("-")[0], _OTHER_PLACE)
    return {
        "id": advisory.id,
        "source": {"url": f"{place}{advisory.id}"},
        "analysis": {"state": state, "detail": detail},
        "affects": [{"ref": part["bom-ref"]}],
    }


def _part(part: dict[str, Any]) -> dict[str, Any]:
    return {key: part[key] for key in ("type", "name", "version", "bom-ref", "purl") if key in part}


def main() -> int:
    """Write the file; 1 where something ships that an advisory excludes, or where the schema refuses the file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("bill", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--audit", type=Path)
    asked = parser.parse_args()
    bill = json.loads(asked.bill.read_text(encoding="utf-8"))
    known = list(advisories((HOUSE / "pyproject.toml").read_text(encoding="utf-8")))
    found = None if asked.audit is None else list(audited(json.loads(asked.audit.read_text(encoding="utf-8"))))
    try:
        made = json.dumps(vex(bill, known, found, datetime.now(UTC)), indent=2, ensure_ascii=False)
    except BelowItsBound as error:
        print(error, file=sys.stderr)
        return 1
    if (fault := faults(made)) is not None:
        print(fault, file=sys.stderr)
        return 1
    asked.out.write_text(f"{made}\n", encoding="utf-8")
    print(asked.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
