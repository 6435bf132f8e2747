"""The content security policy of every page: it allows only this package's stylesheet, which it names by its hash."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

TEMPLATES = Path(__file__).parent / "templates"
STYLE = (TEMPLATES / "style.css").read_text(encoding="utf-8")
_HASH = b64encode(sha256(STYLE.encode()).digest()).decode()

POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; form-action 'none'; base-uri 'none'"
"""The policy in every page: a browser loads, runs and posts nothing, and applies only the one stylesheet."""
NO_FRAMES = "frame-ancestors 'none'"
"""Forbids frames. It is sent only as a header field, since browsers ignore it inside a page."""
