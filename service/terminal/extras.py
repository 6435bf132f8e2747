"""How an extra of this program is installed here: the one place that says so.

The project is on no package index, where anybody could take its name: a hint names a checkout, a file or a repository.
"""

from __future__ import annotations

import json
import shlex
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from immunote.engine import version
from immunote.engine.faults import Fault

NAME = "immunote"


def missing(*modules: str, extra: str) -> list[Fault]:
    """The fault (E03) of modules of an extra that are not installed."""
    absent = [name for name in modules if find_spec(name) is None]
    return [Fault(f"extra {extra}", "E03", ", ".join(absent), how_to_install(extra))] if absent else []


def how_to_install(*extras: str) -> str:
    """The command that adds extras to the install that runs, and where to call it."""
    return _how(",".join(extras), _origin(), Path(version.__file__).parents[1].resolve().parent)


def _how(extras: str, origin: dict[str, Any], around: Path) -> str:
    """`origin`: where the package came from, as its installer noted it. `around`: the folder that holds the package."""
    url = str(origin.get("url", ""))
    place = Path(unquote(urlsplit(url).path)) if url.startswith("file:") else None
    if vcs := origin.get("vcs_info"):
        commit = f"@{vcs['commit_id']}" if "commit_id" in vcs else ""
        given = f"{NAME}[{extras}] @ {vcs.get('vcs', 'git')}+{url}{commit}"  # an address: no index is asked
        return f"`pip install {shlex.quote(given)}`"
    if place is not None and place.is_file():
        return f"`pip install {shlex.quote(f'{place}[{extras}]')}`"
    editable = "--editable " if origin.get("dir_info", {}).get("editable") else ""
    checkout = next((each for each in (place, around) if each and (each / "pyproject.toml").is_file()), None)
    where = "the checkout" if checkout is None else str(checkout)
    return f"`pip install {editable}'.[{extras}]'` in {where}"


def _origin() -> dict[str, Any]:
    """What direct_url.json of the installed distribution says; nothing where the package was not installed."""
    try:
        found = json.loads(metadata.distribution(NAME).read_text("direct_url.json") or "{}")
    except (metadata.PackageNotFoundError, ValueError, OSError):
        return {}
    return found if isinstance(found, dict) else {}
