"""The codes of the engine and of every room of the service, each with what it says."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from immunote.engine.faults import CODES

SERVICE = Path(__file__).parents[2] / "service"
FAMILIES = "RPQELSV"


def all_codes() -> dict[str, str]:
    """In the order of docs/errors.md."""
    for place in sorted(SERVICE.glob("*/fault_codes.py")):
        import_module(f"immunote.service.{place.parent.name}.fault_codes")
    return {code: CODES[code] for code in sorted(CODES, key=lambda code: (FAMILIES.index(code[0]), code))}
