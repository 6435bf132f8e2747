"""SMART App Launch 2.2: the page opened from a record system, with what its record holds."""

from __future__ import annotations

from immunote.service.smart import fault_codes as fault_codes
