"""The state of the evidence as a file: what a check found, as JSON that can be renewed and that the site reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from immunote.engine.faults import Fault, Refused, shorten
from immunote.service.evidence.checking import EvidenceCheck

_ADAPTER = TypeAdapter(EvidenceCheck)
_HELP = "the file is what `immunote evidence check --json` prints"


def plain(found: EvidenceCheck) -> dict[str, Any]:
    """A check as plain data."""
    data = dict(_ADAPTER.dump_python(found, mode="json"))
    return {**data, "needs_work": found.needs_work}


def schema() -> dict[str, Any]:
    """The JSON schema of that data."""
    made = dict(_ADAPTER.json_schema(mode="serialization"))
    made["properties"]["needs_work"] = {"type": "boolean", "title": "Needs Work"}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "title": "Check of the evidence"}


def read_state(path: Path) -> EvidenceCheck:
    """Read a file back. Raises Refused (V95)."""
    try:
        return _ADAPTER.validate_json(path.read_bytes())
    except OSError as error:
        raise Refused([Fault(str(path), "V95", error.strerror or str(error), _HELP)]) from None
    except ValidationError as error:
        faults = [
            Fault(f"{path}: ${''.join(f'.{part}' for part in each['loc'])}", "V95", shorten(each["msg"]), _HELP)
            for each in error.errors()
        ]
        raise Refused(faults) from None
