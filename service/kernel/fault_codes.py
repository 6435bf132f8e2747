"""The codes of faults in requests and answers."""

from __future__ import annotations

from immunote.engine.faults import explain

explain(
    {
        "S01": "a note that cannot be recorded, so it is not given",
        "S05": "a media type that is not offered, or not read",
        "S06": "nothing of that path, id or digest",
        "S07": "a request that cannot be read",
        "S08": "a method that this path does not have",
    }
)
