"""What a page may do in a browser: nothing but wear the stylesheet of this room, which the policy names by its hash."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

TEMPLATES = Path(__file__).parent / "templates"
STYLE = (TEMPLATES / "style.css").read_text(encoding="utf-8")
_HASH = b64encode(sha256(STYLE.encode()).digest()).decode()

POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; form-action 'none'; base-uri 'none'"
"""Stands in every page. A browser that honours it loads nothing, runs nothing and posts nothing."""
NO_FRAMES = "frame-ancestors 'none'"
"""Stands only in the head of an answer: in a page it is ignored."""
