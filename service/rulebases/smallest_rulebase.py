"""The smallest rule base that gives a note: what `immunote rules new` writes, and the reference of the format shows."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

_OWN_ID = "umbrella"
FILES = ("rulebase.yaml", "profile/day.yaml", "for/rain_on_the_way.yaml", "grading.yaml")
"""Its files, in the order in which a reader follows them."""
ABOUT_THE_RULES, *_ = FILES


def texts(name: str = _OWN_ID) -> dict[str, str]:
    """Each file with its text; the rule base is called `name`."""
    folder = Path(str(files("immunote.service.rulebases").joinpath("smallest")))
    found = {file: folder.joinpath(file).read_text(encoding="utf-8") for file in FILES}
    found[ABOUT_THE_RULES] = found[ABOUT_THE_RULES].replace(f"id: {_OWN_ID}", f"id: {name}", 1)
    return found
