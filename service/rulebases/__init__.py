"""Where the rule bases that ship are found, in a checkout and in an installed package alike."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from immunote.service.rulebases import fault_codes as fault_codes

SHIPPED = "ssc_ivig"


def folder(name: str = SHIPPED) -> Path:
    """The folder of a rule base that ships. It need not exist: the loader refuses a folder that does not (R09)."""
    return Path(str(files("immunote.rules").joinpath(name))).resolve()
