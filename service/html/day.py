"""The day that stands on a page."""

from __future__ import annotations

from datetime import date


def today() -> str:
    """Today on this machine, as a page has it: 29 Nov 2026."""
    day = date.today()
    return f"{day.day} {day:%b %Y}"
