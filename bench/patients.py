"""The profiles that benchmarks run on: the published cases, and the illustrated one with its questions answered."""

from __future__ import annotations

from typing import Any

from immunote.engine.api import Engine


def profiles(engine: Engine) -> list[dict[str, Any]]:
    """As reported (mostly incomplete), and as completed for illustration."""
    found = [dict(case.profile) for case in engine.rulebase.cases.values()]
    found += [{**case.profile, **case.completed} for case in engine.rulebase.cases.values() if case.completed]
    return found
