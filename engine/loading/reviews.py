"""`reviews.yaml` and the folder `reviews/`: who signed what. Neither is part of the content hash of a rule base.

What was signed is kept beside the sign-off, in `reviews/<hash>.json`, so that a later change can be told in words and a
sign-off of something that never existed is refused.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import rfc8785

from immunote.engine.loading.folder import Folder
from immunote.engine.shapes.reviews import FOLDER, ReviewsFile
from immunote.engine.sign_offs import SignOff


def hash_of(kept: Any) -> str:
    """SHA-256 over the canonical JSON of what is signed, in hexadecimal."""
    return hashlib.sha256(rfc8785.dumps(kept)).hexdigest()


def read_reviews(folder: Folder) -> tuple[SignOff, ...]:
    """The sign-offs, in the order written. One whose content is not kept, or not as it was, is a fault (V31)."""
    found: list[SignOff] = []
    for document, model in folder.of(ReviewsFile):
        for index, shape in enumerate(model.sign_offs):
            path = ("sign_offs", index, "content")
            kept = _kept(folder.root / FOLDER / f"{shape.content}.json")
            if kept is None:
                help_line = "nothing of that hash was ever kept; sign with `immunote review sign`"
                document.fault(path, "V31", shape.content, help_line)
            elif hash_of(kept) != shape.content or kept.get("part") != shape.part or "rules" not in kept:
                help_line = (
                    f"{FOLDER}/{shape.content[:12]}….json does not hold what that hash of `{shape.part}` stands for"
                )
                document.fault(path, "V31", shape.content, help_line)
            else:
                found.append(SignOff(**shape.model_dump(), kept=kept, place=document.place(("sign_offs", index))))
    return tuple(found)


def _kept(path: Path) -> dict[str, Any] | None:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return kept if isinstance(kept, dict) else None
