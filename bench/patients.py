"""The profiles that benchmarks run on: the published cases, as reported and completed, and invented patients."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from immunote.engine.api import Engine


def profiles(engine: Engine) -> list[dict[str, Any]]:
    """As reported (mostly incomplete), and as completed for illustration."""
    found = [dict(case.profile) for case in engine.rulebase.cases.values()]
    found += [{**case.profile, **case.completed} for case in engine.rulebase.cases.values() if case.completed]
    return found


def distinct(count: int) -> list[bytes]:
    """So many profiles of invented patients, as bodies of requests."""
    import polars as pl

    with tempfile.TemporaryDirectory() as name:
        made = Path(name) / "cohort.parquet"
        command = ["synth", str(count), "--seed", "1", "-o", str(made)]
        subprocess.run([sys.executable, "-m", "immunote", *command], check=True, capture_output=True)
        rows = pl.read_parquet(made).to_dicts()
    return [json.dumps({k: v for k, v in row.items() if k != "id" and v is not None}).encode() for row in rows]
