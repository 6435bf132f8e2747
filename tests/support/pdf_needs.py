"""What tests of PDF need from Debian: Pango and a font."""

from __future__ import annotations

import pytest

from immunote.engine.faults import Refused
from immunote.service.render import drawing_needs
from tests.support.debian import install


def provide() -> None:
    """Install Pango and DejaVu where they are missing; skips where that is not possible."""
    if _faults():
        said = install("libpangoft2-1.0-0", "Pango") + install("fonts-dejavu-core", "the font DejaVu Sans")
        if faults := _faults():
            pytest.skip(f"no PDF can be drawn here ({faults}), and apt-get could not mend it: {said}")


def _faults() -> str:
    try:
        drawing_needs.check()
    except Refused as refused:
        return "; ".join(map(str, refused.faults))
    return ""
