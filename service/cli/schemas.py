"""`immunote schema`: what other programs may rely on."""

from __future__ import annotations

import json
from pathlib import Path

from immunote.engine.faults import Refused
from immunote.service.cli import inputs
from immunote.service.terminal import output

SCHEMAS = ("profile", "note", "lean", "knowledge")


def schema(name: str, folder: Path | None) -> None:
    """Print a JSON schema. Raises Refused."""
    if faults := inputs.not_one_of("schema", name, SCHEMAS):
        raise Refused(faults)
    from pydantic import TypeAdapter

    if name == "note":
        from immunote.engine.note import Note

        found = TypeAdapter(Note).json_schema(mode="serialization")
    elif name == "lean":
        from immunote.engine.lean.model import LeanNote

        found = TypeAdapter(LeanNote).json_schema(mode="serialization")
    elif name == "knowledge":
        from immunote.engine.lean.known import SharedKnowledge

        found = TypeAdapter(SharedKnowledge).json_schema(mode="serialization")
    else:
        from immunote.engine.profile import profile_model

        found = profile_model(inputs.load_rules(folder)).model_json_schema()
    output.write(json.dumps(found, indent=2, ensure_ascii=False))
