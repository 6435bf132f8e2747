"""The codes of faults in the documentation site."""

from __future__ import annotations

from immunote.engine.faults import explain

explain(
    {
        "V60": "findings that cannot be read",
        "V61": "findings about other rules",
        "V62": "a folder that holds something else",
        "V63": "a page that the site generator refuses",
        "V64": "a link that leads nowhere",
        "V65": "something that a page would fetch from elsewhere",
    }
)
