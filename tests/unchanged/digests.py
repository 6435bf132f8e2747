"""Digests of the notes of published cases and of synthetic patients, held in `digests.txt` while the house is rebuilt.

The digest leaves out the hash of the rule base: a file written another way may say the same. Written anew, where a
note is meant to change, by `python -m tests.unchanged.digests`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from immunote.engine.api import Engine
from immunote.engine.noting.digest import canonical
from immunote.service.lists.synth.chance import ROW
from immunote.service.lists.synth.drawing import SyntheticCohort

HELD = Path(__file__).parent / "digests.txt"
RULES = Path(__file__).parent.parent.parent / "rules" / "ssc_ivig"
SEED = 20261129
PATIENTS = 1000


def profiles(engine: Engine) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each published case as reported and completed, then the synthetic patients, by name."""
    for case in engine.rulebase.cases.values():
        yield case.name, dict(case.profile)
        if case.completed:
            yield f"{case.name}-completed", {**case.profile, **case.completed}
    assert engine.rulebase.synthetic is not None
    rows = SyntheticCohort(engine.rulebase, engine.rulebase.synthetic, SEED).rows(0, PATIENTS)
    for row in rows.iter_rows(named=True):
        number = row.pop(ROW)
        yield f"synthetic-{number}", {name: value for name, value in row.items() if value is not None}


def digest(engine: Engine, profile: dict[str, Any]) -> str:
    """SHA-256 over the canonical JSON of a note, less reviews, engine version and the hash of the rule base."""
    note = engine.note(profile)
    content = {**note.__dict__, "provenance": dict(note.provenance.__dict__)}
    for name in ("digest", "review", "reviewed_by_clinician"):
        del content[name]
    for name in ("engine_version", "content_hash"):
        del content["provenance"][name]
    return hashlib.sha256(canonical(content)).hexdigest()


def held() -> dict[str, str]:
    """The digests as they were written down."""
    return dict(line.split() for line in HELD.read_text(encoding="ascii").splitlines())


if __name__ == "__main__":
    ENGINE = Engine.load(RULES)
    LINES = [f"{name} {digest(ENGINE, profile)}\n" for name, profile in profiles(ENGINE)]
    HELD.write_text("".join(LINES), encoding="ascii")
