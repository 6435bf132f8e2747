"""The colours that the page and the site share, each for a light and a dark screen."""

from __future__ import annotations

from immunote.service.html.policy import TEMPLATES

PALETTE = (TEMPLATES / "palette.css").read_text(encoding="utf-8")
"""A stylesheet that names the colours; it stands before or after others, which use them by their names."""
